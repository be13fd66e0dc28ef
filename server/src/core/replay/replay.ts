import { type Message, msg } from '../message.ts';
import type { Decision } from '../simulate/types.ts';
import type { TraceMapping } from './mapping.ts';
import { type RecordSplitter, splitRecords } from './records.ts';
import { isObject, readRequestObject } from './request.ts';
import { isTrace, readTrace, type Trace } from './trace.ts';
import type { Flip, FlipExample, ReplayedRequest, ReplayResult, ReplaySide, Unmapped } from './types.ts';

export interface ReplayOptions {
  /** Which actions traces stand for. */
  readonly mapping: TraceMapping;
  /** The value of a text of JSON; undefined where it is none. */
  parse(text: string): unknown;
}

/** A replay that goes on while its file is read. */
export interface Replay extends RecordSplitter {
  /** Records so far. */
  readonly records: number;
  /** @param partial it was given up before the end */
  result(partial?: boolean): ReplayResult;
}

/**
 * Decides requests and traces again, under policies as they were and as they are now. Text goes in piece by piece;
 * memory does not grow with it: identical requests are decided once as long as they are remembered, and of what
 * flips, of what is malformed and of what has no mapping the counts and the first few are kept. Never throws as long
 * as `parse` does not.
 */
export function createReplay(before: ReplaySide, after: ReplaySide, options: ReplayOptions): Replay {
  const work = new Work(before, after, options);
  const splitter = splitRecords({ record: (text, line) => work.take(text, line), problem: (line, problem) => work.malformed(line, problem) });
  return {
    push: (text) => splitter.push(text),
    end: () => splitter.end(),
    get records() {
      return work.records;
    },
    result: (partial = false) => work.result(partial),
  };
}

/** Texts whose decisions are remembered, ids of traces, kinds of flips, names without a mapping, lines that are told. */
const mostRemembered = 20_000;
const mostIds = 200_000;
const mostFlips = 20_000;
const mostNames = 20_000;
const mostTold = 20;
const mostExamples = 3;

/** Longer texts are not remembered: identical ones are rare. */
const longestRemembered = 2_000;

interface Decided {
  readonly replayed: ReplayedRequest;
  readonly from: Decision;
  readonly to: Decision;
}

interface Counted {
  readonly flip: Omit<Flip, 'count' | 'examples'>;
  count: number;
  readonly examples: FlipExample[];
}

class Work {
  records = 0;
  private readonly before: ReplaySide;
  private readonly after: ReplaySide;
  private readonly options: ReplayOptions;
  private readonly remembered = new Map<string, Decided>();
  /** Since the memory was emptied; where few texts come again they are not worth remembering for a while. */
  private hits = 0;
  private pause = 0;
  private readonly ids = new Set<string>();
  private readonly flips = new Map<string, Counted>();
  private readonly unmapped = new Map<string, { readonly trace: Trace; count: number }>();
  private readonly counts = { decided: 0, flipped: 0, lost: 0, repeated: 0, system: 0, root: 0, leftOut: 0, unmapped: 0, malformed: 0 };
  private readonly decisions = { before: noDecisions(), after: noDecisions() };
  private readonly told: { line: number; problem: Message }[] = [];

  constructor(before: ReplaySide, after: ReplaySide, options: ReplayOptions) {
    this.before = before;
    this.after = after;
    this.options = options;
  }

  take(text: string, line: number): void {
    const known = this.remembered.get(text);
    if (known) {
      this.records++;
      this.hits++;
      this.count(known, line);
      return;
    }
    const value = this.options.parse(text);
    if (!isObject(value)) {
      this.records++;
      this.malformed(line, value === undefined ? msg('This is no valid JSON.') : msg('Requests and traces are objects; this is none.'));
      return;
    }
    this.object(value, line, text);
  }

  malformed(line: number, problem: Message): void {
    this.counts.malformed++;
    if (this.told.length < mostTold) this.told.push({ line, problem });
  }

  result(partial: boolean): ReplayResult {
    const { decided, flipped, lost, repeated, system, root, leftOut, unmapped, malformed } = this.counts;
    return {
      records: this.records,
      decided,
      before: this.decisions.before,
      after: this.decisions.after,
      flips: [...this.flips.values()].map(({ flip, count, examples }) => ({ ...flip, count, examples })).sort((a, b) => b.count - a.count || compareText(a.action, b.action)),
      flipped,
      lost,
      malformed: { count: malformed, first: this.told },
      unmapped: [...this.unmapped.values()].map(({ trace, count }): Unmapped => ({ service: trace.service, resourceType: trace.resourceType, name: trace.name, count, suggestions: this.options.mapping.suggestions(trace.service, trace.resourceType, trace.name) })).sort((a, b) => b.count - a.count || compareText(a.name, b.name)),
      unmappedCount: unmapped,
      repeated,
      system,
      root,
      leftOut,
      partial,
    };
  }

  /** A request, a trace, the event of a trigger, or an answer with traces on one line. */
  private object(value: Readonly<Record<string, unknown>>, line: number, text: string): void {
    const { traces, cts } = value;
    if (Array.isArray(traces)) {
      for (const it of traces) {
        if (isObject(it)) this.object(it, line, '');
        else this.malformed(line, msg('Requests and traces are objects; this is none.'));
      }
      return;
    }
    this.records++;
    if (isObject(cts)) return this.trace(cts, line);
    if ('log_files' in value) return this.malformed(line, msg('This is a digest file: it has no traces.'));
    if (isTrace(value)) return this.trace(value, line);
    const replayed = readRequestObject(value);
    if ('template' in replayed) return this.malformed(line, replayed);
    this.decide(replayed, line, text);
  }

  private trace(value: Readonly<Record<string, unknown>>, line: number): void {
    const trace = readTrace(value, this.options.parse);
    if ('template' in trace) return this.malformed(line, trace);
    if (trace.id !== undefined && this.isRepeated(trace.id)) {
      this.counts.repeated++;
      return;
    }
    if (trace.system) {
      this.counts.system++;
      return;
    }
    if (trace.root) {
      this.counts.root++;
      return;
    }
    const mapped = this.options.mapping.find(trace.service, trace.resourceType, trace.name);
    if (mapped === 'leave-out') {
      this.counts.leftOut++;
      return;
    }
    const [action] = mapped ? [...mapped.actions['1.1'], ...mapped.actions['5.0']] : [];
    if (!mapped || action === undefined) return this.withoutMapping(trace);
    const { as, caller, context, enterpriseProject } = trace;
    this.decide({ request: { action, caller, context, ...(enterpriseProject === undefined ? {} : { enterpriseProject }) }, ...(as === undefined ? {} : { as }), trace: { actions: mapped.actions } }, line, '', trace);
  }

  private decide(replayed: ReplayedRequest, line: number, text: string, trace?: Trace): void {
    const from = this.before.decide(replayed);
    const to = typeof from === 'string' ? this.after.decide(replayed) : from;
    if (typeof from === 'string' && typeof to === 'string') {
      const decided = { replayed, from, to };
      if (text !== '' && text.length <= longestRemembered) this.remember(text, decided);
      this.count(decided, line);
    } else if (trace && replayed.trace && (['1.1', '5.0'] as const).some((it) => replayed.trace?.actions[it].length === 0)) this.withoutMapping(trace);
    else this.malformed(line, typeof from === 'string' ? (to as Message) : from);
  }

  private count(decided: Decided, line: number): void {
    const { from, to, replayed } = decided;
    this.counts.decided++;
    this.decisions.before[from]++;
    this.decisions.after[to]++;
    if (from === to) return;
    this.counts.flipped++;
    if (from === 'Allow') this.counts.lost++;
    const { action } = replayed.request;
    const key = `${from} ${to} ${action.toLowerCase()}`;
    let counted = this.flips.get(key);
    if (!counted) {
      if (this.flips.size >= mostFlips) return;
      this.flips.set(key, (counted = { flip: { action, from, to }, count: 0, examples: [] }));
    }
    counted.count++;
    const { request, as } = replayed;
    if (counted.examples.length < mostExamples) counted.examples.push({ line, request, ...(as === undefined ? {} : { as }) });
  }

  private withoutMapping(trace: Trace): void {
    this.counts.unmapped++;
    const key = JSON.stringify([trace.service, trace.resourceType, trace.name].map((it) => it.toLowerCase()));
    const found = this.unmapped.get(key);
    if (found) found.count++;
    else if (this.unmapped.size < mostNames) this.unmapped.set(key, { trace, count: 1 });
  }

  private isRepeated(id: string): boolean {
    if (this.ids.has(id)) return true;
    if (this.ids.size >= mostIds) this.ids.clear();
    this.ids.add(id);
    return false;
  }

  private remember(text: string, decided: Decided): void {
    if (this.pause > 0) {
      this.pause--;
      return;
    }
    if (this.remembered.size >= mostRemembered) {
      if (this.hits < mostRemembered / 20) this.pause = mostRemembered * 20;
      this.remembered.clear();
      this.hits = 0;
      if (this.pause > 0) return;
    }
    // A copy: a part of a text keeps the whole of it in memory.
    this.remembered.set(JSON.parse(JSON.stringify(text)) as string, decided);
  }
}

function noDecisions(): Record<Decision, number> {
  return { Allow: 0, Deny: 0, ImplicitDeny: 0, Unknown: 0 };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

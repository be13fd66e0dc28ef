import { type Message, msg } from '../message.ts';
import { type Field, findFields } from './fields.ts';
import { type Flat, flatten } from './flatten.ts';
import { compileTemplate, findTemplate, type Template } from './template.ts';
import type { CodeRow, Denial, DenialData, DenialKind, DenialReading, Frame } from './types.ts';

/** Denials that are told of one text; more stand in long logs and are counted. */
const most = 100;

/**
 * What a pasted text says about refused requests: a message, a body, an answer in the frame of a client, or a log
 * with several. Only what is known is recognised; everything else stays absent. Linear in the text; pure.
 */
export function readDenial(text: string, data: DenialData): DenialReading {
  const patterns = compiled(data);
  const flat = flatten(text);
  const all = patterns.flatMap(({ id, templates }) => templates.flatMap((it) => findTemplate(it, flat.text).map((match) => ({ id, ...match }))));
  const finds = outermost(all.sort((a, b) => a.start - b.start || b.end - a.end));
  const fields = findFields(flat.text, (code) => data.codes.some((it) => it.code === code));
  const calls = findCalls(flat.text);
  const statuses = data.statuses.flatMap(({ text: words, status }) => places(flat.text, words).map((at) => ({ name: 'status' as const, value: String(status), at })));
  const stretches = toStretches(flat, finds, [...fields, ...statuses].sort((a, b) => a.at - b.at), calls);
  const denials = distinct(stretches.flatMap((it) => toDenial(it, flat, data) ?? []));
  const notes: Message[] = denials.length > most ? [msg('{0} refusals are in this text; the first {1} are shown.', denials.length, most)] : [];
  return { denials: denials.slice(0, most), notes };
}

interface Find {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly slots: Readonly<Record<string, string>>;
}

/** A part of a message that stands within the whole message says nothing more. */
function outermost(finds: readonly Find[]): readonly Find[] {
  const kept: Find[] = [];
  let end = 0;
  for (const it of finds) {
    if (it.end <= end && kept.some((one) => one.start <= it.start && it.end <= one.end && one.end - one.start > it.end - it.start)) continue;
    kept.push(it);
    end = Math.max(end, it.end);
  }
  return kept;
}

interface Call {
  readonly at: number;
  readonly method: string;
  readonly url: string;
}

/** What belongs together. */
interface Stretch {
  readonly finds: Find[];
  readonly fields: Field[];
  readonly calls: Call[];
  readonly text: string;
}

const compilations = new WeakMap<DenialData, readonly { readonly id: string; readonly templates: readonly Template[] }[]>();

function compiled(data: DenialData): readonly { readonly id: string; readonly templates: readonly Template[] }[] {
  let found = compilations.get(data);
  if (!found) compilations.set(data, (found = data.patterns.map(({ id, texts }) => ({ id, templates: texts.map(compileTemplate) }))));
  return found;
}

function findCalls(text: string): readonly Call[] {
  return [...text.matchAll(/\[(GET|POST|PUT|PATCH|DELETE|HEAD) (https?:\/\/[^\]\s"]{1,2000})\]/g)].map(({ 1: method = '', 2: url = '', index: at }) => ({ at, method, url }));
}

function places(text: string, words: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) found.push(at);
  return found;
}

/** One refusal has everything of the text; several have what stands in their own stretch. */
function toStretches(flat: Flat, finds: readonly Find[], fields: readonly Field[], calls: readonly Call[]): readonly Stretch[] {
  const messages = new Set(finds.map((it) => `${it.id} ${JSON.stringify(it.slots)}`));
  const codes = new Set(fields.filter((it) => it.name === 'code').map((it) => it.value));
  const ids = new Set(fields.filter((it) => it.name === 'requestId').map((it) => it.value));
  const count = new Set(finds.map((it) => it.start)).size;
  if (count <= 1 && (codes.size <= 1 || ids.size <= 1) && messages.size <= 2) return [{ finds: [...finds], fields: [...fields], calls: [...calls], text: flat.text }];
  // A message that runs over a boundary makes one stretch of two.
  const starts = flat.starts.filter((start) => !finds.some((it) => it.start < start && start < it.end));
  const stretches: Stretch[] = starts.map((start, index) => ({ finds: [], fields: [], calls: [], text: flat.text.slice(start, starts[index + 1] ?? flat.text.length) }));
  const stretchAt = (at: number): Stretch | undefined => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return stretches[low - 1];
  };
  for (const it of finds) stretchAt(it.start)?.finds.push(it);
  for (const it of fields) stretchAt(it.at)?.fields.push(it);
  for (const it of calls) stretchAt(it.at)?.calls.push(it);
  return stretches;
}

function toDenial({ finds, fields, calls, text }: Stretch, flat: Flat, data: DenialData): Denial | undefined {
  const field = (name: Field['name']): string | undefined => fields.find((it) => it.name === name)?.value;
  const slot = (name: string): string | undefined => finds.map((it) => it.slots[name]).find((it) => it !== undefined);
  const code = codeOf(fields, data);
  const status = statusOf(field('status') ?? slot('status'), code);
  const message = field('message');
  const rows = rowsOf(data.codes, code, status, message);
  if (finds.length === 0 && code === undefined && !(status !== undefined && status >= 400)) return undefined;
  const patterns = data.patterns.filter((it) => finds.some(({ id }) => id === it.id));
  const kind = kindOf(rows, patterns.find((it) => it.kind)?.kind, finds.length > 0);
  const actions = [...new Set(finds.flatMap(({ slots }) => [slots['action'], slots['again'], slots['spaced']]).filter((it) => it !== undefined))];
  const resource = slot('resource') ?? slot('word') ?? field('resource');
  const policyType = slot('policyType');
  const [call] = calls;
  return {
    verdict: verdictOf(rows, kind, finds.length > 0),
    actions,
    frames: framesOf(text, flat, data),
    patterns: patterns.map((it) => it.id),
    ...optional('kind', kind),
    ...optional('decision', patterns.find((it) => it.decision)?.decision),
    ...optional('policyType', policyType),
    ...optional('layer', data.policyTypes.find((it) => it.words.toLowerCase() === policyType?.toLowerCase())?.kind),
    ...optional('resource', resource),
    ...optional('principal', slot('principal')),
    ...optional('httpStatus', status),
    ...optional('code', code),
    ...optional('requestId', field('requestId')),
    ...optional('encoded', field('encoded')),
    ...optional('operation', slot('operation')),
    ...optional('rule', slot('rule')),
    ...optional('api', call && { method: call.method, url: call.url }),
    ...optional('message', message),
  };
}

/** The first code that is known, else the first one that a field names. */
function codeOf(fields: readonly Field[], { codes }: DenialData): string | undefined {
  const named = fields.filter((it) => it.name === 'code').map((it) => it.value);
  return named.find((it) => codes.some((row) => row.code === it)) ?? named[0];
}

/** Older bodies give the HTTP status as the code. */
function statusOf(text: string | undefined, code: string | undefined): number | undefined {
  const found = /^\d{3}$/.exec(text ?? '') ?? /^[45]\d\d$/.exec(code ?? '');
  return found ? Number(found[0]) : undefined;
}

/** A code may have two meanings: status and text of the message tell which. */
function rowsOf(codes: readonly CodeRow[], code: string | undefined, status: number | undefined, message: string | undefined): readonly CodeRow[] {
  const rows = codes.filter((it) => it.code === code);
  if (rows.length < 2) return rows;
  const byStatus = rows.filter((it) => it.status === status);
  const left = byStatus.length > 0 ? byStatus : rows;
  const byMessage = left.filter((it) => [it.message, it.messageZh].some((text) => text !== undefined && startsAs(text, message)));
  return byMessage.length > 0 ? byMessage : left;
}

/** The published text up to its first slot. */
function startsAs(published: string, message: string | undefined): boolean {
  const [start = ''] = published.split(/[{%]/);
  return message !== undefined && start.trim() !== '' && message.startsWith(start.trim());
}

function kindOf(rows: readonly CodeRow[], ofPattern: DenialKind | undefined, found: boolean): DenialKind | undefined {
  const kinds = new Set(rows.map((it) => it.kind));
  if (kinds.size === 1) return rows[0]?.kind;
  if (kinds.size > 1) return undefined;
  return ofPattern ?? (found ? 'policy' : undefined);
}

const noDenials: ReadonlySet<DenialKind> = new Set(['authentication', 'account', 'not-a-denial']);

function verdictOf(rows: readonly CodeRow[], kind: DenialKind | undefined, found: boolean): Denial['verdict'] {
  if (found) return 'denial';
  if (rows.length === 0) return 'cannot-tell';
  if (kind) return noDenials.has(kind) ? 'no-denial' : 'denial';
  return rows.every((it) => !noDenials.has(it.kind)) ? 'denial' : 'cannot-tell';
}

function framesOf(text: string, { html, escaped, boxed }: Flat, { frames }: DenialData): readonly Frame[] {
  const found = frames.filter((it) => it.any?.some((words) => text.includes(words)) ?? it.all?.every((words) => text.includes(words)) ?? false).map((it) => it.id as Frame);
  if (boxed && !found.includes('terraform')) found.push('terraform');
  if (html) found.push('html-escaped');
  if (escaped) found.push('string-escaped');
  if (/\{ ?"/.test(text)) found.push('json');
  if (text.includes('<Error>')) found.push('xml');
  return found;
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined): Partial<{ [Key in Name]: Value }> {
  return value === undefined ? {} : ({ [name]: value } as Partial<{ [Key in Name]: Value }>);
}

/** A log repeats a refusal with each try; only the request differs. */
function distinct(denials: readonly Denial[]): Denial[] {
  const seen = new Set<string>();
  return denials.filter((it) => {
    const key = JSON.stringify({ ...it, requestId: undefined, encoded: undefined });
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

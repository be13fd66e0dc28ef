import { readDocument } from '../../core/check.ts';
import { linesOf, positionAt } from '../../core/lines.ts';
import { type Message, msg, toPlain } from '../../core/message.ts';
import { kindFor } from '../../core/config/config.ts';
import { createMapping, readMapping, type TraceData, type UserEntry, writeMapping } from '../../core/replay/mapping.ts';
import { replayToMarkdown } from '../../core/replay/markdown.ts';
import { createReplay, type Replay } from '../../core/replay/replay.ts';
import { sideOfPolicies } from '../../core/replay/side.ts';
import { summaryMessage } from '../../core/replay/words.ts';
import { attach } from '../../core/simulate/attach.ts';
import type { AttachedPolicy } from '../../core/simulate/types.ts';
import { type ReplayedPolicy, replayEnd, replayPiece, replayStart, type ReplayStartParams } from '../protocol/replay.ts';
import type { Session } from '../server.ts';
import { nameOf } from '../simulate.ts';
import { answer } from './answer.ts';

interface Running {
  readonly replay: Replay;
  readonly entries: readonly UserEntry[];
}

/** Replays that were started; one that is never ended makes room for the next ones. */
const running = new Map<number, Running>();
const mostRunning = 4;
let last = 0;

export const requests = [
  answer(replayStart, start),
  answer(replayPiece, (session, { replay, text }) => {
    const found = running.get(replay);
    if (!found) return gone(session);
    found.replay.push(text);
    return { records: found.replay.records };
  }),
  answer(replayEnd, (session, { replay: number, title, partial }) => {
    const found = running.get(number);
    if (!found) return gone(session);
    running.delete(number);
    const { replay, entries } = found;
    if (!partial) replay.end();
    const result = replay.result(partial);
    return { markdown: replayToMarkdown(result, title, session.reader), summary: toPlain(summaryMessage(result), session.reader), flipped: result.flipped, unmapped: result.unmapped.length, mapping: writeMapping(entries, result.unmapped) };
  }),
];

function start(session: Session, { before, after, authorization, mapping }: ReplayStartParams): { replay: number } | { problem: string } {
  const catalog = session.host.catalog();
  const [old, now] = [attached(session, before), attached(session, after)];
  if (isMessage(old)) return { problem: toPlain(old, session.reader) };
  if (isMessage(now)) return { problem: toPlain(now, session.reader) };
  const user = mapping === undefined ? { entries: [], findings: [] } : readMapping(mapping);
  const [wrong] = user.findings;
  if (wrong) {
    const { line, character } = positionAt(linesOf(mapping ?? ''), wrong.span.start);
    return { problem: toPlain(msg('The trace mapping cannot be used. Line {0}, column {1}: {2}', line + 1, character + 1, wrong.message), session.reader) };
  }
  const options = { catalog, ...(authorization ? { authorization } : {}) };
  const data = (catalog.facts('traces') ?? { serviceType: '', operations: [] }) as TraceData;
  const replay = createReplay(sideOfPolicies([old], options), sideOfPolicies([now], options), { mapping: createMapping(data, user.entries), parse: parseValue });
  const [oldest] = running.keys();
  if (running.size >= mostRunning && oldest !== undefined) running.delete(oldest);
  running.set(++last, { replay, entries: user.entries });
  return { replay: last };
}

function attached({ host }: Session, { uri, text }: ReplayedPolicy): AttachedPolicy | Message {
  const config = host.configs?.nearest(uri);
  const kind = config && kindFor(config.reading.config, config.file);
  const document = readDocument(text, { fileName: uri, ours: true, ...(kind ? { kind } : {}) });
  const name = nameOf(uri);
  if (document.json.problems.length > 0) return msg('{0} has a JSON syntax error.', name);
  return document.policy ? attach(name, document, host.catalog()) : msg('{0} is no policy.', name);
}

function gone({ reader }: Session): { problem: string } {
  return { problem: toPlain(msg('This replay has ended already.'), reader) };
}

function isMessage(value: AttachedPolicy | Message): value is Message {
  return 'template' in value;
}

/** Much faster than reading it with places. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

import { type Message, msg } from '../message.ts';
import { describeDecision } from '../simulate/describe-reason.ts';
import type { Flip, ReplayResult } from './types.ts';

/** "Allowed → Denied". */
export function flipMessage({ from, to }: Pick<Flip, 'from' | 'to'>): Message {
  return msg('{0} → {1}', describeDecision(from), describeDecision(to));
}

/** What came out, in one sentence. */
export function summaryMessage({ decided, flipped, lost, partial }: ReplayResult): Message {
  const summary = flipped === 0 ? msg('Decided again: {0}. No decision flips.', decided) : msg('Decided again: {0}. Decisions that flip: {1}, of which were allowed: {2}.', decided, flipped, lost);
  return partial ? msg('Stopped early. {0}', summary) : summary;
}

/** What took no part, or is not known, a sentence each. */
export function leftOutMessages({ malformed, unmappedCount, unmapped, repeated, system, root, leftOut, before, after }: ReplayResult): readonly Message[] {
  return [
    ...(malformed.count > 0 ? [msg('Records that could not be read: {0}.', malformed.count)] : []),
    ...(unmappedCount > 0 ? [msg('Traces without a mapping to an action: {0} (operations: {1}).', unmappedCount, unmapped.length)] : []),
    ...(leftOut > 0 ? [msg('Traces that the mapping leaves out: {0}.', leftOut)] : []),
    ...(repeated > 0 ? [msg('Traces that were there before: {0}.', repeated)] : []),
    ...(system > 0 ? [msg('Traces of the system, which asks no policy: {0}.', system)] : []),
    ...(root > 0 ? [msg('Traces of the account itself, which no policy limits: {0}.', root)] : []),
    ...(before.Unknown > 0 || after.Unknown > 0 ? [msg('Decisions that cannot be known: {0} before, {1} after. What a trace does not carry, or what nobody knows of a policy, matters there.', before.Unknown, after.Unknown)] : []),
  ];
}

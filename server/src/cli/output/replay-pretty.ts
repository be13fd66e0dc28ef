import { type Message, msg, toPlain } from '../../core/message.ts';
import { toRequestJson } from '../../core/replay/json.ts';
import type { Flip, ReplayResult, Unmapped } from '../../core/replay/types.ts';
import { flipMessage, leftOutMessages, summaryMessage } from '../../core/replay/words.ts';
import type { Context } from '../command.ts';
import { terminalOf } from './terminal.ts';
import { clipped, padded, printable, widthOf } from './width.ts';

/** Ways to flip, and operations without a mapping, that are listed. */
const mostListed = 50;

/** Columns of the longest request that is shown whole. */
const longest = 400;

/** Writes what a replay found for people: what flips, what took no part, and a line that sums up. */
export function writeReplayPretty(result: ReplayResult, { io, reader }: Context): void {
  const terminal = terminalOf(io.stdout, io.env);
  const text = (message: Message): string => printable(toPlain(message, reader));
  const write = (line: string): unknown => io.stdout.write(`${line}\n`);
  const shown = result.flips.slice(0, mostListed);
  const columns = Math.max(0, ...shown.map((it) => widthOf(String(it.count))));
  for (const flip of shown) {
    write(`${terminal.colour(flip.from === 'Allow' ? 'red' : 'yellow', `${padded(String(flip.count), columns)}  ${text(flipMessage(flip))}`)}  ${printable(flip.action)}`);
    for (const example of examplesOf(flip)) write(`    ${text(msg('line {0}', example.line))}  ${clipped(printable(example.text), longest)}`);
  }
  if (result.flips.length > shown.length) write(text(msg('and {0} more', result.flips.length - shown.length)));
  if (shown.length > 0) write('');
  for (const { line, problem } of result.malformed.first) write(`${terminal.colour('yellow', '?')} ${text(msg('line {0}', line))}  ${text(problem)}`);
  for (const it of result.unmapped.slice(0, mostListed)) write(`${terminal.colour('yellow', '?')} ${printable(nameOf(it))}  ${text(msg('traces without a mapping: {0}', it.count))}`);
  const leftOut = leftOutMessages(result);
  for (const it of leftOut) write(text(it));
  write(terminal.colour(result.lost > 0 ? 'red' : result.flipped > 0 ? 'yellow' : 'green', text(summaryMessage(result))));
}

function examplesOf({ examples }: Flip): readonly { readonly line: number; readonly text: string }[] {
  return examples.map(({ line, request, as }) => ({ line, text: JSON.stringify(toRequestJson(request, as)) }));
}

function nameOf({ service, resourceType, name }: Unmapped): string {
  return [service, resourceType, name].filter((it) => it !== '').join(' ');
}

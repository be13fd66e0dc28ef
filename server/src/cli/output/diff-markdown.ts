import { comparisonBlocks } from '../../core/compare/markdown.ts';
import { resultMessage } from '../../core/compare/words.ts';
import { type Arg, type Message, msg, toMarkdown } from '../../core/message.ts';
import type { Context } from '../command.ts';
import { countMessage, type DiffOutput, namesOf, overallResult } from './diff.ts';
import { clipped, printable } from './width.ts';

/** Columns of the longest text of a policy that is shown whole. */
const longest = 400;

/** Writes the same as Markdown, for a comment of a review: a section for each pair that differs. */
export function writeDiffMarkdown(output: DiffOutput, { io, reader }: Context): void {
  const text = (message: Arg): string => printable(toMarkdown(message, reader));
  const shown = (written: string): string => clipped(printable(written), longest);
  const { folders, over, pairs } = output;
  const known = (result: Message): string => text(over === 'catalogue' ? msg('{0} (known actions only)', result) : result);
  const blocks: string[] = [];
  if (folders) blocks.push(pairs.length === 0 ? text(msg('No policies here')) : `**${known(resultMessage(overallResult(output), pairs.every((it) => it.scp)))}** · ${text(countMessage(output))}`);
  for (const pair of pairs) {
    if (folders && pair.comparison.result === 'equivalent') continue;
    blocks.push(`## ${known(resultMessage(pair.comparison.result, pair.scp))}: ${text(namesOf(pair))}`, ...comparisonBlocks(pair, io.host.catalog(), { text, shown }));
  }
  io.stdout.write(`${blocks.join('\n\n')}\n`);
}

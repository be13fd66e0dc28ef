import type { Catalog } from '../../core/catalog/catalog.ts';
import { type Arg, code, type Message, msg, toMarkdown } from '../../core/message.ts';
import type { Context } from '../command.ts';
import { actionMessage, type Change, changesOf, countMessage, decisionText, type DiffOutput, type DiffPair, exampleParts, limitsOf, namesOf, overallResult, placeMessage, refusedMessage, resultMessage } from './diff.ts';
import { clipped, printable } from './width.ts';

/** Columns of the longest text of a policy that is shown whole. */
const longest = 400;

/** Actions of one change that are listed. */
const mostActions = 100;

type Text = (message: Arg) => string;

/** Writes the same as Markdown, for a comment of a review: a section for each pair that differs. */
export function writeDiffMarkdown(output: DiffOutput, { io, reader }: Context): void {
  const text: Text = (message) => printable(toMarkdown(message, reader));
  const { folders, over, pairs } = output;
  const known = (result: Message): string => text(over === 'catalogue' ? msg('{0} (known actions only)', result) : result);
  const blocks: string[] = [];
  if (folders) blocks.push(pairs.length === 0 ? text(msg('No policies here')) : `**${known(resultMessage(overallResult(output), pairs.every((it) => it.scp)))}** · ${text(countMessage(output))}`);
  for (const pair of pairs) {
    if (folders && pair.comparison.result === 'equivalent') continue;
    blocks.push(`## ${known(resultMessage(pair.comparison.result, pair.scp))}: ${text(namesOf(pair))}`, ...sections(pair, io.host.catalog(), text));
  }
  io.stdout.write(`${blocks.join('\n\n')}\n`);
}

function sections(pair: DiffPair, catalog: Catalog, text: Text): string[] {
  const blocks: string[] = [];
  let title = '';
  for (const change of changesOf(pair)) {
    const heading = text(change.title);
    if (heading !== title) blocks.push(`### ${(title = heading)}`);
    blocks.push(changeLines(pair, change, catalog, text).join('\n'));
  }
  const { cannotTell } = pair.comparison;
  if (cannotTell.length > 0) blocks.push(`### ${text(msg('Cannot tell'))}`, cannotTell.map((it) => `- ${text(msg('{0}: {1}', placeMessage(pair, it), it.why))}`).join('\n'));
  return [...blocks, ...pair.refused.map((it) => text(refusedMessage(pair, it)))];
}

function changeLines(pair: DiffPair, change: Change, catalog: Catalog, text: Text): string[] {
  const { reason, actions, first } = change;
  const shown = (value: string): string => text(code(clipped(printable(value), longest)));
  const more = actions.length - mostActions;
  const rows: (readonly [Arg, string])[] = [
    [msg('Because of'), text(reason)],
    ...limitsOf(pair, change).map(([label, value]) => [label, shown(value)] as const),
    [msg('Decision'), decisionText(first)],
    [msg('Example'), exampleParts(first.example).map(shown).join(' · ')],
  ];
  return [`- ${[...actions.slice(0, mostActions).map((it) => text(actionMessage(it, catalog))), ...(more > 0 ? [text(msg('and {0} more', more))] : [])].join(', ')}`, ...rows.map(([label, value]) => `  - ${text(label)}: ${value}`)];
}

import type { Catalog } from '../catalog/catalog.ts';
import { type Arg, code, msg } from '../message.ts';
import { changesOf, exampleParts, limitsOf, placeMessage, refusedMessage, type Change } from './changes.ts';
import type { ComparedPair } from './compare-documents.ts';
import { actionMessage, decisionText } from './words.ts';

/** How the edge writes the pieces: a message, and a text of a policy, which it may cut. */
export interface MarkdownStyle {
  /** Markdown of a message. */
  text(message: Arg): string;
  /** What of a long text of a policy is shown. */
  shown(text: string): string;
}

/** Actions of one change that are listed. */
const mostActions = 100;

/** What was gained and lost as Markdown, block by block: headings, changes, what could not be compared. */
export function comparisonBlocks(pair: ComparedPair, catalog: Catalog, style: MarkdownStyle): string[] {
  const { text } = style;
  const blocks: string[] = [];
  let title = '';
  for (const change of changesOf(pair)) {
    const heading = text(change.title);
    if (heading !== title) blocks.push(`### ${(title = heading)}`);
    blocks.push(changeLines(pair, change, catalog, style).join('\n'));
  }
  const { cannotTell } = pair.comparison;
  if (cannotTell.length > 0) blocks.push(`### ${text(msg('Cannot tell'))}`, cannotTell.map((it) => `- ${text(msg('{0}: {1}', placeMessage(pair, it), it.why))}`).join('\n'));
  return [...blocks, ...pair.refused.map((it) => text(refusedMessage(pair, it)))];
}

function changeLines(pair: ComparedPair, change: Change, catalog: Catalog, { text, shown }: MarkdownStyle): string[] {
  const { reason, actions, first } = change;
  const value = (written: string): string => text(code(shown(written)));
  const more = actions.length - mostActions;
  const rows: (readonly [Arg, string])[] = [
    [msg('Because of'), text(reason)],
    ...limitsOf(pair, change).map(([label, written]) => [label, value(written)] as const),
    [msg('Decision'), decisionText(first)],
    [msg('Example'), exampleParts(first.example).map(value).join(' · ')],
  ];
  return [`- ${[...actions.slice(0, mostActions).map((it) => text(actionMessage(it, catalog))), ...(more > 0 ? [text(msg('and {0} more', more))] : [])].join(', ')}`, ...rows.map(([label, written]) => `  - ${text(label)}: ${written}`)];
}

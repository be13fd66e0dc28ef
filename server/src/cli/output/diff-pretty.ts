import { pathToFileURL } from 'node:url';
import type { ComparisonResult, DocumentPlace, Uncompared } from '../../core/analysis/compare.ts';
import type { Catalog } from '../../core/catalog/catalog.ts';
import { type Change, changesOf, exampleParts, isGain, limitsOf, placeMessage, refusedMessage, sourceAt } from '../../core/compare/changes.ts';
import { actionMessage, decisionText, resultMessage } from '../../core/compare/words.ts';
import { linesOf, positionAt } from '../../core/lines.ts';
import { type Arg, type Message, msg, toPlain } from '../../core/message.ts';
import type { Context } from '../command.ts';
import { countMessage, type DiffOutput, type DiffPair, namesOf, overallResult } from './diff.ts';
import { type Colour, type Terminal, terminalOf } from './terminal.ts';
import { clipped, padded, printable, widthOf } from './width.ts';

/** Columns of the longest text of a policy that is shown whole. */
const longest = 400;

/** Actions of one change that are listed. */
const mostActions = 20;

interface Paint {
  readonly terminal: Terminal;
  readonly catalog: Catalog;
  readonly text: (message: Arg) => string;
}

/** Writes what was gained and lost for people: a paragraph for each pair that differs, and for folders a line that sums up. */
export function writeDiffPretty(output: DiffOutput, { io, reader }: Context): void {
  const terminal = terminalOf(io.stdout, io.env);
  const paint: Paint = { terminal, catalog: io.host.catalog(), text: (message) => printable(toPlain(message, reader)) };
  const { folders, over, pairs } = output;
  const resultText = (result: ComparisonResult, scp: boolean): string => terminal.colour(colours[result], paint.text(scoped(resultMessage(result, scp), over)));
  for (const pair of pairs) {
    if (folders && pair.comparison.result === 'equivalent') continue;
    io.stdout.write(`${resultText(pair.comparison.result, pair.scp)}  ${paint.text(namesOf(pair))}\n${paragraph(pair, paint)}${folders ? '\n' : ''}`);
  }
  if (folders) io.stdout.write(pairs.length === 0 ? `${paint.text(msg('No policies here'))}\n` : `${resultText(overallResult(output), pairs.every((it) => it.scp))}  ${paint.text(countMessage(output))}\n`);
}

function scoped(result: Message, over: DiffOutput['over']): Message {
  return over === 'catalogue' ? msg('{0} (known actions only)', result) : result;
}

function paragraph(pair: DiffPair, paint: Paint): string {
  return [...changesOf(pair).map((it) => changeLines(pair, it, paint)), ...pair.comparison.cannotTell.map((it) => uncomparedLines(pair, it, paint)), ...pair.refused.map((it) => [`! ${paint.text(refusedMessage(pair, it))}`])].map((lines) => `\n${lines.map((it) => `${it}\n`).join('')}`).join('');
}

function changeLines(pair: DiffPair, change: Change, { terminal, catalog, text }: Paint): string[] {
  const { kind, title, reason, place, actions, first } = change;
  const more = actions.length - mostActions;
  const listed = actions.slice(0, mostActions).map((it) => clipped(text(actionMessage(it, catalog)), longest));
  const rows: (readonly [Arg, string])[] = [
    [msg('Because of'), `${text(reason)} ${placeText(pair, place, terminal)}`],
    ...limitsOf(pair, change).map(([label, value]) => [label, clipped(printable(value), longest)] as const),
    [msg('Decision'), decisionText(first)],
    [msg('Example'), clipped(printable(exampleParts(first.example).join(' · ')), longest)],
  ];
  const columns = Math.max(...rows.map(([label]) => widthOf(text(label))));
  return [
    `${terminal.colour(isGain(kind) ? 'red' : 'yellow', `${isGain(kind) ? '+' : '-'} ${text(title)}`)}`,
    ...listed.map((it) => `    ${it}`),
    ...(more > 0 ? [`    ${text(msg('and {0} more', more))}`] : []),
    ...rows.map(([label, value]) => `  ${padded(text(label), columns)}  ${value}`),
  ];
}

function uncomparedLines(pair: DiffPair, { why, ...place }: Uncompared, { terminal, text }: Paint): string[] {
  return [`${terminal.colour('yellow', '?')} ${text(placeMessage(pair, place))} ${placeText(pair, place, terminal)}`, `  ${text(why)}`];
}

/** `(3:5)`, which can be clicked on a terminal. */
function placeText(pair: DiffPair, place: DocumentPlace, terminal: Terminal): string {
  const source = sourceAt(pair, place);
  const { line, character } = positionAt(source?.lines ?? linesOf(''), place.span.start);
  const shown = `${line + 1}:${character + 1}`;
  return `(${source?.path === undefined ? shown : terminal.link(`${pathToFileURL(source.path).href}#L${line + 1},${character + 1}`, shown)})`;
}

const colours: Readonly<Record<ComparisonResult, Colour>> = { equivalent: 'green', 'grants-more': 'red', 'grants-less': 'yellow', both: 'red', 'cannot-tell': 'yellow' };

import { pathToFileURL } from 'node:url';
import { type Message, msg, toPlain } from '../../core/message.ts';
import type { Severity } from '../../core/rules/rule.ts';
import type { Context } from '../command.ts';
import type { CheckedFile, CheckOutput } from './check.ts';
import type { FindingJson } from './finding.ts';
import { type Colour, type Terminal, terminalOf } from './terminal.ts';
import { clipped, padded, printable, widthOf } from './width.ts';

/** Columns up to which the messages of a file are made equally long. */
const widestColumn = 80;

/** Columns of the longest message that is shown whole. */
const longestMessage = 400;

/** Writes the answer of `check` for people: a paragraph for each file with findings, and a line that sums up. */
export function writeCheckPretty(output: CheckOutput, context: Context): void {
  const { io, reader } = context;
  const terminal = terminalOf(io.stdout, io.env);
  const text = (message: Message): string => toPlain(message, reader);
  for (const file of output.files) {
    if (file.findings.length > 0) io.stdout.write(`${paragraph(file, terminal, text)}\n`);
  }
  io.stdout.write(`${summaryLine(output, terminal, text)}\n`);
}

export type Text = (message: Message) => string;

function paragraph(file: CheckedFile, terminal: Terminal, text: Text): string {
  const rows = file.findings.map((it) => toRow(it, text));
  const columns = (of: (row: Row) => string, most = Infinity): number => Math.min(most, rows.reduce((widest, row) => Math.max(widest, widthOf(of(row))), 0));
  const place = columns((it) => it.place);
  const severity = columns((it) => it.severity);
  const message = columns((it) => it.message, widestColumn);
  const url = file.path === undefined ? undefined : pathToFileURL(file.path).href;
  const linked = (target: string | undefined, shown: string): string => (target ? terminal.link(target, shown) : shown);
  const lines = rows.map((row) => {
    const { line, character } = row.finding.range.start;
    const cells = [
      linked(url && `${url}#L${line + 1},${character + 1}`, row.place) + ' '.repeat(place - widthOf(row.place)),
      terminal.colour(colours[row.finding.severity], row.severity) + ' '.repeat(severity - widthOf(row.severity)),
      padded(row.message, message),
      terminal.colour('dim', linked(row.finding.docs, row.finding.code)),
      ...(row.finding.fixes.some((it) => it.safe) ? [text(msg('(fixable)'))] : row.finding.fixes.length > 0 ? [text(msg('(fixable in the editor)'))] : []),
    ];
    return `  ${cells.join('  ')}\n`;
  });
  return `${terminal.colour('underline', linked(url, printable(file.file)))}\n${lines.join('')}`;
}

interface Row {
  readonly finding: FindingJson;
  readonly place: string;
  readonly severity: string;
  readonly message: string;
}

function toRow(finding: FindingJson, text: Text): Row {
  const { line, character } = finding.range.start;
  return { finding, place: `${line + 1}:${character + 1}`, severity: text(severities[finding.severity]), message: clipped(printable(finding.message), longestMessage) };
}

/** `1 error, 1 warning in 1 of 4 files · 1 fixable with modelarts-policy fix` */
function summaryLine(output: CheckOutput, terminal: Terminal, text: Text): string {
  const parts = [...summaryParts(output, terminal, text)];
  const withFix = output.files.flatMap((file) => file.findings.filter((it) => it.fixes.length > 0));
  const fixable = withFix.filter((it) => it.fixes.some((fix) => fix.safe)).length;
  const unusable = output.errors.length > 0 ? parts.splice(-1) : [];
  if (fixable > 0) parts.push(text(msg('{0} fixable with {1}', fixable, 'modelarts-policy fix')));
  if (withFix.length > fixable) parts.push(text(msg('{0} fixable in the editor', withFix.length - fixable)));
  return [...parts, ...unusable].join(' · ');
}

/** What was found and in how many files, and how many inputs could not be used. `left`: after fixes. */
export function summaryParts({ files, errors, summary, left }: CheckOutput & { readonly left?: boolean }, terminal: Terminal, text: Text): readonly string[] {
  const counts = [count(summary.errors, msg('1 error'), msg('{0} errors', summary.errors)), count(summary.warnings, msg('1 warning'), msg('{0} warnings', summary.warnings)), count(summary.informations, msg('1 information'), msg('{0} information', summary.informations)), count(summary.hints, msg('1 hint'), msg('{0} hints', summary.hints))];
  const found = counts.filter((it) => it !== undefined).map(text);
  const parts: string[] = [];
  if (found.length > 0) {
    const touched = files.filter((it) => it.findings.length > 0).length;
    const list = left ? text(msg('left: {0}', found.join(text(msg(', '))))) : found.join(text(msg(', ')));
    const colour: Colour = summary.errors > 0 ? 'red' : summary.warnings > 0 ? 'yellow' : 'blue';
    parts.push(terminal.colour(colour, text(files.length === 1 ? msg('{0} in 1 file', list) : msg('{0} in {1} of {2} files', list, touched, files.length))));
  } else if (files.length > 0) parts.push(terminal.colour('green', left ? text(msg('nothing left')) : text(files.length === 1 ? msg('Nothing found in 1 file') : msg('Nothing found in {0} files', files.length))));
  else if (errors.length === 0) parts.push(text(msg('No policies here')));
  if (errors.length > 0) parts.push(terminal.colour('red', text(errors.length === 1 ? msg('1 input could not be used') : msg('{0} inputs could not be used', errors.length))));
  return parts;
}

function count(number: number, one: Message, many: Message): Message | undefined {
  return number === 0 ? undefined : number === 1 ? one : many;
}

const severities: Readonly<Record<Severity, Message>> = { error: msg('error'), warning: msg('warning'), information: msg('information'), hint: msg('hint') };

const colours: Readonly<Record<Severity, Colour>> = { error: 'red', warning: 'yellow', information: 'blue', hint: 'dim' };

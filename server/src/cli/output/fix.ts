import { pathToFileURL } from 'node:url';
import { type Message, msg, toPlain } from '../../core/message.ts';
import type { Context } from '../command.ts';
import { summaryParts } from './check-pretty.ts';
import type { CheckOutput } from './check.ts';
import { terminalOf } from './terminal.ts';
import { clipped, padded, printable, widthOf } from './width.ts';

/** Columns up to which the fixes of a file are made equally long, and of the longest one that is shown whole. */
const widestColumn = 80;
const longestTitle = 200;

/** What was fixed in a file, or would be. */
export interface FixedFile {
  readonly file: string;
  readonly path: string | undefined;
  /** The file is written, or would be: it is valid JSON after the fixes. */
  readonly changed: boolean;
  readonly fixes: readonly { readonly code: string; readonly title: string }[];
}

/** What `fix` answers; findings are those that are left. */
export interface FixOutput extends CheckOutput {
  readonly dryRun: boolean;
  /** Files with something to fix. */
  readonly fixed: readonly FixedFile[];
}

/** Writes the answer of `fix` for programs. */
export function writeFixJson({ fixed, dryRun, files, errors, summary }: FixOutput, { io }: Context): void {
  const answer = {
    version: 1,
    dryRun,
    fixed: fixed.map(({ file, changed, fixes }) => ({ file, changed, fixes })),
    files: files.map(({ file, kind, findings }) => ({ file, kind, findings })),
    errors,
    summary,
  };
  io.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
}

/** Writes the answer of `fix` for people: a paragraph for each file that changes, and a line about what is left. */
export function writeFixPretty(output: FixOutput, context: Context): void {
  const { io, reader } = context;
  const terminal = terminalOf(io.stdout, io.env);
  const text = (message: Message): string => toPlain(message, reader);
  for (const { file, path, changed, fixes } of output.fixed) {
    const titles = fixes.map((it) => clipped(printable(it.title), longestTitle));
    const columns = Math.min(widestColumn, Math.max(...titles.map(widthOf)));
    const rows = fixes.map((it, index) => `  ${padded(titles[index] ?? '', columns)}  ${terminal.colour('dim', it.code)}\n`);
    const name = terminal.colour('underline', path === undefined ? printable(file) : terminal.link(pathToFileURL(path).href, printable(file)));
    const note = changed ? '' : `  ${terminal.colour('yellow', text(msg('left as it is: it would still be no valid JSON')))}`;
    io.stdout.write(`${name}${note}\n${rows.join('')}\n`);
  }
  const changed = output.fixed.filter((it) => it.changed);
  const count = changed.reduce((sum, it) => sum + it.fixes.length, 0);
  io.stdout.write(`${[text(fixedMessage(output.dryRun, count, changed.length)), ...summaryParts({ ...output, left: true }, terminal, text)].join(' · ')}\n`);
}

function fixedMessage(dryRun: boolean, count: number, files: number): Message {
  if (count === 0) return msg('Nothing to fix');
  if (dryRun) return files === 1 ? msg('{0} to fix in 1 file', count) : msg('{0} to fix in {1} files', count, files);
  return files === 1 ? msg('{0} fixed in 1 file', count) : msg('{0} fixed in {1} files', count, files);
}

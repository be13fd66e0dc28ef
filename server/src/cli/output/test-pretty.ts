import { pathToFileURL } from 'node:url';
import type { AccessTestJson } from '../../core/access-test/run.ts';
import type { Range } from '../../core/lines.ts';
import { type Message, msg, toPlain } from '../../core/message.ts';
import type { Context } from '../command.ts';
import { type Colour, type Terminal, terminalOf } from './terminal.ts';
import { clipped, printable } from './width.ts';

export interface TestedFile {
  readonly file: string;
  /** Absolute; undefined for standard input. */
  readonly path: string | undefined;
  readonly tests: readonly AccessTestJson<Range>[];
}

export interface TestOutput {
  readonly files: readonly TestedFile[];
  readonly summary: { readonly passed: number; readonly failed: number; readonly errors: number };
}

/** Columns of the longest name or message that is shown whole. */
const longest = 400;

/** Writes test results for people: a paragraph for each file, and a line that sums up. */
export function writeTestsPretty({ files, summary }: TestOutput, { io, reader }: Context): void {
  const terminal = terminalOf(io.stdout, io.env);
  const text = (message: Message): string => toPlain(message, reader);
  for (const file of files) if (file.tests.length > 0) io.stdout.write(`${paragraph(file, terminal)}\n`);
  const parts = [
    text(msg('{0} passed', summary.passed)),
    ...(summary.failed > 0 ? [text(msg('{0} failed', summary.failed))] : []),
    ...(summary.errors > 0 ? [text(msg('{0} could not be run', summary.errors))] : []),
  ];
  const colour = summary.failed + summary.errors > 0 ? 'red' : 'green';
  io.stdout.write(`${terminal.colour(colour, parts.join(text(msg(', '))))}\n`);
}

function paragraph({ file, path, tests }: TestedFile, terminal: Terminal): string {
  const url = path === undefined ? undefined : pathToFileURL(path).href;
  const title = terminal.colour('underline', url ? terminal.link(url, printable(file)) : printable(file));
  return `${title}\n${tests.map((it) => testLines(it, url, terminal)).join('')}`;
}

function testLines({ name, status, message, range: { start } }: AccessTestJson<Range>, url: string | undefined, terminal: Terminal): string {
  const line = `  ${terminal.colour(colours[status], marks[status])} ${clipped(printable(name), longest)}\n`;
  if (message === null) return line;
  const place = `${start.line + 1}:${start.character + 1}`;
  return `${line}      ${url ? terminal.link(`${url}#L${start.line + 1},${start.character + 1}`, place) : place}  ${clipped(printable(message), longest)}\n`;
}

const marks = { passed: '✓', failed: '✗', error: '!' } as const;
const colours: Readonly<Record<keyof typeof marks, Colour>> = { passed: 'green', failed: 'red', error: 'yellow' };

import type { Io } from '../io.ts';
import type { CheckOutput } from './check.ts';

/** Writes the answer of `check` for programs, file by file: all of it in one string could be too long for one. */
export function writeCheckJson({ files, errors, summary }: CheckOutput, io: Io): void {
  io.stdout.write('{\n  "version": 1,\n  "files": [');
  files.forEach(({ file, kind, findings }, index) => {
    io.stdout.write(`${index > 0 ? ',' : ''}\n    ${indented({ file, kind, findings }, 4)}`);
  });
  io.stdout.write(`${files.length > 0 ? '\n  ' : ''}],\n  "errors": ${indented(errors, 2)},\n  "summary": ${indented(summary, 2)}\n}\n`);
}

function indented(value: unknown, columns: number): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${' '.repeat(columns)}`);
}

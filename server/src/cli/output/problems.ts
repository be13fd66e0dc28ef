import type { Range } from '../../core/lines.ts';
import { toPlain } from '../../core/message.ts';
import type { Context } from '../command.ts';
import type { InputError } from '../files.ts';
import { printable } from './width.ts';

/** Says on standard error, a line each, which inputs could not be used. */
export function complain(errors: readonly InputError[], { io, reader }: Context): void {
  for (const { file, problem } of errors) io.stderr.write(`modelarts-policy: ${printable(file)}: ${printable(toPlain(problem, reader))}\n`);
}

/** The same with the place in the file, `a.iamtest.json:3:5: …`, where there is one. */
export function complainAt(errors: readonly { readonly file: string; readonly message: string; readonly range?: Range }[], { io }: Context): void {
  for (const { file, message, range } of errors) {
    const place = range ? `:${range.start.line + 1}:${range.start.character + 1}` : '';
    io.stderr.write(`modelarts-policy: ${printable(file)}${place}: ${printable(message)}\n`);
  }
}

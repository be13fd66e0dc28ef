import { toPlain } from '../../core/message.ts';
import type { Context } from '../command.ts';
import type { InputError } from '../files.ts';
import { printable } from './width.ts';

/** Says on standard error, a line each, which inputs could not be used. */
export function complain(errors: readonly InputError[], { io, reader }: Context): void {
  for (const { file, problem } of errors) io.stderr.write(`modelarts-policy: ${printable(file)}: ${printable(toPlain(problem, reader))}\n`);
}

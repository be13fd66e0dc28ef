import { statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { Message } from '../core/message.ts';
import { findFiles, type Wanted } from '../files/find.ts';
import { readStream, readText, type Text } from '../files/text.ts';
import type { Io } from './io.ts';

/** A file to read. */
export interface Input {
  /** As answers call it: as it was given, with `/`; `-` for standard input. */
  readonly file: string;
  /** Absolute; undefined for standard input. */
  readonly path: string | undefined;
  /** It was named in the call, not found in a folder. */
  readonly named: boolean;
}

/** An input that cannot be used, and why. */
export interface InputError {
  readonly file: string;
  readonly problem: Message;
}

/** The files that the operands of a call mean, each once, folders opened. */
export function inputsOf(operands: readonly string[], wanted: Wanted, io: Io): { readonly inputs: readonly Input[]; readonly errors: readonly InputError[] } {
  const inputs = new Map<string, Input>();
  const errors: InputError[] = [];
  const add = (file: string, path: string | undefined, named: boolean): void => {
    const key = path ?? '';
    const other = inputs.get(key);
    if (!other || (named && !other.named)) inputs.set(key, { file, path, named });
  };
  for (const operand of operands) {
    if (operand === '-') {
      add('-', undefined, true);
      continue;
    }
    const path = resolve(io.cwd, operand);
    // One that is missing or closed is named when it is read.
    if (!isFolder(path)) {
      add(slashes(operand), path, true);
      continue;
    }
    const { files, problems } = findFiles(path, wanted);
    for (const file of files) add(below(operand, file), resolve(path, file), false);
    errors.push(...problems.map(({ file, problem }) => ({ file: file === '' ? slashes(operand) : below(operand, file), problem })));
  }
  return { inputs: [...inputs.values()], errors };
}

/** The text of an input. Standard input can be read once only. */
export async function readInput(input: Input, io: Io): Promise<Text> {
  return input.path === undefined ? readStream(io.stdin()) : readText(input.path);
}

/** A file as it was given, with `/` on every system. */
export function slashes(file: string): string {
  return sep === '/' ? file : file.replaceAll(sep, '/');
}

/** Whether there is a folder; what cannot be looked at is none. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** `examples/` and `a.json`: `examples/a.json`. What is in the current folder has its bare name. */
export function below(folder: string, file: string): string {
  const given = slashes(folder).replace(/\/+$/, '');
  if (given === '.') return file;
  return `${given}/${file}`;
}

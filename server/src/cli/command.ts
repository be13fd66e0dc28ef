import type { Message, Reader } from '../core/message.ts';
import type { Call } from './arguments.ts';
import type { Io } from './io.ts';

/** A command: what it is called, what may follow it, and what it does. */
export interface Command {
  readonly name: string;
  /** What may follow the name, `[FILE | FOLDER | -]…`. */
  readonly operands: string;
  /** One sentence. */
  readonly about: Message;
  readonly options: readonly Option[];
  /** Lines for the help: a call, and what it asks. */
  readonly examples: readonly { readonly call: string; readonly about: Message }[];
  /** What its exit codes mean. */
  readonly exitCodes: Readonly<Record<number, Message>>;
  /** It reads authorization schemas by itself: the catalogue of the call is without them. */
  readonly ownOverlays?: boolean;
  /** @returns the exit code. @throws CallError when the arguments do not go together */
  run(call: Call, context: Context): Promise<number>;
}

export interface Option {
  /** Without the dashes. */
  readonly name: string;
  /** What stands for its value in the help, `FILE`; absent for an option that is only there or not. */
  readonly value?: string;
  readonly required?: boolean;
  readonly choices?: readonly string[];
  /** Choices, or the whole option (`all`), that this version does not have yet: refused with these words, not in the help. */
  readonly later?: readonly string[] | 'all';
  /** May be given several times. */
  readonly many?: boolean;
  readonly about: Message;
}

/** What every command works with. */
export interface Context {
  readonly io: Io;
  readonly reader: Reader;
}

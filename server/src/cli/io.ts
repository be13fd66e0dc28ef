import type { NodeHost } from '../files/host.ts';
import type { InputError } from './files.ts';
import type { Threads } from './workers.ts';

/** Where a command reads from and writes to: the process, or a test. */
export interface Io {
  /** Opened only by a call that reads it. */
  readonly stdin: () => AsyncIterable<Uint8Array | string>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Relative paths start here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly host: NodeHost;
  /** Inputs of the whole call that could not be used, said already. */
  readonly unusable?: readonly InputError[];
  /** Absent where everything is done in one thread. */
  readonly threads?: Threads;
}

export interface Output {
  write(text: string): unknown;
  /** A person sees it: colours and links are welcome. */
  readonly isTTY?: boolean | undefined;
}

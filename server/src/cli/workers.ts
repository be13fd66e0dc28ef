import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { configFileName } from '../core/config/config.ts';
import type { Reader } from '../core/message.ts';
import type { PolicyKind } from '../core/policy/kind.ts';
import { type CheckedInput, checkInput } from './check-input.ts';
import type { Context } from './command.ts';
import { configuration } from './configuration.ts';
import type { Input } from './files.ts';

/** What a call may use beside its own thread. */
export interface Threads {
  /** The file that each thread runs: an entry that calls `work` when it is not the main thread. */
  readonly entry: string;
  /** At most so many beside the main one. */
  readonly most: number;
  /** A call with fewer files stays in one thread, where it is ready before others have started. */
  readonly leastFiles: number;
}

/** What a thread is told when it starts. */
export interface Job {
  readonly inputs: readonly Input[];
  readonly kind: PolicyKind | undefined;
  readonly cwd: string;
  readonly docs: string;
  /** Folders of authorization schemas. */
  readonly schemas: readonly string[];
  readonly reader: Reader;
  /** One number that all threads share: the next part of the inputs that nobody has taken. */
  readonly next: Int32Array;
}

/** What a thread says of one part of the inputs. */
export interface Done {
  readonly part: number;
  readonly checked: readonly CheckedInput[];
}

/** Files that a thread takes at once. */
const partSize = 32;

/**
 * Checks many files in several threads, this one included.
 *
 * @returns what was found in each file; those that are missing (standard input, configurations, what a thread
 *   that failed had taken) are left to the caller
 */
export async function checkInThreads(inputs: readonly Input[], kind: PolicyKind | undefined, { entry, most }: Threads, context: Context): Promise<ReadonlyMap<Input, CheckedInput>> {
  const { cwd, host } = context.io;
  const own = inputs.filter((it) => it.path !== undefined && basename(it.path) !== configFileName);
  const job: Job = { inputs: own, kind, cwd, docs: host.docs, schemas: host.schemas, reader: context.reader, next: new Int32Array(new SharedArrayBuffer(4)) };
  const found = new Map<Input, CheckedInput>();
  const keep = ({ part, checked }: Done): void => checked.forEach((it, index) => found.set(own[part * partSize + index] as Input, it));
  const threads = Array.from({ length: Math.min(most, Math.ceil(own.length / partSize) - 1) }, () => thread(entry, job, keep));
  await takeParts(job, context, keep);
  await Promise.all(threads);
  return found;
}

/** Checks parts of the inputs, as long as there are some that nobody has taken. */
export async function takeParts(job: Job, context: Context, done: (done: Done) => void): Promise<void> {
  const config = configuration(context.io);
  for (;;) {
    const part = Atomics.add(job.next, 0, 1);
    const inputs = job.inputs.slice(part * partSize, (part + 1) * partSize);
    if (inputs.length === 0) return;
    const checked: CheckedInput[] = [];
    for (const input of inputs) checked.push(await checkInput(input, job.kind, config, context));
    done({ part, checked });
    // What other threads have found is read in between, so that it does not pile up.
    await setImmediate();
  }
}

/** Until the thread has ended; one that fails is no reason to give up, for what it leaves is checked here. */
function thread(entry: string, job: Job, keep: (done: Done) => void): Promise<void> {
  return new Promise((resolve) => {
    const worker = new Worker(entry, { workerData: job });
    worker.on('message', keep);
    worker.on('error', () => undefined);
    worker.once('exit', () => resolve());
  });
}

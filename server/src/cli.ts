import { availableParallelism } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import { run } from './cli/main.ts';
import { nodeHost } from './files/host.ts';

// The reader of a pipe may have seen enough (`check | head`): the rest is not written, the exit code stays.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** How many threads a call may use where not all processors are its own, `MODELARTS_POLICY_THREADS=1`. */
function threads(): number {
  const given = Number(process.env['MODELARTS_POLICY_THREADS'] ?? '');
  return given >= 1 ? Math.floor(given) : availableParallelism();
}

if (isMainThread) {
  const { stdout, stderr, env } = process;
  const io = { stdin: () => process.stdin, stdout, stderr, cwd: process.cwd(), env, host: nodeHost(), threads: { entry: import.meta.filename, most: threads() - 1, leastFiles: 400 } };
  void run(process.argv.slice(2), io).then((code) => {
    process.exitCode = code;
  });
} else void import('./cli/worker.ts').then((it) => it.work());

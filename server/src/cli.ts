import { run } from './cli/main.ts';
import { nodeHost } from './files/host.ts';

// The reader of a pipe may have seen enough (`check | head`): the rest is not written, the exit code stays.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const { stdout, stderr, env } = process;
void run(process.argv.slice(2), { stdin: () => process.stdin, stdout, stderr, cwd: process.cwd(), env, host: nodeHost() }).then((code) => {
  process.exitCode = code;
});

import { parentPort, workerData } from 'node:worker_threads';
import { nodeHost } from '../files/host.ts';
import { type Job, takeParts } from './workers.ts';

/** What a thread beside the main one does: its share of the job that it was started with. */
export async function work(): Promise<void> {
  const job = workerData as Job;
  const nothing = { write: () => undefined };
  const { host } = nodeHost().withSchemas(job.schemas);
  const io = { stdin: () => process.stdin, stdout: nothing, stderr: nothing, cwd: job.cwd, env: {}, host: { ...host, docs: job.docs } };
  await takeParts(job, { io, reader: job.reader }, (done) => parentPort?.postMessage(done));
}

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { compareRandom } from './analysis-compare.ts';

export type Compared = ReturnType<typeof compareRandom>;

/** Compares `count` policies that follow from `seed`, on all processors. The parts do not depend on how many these are. */
export async function compareInParallel(seed: number, count: number): Promise<Compared> {
  const size = 5_000;
  const parts = Array.from({ length: Math.ceil(count / size) }, (_, index) => ({ seed: seed + index * 7919, count: Math.min(size, count - index * size) }));
  const results: Compared[] = [];
  const run = async (): Promise<void> => {
    for (let part = parts.shift(); part; part = parts.shift()) results.push(await compareIn(part));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, run));
  return {
    compared: results.reduce((sum, it) => sum + it.compared, 0),
    givenUp: results.reduce((sum, it) => sum + it.givenUp, 0),
    differences: results.flatMap((it) => it.differences),
  };
}

function compareIn(part: { readonly seed: number; readonly count: number }): Promise<Compared> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./analysis-worker.ts', import.meta.url), { workerData: part });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

import { parentPort, workerData } from 'node:worker_threads';
import { compareRandom } from './analysis-compare.ts';

const { seed, count } = workerData as { seed: number; count: number };
parentPort?.postMessage(compareRandom(seed, count));

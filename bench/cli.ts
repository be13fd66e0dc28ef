// How long the command line tool takes for 10,000 policies of 2 KB: node bench/cli.ts [--short]
// It runs what is built in dist/, in as many threads as there are processors and in one, beside a process that
// only reads and parses the same files, in turn.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePolicies } from './support/folder.ts';
import { median } from './support/statistics.ts';

const short = process.argv.includes('--short');
const [count, rounds] = short ? [1_000, 2] : [10_000, 5];
/** Seconds that 10,000 policies may take on two cores; of fewer the start of the process is a large share. */
const bound = 3;

const cli = join(import.meta.dirname, '..', 'dist', 'cli.js');
const parser = `
const { readdirSync, readFileSync } = require('node:fs');
let members = 0;
for (const file of readdirSync('.', { recursive: true })) if (file.endsWith('.json')) members += Object.keys(JSON.parse(readFileSync(file, 'utf8'))).length;
console.log(members);`;

const runs: readonly { readonly name: string; readonly argv: readonly string[]; readonly env?: Record<string, string>; readonly seconds: number[] }[] = [
  { name: `check, ${availableParallelism()} threads`, argv: [cli, 'check'], seconds: [] },
  { name: 'check, 1 thread', argv: [cli, 'check'], env: { MODELARTS_POLICY_THREADS: '1' }, seconds: [] },
  { name: 'JSON.parse of the same files', argv: ['-e', parser], seconds: [] },
];

const folder = mkdtempSync(join(tmpdir(), 'modelarts-policy-bench-'));
const answers = new Set<string>();
try {
  writePolicies(folder, count, 2_000);
  for (let round = 0; round < rounds; round++) {
    for (const { argv, env, seconds } of runs) {
      const before = performance.now();
      const { stdout, status, error } = spawnSync(process.execPath, argv, { cwd: folder, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C', ...env }, maxBuffer: 1024 ** 3 });
      seconds.push((performance.now() - before) / 1000);
      if (error || status === null || status > 1) throw error ?? new Error(`exit code ${String(status)}`);
      if (argv[0] === cli) answers.add(stdout);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (answers.size !== 1) throw new Error('The number of threads changes the answer.');
console.log([...answers][0]?.trimEnd().split('\n').at(-1));
const [threads = NaN, one = NaN, parse = NaN] = runs.map((it) => median(it.seconds));
for (const { name, seconds } of runs) console.log(`${name.padEnd(30)} ${median(seconds).toFixed(2)} s (least ${Math.min(...seconds).toFixed(2)} s)`);
const verdict = short ? 'the bound is for the whole run' : `bound ${bound.toFixed(1)} s on two cores: ${threads <= bound ? 'met' : 'missed'}`;
console.log(`one thread / all threads ${(one / threads).toFixed(2)}×; all threads / JSON.parse ${(threads / parse).toFixed(1)}×; ${verdict}`);
if (process.argv.includes('--assert') && !short && threads > bound) process.exitCode = 1;

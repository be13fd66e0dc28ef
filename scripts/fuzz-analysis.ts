// Compares the analysis with the second evaluator on random policies: node scripts/fuzz-analysis.ts [COUNT] [SEED]
import { compareInParallel } from '../test/support/analysis-parallel.ts';

const count = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 1_000_000_000));
console.log(`${count} policies, seed ${seed}`);
const from = performance.now();
const { compared, givenUp, differences } = await compareInParallel(seed, count);
for (const it of differences) console.log(`\n${it}`);
console.log(`${compared} compared, ${givenUp} given up, ${differences.length} differences, ${Math.round((performance.now() - from) / 1000)} s, seed ${seed}`);
process.exitCode = differences.length === 0 && compared === count ? 0 : 1;

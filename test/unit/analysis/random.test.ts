import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareInParallel } from '../../support/analysis-parallel.ts';

// More, or others: ANALYSIS_POLICIES=1000000 ANALYSIS_SEED=7. The long form is scripts/fuzz-analysis.ts.
const count = Number(process.env['ANALYSIS_POLICIES'] ?? 100_000);
const seed = Number(process.env['ANALYSIS_SEED'] ?? 20_240_109);

test(`the analysis of ${count} random policies (seed ${seed}) is what trying every request says`, async () => {
  const { compared, givenUp, differences } = await compareInParallel(seed, count);
  assert.deepEqual(differences, []);
  assert.equal(compared, count);
  assert.ok(givenUp < count / 1000, `${givenUp} of ${count} were given up`);
});

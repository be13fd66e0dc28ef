import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareSets } from '../../support/analysis-set-compare.ts';
import { compareScopes } from '../../support/analysis-set-scopes.ts';

// More, or others: ANALYSIS_SETS=100000 ANALYSIS_SEED=7.
const count = Number(process.env['ANALYSIS_SETS'] ?? 2_000);
const seed = Number(process.env['ANALYSIS_SEED'] ?? 20_240_109);

test(`what ${count} random sets of policies add (seed ${seed}) is what trying every request of all of them says`, () => {
  const { compared, givenUp, added, differences } = compareSets(seed, count);
  assert.deepEqual(differences, []);
  assert.equal(compared, count);
  assert.ok(added > count / 10, `only ${added} findings were compared`);
  assert.ok(givenUp < count / 1000 + 1, `${givenUp} of ${count} were given up`);
});

test(`what ${count} random sets claim that are attached in scopes is refuted nowhere`, () => {
  const { claims, differences } = compareScopes(seed, count);
  assert.deepEqual(differences, []);
  assert.ok(claims > count / 10, `only ${claims} claims were tried`);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyseWith } from '../../../server/src/core/analysis/analyse.ts';
import { createKept } from '../../../server/src/core/analysis/kept.ts';
import { stepsOfDocument } from '../../../server/src/core/analysis/model.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import { catalog } from '../../support/catalog.ts';
import { hostilePolicies } from '../../support/hostile-policies.ts';

/** Steps are a few microseconds each when the code runs for the first time: so many are far below 50 ms. */
const most = 5_000;

test('a document has no more steps than a slow machine takes in 50 ms', () => {
  assert.ok(stepsOfDocument <= most);
});

for (const { name, text } of hostilePolicies) {
  test(`${name}: given up in time, and nothing is said of it`, () => {
    const { policy } = readDocument(text, { ours: true });
    assert.ok(policy);
    const kept = createKept();
    const { findings, givenUp } = analyseWith(kept, policy, catalog, []);
    assert.ok(givenUp > 0);
    assert.equal(Object.values(findings).flat().length, 0);
    // Reading takes its own; the last answer may go over by what it takes at once.
    assert.ok(kept.last <= 2 * stepsOfDocument, `${String(kept.last)} steps`);
  });
}

// The random comparison in small parts and in one thread, so that a mutant is tried against one part after the other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareRandom } from '../../test/support/analysis-compare.ts';

for (let part = 0; part < 12; part++) {
  test(`random policies, part ${part}`, () => {
    const { differences } = compareRandom(4000 + part, 120);
    assert.deepEqual(differences, []);
  });
}

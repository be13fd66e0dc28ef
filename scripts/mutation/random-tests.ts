// The random comparisons for mutants, in many small parts and in one thread. What the unchanged analysis says of a
// policy is compared once with trying every request; after that only an answer that is another one has to be.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyseWith } from '../../server/src/core/analysis/analyse.ts';
import { compare } from '../../server/src/core/analysis/compare.ts';
import { createKept } from '../../server/src/core/analysis/kept.ts';
import { analyseSet } from '../../server/src/core/analysis/sets/analyse-set.ts';
import { readDocument } from '../../server/src/core/check.ts';
import { smallCatalog } from '../../test/support/analysis-catalog.ts';
import { compareOne } from '../../test/support/analysis-compare.ts';
import { comparePair, drawPair } from '../../test/support/analysis-compare-pairs.ts';
import { createRandom, drawPolicy } from '../../test/support/analysis-random.ts';
import { compareSet, drawSet, membersOf } from '../../test/support/analysis-set-compare.ts';

const size = 25;

for (let part = 0; part < 16; part++) test(`random policies, part ${part}`, remembering(4000 + part, policyCase));
for (let part = 0; part < 8; part++) test(`random pairs, part ${part}`, remembering(5000 + part, pairCase));
for (let part = 0; part < 8; part++) test(`random sets, part ${part}`, remembering(6000 + part, setCase));

interface Case {
  /** What the analysis says, as text. */
  answer(): string;
  /** What is wrong with it; undefined where there are too many requests to try them all. */
  wrong(): string | undefined;
  right?: string;
}

function remembering(seed: number, draw: (random: () => number) => Case | undefined): () => void {
  let cases: Case[] | undefined;
  return () => {
    if (!cases) {
      const random = createRandom(seed);
      const found: Case[] = [];
      while (found.length < size) {
        const it = draw(random);
        const wrong = it?.wrong();
        if (!it || wrong === undefined) continue;
        assert.equal(wrong, '');
        found.push({ ...it, right: it.answer() });
      }
      cases = found;
      return;
    }
    for (const it of cases) if (it.answer() !== it.right) assert.equal(it.wrong(), '');
  };
}

function policyCase(random: () => number): Case | undefined {
  const drawn = drawPolicy(random);
  const { policy } = readDocument(drawn.text, { kind: drawn.kind });
  if (!policy) return undefined;
  const options = drawn.strict ? { authorization: 'strict' as const } : {};
  return {
    answer: () => JSON.stringify(analyseWith(createKept(), policy, smallCatalog, [], options)),
    wrong() {
      const outcome = compareOne(drawn);
      return outcome === 'too large' ? undefined : outcome === 'same' ? '' : outcome === 'given up' ? outcome : outcome.difference;
    },
  };
}

function pairCase(random: () => number): Case | undefined {
  const { old, now, kind } = drawPair(random);
  const [before, after] = [old, now].map((it) => readDocument(it, { kind }).policy);
  if (!before || !after) return undefined;
  return {
    answer: () => JSON.stringify(compare(before, after, smallCatalog)),
    wrong: () => comparePair(old, now, kind)?.wrong.join('\n'),
  };
}

function setCase(random: () => number): Case | undefined {
  const drawn = drawSet(random);
  if (!drawn) return undefined;
  const members = membersOf(drawn);
  return {
    answer: () => JSON.stringify(analyseSet({ name: 's', members, ...(drawn.strict ? { authorization: 'strict' as const } : {}) }, smallCatalog)),
    wrong() {
      const outcome = compareSet(drawn);
      return outcome === undefined ? undefined : typeof outcome === 'number' ? '' : String(outcome);
    },
  };
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyseWith, isUsedUp } from '../../../server/src/core/analysis/analyse.ts';
import { createKept, type Kept } from '../../../server/src/core/analysis/kept.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import type { PolicyKind } from '../../../server/src/core/policy/kind.ts';
import type { Policy } from '../../../server/src/core/policy/policy.ts';
import { catalog } from '../../support/catalog.ts';
import { createRandom, drawPolicy } from '../../support/analysis-random.ts';
import { scaled } from '../../support/scale.ts';

interface Json {
  Statement: object[];
}

function read(text: string, kind?: PolicyKind): Policy {
  const { policy } = readDocument(text, { ours: true, ...(kind ? { kind } : {}) });
  assert.ok(policy);
  return policy;
}

/** Texts as they follow each other while somebody edits: statements of other policies come, go, move and change. */
function* edits(random: () => number, length: number): Generator<{ readonly text: string; readonly kind: PolicyKind; readonly strict: boolean }> {
  const { text, kind, strict } = drawPolicy(random);
  const policy = JSON.parse(text) as Json;
  const at = (): number => Math.floor(random() * policy.Statement.length);
  for (let step = 0; step < length; step++) {
    yield { text: JSON.stringify(policy, null, random() < 0.2 ? 2 : 0), kind, strict };
    const choice = random();
    if (choice < 0.4) {
      // Another policy of the same kind lends a statement, with its conditions.
      let other = drawPolicy(random);
      while (other.kind !== kind) other = drawPolicy(random);
      policy.Statement.splice(at(), random() < 0.5 ? 1 : 0, ...(JSON.parse(other.text) as Json).Statement.slice(0, 1));
    } else if (choice < 0.6 && policy.Statement.length > 1) policy.Statement.splice(at(), 1);
    else if (choice < 0.75) policy.Statement.reverse();
    else policy.Statement[at()] = JSON.parse(JSON.stringify(policy.Statement[at()] ?? {}).replace(/[abxy*]/, (char) => (random() < 0.5 ? '*' : `${char}a`))) as object;
    if (policy.Statement.length > 6) policy.Statement.length = 3;
  }
}

test('what is kept from one text to the next changes no finding', () => {
  const random = createRandom(20_261_125);
  let reused = 0;
  for (let round = 0; round < scaled(400); round++) {
    let kept = createKept();
    for (const { text, kind, strict } of edits(random, 12)) {
      const policy = read(text, kind);
      const options = { authorization: strict ? 'strict' : 'non-strict' } as const;
      const before = kept.read;
      const together = analyseWith(kept, policy, catalog, [], options);
      const own = createKept();
      assert.deepEqual(together, analyseWith(own, policy, catalog, [], options), text);
      reused += own.read - (kept.read - before);
      if (isUsedUp(kept)) kept = createKept();
    }
  }
  assert.ok(reused > scaled(400) * 5, `${String(reused)} statements were not read again`);
});

const statement = (effect: string, actions: readonly string[], more: object = {}): object => ({ Effect: effect, Action: actions, ...more });
const text = (...statements: object[]): string => JSON.stringify({ Version: '1.1', Statement: statements });
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

/** What one more analysis takes, without looks at other entries. */
function costs(kept: Kept, policy: string): { readonly read: number; readonly steps: number } {
  const { read: readBefore, steps } = kept;
  analyseWith(kept, read(policy), catalog, []);
  return { read: kept.read - readBefore, steps: kept.steps - steps };
}

test('a keystroke reads one statement, and asks next to nothing again', () => {
  const one = (index: number, name: string): object => statement(index % 3 === 2 ? 'Deny' : 'Allow', times(16, (at) => `modelarts:t${index}:${name}${at}*`), { Condition: { StringMatch: { 'g:UserName': [`u${index}*`] } } });
  const policy = (name: string): string => text(...times(9, (index) => one(index, index === 4 ? name : 'a')));
  const kept = createKept();
  const whole = costs(kept, policy('a'));
  const keystroke = costs(kept, policy('ab'));
  assert.equal(whole.read, 9);
  assert.equal(keystroke.read, 1);
  assert.ok(keystroke.steps < whole.steps / 2, `${String(keystroke.steps)} of ${String(whole.steps)} steps`);
  assert.deepEqual(costs(kept, policy('ab')).read, 0);
  assert.equal(costs(kept, text(one(5, 'a'), ...times(4, (index) => one(index, 'a')))).read, 0, 'moved statements are known');
});

test('statements are read again where another condition changes what theirs mean', () => {
  const kept = createKept();
  const limited = statement('Allow', ['modelarts:notebook:create'], { Condition: { StringEquals: { 'g:UserName': ['a'] } } });
  assert.equal(costs(kept, text(limited, statement('Deny', ['modelarts:pool:get']))).read, 2);
  // Two kinds of values make the key opaque everywhere.
  assert.equal(costs(kept, text(limited, statement('Deny', ['modelarts:pool:get'], { Condition: { NumberEquals: { 'g:UserName': ['1'] } } }))).read, 2);
});

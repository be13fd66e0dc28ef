import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocument } from '../../../server/src/core/check.ts';
import { type Change, changesOf, isGain } from '../../../server/src/core/compare/changes.ts';
import { type ComparedPair, compareDocuments, sourceOf } from '../../../server/src/core/compare/compare-documents.ts';
import { attach } from '../../../server/src/core/simulate/attach.ts';
import { simulate } from '../../../server/src/core/simulate/simulate.ts';
import type { SimulationRequest } from '../../../server/src/core/simulate/types.ts';
import { smallCatalog } from '../../support/analysis-catalog.ts';
import { createRandom, drawPolicy } from '../../support/analysis-random.ts';
import { catalog } from '../../support/catalog.ts';
import { allow, custom, deny, identity } from '../../support/policies.ts';

const hints = { ours: true };

function pairOf(before: string, after: string, known = catalog, options: Parameters<typeof readDocument>[1] = hints): ComparedPair {
  const [old, now] = [readDocument(before, options), readDocument(after, options)];
  return { old: sourceOf('old', old), new: sourceOf('new', now), scp: now.kind === 'scp-5.0', ...compareDocuments(old, now, known) };
}

/** What the policies of both sides decide for each action of a change, with the one example that stands for all. */
function decisions(pair: ComparedPair, { actions, first }: Change, before: string, after: string, known = catalog, options = hints): string[] {
  const [old, now] = [before, after].map((text) => attach('p', readDocument(text, options), known));
  assert.ok(old && now && pair.old);
  const { resource, context, principal } = first.example;
  return actions.map((action) => {
    const request = { action, context, ...(resource === undefined ? {} : { resources: [resource] }), ...(principal ? { principal } : {}) } as SimulationRequest;
    return [old, now].map((it) => simulate([it], request, { catalog: known }).decision).join(' → ');
  });
}

test('the example of a group holds with each of its actions', () => {
  const mfa = '"Condition": {"Bool": {"g:MFAPresent": ["false"]}}';
  const cases: readonly (readonly [string, string])[] = [
    [custom(allow(['modelarts:pool:*'])), custom(allow(['modelarts:*:*']), deny(['modelarts:pool:*'], mfa))],
    [identity(allow(['modelarts:notebook:*'], '"Resource": ["modelarts:*:*:notebook:a*"]')), identity(allow(['modelarts:*:get*'], '"Resource": ["*"]'), deny(['*'], '"Resource": ["modelarts:*:*:notebook:ab"]'))],
    [custom(allow(['obs:*:*']), deny(['obs:bucket:*'])), custom(allow(['obs:*:get*'], mfa))],
  ];
  let tried = 0;
  for (const [before, after] of cases) {
    for (const [old, now] of [[before, after], [after, before]] as const) {
      const pair = pairOf(old, now);
      for (const change of changesOf(pair)) {
        const { from, to } = change.first;
        const found = decisions(pair, change, old, now);
        tried += found.length;
        assert.deepEqual(new Set(found.map((it) => it)), new Set([`${from ?? '?'} → ${to ?? '?'}`]), `${old} ${now} ${change.actions.join()}`);
      }
    }
  }
  assert.ok(tried > 300, String(tried));
});

test('groups lose nothing: on random policies they hold every difference once, under the title of its kind', () => {
  const random = createRandom(31);
  let changes = 0;
  for (let round = 0; round < 500; round++) {
    const [one, two] = [drawPolicy(random), drawPolicy(random)];
    if (one.kind !== two.kind) continue;
    const pair = pairOf(one.text, two.text, smallCatalog, { kind: one.kind });
    const grouped = changesOf(pair);
    changes += grouped.length;
    const { gained, lost } = pair.comparison;
    const count = (some: readonly Change[]): number => some.reduce((sum, it) => sum + it.actions.length, 0);
    assert.deepEqual([count(grouped.filter((it) => isGain(it.kind))), count(grouped.filter((it) => !isGain(it.kind)))], [gained.length, lost.length]);
    for (const { kind, first } of grouped) assert.equal(kind, isGain(kind) ? (first.to === 'Allow' ? 'allowed' : 'undenied') : first.from === 'Allow' ? 'unallowed' : 'denied');
  }
  assert.ok(changes > 200, String(changes));
});

test('a smaller budget gives up earlier, and says so', () => {
  const many = (shift: number): string => custom(...Array.from({ length: 8 }, (_, index) => `{"Effect": "${index % 2 ? 'Allow' : 'Deny'}", "Action": [${Array.from({ length: 30 }, (_unused, at) => `"*a${at % 5}*:*${at}*:*${(index + shift + at) % 7}*"`).join(', ')}]}`));
  const [before, after] = [readDocument(many(0), hints), readDocument(many(1), hints)];
  const { comparison } = compareDocuments(before, after, catalog, { steps: 100 });
  assert.deepEqual([comparison.result, comparison.gained, comparison.cannotTell.map((it) => it.why.template)], ['cannot-tell', [], ['The policies are too complex to be compared.']]);
});

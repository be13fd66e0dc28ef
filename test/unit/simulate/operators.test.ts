import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { operatorIsKnown, operators, takesIfExists } from '../../../server/src/core/simulate/operators.ts';

interface Collected {
  readonly name: string;
  readonly family: string;
  readonly negated: boolean;
  readonly caseSensitive: boolean | null;
  readonly supportsIfExists: boolean;
  readonly versions: Readonly<Record<'1.1' | '5.0', string | null>>;
  readonly legacyAliasOf?: string;
}

const data = JSON.parse(readFileSync(new URL('../../../data/condition-operators.json', import.meta.url), 'utf8')) as { operators: Collected[] };

test('the table of operators is the one of the collected data', () => {
  const ours = operators.map((it) => ({
    name: it.name,
    family: it.family,
    negated: it.negated,
    caseSensitive: it.caseSensitive,
    supportsIfExists: takesIfExists(it),
    versions: { '1.1': it.versions['1.1'] ?? null, '5.0': it.versions['5.0'] ?? null },
    legacyAliasOf: it.aliasOf,
  }));
  const collected = data.operators.map(({ name, family, negated, caseSensitive, supportsIfExists, versions, legacyAliasOf }) => ({
    name,
    family,
    negated,
    caseSensitive,
    supportsIfExists,
    versions: { '1.1': versions['1.1'], '5.0': versions['5.0'] },
    legacyAliasOf,
  }));
  const byName = <T extends { name: string }>(list: T[]): T[] => [...list].sort((a, b) => (a.name < b.name ? -1 : 1));
  assert.deepEqual(byName(ours), byName(collected));
});

test('an operator is of the dialect when the data give it any value for that version', () => {
  for (const { name, versions } of data.operators) {
    assert.equal(operatorIsKnown(name, '1.1'), versions['1.1'] !== null, name);
    assert.equal(operatorIsKnown(name, '5.0'), versions['5.0'] !== null, name);
    assert.equal(operatorIsKnown(name, '1.0'), false, name);
  }
  for (const name of ['NumericEquals', 'stringequals', 'ArnLike', '', 'toString']) assert.equal(operatorIsKnown(name, '1.1'), false, name);
});

test('an older form does the same as the operator that took its place', () => {
  for (const { name, aliasOf, negated, family, tests } of operators) {
    if (aliasOf === undefined) continue;
    const successor = operators.find((it) => it.name === aliasOf);
    assert.deepEqual({ negated, family, tests }, { negated: successor?.negated, family: successor?.family, tests: successor?.tests }, name);
  }
});

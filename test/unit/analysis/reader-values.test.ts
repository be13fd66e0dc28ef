import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from '../../../server/src/core/analysis/compare.ts';
import { containsScope } from '../../../server/src/core/analysis/sets/scope.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import type { Policy } from '../../../server/src/core/policy/policy.ts';
import { allow } from '../../support/analysis-findings.ts';
import { catalog } from '../../support/catalog.ts';

const policy = (operator: string, key: string, value: string): Policy => {
  const found = readDocument(JSON.stringify({ Version: '1.1', Statement: [allow('obs:bucket:ListBucket', { Condition: { [operator]: { [key]: [value] } } })] }), { kind: 'custom-1.1' }).policy;
  assert.ok(found);
  return found;
};

const values: readonly (readonly [operator: string, before: string, after: string, result: string, example: string | undefined])[] = [
  ['DateLessThan', '2024-01-01T00:00:00Z', '2024-01-01T08:00:00+08:00', 'equivalent', undefined],
  ['DateLessThan', '2024-01-01', '2024-01-01T00:00Z', 'equivalent', undefined],
  ['DateLessThan', '2024-01-01T00:00:00.500000Z', '2024-01-01T00:00:00.5Z', 'equivalent', undefined],
  ['DateLessThan', '2024-01-01', '2024-01-02', 'grants-more', '2024-01-01T00:00:00Z'],
  ['DateLessThan', '2024-02-29', '2024-02-30', 'cannot-tell', undefined],
  ['DateGreaterThan', '2024-01-01T00:00:00.002Z', '2024-01-01T00:00:00.001Z', 'grants-more', '2024-01-01T00:00:00.002Z'],
  ['DateLessThan', '2024-01-01T00:00:00.0001Z', '2024-01-01T00:00:00.0002Z', 'cannot-tell', undefined],
  ['NumericLessThan', '5', '0000000000000005', 'equivalent', undefined],
  ['NumericLessThan', '0000000000000005', '6', 'grants-more', '5'],
  ['NumericLessThan', '12345678901234567890', '12345678901234567891', 'grants-more', '12345678901234567890'],
  ['NumericLessThan', '9007199254740991', '9007199254740993', 'grants-more', '9007199254740991'],
  ['NumericGreaterThan', '9007199254740993', '9007199254740992', 'grants-more', '9007199254740993'],
  ['NumericLessThanEquals', '9007199254740992', '9007199254740992.0', 'equivalent', undefined],
  ['NumericLessThan', '1234567890.1234567', '1234567890.1234568', 'cannot-tell', undefined],
];

for (const [operator, before, after, expected, example] of values) {
  test(`${operator} ${before} against ${after}`, () => {
    const key = operator.startsWith('Date') ? 'g:CurrentTime' : 'obs:max-keys';
    const name = operator.replace('Numeric', 'Number');
    const { result, gained } = compare(policy(name, key, before), policy(name, key, after), catalog);
    assert.equal(result, expected);
    assert.equal(gained[0]?.example.context[key], example);
  });
}

test('a scope that widens to all contains enterprise projects', () => {
  const ids = { enterpriseProjects: ['1'] };
  assert.equal(containsScope({ projects: ['p'] }, ids, 'global'), true);
  assert.equal(containsScope('global', ids, 'project'), true);
  assert.equal(containsScope({ projects: ['p'] }, ids, 'project'), false);
  assert.equal(containsScope('global', ids, 'global'), false);
  assert.equal(containsScope({ projects: ['p'] }, ids, 'unknown'), false);
  assert.equal(containsScope('global', ids, 'any'), false);
  assert.equal(containsScope(ids, { projects: ['p'] }, 'global'), false);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocument } from '../../../server/src/core/check.ts';
import { english } from '../../../server/src/core/message.ts';
import { attach } from '../../../server/src/core/simulate/attach.ts';
import { prepare } from '../../../server/src/core/simulate/prepare.ts';
import { simulate } from '../../../server/src/core/simulate/simulate.ts';
import type { AttachedPolicy } from '../../../server/src/core/simulate/types.ts';
import { whatIfToCsv, whatIfToMarkdown } from '../../../server/src/core/what-if/export.ts';
import { decidePartly } from '../../../server/src/core/what-if/partly.ts';
import { filterWhatIf, whatIf, type WhatIfColumn } from '../../../server/src/core/what-if/what-if.ts';
import { catalog } from '../../support/catalog.ts';

const policy = (statements: readonly object[], version = '1.1'): AttachedPolicy => attach('a.policy.json', readDocument(JSON.stringify({ Version: version, Statement: statements }), { ours: true }), catalog);
const column = (name: string, ...statements: readonly object[]): WhatIfColumn => ({ name, policies: [policy(statements)] });
const allow = (...actions: readonly string[]): object => ({ Effect: 'Allow', Action: actions });
const deny = (...actions: readonly string[]): object => ({ Effect: 'Deny', Action: actions });

const mfa = { Condition: { Bool: { 'g:MFAPresent': ['true'] } } };
const before = column('before', allow('modelarts:pool:*'), { ...deny('modelarts:pool:delete'), ...mfa });
const after = column('after | now', allow('modelarts:pool:get', 'obs:bucket:ListBucket'), deny('modelarts:pool:list'));

test('every action of ModelArts and of the services that are named, decided for each column', () => {
  const table = whatIf([before, after], catalog);
  const cells = Object.fromEntries(table.rows.filter((it) => it.fact.name.startsWith('modelarts:pool:')).map((it) => [it.fact.name, it.cells]));
  assert.deepEqual(cells, {
    'modelarts:pool:create': ['allowed', 'not-granted'],
    'modelarts:pool:delete': ['depends', 'not-granted'],
    'modelarts:pool:get': ['allowed', 'allowed'],
    'modelarts:pool:list': ['allowed', 'denied'],
    'modelarts:pool:update': ['allowed', 'not-granted'],
  });
  assert.equal(table.rows.filter((it) => it.service.name === 'modelarts').length, catalog.actions('modelarts', '1.1').length);
  assert.deepEqual([...new Set(table.rows.map((it) => it.service.name))], ['modelarts', 'obs']);
});

test('a filter keeps words, and rows that differ', () => {
  const table = whatIf([before, after], catalog);
  const names = (filter: Parameters<typeof filterWhatIf>[1]): readonly string[] => filterWhatIf(table, filter).rows.map((it) => it.fact.name);
  assert.deepEqual(names({ text: 'pool', differing: true }), ['modelarts:pool:create', 'modelarts:pool:delete', 'modelarts:pool:list', 'modelarts:pool:update']);
  assert.deepEqual(names({ text: 'POOL get' }).includes('modelarts:pool:get'), true);
  assert.deepEqual(names({ text: 'nothing has this' }), []);
});

test('as CSV and as Markdown', () => {
  const table = filterWhatIf(whatIf([before, after, column('=1+1')], catalog), { text: 'modelarts:pool:delete' });
  assert.equal(whatIfToCsv(table), "service,action,before,after | now,'=1+1\r\nmodelarts,modelarts:pool:delete,depends,not-granted,not-granted\r\n");
  const [title, , count, , heading, ...rest] = whatIfToMarkdown(table, 99, english).split('\n');
  assert.deepEqual([title, count], ['# What if', 'Actions shown: 1 of 99.']);
  assert.match(heading ?? '', /^## .* \(modelarts\)$/);
  assert.deepEqual(rest, ['', '| Action | before | after \\| now | =1\\+1 |', '| --- | --- | --- | --- |', '| `modelarts:pool:delete` | Depends on conditions | Not granted | Not granted |', '']);
});

test('who asks brings keys along, so that conditions on them are decided', () => {
  const annOnly = policy([{ ...allow('modelarts:pool:get'), Condition: { StringEquals: { 'g:UserName': ['ann'] } } }]);
  const person = (name: string): WhatIfColumn => ({ name, policies: [annOnly], as: (request) => ({ ...request, context: { 'g:UserName': name } }) });
  const [row] = filterWhatIf(whatIf([person('ann'), person('bob'), { name: 'nobody', policies: [annOnly] }], catalog), { text: 'modelarts:pool:get' }).rows;
  assert.deepEqual(row?.cells, ['allowed', 'not-granted', 'depends']);
});

test('what nobody knows of a policy is unknown, not dependent', () => {
  const [row] = filterWhatIf(whatIf([{ name: 'a', policies: [{ name: 'hidden', document: undefined }] }], catalog), { text: 'modelarts:pool:get' }).rows;
  assert.deepEqual(row?.cells, ['unknown']);
});

const cases: readonly (readonly [name: string, statements: readonly object[], version: string, depends: boolean])[] = [
  ['a key that is not there', [{ ...allow('modelarts:pool:get'), ...mfa }], '1.1', true],
  ['a key that does not matter', [allow('modelarts:pool:get'), { ...allow('modelarts:pool:get'), ...mfa }], '1.1', false],
  ['a Deny with a key that is not there', [allow('modelarts:pool:get'), { ...deny('modelarts:pool:get'), Condition: { StringNotEqualsIfExists: { 'g:UserName': ['x'] } } }], '1.1', true],
  ['a resource that is not named', [{ ...allow('modelarts:pool:get'), Resource: ['modelarts:*:*:pool:x'] }], '5.0', true],
  ['every resource', [{ ...allow('modelarts:pool:get'), Resource: ['*'] }], '5.0', false],
  ['another action', [{ ...allow('modelarts:pool:list'), ...mfa }], '1.1', false],
];
for (const [name, statements, version, depends] of cases) {
  test(`a request of which not everything is known: ${name}`, () => {
    const policies = [policy(statements, version)];
    const found = decidePartly(prepare(policies), { action: 'modelarts:pool:get' }, { catalog });
    assert.equal(found.depends, depends);
    if (!found.depends) assert.equal(found.verdict.decision, simulate(policies, { action: 'modelarts:pool:get' }, { catalog }).decision);
  });
}

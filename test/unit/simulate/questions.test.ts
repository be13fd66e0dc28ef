import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepare, type Prepared } from '../../../server/src/core/simulate/prepare.ts';
import { asksForPrincipal, asksForResource, keysToAsk, namedActions, resourcesToStart } from '../../../server/src/core/simulate/questions.ts';
import { catalog } from '../../support/catalog.ts';
import { attachAll } from './support.ts';

function prepared(statements: readonly unknown[], version = '1.1'): Prepared {
  return prepare(attachAll([{ statements, version }]));
}

const policy = prepared([
  { Effect: 'Allow', Action: ['modelarts:notebook:create', 'modelarts:pool:*', 'modelarts:nosuch:thing'], Condition: { StringEquals: { 'g:UserName': ['ann', '${g:DomainName}'] } } },
  { Effect: 'Deny', Action: ['modelarts:pool:delete'], Condition: { 'ForAnyValue:StringEquals': { 'g:usernAME': ['bob'] }, Bool: { 'g:MFAPresent': ['true'] }, Null: { 'x:own': ['true'] }, NumberLessThan: { 'x:age': ['5'] } } },
  { Effect: 'Allow', Action: ['obs:object:*'], Resource: ['obs:*:*:object:home/${g:UserId}/*', '*'] },
]);

test('names the known actions of the policy once, in the order of the text', () => {
  const names = namedActions(policy, catalog).map((it) => it.name);
  const pools = catalog.actions('modelarts', '1.1').filter((it) => it.name.startsWith('modelarts:pool:'));
  const objects = catalog.actions('obs', '1.1').filter((it) => it.name.startsWith('obs:object:'));
  assert.deepEqual(names, ['modelarts:notebook:create', ...[...pools, ...objects].map((it) => it.name)]);
});

test('asks for a resource only where a statement about the action has one', () => {
  assert.equal(asksForResource(policy, 'modelarts:notebook:create'), false);
  assert.equal(asksForResource(policy, 'obs:bucket:ListBucket'), false);
  assert.equal(asksForResource(policy, 'obs:object:GetObject'), true);
  assert.deepEqual(resourcesToStart(policy, 'obs:object:GetObject'), ['obs:*:*:object:home/${g:UserId}/*']);
  assert.deepEqual(resourcesToStart(policy, 'obs:bucket:ListBucket'), []);
  const any = prepared([{ Effect: 'Allow', NotAction: ['obs:*:*'], Resource: ['*'] }], '5.0');
  assert.equal(asksForResource(any, 'modelarts:notebook:create'), true);
});

test('asks for the keys that the statements about the action use', () => {
  const all = (action?: string): unknown[] => keysToAsk(policy, catalog, action).map(({ key, valueType, multiValued, closed, listed }) => [key, valueType, multiValued, closed, listed]);
  const userName = (listed: string[], several: boolean): unknown[] => ['g:UserName', 'string', several, undefined, listed];
  const domain = ['g:DomainName', 'string', false, undefined, []];
  assert.deepEqual(all('modelarts:notebook:create'), [userName(['ann'], false), domain]);
  assert.deepEqual(all('modelarts:pool:delete'), [userName(['ann', 'bob'], true), domain, ['g:MFAPresent', 'boolean', false, ['true', 'false'], ['true']], ['x:own', 'string', false, undefined, []], ['x:age', 'numeric', false, undefined, ['5']]]);
  assert.deepEqual(all('obs:object:GetObject'), [['g:UserId', 'string', false, undefined, []]]);
  assert.deepEqual(all('obs:bucket:ListBucket'), []);
  assert.equal(all().length, 6);
});

test('asks who it is for trust policies alone', () => {
  const trust = prepared([{ Effect: 'Allow', Action: ['sts:agencies:assume'], Principal: { Service: ['x'] } }], '5.0');
  assert.deepEqual([asksForPrincipal(trust), asksForPrincipal(policy)], [true, false]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAccount } from '../../../server/src/core/account/account.ts';
import { permissionFixes } from '../../../server/src/core/account/fix.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import { catalog } from '../../support/catalog.ts';

const policy = (...statements: readonly object[]): string => JSON.stringify({ Version: '1.1', Statement: statements.map((it) => ({ Effect: 'Allow', ...it })) });

/** What is offered for a missing permission: the title, and the statements then. */
function offers(text: string, wanted: readonly string[], fields: { readonly policies?: readonly unknown[]; readonly groups?: object; readonly project?: string } = {}): unknown {
  const account = readAccount(JSON.stringify({ version: 1, ...(fields.groups ? { groups: fields.groups } : {}), agencies: { x: { policies: fields.policies ?? ['p.json'] } } }));
  const fixes = permissionFixes(account, 'x', wanted, { catalog, fileName: 'a.iamaccount.json', load: () => text }, fields.project === undefined ? {} : { project: fields.project });
  return fixes.map(({ title, edits }) => [toPlain(title, english), (JSON.parse(applyEdits(text, edits)) as { Statement: unknown[] }).Statement.at(-1)]);
}

test('a policy that is limited to resources stays limited to them', () => {
  const on = { Resource: ['obs:*:*:object:x*'] };
  assert.deepEqual(offers(policy({ Action: ['obs:object:GetObject'], ...on }), ['obs:object:PutObject']), [['Add obs:object:PutObject to p.json, on obs:*:*:object:x*', { Effect: 'Allow', Action: ['obs:object:PutObject'], ...on }]]);
  assert.deepEqual(offers(policy({ Action: ['obs:object:GetObject'], ...on }), ['obs:bucket:ListBucket']), [['Add obs:bucket:ListBucket to p.json, on every resource', { Effect: 'Allow', Action: ['obs:bucket:ListBucket'] }]], 'a bucket is no object');
  assert.deepEqual(offers(policy({ Action: ['smn:topic:list'] }), ['obs:object:PutObject']), [['Add obs:object:PutObject to p.json', { Effect: 'Allow', Action: ['obs:object:PutObject'] }]]);
});

test('who else gains is named', () => {
  const groups = { dev: { policies: ['p.json'] }, ops: { policies: ['other.json'] } };
  assert.deepEqual(offers(policy({ Action: ['obs:object:GetObject'] }), ['obs:object:PutObject'], { groups }), [['Add obs:object:PutObject to p.json (also held by group:dev)', { Effect: 'Allow', Action: ['obs:object:GetObject', 'obs:object:PutObject'] }]]);
});

test('nothing is offered that changes nothing', () => {
  const policies = [{ file: 'p.json', scope: { projects: ['cn-north-4'] } }];
  assert.deepEqual(offers(policy({ Action: ['swr:*:*'] }), ['swr:repository:listTags'], { policies, project: 'ap-southeast-1' }), []);
  assert.deepEqual(offers(policy({ Action: ['obs:*:*'] }, { Effect: 'Deny', Action: ['obs:object:PutObject'] }), ['obs:object:PutObject']), []);
  const inline = [{ document: { Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['swr:*:*'] }] }, scope: { projects: ['cn-north-4'] } }];
  assert.deepEqual(offers('', ['swr:repository:listTags'], { policies: inline, project: 'ap-southeast-1' }), []);
});

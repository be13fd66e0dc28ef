import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, readDocument } from '../../../server/src/core/check.ts';
import { actionParts, apiParts, assess, isMet, type Need } from '../../../server/src/core/tasks/assess.ts';
import { taskFacts } from '../../../server/src/core/tasks/facts.ts';
import { grantActions } from '../../../server/src/core/tasks/grant.ts';
import { functionParts } from '../../../server/src/core/tasks/parts.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import { catalog } from '../../support/catalog.ts';

const policy = (...statements: readonly object[]): string => JSON.stringify({ Version: '1.1', Statement: statements }, undefined, 2);
const attached = (text: string) => ({ name: 'a.policy.json', document: readDocument(text, { fileName: 'a.policy.json' }) });
const shown = (needs: readonly Need[]): readonly string[] => needs.filter((it) => !isMet(it)).map((it) => `${it.holder} ${it.action} ${it.outcome?.state ?? 'not known'}${it.optional ? ' optional' : ''}`);

test('what an API request takes: its action, and what its page names besides', () => {
  const parts = apiParts('PUT /v1/05e2a7/notebooks/68f45e80', '1.1', catalog);
  assert.deepEqual(parts?.map((it) => it.actions.map((one) => one.name)), [['modelarts:notebook:update'], ['csms:secret:get', 'csms:secretVersion:get', 'kps:domainKeypairs:get']]);
  // The page names actions of 5.0; what they are called in 1.1 is asked for.
  assert.deepEqual(apiParts('PUT /v1/05e2a7/notebooks/68f45e80', '5.0', catalog)?.[1]?.actions.map((it) => it.name), ['csms:secret:get', 'csms:secret:getVersion', 'kps:SSHKeyPair:get']);
  assert.equal(apiParts('PUT /v9/nothing', '1.1', catalog), undefined);
  assert.equal(apiParts('no request', '1.1', catalog), undefined);
});

test('what all requests of an action take, and what ModelArts then does through its agency', () => {
  const parts = actionParts('modelarts:trainJob:create', '1.1', catalog);
  assert.ok(parts);
  assert.deepEqual(parts[0]?.actions.map((it) => it.name), ['modelarts:trainJob:create']);
  const agency = parts.filter((it) => it.holder === 'agency');
  assert.ok(agency.length > 0);
  // Every name is an action of the version, and has the page that names it.
  for (const { name, source } of parts.flatMap((it) => it.actions)) assert.ok((name.includes('*') || catalog.action(name)?.versions.includes('1.1')) && source, name);
  assert.equal(actionParts('modelarts:nothing:create', '1.1', catalog), undefined);
});

test('a grant of an account counts in its project only', () => {
  const parts = actionParts('modelarts:notebook:update', '1.1', catalog)?.slice(0, 1) ?? [];
  const user = [{ ...attached(policy({ Effect: 'Allow', Action: ['modelarts:notebook:update'] })), scope: { projects: ['eu-1'] } }];
  assert.deepEqual(shown(assess(parts, { user, agency: undefined, where: { project: 'eu-1' } }, catalog)), []);
  assert.deepEqual(shown(assess(parts, { user, agency: undefined, where: { project: 'eu-2' } }, catalog)), ['user modelarts:notebook:update not-granted']);
});

test('what is missing on either side, what only some scenarios take, and what a Deny takes away', () => {
  const training = taskFacts(catalog).functions.find((it) => it.id === 'training');
  assert.ok(training);
  const parts = functionParts(training, '1.1', catalog).filter((it) => it.id === 'own' || it.id.endsWith('/SMN') || it.id === 'agency/Training jobs/OBS');
  const text = policy({ Effect: 'Allow', Action: ['modelarts:*:*', 'smn:topic:list'] }, { Effect: 'Deny', Action: ['modelarts:trainJob:delete'] });
  assert.deepEqual(shown(assess(parts, { user: [attached(text)], agency: [attached(policy({ Effect: 'Allow', Action: ['obs:object:GetObject'] }))] }, catalog)), [
    'user modelarts:trainJob:delete denied',
    'user smn:topic:publish not-granted optional',
    'agency obs:bucket:ListBucket not-granted optional',
    'agency obs:object:PutObject not-granted optional',
  ]);
  const unknown = assess(parts, { user: [attached(text)], agency: undefined }, catalog);
  assert.deepEqual(shown(unknown).filter((it) => it.startsWith('agency')), ['agency obs:bucket:ListBucket not known optional', 'agency obs:object:GetObject not known optional', 'agency obs:object:PutObject not known optional']);
});

/** A policy, what is to be allowed, and the policy afterwards. */
const grants: Readonly<Record<string, readonly [before: string, actions: readonly string[], after: string | undefined]>> = {
  'into the list that has the same services': [
    policy({ Effect: 'Allow', Action: ['modelarts:notebook:list'] }),
    ['modelarts:notebook:get', 'modelarts:notebook:create'],
    policy({ Effect: 'Allow', Action: ['modelarts:notebook:list', 'modelarts:notebook:get', 'modelarts:notebook:create'] }),
  ],
  'not into a limited one': [
    policy({ Effect: 'Allow', Action: ['modelarts:notebook:list'], Resource: ['modelarts:*:*:notebook:*'] }),
    ['modelarts:notebook:get'],
    policy({ Effect: 'Allow', Action: ['modelarts:notebook:list'], Resource: ['modelarts:*:*:notebook:*'] }, { Effect: 'Allow', Action: ['modelarts:notebook:get'] }),
  ],
  'not into a Deny': [policy({ Effect: 'Deny', Action: ['modelarts:pool:delete'] }), ['modelarts:pool:get'], policy({ Effect: 'Deny', Action: ['modelarts:pool:delete'] }, { Effect: 'Allow', Action: ['modelarts:pool:get'] })],
  'OBS apart': [policy({ Effect: 'Allow', Action: ['modelarts:pool:get'] }), ['obs:object:GetObject'], policy({ Effect: 'Allow', Action: ['modelarts:pool:get'] }, { Effect: 'Allow', Action: ['obs:object:GetObject'] })],
  'nothing to do': [policy({ Effect: 'Allow', Action: ['modelarts:pool:get'] }), [], policy({ Effect: 'Allow', Action: ['modelarts:pool:get'] })],
  'in one line': ['{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["a:b:c"],"Condition":{"Bool":{"g:MFAPresent":["true"]}}}]}', ['modelarts:pool:get'], '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["a:b:c"],"Condition":{"Bool":{"g:MFAPresent":["true"]}}}, {"Effect":"Allow","Action":["modelarts:pool:get"]}]}'],
  'a syntax error': ['{"Version":"1.1","Statement":[{"Effect":"Allow"', ['modelarts:pool:get'], undefined],
  'a role': ['{"Version":"1.0","Statement":[{"Effect":"Allow","Action":["modelarts:pool:get"]}]}', ['modelarts:pool:get'], undefined],
};

test('actions are written where they are limited by nothing, and are allowed afterwards', () => {
  const results = Object.fromEntries(
    Object.entries(grants).map(([name, [before, actions]]) => {
      const document = readDocument(before, { fileName: 'a.policy.json' });
      const edits = grantActions(document, actions, catalog);
      if (!edits) return [name, undefined];
      const after = applyEdits(before, edits);
      const read = readDocument(after, { fileName: 'a.policy.json' });
      assert.deepEqual(read.json.problems, [], name);
      assert.deepEqual(check(read, catalog).faults, []);
      const parts = [{ id: 'x', title: { en: '', zhCn: '' }, purpose: { en: '', zhCn: '' }, holder: 'user' as const, needed: true, leftOut: [], actions: actions.map((it) => ({ name: it, source: undefined })) }];
      assert.deepEqual(shown(assess(parts, { user: [{ name: 'a', document: read }], agency: undefined }, catalog)), [], name);
      return [name, after];
    }),
  );
  assert.deepEqual(results, Object.fromEntries(Object.entries(grants).map(([name, [, , after]]) => [name, after])));
});

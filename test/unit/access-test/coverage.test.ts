import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coverageOf } from '../../../server/src/core/access-test/coverage.ts';
import { readAccessTests } from '../../../server/src/core/access-test/read.ts';
import { openTests, traceTest } from '../../../server/src/core/access-test/run.ts';
import { catalog } from '../../support/catalog.ts';

const policy = {
  Version: '1.1',
  Statement: [
    { Effect: 'Allow', Action: ['modelarts:notebook:*', 'modelarts:notebook:get', 'modelarts:pool:list'], Condition: { StringEquals: { 'g:UserName': ['ann'] }, Bool: { 'g:MFAPresent': ['true'] } } },
    { Effect: 'Deny', NotAction: ['modelarts:notebook:get'], Resource: ['modelarts:*:*:notebook:n1'], Condition: { Strange: { 'g:UserName': ['x'] } } },
  ],
};

/** Each statement: how often it applied, its strings, its conditions met and not met. */
function covered(requests: readonly object[], policies: readonly unknown[] = [{ document: policy }]): unknown[] {
  const text = JSON.stringify({ policies, tests: requests.map((request, index) => ({ name: `${index}`, request, expect: 'Allow' })) });
  const opened = openTests(readAccessTests(text), { catalog, fileName: 'a.iamtest.json', load: () => JSON.stringify(policy) });
  const results = opened.file.tests.flatMap((it) => {
    const traced = traceTest(opened, it);
    return 'template' in traced ? [] : [traced];
  });
  return coverageOf(opened.policies, results).map(({ statements }) => statements.map((it) => [it.applied, ...it.strings.map((string) => string.named), ...it.conditions.map(({ met, notMet }) => `${met}/${notMet}`)].join(' ')));
}

const get = { action: 'modelarts:notebook:get' };
const ann = { 'g:UserName': 'ann' };

test('nothing is reached without tests', () => assert.deepEqual(covered([]), [['0 0 0 0 0/0 0/0', '0 0 0/0']]));

test('the first string that names the action counts; a string that excludes it does, too', () => {
  assert.deepEqual(covered([{ ...get, context: { ...ann, 'g:MFAPresent': 'true' } }]), [['1 1 0 0 1/0 1/0', '0 1 0/0']]);
});

test('conditions count only where the rest of the statement matches; what cannot be known is neither met nor not', () => {
  assert.deepEqual(covered([{ ...get, context: ann }, { action: 'modelarts:image:list', context: ann, resource: 'modelarts:r:a:notebook:n1' }]), [['0 1 0 0 1/0 0/1', '0 1 0/0']]);
});

test('a policy that takes part twice counts once for each test', () => {
  assert.deepEqual(covered([get], ['a.policy.json', { file: 'a.policy.json', scope: 'global' }]), [['0 1 0 0 0/1 0/1', '0 1 0/0']]);
});

test('a test that cannot be run reaches nothing, and a system policy has nothing to reach', () => {
  assert.deepEqual(covered([{ action: 'x' }], [{ system: 'ModelArts FullAccess' }]), []);
});

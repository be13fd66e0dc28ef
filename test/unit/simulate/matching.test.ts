import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { simulate } from '../../../server/src/core/simulate/simulate.ts';
import type { RequestContext, StatementTrace, Truth } from '../../../server/src/core/simulate/types.ts';
import { catalog } from '../../support/catalog.ts';
import { attachAll } from './support.ts';

interface ActionCase {
  readonly pattern: string;
  readonly action: string;
  readonly matches: boolean;
  readonly version: string;
}

interface ResourceCase {
  readonly pattern: string;
  /** Null: the request names none. */
  readonly resource: string | null;
  readonly matches: Truth;
  readonly version: string;
  readonly context?: RequestContext;
}

const cases = JSON.parse(readFileSync(new URL('cases/matching.json', import.meta.url), 'utf8')) as { actions: ActionCase[]; resources: ResourceCase[] };

function trace(statement: unknown, version: string, action: string, resource: string | null = null, context: RequestContext = {}): StatementTrace | undefined {
  const policies = attachAll([{ version, statements: [statement] }]);
  return simulate(policies, { action, resources: resource === null ? [] : [resource], context }, { catalog }).statements[0];
}

for (const { pattern, action, matches, version } of cases.actions) {
  test(`action ${version}: "${pattern}" ${matches ? 'names' : 'does not name'} ${action}`, () => {
    assert.equal(trace({ Effect: 'Allow', Action: [pattern] }, version, action)?.action.matches, matches);
    if (version === '5.0') assert.equal(trace({ Effect: 'Allow', NotAction: [pattern] }, version, action)?.action.matches, !matches);
  });
}

for (const { pattern, resource, matches, version, context } of cases.resources) {
  test(`resource ${version}: "${pattern}" and ${resource ?? 'none'}: ${matches}`, () => {
    assert.equal(trace({ Effect: 'Allow', Action: ['obs:object:get'], Resource: [pattern] }, version, 'obs:object:get', resource, context)?.resource.matches, matches);
    if (version === '5.0') assert.equal(trace({ Effect: 'Allow', Action: ['obs:object:get'], NotResource: [pattern] }, version, 'obs:object:get', resource, context)?.resource.matches, matches === null ? null : !matches);
  });
}

test('the trace names the first string that matches', () => {
  const found = trace({ Effect: 'Allow', Action: ['obs:bucket:*', 'obs:object:*', 'obs:object:get'], Resource: ['obs:*:*:object:b', 'obs:*:*:object:a*', '*'] }, '1.1', 'obs:object:get', 'obs:::object:a');
  assert.deepEqual([found?.action.path?.at(-1), found?.resource.path?.at(-1)], [1, 1]);
});

test('a literal behind a pattern that does not match is found', () => {
  const found = trace({ Effect: 'Allow', Action: ['obs:bucket:*', 'obs:object:get', 'obs:object:*'] }, '1.1', 'obs:object:get');
  assert.equal(found?.action.path?.at(-1), 1);
});

test('the object form of Resource is the URI of an agency', () => {
  const statement = { Effect: 'Allow', Action: ['iam:agencies:assume'], Resource: { uri: ['/iam/agencies/1'] } };
  assert.equal(trace(statement, '1.1', 'iam:agencies:assume', '/iam/agencies/1')?.applies, true);
  assert.equal(trace(statement, '1.1', 'iam:agencies:assume', '/iam/agencies/2')?.applies, false);
});

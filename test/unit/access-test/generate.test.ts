import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type NewTest, policiesAround, testsForToday } from '../../../server/src/core/access-test/generate.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import { actionStrings } from '../../../server/src/core/policy/policy.ts';
import { decide } from '../../../server/src/core/simulate/decide.ts';
import { requestProblem } from '../../../server/src/core/simulate/facts.ts';
import { readAction } from '../../../server/src/core/simulate/match-action.ts';
import { findAction, prepare } from '../../../server/src/core/simulate/prepare.ts';
import { catalog } from '../../support/catalog.ts';

const examples = new URL('../../../examples/', import.meta.url);

function generate(value: unknown, fileName = 'a.policy.json'): readonly NewTest[] {
  return testsForToday(readDocument(typeof value === 'string' ? value : JSON.stringify(value), { fileName }), { catalog });
}

const named = (tests: readonly NewTest[]): string[] => tests.map((it) => `${it.expect}: ${toPlain(it.name, english)}`);

test('one test for each Deny string, each Allow string, and one neighbour for each resource type', () => {
  const policy = {
    Version: '1.1',
    Statement: [
      { Effect: 'Allow', Action: ['modelarts:notebook:*', 'modelarts:notebook:delete', 'modelarts:pool:get'] },
      { Effect: 'Deny', Action: ['modelarts:notebook:delete', 'modelarts:pool:update'] },
      { Effect: 'Allow', Action: ['modelarts:image:list'], Condition: { StringEquals: { 'g:UserName': ['ann'] } } },
    ],
  };
  assert.deepEqual(named(generate(policy)), [
    'Deny: modelarts:notebook:delete is denied',
    'Deny: modelarts:pool:update is denied',
    'Allow: modelarts:notebook:access is allowed',
    // Every request of the second string is denied, and that is what its test would say again.
    'Allow: modelarts:pool:get is allowed',
    'Allow: modelarts:image:list (g:UserName = ann) is allowed',
    'NotAllowed: modelarts:image:create is not granted',
    'NotAllowed: modelarts:pool:create is not granted',
  ]);
});

test('requests that no statement decides by itself, boundaries, and who asks', () => {
  assert.deepEqual(named(generate({ Version: '5.0', Statement: [{ Effect: 'Deny', Action: ['modelarts:pool:*'] }] }, 'a.scp.json')), ['Deny: modelarts:pool:create is denied']);
  assert.deepEqual(
    named(generate({ Version: '5.0', Statement: [{ Effect: 'Allow', Principal: { Service: ['service.ModelArts'] }, Action: ['sts:agencies:assume'] }] }, 'a.trust.json')),
    ['Allow: sts:agencies:assume (Service service.ModelArts) is allowed'],
  );
  assert.deepEqual(named(generate({ Version: '1.0', Statement: [{ Effect: 'Allow', Action: ['modelarts:image:list'] }], Depends: [{ catalog: 'BASE', display_name: 'x' }] })), ['Allow: modelarts:image:list is allowed', 'NotAllowed: modelarts:image:create is not granted']);
  assert.deepEqual(named(generate({ Version: '5.0', Statement: [{ Effect: 'Deny', NotAction: ['modelarts:*:*'], Resource: ['*'] }] })), ['Deny: csms:secret:create is denied']);
});

test('where nothing is certain there is no test, and nothing throws', () => {
  for (const value of ['', '{', '[]', { Version: '1.1' }, { Version: '1.1', Statement: [{ Effect: 'Maybe', Action: ['a:b:c'] }] }, { Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['not an action'] }] }]) assert.deepEqual(generate(value), []);
  const unknown = { Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['modelarts:image:list'], Condition: { Strange: { 'g:UserName': ['a'] } } }] };
  assert.deepEqual(named(generate(unknown)), ['NotAllowed: modelarts:image:create is not granted']);
});

for (const file of readdirSync(examples).filter((it) => /\.(policy|scp|trust)\.json$/.test(it))) {
  test(`every string of ${file} is named by a test, and each test passes`, () => {
    const document = readDocument(readFileSync(new URL(file, examples), 'utf8'), { fileName: file });
    const tests = testsForToday(document, { catalog });
    const policies = policiesAround(document);
    const prepared = prepare(policies);
    for (const { request, expect } of tests) {
      assert.equal(requestProblem(request, policies), undefined);
      const { decision } = decide(prepared, request, { catalog });
      assert.ok(decision === expect || (expect === 'NotAllowed' && decision === 'ImplicitDeny'), JSON.stringify(request));
    }
    assert.equal(new Set(tests.map((it) => JSON.stringify(it.request))).size, tests.length);
    const own = prepared.policies.filter((it) => it.attached.document === document).flatMap((it) => it.statements);
    for (const { source, effect, actions, conditions } of own) {
      // An operator that the language does not have: nobody can say what the statement does.
      if (conditions.some((it) => !it.rule)) continue;
      for (const [index, string] of actionStrings(source).entries()) {
        if (!string.sound) continue;
        const alone = { ...actions, literals: new Map([...actions.literals].filter(([, at]) => at === index)), patterns: actions.patterns.filter((it) => it.index === index) };
        const isTested = tests.some((it) => it.expect === effect && findAction(alone, readAction(it.request.action)) >= 0);
        // An Allow string that is denied for everybody has the test of its Deny.
        assert.ok(isTested || (effect === 'Allow' && tests.some((it) => it.expect === 'Deny' && findAction(alone, readAction(it.request.action)) >= 0)), string.value);
      }
    }
  });
}

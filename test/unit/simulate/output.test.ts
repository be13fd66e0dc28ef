import assert from 'node:assert/strict';
import { test } from 'node:test';
import { english, toPlain } from '../../../server/src/core/message.ts';
import { describeDecision, describeReason } from '../../../server/src/core/simulate/describe-reason.ts';
import { requestProblem } from '../../../server/src/core/simulate/facts.ts';
import { toSimulateJson } from '../../../server/src/core/simulate/json.ts';
import { simulate } from '../../../server/src/core/simulate/simulate.ts';
import type { SimulationRequest } from '../../../server/src/core/simulate/types.ts';
import { catalog } from '../../support/catalog.ts';
import { attachAll, type CasePolicy } from './support.ts';

const action = 'modelarts:notebook:create';
const allow = { Effect: 'Allow', Action: ['modelarts:pool:*', 'modelarts:notebook:*'] };

function notes(policies: readonly CasePolicy[], request: SimulationRequest, authorization?: 'strict' | 'non-strict'): string[] {
  return simulate(attachAll(policies), request, { catalog, ...(authorization ? { authorization } : {}) }).notes.map(({ grade, text }) => `${grade}: ${toPlain(text, english)}`);
}

test('the JSON is the one of interfaces.md', () => {
  const policies = attachAll([
    { name: 'a.json', statements: [{ ...allow, Resource: ['obs:*:*:object:*'], Condition: { StringEquals: { 'g:UserName': ['ann'] } } }, { Effect: 'Deny', Action: [action] }] },
  ]);
  const json = toSimulateJson(simulate(policies, { action }, { catalog }), english);
  assert.deepEqual(JSON.parse(JSON.stringify({ ...json, notes: json.notes.length })), {
    version: 1,
    decision: 'Deny',
    reason: { kind: 'statement', policy: 'a.json', path: '$.Statement[1]' },
    authorization: 'strict',
    statements: [
      {
        policy: 'a.json',
        path: '$.Statement[0]',
        role: 'policy',
        effect: 'Allow',
        applies: false,
        action: { matches: true, path: '$.Statement[0].Action[1]', why: '"modelarts:notebook:*" names the action' },
        resource: { matches: false, why: 'the request names no resource, and only "*" would match that' },
        conditions: [{ path: "$.Statement[0].Condition.StringEquals['g:UserName']", operator: 'StringEquals', key: 'g:UserName', holds: false, why: 'the request does not carry this key', grade: 'inferred' }],
      },
      {
        policy: 'a.json',
        path: '$.Statement[1]',
        role: 'policy',
        effect: 'Deny',
        applies: true,
        action: { matches: true, path: '$.Statement[1].Action[0]', why: `"${action}" names the action` },
        resource: { matches: true, why: 'not limited to resources' },
        conditions: [],
      },
    ],
    missingContext: [],
    unknowns: [],
    otherwise: null,
    agencySteps: [],
    resources: [],
    notes: 2,
  });
});

test('every part of the trace has its place in the text', () => {
  const policies = attachAll([{ statements: [{ ...allow, Resource: ['*'], Condition: { Bool: { 'g:MFAPresent': ['true'] } } }] }]);
  const text = policies[0]?.document?.json.text ?? '';
  const result = simulate(policies, { action, context: { 'g:MFAPresent': 'true' } }, { catalog });
  const [trace] = result.statements;
  const at = (span?: { start: number; end: number }): string => text.slice(span?.start, span?.end);
  assert.deepEqual([at(trace?.action.span), at(trace?.resource.span), at(trace?.conditions[0]?.span), at(result.reason.span).slice(0, 18), trace?.decides], ['"modelarts:notebook:*"', '"*"', '"g:MFAPresent":["true"]', '{"Effect":"Allow",', true]);
});

test('notes say what a person should know beside the decision', () => {
  const strict = 'documented: ModelArts authorization mode: strict. An explicit grant is needed.';
  const open = 'documented: ModelArts authorization mode: non-strict. IAM users may use ModelArts without a grant.';
  assert.deepEqual(notes([{ statements: [allow] }], { action }), [strict]);
  assert.deepEqual(notes([{ statements: [{ Effect: 'Allow', Action: ['*:*:get*'] }] }], { action }, 'non-strict'), [open]);
  assert.deepEqual(notes([{ statements: [allow] }], { action }, 'non-strict'), [open, 'disputed: A policy names modelarts. Sources do not say whether that alone ends what the non-strict mode allows.']);
  assert.deepEqual(notes([{ statements: [{ Effect: 'Allow', Action: ['obs:object:GetObject'] }] }], { action: 'obs:object:GetObject' }), []);
  assert.deepEqual(notes([{ statements: [{ ...allow, Foo: 1 }] }], { action })[0]?.startsWith('documented: IAM refuses p1: '), true);
  assert.ok(notes([{ statements: [allow] }, { statements: [allow], version: '5.0', role: 'scp', kind: 'scp-5.0' }], { action }).every((it) => !it.includes('service control')));
  assert.ok(notes([{ statements: [allow] }, { statements: [{ ...allow, Effect: 'Deny' }], version: '5.0', role: 'scp', kind: 'scp-5.0' }], { action }).some((it) => it.startsWith('inferred: No service control policy has an Allow')));
  assert.ok(notes([{ statements: [allow] }, { statements: [allow], version: '5.0' }], { action }).some((it) => it.startsWith('inferred: Policies of versions 1.1 and 5.0')));
  assert.ok(notes([{ statements: [allow], scope: 'global' }], { action }).some((it) => it.startsWith('documented: p1: attached for global services; ')));
  assert.ok(notes([{ statements: [{ ...allow, Resource: ['modelarts:*:*:notebook:*'] }] }], { action }).some((it) => it.startsWith('inferred: The request names no resource.')));
  assert.ok(notes([{ statements: [allow] }], { action: 'modelarts:notebook:nosuch' }).some((it) => it.startsWith('inferred: modelarts:notebook:nosuch is not in our data of ')));
  assert.ok(notes([{ statements: [allow] }, { statements: [allow], role: 'session', kind: 'session-1.1' }], { action }).some((it) => it.includes('works for OBS only')));
});

test('the decision and its reason in words', () => {
  const words = (policies: readonly CasePolicy[]): string => {
    const result = simulate(attachAll(policies), { action }, { catalog });
    return `${toPlain(describeDecision(result.decision), english)}: ${toPlain(describeReason(result), english)}`;
  };
  assert.deepEqual(
    [[{ statements: [allow] }], [{ statements: [{ ...allow, Effect: 'Deny' }] }], [], [{ name: 'FullAccess' }]].map(words),
    ['Allowed: statement 1 of p1 allows it', 'Denied: statement 1 of p1 denies it', 'Not granted: no statement allows it', 'Cannot be known: parts that cannot be known could change the answer'],
  );
});

test('a request that cannot be asked is refused with the reason', () => {
  const trust = attachAll([{ document: { Version: '5.0', Statement: [{ Effect: 'Allow', Action: ['sts:agencies:assume'], Principal: { IAM: ['a'] } }] } }]);
  const problem = (request: SimulationRequest, policies = attachAll([{ statements: [allow] }])): string | undefined => {
    const found = requestProblem(request, policies);
    return found && toPlain(found, english);
  };
  assert.deepEqual(
    [problem({ action }), problem({ action: 'modelarts' }), problem({ action: 'modelarts:*:*' }), problem({ action, principal: { kind: 'IAM', value: 'a' } }), problem({ action }, trust), problem({ action, principal: { kind: 'IAM', value: 'a' } }, trust)],
    [
      undefined,
      '"modelarts" is no action. Write service:type:operation.',
      '"modelarts:*:*" is a pattern. A request names one action.',
      'A principal can only be given for a trust policy.',
      'p1 is a trust policy. Say who asks, as IAM, Service or Identity_provider.',
      undefined,
    ],
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pasteFromConsole } from '../../../server/src/core/convert/paste.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';

const custom = { Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['modelarts:pool:get'] }] };
const identity = { Version: '5.0', Statement: [{ Sid: 'pools', Effect: 'Deny', Action: ['modelarts:pool:*'], Resource: ['*'] }] };
const trust = { Version: '5.0', Statement: [{ Principal: { Service: ['service.ModelArts'] }, Effect: 'Allow', Action: ['sts:agencies:assume'] }] };
const pretty = (policy: object): string => `${JSON.stringify(policy, null, 2)}\n`;

/** Pastes a text, or the JSON of a value, and compares name, kind and text of all that was found. */
function gives(pasted: unknown, expected: readonly (readonly [name: string | undefined, kind: string, policy: object])[]): void {
  const result = pasteFromConsole(typeof pasted === 'string' ? pasted : JSON.stringify(pasted));
  assert.ok('policies' in result, JSON.stringify(result));
  assert.deepEqual(result.policies.map((it) => [it.name, it.kind, it.text]), expected.map(([name, kind, policy]) => [name, kind, pretty(policy)]));
}

function refuses(pasted: unknown, problem: string): void {
  const result = pasteFromConsole(typeof pasted === 'string' ? pasted : JSON.stringify(pasted));
  assert.ok('problem' in result, JSON.stringify(result));
  assert.equal(toPlain(result.problem, english), problem);
}

test('a policy, as the console shows it', () => {
  gives(custom, [[undefined, 'custom-1.1', custom]]);
  gives(`\ufeff\r\n ${JSON.stringify(identity)} \r\n`, [[undefined, 'identity-5.0', identity]]);
  gives(trust, [[undefined, 'trust-5.0', trust]]);
  gives({ ...custom, Version: '1.0' }, [[undefined, 'role-1.0', { ...custom, Version: '1.0' }]]);
});

test('the role of the IAM API, one and a list of them', () => {
  const role = (display_name: string): object => ({ id: '1', name: 'custom_0', display_name, type: 'XA', policy: custom });
  gives({ role: role('ops') }, [['ops', 'custom-1.1', custom]]);
  gives({ links: {}, roles: [role('ops'), role('dev')], total_number: 2 }, [['ops', 'custom-1.1', custom], ['dev', 'custom-1.1', custom]]);
});

test('elements that are null count as absent', () => {
  gives({ role: { display_name: 'x', policy: { Version: '1.1', Statement: [{ Effect: 'deny', Action: ['a:b:c'], Resource: null, Condition: null }] } } }, [['x', 'custom-1.1', { Version: '1.1', Statement: [{ Effect: 'deny', Action: ['a:b:c'] }] }]]);
});

test('documents in strings: requests, versions, agencies', () => {
  gives({ policy_name: 'no-pools', path: '', policy_document: JSON.stringify(identity), description: 'x' }, [['no-pools', 'identity-5.0', identity]]);
  gives({ policy_version: { document: JSON.stringify(identity), version_id: 'v2', is_default: true } }, [['v2', 'identity-5.0', identity]]);
  gives({ versions: [{ document: JSON.stringify(identity), version_id: 'v1' }, { document: JSON.stringify(identity, null, 3), version_id: 'v2' }], page_info: {} }, [['v1', 'identity-5.0', identity], ['v2', 'identity-5.0', identity]]);
  gives({ agency: { agency_name: 'ma', trust_policy: JSON.stringify(trust), trust_domain_id: null } }, [['ma', 'trust-5.0', trust]]);
  gives(JSON.stringify(JSON.stringify(identity)), [[undefined, 'identity-5.0', identity]]);
});

test('service control policies of Organizations', () => {
  const content = JSON.stringify(identity);
  gives({ policy: { content, policy_summary: { id: 'p-1', name: 'no-pools', type: 'service_control_policy' } } }, [['no-pools', 'scp-5.0', identity]]);
  gives({ name: 'no-pools', type: 'service_control_policy', content }, [['no-pools', 'scp-5.0', identity]]);
});

test('lists of anything', () => {
  gives([custom, { role: { display_name: 'x', policy: custom } }, JSON.stringify(identity)], [[undefined, 'custom-1.1', custom], ['x', 'custom-1.1', custom], [undefined, 'identity-5.0', identity]]);
});

test('strings and numbers stay as they were written', () => {
  const text = '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["a:b:\\u0063"],"Condition":{"NumberLessThan":{"g:MFAAge":[1.50]}}}]}';
  const result = pasteFromConsole(text);
  assert.ok('policies' in result);
  assert.equal(result.policies[0]?.text.replace(/\s/g, ''), text);
});

test('a policy with a mistake is given as it came, so that it can be put right', () => {
  const text = '{"Version": "1.1",\n "Statement": [{"Effect": "Allow", "Action": ["a:b:c",]}]}';
  const result = pasteFromConsole(text);
  assert.ok('policies' in result);
  assert.deepEqual(result.policies.map((it) => it.text), [`${text}\n`]);
});

test('what holds no policy says why', () => {
  refuses('', 'The pasted text is not JSON.');
  refuses('hello', 'The pasted text is not JSON.');
  refuses('42', 'The pasted text is not JSON.');
  refuses('{"a": ', 'The pasted text is not valid JSON: A value is missing after "a".');
  refuses({ a: 1 }, 'The pasted text holds no policy. A policy has a Statement.');
  refuses({ note: JSON.stringify(custom) }, 'The pasted text holds no policy. A policy has a Statement.');
  refuses({ policies: [{ policy_name: 'a', policy_id: '1' }], page_info: {} }, 'This list names policies without their content. Get the version of each policy and paste that.');
  refuses({ attached_policies: [{ policy_name: 'a' }] }, 'This list names policies without their content. Get the version of each policy and paste that.');
  refuses({ policies: [] }, 'The pasted text holds no policy. A policy has a Statement.');
  refuses(`${'['.repeat(200)}`, 'The pasted text is not JSON.');
});

test('hostile texts neither throw nor nest', () => {
  const inner = JSON.stringify({ document: JSON.stringify(identity) });
  refuses({ document: inner }, 'The pasted text holds no policy. A policy has a Statement.');
  for (const text of ['{"document": "{\\"Statement\\": \\"', '"\\ud800Statement"', '{"__proto__": {"Statement": []}}', '{"policy": "{\\"Statement\\": []}"}']) pasteFromConsole(text);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, readDocument } from '../../../server/src/core/check.ts';
import { copyAsApiRequest, type RequestOptions } from '../../../server/src/core/convert/api-request.ts';
import { copyForConsole } from '../../../server/src/core/convert/console.ts';
import { pasteFromConsole } from '../../../server/src/core/convert/paste.ts';
import type { Converted } from '../../../server/src/core/convert/ready.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import type { KindHints } from '../../../server/src/core/policy/kind.ts';
import { catalog } from '../../support/catalog.ts';

type Said = { readonly text: string; readonly notes: readonly string[] } | { readonly problem: string };

function said(result: Converted): Said {
  return 'problem' in result ? { problem: toPlain(result.problem, english) } : { text: result.text, notes: result.notes.map((it) => toPlain(it, english)) };
}

function toConsole(text: string, hints: KindHints = {}): Said {
  const document = readDocument(text, { ours: true, ...hints });
  return said(copyForConsole(document, check(document, catalog).findings));
}

function toApi(text: string, options: Partial<RequestOptions> = {}, hints: KindHints = {}): Said {
  const document = readDocument(text, { ours: true, ...hints });
  return said(copyAsApiRequest(document, catalog, check(document, catalog).findings, { name: 'my-policy', ...options }));
}

/** What the request holds, and the notes. */
function request(result: Said): { readonly body: unknown; readonly notes: readonly string[] } {
  assert.ok('text' in result, JSON.stringify(result));
  return { body: JSON.parse(result.text) as unknown, notes: result.notes };
}

const actions = (...Action: string[]): object => ({ Version: '1.1', Statement: [{ Effect: 'Allow', Action }] });
const policy = (...Action: string[]): string => JSON.stringify(actions(...Action), null, 4);

test('the console gets the policy without white space, in its own order, escapes as written', () => {
  assert.deepEqual(toConsole('{\n "Statement": [ {"Action": ["modelarts:pool:ge\\u0074"],\r\n "Effect" : "Allow"} ],\t"Version":"1.1" }\n'), {
    text: '{"Statement":[{"Action":["modelarts:pool:ge\\u0074"],"Effect":"Allow"}],"Version":"1.1"}',
    notes: [],
  });
});

test('the role around a policy is left out', () => {
  assert.deepEqual(toConsole('{"role": {"display_name": "x", "policy": {"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["modelarts:pool:get"]}]}}}'), {
    text: '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["modelarts:pool:get"]}]}',
    notes: ['The role object around it is left out: the console wants the policy alone.'],
  });
});

test('elements that are null are left out, values that are null are not', () => {
  const document = readDocument('{"Version": "1.1", "Depends": null, "Statement": [{"Effect": "Allow", "Action": ["a:b:c"], "Resource": null, "Condition": {"IsNullOrEmpty": {"g:UserName": null}}}]}', { ours: true });
  assert.deepEqual(said(copyForConsole(document, [])), { text: '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["a:b:c"],"Condition":{"IsNullOrEmpty":{"g:UserName":null}}}]}', notes: [] });
});

test('what is wrong with the role only does not keep the policy back', () => {
  const text = '{"role": {"display_name": "a b", "type": "AA", "policy": {"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["modelarts:pool:get"]}]}}}';
  const document = readDocument(text, { ours: true });
  assert.ok(check(document, catalog).findings.some((it) => it.severity === 'error'));
  assert.ok('text' in toConsole(text));
  assert.deepEqual(request(toApi(text)).body, { role: { display_name: 'a-b', type: 'XA', description: 'a b', policy: actions('modelarts:pool:get') } });
});

test('blanks inside strings stay', () => {
  const text = '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["modelarts:pool:get"],"Condition":{"StringEquals":{"g:UserName":["a b"]}}}]}';
  assert.deepEqual(toConsole(text), { text, notes: [] });
});

test('a policy that IAM refuses is not copied, and the first error says why', () => {
  const one = toConsole('{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["modelarts:pool:get"], "Resource": ["modelarts:*:*:pool:my-pool"]}]}');
  assert.ok('problem' in one);
  assert.match(one.problem, /^IAM would refuse this policy: ./);
  const several = toConsole('{"Version": "1.1", "Statement": [{"Effect": "Maybe", "Action": ["modelarts:pool:get"]}, {"Effect": "Allow"}]}');
  assert.ok('problem' in several);
  assert.match(several.problem, /^IAM would refuse this policy. It has \d+ errors, the first one is: ./);
  const unfinished = toConsole('{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["modelarts:pool:get"');
  assert.ok('problem' in unfinished);
  const unchecked = readDocument('{"Version": "1.1", "Statement": [', { ours: true });
  assert.deepEqual(said(copyForConsole(unchecked, [])), { problem: 'This text is not valid JSON yet.' });
});

test('the size without white space decides', () => {
  const long = (length: number): string => {
    const Statement = (count: number): object[] => [{ Effect: 'Allow', Action: ['modelarts:pool:get'], Condition: { StringEquals: { 'g:UserName': Array.from({ length: 6 }, () => 'x'.repeat(900)), 'g:UserId': ['y'.repeat(count)] } } }];
    const empty = JSON.stringify({ Version: '1.1', Statement: Statement(1) }).length - 1;
    return JSON.stringify({ Version: '1.1', Statement: Statement(length - empty) }, null, 8);
  };
  const document = readDocument(long(6144), { ours: true });
  const fits = said(copyForConsole(document, []));
  assert.ok('text' in fits);
  assert.equal(fits.text.length, 6144);
  assert.deepEqual(said(copyForConsole(readDocument(long(6145), { ours: true }), [])), { problem: 'This policy has 6145 characters without blanks between its parts. IAM takes 6144. Split it into several policies.' });
});

test('each kind of policy is counted by its own rule', () => {
  const named = (count: number, char: string): string => JSON.stringify({ Version: '5.0', Statement: [{ Sid: char.repeat(count), Effect: 'Deny', Action: ['modelarts:pool:get'], Resource: ['*'] }] });
  const copy = (text: string, fileName: string): Said => said(copyForConsole(readDocument(text, { fileName }), []));
  assert.ok('text' in copy(named(7000, ' '), 'a.policy.json'));
  assert.ok('problem' in copy(named(7000, 'x'), 'a.policy.json'));
  assert.ok('text' in copy(named(5000, ' '), 'a.scp.json'));
  assert.ok('problem' in copy(named(5200, ' '), 'a.scp.json'));
  assert.ok('text' in copy(named(5000, '\u{1f600}'), 'a.policy.json'));
});

test('what people do not create is not copied', () => {
  const cases: readonly (readonly [string, KindHints, RegExp])[] = [
    ['{"Version": "1.0", "Statement": [{"Effect": "Allow", "Action": ["obs:*:*"]}]}', {}, /system role/],
    [policy('obs:*:*'), { kind: 'session-1.1' }, /session policy/],
    ['{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}', {}, /AWS/],
    ['{"Statement": [{"Effect": "Allow", "Principal": {"ID": "*"}, "Action": ["GetObject"], "Resource": ["b/*"]}]}', {}, /OBS bucket policy/],
    ['', {}, /./],
    ['[]', {}, /./],
  ];
  for (const [text, hints, expected] of cases) {
    for (const result of [toConsole(text, hints), toApi(text, {}, hints)]) {
      assert.ok('problem' in result, text);
      assert.match(result.problem, expected);
    }
  }
});

test('a custom policy goes into a role, whose type comes from the level of its services', () => {
  const role = (type: string, ...names: string[]): object => ({ role: { display_name: 'my-policy', type, description: 'my-policy', policy: actions(...names) } });
  const sent = 'Body of POST /v3.0/OS-ROLE/roles.';
  assert.deepEqual(request(toApi(policy('modelarts:pool:get', 'swr:*:*'))), { body: role('XA', 'modelarts:pool:get', 'swr:*:*'), notes: [sent] });
  assert.deepEqual(request(toApi(policy('iam:users:listUsers'))), { body: role('AX', 'iam:users:listUsers'), notes: [sent] });
  assert.deepEqual(request(toApi(policy('obs:*:*'))), {
    body: role('AX', 'obs:*:*'),
    notes: [sent, 'For OBS, create the same policy with type AX and with type XA and attach both. Keep other services out of it.'],
  });
  assert.deepEqual(request(toApi(policy('iam:users:listUsers', 'modelarts:pool:get'))), {
    body: role('XA', 'iam:users:listUsers', 'modelarts:pool:get'),
    notes: [sent, 'It names global services (iam) and project-level ones (modelarts). Sources disagree whether one policy may. Type XA is written; split the policy if IAM refuses it.'],
  });
  assert.deepEqual(request(toApi(policy('*:*:*'))), { body: role('XA', '*:*:*'), notes: [sent, 'Its services do not tell the type. XA is written, for project-level services; use AX for global ones.'] });
  assert.deepEqual(request(toApi(policy('nosuch:a:b', 'modelarts:pool:get'))), { body: role('XA', 'nosuch:a:b', 'modelarts:pool:get'), notes: [sent, 'The level of nosuch is not in our data.'] });
  assert.deepEqual(request(toApi(policy('modelarts:pool:get'), { type: 'AX' })), {
    body: role('AX', 'modelarts:pool:get'),
    notes: [sent, 'Its services ask for type XA; AX is written because it was given.'],
  });
});

test('a role request is laid out to be read', () => {
  const result = toApi('{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["modelarts:pool:get"]}]}');
  assert.ok('text' in result);
  assert.equal(result.text, JSON.stringify(JSON.parse(result.text), null, 2));
});

test('the agency variant keeps its object of URIs', () => {
  const agency = { Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['iam:agencies:assume'], Resource: { uri: ['/iam/agencies/07805acaba800fdd4fbdc00b8f888c7c'] } }] };
  assert.deepEqual(request(toApi(JSON.stringify(agency))).body, { role: { display_name: 'my-policy', type: 'AX', description: 'my-policy', policy: agency } });
});

test('a role that came from the API keeps its name, type and descriptions, and loses what only IAM sets', () => {
  const given = { role: { id: 'abc', name: 'custom_1', catalog: 'CUSTOMED', display_name: 'ops', type: 'AX', description: 'for ops', description_cn: '运维', links: {}, policy: actions('modelarts:pool:get') } };
  assert.deepEqual(request(toApi(JSON.stringify(given))), {
    body: { role: { display_name: 'ops', type: 'AX', description: 'for ops', description_cn: '运维', policy: actions('modelarts:pool:get') } },
    notes: ['Body of POST /v3.0/OS-ROLE/roles.', 'Its services ask for type XA; AX is written because it was given.'],
  });
});

test('names become what the API takes', () => {
  const name = (wanted: string, text = policy('modelarts:pool:get'), hints: KindHints = {}): unknown => {
    const { body } = request(toApi(text, { name: wanted }, hints));
    const made = body as { readonly role?: { readonly display_name: string }; readonly policy_name?: string; readonly name?: string };
    return made.role?.display_name ?? made.policy_name ?? made.name;
  };
  const identity = JSON.stringify({ Version: '5.0', Statement: [{ Effect: 'Deny', Action: ['modelarts:pool:get'], Resource: ['*'] }] });
  assert.equal(name('开发 policy'), '开发-policy');
  assert.equal(name('x'.repeat(70)), 'x'.repeat(64));
  assert.equal(name(' '), 'policy');
  assert.equal(name('开发 a.b@c', identity), '---a.b@c');
  assert.equal(name('x'.repeat(200), identity), 'x'.repeat(128));
  assert.equal(name('开发 a/b', identity, { fileName: 'x.scp.json' }), '开发 a-b');
});

test('5.0: the document is JSON text in a string', () => {
  const document = '{"Version":"5.0","Statement":[{"Sid":"a \\"b\\"","Effect":"Deny","Action":["modelarts:pool:get"],"Resource":["*"]}]}';
  assert.deepEqual(request(toApi(document, { name: 'no pools' })), {
    body: { policy_name: 'no-pools', policy_document: document, description: 'no pools' },
    notes: ['Body of POST /v5/policies.', 'The name is written as "no-pools", as the API takes it.'],
  });
  assert.deepEqual(request(toApi(document, { name: 'no pools' }, { fileName: 'x.scp.json' })), {
    body: { name: 'no pools', type: 'service_control_policy', content: document, description: 'no pools' },
    notes: ['Body of POST /v1/organizations/policies.'],
  });
  const trust = '{"Version":"5.0","Statement":[{"Principal":{"Service":["service.ModelArts"]},"Effect":"Allow","Action":["sts:agencies:assume"]}]}';
  assert.deepEqual(request(toApi(trust, { name: 'agency' })), { body: { agency_name: 'agency', trust_policy: trust, description: 'agency' }, notes: ['Body of POST /v5/agencies.'] });
});

test('what is copied can be pasted again, unchanged', () => {
  for (const text of [policy('modelarts:pool:get', 'modelarts:notebook:*'), '{"Version":"5.0","Statement":[{"Sid":"a b","Effect":"Deny","Action":["modelarts:pool:get"],"Resource":["*"]}]}']) {
    for (const copied of [toConsole(text), toApi(text)]) {
      assert.ok('text' in copied);
      const pasted = pasteFromConsole(copied.text);
      assert.ok('policies' in pasted);
      assert.deepEqual(pasted.policies.map((it) => JSON.parse(it.text) as unknown), [JSON.parse(text)]);
    }
  }
});

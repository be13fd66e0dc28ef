import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readDenial } from '../../../server/src/core/denial/read.ts';
import type { DenialData, DenialReading } from '../../../server/src/core/denial/types.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const data = JSON.parse(readFileSync(join(root, 'data/denial-patterns.json'), 'utf8')) as DenialData;

interface Case {
  readonly id: string;
  readonly text: string;
  readonly expect: { readonly denial: boolean; readonly httpStatus: number | null; readonly code: string | null; readonly action: string | null; readonly resource: string | null; readonly principal: string | null; readonly requestId: string | null; readonly decision: string | null; readonly policyType: string | null; readonly encoded: string | null };
}

const { cases } = JSON.parse(readFileSync(join(import.meta.dirname, 'denials.json'), 'utf8')) as { cases: readonly Case[] };

for (const { id, text, expect } of cases) test(`a text as it is pasted: ${id}`, () => assert.deepEqual(plain(text), [expect]));

for (const { id, text, expect } of cases) {
  test(`the same in a log, in a string, in HTML: ${id}`, () => {
    assert.deepEqual(plain(`2026-11-02 10:11:12 ERROR [main] request failed: ${text}`), [expect]);
    assert.deepEqual(plain(JSON.stringify({ level: 'error', log: text })), [expect]);
    assert.deepEqual(plain(JSON.stringify({ outer: JSON.stringify({ log: text }) })), [expect]);
    assert.deepEqual(plain(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')), [expect]);
  });
}

const reads = (text: string): DenialReading['denials'] => readDenial(text, data).denials;

test('what the terminal of Terraform wraps is read over its lines, with the call that was refused', () => {
  const box = `╷
│ Error: error creating ModelArts notebook: Action forbidden: [POST
│ https://modelarts.cn-north-4.myhuaweicloud.com/v1/0123/notebooks], request_id:
│ 0abc, error message: {"error_code":"PAP5.0001","error_msg":"User: alice is not
│ authorized to perform: modelarts:notebook:create on resource: modelarts:cn-north-4:01:notebook:*
│ because no identity-based policy allows the modelarts:notebook:create action."}
│
│   with huaweicloud_modelarts_notebook.test,
╵`;
  assert.deepEqual(reads(box), [
    {
      verdict: 'denial',
      kind: 'policy',
      decision: 'implicit',
      policyType: 'identity-based',
      layer: 'identity',
      actions: ['modelarts:notebook:create'],
      resource: 'modelarts:cn-north-4:01:notebook:*',
      principal: 'alice',
      httpStatus: 403,
      code: 'PAP5.0001',
      requestId: '0abc',
      api: { method: 'POST', url: 'https://modelarts.cn-north-4.myhuaweicloud.com/v1/0123/notebooks' },
      message: 'User: alice is not authorized to perform: modelarts:notebook:create on resource: modelarts:cn-north-4:01:notebook:* because no identity-based policy allows the modelarts:notebook:create action.',
      frames: ['terraform', 'json'],
      patterns: ['iam5-implicit'],
    },
  ]);
});

test('a body that was cut still gives what is left of it', () => {
  const cut = 'Action forbidden: [GET https://modelarts.cn-north-4.myhuaweicloud.com/v1/01/pools], request_id: 0abc, error message: {"error_code":"ModelArts.4336","error_msg":"The user has\n...';
  assert.deepEqual(reads(cut).map(({ verdict, code, actions, requestId, httpStatus }) => ({ verdict, code, actions, requestId, httpStatus })), [{ verdict: 'denial', code: 'ModelArts.4336', actions: [], requestId: '0abc', httpStatus: 403 }]);
});

test('a log with several refusals gives each once, with its own code', () => {
  const log = [
    '10:00 {"error_code":"IAM.0003","error_msg":"Policy doesn\'t allow iam:users:listUsers to be performed.","request_id":"a1"}',
    '10:01 ClientRequestException - {status_code:403,request_id:b2,error_code:ModelArts.4336,error_msg:The user hasn\'t permission,encoded_authorization_message:None }',
    '10:02 nothing of interest',
    '10:03 {',
    '  "error_code": "ModelArts.2785",',
    '  "error_msg": "AuthorizationNotFound"',
    '}',
    '10:04 {"error_code":"IAM.0003","error_msg":"Policy doesn\'t allow iam:users:listUsers to be performed.","request_id":"c3"}',
  ].join('\n');
  assert.deepEqual(reads(log).map(({ kind, code, actions, requestId }) => ({ kind, code, actions, requestId })), [
    { kind: 'policy', code: 'IAM.0003', actions: ['iam:users:listUsers'], requestId: 'a1' },
    { kind: 'policy', code: 'ModelArts.4336', actions: [], requestId: 'b2' },
    { kind: 'no-authorization', code: 'ModelArts.2785', actions: [], requestId: undefined },
  ]);
});

test('a message that names two actions gives both', () => {
  const text = 'User: xxx is not authorized to perform: ecs:cloudServers:get on resource: ecs:a:b:instance:c because no identity-based policy allows the ecs:servers:get action.';
  assert.deepEqual(reads(text).map((it) => it.actions), [['ecs:cloudServers:get', 'ecs:servers:get']]);
});

test('a code with two meanings is told apart by status or text, else left open', () => {
  assert.deepEqual(reads('{"error_code":"ModelArts.4106","status_code":500}').map((it) => [it.verdict, it.kind]), [['denial', 'other-service']]);
  assert.deepEqual(reads('{"error_code":"ModelArts.4106","error_msg":"Invalid authorization request. Your account is restricted."}').map((it) => [it.verdict, it.kind]), [['no-denial', 'not-a-denial']]);
  assert.deepEqual(reads('{"error_code":"ModelArts.4106"}').map((it) => [it.verdict, it.kind]), [['cannot-tell', undefined]]);
});

/** Parts of the documented messages, as people copy them. */
const parts: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'no identity-based policy allows the modelarts:notebook:create action': { actions: ['modelarts:notebook:create'], decision: 'implicit', layer: 'identity' },
  'because no service control policy allows the obs:bucket:ListBucket action.': { actions: ['obs:bucket:ListBucket'], decision: 'implicit', layer: 'scp' },
  '… with an explicit deny in an identity-based policy.': { actions: [], decision: 'explicit', layer: 'identity' },
  'failure: implicit deny by identity-based policy': { actions: [], decision: 'implicit', layer: 'identity' },
  'user role is not allowed for this action!': { actions: [], decision: undefined, layer: undefined },
  您没有操作权限: { actions: [], decision: undefined, layer: undefined },
};

test('parts of messages are recognised, and a whole message is told once', () => {
  const short = (text: string) => readDenial(text, data).denials.map(({ actions, decision, layer }) => ({ actions, decision, layer }));
  assert.deepEqual(Object.fromEntries(Object.keys(parts).map((it) => [it, short(it)])), Object.fromEntries(Object.entries(parts).map(([text, it]) => [text, [it]])));
  const whole = 'User: x is not authorized to perform: modelarts:notebook:create on resource: y because no identity-based policy allows the modelarts:notebook:create action.';
  assert.deepEqual(readDenial(whole, data).denials.map((it) => it.patterns), [['iam5-implicit']]);
});

const nearMisses = [
  'User: arn:aws:iam::123456789012:user/alice is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b because no identity-based policy allows the s3:GetObject action',
  "The policy doesn't allow you to create notebooks.",
  'We add the modelarts:notebook:create permission to the role.',
  'A user is not authorized to perform actions without a policy.',
  'User alice is not authorized to perform: modelarts:notebook:create',
  'policy does not allow modelarts:notebook:create',
  '{"Version":"1.1","Statement":[{"Effect":"Deny","Action":["modelarts:pool:delete"]}]}',
  'exit code: 1',
  '{"code":200,"message":"ok"}',
  'modelarts:notebook:create',
  '',
];
for (const text of nearMisses) test(`no denial: ${text.slice(0, 60)}`, () => assert.deepEqual(reads(text), []));

test('a status alone does not tell', () => assert.deepEqual(reads('HTTP/1.1 403 Forbidden'), [{ verdict: 'cannot-tell', actions: [], frames: [], patterns: [], httpStatus: 403 }]));

test('a code that nobody knows does not tell', () => assert.deepEqual(reads('{"error_code":"Foo.0403","error_msg":"Forbidden"}').map(({ verdict, code }) => [verdict, code]), [['cannot-tell', 'Foo.0403']]));

test('texts of megabytes take time in proportion', () => {
  for (const piece of ['User: ', ' is not authorized to perform', '{"', '\\', '│ ', '<Error>', '"error_msg":"', 'User: a is not authorized to perform: a:b:c on resource: ']) {
    const time = (megabytes: number): number => {
      const text = piece.repeat(Math.floor((megabytes * 1e6) / piece.length));
      const start = performance.now();
      reads(text);
      return performance.now() - start;
    };
    time(0.5);
    const [small, large] = [Math.max(time(0.5), 5), time(2)];
    assert.ok(large < small * 30, `${piece}: ${large} ms for four times what took ${small} ms`);
  }
});

/** One case as the list of samples writes it. */
function plain(text: string): Case['expect'][] {
  return readDenial(text, data).denials.map((it) => ({
    denial: it.verdict === 'denial',
    httpStatus: it.httpStatus ?? null,
    code: it.code ?? null,
    action: it.actions[0] ?? null,
    resource: it.resource ?? null,
    principal: it.principal ?? null,
    requestId: it.requestId ?? null,
    decision: it.decision ?? null,
    policyType: it.policyType ?? null,
    encoded: it.encoded ?? null,
  }));
}

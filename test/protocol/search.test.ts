import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findActions, insertAction, openedApis } from '../../server/src/lsp/protocol/search.ts';
import { startClient } from '../support/client.ts';

const uri = 'file:///a.policy.json';
const text = '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["kps:SSHKeyPair:get"]}]}';

test('an action is found, in the language of the client, and what the version does not know comes last', async () => {
  const client = await startClient({ locale: 'zh-cn' });
  const found = await client.ask(findActions, { query: 'POST /v2/{project_id}/training-jobs', version: '1.1' });
  assert.deepEqual(found, [{ action: 'modelarts:trainJob:create', description: '创建训练作业', detail: 'Write · 1.1, 5.0', foundBy: 'POST /v2/{project_id}/training-jobs', otherVersion: false }]);
  const keys = await client.ask(findActions, { query: 'api key', version: '1.1' });
  assert.deepEqual(keys.map((it) => it.otherVersion), [...keys.map((it) => it.otherVersion)].sort((a, b) => Number(a) - Number(b)));
  await client.stop();
});

test('it is written where the cursor is', async () => {
  const client = await startClient();
  client.open(uri, text);
  const params = { textDocument: { uri }, position: { line: 0, character: text.indexOf('kps:') }, action: 'modelarts:notebook:create' };
  const at = { line: 0, character: text.indexOf('"]}]}') + 1 };
  assert.deepEqual(await client.ask(insertAction, params), { edits: [{ range: { start: at, end: at }, newText: ', "modelarts:notebook:create"' }] });
  assert.deepEqual(await client.ask(insertAction, { ...params, action: 'kps:SSHKeyPair:get' }), { edits: [] });
  assert.deepEqual(await client.ask(insertAction, { ...params, action: 'nonsense' }), { problem: '"nonsense" is no action. An action has three parts: "modelarts:notebook:create".' });
  assert.deepEqual(await client.ask(insertAction, { ...params, textDocument: { uri: 'file:///b.policy.json' } }), { problem: 'The cursor is in no statement that lists actions.' });
  await client.stop();
});

test('the requests that a policy opens', async () => {
  const client = await startClient();
  client.open(uri, text.replace('kps:SSHKeyPair:get', 'modelarts:notebook:update'));
  const result = await client.ask(openedApis, { textDocument: { uri } });
  assert.ok('apis' in result);
  assert.deepEqual(result.apis.map((it) => [it.api, it.state, it.message, it.missing]), [
    ['PUT /v1/{project_id}/demanager/instances/{instance_id}', 'allowed', 'Statement 1 allows it.', []],
    ['PUT /v1/{project_id}/notebooks/{id}', 'allowed', 'Statement 1 allows it.', ['csms:secret:get', 'csms:secret:getVersion', 'kps:SSHKeyPair:get']],
  ]);
  client.open('file:///c.policy.json', '{');
  assert.deepEqual(Object.keys(await client.ask(openedApis, { textDocument: { uri: 'file:///c.policy.json' } })), ['problem']);
  await client.stop();
});

test('a method that nobody has is refused as the protocol says', async () => {
  const client = await startClient();
  await assert.rejects(client.request('iamPolicy/nothing', {}), { code: -32601 });
  await client.stop();
});

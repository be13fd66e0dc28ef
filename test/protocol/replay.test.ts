import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replayEnd, replayPiece, replayStart } from '../../server/src/lsp/protocol/replay.ts';
import { custom, withAction } from '../e2e/suite/policies.ts';
import { type Client, startClient } from '../support/client.ts';

const uri = 'file:///dev.policy.json';
const start = async (client: Client, mapping?: string): Promise<number> => {
  const started = await client.ask(replayStart, { before: { uri, text: custom }, after: { uri, text: withAction('modelarts:notebook:get') }, ...(mapping === undefined ? {} : { mapping }) });
  assert.ok('replay' in started);
  return started.replay;
};

test('a file in pieces, told as a page', async () => {
  const client = await startClient();
  const replay = await start(client);
  assert.deepEqual(await client.ask(replayPiece, { replay, text: '{"action":"modelarts:notebook:create"}\n{"action":"model' }), { records: 1 });
  assert.deepEqual(await client.ask(replayPiece, { replay, text: 'arts:notebook:get"}\n{"trace_name":"a","service_type":"b","user":{"name":"c"}}\nx' }), { records: 3 });
  const result = await client.ask(replayEnd, { replay, title: 'requests.jsonl', partial: false });
  assert.ok('markdown' in result);
  assert.deepEqual([result.summary, result.flipped, result.unmapped], ['Decided again: 2. Decisions that flip: 2, of which were allowed: 1.', 2, 1]);
  assert.ok(result.markdown.includes('| 1 | `modelarts:notebook:create` | Allowed → Not granted | 1 |'), result.markdown);
  assert.ok(result.markdown.includes('| 4 | This is no valid JSON. |'), result.markdown);
  assert.deepEqual(JSON.parse(result.mapping), { version: 1, traces: [{ service: 'b', resourceType: '', name: 'a', action: '' }] });
  assert.deepEqual(await client.ask(replayEnd, { replay, title: '', partial: false }), { problem: 'This replay has ended already.' });
  await client.stop();
});

test('one that is given up tells what is known, and a mapping is used', async () => {
  const client = await startClient();
  const replay = await start(client, '{"version":1,"traces":[{"service":"b","name":"a","action":"modelarts:notebook:create"}]}');
  await client.ask(replayPiece, { replay, text: '{"trace_name":"a","service_type":"b","user":{"name":"c"}}\n{"action' });
  const result = await client.ask(replayEnd, { replay, title: 't', partial: true });
  assert.ok('summary' in result);
  assert.equal(result.summary, 'Stopped early. Decided again: 1. Decisions that flip: 1, of which were allowed: 1.');
  await client.stop();
});

test('a policy or a mapping that cannot be used is said', async () => {
  const client = await startClient();
  assert.deepEqual(await client.ask(replayStart, { before: { uri, text: '{' }, after: { uri, text: custom } }), { problem: 'dev.policy.json has a JSON syntax error.' });
  assert.deepEqual(await client.ask(replayStart, { before: { uri, text: custom }, after: { uri, text: custom }, mapping: '{"traces":[{"service":"a","name":"b","action":"c"}]}' }), { problem: 'The trace mapping cannot be used. Line 1, column 47: "c" is no action. Write service:type:operation.' });
  await client.stop();
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainDenial } from '../../server/src/lsp/protocol/denial.ts';
import { custom } from '../e2e/suite/policies.ts';
import { startClient } from '../support/client.ts';

const uri = 'file:///dev.policy.json';
const text = 'User: iam::01:user:alice is not authorized to perform: modelarts:notebook:get on resource: modelarts:cn-north-4:01:notebook:x because no identity-based policy allows the modelarts:notebook:get action.';

test('a refusal is explained under the open policy, with the changes as edits', async () => {
  const client = await startClient();
  client.open(uri, custom);
  const result = await client.ask(explainDenial, { textDocument: { uri }, text });
  assert.ok('denials' in result);
  const [denial, ...more] = result.denials;
  assert.deepEqual(more, []);
  assert.deepEqual([denial?.title, denial?.agreement, denial?.notes], ['modelarts:notebook:get', 'agrees', ['No statement allows it.']]);
  assert.deepEqual(denial?.request, { action: 'modelarts:notebook:get', resource: 'modelarts:cn-north-4:01:notebook:x', context: { 'g:UserName': 'alice' } });
  assert.deepEqual(denial?.changes.map(({ title, also }) => [title, also]), [
    ['Add modelarts:notebook:get to statement 1', 'Grants no other action; this one for every request.'],
    ['Allow modelarts:notebook:get in a new statement', 'Grants no other action; this one for every request.'],
  ]);
  assert.deepEqual(denial?.changes[0]?.edits, [{ range: { start: { line: 6, character: 35 }, end: { line: 6, character: 35 } }, newText: ',\n        "modelarts:notebook:get"' }]);
  await client.stop();
});

test('a text without a refusal, a closed document and a broken policy are said', async () => {
  const client = await startClient();
  assert.deepEqual(await client.ask(explainDenial, { textDocument: { uri }, text }), { problem: 'The document is not open any more.' });
  client.open(uri, custom);
  assert.deepEqual(await client.ask(explainDenial, { textDocument: { uri }, text: 'hello' }), { denials: [], notes: [] });
  client.open('file:///broken.policy.json', '{"Version":');
  assert.deepEqual(await client.ask(explainDenial, { textDocument: { uri: 'file:///broken.policy.json' }, text }), { problem: 'The policy has a syntax error, so nothing can be simulated until it is mended.' });
  assert.deepEqual(client.logged, []);
  await client.stop();
});

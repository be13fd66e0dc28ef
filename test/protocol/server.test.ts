import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detect, documentInfo, simulate } from '../../server/src/lsp/protocol.ts';
import { startClient } from '../support/client.ts';

const uri = 'file:///folder/a.policy.json';

test('pulled diagnostics stand on the exact characters and follow each change', async () => {
  const client = await startClient();
  client.open(uri, '{\n  "Version": "1.1",\n  "Statement": [1,]\n}');
  const [comma] = (await client.diagnostics(uri)).filter((it) => it.code === 'json-syntax');
  assert.deepEqual(comma, {
    range: { start: { line: 2, character: 17 }, end: { line: 2, character: 18 } },
    severity: 1,
    code: 'json-syntax',
    codeDescription: { href: 'https://docs.example/rules/json-syntax.md' },
    source: 'ModelArts Policy',
    message: 'The comma after the last item has to go.',
  });
  const actions = await client.request<{ title: string; edit: unknown; isPreferred: boolean }[]>('textDocument/codeAction', { textDocument: { uri }, range: comma?.range, context: { diagnostics: [] } });
  assert.deepEqual(actions.filter((it) => it.title === 'Remove the comma').map((it) => it.edit), [{ changes: { [uri]: [{ range: comma?.range, newText: '' }] } }]);
  client.change(uri, 2, [{ range: { start: { line: 2, character: 17 }, end: { line: 2, character: 18 } }, text: '' }]);
  assert.deepEqual((await client.diagnostics(uri)).filter((it) => it.code === 'json-syntax'), []);
  await client.stop();
});

test('a client that cannot pull gets its diagnostics pushed, and they go when the document is closed', async () => {
  const client = await startClient({ capabilities: {} });
  client.open(uri, '{,}');
  await client.ask(documentInfo, { textDocument: { uri } });
  assert.ok(client.pushed.at(-1)?.diagnostics.some((it) => it.code === 'json-syntax'));
  client.close(uri);
  await client.ask(documentInfo, { textDocument: { uri } });
  assert.deepEqual(client.pushed.at(-1), { uri, diagnostics: [] });
  await client.stop();
});

test('texts are Chinese for a Chinese client', async () => {
  const client = await startClient({ locale: 'zh-CN', chinese: { 'The comma after the last item has to go.': '最后一项后面的逗号必须去掉。' } });
  client.open(uri, '{"Version": "1.1", "Statement": [1,]}');
  const messages = (await client.diagnostics(uri)).filter((it) => it.code === 'json-syntax').map((it) => [it.message, it.codeDescription?.href]);
  assert.deepEqual(messages, [['最后一项后面的逗号必须去掉。', 'https://docs.example/rules/json-syntax.zh-cn.md']]);
  await client.stop();
});

test('a document that is not open has no answers, and no request is an exception', async () => {
  const client = await startClient();
  assert.deepEqual(await client.diagnostics('file:///nowhere.policy.json'), []);
  assert.equal(await client.ask(documentInfo, { textDocument: { uri: 'file:///nowhere.policy.json' } }), null);
  assert.deepEqual(client.logged, []);
  await client.stop();
});

test('a document that is closed is said to be so in the language of the client', async () => {
  const client = await startClient({ locale: 'zh-CN', chinese: { 'The document is not open any more.': '文档已经关闭。' } });
  assert.deepEqual(await client.ask(simulate, { textDocument: { uri: 'file:///nowhere.policy.json' }, request: { action: 'modelarts:pool:get' } }), { problem: '文档已经关闭。' });
  await client.stop();
});

test('a bug of ours is answered in the language of the client, and is in the log', async () => {
  const client = await startClient({ locale: 'zh-CN', chinese: { 'This did not work. The log says why.': '操作未成功，原因见日志。' } });
  client.open(uri, '{}');
  assert.deepEqual(await client.ask(simulate, { textDocument: { uri }, request: undefined as never }), { problem: '操作未成功，原因见日志。' });
  assert.equal(client.logged.length, 1);
  await client.stop();
});

const texts: readonly (readonly [string, string, string])[] = [
  ['a 1.1 policy', '{"Version": "1.1", "Statement": []}', 'custom-1.1'],
  ['its first half', '{"Version": "1.1", "Statement": [{"Effect": "Al', 'custom-1.1'],
  ['a trust policy', '{"Version": "5.0", "Statement": [{"Principal": {"Service": ["service.ModelArts"]}}]}', 'trust-5.0'],
  ['a policy of AWS', '{"Version": "2012-10-17", "Statement": [{"Action": "s3:GetObject"}]}', 'aws'],
  ['a bucket policy', '{"Statement": [{"Principal": {"ID": "*"}}]}', 'obs-bucket'],
  ['another JSON file', '{"name": "x", "Statement": []}', 'none'],
];

for (const [what, text, kind] of texts) {
  test(`by content, ${what} is ${kind}`, async () => {
    const client = await startClient();
    assert.deepEqual(await client.ask(detect, { text }), { kind });
    await client.stop();
  });
}

import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { ClientCapabilities, CodeAction, Diagnostic, TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { explain } from '../../server/src/lsp/protocol.ts';
import { type Client, type ClientOptions, editorCapabilities } from '../support/client.ts';
import { type OpenFolder, openFolder } from '../support/open-folder.ts';

const policy = '{ "Version": "1.1", "Statement": [{ "Effect": "allow", "Action": ["ModelArts:notebook:list"] }] }';
const capabilities: ClientCapabilities = { ...editorCapabilities, workspace: { diagnostics: { refreshSupport: true }, workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } } };

const startIn = (files: Readonly<Record<string, string>>, more: ClientOptions = {}): Promise<OpenFolder> => openFolder(files, { capabilities, ...more });

const short = (found: readonly Diagnostic[]): string[] => found.map((it) => `${it.severity} ${it.code}`);
const lastPushed = (client: Client, uri: string): string[] | undefined => client.pushed.filter((it) => it.uri === uri).map((it) => it.diagnostics.map((found) => `${found.code} ${found.range.start.line}:${found.range.start.character}`)).at(-1);

test('severities, ignores and kinds of the nearest file count', async () => {
  const { client, uri } = await startIn({
    '.modelarts-policy.json': '{ "rules": { "effect-case": "error" }, "kinds": { "scp/*": "scp-5.0" }, "ignore": [{ "code": "uppercase-service", "file": "a.policy.json", "text": "ModelArts" }] }',
  });
  client.open(uri('a.policy.json'), policy);
  assert.deepEqual(short(await client.diagnostics(uri('a.policy.json'))), ['1 effect-case']);
  client.open(uri('scp/b.policy.json'), '{}');
  assert.deepEqual(await client.request('iamPolicy/documentInfo', { textDocument: { uri: uri('scp/b.policy.json') } }), { kind: 'scp-5.0', label: 'Service control policy 5.0' });
  assert.equal(client.pushed.length, 0);
  await client.stop();
});

test('a Deny of ModelArts is idle only where the file says that the account is strict', async () => {
  const idle = '{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list"] }, { "Effect": "Deny", "Action": ["modelarts:pool:delete"] }] }';
  const { client, uri } = await startIn({ 'strict/.modelarts-policy.json': '{ "authorization": "strict" }' });
  client.open(uri('a.policy.json'), idle);
  client.open(uri('strict/b.policy.json'), idle);
  assert.deepEqual(short(await client.diagnostics(uri('a.policy.json'))), []);
  assert.deepEqual(short(await client.diagnostics(uri('strict/b.policy.json'))), ['4 idle-deny']);
  await client.stop();
});

test('what is wrong in a configuration is told about that file, and taken back', async () => {
  const ignore = '{ "code": "effect-case", "file": "a.policy.json", "text": "deny" }';
  const { client, uri, write } = await startIn({ '.modelarts-policy.json': `{ "rules": { "x": "off" },\n "ignore": [${ignore}] }` });
  const config = uri('.modelarts-policy.json');
  client.open(uri('a.policy.json'), policy);
  await client.diagnostics(uri('a.policy.json'));
  assert.deepEqual(lastPushed(client, config), ['invalid-config 0:14', 'unused-ignore 1:12']);

  client.change(uri('a.policy.json'), 2, [{ text: policy.replace('allow', 'deny') }]);
  assert.deepEqual(short(await client.diagnostics(uri('a.policy.json'))).includes('3 effect-case'), false);
  assert.deepEqual(lastPushed(client, config), ['invalid-config 0:14']);

  write('.modelarts-policy.json', '{ "rules": {} "x" }');
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: config, type: 2 }] });
  assert.ok(short(await client.diagnostics(uri('a.policy.json'))).includes('3 effect-case'), 'a broken file gives the defaults');
  assert.deepEqual(lastPushed(client, config), ['invalid-config 0:13']);

  rmSync(fileURLToPath(config));
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: config, type: 3 }] });
  await client.diagnostics(uri('a.policy.json'));
  assert.deepEqual(lastPushed(client, config), []);
  assert.equal(client.refreshed(), 2);
  await client.stop();
});

test('it is told only while a policy below it is open', async () => {
  const { client, uri } = await startIn({ '.modelarts-policy.json': '[]' });
  client.open(uri('a.policy.json'), policy);
  await client.diagnostics(uri('a.policy.json'));
  assert.deepEqual(lastPushed(client, uri('.modelarts-policy.json')), ['invalid-config 0:0']);
  client.close(uri('a.policy.json'));
  await client.request('iamPolicy/detect', { text: '' });
  assert.deepEqual(lastPushed(client, uri('.modelarts-policy.json')), []);
  await client.stop();
});

test('a client that is told of changes asks again, one that cannot ask gets them', async () => {
  const { client, uri, write } = await startIn({}, { capabilities: { workspace: {} } });
  client.open(uri('a.policy.json'), policy);
  await client.request('iamPolicy/detect', { text: '' });
  write('.modelarts-policy.json', '{ "rules": { "effect-case": "off" } }');
  client.notify('workspace/didChangeWatchedFiles', { changes: [] });
  await client.request('iamPolicy/detect', { text: '' });
  assert.deepEqual(client.pushed.filter((it) => it.uri === uri('a.policy.json')).map((it) => short(it.diagnostics)), [['3 effect-case', '3 uppercase-service'], ['3 uppercase-service']]);
  await client.stop();
});

test('settings count where the file says nothing, and follow their changes', async () => {
  const { client, uri } = await startIn({ 'in/.modelarts-policy.json': '{ "rules": { "effect-case": "warning" } }' }, { initializationOptions: { rules: { 'effect-case': 'off', 'uppercase-service': 'hint' } } });
  for (const name of ['a.policy.json', 'in/b.policy.json']) client.open(uri(name), policy);
  assert.deepEqual(short(await client.diagnostics(uri('a.policy.json'))), ['4 uppercase-service']);
  assert.deepEqual(short(await client.diagnostics(uri('in/b.policy.json'))), ['2 effect-case', '4 uppercase-service']);
  client.notify('workspace/didChangeConfiguration', { settings: { modelartsPolicy: { rules: { 'uppercase-service': 'off' } } } });
  assert.deepEqual(short(await client.diagnostics(uri('a.policy.json'))), ['3 effect-case']);
  for (const settings of [null, undefined, {}, { modelartsPolicy: null }]) client.notify('workspace/didChangeConfiguration', { settings });
  assert.deepEqual(short(await client.diagnostics(uri('a.policy.json'))), ['3 effect-case']);
  assert.deepEqual(client.logged, []);
  await client.stop();
});

/** The actions at the first place of a text. */
async function actionsAt(client: Client, uri: string, text: string, part: string, only?: string[]): Promise<CodeAction[]> {
  const document = TextDocument.create(uri, 'iam-policy', 1, text);
  const position = document.positionAt(text.indexOf(part));
  return client.request('textDocument/codeAction', { textDocument: { uri }, range: { start: position, end: position }, context: { diagnostics: [], ...(only ? { only } : {}) } });
}

test('Ignore here writes a new configuration into the open folder, which then silences the finding', async () => {
  const { client, uri } = await startIn({}, { initializationOptions: { saveCommand: 'save' } });
  const name = 'deep/a.policy.json';
  client.open(uri(name), policy);
  const actions = await actionsAt(client, uri(name), policy, '"allow"');
  assert.deepEqual(actions.map((it) => it.title), ['Change to "Allow"', 'Ignore here… (effect-case)']);
  const config = uri('.modelarts-policy.json');
  const content = '{\n  "ignore": [\n    { "code": "effect-case", "file": "deep/a.policy.json", "text": "allow", "effect": "Allow" }\n  ]\n}\n';
  const start = { line: 0, character: 0 };
  assert.deepEqual(actions[1]?.edit, {
    documentChanges: [
      { kind: 'create', uri: config, options: { ignoreIfExists: true } },
      { textDocument: { uri: config, version: null }, edits: [{ range: { start, end: start }, newText: content }] },
    ],
  });
  assert.deepEqual(actions[1]?.command, { title: '', command: 'save', arguments: [config] });
  writeFileSync(fileURLToPath(config), content);
  client.notify('workspace/didChangeWatchedFiles', { changes: [] });
  assert.deepEqual(short(await client.diagnostics(uri(name))), ['3 uppercase-service']);
  assert.equal(lastPushed(client, config), undefined);
  await client.stop();
});

test('Ignore here adds to the nearest configuration, and leaves a broken one alone', async () => {
  const before = '{\r\n\t"rules": {},\r\n\t"ignore": [\r\n\t\t{ "code": "effect-case", "file": "b.policy.json", "text": "deny" }\r\n\t]\r\n}\r\n';
  const { client, uri, write } = await startIn({ '.modelarts-policy.json': before, 'b.policy.json': '' });
  const config = uri('.modelarts-policy.json');
  client.open(uri('a.policy.json'), policy);
  const [ignore] = (await actionsAt(client, uri('a.policy.json'), policy, 'ModelArts')).filter((it) => it.title.startsWith('Ignore'));
  const [change] = (ignore?.edit?.documentChanges ?? []) as { textDocument: object; edits: TextEdit[] }[];
  assert.deepEqual(change?.textDocument, { uri: config, version: null });
  const changed = TextDocument.applyEdits(TextDocument.create(config, 'json', 0, before), change?.edits ?? []);
  assert.equal(changed, before.replace('"deny" }', '"deny" },\r\n\t\t{ "code": "uppercase-service", "file": "a.policy.json", "text": "ModelArts:notebook:list", "effect": "Allow" }'));
  write('.modelarts-policy.json', '{ "ignore": 1 }');
  client.notify('workspace/didChangeWatchedFiles', { changes: [] });
  assert.deepEqual((await actionsAt(client, uri('a.policy.json'), policy, 'ModelArts')).map((it) => it.title), ['Change to "modelarts"']);
  await client.stop();
});

test('Ignore here is not offered where there is no file, no JSON, or no client that can do it', async () => {
  const { client, uri } = await startIn({});
  const broken = policy.replace('["ModelArts:notebook:list"]', '["ModelArts:notebook:list",]');
  client.open(uri('a.policy.json'), broken);
  assert.deepEqual((await actionsAt(client, uri('a.policy.json'), broken, ',]')).map((it) => it.title), ['Remove the comma']);
  client.open('untitled:Untitled-1', policy);
  assert.deepEqual((await actionsAt(client, 'untitled:Untitled-1', policy, '"allow"')).map((it) => it.title), ['Change to "Allow"']);
  await client.stop();
  const plain = await startIn({}, { capabilities: editorCapabilities });
  plain.client.open(plain.uri('a.policy.json'), policy);
  assert.deepEqual((await actionsAt(plain.client, plain.uri('a.policy.json'), policy, '"allow"')).map((it) => it.title), ['Change to "Allow"']);
  await plain.client.stop();
});

test('fix all is offered when it is asked for, applies all safe fixes and is done then', async () => {
  const { client, uri } = await startIn({ '.modelarts-policy.json': '{ "rules": { "uppercase-service": "off" } }' });
  const text = policy.replace('"]', '", ]');
  const name = uri('a.policy.json');
  client.open(name, text);
  for (const only of ['source.fixAll.iamPolicy', 'source.fixAll', 'source']) {
    const actions = await actionsAt(client, name, text, '{', [only]);
    assert.deepEqual(actions.map((it) => [it.title, it.kind]), [['Fix all that is safe to fix', 'source.fixAll.iamPolicy']], only);
    const fixed = TextDocument.applyEdits(TextDocument.create(name, 'iam-policy', 1, text), actions[0]?.edit?.changes?.[name] ?? []);
    assert.equal(fixed, policy.replace('allow', 'Allow').replace('"]', '" ]'));
  }
  for (const only of ['source.organizeImports', 'source.fixAll.other', 'refactor', 'quickfix']) assert.deepEqual((await actionsAt(client, name, text, '"Version"', [only])).map((it) => it.title), [], only);
  client.change(name, 2, [{ text: policy.replace('allow', 'Allow') }]);
  assert.deepEqual(await actionsAt(client, name, text, '{', ['source.fixAll']), []);
  client.change(name, 3, [{ text: policy.slice(0, -20) + '"x" "y" :' }]);
  assert.deepEqual(await actionsAt(client, name, text, '{', ['source.fixAll']), [], 'a text that would still be broken is left alone');
  await client.stop();
});

test('a policy in words', async () => {
  const { client, uri } = await startIn({});
  client.open(uri('a.policy.json'), policy);
  const words = await client.ask(explain, { textDocument: { uri: uri('a.policy.json') } });
  assert.match('markdown' in words ? words.markdown : words.problem, /^# The policy in words\n\nWhoever holds this policy may:\n\n- \*\*Statement 1\*\*\n {2}- `ModelArts:notebook:list`: /);
  assert.deepEqual(await client.ask(explain, { textDocument: { uri: uri('gone.policy.json') } }), { problem: 'The document is not open any more.' });
  await client.stop();
});

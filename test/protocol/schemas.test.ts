import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver';
import { nodeHost } from '../../server/src/files/host.ts';
import { catalogWithSchemas } from '../../server/src/files/session-host.ts';
import { type OpenFolder, openFolder } from '../support/open-folder.ts';

const schema = JSON.stringify({ version: 'v1', actions: [{ name: 'modelarts:pool:paint', access_level: 'write', permission_only: false, description: { en_US: 'Paint a pool', zh_CN: '粉刷资源池' } }] });
const policy = '{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:pool:paint"] }] }';

const startIn = (files: Readonly<Record<string, string>>, catalogFolders: readonly string[] = []): Promise<OpenFolder> => openFolder(files, { initializationOptions: { catalogFolders }, ...catalogWithSchemas(nodeHost()) });

const short = (found: readonly Diagnostic[]): string[] => found.map((it) => `${it.code}`);

test('schemas that the configuration names are laid over the facts, for findings and hover', async () => {
  const { client, uri } = await startIn({ '.modelarts-policy.json': '{ "catalog": ["schemas"] }', 'schemas/modelarts.json': schema });
  client.open(uri('a.policy.json'), policy);
  assert.deepEqual(short(await client.diagnostics(uri('a.policy.json'))), []);
  const hover = await client.request<{ contents: { value: string } }>('textDocument/hover', { textDocument: { uri: uri('a.policy.json') }, position: { line: 0, character: policy.indexOf('paint') } });
  assert.match(hover.contents.value, /Paint a pool/);
  await client.stop();
});

test('so are those that the settings name, until they no longer do', async () => {
  const { client, uri } = await startIn({ 'schemas/modelarts.json': schema }, ['schemas']);
  client.open(uri('a.policy.json'), policy);
  assert.deepEqual(short(await client.diagnostics(uri('a.policy.json'))), []);
  client.notify('workspace/didChangeConfiguration', { settings: { modelartsPolicy: { catalogFolders: [] } } });
  assert.deepEqual(short(await client.diagnostics(uri('a.policy.json'))), ['unknown-action']);
  await client.stop();
});

test('a schema that is refused is a finding on its folder; it counts once it is mended', async () => {
  const { client, uri, write } = await startIn({ '.modelarts-policy.json': '{ "catalog": ["schemas"] }', 'schemas/modelarts.json': schema.replace('"access_level":"write",', '') });
  client.open(uri('a.policy.json'), policy);
  assert.deepEqual(short(await client.diagnostics(uri('a.policy.json'))), ['unknown-action']);
  const said = client.pushed.filter((it) => it.uri === uri('.modelarts-policy.json')).at(-1)?.diagnostics;
  // No schema knows what a folder holds: an editor that checks the open file against one still needs the finding.
  assert.deepEqual(said?.map((it) => it.data), [undefined]);
  assert.deepEqual(said?.map((it) => `${it.range.start.character} ${it.message}`), ['14 schemas/modelarts.json:1:28: This authorization schema is refused: "access_level" is missing.']);
  write('schemas/modelarts.json', schema);
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('schemas/modelarts.json'), type: 2 }] });
  assert.deepEqual(short(await client.diagnostics(uri('a.policy.json'))), []);
  assert.deepEqual(client.pushed.filter((it) => it.uri === uri('.modelarts-policy.json')).at(-1)?.diagnostics, []);
  await client.stop();
});

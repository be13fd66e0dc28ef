import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction, Diagnostic } from 'vscode-languageserver';
import { type ClientOptions, editorCapabilities } from '../support/client.ts';
import { openFolder } from '../support/open-folder.ts';

const capabilities = { ...editorCapabilities, workspace: { diagnostics: { refreshSupport: true }, workspaceEdit: { documentChanges: true, resourceOperations: ['create' as const] } } };
const allow = policy('Allow', 'modelarts:pool:delete', 'modelarts:pool:list');
const deny = policy('Deny', 'modelarts:pool:delete');
const config = '{ "sets": { "staff": ["dev.policy.json", "./ops/ops.policy.json"] } }';

/** One statement, an action in each line from the fifth on. */
function policy(effect: string, ...actions: string[]): string {
  return `{\n  "Version": "1.1",\n  "Statement": [{\n    "Effect": "${effect}", "Action": [\n${actions.map((it) => `      "${it}"`).join(',\n')}\n    ]\n  }]\n}\n`;
}

async function startIn(files: Readonly<Record<string, string>>, more: ClientOptions = {}) {
  const { client, uri, write } = await openFolder(files, { capabilities, ...more });
  /** Severity, place and code of what sets have a say in; behind it where it leads. */
  const shown = (found: readonly Diagnostic[]): string[] =>
    found
      .filter((it) => it.code !== 'unknown-action')
      .map(({ severity, code, range, relatedInformation = [] }) => `${severity} ${range.start.line}:${range.start.character} ${code}${relatedInformation.map((it) => ` -> ${it.location.uri.slice(uri('x').length - 1)} ${it.location.range.start.line}:${it.location.range.start.character}`).join('')}`);
  return { client, uri, write, shown, diagnostics: async (name: string) => shown(await client.diagnostics(uri(name))), settled: () => client.request('iamPolicy/detect', { text: '' }) };
}

test('a Deny on the disk is told where the Allow is open, with a link', async () => {
  const { client, uri, diagnostics } = await startIn({ '.modelarts-policy.json': config, 'dev.policy.json': allow, 'ops/ops.policy.json': deny });
  client.open(uri('dev.policy.json'), allow);
  assert.deepEqual(await diagnostics('dev.policy.json'), ['2 4:6 denied-allow -> ops/ops.policy.json 4:6']);
  const [found] = await client.diagnostics(uri('dev.policy.json'));
  assert.equal(found?.message, 'Allowed here, but denied by statement 1 of ops/ops.policy.json, for everybody in the set "staff". Example: modelarts:pool:delete.');
  assert.deepEqual(client.logged, []);
  await client.stop();
});

test('the document of the Deny shows it as information, whatever else is open', async () => {
  const { client, uri, diagnostics } = await startIn({ '.modelarts-policy.json': config, 'dev.policy.json': allow, 'ops/ops.policy.json': deny });
  client.open(uri('ops/ops.policy.json'), deny);
  assert.deepEqual(await diagnostics('ops/ops.policy.json'), ['3 4:6 denied-allow -> dev.policy.json 4:6']);
  const found = (await client.diagnostics(uri('ops/ops.policy.json'))).find((it) => it.code === 'denied-allow');
  assert.equal(found?.message, 'Denies "modelarts:pool:delete", which statement 1 of dev.policy.json allows, for everybody in the set "staff".');
  const actions = await client.request<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: uri('ops/ops.policy.json') }, range: found?.range, context: { diagnostics: [] } });
  assert.deepEqual(actions.filter((it) => it.title.includes('denied-allow')), [], 'it is ignored where it is counted');
  await client.stop();
});

test('an edit of one document asks anew about the other, once, and only when that changes', async () => {
  const { client, uri, diagnostics, settled } = await startIn({ '.modelarts-policy.json': config, 'dev.policy.json': allow, 'ops/ops.policy.json': deny });
  client.open(uri('dev.policy.json'), allow);
  client.open(uri('ops/ops.policy.json'), deny);
  await diagnostics('dev.policy.json');
  await diagnostics('ops/ops.policy.json');
  assert.equal(client.refreshed(), 0);

  client.change(uri('ops/ops.policy.json'), 2, [{ text: policy('Deny', 'modelarts:pool:deleteX') }]);
  assert.deepEqual(await diagnostics('ops/ops.policy.json'), []);
  await settled();
  assert.equal(client.refreshed(), 1);
  assert.deepEqual(await diagnostics('dev.policy.json'), []);
  assert.deepEqual(await diagnostics('ops/ops.policy.json'), []);
  await settled();
  assert.equal(client.refreshed(), 1, 'answers do not ask again');

  client.change(uri('ops/ops.policy.json'), 3, [{ text: policy('Deny', 'modelarts:pool:deleteXY') }]);
  await diagnostics('ops/ops.policy.json');
  await settled();
  assert.equal(client.refreshed(), 1, 'nothing changed for the other');

  client.change(uri('ops/ops.policy.json'), 4, [{ text: `\n${deny}` }]);
  assert.deepEqual(await diagnostics('ops/ops.policy.json'), ['3 5:6 denied-allow -> dev.policy.json 4:6']);
  await settled();
  assert.equal(client.refreshed(), 2);
  assert.deepEqual(await diagnostics('dev.policy.json'), ['2 4:6 denied-allow -> ops/ops.policy.json 5:6']);
  await client.stop();
});

test('open text counts before the disk, until it is closed', async () => {
  const { client, uri, diagnostics, settled } = await startIn({ '.modelarts-policy.json': config, 'dev.policy.json': allow, 'ops/ops.policy.json': policy('Deny', 'obs:object:*') });
  client.open(uri('dev.policy.json'), allow);
  assert.deepEqual(await diagnostics('dev.policy.json'), []);
  client.open(uri('ops/ops.policy.json'), deny);
  await diagnostics('ops/ops.policy.json');
  await settled();
  assert.equal(client.refreshed(), 1);
  assert.deepEqual(await diagnostics('dev.policy.json'), ['2 4:6 denied-allow -> ops/ops.policy.json 4:6']);
  client.close(uri('ops/ops.policy.json'));
  await settled();
  assert.equal(client.refreshed(), 2);
  assert.deepEqual(await diagnostics('dev.policy.json'), []);
  await client.stop();
});

test('a file of the set that changes on the disk is read again', async () => {
  const { client, uri, write, diagnostics, settled } = await startIn({ '.modelarts-policy.json': config, 'dev.policy.json': allow, 'ops/ops.policy.json': deny });
  client.open(uri('dev.policy.json'), allow);
  await diagnostics('dev.policy.json');
  write('ops/ops.policy.json', policy('Deny', 'modelarts:pool:list'));
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('ops/ops.policy.json'), type: 2 }] });
  await settled();
  assert.equal(client.refreshed(), 1);
  assert.deepEqual(await diagnostics('dev.policy.json'), ['2 5:6 denied-allow -> ops/ops.policy.json 4:6']);
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('ops/ops.policy.json'), type: 2 }] });
  await settled();
  assert.equal(client.refreshed(), 1, 'it is the same');
  await client.stop();
});

test('what is wrong with a set is told in the configuration, and taken back', async () => {
  const { client, uri, write, shown, diagnostics, settled } = await startIn({ '.modelarts-policy.json': '{ "sets": {\n  "staff": ["dev.policy.json", "gone.policy.json",\n    { "system": "ModelArts FullAccess" }] } }', 'dev.policy.json': allow });
  client.open(uri('dev.policy.json'), allow);
  assert.deepEqual(await diagnostics('dev.policy.json'), []);
  const told = (): string[] | undefined => client.pushed.filter((it) => it.uri === uri('.modelarts-policy.json')).map((it) => shown(it.diagnostics)).at(-1);
  assert.deepEqual(told(), ['3 1:2 unknown-in-set', '1 1:31 invalid-config']);
  write('gone.policy.json', deny);
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('gone.policy.json'), type: 1 }] });
  await settled();
  assert.deepEqual(told(), ['3 1:2 unknown-in-set']);
  assert.deepEqual(await diagnostics('dev.policy.json'), ['2 4:6 denied-allow -> gone.policy.json 4:6']);
  await client.stop();
});

test('it is told also when only a document of no set is open', async () => {
  const { client, uri, diagnostics } = await startIn({ '.modelarts-policy.json': '{ "sets": { "staff": ["gone.policy.json"] } }' });
  client.open(uri('other.policy.json'), allow);
  assert.deepEqual(await diagnostics('other.policy.json'), []);
  for (let round = 0; round < 20 && !client.pushed.some((it) => it.diagnostics.length > 0); round++) await client.request('iamPolicy/detect', { text: '' });
  assert.deepEqual(client.pushed.filter((it) => it.uri === uri('.modelarts-policy.json')).at(-1)?.diagnostics.map((it) => it.code), ['invalid-config']);
  await client.stop();
});

test('severities and ignores count, also for what the document of the Deny shows', async () => {
  const configured = (more: string): string => `{ "sets": { "staff": ["dev.policy.json", "ops/ops.policy.json"] }, ${more} }`;
  const { client, uri, write, diagnostics } = await startIn({ '.modelarts-policy.json': configured('"rules": { "denied-allow": "hint" }'), 'dev.policy.json': allow, 'ops/ops.policy.json': deny });
  client.open(uri('dev.policy.json'), allow);
  client.open(uri('ops/ops.policy.json'), deny);
  assert.deepEqual([await diagnostics('dev.policy.json'), await diagnostics('ops/ops.policy.json')], [['4 4:6 denied-allow -> ops/ops.policy.json 4:6'], ['4 4:6 denied-allow -> dev.policy.json 4:6']]);
  write('.modelarts-policy.json', configured('"ignore": [{ "code": "denied-allow", "file": "dev.policy.json", "text": "modelarts:pool:delete" }]'));
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('.modelarts-policy.json'), type: 2 }] });
  assert.deepEqual([await diagnostics('dev.policy.json'), await diagnostics('ops/ops.policy.json')], [[], []]);
  assert.deepEqual(client.pushed.filter((it) => it.uri === uri('.modelarts-policy.json')).at(-1)?.diagnostics ?? [], [], 'the ignore is used');
  await client.stop();
});

test('the light bulb takes the string out, and can ignore it', async () => {
  const { client, uri, diagnostics } = await startIn({ '.modelarts-policy.json': config, 'dev.policy.json': allow, 'ops/ops.policy.json': deny });
  client.open(uri('dev.policy.json'), allow);
  await diagnostics('dev.policy.json');
  const actions = await client.request<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: uri('dev.policy.json') }, range: { start: { line: 4, character: 8 }, end: { line: 4, character: 8 } }, context: { diagnostics: [], only: ['quickfix'] } });
  assert.deepEqual(actions.map((it) => it.title), ['Remove it from this statement (changes nothing in the set "staff")', 'Ignore here… (denied-allow)']);
  await client.stop();
});

test('a client that does not ask is sent what changed', async () => {
  const { client, uri, shown, settled } = await startIn({ '.modelarts-policy.json': config, 'dev.policy.json': allow, 'ops/ops.policy.json': deny }, { capabilities: { workspace: {} } });
  const last = (name: string): string[] | undefined => client.pushed.filter((it) => it.uri === uri(name)).map((it) => shown(it.diagnostics)).at(-1);
  client.open(uri('dev.policy.json'), allow);
  client.open(uri('ops/ops.policy.json'), deny);
  for (let round = 0; round < 20 && !last('ops/ops.policy.json'); round++) await settled();
  assert.deepEqual([last('dev.policy.json'), last('ops/ops.policy.json')], [['2 4:6 denied-allow -> ops/ops.policy.json 4:6'], ['3 4:6 denied-allow -> dev.policy.json 4:6']]);
  client.change(uri('ops/ops.policy.json'), 2, [{ text: policy('Deny', 'modelarts:pool:list') }]);
  await settled();
  assert.deepEqual([last('dev.policy.json'), last('ops/ops.policy.json')], [['2 5:6 denied-allow -> ops/ops.policy.json 4:6'], ['3 4:6 denied-allow -> dev.policy.json 5:6']]);
  const count = client.pushed.length;
  client.change(uri('ops/ops.policy.json'), 3, [{ text: `${policy('Deny', 'modelarts:pool:list')}\n` }]);
  await settled();
  assert.equal(client.pushed.length, count + 1, 'only the document that changed');
  await client.stop();
});

test('a document of a set has no idle Deny of its own; the set judges it with every Allow', async () => {
  const idle = '{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["obs:object:*"] }, { "Effect": "Deny", "Action": ["ecs:cloudServers:delete"] }] }';
  const { client, uri, write, diagnostics, settled } = await startIn({ '.modelarts-policy.json': config, 'dev.policy.json': idle, 'ops/ops.policy.json': policy('Allow', 'ecs:cloudServers:*') });
  client.open(uri('dev.policy.json'), idle);
  client.open(uri('alone.policy.json'), idle);
  const of = async (name: string): Promise<boolean> => (await diagnostics(name)).some((it) => it.includes('idle-deny'));
  assert.deepEqual([await of('dev.policy.json'), await of('alone.policy.json')], [false, true]);
  write('ops/ops.policy.json', policy('Allow', 'obs:bucket:*'));
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('ops/ops.policy.json'), type: 2 }] });
  await settled();
  assert.deepEqual(await of('dev.policy.json'), true);
  await client.stop();
});

test('half a policy in one document leaves the others alone', async () => {
  const { client, uri, diagnostics } = await startIn({ '.modelarts-policy.json': config, 'dev.policy.json': allow, 'ops/ops.policy.json': deny });
  client.open(uri('dev.policy.json'), allow);
  client.open(uri('ops/ops.policy.json'), deny);
  for (let length = 0, version = 2; length <= deny.length; length += 7, version++) {
    client.change(uri('ops/ops.policy.json'), version, [{ text: deny.slice(0, length) }]);
    await diagnostics('ops/ops.policy.json');
    assert.ok((await diagnostics('dev.policy.json')).every((it) => it === '2 4:6 denied-allow -> ops/ops.policy.json 4:6'));
  }
  assert.deepEqual(client.logged, []);
  await client.stop();
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction, CodeActionContext } from 'vscode-languageserver';
import { startClient } from '../support/client.ts';

const uri = 'file:///folder/team.policy.json';
const policy = '{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["obs:bucket:ListBucket", "modelarts:edgePool:*"]}]}';

test('refactorings are looked for when the menu is opened, and refusals are told when they are asked for', async () => {
  const client = await startClient();
  client.open(uri, policy);
  const position = { line: 0, character: policy.indexOf('edgePool') };
  const ask = (context: Omit<CodeActionContext, 'diagnostics'>): Promise<CodeAction[]> => client.request('textDocument/codeAction', { textDocument: { uri }, range: { start: position, end: position }, context: { diagnostics: [], ...context } });
  const kinds = (actions: readonly CodeAction[]): unknown[] => actions.map((it) => [it.kind, it.disabled?.reason]);
  assert.deepEqual(kinds(await ask({ triggerKind: 2 })), []);
  const [expand, sort, ...others] = await ask({ triggerKind: 1 });
  assert.deepEqual([kinds(others), expand?.kind, sort?.kind], [[], 'refactor.rewrite.expandWildcard', 'refactor.rewrite.sortList']);
  assert.equal(expand?.title, 'Expand modelarts:edgePool:* to the 3 known actions (same known actions, future ones differ)');
  assert.deepEqual(expand.edit?.changes?.[uri]?.map((it) => it.newText), ['"obs:bucket:ListBucket", "modelarts:edgePool:get", "modelarts:edgePool:list", "modelarts:edgePool:update"']);
  assert.deepEqual(kinds(await ask({ triggerKind: 2, only: ['refactor'] })).length, 2);
  assert.deepEqual(kinds(await ask({ triggerKind: 1, only: ['quickfix'] })), []);
  client.change(uri, 2, [{ text: policy.replace('edgePool', 'nothing') }]);
  assert.deepEqual(kinds(await ask({ only: ['refactor.rewrite'] })), [['refactor.rewrite.expandWildcard', 'No known action matches it.'], ['refactor.rewrite.sortList', undefined]]);
  assert.deepEqual(client.logged, []);
  await client.stop();
});

test('a split policy is made beside it, under names that no file has', async () => {
  const get = (index: number): string => `{"Effect": "Allow", "Action": ["my:type${index}:get"]}`;
  const large = (count: number): string => `{"Version": "1.1", "Statement": [${Array.from({ length: count }, (_, index) => get(index)).join(', ')}]}`;
  const create = { workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create' as const] } } };
  const ask = async (where: string, capabilities: object): Promise<CodeAction | undefined> => {
    const client = await startClient({ capabilities, readFile: (it) => (it === 'file:///folder/te%20am-2.policy.json' ? '{}' : undefined) });
    client.open(where, large(10));
    const position = { line: 0, character: 0 };
    const found = await client.request<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: where }, range: { start: position, end: position }, context: { diagnostics: [], only: ['refactor.rewrite.splitPolicy'] } });
    assert.deepEqual(client.logged, []);
    await client.stop();
    return found.find((it) => it.kind === 'refactor.rewrite.splitPolicy');
  };
  const made = await ask('file:///folder/te%20am.policy.json', create);
  assert.equal(made?.title, 'Split into 2 policies, with te am-3.policy.json beside it (the same when all are granted together)');
  const at = { line: 0, character: 0 };
  const sibling = 'file:///folder/te%20am-3.policy.json';
  const [creation, filling, own] = (made.edit?.documentChanges ?? []) as [object, object, { textDocument: object }];
  assert.deepEqual(creation, { kind: 'create', uri: sibling, options: { overwrite: false } });
  assert.deepEqual(filling, { textDocument: { uri: sibling, version: null }, edits: [{ range: { start: at, end: at }, newText: `{"Version": "1.1", "Statement": [${get(8)}, ${get(9)}]}` }] });
  assert.deepEqual(own.textDocument, { uri: 'file:///folder/te%20am.policy.json', version: 1 });
  assert.equal(await ask('file:///folder/te%20am.policy.json', {}), undefined);
  assert.equal(await ask('untitled:Untitled-1', create), undefined);
});

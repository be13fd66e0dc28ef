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

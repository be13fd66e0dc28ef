import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { custom } from './policies.ts';
import { test } from './runner.ts';
import { open, until, workspaceFile } from './workspace.ts';

test('the builder opens beside the text of a policy, saved or not, and leaves the text as it is', async () => {
  const { document } = await open(workspaceFile('developer.policy.json'));
  await vscode.commands.executeCommand('modelartsPolicy.openBuilder');
  await until('the builder', () => builderOf(document.uri));
  assert.ok(vscode.window.visibleTextEditors.some((it) => it.document === document));
  assert.equal(document.isDirty, false);
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');

  const unsaved = await vscode.workspace.openTextDocument({ language: 'iam-policy', content: custom });
  await vscode.window.showTextDocument(unsaved);
  await vscode.commands.executeCommand('modelartsPolicy.openBuilder', unsaved.uri);
  await until('the builder of a text that is not saved', () => builderOf(unsaved.uri));
  assert.equal(unsaved.getText(), custom);
  for (let count = 0; count < 2; count += 1) await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
});

function builderOf(uri: vscode.Uri): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some(({ input }) => input instanceof vscode.TabInputCustom && input.viewType === 'modelartsPolicy.builder' && input.uri.toString() === uri.toString());
}

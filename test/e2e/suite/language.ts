import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test } from './runner.ts';
import { extension, open, workspaceFile, writeWorkspaceFile } from './workspace.ts';

test('a policy of the examples is an IAM policy, and its extension is active', async () => {
  const names = await vscode.workspace.findFiles('*.policy.json');
  assert.notEqual(names.length, 0, 'the workspace has policies');
  for (const name of names) {
    const document = await vscode.workspace.openTextDocument(name);
    assert.equal(document.languageId, 'iam-policy', name.path);
  }
  await open(workspaceFile(names[0]?.path.split('/').pop() ?? ''));
  await extension().activate();
  assert.equal(extension().isActive, true);
});

for (const name of ['a.policy.json', 'a.iampolicy.json', 'a.scp.json', 'a.trust.json']) {
  test(`${name} is a policy by its name`, async () => {
    const document = await vscode.workspace.openTextDocument(await writeWorkspaceFile(name, '{}\n'));
    assert.equal(document.languageId, 'iam-policy');
  });
}

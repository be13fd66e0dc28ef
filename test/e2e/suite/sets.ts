import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test } from './runner.ts';
import { closeAll, diagnostics, open, writeWorkspaceFile } from './workspace.ts';

const statement = (effect: string, action: string): string => `{\n  "Version": "1.1",\n  "Statement": [\n    { "Effect": "${effect}", "Action": ["${action}", "modelarts:pool:list"] }\n  ]\n}\n`;
const denied = (found: readonly vscode.Diagnostic[]): vscode.Diagnostic | undefined => found.find((it) => codeOf(it) === 'denied-allow');

test('control: a Deny in one editor denies an Allow in another, until it is edited away', async () => {
  const config = await writeWorkspaceFile('set/.modelarts-policy.json', '{ "sets": { "staff": ["dev.policy.json", "ops.policy.json"] } }');
  const allow = await writeWorkspaceFile('set/dev.policy.json', statement('Allow', 'modelarts:pool:delete'));
  const deny = await writeWorkspaceFile('set/ops.policy.json', statement('Deny', 'modelarts:pool:delete').replace(', "modelarts:pool:list"', ''));
  await open(allow);
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(deny), { preview: false, viewColumn: vscode.ViewColumn.Beside });

  const inAllow = denied(await diagnostics(allow, (found) => denied(found) !== undefined));
  assert.equal(inAllow?.severity, vscode.DiagnosticSeverity.Warning);
  assert.deepEqual(inAllow?.relatedInformation?.map((it) => it.location.uri.path), [deny.path]);
  const inDeny = denied(await diagnostics(deny, (found) => denied(found) !== undefined));
  assert.equal(inDeny?.severity, vscode.DiagnosticSeverity.Information);
  assert.deepEqual(inDeny?.relatedInformation?.map((it) => it.location.uri.path), [allow.path]);

  const at = editor.document.getText().indexOf('modelarts:pool:delete');
  const range = new vscode.Range(editor.document.positionAt(at), editor.document.positionAt(at + 'modelarts:pool:delete'.length));
  await editor.edit((it) => it.replace(range, 'modelarts:notebook:delete'));
  await diagnostics(allow, (found) => denied(found) === undefined);
  await diagnostics(deny, (found) => denied(found) === undefined);

  await vscode.commands.executeCommand('undo');
  await diagnostics(allow, (found) => denied(found) !== undefined);
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await closeAll();
  await vscode.workspace.fs.delete(vscode.Uri.joinPath(config, '..'), { recursive: true });
}, 60_000);

test('control: a file of the set that changes on the disk is read again', async () => {
  const config = await writeWorkspaceFile('disk/.modelarts-policy.json', '{ "sets": { "staff": ["dev.policy.json", "ops.policy.json"] } }');
  const allow = await writeWorkspaceFile('disk/dev.policy.json', statement('Allow', 'modelarts:pool:delete'));
  await writeWorkspaceFile('disk/ops.policy.json', statement('Deny', 'obs:bucket:ListAllMyBuckets').replace(', "modelarts:pool:list"', ''));
  await open(allow);
  await diagnostics(allow, (found) => denied(found) === undefined);
  await writeWorkspaceFile('disk/ops.policy.json', statement('Deny', 'modelarts:pool:delete').replace(', "modelarts:pool:list"', ''));
  await diagnostics(allow, (found) => denied(found) !== undefined);
  await closeAll();
  await vscode.workspace.fs.delete(vscode.Uri.joinPath(config, '..'), { recursive: true });
}, 60_000);

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { custom } from './policies.ts';
import { test } from './runner.ts';
import { closeAll, diagnostics, open, until, withSetting, workspaceFile, writeWorkspaceFile } from './workspace.ts';

const wrong = custom.replace('"Allow"', '"allow"');
const name = '.modelarts-policy.json';

test('control: what is written into a new configuration by Ignore here counts at once, and goes with the file', async () => {
  const uri = await writeWorkspaceFile('ignore.policy.json', wrong);
  await open(uri);
  const [finding] = await diagnostics(uri, (found) => found.some((it) => codeOf(it) === 'effect-case'));
  assert.ok(finding);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, finding.range, vscode.CodeActionKind.QuickFix.value);
  const ignore = actions.find((it) => it.title.includes('effect-case'));
  assert.ok(ignore?.edit && ignore.command, actions.map((it) => it.title).join());
  await vscode.workspace.applyEdit(ignore.edit);
  await vscode.commands.executeCommand(ignore.command.command, ...(ignore.command.arguments as unknown[]));
  await diagnostics(uri, (found) => !found.some((it) => codeOf(it) === 'effect-case'));
  const written = new TextDecoder().decode(await vscode.workspace.fs.readFile(workspaceFile(name)));
  assert.deepEqual(JSON.parse(written), { ignore: [{ code: 'effect-case', file: 'ignore.policy.json', text: 'allow', effect: 'Allow' }] });
  await vscode.workspace.fs.delete(workspaceFile(name));
  await diagnostics(uri, (found) => found.some((it) => codeOf(it) === 'effect-case'));
});

test('control: a broken configuration is one finding in its own file', async () => {
  const config = await writeWorkspaceFile(name, '{ "rules": { "effect-case": "error" "x" } }');
  const uri = await writeWorkspaceFile('broken-config.policy.json', wrong);
  await open(uri);
  const ours = await until('the finding', () => {
    const found = vscode.languages.getDiagnostics(config).filter((it) => it.source === 'ModelArts Policy');
    return found.length > 0 ? found : undefined;
  });
  assert.deepEqual(ours.map(codeOf), ['invalid-config']);
  await writeWorkspaceFile(name, '{ "rules": { "effect-case": "error" } }');
  await diagnostics(uri, (found) => found.some((it) => codeOf(it) === 'effect-case' && it.severity === vscode.DiagnosticSeverity.Error));
  assert.deepEqual(vscode.languages.getDiagnostics(config).filter((it) => it.source === 'ModelArts Policy'), []);
  await vscode.workspace.fs.delete(config);
});

test('control: a wrong value in an open configuration is told once, by VS Code, and by us while the file is closed', async () => {
  const config = await writeWorkspaceFile(name, '{ "rules": { "effect-case": "of" } }');
  const uri = await writeWorkspaceFile('open-config.policy.json', wrong);
  await open(uri);
  const ours = (): vscode.Diagnostic[] => vscode.languages.getDiagnostics(config).filter((it) => it.source === 'ModelArts Policy');
  await until('our finding', () => ours().length === 1 || undefined);
  await open(config);
  await until('the finding of VS Code alone', () => (ours().length === 0 && vscode.languages.getDiagnostics(config).length === 1) || undefined);
  await withSetting('json.validate.enable', false, async () => {
    await until('our finding, when VS Code does not look', () => ours().length === 1 || undefined);
  });
  await closeAll();
  await vscode.workspace.fs.delete(config);
});

test('control: all that is safe is fixed on save, and by command', async () => {
  await withSetting('editor.codeActionsOnSave', { 'source.fixAll': 'explicit' }, async () => {
    const uri = await writeWorkspaceFile('save.policy.json', custom);
    const editor = await open(uri);
    await diagnostics(uri, () => true);
    const at = wrong.indexOf('"allow"');
    await editor.edit((it) => it.replace(new vscode.Range(editor.document.positionAt(at), editor.document.positionAt(at + '"allow"'.length)), '"allow"'));
    assert.equal(editor.document.getText(), wrong);
    await editor.document.save();
    assert.equal(editor.document.getText(), custom);
  });
  const uri = await writeWorkspaceFile('command.policy.json', wrong);
  const editor = await open(uri);
  await vscode.commands.executeCommand('modelartsPolicy.fixAll');
  assert.equal(editor.document.getText(), custom);
});

test('control: a severity of the settings is followed', async () => {
  const uri = await writeWorkspaceFile('settings.policy.json', wrong);
  await open(uri);
  await diagnostics(uri, (found) => found.some((it) => codeOf(it) === 'effect-case'));
  await withSetting('modelartsPolicy.rules', { 'effect-case': 'off' }, async () => {
    await diagnostics(uri, (found) => !found.some((it) => codeOf(it) === 'effect-case'));
  });
  await diagnostics(uri, (found) => found.some((it) => codeOf(it) === 'effect-case'));
});

test('control: a policy in words opens beside it and follows its text', async () => {
  const uri = await writeWorkspaceFile('words.policy.json', custom);
  const editor = await open(uri);
  await vscode.commands.executeCommand('modelartsPolicy.explainInWords');
  const page = await until('the page', () => vscode.workspace.textDocuments.find((it) => it.uri.scheme === 'iam-policy-words'));
  await until('its text', () => page.getText().includes('modelarts:notebook:create'));
  const at = editor.document.getText().indexOf('notebook:create');
  await editor.edit((it) => it.replace(new vscode.Range(editor.document.positionAt(at), editor.document.positionAt(at + 'notebook'.length)), 'trainJob'));
  await until('its new text', () => page.getText().includes('modelarts:trainJob:create'));
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await closeAll();
});

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

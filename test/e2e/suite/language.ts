import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { aws, custom } from './policies.ts';
import { test } from './runner.ts';
import { closeAll, extension, open, settle, until, withSetting, workspaceFile, writeWorkspaceFile } from './workspace.ts';

test('a policy of the examples is an IAM policy, and its extension becomes active', async () => {
  const names = await vscode.workspace.findFiles('*.policy.json');
  assert.notEqual(names.length, 0, 'the workspace has policies');
  for (const name of names) {
    const document = await vscode.workspace.openTextDocument(name);
    assert.equal(document.languageId, 'iam-policy', name.path);
  }
  await open(workspaceFile('developer.policy.json'));
  await until('an active extension', () => extension().isActive);
});

for (const name of ['a.policy.json', 'a.iampolicy.json', 'a.scp.json', 'a.trust.json']) {
  test(`${name} is a policy by its name`, async () => {
    const document = await vscode.workspace.openTextDocument(await writeWorkspaceFile(name, '{}\n'));
    assert.equal(document.languageId, 'iam-policy');
  });
}

test('a JSON file that holds a policy becomes one', async () => {
  const { document } = await open(await writeWorkspaceFile('content.json', custom));
  await languageOf(document.uri, 'iam-policy');
});

test('an untitled JSON document that holds a policy becomes one', async () => {
  const document = await vscode.workspace.openTextDocument({ language: 'json', content: custom });
  await vscode.window.showTextDocument(document, { preview: false });
  await languageOf(document.uri, 'iam-policy');
});

const others: [what: string, name: string, text: string][] = [
  ['an AWS policy', 'aws.json', aws],
  ['other JSON', 'package.json', '{ "name": "Statement", "version": "1.1" }\n'],
  ['a list of statements without a version', 'list.json', '{ "Statement": [{ "Effect": "Allow", "Action": ["a:b:c"] }] }\n'],
];
for (const [what, name, text] of others) {
  test(`${what} stays JSON`, async () => {
    const { document } = await open(await writeWorkspaceFile(name, text));
    await settle();
    assert.equal(languageNow(document.uri), 'json');
  });
}

test('both sides of a comparison stay JSON', async () => {
  const left = await writeWorkspaceFile('left.json', custom);
  const right = await writeWorkspaceFile('right.json', custom.replace('create', 'delete'));
  await vscode.commands.executeCommand('vscode.diff', left, right);
  await settle();
  assert.deepEqual([languageNow(left), languageNow(right)], ['json', 'json']);
  await closeAll();
});

test('another version of a file, as Git shows it, stays JSON', async () => {
  // test-editor.mjs has made the workspace a repository.
  const uri = workspaceFile('committed.json');
  const git = vscode.extensions.getExtension('vscode.git');
  assert.ok(git, 'VS Code brings Git');
  const api = (await git.activate()).getAPI(1);
  await until('the repository', () => api.getRepository(uri));
  const { document } = await open(api.toGitUri(uri, 'HEAD'));
  assert.equal(document.uri.scheme, 'git');
  assert.equal(document.getText(), await textOf(uri));
  await settle();
  assert.equal(languageNow(document.uri), 'json');
  await closeAll();
  await open(uri);
  await languageOf(uri, 'iam-policy');
});

test('a file that files.associations names keeps its language', () =>
  withSetting('files.associations', { 'associated.json': 'json' }, async () => {
    const { document } = await open(await writeWorkspaceFile('associated.json', custom));
    await settle();
    assert.equal(languageNow(document.uri), 'json');
  }));

test('the setting turns recognition by content off', () =>
  withSetting('modelartsPolicy.detectByContent', false, async () => {
    const { document } = await open(await writeWorkspaceFile('off.json', custom));
    await settle();
    assert.equal(languageNow(document.uri), 'json');
  }));

test('a document that its user switches back stays switched back', async () => {
  const { document } = await open(await writeWorkspaceFile('back.json', custom));
  await vscode.languages.setTextDocumentLanguage(await languageOf(document.uri, 'iam-policy'), 'json');
  await settle();
  assert.equal(languageNow(document.uri), 'json');
  await closeAll();
  await open(document.uri);
  await settle();
  assert.equal(languageNow(document.uri), 'json', 'after it was closed and opened again');
});

async function textOf(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

function languageNow(uri: vscode.Uri): string | undefined {
  return vscode.workspace.textDocuments.find((it) => it.uri.toString() === uri.toString())?.languageId;
}

/** Waits until the document has the language, and answers with the document that it is then. */
function languageOf(uri: vscode.Uri, language: string): Promise<vscode.TextDocument> {
  return until(`${uri.path} as ${language}`, () =>
    vscode.workspace.textDocuments.find((it) => it.uri.toString() === uri.toString() && it.languageId === language),
  );
}

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test } from './runner.ts';
import { closeAll, diagnostics, open, until, workspaceFile, writeWorkspaceFile } from './workspace.ts';

const policy = `{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "modelarts:notebook:*",
        "modelarts:pool:list"
      ]
    },
    {
      "Effect": "Deny",
      "Action": [
        "modelarts:notebook:delete"
      ]
    }
  ]
}
`;

const tests = `{
  "policies": [
    "tested.policy.json",
    { "document": { "Version": "1.1", "Statement": [{ "Effect": "allow", "Action": ["modelarts:image:list"] }] } }
  ],
  "tests": [
    { "name": "deletes", "request": { "action": "modelarts:notebook:delete" }, "expect": "Deny" },
    { "name": "lists", "request": { "action": "modelarts:pool:list" }, "expect": "Allow" },
    { "name": "lists", "request": { "action": "modelarts:pool:get", "extra": 1 }, "expect": "NotAllowed" }
  ]
}
`;

test('control: a file of access tests is JSON, with findings that no schema has, and those of the policy inside it', async () => {
  await writeWorkspaceFile('tested.policy.json', policy);
  const uri = await writeWorkspaceFile('tested.iamtest.json', tests);
  const { document } = await open(uri);
  assert.equal(document.languageId, 'json');
  const found = await diagnostics(uri, (all) => all.filter(isOurs).length >= 2 && all.some((it) => !isOurs(it)));
  const at = (it: vscode.Diagnostic): string => document.getText(it.range);
  assert.deepEqual(found.filter(isOurs).map(at).sort(), ['"allow"', '"lists"']);
  // The name of the field is said once, by the JSON support of VS Code.
  assert.deepEqual(found.filter((it) => !isOurs(it)).map(at), ['"extra"']);
});

test('control: the Test Explorer knows the tests of a file, and follows its text', async () => {
  const uri = workspaceFile('tested.iamtest.json');
  const editor = await open(uri);
  const names = async (): Promise<string[]> => (await vscode.commands.executeCommand<string[][]>('vscode.testing.getTestsInFile', uri)).flatMap((it) => (it.length === 3 ? [it[2]!] : []));
  await until('the tests', async () => (await names()).length === 3);
  assert.deepEqual((await names()).sort(), ['deletes', 'lists', 'lists (2)']);
  const start = editor.document.getText().indexOf('deletes');
  await editor.edit((it) => it.replace(new vscode.Range(editor.document.positionAt(start), editor.document.positionAt(start + 'deletes'.length)), 'removes'));
  await until('the new name', async () => (await names()).includes('removes'));
  assert.deepEqual((await names()).sort(), ['lists', 'lists (2)', 'removes']);
  await vscode.commands.executeCommand('workbench.action.files.revert');
});

test('control: actions, keys and expectations complete in a test, each once', async () => {
  const uri = await writeWorkspaceFile('complete.iamtest.json', '{ "policies": ["tested.policy.json"], "tests": [{ "name": "a", "request": { "action": "modelarts:notebook:", "context": { "" } }, "expect": "" }] }');
  const { document } = await open(uri);
  const offered = async (before: string): Promise<string[]> => {
    const position = document.positionAt(document.getText().indexOf(before) + before.length);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', uri, position);
    return items.map((it) => (typeof it.label === 'string' ? it.label : it.label.label));
  };
  const actions = await offered('modelarts:notebook:');
  assert.ok(actions.includes('delete') && !actions.includes('*'), actions.join());
  assert.ok((await offered('"context": { "')).includes('g:UserName'));
  const expect = await offered('"expect": "');
  assert.deepEqual(expect.map((it) => it.replaceAll('"', '')).sort(), ['Allow', 'Deny', 'ImplicitDeny', 'NotAllowed', 'Unknown']);
});

test('control: a policy in a test file completes and hovers as one', async () => {
  const uri = workspaceFile('tested.iamtest.json');
  const { document } = await open(uri);
  const position = document.positionAt(document.getText().indexOf('image:list') + 'image:li'.length);
  const hovers = await until('the hover', async () => {
    const found = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
    return found.some((it) => it.contents.some((content) => (content as vscode.MarkdownString).value.includes('modelarts:image:list'))) ? found : undefined;
  });
  assert.ok(hovers.length > 0);
  const [definition] = await vscode.commands.executeCommand<vscode.Location[]>('vscode.executeDefinitionProvider', uri, document.positionAt(document.getText().indexOf('tested.policy') + 3));
  assert.equal(definition?.uri.toString(), workspaceFile('tested.policy.json').toString());
});

test('control: tests for what a policy does today are written beside it', async () => {
  const uri = await writeWorkspaceFile('today.policy.json', policy);
  await open(uri);
  void vscode.commands.executeCommand('modelartsPolicy.writeTests');
  const written = workspaceFile('today.iamtest.json');
  await until('the file', () => vscode.window.activeTextEditor?.document.uri.toString() === written.toString());
  const { policies, tests: found } = JSON.parse(vscode.window.activeTextEditor!.document.getText()) as { policies: string[]; tests: { request: { action: string }; expect: string }[] };
  assert.deepEqual(policies, ['today.policy.json']);
  assert.deepEqual(found.map((it) => [it.request.action, it.expect]), [
    ['modelarts:notebook:delete', 'Deny'],
    ['modelarts:notebook:access', 'Allow'],
    ['modelarts:pool:list', 'Allow'],
    ['modelarts:pool:create', 'NotAllowed'],
  ]);
  for (const name of ['today.iamtest.json', 'today.policy.json', 'complete.iamtest.json', 'tested.iamtest.json', 'tested.policy.json']) await vscode.workspace.fs.delete(workspaceFile(name));
  await closeAll();
});

function isOurs({ source }: vscode.Diagnostic): boolean {
  return source === 'ModelArts Policy';
}

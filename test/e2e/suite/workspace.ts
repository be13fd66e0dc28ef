import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** The extension under test, as VS Code knows it. */
export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension('modelarts-policy.modelarts-policy');
  assert.ok(found, 'the extension is installed');
  return found;
}

/** A file of the folder that is open. */
export function workspaceFile(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Writes a file into the folder that is open. */
export async function writeWorkspaceFile(name: string, text: string): Promise<vscode.Uri> {
  const uri = workspaceFile(name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/** Shows a file in an editor, as a click in the explorer does. */
export async function open(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
}

/**
 * Asks again and again until there is an answer, and gives it.
 *
 * @param limit in milliseconds
 * @throws an Error that says what was waited for
 */
export async function until<T>(what: string, ask: () => T | Promise<T>, limit = 10_000): Promise<NonNullable<T>> {
  const end = performance.now() + limit;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`waited ${limit} ms for: ${what}`);
    await new Promise((done) => setTimeout(done, 25));
  }
}

/** What VS Code shows as problems of a document, once there is a list that `isDone` accepts. */
export function diagnostics(
  uri: vscode.Uri,
  isDone: (found: vscode.Diagnostic[]) => boolean = (found) => found.length > 0,
): Promise<vscode.Diagnostic[]> {
  return until(`diagnostics of ${uri.path}`, () => {
    const found = vscode.languages.getDiagnostics(uri);
    return isDone(found) ? found : undefined;
  });
}

/**
 * Waits until recognition by content has had its turn: another file that holds
 * a policy, opened after the one in question, has become one.
 */
export async function settle(): Promise<void> {
  const name = `settled-${(settled += 1)}.json`;
  const text = '{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:pool:list"] }] }\n';
  const setting = vscode.workspace.getConfiguration('modelartsPolicy').get('detectByContent', true);
  if (setting) {
    const uri = await writeWorkspaceFile(name, text);
    await vscode.window.showTextDocument(uri, { preview: false, viewColumn: vscode.ViewColumn.Beside });
    await until(`${name} as a policy`, () =>
      vscode.workspace.textDocuments.some((it) => it.uri.toString() === uri.toString() && it.languageId === 'iam-policy'),
    );
  }
  // With recognition off there is nothing to wait for but the time it used to take.
  await new Promise((done) => setTimeout(done, 300));
}

let settled = 0;

/** Closes every editor, without asking. */
export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Does something under a setting of the workspace. */
export async function withSetting(name: string, value: unknown, work: () => Promise<void>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration();
  await configuration.update(name, value, vscode.ConfigurationTarget.Workspace);
  try {
    await work();
  } finally {
    await configuration.update(name, undefined, vscode.ConfigurationTarget.Workspace);
  }
}

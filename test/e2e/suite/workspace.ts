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

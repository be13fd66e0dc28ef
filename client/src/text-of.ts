import * as vscode from 'vscode';

/** The text of a file as it stands in an editor, else as it is stored; undefined where there is none. */
export async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const wanted = uri.toString();
  const open = vscode.workspace.textDocuments.find((it) => it.uri.toString() === wanted);
  if (open) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

import * as vscode from 'vscode';

/** Whether there is a file or a folder; what cannot be looked at is none. */
export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

import * as vscode from 'vscode';
import { inSchema } from '../../server/src/lsp/protocol.ts';

type Next = (uri: vscode.Uri, diagnostics: vscode.Diagnostic[]) => void;

/**
 * Hands on what the server says, with one exception: while VS Code itself checks an open `.modelarts-policy.json`
 * against its schema, what that says of the same place is not said again. The server speaks of the file whether it
 * is open or not, VS Code only while it is.
 */
export function configDiagnostics(subscriptions: { dispose(): unknown }[]): (uri: vscode.Uri, diagnostics: vscode.Diagnostic[], next: Next) => void {
  const told = new Map<string, { readonly diagnostics: vscode.Diagnostic[]; readonly next: Next }>();
  const again = (uri: vscode.Uri): void => {
    const last = told.get(uri.toString());
    last?.next(uri, without(uri, last.diagnostics));
  };
  subscriptions.push(
    vscode.workspace.onDidOpenTextDocument((it) => again(it.uri)),
    vscode.workspace.onDidCloseTextDocument((it) => again(it.uri)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('json.validate.enable')) for (const uri of told.keys()) again(vscode.Uri.parse(uri));
    }),
  );
  return (uri, diagnostics, next) => {
    if (!uri.path.endsWith('/.modelarts-policy.json')) {
      next(uri, diagnostics);
      return;
    }
    if (diagnostics.length > 0) told.set(uri.toString(), { diagnostics, next });
    else told.delete(uri.toString());
    next(uri, without(uri, diagnostics));
  };
}

function without(uri: vscode.Uri, diagnostics: vscode.Diagnostic[]): vscode.Diagnostic[] {
  return isCheckedByVsCode(uri) ? diagnostics.filter((it) => (it as { readonly data?: unknown }).data !== inSchema) : diagnostics;
}

function isCheckedByVsCode(uri: vscode.Uri): boolean {
  const open = vscode.workspace.textDocuments.some((it) => it.uri.toString() === uri.toString() && (it.languageId === 'json' || it.languageId === 'jsonc'));
  return open && vscode.extensions.getExtension('vscode.json-language-features') !== undefined && vscode.workspace.getConfiguration('json', uri).get('validate.enable', true);
}

import * as vscode from 'vscode';
import type { WrittenPolicy } from '../../../server/src/lsp/protocol/tasks.ts';
import { exists } from '../exists.ts';

/** Opens policies that are not saved yet, each with the name and the folder that it would have; the first one is in front. */
export async function openWritten(policies: readonly Pick<WrittenPolicy, 'fileName' | 'text'>[]): Promise<void> {
  const documents: vscode.TextDocument[] = [];
  for (const it of policies) documents.push(await openOne(it));
  const [first] = documents;
  if (first && documents.length > 1) await vscode.window.showTextDocument(first, { preview: false });
}

async function openOne({ fileName, text }: Pick<WrittenPolicy, 'fileName' | 'text'>): Promise<vscode.TextDocument> {
  const uri = await freeName(fileName);
  const document = await (uri ? vscode.workspace.openTextDocument(uri) : vscode.workspace.openTextDocument({ language: 'iam-policy', content: text }));
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  if (uri) await editor.edit((it) => it.insert(new vscode.Position(0, 0), text));
  // People read from the top.
  const start = new vscode.Position(0, 0);
  editor.selection = new vscode.Selection(start, start);
  editor.revealRange(new vscode.Range(start, start));
  return document;
}

/** Undefined without a folder, or where the name is taken over and over. */
async function freeName(fileName: string): Promise<vscode.Uri | undefined> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder?.uri.scheme !== 'file') return undefined;
  const [base = '', ...endings] = fileName.split('.');
  for (let number = 1; number < 50; number++) {
    const file = vscode.Uri.joinPath(folder.uri, `${number === 1 ? base : `${base}-${number}`}.${endings.join('.')}`);
    const isOpen = vscode.workspace.textDocuments.some((it) => it.uri.path === file.path);
    if (!isOpen && !(await exists(file))) return file.with({ scheme: 'untitled' });
  }
  return undefined;
}

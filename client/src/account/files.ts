import * as vscode from 'vscode';
import { importAccount, type NamedText, newAccount } from '../../../server/src/lsp/protocol/account.ts';
import type { Pages } from '../pages.ts';
import { exists } from '../exists.ts';
import type { ServerConnection } from '../server-connection.ts';
import { textOf } from '../text-of.ts';

const mostFiles = 1000;

/** *New Account File*: from the policies of a folder that is open, beside them, not saved yet. */
export async function newAccountFile(server: ServerConnection): Promise<void> {
  const folder = await chooseFolder();
  const found = folder ? await vscode.workspace.findFiles(new vscode.RelativePattern(folder, '**/*.json'), '**/node_modules/**', mostFiles) : [];
  const { text } = await server.ask(newAccount, { files: await textsBelow(folder, found) });
  await openNew(folder && vscode.Uri.joinPath(folder, 'account.iamaccount.json'), text);
}

/** *Import Account from Exports…*: chosen files become an account and a file for each policy. */
export async function importAccountFiles(server: ServerConnection, pages: Pages): Promise<void> {
  const files = await vscode.window.showOpenDialog({ canSelectMany: true, filters: { JSON: ['json'] }, title: vscode.l10n.t('Import account: answers of the IAM and ModelArts APIs'), openLabel: vscode.l10n.t('Import') });
  if (!files?.length) return;
  const [first] = files;
  const target = await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, title: vscode.l10n.t('Import account: into which folder?'), openLabel: vscode.l10n.t('Write Here'), ...(first ? { defaultUri: vscode.Uri.joinPath(first, '..') } : {}) });
  const folder = target?.[0];
  if (folder) await writeImport(server, pages, files, folder);
}

/** Writes what the exports hold into a folder; files that are there stay as they are. */
export async function writeImport(server: ServerConnection, pages: Pages, files: readonly vscode.Uri[], folder: vscode.Uri): Promise<void> {
  const texts = await textsBelow(undefined, files);
  const imported = await server.ask(importAccount, { files: texts });
  const edit = new vscode.WorkspaceEdit();
  const kept: string[] = [];
  const add = async (name: string, text: string): Promise<vscode.Uri> => {
    const uri = vscode.Uri.joinPath(folder, name);
    if (await exists(uri)) kept.push(name);
    else edit.createFile(uri, { contents: new TextEncoder().encode(text) });
    return uri;
  };
  for (const { file, text } of imported.policies) await add(file, text);
  const account = await add('imported.iamaccount.json', imported.account);
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(account);
  const notes = [...kept.map((it) => vscode.l10n.t('{0} is there already and was left as it is.', it)), ...imported.notes];
  const show = vscode.l10n.t('Show Notes');
  const chosen = notes.length > 0 ? await vscode.window.showInformationMessage(imported.summary, show) : await vscode.window.showInformationMessage(imported.summary);
  if (chosen === show) await pages.show(vscode.l10n.t('Import notes'), `# ${vscode.l10n.t('Import notes')}\n\n${imported.summary}\n\n${notes.map((it) => `- ${it.replace(/[\\`*_[\]<>]/g, '\\$&')}`).join('\n')}\n`);
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const own = active && vscode.workspace.getWorkspaceFolder(active);
  if (active && own) return vscode.Uri.joinPath(active, '..');
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 1 ? (await vscode.window.showWorkspaceFolderPick())?.uri : folders[0]?.uri;
}

async function textsBelow(folder: vscode.Uri | undefined, files: readonly vscode.Uri[]): Promise<NamedText[]> {
  const base = folder ? `${folder.path.replace(/\/$/, '')}/` : undefined;
  const texts = await Promise.all([...files].sort((a, b) => (a.path < b.path ? -1 : 1)).map(async (uri) => ({ name: base !== undefined && uri.path.startsWith(base) ? uri.path.slice(base.length) : uri.path.slice(uri.path.lastIndexOf('/') + 1), text: await textOf(uri) })));
  return texts.flatMap(({ name, text }) => (text === undefined ? [] : [{ name, text }]));
}

/** An untitled document that is saved as that file; where there is such a file, or no folder, one without a name. */
async function openNew(uri: vscode.Uri | undefined, text: string): Promise<void> {
  if (!uri || (await exists(uri))) {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'json', content: text }));
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), text);
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document);
}

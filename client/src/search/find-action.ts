import * as vscode from 'vscode';
import { documentInfo } from '../../../server/src/lsp/protocol.ts';
import { findActions, insertAction } from '../../../server/src/lsp/protocol/search.ts';
import type { ServerConnection } from '../server-connection.ts';
import { activePolicy } from '../status.ts';

interface ActionItem extends vscode.QuickPickItem {
  readonly action?: string;
}

/** Milliseconds without a key after which the search runs: a fast typist asks once. */
const pause = 30;

/**
 * *Find Action*: searches all services by name, description, API request or message; Enter writes the action where
 * the cursor is, or copies it where no policy is open. The button copies it in any case.
 */
export async function findAction(server: ServerConnection): Promise<void> {
  const editor = activeEditor();
  // The box is there at once, so that no key goes into the policy.
  const version = editor ? versionOf(server, editor.document) : Promise.resolve(undefined);
  const start = editor && !editor.selection.isEmpty ? editor.document.getText(editor.selection).slice(0, 200) : '';
  const action = await ask(server, version, start);
  if (action !== undefined) await insertOrCopy(server, editor, action);
}

/** Writes an action where the cursor of an editor is; copies it where that cannot be, and says so. */
export async function insertOrCopy(server: ServerConnection, editor: vscode.TextEditor | undefined, action: string): Promise<void> {
  if (!editor || editor.document.isClosed) return copy(action);
  const result = await server.ask(insertAction, { textDocument: { uri: editor.document.uri.toString() }, position: editor.selection.active, action });
  if ('problem' in result) return copy(action, result.problem);
  if (result.edits.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The statement lists {0} already.', action));
    return;
  }
  const shown = await vscode.window.showTextDocument(editor.document, { viewColumn: editor.viewColumn });
  await shown.edit((builder) => {
    for (const { range, newText } of result.edits) builder.replace(new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character), newText);
  });
}

function ask(server: ServerConnection, known: Promise<'1.1' | '5.0' | undefined>, start: string): Promise<string | undefined> {
  const box = vscode.window.createQuickPick<ActionItem>();
  const copyButton: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('copy'), tooltip: vscode.l10n.t('Copy') };
  box.title = vscode.l10n.t('Find action');
  box.placeholder = vscode.l10n.t('Words, a name, an API request such as POST /v2/{project_id}/training-jobs, or part of a denial');
  box.value = start;
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const search = async (): Promise<void> => {
    const mine = ++asked;
    const query = box.value;
    box.busy = true;
    const version = await known.catch(() => undefined);
    // Without words nothing is found, but the server reads all services, which the first letter then does not wait for.
    const found = await server.ask(findActions, { query, ...(version ? { version } : {}) });
    if (mine !== asked) return;
    box.busy = false;
    const toItem = ({ action, description, detail, foundBy }: (typeof found)[number]): ActionItem => ({
      label: action,
      description: [detail, foundBy].filter(Boolean).join(' · '),
      detail: description,
      action,
      // The server has decided what fits: the list must not filter once more.
      alwaysShow: true,
      buttons: [copyButton],
    });
    const own = found.filter((it) => !it.otherVersion).map(toItem);
    const others = found.filter((it) => it.otherVersion).map(toItem);
    const nothing: ActionItem = { label: vscode.l10n.t('No known action fits.'), alwaysShow: true };
    box.items = [...own, ...(others.length > 0 ? [{ label: vscode.l10n.t('Not in version {0}', version ?? ''), kind: vscode.QuickPickItemKind.Separator }, ...others] : []), ...(query.trim() !== '' && found.length === 0 ? [nothing] : [])];
  };
  return new Promise((resolve) => {
    box.onDidChangeValue(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void search(), pause);
    });
    box.onDidTriggerItemButton(({ item }) => void (item.action !== undefined && copy(item.action)));
    box.onDidAccept(() => {
      const [chosen] = box.selectedItems;
      if (chosen?.action === undefined) return;
      resolve(chosen.action);
      box.hide();
    });
    box.onDidHide(() => {
      clearTimeout(timer);
      resolve(undefined);
      box.dispose();
    });
    box.show();
    void search();
  });
}

/** The editor in front, where it shows a policy. */
export function activeEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor && editor.document === activePolicy() ? editor : undefined;
}

async function versionOf(server: ServerConnection, { uri }: vscode.TextDocument): Promise<'1.1' | '5.0' | undefined> {
  const kind = (await server.ask(documentInfo, { textDocument: { uri: uri.toString() } }))?.kind ?? '';
  return kind.endsWith('5.0') ? '5.0' : kind.endsWith('1.1') ? '1.1' : undefined;
}

/** @param why what kept the action from being written */
export async function copy(action: string, why?: string): Promise<void> {
  await vscode.env.clipboard.writeText(action);
  void vscode.window.showInformationMessage([why, vscode.l10n.t('Copied: {0}', action)].filter(Boolean).join(' '));
}

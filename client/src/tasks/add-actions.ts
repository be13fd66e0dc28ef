import * as vscode from 'vscode';
import { grant, grantAnew, type NeedItem, type NeedsFound } from '../../../server/src/lsp/protocol/tasks.ts';
import type { ServerConnection } from '../server-connection.ts';
import { openWritten } from './open-written.ts';
import { labelOf, policyFiles } from './whose.ts';

type TargetItem = vscode.QuickPickItem & { readonly uri?: vscode.Uri };

/** Writes actions into policies of choice, one for each side: the user and the agency hold different ones. */
export async function addActions(server: ServerConnection, chosen: readonly NeedItem[], { files, version }: Pick<NeedsFound, 'files' | 'version'>): Promise<void> {
  for (const holder of ['user', 'agency'] as const) {
    const actions = [...new Set(chosen.filter((it) => it.holder === holder).map((it) => it.action))];
    if (actions.length > 0) await addFor(server, holder, actions, files[holder], version);
  }
}

/** Asks again where a policy cannot take them, so that nothing that was ticked is lost. */
async function addFor(server: ServerConnection, holder: NeedItem['holder'], actions: readonly string[], held: readonly string[], version: NeedsFound['version']): Promise<void> {
  const items = await targets(holder, held);
  const title = holder === 'user' ? vscode.l10n.t('Add to which policy of the user? Actions: {0}', actions.length) : vscode.l10n.t('Add to which policy of the agency? Actions: {0}', actions.length);
  for (;;) {
    const target = await vscode.window.showQuickPick(items, { title, placeHolder: actions.join(', '), ignoreFocusOut: true });
    if (!target) return;
    if (!target.uri) return openWritten(await server.ask(grantAnew, { actions, version, holder }));
    const problem = await addTo(server, target.uri, actions);
    if (problem === undefined) return;
    void vscode.window.showWarningMessage(problem);
  }
}

/** What the holder has first, then the other policies, and a new one. */
async function targets(holder: NeedItem['holder'], held: readonly string[]): Promise<readonly TargetItem[]> {
  const own = new Set(held.map((it) => vscode.Uri.parse(it).toString()));
  const all = await policyFiles();
  const heading = (label: string): TargetItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const toItem = (uri: vscode.Uri): TargetItem => ({ ...labelOf(uri), uri });
  const others = all.filter((it) => !own.has(it.toString()));
  return [
    ...(own.size > 0 ? [heading(holder === 'user' ? vscode.l10n.t('The user holds') : vscode.l10n.t('The agency holds')), ...[...own].map((it) => toItem(vscode.Uri.parse(it)))] : []),
    heading(vscode.l10n.t('New')),
    { label: vscode.l10n.t('A new policy'), description: vscode.l10n.t('OBS and global services apart') },
    ...(others.length > 0 ? [heading(vscode.l10n.t('Other policies')), ...others.map(toItem)] : []),
  ];
}

/** @returns why it cannot be, in the reader's language */
async function addTo(server: ServerConnection, uri: vscode.Uri, actions: readonly string[]): Promise<string | undefined> {
  // The server knows a document once it is open.
  const document = await vscode.workspace.openTextDocument(uri);
  const shown = vscode.window.visibleTextEditors.find((it) => it.document === document);
  const editor = await vscode.window.showTextDocument(document, { preview: false, ...(shown?.viewColumn === undefined ? {} : { viewColumn: shown.viewColumn }) });
  const result = await server.ask(grant, { textDocument: { uri: document.uri.toString() }, actions });
  if ('problem' in result) return result.problem;
  const [first] = result.edits;
  await editor.edit((builder) => {
    for (const { range, newText } of result.edits) builder.replace(new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character), newText);
  });
  if (first) editor.revealRange(new vscode.Range(first.range.start.line, 0, first.range.start.line + first.newText.split('\n').length, 0), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return undefined;
}

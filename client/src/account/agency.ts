import * as vscode from 'vscode';
import { type AgencyFix, agencyFixes } from '../../../server/src/lsp/protocol/account.ts';
import type { SimulatedRequest } from '../../../server/src/lsp/protocol.ts';
import type { ServerConnection } from '../server-connection.ts';

/** Gives an agency permissions that it lacks: offers the policies to write them into, and writes into one. */
export async function addAgencyPermissions(server: ServerConnection, account: vscode.Uri, agency: string, actions: readonly string[], request: SimulatedRequest): Promise<void> {
  const fixes = await server.ask(agencyFixes, { uri: account.toString(), agency, actions, request });
  if (fixes.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The agency {0} has no policy file into which this can be written. Add one to the account first.', agency));
    return;
  }
  const items = fixes.map((fix) => ({ label: fix.title, description: vscode.workspace.asRelativePath(vscode.Uri.parse(fix.uri)), detail: actions.join(', '), fix }));
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Give the agency {0} what it lacks', agency), placeHolder: vscode.l10n.t('Enter writes it; it can be undone') });
  if (chosen) await write(chosen.fix);
}

async function write({ uri, edits }: AgencyFix): Promise<void> {
  const target = vscode.Uri.parse(uri);
  const edit = new vscode.WorkspaceEdit();
  for (const { range: { start, end }, newText } of edits) edit.replace(target, new vscode.Range(start.line, start.character, end.line, end.character), newText);
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(target, { preview: false });
}

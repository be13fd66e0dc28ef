import * as vscode from 'vscode';
import { sayNoPolicy } from './simulation/simulation.ts';
import { activePolicy } from './status.ts';

/** *Fix All* as on save: the fixes that lose and widen nothing. */
export async function fixAll(): Promise<void> {
  const document = activePolicy();
  if (!document) return sayNoPolicy();
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[] | undefined>('vscode.executeCodeActionProvider', document.uri, whole, 'source.fixAll.iamPolicy');
  const edit = actions?.find((it) => it.edit)?.edit;
  if (edit) await vscode.workspace.applyEdit(edit);
  else void vscode.window.showInformationMessage(vscode.l10n.t('Nothing can be fixed without a choice of yours.'));
}

/** Saves a configuration into which an ignore was written: it counts as it is on the disk. */
export async function saveConfiguration(uri: vscode.Uri | undefined): Promise<void> {
  if (uri) await (await vscode.workspace.openTextDocument(uri)).save();
}

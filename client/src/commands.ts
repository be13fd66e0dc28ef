import * as vscode from 'vscode';
import { type ConvertParams, type ConvertResult, pasteFromConsole, type RequestName, statementActions } from '../../server/src/lsp/protocol.ts';
import type { ServerConnection } from './server-connection.ts';
import { sayNoPolicy } from './simulation/simulation.ts';
import { activePolicy } from './status.ts';

/** Puts the policy in front, as the console or the API takes it, on the clipboard. */
export async function copyPolicy(server: ServerConnection, conversion: RequestName<ConvertParams, ConvertResult>): Promise<void> {
  const document = activePolicy();
  if (!document) return sayNoPolicy();
  const result = await server.ask(conversion, { textDocument: { uri: document.uri.toString() } });
  if ('problem' in result) {
    const show = vscode.l10n.t('Show Problems');
    if ((await vscode.window.showWarningMessage(result.problem, show)) === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
    return;
  }
  await vscode.env.clipboard.writeText(result.text);
  void vscode.window.showInformationMessage([vscode.l10n.t('Copied to the clipboard: {0} characters.', result.text.length), ...result.notes].join(' '));
}

/** Opens what the clipboard holds, in whatever form the console or the API gave it, as a policy. */
export async function pastePolicy(server: ServerConnection): Promise<void> {
  const result = await server.ask(pasteFromConsole, { text: await vscode.env.clipboard.readText() });
  if ('problem' in result) {
    void vscode.window.showWarningMessage(result.problem);
    return;
  }
  let [policy] = result.policies;
  if (result.policies.length > 1) {
    const items = result.policies.map((it, index) => ({ label: it.name ?? vscode.l10n.t('Policy {0}', index + 1), description: it.kind, policy: it }));
    policy = (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Paste: which policy?') }))?.policy;
  }
  if (!policy) return;
  const front = activePolicy();
  if (front && front.getText().trim() === '') {
    await vscode.window.activeTextEditor?.edit((it) => it.insert(new vscode.Position(0, 0), policy.text));
    return;
  }
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'iam-policy', content: policy.text }));
}

/** Opens a copy of a shipped example, to be changed at will. */
export async function openExamples(context: vscode.ExtensionContext): Promise<void> {
  const folder = vscode.Uri.joinPath(context.extensionUri, 'examples');
  const names = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name).filter((it) => /\.(policy|scp|trust)\.json$/.test(it));
  const chosen = await vscode.window.showQuickPick(names, { title: vscode.l10n.t('Examples: which one?') });
  if (chosen === undefined) return;
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, chosen)));
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'iam-policy', content }));
}

/** What can be done with the policy in front; opened by the status bar item. */
export async function showStatusMenu(): Promise<void> {
  const items = [
    { label: `$(play) ${vscode.l10n.t('Simulate Request')}`, command: 'modelartsPolicy.simulate' },
    { label: `$(search) ${vscode.l10n.t('Find Action…')}`, command: 'modelartsPolicy.findAction' },
    { label: `$(checklist) ${vscode.l10n.t('What Does This Task Need?')}`, command: 'modelartsPolicy.needs' },
    { label: `$(globe) ${vscode.l10n.t('Which APIs Does This Policy Open?')}`, command: 'modelartsPolicy.openedApis' },
    { label: `$(warning) ${vscode.l10n.t('Show Problems')}`, command: 'workbench.actions.view.problems' },
    { label: `$(clippy) ${vscode.l10n.t('Copy for Console')}`, command: 'modelartsPolicy.copyForConsole' },
    { label: `$(cloud-upload) ${vscode.l10n.t('Copy as API Request')}`, command: 'modelartsPolicy.copyAsApiRequest' },
    { label: `$(output) ${vscode.l10n.t('Show Log')}`, command: 'modelartsPolicy.showLog' },
    { label: `$(debug-restart) ${vscode.l10n.t('Restart Server')}`, command: 'modelartsPolicy.restartServer' },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Policy actions') });
  if (chosen) await vscode.commands.executeCommand(chosen.command);
}

/** The known actions that a lens counts; choosing one simulates it. */
export async function showActions(server: ServerConnection, uri: vscode.Uri | undefined, heading: string, statement: number): Promise<void> {
  if (!uri) return;
  const actions = await server.ask(statementActions, { textDocument: { uri: uri.toString() }, statement });
  const items = actions.map(({ action, description, shared }) => ({ label: action, description, ...(shared ? { iconPath: new vscode.ThemeIcon('warning'), detail: vscode.l10n.t('A statement of the other effect names it, too.') } : {}) }));
  const chosen = await vscode.window.showQuickPick(items, { title: heading, placeHolder: vscode.l10n.t('Choose an action to simulate it'), matchOnDescription: true });
  if (chosen) await vscode.commands.executeCommand('modelartsPolicy.simulate', uri, { action: chosen.label });
}

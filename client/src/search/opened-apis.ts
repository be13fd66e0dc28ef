import * as vscode from 'vscode';
import { openedApis } from '../../../server/src/lsp/protocol/search.ts';
import type { ServerConnection } from '../server-connection.ts';
import { sayNoPolicy } from '../simulation/simulation.ts';
import { activePolicy } from '../status.ts';

type ApiItem = vscode.QuickPickItem & { readonly action: string };

/**
 * *Which APIs Does This Policy Open?*: the requests of all allowed actions, with what else each needs. Enter
 * simulates the action; the button in the title copies the list as Markdown.
 */
export async function showOpenedApis(server: ServerConnection): Promise<void> {
  const document = activePolicy();
  if (!document) return sayNoPolicy();
  const authorization = vscode.workspace.getConfiguration('modelartsPolicy', document).get<'strict' | 'non-strict'>('authorizationMode', 'strict');
  const box = vscode.window.createQuickPick<ApiItem>();
  box.title = vscode.l10n.t('API requests that this policy opens');
  box.busy = true;
  // At once, so that no key goes into the policy.
  box.show();
  const result = await server.ask(openedApis, { textDocument: { uri: document.uri.toString() }, authorization });
  if ('problem' in result) {
    box.dispose();
    void vscode.window.showWarningMessage(result.problem);
    return;
  }
  if (result.apis.length === 0) {
    box.dispose();
    void vscode.window.showInformationMessage(vscode.l10n.t('This policy allows no action whose API requests are known.'));
    return;
  }
  const items = result.apis.map(({ api, action, description, state, message, missing }): ApiItem => ({
    label: `$(${state === 'allowed' ? 'pass' : 'question'}) ${api}`,
    description: [action, description].join(' · '),
    detail: [message, missing.length > 0 ? vscode.l10n.t('Also needed, not allowed here: {0}', missing.join(', ')) : ''].filter(Boolean).join(' '),
    action,
  }));
  const copyAll: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('copy'), tooltip: vscode.l10n.t('Copy as Markdown') };
  box.title = vscode.l10n.t('{0} API requests that this policy opens', result.apis.length);
  box.placeholder = vscode.l10n.t('Choose a request to simulate its action');
  box.items = items;
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  box.buttons = [copyAll];
  box.onDidTriggerButton(async () => {
    await vscode.env.clipboard.writeText(result.markdown);
    box.hide();
    void vscode.window.showInformationMessage(vscode.l10n.t('Copied to the clipboard.'));
  });
  box.onDidAccept(() => {
    const [chosen] = box.selectedItems;
    box.hide();
    if (chosen) void vscode.commands.executeCommand('modelartsPolicy.simulate', document.uri, { action: chosen.action });
  });
  box.onDidHide(() => box.dispose());
  box.busy = false;
}

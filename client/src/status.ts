import * as vscode from 'vscode';
import { documentInfo } from '../../server/src/lsp/protocol.ts';
import { schemes, type ServerConnection } from './server-connection.ts';

/** Kind of the policy in front and the count of its findings; a click offers what can be done here. */
export class Status implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly subscriptions: vscode.Disposable[];
  private readonly server: ServerConnection;
  private label = '';

  constructor(server: ServerConnection) {
    this.server = server;
    this.item = vscode.window.createStatusBarItem('modelartsPolicy.status', vscode.StatusBarAlignment.Right, 100);
    this.item.name = vscode.l10n.t('Policy kind and findings');
    this.item.command = 'modelartsPolicy.statusMenu';
    this.subscriptions = [
      this.item,
      vscode.window.onDidChangeActiveTextEditor(() => void this.update()),
      server.onDidChangeState(() => void this.update()),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const active = activePolicy();
        if (active && uris.some((it) => it.toString() === active.uri.toString())) void this.update();
      }),
    ];
    void this.update();
  }

  dispose(): void {
    for (const it of this.subscriptions) it.dispose();
  }

  private async update(): Promise<void> {
    const document = activePolicy();
    if (!document) {
      this.item.hide();
      return;
    }
    try {
      const info = await this.server.ask(documentInfo, { textDocument: { uri: document.uri.toString() } });
      if (info) this.label = info.label;
    } catch {
      if (activePolicy() === document) this.sayStopped();
      return;
    }
    if (activePolicy() !== document) return;
    const found = vscode.languages.getDiagnostics(document.uri).filter((it) => it.source === 'ModelArts Policy');
    const count = (severity: vscode.DiagnosticSeverity): number => found.filter((it) => it.severity === severity).length;
    const errors = count(vscode.DiagnosticSeverity.Error);
    const warnings = count(vscode.DiagnosticSeverity.Warning);
    const counts = [errors ? `$(error) ${errors}` : '', warnings ? `$(warning) ${warnings}` : ''].filter(Boolean).join(' ') || '$(pass)';
    this.item.text = `${this.label} ${counts}`;
    const said = errors + warnings === 0 ? vscode.l10n.t('No errors or warnings') : vscode.l10n.t('Errors: {0}, warnings: {1}', errors, warnings);
    this.item.tooltip = `${this.label}: ${said}`;
    this.item.accessibilityInformation = { label: `${this.label}, ${said}`, role: 'button' };
    this.item.show();
  }

  private sayStopped(): void {
    const stopped = vscode.l10n.t('Policy server stopped');
    this.item.text = `$(warning) ${stopped}`;
    this.item.tooltip = stopped;
    this.item.accessibilityInformation = { label: stopped, role: 'button' };
    this.item.show();
  }
}

/** The policy in the active editor; another version of a file is none. */
export function activePolicy(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === 'iam-policy' && schemes.includes(document.uri.scheme) ? document : undefined;
}

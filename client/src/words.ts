import * as vscode from 'vscode';
import { explain } from '../../server/src/lsp/protocol.ts';
import type { ServerConnection } from './server-connection.ts';
import { sayNoPolicy } from './simulation/simulation.ts';
import { activePolicy } from './status.ts';

/** Policies in words: a page beside the policy that follows each change of it. */
export class Words implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(server: ServerConnection) {
    this.subscriptions = [
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider('iam-policy-words', {
        onDidChange: this.changed.event,
        provideTextDocumentContent: async ({ query }) => {
          const result = await server.ask(explain, { textDocument: { uri: query } });
          return 'problem' in result ? result.problem : result.markdown;
        },
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        const page = document.languageId === 'iam-policy' ? pageOf(document) : undefined;
        if (page && vscode.workspace.textDocuments.some((it) => it.uri.toString() === page.toString())) this.changed.fire(page);
      }),
    ];
  }

  dispose(): void {
    for (const it of this.subscriptions) it.dispose();
  }

  /** Shows the policy in front in words. */
  async show(): Promise<void> {
    const document = activePolicy();
    if (!document) return sayNoPolicy();
    const page = pageOf(document);
    this.changed.fire(page);
    await vscode.commands.executeCommand('vscode.open', page, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
  }
}

/** The page is named after the policy; which one it is stands in its query. */
function pageOf({ uri }: vscode.TextDocument): vscode.Uri {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return vscode.Uri.from({ scheme: 'iam-policy-words', path: `/${name}.md`, query: uri.toString() });
}

import * as vscode from 'vscode';

const scheme = 'iam-policy-page';

/** Pages that a command writes once, shown as rendered Markdown: they open offline, and nothing in them runs. */
export class Pages implements vscode.Disposable {
  private readonly pages = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration: vscode.Disposable;

  constructor() {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(scheme, { onDidChange: this.changed.event, provideTextDocumentContent: ({ path }) => this.pages.get(path) ?? '' });
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }

  /** @param name what the tab says; a page of the same name takes the place of the earlier one */
  async show(name: string, markdown: string, options: vscode.TextDocumentShowOptions = {}): Promise<void> {
    const page = vscode.Uri.from({ scheme, path: `/${name.replaceAll('/', '∕')}.md` });
    this.pages.set(page.path, markdown);
    this.changed.fire(page);
    await vscode.commands.executeCommand('vscode.open', page, { preview: true, ...options });
  }
}

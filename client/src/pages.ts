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
    const page = uriOf(name);
    this.update(name, markdown);
    await vscode.commands.executeCommand('vscode.open', page, { preview: true, ...options });
  }

  /** Changes a page where it is shown. */
  update(name: string, markdown: string): void {
    const page = uriOf(name);
    this.pages.set(page.path, markdown);
    this.changed.fire(page);
  }

  /** Whether a tab shows the page. */
  isShown(name: string): boolean {
    return vscode.window.tabGroups.all.some(({ tabs }) => tabs.some((it) => showsPage(it, name)));
  }

  /** The column of the tab that shows the page, else one beside the active one. */
  columnOf(name: string): vscode.ViewColumn {
    return vscode.window.tabGroups.all.find(({ tabs }) => tabs.some((it) => showsPage(it, name)))?.viewColumn ?? vscode.ViewColumn.Beside;
  }

  /** Whether the tab in front shows the page. */
  isInFront(name: string): boolean {
    const { activeTab } = vscode.window.tabGroups.activeTabGroup;
    return activeTab !== undefined && showsPage(activeTab, name);
  }
}

function uriOf(name: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${name.replaceAll('/', '∕')}.md` });
}

function showsPage({ input }: vscode.Tab, name: string): boolean {
  return (input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText) && input.uri.toString() === uriOf(name).toString();
}

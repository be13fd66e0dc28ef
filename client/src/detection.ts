import * as vscode from 'vscode';

/** UTF-16 units of a file that are looked at: a policy shows what it is at its start. */
const lookedAt = 65_536;

/** Set while a document was switched back by its user: it stays what the user made of it. */
const declinedKey = 'modelartsPolicy.switchedBack';

/** Kinds for which a file that is not ours by name becomes ours. */
const ours = new Set(['role-1.0', 'custom-1.1', 'identity-5.0', 'trust-5.0', 'scp-5.0']);

/**
 * Gives JSON files that hold a policy our language. Looks only at what a person sees in an editor of its own:
 * not at diffs, not at another version of a file (`git:`), not where `files.associations` names the file.
 */
export class Detection implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  private readonly switched = new Set<string>();
  /** Closed as ours a moment ago: a change of language closes and opens in one go. */
  private readonly justClosed = new Set<string>();
  /** The version of a document that is known to be no policy. */
  private readonly strange = new WeakMap<vscode.TextDocument, number>();
  private readonly memory: vscode.Memento;
  private readonly kindOf: (text: string) => Promise<string>;

  constructor(memory: vscode.Memento, kindOf: (text: string) => Promise<string>) {
    this.memory = memory;
    this.kindOf = kindOf;
    this.subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => this.opened(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.closed(document)),
      vscode.workspace.onDidSaveTextDocument((document) => this.consider(document)),
      vscode.window.tabGroups.onDidChangeTabs(() => vscode.workspace.textDocuments.forEach((it) => this.consider(it))),
    ];
    vscode.workspace.textDocuments.forEach((document) => this.consider(document));
  }

  dispose(): void {
    for (const it of this.subscriptions) it.dispose();
  }

  private opened(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    if (document.languageId === 'iam-policy') this.forgetDeclined(uri);
    else if (this.justClosed.has(uri) && this.switched.has(uri)) this.decline(uri);
    this.consider(document);
  }

  private closed(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    if (document.languageId !== 'iam-policy') return;
    this.justClosed.add(uri);
    setTimeout(() => this.justClosed.delete(uri), 0);
  }

  private consider(document: vscode.TextDocument): void {
    if (document.languageId !== 'json' && document.languageId !== 'jsonc') return;
    if (this.strange.get(document) === document.version) return;
    // Most JSON files hold no such word; they cost one search for each version that is looked at.
    const text = startOf(document);
    if (!text.includes('"Statement"')) this.strange.set(document, document.version);
    else if (this.mayBeOurs(document)) void this.switchIfPolicy(document, text);
  }

  private mayBeOurs(document: vscode.TextDocument): boolean {
    const uri = document.uri.toString();
    if (!['file', 'untitled', 'vscode-vfs', 'vscode-test-web', 'vscode-remote'].includes(document.uri.scheme)) return false;
    if (!vscode.workspace.getConfiguration('modelartsPolicy', document).get('detectByContent', true)) return false;
    return !this.declined().includes(uri) && isShownAlone(document.uri) && !isAssociated(document);
  }

  private async switchIfPolicy(document: vscode.TextDocument, text: string): Promise<void> {
    const { version } = document;
    const kind = await this.kindOf(text);
    if (!ours.has(kind)) this.strange.set(document, version);
    if (!ours.has(kind) || document.isClosed || !this.mayBeOurs(document)) return;
    if (document.languageId !== 'json' && document.languageId !== 'jsonc') return;
    this.switched.add(document.uri.toString());
    await vscode.languages.setTextDocumentLanguage(document, 'iam-policy');
  }

  private declined(): readonly string[] {
    return this.memory.get<readonly string[]>(declinedKey, []);
  }

  private decline(uri: string): void {
    if (!this.declined().includes(uri)) void this.memory.update(declinedKey, [...this.declined(), uri]);
  }

  private forgetDeclined(uri: string): void {
    if (this.declined().includes(uri)) void this.memory.update(declinedKey, this.declined().filter((it) => it !== uri));
  }
}

function startOf(document: vscode.TextDocument): string {
  let text = '';
  for (let line = 0; line < document.lineCount && text.length < lookedAt; line++) text += `${document.lineAt(line).text}\n`;
  return text.slice(0, lookedAt);
}

/** Shown in a text editor of its own, not only as a side of a comparison. */
function isShownAlone(uri: vscode.Uri): boolean {
  const wanted = uri.toString();
  return vscode.window.tabGroups.all.some((group) => group.tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === wanted));
}

/** `files.associations` says what the file is: the user's word counts. */
function isAssociated(document: vscode.TextDocument): boolean {
  const associations = vscode.workspace.getConfiguration('files', document).get<Record<string, string>>('associations', {});
  return Object.keys(associations).some((glob) => vscode.languages.match({ pattern: glob.includes('/') ? glob : `**/${glob}` }, document) > 0);
}

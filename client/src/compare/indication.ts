import * as vscode from 'vscode';
import { type ComparedCounts, compareCounts } from '../../../server/src/lsp/protocol/compare.ts';
import type { ServerConnection } from '../server-connection.ts';
import { activePolicy } from '../status.ts';
import { askAbout, type Base, readBase } from './base.ts';
import type { Git } from './git.ts';

/** Milliseconds of quiet after a change, and after the findings that follow it, before anything is asked. */
const quiet = 300;

/** "+3 −1 actions since HEAD" for the policy in front; a click opens the comparison. */
export class Indication implements vscode.Disposable {
  private readonly server: ServerConnection;
  private readonly git: Git;
  private readonly item: vscode.StatusBarItem;
  private readonly subscriptions: vscode.Disposable[];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private busy = false;
  private again = false;

  constructor(server: ServerConnection, git: Git) {
    this.server = server;
    this.git = git;
    this.item = vscode.window.createStatusBarItem('modelartsPolicy.changes', vscode.StatusBarAlignment.Right, 99);
    this.item.name = vscode.l10n.t('Changed permissions');
    const ifActive = (uri: vscode.Uri): void => {
      if (uri.toString() === activePolicy()?.uri.toString()) this.soon(quiet);
    };
    this.subscriptions = [
      this.item,
      vscode.window.onDidChangeActiveTextEditor(() => {
        // What stands there is said of another policy.
        this.item.hide();
        this.soon(quiet);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => ifActive(document.uri)),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => ifActive(uri)),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => uris.forEach(ifActive)),
      git.onDidChange(() => this.soon(quiet)),
      server.onDidChangeState(() => this.soon(quiet)),
    ];
    this.soon(quiet);
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const it of this.subscriptions) it.dispose();
  }

  private soon(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.update(), delay);
  }

  /** One question at a time: what changes meanwhile is asked afterwards. */
  private async update(): Promise<void> {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    this.again = false;
    try {
      await this.ask();
    } catch {
      this.item.hide();
    } finally {
      this.busy = false;
      if (this.again) this.soon(quiet);
    }
  }

  private async ask(): Promise<void> {
    const document = activePolicy();
    if (!document || document.isUntitled) {
      this.item.hide();
      return;
    }
    const { version, uri } = document;
    const head = await readBase(this.git, uri, { kind: 'head' });
    const kind = head ? 'head' : 'saved';
    const base = head ?? (document.isDirty ? await readBase(this.git, uri, { kind }) : undefined);
    const counts = base && !isSameText(base.text, document.getText()) ? await askAbout(this.server, compareCounts, uri, base) : undefined;
    if (activePolicy() !== document || document.version !== version) {
      // The answer is of an earlier text; the change has asked for another one.
      if (activePolicy() !== document) this.item.hide();
      return;
    }
    if (!base || !counts || 'problem' in counts || counts.result === 'equivalent') this.item.hide();
    else this.show(uri, kind, base, counts);
  }

  private show(uri: vscode.Uri, kind: 'head' | 'saved', base: Base, counts: ComparedCounts): void {
    this.item.text = `$(git-compare) ${shortText(kind, counts)}`;
    const words = [spoken(base, counts), counts.verdict, ...(counts.open && counts.result !== 'cannot-tell' ? [vscode.l10n.t('Not everything can be compared.')] : [])].join(' ');
    this.item.tooltip = words;
    this.item.accessibilityInformation = { label: words, role: 'button' };
    this.item.command = { title: vscode.l10n.t('Show what changed'), command: 'modelartsPolicy.compareWith', arguments: [uri, kind] };
    this.item.show();
  }
}

/** `+3 −1 actions since HEAD`, without what is zero. */
function shortText(kind: 'head' | 'saved', { gained, lost, open }: ComparedCounts): string {
  const numbers = [gained > 0 ? `+${gained}` : '', lost > 0 ? `−${lost}` : '', open ? '?' : ''].filter(Boolean).join(' ');
  // Only actions that do not exist today, or nothing that is certain.
  if (gained === 0 && lost === 0) return kind === 'head' ? (open ? vscode.l10n.t('? since HEAD') : vscode.l10n.t('Changed since HEAD')) : open ? vscode.l10n.t('? since saved') : vscode.l10n.t('Changed since saved');
  if (gained + lost === 1 && !open) return kind === 'head' ? vscode.l10n.t('{0} action since HEAD', numbers) : vscode.l10n.t('{0} action since saved', numbers);
  return kind === 'head' ? vscode.l10n.t('{0} actions since HEAD', numbers) : vscode.l10n.t('{0} actions since saved', numbers);
}

function spoken({ name }: Base, { gained, lost }: ComparedCounts): string {
  if (gained === 0 && lost === 0) return vscode.l10n.t('Compared with {0}: no known action is certain to differ.', name);
  return vscode.l10n.t('Compared with {0}: actions gained: {1}, lost: {2}.', name, gained, lost);
}

/** Line ends are not a difference. */
function isSameText(a: string, b: string): boolean {
  return a === b || a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n');
}

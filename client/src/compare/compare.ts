import * as vscode from 'vscode';
import { comparePolicies, type CompareResult, type BaseNeeded, compareText } from '../../../server/src/lsp/protocol/compare.ts';
import { schemes, type ServerConnection } from '../server-connection.ts';
import { sayNoPolicy } from '../simulation/simulation.ts';
import { activePolicy } from '../status.ts';
import { askAbout, type BaseChoice, BaseDocuments, fileName, readBase } from './base.ts';
import { Git } from './git.ts';
import { Indication } from './indication.ts';
import { ComparisonView, type ShownComparison } from './view.ts';

/** Milliseconds of quiet after a keystroke before the tree follows the text. */
const quiet = 250;

/** Policies of the folder that are offered at most. */
const mostOffered = 200;

interface Current {
  readonly uri: vscode.Uri;
  readonly choice: BaseChoice;
}

/** The comparison of a policy with an earlier text or with another file; it follows both. */
export class Comparison implements vscode.Disposable {
  private readonly server: ServerConnection;
  private readonly git = new Git();
  private readonly view = new ComparisonView();
  private readonly subscriptions: vscode.Disposable[];
  private current: Current | undefined;
  private shown: ShownComparison | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the questions, so that only the answer to the last one is shown. */
  private asked = 0;

  constructor(server: ServerConnection) {
    this.server = server;
    const ifConcerned = ({ uri }: vscode.TextDocument): void => {
      if (this.isConcerned(uri)) this.followSoon();
    };
    this.subscriptions = [
      this.git,
      this.view,
      new BaseDocuments(this.git),
      new Indication(server, this.git),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) ifConcerned(document);
      }),
      vscode.workspace.onDidSaveTextDocument(ifConcerned),
      this.git.onDidChange(() => {
        if (this.current?.choice.kind === 'head') this.followSoon();
      }),
      this.view.view.onDidChangeVisibility(({ visible }) => {
        if (visible) this.followSoon();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const it of this.subscriptions) it.dispose();
  }

  /** Compares the policy in front, or a named one, with what is chosen; the status bar has chosen already. */
  async start(target: vscode.Uri | undefined, chosen?: 'head' | 'saved'): Promise<void> {
    const document = target ? vscode.workspace.textDocuments.find((it) => it.uri.toString() === target.toString()) : activePolicy();
    if (!document) return sayNoPolicy();
    const choice = chosen ? { kind: chosen } : await this.choose(document);
    if (!choice) return;
    this.current = { uri: document.uri, choice };
    this.shown = undefined;
    const problem = await this.update();
    if (problem !== undefined) {
      void vscode.window.showWarningMessage(problem);
      return;
    }
    await vscode.commands.executeCommand('modelartsPolicy.comparison.focus');
    await this.view.reveal();
  }

  clear(): void {
    this.current = undefined;
    this.setShown(undefined);
  }

  /** What is shown, as text for a review. */
  async copy(): Promise<void> {
    const { current } = this;
    const base = current && (await readBase(this.git, current.uri, current.choice));
    if (!base) return;
    const result = await askAbout(this.server, compareText, current.uri, base);
    if ('problem' in result) {
      void vscode.window.showWarningMessage(result.problem);
      return;
    }
    await vscode.env.clipboard.writeText(result.markdown);
    void vscode.window.setStatusBarMessage(vscode.l10n.t('Copied to the clipboard: {0} characters.', result.markdown.length), 5000);
  }

  private async choose(document: vscode.TextDocument): Promise<BaseChoice | undefined> {
    const picked = await vscode.window.showQuickPick(this.offers(document), { title: vscode.l10n.t('Compare the permissions of {0} with…', fileName(document.uri)), matchOnDescription: true });
    if (!picked?.take) return undefined;
    return picked.take();
  }

  private async offers(document: vscode.TextDocument): Promise<Offer[]> {
    const { uri } = document;
    const isSelf = (it: vscode.Uri): boolean => it.toString() === uri.toString();
    const heading = (label: string): Offer => ({ label, kind: vscode.QuickPickItemKind.Separator });
    const file = (of: vscode.Uri): Offer => ({ label: `$(file) ${fileName(of)}`, description: vscode.workspace.asRelativePath(of), take: () => ({ kind: 'file', uri: of }) });
    const own: Offer[] = [];
    if (await this.git.head(uri)) own.push({ label: '$(git-commit) HEAD', description: vscode.l10n.t('as it was last committed'), take: () => ({ kind: 'head' }) });
    if (document.isDirty && !document.isUntitled) own.push({ label: `$(save) ${vscode.l10n.t('Saved file')}`, description: vscode.l10n.t('as it was before your changes'), take: () => ({ kind: 'saved' }) });
    const open = vscode.workspace.textDocuments.filter((it) => it.languageId === 'iam-policy' && !isSelf(it.uri) && schemes.includes(it.uri.scheme)).map((it) => it.uri);
    const isOpen = new Set(open.map(String));
    const found = await vscode.workspace.findFiles('**/*.{policy,iampolicy,scp,trust}.json', '**/node_modules/**', mostOffered);
    const others = found.filter((it) => !isSelf(it) && !isOpen.has(it.toString())).sort((a, b) => (a.path < b.path ? -1 : 1));
    return [
      ...own,
      ...(open.length > 0 ? [heading(vscode.l10n.t('open policies')), ...open.map(file)] : []),
      ...(others.length > 0 ? [heading(vscode.l10n.t('policies of the folder')), ...others.map(file)] : []),
      heading(''),
      { label: `$(folder-opened) ${vscode.l10n.t('Choose File…')}`, alwaysShow: true, take: () => this.fromDialog(uri) },
    ];
  }

  private async fromDialog(uri: vscode.Uri): Promise<BaseChoice | undefined> {
    const near = vscode.workspace.getWorkspaceFolder(uri)?.uri;
    const [chosen] = (await vscode.window.showOpenDialog({ title: vscode.l10n.t('Compare with which policy?'), filters: { JSON: ['json'] }, ...(near ? { defaultUri: near } : {}) })) ?? [];
    return chosen && { kind: 'file', uri: chosen };
  }

  private isConcerned(uri: vscode.Uri): boolean {
    const { current } = this;
    if (!current) return false;
    const other = current.choice.kind === 'file' ? current.choice.uri.toString() : undefined;
    return [current.uri.toString(), other].includes(uri.toString());
  }

  private followSoon(): void {
    clearTimeout(this.timer);
    if (this.current && this.view.view.visible) this.timer = setTimeout(() => void this.update(), quiet);
  }

  /** @returns why there is nothing to show; undefined when there is, or when another question came first */
  private async update(): Promise<string | undefined> {
    const { current } = this;
    if (!current) return undefined;
    const number = ++this.asked;
    const base = await readBase(this.git, current.uri, current.choice);
    const gone = vscode.l10n.t('What it is compared with is not there any more.');
    let result: Exclude<CompareResult, BaseNeeded>;
    try {
      result = base ? await askAbout(this.server, comparePolicies, current.uri, base) : { problem: gone };
    } catch (error) {
      if (this.shown) return undefined;
      throw error;
    }
    if (number !== this.asked || this.current !== current) return undefined;
    if ('problem' in result || !base) {
      const problem = 'problem' in result ? result.problem : gone;
      // While somebody types, the last answer stays, and says so.
      if (this.shown) this.setShown({ ...this.shown, old: problem });
      return problem;
    }
    this.setShown({ uri: current.uri, base: base.shownAt, title: vscode.l10n.t('{0}, compared with {1}', fileName(current.uri), base.name), compared: result });
    return undefined;
  }

  private setShown(shown: ShownComparison | undefined): void {
    this.shown = shown;
    void vscode.commands.executeCommand('setContext', 'modelartsPolicy.hasComparison', shown !== undefined);
    // An empty simulation beside it would leave little room.
    if (shown) void vscode.commands.executeCommand('setContext', 'modelartsPolicy.hasOtherView', true);
    this.view.show(shown);
  }
}

interface Offer extends vscode.QuickPickItem {
  readonly take?: () => BaseChoice | undefined | Promise<BaseChoice | undefined>;
}

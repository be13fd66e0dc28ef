import * as vscode from 'vscode';
import { effective, type EffectiveResult, type EffectiveState, effectiveText } from '../../../server/src/lsp/protocol.ts';
import { effectiveOfSet, effectiveTextOfSet, policySets } from '../../../server/src/lsp/protocol/effective-sets.ts';
import { whatCan, whatCanText } from '../../../server/src/lsp/protocol/account.ts';
import { chooseFilter } from '../filter-box.ts';
import type { ServerConnection } from '../server-connection.ts';
import { sayNoPolicy } from '../simulation/simulation.ts';
import { activePolicy } from '../status.ts';
import { type EffectiveTree, EffectiveView, fileName, iconOf, states } from './view.ts';

/** Milliseconds of quiet after a keystroke before the tree follows the text. */
const quiet = 250;

interface Filter {
  readonly text: string;
  readonly states: readonly EffectiveState[];
}

const everything: Filter = { text: '', states: [] };

/** Effective permissions of the policy in front. They are asked for only while somebody sees them. */
export class EffectivePermissions implements vscode.Disposable {
  private readonly server: ServerConnection;
  private readonly view = new EffectiveView();
  private readonly subscriptions: vscode.Disposable[];
  private uri: vscode.Uri | undefined = activePolicy()?.uri;
  /** Somebody of the account at `uri`, whose permissions are shown in place of a policy's. */
  private person: string | undefined;
  /** The policy set whose policies are shown together; undefined for the policy alone. */
  private set: string | undefined;
  private tree: EffectiveTree | undefined;
  /** The document that `tree` is of. */
  private shownFor: string | undefined;
  private filter = everything;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the questions, so that only the answer to the last one is shown. */
  private asked = 0;

  constructor(server: ServerConnection) {
    this.server = server;
    this.subscriptions = [
      this.view,
      this.view.view.onDidChangeVisibility(({ visible }) => {
        if (visible) this.updateSoon(0);
      }),
      vscode.window.onDidChangeActiveTextEditor(() => {
        const active = activePolicy()?.uri;
        if (!active || active.toString() === this.uri?.toString()) return;
        this.uri = active;
        this.person = undefined;
        this.updateSoon(0);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const isShown = document.uri.toString() === this.uri?.toString() || (this.set !== undefined && document.languageId === 'iam-policy');
        if (contentChanges.length > 0 && isShown) this.updateSoon(quiet);
      }),
      // Also sent when a document becomes another language.
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.toString() !== this.uri?.toString()) return;
        this.uri = activePolicy()?.uri;
        this.updateSoon(0);
      }),
      vscode.workspace.onDidOpenTextDocument(({ languageId }) => {
        if (languageId !== 'iam-policy' || this.uri) return;
        this.uri = activePolicy()?.uri;
        this.updateSoon(0);
      }),
      vscode.workspace.onDidChangeConfiguration((it) => {
        if (it.affectsConfiguration('modelartsPolicy.authorizationMode')) this.updateSoon(0);
      }),
    ];
    this.updateSoon(0);
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const it of this.subscriptions) it.dispose();
  }

  /** Opens the view for somebody of an account: what they can do with all that they hold. */
  async focusPerson(account: vscode.Uri, person: string): Promise<void> {
    this.uri = account;
    this.person = person;
    await vscode.commands.executeCommand('setContext', 'modelartsPolicy.hasOtherView', true);
    await vscode.commands.executeCommand('modelartsPolicy.effective.focus');
    await this.update();
  }

  /** Opens the view for the policy in front. */
  async focus(target: vscode.Uri | undefined): Promise<void> {
    this.uri = target ?? activePolicy()?.uri ?? this.uri;
    if (target ?? activePolicy()) this.person = undefined;
    if (!this.uri) return sayNoPolicy();
    // An empty simulation beside it would leave little room.
    await vscode.commands.executeCommand('setContext', 'modelartsPolicy.hasOtherView', true);
    await vscode.commands.executeCommand('modelartsPolicy.effective.focus');
    await this.update();
  }

  /** Text and states in one quick pick: what is typed filters at once, Escape brings the earlier filter back. */
  chooseFilter(): Promise<void> {
    const { text, states: kept } = this.filter;
    const words = this.tree?.words;
    const question = {
      title: vscode.l10n.t('Filter effective permissions'),
      placeholder: vscode.l10n.t('Words of actions or descriptions; tick the states to show'),
      items: states.map((state) => ({ state, label: words?.[state] ?? state, iconPath: iconOf(state), alwaysShow: true })),
      text,
      ticked: ({ state }: { readonly state: EffectiveState }) => kept.includes(state),
    };
    return chooseFilter(question, (typed, ticked) => this.setFilter({ text: typed, states: ticked.map((it) => it.state) }));
  }

  /** The policy alone, or one of the sets that it is in. */
  async chooseSet(): Promise<void> {
    const uri = activePolicy()?.uri ?? (this.person === undefined ? this.uri : undefined);
    if (!uri) return sayNoPolicy();
    const { sets } = await this.server.ask(policySets, { textDocument: { uri: uri.toString() } });
    if (sets.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('This policy is in no set. Sets are lists of policies in .modelarts-policy.json.'));
      return;
    }
    const items: (vscode.QuickPickItem & { set: string | undefined })[] = [
      { label: fileName(uri), description: vscode.l10n.t('this policy alone'), set: undefined },
      ...sets.map((set) => ({ label: set, description: vscode.l10n.t('all policies of this set together'), set })),
    ];
    const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Show effective permissions of what?') });
    if (!chosen) return;
    this.set = chosen.set;
    await this.focus(uri);
  }

  clearFilter(): void {
    this.setFilter(everything);
  }

  /** What is shown, as text for elsewhere. */
  async copy(): Promise<void> {
    const uri = this.uri ?? activePolicy()?.uri;
    if (!uri) return sayNoPolicy();
    const items = [
      { label: vscode.l10n.t('Copy as Markdown'), format: 'markdown' as const },
      { label: vscode.l10n.t('Copy as CSV'), format: 'csv' as const },
    ];
    const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Copy effective permissions') });
    if (!chosen) return;
    const question = this.question(uri);
    const { person, set } = this;
    const { format } = chosen;
    const ask = (): Promise<{ readonly text: string } | { readonly problem: string }> => {
      if (person !== undefined) return this.server.ask(whatCanText, { uri: uri.toString(), as: person, ...this.filter, format });
      return set === undefined ? this.server.ask(effectiveText, { ...question, format }) : this.server.ask(effectiveTextOfSet, { ...question, set, format });
    };
    const result = await ask();
    if ('problem' in result) {
      void vscode.window.showWarningMessage(result.problem);
      return;
    }
    await vscode.env.clipboard.writeText(result.text);
    void vscode.window.setStatusBarMessage(vscode.l10n.t('Copied to the clipboard: {0} characters.', result.text.length), 5000);
  }

  private setFilter(filter: Filter): void {
    this.filter = filter;
    void vscode.commands.executeCommand('setContext', 'modelartsPolicy.effectiveFiltered', isSet(filter));
    void this.update();
  }

  private updateSoon(delay: number): void {
    clearTimeout(this.timer);
    if (this.view.view.visible) this.timer = setTimeout(() => void this.update(), delay);
  }

  private async update(): Promise<void> {
    const { uri } = this;
    const number = ++this.asked;
    if (!uri) {
      this.tree = undefined;
      this.shownFor = undefined;
      this.view.show(undefined, undefined, false);
      return;
    }
    let result: EffectiveResult;
    try {
      result = await this.ask(uri);
    } catch {
      return;
    }
    if (number !== this.asked || this.uri !== uri) return;
    if ('problem' in result) {
      // While somebody types, the last tree stays.
      if (this.shownFor !== uri.toString()) this.view.show(uri, undefined, false);
      this.view.say(result.problem);
      return;
    }
    this.tree = result;
    this.shownFor = uri.toString();
    this.view.show(uri, result, isSet(this.filter), this.person ?? this.set);
  }

  private async ask(uri: vscode.Uri): Promise<EffectiveResult> {
    if (this.person !== undefined) return this.server.ask(whatCan, { uri: uri.toString(), as: this.person, ...this.filter });
    const { sets } = await this.server.ask(policySets, { textDocument: { uri: uri.toString() } });
    void vscode.commands.executeCommand('setContext', 'modelartsPolicy.hasSets', sets.length > 0);
    // The chosen set stays as long as the policy in front is one of it.
    if (this.set !== undefined && !sets.includes(this.set)) this.set = undefined;
    const { set } = this;
    return set === undefined ? this.server.ask(effective, this.question(uri)) : this.server.ask(effectiveOfSet, { ...this.question(uri), set });
  }

  private question(uri: vscode.Uri): { textDocument: { uri: string }; authorization: 'strict' | 'non-strict'; text: string; states: readonly EffectiveState[] } {
    const mode = vscode.workspace.getConfiguration('modelartsPolicy', uri).get<string>('authorizationMode');
    return { textDocument: { uri: uri.toString() }, authorization: mode === 'non-strict' ? 'non-strict' : 'strict', ...this.filter };
  }
}

function isSet({ text, states: chosen }: Filter): boolean {
  return text !== '' || chosen.length > 0;
}

import * as vscode from 'vscode';
import { whatIf, type WhatIfParams, type WhatIfResult, type WhatIfSubject } from '../../../server/src/lsp/protocol/what-if.ts';
import { accountEnding } from '../file-names.ts';
import { fileName } from '../compare/base.ts';
import type { Pages } from '../pages.ts';
import { chooseFilter } from '../filter-box.ts';
import type { ServerConnection } from '../server-connection.ts';
import { sayNoPolicy } from '../simulation/simulation.ts';
import { activePolicy } from '../status.ts';
import { earlierOf, policyFiles } from './earlier.ts';

/** Milliseconds of quiet after a keystroke before the table follows the text. */
const quiet = 400;

interface Filter {
  readonly text: string;
  readonly differing: boolean;
}

interface Current {
  readonly subject: WhatIfSubject;
  readonly project: string | undefined;
  /** The policy whose settings count. */
  readonly uri: vscode.Uri;
}

interface Offer extends vscode.QuickPickItem {
  readonly take?: () => Promise<Omit<Current, 'project'> | undefined>;
}

/**
 * Actions by persons, by policies, or by before and after an edit, as a page with a table: a screen reader goes
 * through its rows and columns with their headings, which no tree can offer.
 */
export class WhatIf implements vscode.Disposable {
  private readonly server: ServerConnection;
  private readonly pages: Pages;
  private readonly subscriptions: vscode.Disposable[];
  private current: Current | undefined;
  private filter: Filter = { text: '', differing: false };
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  constructor(server: ServerConnection, pages: Pages) {
    this.server = server;
    this.pages = pages;
    const tabs = vscode.window.tabGroups;
    const tellFront = (): void => void vscode.commands.executeCommand('setContext', 'modelartsPolicy.whatIfInFront', this.pages.isInFront(pageName()));
    this.subscriptions = [
      tabs.onDidChangeTabs(tellFront),
      tabs.onDidChangeTabGroups(tellFront),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0 || !this.current) return;
        if (document.languageId === 'iam-policy' || document.fileName.endsWith(accountEnding)) this.followSoon();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const it of this.subscriptions) it.dispose();
  }

  /** Asks what is to be compared, and shows the table. */
  async start(): Promise<void> {
    const offers = await this.offers();
    if (offers.length === 0) return sayNoPolicy();
    const picked = await vscode.window.showQuickPick(offers, { title: vscode.l10n.t('What if: actions by…'), matchOnDescription: true });
    const chosen = await picked?.take?.();
    if (!chosen) return;
    this.current = { ...chosen, project: undefined };
    this.filter = { text: '', differing: false };
    const result = await this.ask('markdown');
    if (!result) return;
    if (!('problem' in result) && result.projects.length > 0) {
      const none = vscode.l10n.t('None named');
      const project = await vscode.window.showQuickPick([none, ...result.projects], { title: vscode.l10n.t('In which project is it asked? Some policies are attached for projects only.') });
      if (project === undefined) return;
      if (project !== none) this.current = { ...this.current, project };
    }
    await this.update(true);
  }

  /** Words and "only where they differ" in one quick pick: what is typed filters at once, Escape brings the earlier filter back. */
  chooseFilter(): Promise<void> {
    const before = this.filter;
    const question = {
      title: vscode.l10n.t('Filter the what-if table'),
      placeholder: vscode.l10n.t('Words of actions or descriptions; tick to show differences only'),
      items: [{ label: vscode.l10n.t('Only where the columns differ'), alwaysShow: true }],
      text: before.text,
      ticked: () => before.differing,
    };
    return chooseFilter(question, (text, ticked) => this.setFilter({ text, differing: ticked.length > 0 }));
  }

  /** What is shown, as text for elsewhere. */
  async copy(): Promise<void> {
    const items = [
      { label: vscode.l10n.t('Copy as Markdown'), format: 'markdown' as const },
      { label: vscode.l10n.t('Copy as CSV'), format: 'csv' as const },
    ];
    const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Copy the what-if table') });
    const result = chosen && (await this.ask(chosen.format));
    if (!result || 'problem' in result) return;
    await vscode.env.clipboard.writeText(result.text);
    void vscode.window.setStatusBarMessage(vscode.l10n.t('Copied to the clipboard: {0} characters.', result.text.length), 5000);
  }

  private async offers(): Promise<Offer[]> {
    const policy = activePolicy();
    const offers: Offer[] = [];
    if (policy) {
      const { uri } = policy;
      for (const { name, text } of await earlierOf(policy)) {
        const label = vscode.l10n.t('Before and after: {0} and now', name);
        offers.push({ label: `$(git-compare) ${label}`, description: fileName(uri), take: () => Promise.resolve({ uri, subject: { policies: [{ name, uri: uri.toString(), text }, { name: vscode.l10n.t('now'), uri: uri.toString() }] } }) });
      }
    }
    const accounts = await vscode.workspace.findFiles(`**/*${accountEnding}`, '**/node_modules/**', 50);
    for (const uri of accounts) offers.push({ label: `$(organization) ${vscode.l10n.t('Persons of {0}', fileName(uri))}`, description: vscode.workspace.asRelativePath(uri), take: () => Promise.resolve({ uri, subject: { account: uri.toString() } }) });
    if (policy || (await policyFiles()).length > 0) offers.push({ label: `$(files) ${vscode.l10n.t('Policies…')}`, take: () => choosePolicies(policy?.uri) });
    return offers;
  }

  private setFilter(filter: Filter): void {
    this.filter = filter;
    void this.update(false);
  }

  private followSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.pages.isShown(pageName())) void this.update(false);
    }, quiet);
  }

  private async update(show: boolean): Promise<void> {
    const number = ++this.asked;
    const result = await this.ask('markdown');
    if (!result || number !== this.asked) return;
    if ('problem' in result) {
      if (show) void vscode.window.showWarningMessage(result.problem);
      return;
    }
    if (show) await this.pages.show(pageName(), result.text, { preview: false, viewColumn: this.pages.columnOf(pageName()) });
    else this.pages.update(pageName(), result.text);
    void vscode.commands.executeCommand('setContext', 'modelartsPolicy.hasWhatIf', true);
    if (show && result.problems.length > 0) void vscode.window.showWarningMessage(result.problems.join(' '));
  }

  private async ask(format: WhatIfParams['format']): Promise<WhatIfResult | undefined> {
    const { current } = this;
    if (!current) return undefined;
    const { subject, project, uri } = current;
    const mode = vscode.workspace.getConfiguration('modelartsPolicy', uri).get<string>('authorizationMode');
    return this.server.ask(whatIf, { subject, ...(project === undefined ? {} : { project }), authorization: mode === 'non-strict' ? 'non-strict' : 'strict', ...this.filter, format });
  }
}

function pageName(): string {
  return vscode.l10n.t('What if');
}

/** Several policies of the folder; the one in front is ticked. */
async function choosePolicies(front: vscode.Uri | undefined): Promise<Omit<Current, 'project'> | undefined> {
  const files = await policyFiles();
  const uris = front && !files.some((it) => it.toString() === front.toString()) ? [front, ...files] : files;
  const items = uris.map((uri) => ({ uri, label: fileName(uri), description: vscode.workspace.asRelativePath(uri), picked: uri.toString() === front?.toString() }));
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('What if: which policies?'), canPickMany: true, matchOnDescription: true });
  const [first] = chosen ?? [];
  if (!chosen || !first) return undefined;
  const twice = new Set(chosen.map((it) => it.label)).size < chosen.length;
  return { uri: first.uri, subject: { policies: chosen.map(({ uri, label, description }) => ({ name: twice ? description : label, uri: uri.toString() })) } };
}

import * as vscode from 'vscode';
import { referenceAbout, referencePart, type ReferenceAboutResult, type ReferencePartResult, referenceServices } from '../../../server/src/lsp/protocol/reference.ts';
import { activeEditor, copy, insertOrCopy } from '../search/find-action.ts';
import type { ServerConnection } from '../server-connection.ts';
import { nameOf, type ReferenceLine, ReferenceView } from './view.ts';

/** Milliseconds of quiet after a key before the tree follows the filter. */
const quiet = 80;

/** The reference: everything that is known of services, to look at, to search, and to write into the policy in front. */
export class Reference implements vscode.Disposable {
  private readonly server: ServerConnection;
  private readonly view: ReferenceView;
  private readonly subscriptions: vscode.Disposable[];
  private query = '';
  /** Counts the questions, so that only the answer to the last one is shown. */
  private asked = 0;
  private shown = false;

  constructor(server: ServerConnection) {
    this.server = server;
    this.view = new ReferenceView({
      part: (service) => this.ask<ReferencePartResult>(() => server.ask(referencePart, { service, query: this.query }), { types: [], keys: [] }),
      about: (params) => this.ask<ReferenceAboutResult | null>(() => server.ask(referenceAbout, params), null),
    });
    this.subscriptions = [
      this.view,
      this.view.view.onDidChangeVisibility(({ visible }) => {
        if (visible && !this.shown) void this.update();
      }),
      // Folders with facts about services may have changed.
      vscode.workspace.onDidChangeConfiguration((it) => {
        if (it.affectsConfiguration('modelartsPolicy.catalogFolders')) void this.update();
      }),
    ];
    if (this.view.view.visible) void this.update();
  }

  dispose(): void {
    for (const it of this.subscriptions) it.dispose();
  }

  async focus(): Promise<void> {
    // An empty simulation beside it would leave little room.
    await vscode.commands.executeCommand('setContext', 'modelartsPolicy.hasOtherView', true);
    await vscode.commands.executeCommand('modelartsPolicy.reference.focus');
    await this.update();
  }

  /** Shows the tree beside whatever has the focus. */
  private async reveal(): Promise<void> {
    await vscode.commands.executeCommand('setContext', 'modelartsPolicy.hasOtherView', true);
    if (!this.shown) await this.update();
    await this.view.revealFirst();
  }

  /** What is typed filters at once; Enter goes to the tree, Escape brings the earlier filter back. */
  async chooseFilter(): Promise<void> {
    const before = this.query;
    const box = vscode.window.createInputBox();
    box.title = vscode.l10n.t('Filter the reference');
    box.placeholder = vscode.l10n.t('Words, a name, an API request such as POST /v2/{project_id}/training-jobs, or part of a denial');
    box.value = before;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let accepted = false;
    await new Promise<void>((resolve) => {
      box.onDidChangeValue(() => {
        clearTimeout(timer);
        timer = setTimeout(() => void this.filter(box.value), quiet);
      });
      box.onDidAccept(() => {
        accepted = true;
        box.hide();
      });
      box.onDidHide(() => {
        clearTimeout(timer);
        const chosen = accepted ? box.value : before;
        box.dispose();
        void this.filter(chosen).then(resolve);
      });
      // The box comes first, and the tree without taking the focus: no key goes into the policy.
      box.show();
      void this.reveal();
    });
    if (accepted) await this.view.focusFirst();
  }

  clearFilter(): Promise<void> {
    return this.filter('');
  }

  /** Writes an action where the cursor of the policy in front is; a key is copied. */
  async insert(target: unknown): Promise<void> {
    const line = toLine(target) ?? (await this.selected());
    if (line?.kind === 'action') await insertOrCopy(this.server, activeEditor(), line.action.name);
    else if (line?.kind === 'key') await copy(line.key.name);
  }

  async copy(target: unknown): Promise<void> {
    const line = toLine(target) ?? this.view.view.selection[0];
    const name = line && nameOf(line)?.name;
    if (name !== undefined) await copy(name);
  }

  async openSource(target: unknown): Promise<void> {
    const line = toLine(target) ?? this.view.view.selection[0];
    const about = line && nameOf(line);
    const source = about && (await this.server.ask(referenceAbout, about))?.source;
    if (source !== undefined) await vscode.env.openExternal(vscode.Uri.parse(source));
    else if (about) void vscode.window.showInformationMessage(vscode.l10n.t('No page with an address names {0}.', about.name));
  }

  /** The line that has the focus: keys move the focus alone, and this chooses or opens it as Enter does. */
  private async selected(): Promise<ReferenceLine | undefined> {
    await vscode.commands.executeCommand('list.select');
    return this.view.view.selection[0];
  }

  private async filter(query: string): Promise<void> {
    const text = query.trim();
    if (text === this.query) return;
    this.query = text;
    void vscode.commands.executeCommand('setContext', 'modelartsPolicy.referenceFiltered', text !== '');
    await this.update();
  }

  private async update(): Promise<void> {
    const number = ++this.asked;
    const { query } = this;
    const result = await this.ask(() => this.server.ask(referenceServices, { query }), undefined);
    if (number !== this.asked || !result) return;
    this.shown = true;
    this.view.show(result, query);
  }

  /** A server that is gone has said so itself. */
  private async ask<Result>(question: () => Promise<Result>, otherwise: Result): Promise<Result> {
    try {
      return await question();
    } catch (error) {
      this.server.log.error(String(error));
      return otherwise;
    }
  }
}

/** Menus hand over the line, keys nothing. */
function toLine(target: unknown): ReferenceLine | undefined {
  return typeof target === 'object' && target !== null && 'kind' in target ? (target as ReferenceLine) : undefined;
}

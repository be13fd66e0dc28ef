import * as vscode from 'vscode';
import { detect, documentInfo } from '../../../server/src/lsp/protocol.ts';
import { builderActions, builderEdit, builderKeys, builderModel, type BuilderModelResult } from '../../../server/src/lsp/protocol/builder.ts';
import type { FromPage, ToPage } from '../../webview/builder/messages.ts';
import type { ServerConnection } from '../server-connection.ts';
import { sayNoPolicy } from '../simulation/simulation.ts';
import { pageFolder, pageFor } from './page.ts';
import { texts } from './texts.ts';

/** Id of the custom editor in the package. */
export const builderType = 'modelartsPolicy.builder';

/** Kinds of documents that stay what they are. */
const strange = new Set(['none', 'aws', 'obs-bucket', 'smn-topic']);

/** Policies as cards that are chosen from: a custom editor over the one text document, which stays the truth. */
export class PolicyBuilder implements vscode.CustomTextEditorProvider {
  private readonly context: vscode.ExtensionContext;
  private readonly server: ServerConnection;

  constructor(context: vscode.ExtensionContext, server: ServerConnection) {
    this.context = context;
    this.server = server;
  }

  /** Opens the builder beside the text of a policy. */
  async open(target: vscode.Uri | undefined): Promise<void> {
    const uri = target ?? vscode.window.activeTextEditor?.document.uri;
    if (!uri) return sayNoPolicy();
    await vscode.commands.executeCommand('vscode.openWith', uri, builderType, vscode.ViewColumn.Beside);
  }

  async resolveCustomTextEditor(document: vscode.TextDocument, panel: vscode.WebviewPanel): Promise<void> {
    await this.makeOurs(document);
    const { webview } = panel;
    const extension = this.context.extensionUri;
    webview.options = { enableScripts: true, localResourceRoots: [pageFolder(extension)] };
    const view = new BuilderView(document, panel, this.server);
    panel.onDidDispose(() => view.dispose());
    webview.html = pageFor(webview, extension, { texts: texts(), name: document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1) });
  }

  /** The server knows documents of our language only; one that is opened here first may still be called JSON. */
  private async makeOurs(document: vscode.TextDocument): Promise<void> {
    if (document.languageId === 'iam-policy') return;
    try {
      const { kind } = await this.server.ask(detect, { text: document.getText().slice(0, 65_536) });
      if (!strange.has(kind)) await vscode.languages.setTextDocumentLanguage(document, 'iam-policy');
    } catch {
      // Without the server the page says so.
    }
  }
}

/** One page and its document. */
class BuilderView implements vscode.Disposable {
  private readonly document: vscode.TextDocument;
  private readonly panel: vscode.WebviewPanel;
  private readonly server: ServerConnection;
  private readonly subscriptions: vscode.Disposable[];
  private model: BuilderModelResult | undefined;
  private open: readonly number[] = [];
  /** A model is being asked for; `again`: the text or what is open has changed since. */
  private asking = false;
  private again = false;
  /** A click is being written: the page hears what it did before it gets the new cards. */
  private applying = false;
  private disposed = false;

  constructor(document: vscode.TextDocument, panel: vscode.WebviewPanel, server: ServerConnection) {
    this.document = document;
    this.panel = panel;
    this.server = server;
    const uri = document.uri.toString();
    this.subscriptions = [
      panel.webview.onDidReceiveMessage((message: FromPage) => void this.receive(message)),
      vscode.workspace.onDidChangeTextDocument((it) => {
        if (it.document.uri.toString() === uri && it.contentChanges.length > 0) void this.update();
      }),
      // Also sent when a document becomes ours.
      vscode.workspace.onDidOpenTextDocument((it) => {
        if (it.uri.toString() === uri) void this.update();
      }),
      server.onDidChangeState(() => void this.update()),
      vscode.workspace.onDidSaveTextDocument(({ fileName }) => {
        if (fileName.endsWith('.modelarts-policy.json')) void this.update();
      }),
      vscode.workspace.onDidChangeConfiguration((it) => {
        if (it.affectsConfiguration('modelartsPolicy')) void this.update();
      }),
    ];
  }

  dispose(): void {
    this.disposed = true;
    for (const it of this.subscriptions) it.dispose();
  }

  private get textDocument(): { readonly uri: string } {
    return { uri: this.document.uri.toString() };
  }

  private async receive(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'open':
        this.open = message.open;
        return this.update();
      case 'reveal':
        return this.reveal(message.statement);
    }
    try {
      switch (message.type) {
        case 'change':
          return await this.change(message);
        case 'actions': {
          const { type: _, ...asked } = message;
          const result = await this.server.ask(builderActions, { textDocument: this.textDocument, ...asked });
          if (!('problem' in result)) this.send({ type: 'actions', ...asked, result });
          return;
        }
        case 'keys': {
          const result = await this.server.ask(builderKeys, { textDocument: this.textDocument, statement: message.statement });
          if (!('problem' in result)) this.send({ type: 'keys', statement: message.statement, version: this.document.version, keys: result.keys });
        }
      }
    } catch (error) {
      this.sayGone(error);
    }
  }

  /** Asks for the cards and shows them; while one question is open, the next waits and is asked once. */
  private async update(): Promise<void> {
    if (this.asking || this.applying) {
      this.again = true;
      return;
    }
    this.asking = true;
    try {
      do {
        this.again = false;
        const model = await this.server.ask(builderModel, { textDocument: this.textDocument, open: this.open });
        if (this.disposed) return;
        if ('problem' in model) {
          // The document is about to become ours: the server hears of it in a moment.
          if (this.document.languageId !== 'iam-policy') this.openAsText(vscode.l10n.t('This document is no policy of Huawei Cloud IAM.'));
          return;
        }
        if (!this.model && model.state === 'impossible') return this.openAsText(model.reason ?? '');
        this.model = model;
        const info = await this.server.ask(documentInfo, { textDocument: this.textDocument });
        if (this.applying) return;
        this.send({ type: 'model', model, label: info?.label ?? '' });
      } while (this.again && !this.disposed);
    } catch (error) {
      this.sayGone(error);
    } finally {
      this.asking = false;
    }
  }

  /** One click: one edit, of the text that was seen. An outdated click is dropped, and the page gets the text as it is. */
  private async change({ version, change }: Extract<FromPage, { readonly type: 'change' }>): Promise<void> {
    const { document } = this;
    const result = document.version === version ? await this.server.ask(builderEdit, { textDocument: this.textDocument, version, change }) : { outdated: true as const };
    if ('problem' in result) {
      this.send({ type: 'said', text: result.problem, problem: true });
      return this.update();
    }
    if ('outdated' in result || document.version !== result.version) return this.update();
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, result.edits.map(({ range, newText }) => new vscode.TextEdit(toRange(range), newText)));
    this.applying = true;
    try {
      const isDone = result.edits.length === 0 || (await vscode.workspace.applyEdit(edit));
      this.send({ type: 'said', text: isDone ? result.said : vscode.l10n.t('The text could not be changed.'), problem: !isDone });
    } finally {
      this.applying = false;
    }
    await this.update();
  }

  /** The text of a statement, in an editor that shows the document already, else beside. */
  private async reveal(statement: number | undefined): Promise<void> {
    const range = statement === undefined ? this.model?.range : this.model?.cards[statement]?.range;
    const uri = this.document.uri.toString();
    const shown = vscode.window.visibleTextEditors.find((it) => it.document.uri.toString() === uri && it.viewColumn !== undefined);
    const editor = await vscode.window.showTextDocument(this.document, { viewColumn: shown?.viewColumn ?? vscode.ViewColumn.Beside });
    if (!range) return;
    const place = toRange(range);
    editor.selection = new vscode.Selection(place.start, place.start);
    editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  private openAsText(reason: string): void {
    const column = this.panel.viewColumn;
    const isShown = vscode.window.visibleTextEditors.some((it) => it.document.uri.toString() === this.document.uri.toString());
    this.panel.dispose();
    if (!isShown) void vscode.commands.executeCommand('vscode.openWith', this.document.uri, 'default', column);
    void vscode.window.showWarningMessage(vscode.l10n.t('Opened as text. {0}', reason));
  }

  private send(message: ToPage): void {
    if (!this.disposed) void this.panel.webview.postMessage(message);
  }

  private sayGone(error: unknown): void {
    if (!this.server.isGone) this.server.log.error(String(error));
    this.send({ type: 'gone', text: vscode.l10n.t('The policy server does not answer. Your text is untouched; the cards are frozen until it runs again.') });
  }
}

function toRange({ start, end }: { readonly start: { readonly line: number; readonly character: number }; readonly end: { readonly line: number; readonly character: number } }): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

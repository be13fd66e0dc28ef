import * as vscode from 'vscode';
import { replayEnd, type ReplayEndResult, replayPiece, replayStart } from '../../../server/src/lsp/protocol/replay.ts';
import { fileName } from '../compare/base.ts';
import type { Pages } from '../pages.ts';
import type { ServerConnection } from '../server-connection.ts';
import { sayNoPolicy } from '../simulation/simulation.ts';
import { activePolicy } from '../status.ts';
import { textOf } from '../text-of.ts';
import { type Earlier, earlierOf, policyFiles } from '../what-if/earlier.ts';
import { openPieces } from './pieces.ts';

/** How the name of a trace mapping ends. */
const mappingEnding = '.iamtraces.json';

/** Requests and traces of a file, decided again under the policy in front as it was and as it is now. */
export class ReplayCommands {
  private readonly server: ServerConnection;
  private readonly pages: Pages;
  private last: { readonly mapping: string; readonly file: vscode.Uri | undefined } | undefined;

  constructor(server: ServerConnection, pages: Pages) {
    this.server = server;
    this.pages = pages;
  }

  async start(): Promise<void> {
    const policy = activePolicy();
    if (!policy) return sayNoPolicy();
    const before = await chooseEarlier(policy);
    const requests = before && (await chooseRequests(policy.uri));
    if (!before || !requests) return;
    const [mapping] = await vscode.workspace.findFiles(`**/*${mappingEnding}`, '**/node_modules/**', 1);
    const mappingText = mapping && (await textOf(mapping));
    const uri = policy.uri.toString();
    const mode = vscode.workspace.getConfiguration('modelartsPolicy', policy.uri).get<string>('authorizationMode');
    const started = await this.server.ask(replayStart, { before: { uri, text: before.text }, after: { uri, text: policy.getText() }, authorization: mode === 'non-strict' ? 'non-strict' : 'strict', ...(mappingText === undefined ? {} : { mapping: mappingText }) });
    if ('problem' in started) {
      void vscode.window.showWarningMessage(started.problem);
      return;
    }
    const result = await this.run(started.replay, requests);
    if ('problem' in result) {
      void vscode.window.showWarningMessage(result.problem);
      return;
    }
    this.last = { mapping: result.mapping, file: mapping };
    const name = vscode.l10n.t('Replay of {0}', fileName(requests));
    await this.pages.show(name, result.markdown, { preview: false, viewColumn: this.pages.columnOf(name) });
    if (result.unmapped === 0) {
      void vscode.window.showInformationMessage(result.summary);
      return;
    }
    void vscode.commands.executeCommand('setContext', 'modelartsPolicy.hasUnmappedTraces', true);
    const write = vscode.l10n.t('Write Trace Mapping…');
    const chosen = await vscode.window.showInformationMessage(`${result.summary} ${vscode.l10n.t('Operations without a mapping to an action: {0}.', result.unmapped)}`, write);
    if (chosen === write) await this.writeMapping();
  }

  /** Writes the operations of the last replay that have no mapping into a file that the user owns; what stands in it stays. */
  async writeMapping(): Promise<void> {
    if (!this.last) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Replay a file of traces first: the mapping lists the operations that had none.'));
      return;
    }
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const proposed = this.last.file ?? (folder && vscode.Uri.joinPath(folder, `traces${mappingEnding}`));
    const target = this.last.file ?? (await vscode.window.showSaveDialog({ title: vscode.l10n.t('Write the trace mapping'), ...(proposed ? { defaultUri: proposed } : {}), filters: { JSON: ['json'] } }));
    if (!target) return;
    // The text is put into the editor, so that it can be looked at and undone before it is saved.
    if (this.last.file) {
      const document = await vscode.workspace.openTextDocument(target);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(target, new vscode.Range(0, 0, document.lineCount, 0), this.last.mapping);
      await vscode.workspace.applyEdit(edit);
    } else await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(this.last.mapping));
    this.last = { ...this.last, file: target };
    await vscode.window.showTextDocument(target);
  }

  /** Sends the file in pieces; a person who gives up keeps what is known so far. */
  private run(replay: number, requests: vscode.Uri): Thenable<ReplayEndResult> {
    const title = vscode.l10n.t('Replaying {0}', fileName(requests));
    return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, async (progress, token) => {
      let partial = false;
      let failure: string | undefined;
      try {
        const { size, texts } = await openPieces(requests);
        let before = 0;
        for await (const { text, read } of texts) {
          if (token.isCancellationRequested) {
            partial = true;
            break;
          }
          const answer = await this.server.ask(replayPiece, { replay, text });
          if ('problem' in answer) return answer;
          progress.report({ message: vscode.l10n.t('{0} requests', answer.records), increment: size > 0 ? ((read - before) / size) * 100 : 0 });
          before = read;
        }
      } catch (error) {
        if (this.server.isGone) throw error;
        partial = true;
        failure = error instanceof Error ? error.message : String(error);
      }
      const result = await this.server.ask(replayEnd, { replay, title: fileName(requests), partial });
      return failure === undefined ? result : { problem: vscode.l10n.t('{0} cannot be read: {1}', fileName(requests), failure) };
    });
  }
}

async function chooseEarlier(policy: vscode.TextDocument): Promise<Earlier | undefined> {
  interface Offer extends vscode.QuickPickItem {
    readonly take?: () => Promise<Earlier | undefined>;
  }
  const own = (await earlierOf(policy)).map((it): Offer => ({ label: `$(history) ${it.name}`, take: () => Promise.resolve(it) }));
  const others = (await policyFiles()).filter((it) => it.toString() !== policy.uri.toString());
  const files = others.map((uri): Offer => ({
    label: `$(file) ${fileName(uri)}`,
    description: vscode.workspace.asRelativePath(uri),
    take: async () => {
      const text = await textOf(uri);
      return text === undefined ? undefined : { name: fileName(uri), text };
    },
  }));
  if (own.length + files.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is nothing to replay against: {0} has no commit, no saved version and no other policy beside it.', fileName(policy.uri)));
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick([...own, ...files], { title: vscode.l10n.t('Replay: which policy was there before {0}?', fileName(policy.uri)), matchOnDescription: true });
  return chosen?.take?.();
}

async function chooseRequests(policy: vscode.Uri): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles('**/*.{jsonl,ndjson,jsonl.gz,json.gz,traces.json,requests.json}', '**/node_modules/**', 200);
  const items = found.sort((a, b) => (a.path < b.path ? -1 : 1)).map((uri): vscode.QuickPickItem & { uri?: vscode.Uri } => ({ uri, label: `$(file) ${fileName(uri)}`, description: vscode.workspace.asRelativePath(uri) }));
  const choose = { label: `$(folder-opened) ${vscode.l10n.t('Choose File…')}`, alwaysShow: true };
  const chosen = await vscode.window.showQuickPick([...items, choose], { title: vscode.l10n.t('Replay: which file of requests or traces?'), matchOnDescription: true });
  if (!chosen || chosen !== choose) return chosen && 'uri' in chosen ? chosen.uri : undefined;
  const near = vscode.workspace.getWorkspaceFolder(policy)?.uri;
  const [file] = (await vscode.window.showOpenDialog({ title: vscode.l10n.t('Replay which file?'), ...(near ? { defaultUri: near } : {}) })) ?? [];
  return file;
}

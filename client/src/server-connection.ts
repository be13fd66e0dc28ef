import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, type LanguageClientOptions, type ServerOptions, State, TransportKind } from 'vscode-languageclient/node';
import { companions } from './file-names.ts';
import type { InitializationOptions, RequestName } from '../../server/src/lsp/protocol.ts';
import { readFile } from '../../server/src/lsp/protocol/files.ts';
import { configDiagnostics } from './config-diagnostics.ts';
import { textOf } from './text-of.ts';

/** Crashes in a row, within three minutes, after which only the user starts the server again. */
const mostCrashes = 3;
const crashWindow = 180_000;

/** Schemes whose documents people edit; other versions of a file (`git:`) are left alone. */
export const schemes: readonly string[] = ['file', 'untitled', 'vscode-vfs', 'vscode-test-web', 'vscode-remote', 'memfs'];

/** The language server: started once, restarted when it fails, and asked with typed requests. */
export class ServerConnection {
  readonly log: vscode.LogOutputChannel;
  private readonly client: LanguageClient;
  private crashes: number[] = [];

  constructor(context: vscode.ExtensionContext) {
    this.log = vscode.window.createOutputChannel('ModelArts Policy', { log: true });
    const module = context.asAbsolutePath('dist/server.js');
    const server: ServerOptions = {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6010'] } },
    };
    // Policies are judged together with those of their set, which need not be open.
    const watchers = ['**/.modelarts-policy.json', '**/*.{policy,iampolicy,scp,trust}.json'].map((it) => vscode.workspace.createFileSystemWatcher(it));
    context.subscriptions.push(...watchers);
    const options: LanguageClientOptions = {
      documentSelector: schemes.flatMap((scheme) => [{ language: 'iam-policy', scheme }, ...companions.map((ending) => ({ pattern: `**/*${ending}`, scheme }))]),
      outputChannel: this.log,
      // Opens a page of the package, nothing else; what comes from a policy is escaped and holds no link.
      markdown: { isTrusted: { enabledCommands: ['modelartsPolicy.readAbout'] } },
      initializationOptions: { language: vscode.env.language, ...(vscode.l10n.bundle ? { bundle: vscode.l10n.bundle } : {}), docs: 'iam-policy-docs:/', rules: vscode.workspace.getConfiguration('modelartsPolicy').get<Record<string, string>>('rules', {}), catalogFolders: vscode.workspace.getConfiguration('modelartsPolicy').get<string[]>('catalogFolders', []), saveCommand: 'modelartsPolicy.saveConfiguration' } satisfies InitializationOptions,
      diagnosticPullOptions: { onChange: true },
      synchronize: { configurationSection: 'modelartsPolicy', fileEvents: watchers },
      errorHandler: { error: () => ({ action: ErrorAction.Continue, handled: true }), closed: () => this.closed() },
      initializationFailedHandler: (error) => {
        this.log.error(String(error));
        void this.sayGone();
        return false;
      },
      middleware: {
        handleDiagnostics: configDiagnostics(context.subscriptions),
        provideCodeLenses: (document, token, next) => (setting(document, 'codeLens', true) ? next(document, token) : []),
        provideInlayHints: (document, range, token, next) => (setting(document, 'inlayHints', false) ? next(document, range, token) : []),
      },
    };
    this.client = new LanguageClient('modelartsPolicy', 'ModelArts Policy', server, options);
    this.client.onRequest(readFile.method, ({ uri }: { uri: string }) => textOf(vscode.Uri.parse(uri)).then((text) => text ?? null));
  }

  async start(): Promise<void> {
    try {
      await this.client.start();
    } catch (error) {
      this.log.error(String(error));
      await this.sayGone();
    }
  }

  async stop(): Promise<void> {
    if (this.client.state !== State.Stopped) await this.client.stop();
    this.log.dispose();
  }

  async restart(): Promise<void> {
    this.crashes = [];
    if (this.client.state === State.Stopped) await this.client.start();
    else await this.client.restart();
  }

  /** Calls back whenever the server started or stopped. */
  onDidChangeState(listener: () => void): vscode.Disposable {
    return this.client.onDidChangeState(listener);
  }

  /** Whether it stopped for good: only the user starts it again. */
  get isGone(): boolean {
    return this.client.state === State.Stopped || this.client.state === State.StartFailed;
  }

  /** Asks the server; waits for its start. Rejects when it is gone. */
  async ask<Params, Result>(name: RequestName<Params, Result>, params: Params): Promise<Result> {
    return this.client.sendRequest<Result>(name.method, params);
  }

  private closed(): { action: CloseAction; handled: boolean } {
    const now = Date.now();
    this.crashes = [...this.crashes.filter((it) => now - it < crashWindow), now];
    if (this.crashes.length <= mostCrashes) return { action: CloseAction.Restart, handled: true };
    void this.sayGone();
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  /** Says that the server stopped, and does what the person chooses. */
  async sayGone(): Promise<void> {
    const restart = vscode.l10n.t('Restart');
    const showLog = vscode.l10n.t('Show Log');
    const chosen = await vscode.window.showErrorMessage(vscode.l10n.t('The policy language server stopped. Your text is untouched; checking and completion are off until it runs again.'), restart, showLog);
    if (chosen === restart) await this.restart();
    if (chosen === showLog) this.log.show();
  }
}

function setting(document: vscode.TextDocument, name: string, otherwise: boolean): boolean {
  return vscode.workspace.getConfiguration('modelartsPolicy', document).get(name, otherwise);
}

import * as vscode from 'vscode';

/** What is used of the built-in Git extension, which need not be there. */
interface GitExtension {
  readonly enabled: boolean;
  readonly onDidChangeEnablement: vscode.Event<boolean>;
  getAPI(version: 1): GitApi;
}

interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<unknown>;
  readonly onDidOpenRepository: vscode.Event<unknown>;
  readonly onDidCloseRepository: vscode.Event<unknown>;
  readonly repositories: readonly Repository[];
  getRepository(uri: vscode.Uri): Repository | null;
}

interface Repository {
  readonly state: { readonly HEAD: { readonly commit?: string } | undefined; readonly onDidChange: vscode.Event<unknown> };
  show(ref: string, path: string): Promise<string>;
}

/** A file as the last commit has it. */
export interface Head {
  readonly commit: string;
  readonly text: string;
}

/** Files as the last commit has them, from the editor's own Git support; without it there are none. */
export class Git implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  /** HEAD may be another commit, or is known now. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[] = [this.changed];
  private readonly followed = new Map<Repository, vscode.Disposable>();
  private asked: Promise<GitApi | undefined> | undefined;
  private extension: GitExtension | undefined;
  /** The last answer for each file. */
  private readonly heads = new Map<string, { readonly commit: string; readonly text: Promise<string | undefined> }>();

  dispose(): void {
    for (const it of [...this.subscriptions, ...this.followed.values()]) it.dispose();
  }

  /** Undefined where there is no Git, no repository, no commit, or the commit does not have the file. */
  async head(uri: vscode.Uri): Promise<Head | undefined> {
    if (uri.scheme !== 'file' && uri.scheme !== 'vscode-remote') return undefined;
    const api = await this.api();
    if (!api) return undefined;
    try {
      const repository = api.getRepository(uri);
      const commit = repository?.state.HEAD?.commit;
      if (!repository || commit === undefined) return undefined;
      this.follow(api);
      const key = uri.toString();
      let known = this.heads.get(key);
      if (known?.commit !== commit) {
        // A file that the commit does not have is refused.
        known = { commit, text: repository.show(commit, uri.fsPath).catch(() => undefined) };
        this.heads.set(key, known);
      }
      const text = await known.text;
      return text === undefined ? undefined : { commit, text };
    } catch {
      return undefined;
    }
  }

  private async api(): Promise<GitApi | undefined> {
    const api = await (this.asked ??= this.find());
    return this.extension?.enabled ? api : undefined;
  }

  private async find(): Promise<GitApi | undefined> {
    try {
      const found = vscode.extensions.getExtension<GitExtension>('vscode.git');
      const extension = found && (found.isActive ? found.exports : await found.activate());
      if (!extension) return undefined;
      this.extension = extension;
      this.subscriptions.push(extension.onDidChangeEnablement(() => {
        this.asked = undefined;
        this.changed.fire(undefined);
      }));
      if (!extension.enabled) return undefined;
      const api = extension.getAPI(1);
      const again = (): void => {
        this.follow(api);
        this.changed.fire(undefined);
      };
      this.subscriptions.push(api.onDidChangeState(again), api.onDidOpenRepository(again), api.onDidCloseRepository(again));
      this.follow(api);
      return api;
    } catch {
      return undefined;
    }
  }

  /** Its state changes with every file that is touched: only another commit is news. */
  private follow(api: GitApi): void {
    for (const repository of api.repositories) {
      if (this.followed.has(repository)) continue;
      let { HEAD: last } = repository.state;
      this.followed.set(repository, repository.state.onDidChange(() => {
        if (repository.state.HEAD?.commit === last?.commit) return;
        last = repository.state.HEAD;
        this.changed.fire(undefined);
      }));
    }
  }
}

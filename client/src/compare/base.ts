import * as vscode from 'vscode';
import type { ComparedBase, BaseNeeded, CompareParams } from '../../../server/src/lsp/protocol/compare.ts';
import type { RequestName } from '../../../server/src/lsp/protocol.ts';
import type { ServerConnection } from '../server-connection.ts';
import type { Git } from './git.ts';

/** What a policy is compared with: its last commit, what is saved of it, or another file. */
export type BaseChoice = { readonly kind: 'head' } | { readonly kind: 'saved' } | { readonly kind: 'file'; readonly uri: vscode.Uri };

/** A base with its text, and where its statements can be shown. */
export interface Base extends ComparedBase {
  readonly text: string;
  readonly shownAt: vscode.Uri;
}

/** Scheme of documents that show an earlier text of a policy. */
export const baseScheme = 'iam-policy-base';

/** The base as it is now; undefined where it is gone. */
export async function readBase(git: Git, uri: vscode.Uri, choice: BaseChoice): Promise<Base | undefined> {
  switch (choice.kind) {
    case 'head': {
      const head = await git.head(uri);
      return head && { id: `head ${uri.toString()} ${head.commit}`, name: 'HEAD', uri: uri.toString(), text: head.text, shownAt: earlier(uri, 'head') };
    }
    case 'saved': {
      const saved = await readFile(uri);
      return saved && { id: `saved ${uri.toString()} ${saved.version}`, name: vscode.l10n.t('the saved file'), uri: uri.toString(), text: saved.text, shownAt: earlier(uri, 'saved') };
    }
    case 'file': {
      const open = vscode.workspace.textDocuments.find((it) => it.uri.toString() === choice.uri.toString());
      const file = open ? { version: `open ${open.version}`, text: open.getText() } : await readFile(choice.uri);
      return file && { id: `file ${choice.uri.toString()} ${file.version}`, name: fileName(choice.uri), uri: choice.uri.toString(), text: file.text, shownAt: choice.uri };
    }
  }
}

/** Asks about a base; its text is sent only to a server that has not seen it. */
export async function askAbout<Result>(server: ServerConnection, name: RequestName<CompareParams, Result | BaseNeeded>, uri: vscode.Uri, { id, name: label, uri: of, text }: Base): Promise<Result> {
  const textDocument = { uri: uri.toString() };
  const base: ComparedBase = { id, name: label, uri: of };
  const answer = await server.ask(name, { textDocument, base });
  if (!isNeeded(answer)) return answer;
  return (await server.ask(name, { textDocument, base: { ...base, text } })) as Result;
}

/** Shows earlier texts of policies: as the last commit has them, or as they are saved. */
export class BaseDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly git: Git;
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];

  constructor(git: Git) {
    this.git = git;
    this.subscriptions = [
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(baseScheme, this),
      git.onDidChange(() => this.refresh(() => true)),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.refresh((it) => it.query === uri.toString())),
    ];
  }

  dispose(): void {
    for (const it of this.subscriptions) it.dispose();
  }

  async provideTextDocumentContent({ fragment, query }: vscode.Uri): Promise<string> {
    const base = await readBase(this.git, vscode.Uri.parse(query), { kind: fragment === 'head' ? 'head' : 'saved' });
    return base?.text ?? '';
  }

  private refresh(isConcerned: (uri: vscode.Uri) => boolean): void {
    for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === baseScheme && isConcerned(uri)) this.changed.fire(uri);
  }
}

/** The last part of the path, as people know the file. */
export function fileName({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The title of the tab says which version it is, and keeps the ending that gives it its colours. */
function earlier(uri: vscode.Uri, kind: 'head' | 'saved'): vscode.Uri {
  const version = kind === 'head' ? 'HEAD' : vscode.l10n.t('Saved');
  return vscode.Uri.from({ scheme: baseScheme, path: `/${version} · ${fileName(uri)}`, query: uri.toString(), fragment: kind });
}

async function readFile(uri: vscode.Uri): Promise<{ readonly version: string; readonly text: string } | undefined> {
  try {
    const { mtime, size } = await vscode.workspace.fs.stat(uri);
    const bytes = await vscode.workspace.fs.readFile(uri);
    return { version: `${mtime} ${size}`, text: new TextDecoder().decode(bytes) };
  } catch {
    return undefined;
  }
}

function isNeeded(answer: unknown): answer is BaseNeeded {
  return typeof answer === 'object' && answer !== null && 'baseNeeded' in answer;
}

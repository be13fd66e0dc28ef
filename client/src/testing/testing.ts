import * as vscode from 'vscode';
import { accessTests, type PlaceInFile, traceAccessTest } from '../../../server/src/lsp/protocol/access-test.ts';
import { testFileEnding } from '../file-names.ts';
import { schemes, type ServerConnection } from '../server-connection.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { CoverageDetails } from './coverage.ts';
import { Runner } from './run.ts';
import { itemsOf, TestTree } from './tree.ts';

/** How the names of test files end, and where they are looked for. */
export const testFilePattern = `**/*${testFileEnding}`;
const leftOut = '**/{node_modules,.git}/**';

/** Milliseconds of quiet after a keystroke before the tests of a file are read again. */
const quiet = 300;

/** The test files of the opened folders; as many as anybody has. */
export function findTestFiles(): Thenable<vscode.Uri[]> {
  return vscode.workspace.findFiles(testFilePattern, leftOut, 5000);
}

export function isTestFile({ uri }: Pick<vscode.TextDocument, 'uri'>): boolean {
  return schemes.includes(uri.scheme) && uri.path.endsWith(testFileEnding);
}

/**
 * Access tests in the Test Explorer. Nothing is registered until there is a test file: the view would be empty
 * for everybody else.
 */
export class AccessTesting implements vscode.Disposable {
  private readonly server: ServerConnection;
  private readonly simulation: Simulation;
  private readonly subscriptions: vscode.Disposable[];
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private tree: TestTree | undefined;
  private runner: Runner | undefined;
  /** The search for test files, once it has begun. */
  private searched: Thenable<void> | undefined;

  constructor(server: ServerConnection, simulation: Simulation) {
    this.server = server;
    this.simulation = simulation;
    const watcher = vscode.workspace.createFileSystemWatcher(testFilePattern);
    this.subscriptions = [
      watcher,
      watcher.onDidCreate((uri) => this.add(uri)),
      watcher.onDidChange((uri) => this.readSoon(uri)),
      watcher.onDidDelete((uri) => this.tree?.remove(uri)),
      vscode.workspace.onDidOpenTextDocument((document) => this.opened(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === 'untitled') this.tree?.remove(uri);
        else if (this.tree?.has(uri)) this.readSoon(uri);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        if (isTestFile(document)) this.readSoon(document.uri);
        this.runner?.outdate(document.uri);
      }),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.runner?.saved(uri)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.search()),
    ];
    this.searched = this.search();
    vscode.workspace.textDocuments.forEach((it) => this.opened(it));
  }

  dispose(): void {
    for (const it of this.timers.values()) clearTimeout(it);
    for (const it of this.subscriptions) it.dispose();
    this.runner?.dispose();
    this.tree?.dispose();
  }

  /** Shows every step of a test: one of the Test Explorer, or the one that the cursor is in. */
  async trace(target?: unknown): Promise<void> {
    const item = itemOf(target) ?? (await this.atCursor());
    const file = item && this.tree?.fileOf(item);
    const index = item && this.tree?.indexOf(item);
    if (!item || !file?.uri || index === undefined) return;
    const { uri } = file;
    await this.simulation.showTrace(uri, async () => {
      await this.tree?.read(file);
      return this.server.ask(traceAccessTest, { uri: uri.toString(), test: this.tree?.indexOf(item) ?? index });
    });
  }

  /** Goes to the statement that decided a test when it was run last. */
  async goToDeciding(target: unknown): Promise<void> {
    const item = itemOf(target);
    const place = item && this.runner?.decidedBy(item);
    if (!place) {
      void vscode.window.showInformationMessage(vscode.l10n.t('No statement decided this test. Show its trace to see why.'));
      return;
    }
    await vscode.window.showTextDocument(vscode.Uri.parse(place.uri), { selection: startOf(place) });
  }

  private async atCursor(): Promise<vscode.TestItem | undefined> {
    const editor = vscode.window.activeTextEditor;
    const file = editor && this.tree?.file(editor.document.uri);
    if (!file) return undefined;
    await this.tree?.read(file);
    const found = itemsOf(file.children).find((it) => it.range?.contains(editor.selection.active));
    if (!found) void vscode.window.showInformationMessage(vscode.l10n.t('Put the cursor into a test first.'));
    return found;
  }

  private async search(): Promise<void> {
    for (const uri of await findTestFiles()) this.add(uri);
  }

  private opened(document: vscode.TextDocument): void {
    if (!isTestFile(document)) return;
    this.add(document.uri);
    this.readSoon(document.uri);
  }

  private add(uri: vscode.Uri): void {
    this.ensure().add(uri);
  }

  private readSoon(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.set(key, setTimeout(() => {
      this.timers.delete(key);
      const file = this.tree?.file(uri);
      // What nobody has looked into is read when it is opened in the view.
      if (file && (file.children.size > 0 || vscode.workspace.textDocuments.some((it) => it.uri.toString() === key))) void this.tree?.read(file);
    }, quiet));
  }

  private ensure(): TestTree {
    if (this.tree) return this.tree;
    const controller = vscode.tests.createTestController('modelartsPolicy.accessTests', vscode.l10n.t('Access tests of policies'));
    const tree = new TestTree(controller, (uri) => this.server.ask(accessTests, { uri: uri.toString() }));
    this.tree = tree;
    const coverage = new CoverageDetails();
    const runner = new Runner(controller, tree, this.server, coverage, (item) => this.trace(item));
    this.runner = runner;
    controller.resolveHandler = async (item) => {
      if (item) await tree.read(item);
      else await this.searched;
    };
    controller.refreshHandler = async () => {
      this.searched = this.search();
      await this.searched;
      await tree.readAgain();
    };
    return tree;
  }
}

function startOf({ range: { start } }: PlaceInFile): vscode.Range {
  return new vscode.Range(start.line, start.character, start.line, start.character);
}

/** Menus of the Test Explorer give the item, those of a message an object with it. */
function itemOf(target: unknown): vscode.TestItem | undefined {
  if (typeof target !== 'object' || target === null) return undefined;
  if ('test' in target) return target.test as vscode.TestItem;
  return 'children' in target ? (target as vscode.TestItem) : undefined;
}

import * as vscode from 'vscode';
import type { FoundTests } from '../../../server/src/lsp/protocol/access-test.ts';

/** Test files and their tests as the Test Explorer shows them. Files are read when somebody looks into them. */
export class TestTree implements vscode.Disposable {
  private readonly controller: vscode.TestController;
  private readonly ask: (uri: vscode.Uri) => Promise<FoundTests>;
  /** Position of each test in its file. */
  private readonly indices = new WeakMap<vscode.TestItem, number>();

  constructor(controller: vscode.TestController, ask: (uri: vscode.Uri) => Promise<FoundTests>) {
    this.controller = controller;
    this.ask = ask;
  }

  dispose(): void {
    this.controller.dispose();
  }

  get files(): readonly vscode.TestItem[] {
    return itemsOf(this.controller.items);
  }

  has(uri: vscode.Uri): boolean {
    return this.file(uri) !== undefined;
  }

  file(uri: vscode.Uri): vscode.TestItem | undefined {
    return this.controller.items.get(uri.toString());
  }

  add(uri: vscode.Uri): void {
    if (this.has(uri)) return;
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    const item = this.controller.createTestItem(uri.toString(), name.replace(/\.iamtest\.json$/, '') || name, uri);
    item.description = vscode.workspace.asRelativePath(uri);
    item.canResolveChildren = true;
    this.controller.items.add(item);
  }

  remove(uri: vscode.Uri): void {
    this.controller.items.delete(uri.toString());
  }

  /** The file that a test is in; of a file itself. */
  fileOf(item: vscode.TestItem): vscode.TestItem {
    return item.parent ?? item;
  }

  /** The position of a test in its file; undefined for a file. */
  indexOf(item: vscode.TestItem): number | undefined {
    return this.indices.get(item);
  }

  /** Reads the tests of a file; those that are still there stay the items they are. */
  async read(file: vscode.TestItem): Promise<void> {
    if (!file.uri) return;
    let found: FoundTests;
    try {
      found = await this.ask(file.uri);
    } catch {
      // Without the server the last tests stay.
      return;
    }
    const taken = new Set<string>();
    const items = found.tests.map(({ index, name, range }) => {
      let id = name;
      for (let number = 2; taken.has(id); number++) id = `${name} (${number})`;
      taken.add(id);
      const item = file.children.get(id) ?? this.controller.createTestItem(id, name, file.uri);
      item.range = toRange(range);
      item.sortText = String(index).padStart(6, '0');
      this.indices.set(item, index);
      return item;
    });
    file.children.replace(items);
    file.error = found.problem;
  }

  /** Reads again what was read before. */
  async readAgain(): Promise<void> {
    for (const it of this.files) if (it.children.size > 0) await this.read(it);
  }
}

export function itemsOf(items: vscode.TestItemCollection): vscode.TestItem[] {
  const found: vscode.TestItem[] = [];
  items.forEach((it) => found.push(it));
  return found;
}

export function toRange({ start, end }: { readonly start: { readonly line: number; readonly character: number }; readonly end: { readonly line: number; readonly character: number } }): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

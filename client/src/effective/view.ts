import * as vscode from 'vscode';
import type { EffectiveCounts, EffectiveResult, EffectiveService, EffectiveState, EffectiveType } from '../../../server/src/lsp/protocol.ts';

export type EffectiveTree = Exclude<EffectiveResult, { problem: string }>;

type Line =
  | { readonly kind: 'service'; readonly service: EffectiveService }
  | { readonly kind: 'type'; readonly service: EffectiveService; readonly type: EffectiveType }
  | { readonly kind: 'action'; readonly type: EffectiveType; readonly name: string; readonly description: string; readonly outcome: number };

/** In the order in which counts are shown. */
export const states: readonly EffectiveState[] = ['allowed', 'denied', 'not-granted', 'depends', 'unknown'];

/** What a policy comes to as a tree: service, resource type, action. Enter goes to the statement that decides. */
export class EffectiveView implements vscode.TreeDataProvider<Line>, vscode.Disposable {
  readonly view: vscode.TreeView<Line>;
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private tree: EffectiveTree | undefined;
  private uri: vscode.Uri | undefined;
  private title = '';
  /** A filter leaves little, so all of it is open. */
  private open = false;

  constructor() {
    this.view = vscode.window.createTreeView<Line>('modelartsPolicy.effective', { treeDataProvider: this, showCollapseAll: true });
  }

  dispose(): void {
    this.view.dispose();
    this.changed.dispose();
  }

  /** @param of a policy set or somebody of an account, by name; the file when left out */
  show(uri: vscode.Uri | undefined, tree: EffectiveTree | undefined, filtered: boolean, of?: string): void {
    this.uri = uri;
    this.tree = tree;
    this.open = filtered;
    const shown = tree ? total(tree.counts) : 0;
    this.title = !tree || !uri ? '' : [of ?? fileName(uri), filtered ? vscode.l10n.t('{0} of {1} actions', shown, tree.total) : countsText(tree.counts, tree.words)].filter(Boolean).join(' · ');
    this.say(tree && shown === 0 && filtered ? vscode.l10n.t('No action matches the filter.') : undefined);
    this.changed.fire(undefined);
  }

  /** Says something above the tree, which stays, below whose permissions these are: a view that is alone in the panel shows no description. */
  say(message: string | undefined): void {
    // An empty text takes the message away.
    this.view.message = [this.title, message].filter(Boolean).join('\n');
  }

  getChildren(line?: Line): Line[] {
    if (!line) return (this.tree?.services ?? []).map((service) => ({ kind: 'service', service }));
    if (line.kind === 'service') return line.service.types.map((type) => ({ kind: 'type', service: line.service, type }));
    if (line.kind === 'type') return line.type.actions.map(([name, description, outcome]) => ({ kind: 'action', type: line.type, name, description, outcome }));
    return [];
  }

  getTreeItem(line: Line): vscode.TreeItem {
    switch (line.kind) {
      case 'service':
        return this.group(line.service.title, line.service.name, line.service.counts, line.service.name === 'modelarts' || this.open);
      case 'type':
        return this.group(line.type.name || vscode.l10n.t('Without resource type'), `${line.service.name}:${line.type.name}`, line.type.counts, this.open);
      case 'action':
        return this.action(line);
    }
  }

  private group(label: string, id: string, counts: EffectiveCounts, open: boolean): vscode.TreeItem {
    const item = new vscode.TreeItem(label, open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed);
    // A filter opens what it leaves; without it the tree is as people left it.
    item.id = `${this.open ? 'filtered ' : ''}${id}`;
    const words = this.tree?.words;
    const text = words ? countsText(counts, words) : '';
    item.description = text;
    item.iconPath = iconOf(only(counts));
    item.tooltip = id.endsWith(':') ? id.slice(0, -1) : id;
    item.accessibilityInformation = { label: `${label}, ${text}` };
    return item;
  }

  private action({ name, description, outcome }: Line & { kind: 'action' }): vscode.TreeItem {
    const item = new vscode.TreeItem(name.slice(name.lastIndexOf(':') + 1), vscode.TreeItemCollapsibleState.None);
    const found = this.tree?.outcomes[outcome];
    item.id = name;
    if (!found || !this.tree || !this.uri) return item;
    item.description = found.message;
    item.iconPath = iconOf(found.state);
    item.tooltip = [name, description, `${this.tree.words[found.state]}: ${found.message}`].filter(Boolean).join('\n');
    item.accessibilityInformation = { label: [name, this.tree.words[found.state], found.message, description].filter(Boolean).join(', ') };
    if (found.range) {
      const { start } = found.range;
      const at = new vscode.Position(start.line, start.character);
      item.command = { title: vscode.l10n.t('Go to the statement'), command: 'vscode.open', arguments: [found.uri === undefined ? this.uri : vscode.Uri.parse(found.uri), { selection: new vscode.Range(at, at) } satisfies vscode.TextDocumentShowOptions] };
    }
    return item;
  }
}

/** "12 allowed, 3 denied": states that occur, in the words for this kind of policy. */
export function countsText(counts: EffectiveCounts, words: EffectiveTree['words']): string {
  return states
    .filter((it) => counts[it] > 0)
    .map((it) => vscode.l10n.t('{0}: {1}', words[it], counts[it]))
    .join(' · ');
}

export function iconOf(state: EffectiveState | undefined): vscode.ThemeIcon {
  switch (state) {
    case 'allowed':
      return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
    case 'denied':
      return new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('editorError.foreground'));
    case 'not-granted':
      return new vscode.ThemeIcon('circle-outline', new vscode.ThemeColor('testing.iconSkipped'));
    case 'depends':
      return new vscode.ThemeIcon('key', new vscode.ThemeColor('testing.iconQueued'));
    case 'unknown':
      return new vscode.ThemeIcon('question', new vscode.ThemeColor('testing.iconQueued'));
    case undefined:
      return new vscode.ThemeIcon('list-tree');
  }
}

function only(counts: EffectiveCounts): EffectiveState | undefined {
  const found = states.filter((it) => counts[it] > 0);
  return found.length === 1 ? found[0] : undefined;
}

function total(counts: EffectiveCounts): number {
  return states.reduce((all, it) => all + counts[it], 0);
}

export function fileName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

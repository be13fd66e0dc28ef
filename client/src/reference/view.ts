import * as vscode from 'vscode';
import type { ReferenceAboutParams, ReferenceAboutResult, ReferenceActionLine, ReferenceKeyLine, ReferencePartResult, ReferenceResult, ReferenceServiceLine, ReferenceTypeLine } from '../../../server/src/lsp/protocol/reference.ts';

/** A line of the tree. `keys` groups the condition keys of a service beside its types. */
export type ReferenceLine =
  | { readonly kind: 'service'; readonly service: ReferenceServiceLine }
  | { readonly kind: 'type'; readonly service: string; readonly type: ReferenceTypeLine }
  | { readonly kind: 'keys'; readonly service: string; readonly keys: readonly ReferenceKeyLine[] }
  | { readonly kind: 'action'; readonly action: ReferenceActionLine }
  | { readonly kind: 'key'; readonly key: ReferenceKeyLine };

/** What the tree asks for while it is looked at. */
export interface ReferenceQuestions {
  part(service: string): Promise<ReferencePartResult>;
  about(params: ReferenceAboutParams): Promise<ReferenceAboutResult | null>;
}

/** Of more actions than these a filter opens only the services. */
const mostOpened = 60;

/** Services, resource types, actions and condition keys as a tree; the parts of a service are asked for when it opens. */
export class ReferenceView implements vscode.TreeDataProvider<ReferenceLine>, vscode.Disposable {
  readonly view: vscode.TreeView<ReferenceLine>;
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly questions: ReferenceQuestions;
  private services: readonly ReferenceLine[] = [];
  /** Counts the filters: what one of them opened must not stay open for the next. */
  private generation = 0;
  private open = false;

  constructor(questions: ReferenceQuestions) {
    this.questions = questions;
    this.view = vscode.window.createTreeView<ReferenceLine>('modelartsPolicy.reference', { treeDataProvider: this, showCollapseAll: true });
  }

  dispose(): void {
    this.view.dispose();
    this.changed.dispose();
  }

  /** @param query the filter of the result; empty for everything */
  show(result: ReferenceResult, query: string): void {
    this.services = result.services.map((service) => ({ kind: 'service', service }));
    this.generation = query === '' ? 0 : this.generation + 1;
    this.open = query !== '' && result.found <= mostOpened;
    const message = result.services.length === 0 ? vscode.l10n.t('Nothing fits “{0}”.', query) : vscode.l10n.t('“{0}”: {1} of {2} actions', query, result.found, result.total);
    // An empty text takes the message away.
    this.view.message = query === '' ? '' : message;
    this.changed.fire(undefined);
  }

  async getChildren(line?: ReferenceLine): Promise<ReferenceLine[]> {
    if (!line) return [...this.services];
    switch (line.kind) {
      case 'service': {
        const { name } = line.service;
        const { types, keys } = await this.questions.part(name);
        const keyLines = keys.map((key): ReferenceLine => ({ kind: 'key', key }));
        if (name === '') return keyLines;
        return [...types.map((type): ReferenceLine => ({ kind: 'type', service: name, type })), ...(keys.length > 0 ? [{ kind: 'keys' as const, service: name, keys }] : [])];
      }
      case 'type':
        return line.type.actions.map((action) => ({ kind: 'action', action }));
      case 'keys':
        return line.keys.map((key) => ({ kind: 'key', key }));
      default:
        return [];
    }
  }

  /** Only services are shown by `focusFirst`, and they have none. */
  getParent(): undefined {
    return undefined;
  }

  /** Shows the view without taking the focus. */
  async revealFirst(): Promise<void> {
    const [first] = this.services;
    if (first) await this.view.reveal(first, { focus: false, select: false });
  }

  /** Gives the focus to the first line, so that arrow keys go on from there. */
  async focusFirst(): Promise<void> {
    const [first] = this.services;
    if (first) await this.view.reveal(first, { focus: true, select: false });
  }

  getTreeItem(line: ReferenceLine): vscode.TreeItem {
    const item = this.toItem(line);
    const { name } = nameOf(line) ?? { name: `${line.kind === 'keys' ? line.service : ''} keys` };
    item.id = `${this.generation} ${line.kind} ${name}`;
    return item;
  }

  async resolveTreeItem(item: vscode.TreeItem, line: ReferenceLine): Promise<vscode.TreeItem> {
    const about = nameOf(line);
    const found = about && (await this.questions.about(about));
    if (found) item.tooltip = new vscode.MarkdownString(found.markdown);
    return item;
  }

  private toItem(line: ReferenceLine): vscode.TreeItem {
    switch (line.kind) {
      case 'service':
        return this.service(line.service);
      case 'type':
        return this.type(line.type);
      case 'keys':
        return this.group(vscode.l10n.t('Condition keys'), count(line.keys.length), 'key');
      case 'action':
        return action(line.action);
      case 'key':
        return leaf(line.key.name, line.key.description, 'symbol-key', line.key.source ? 'keyWithSource' : 'key');
    }
  }

  private service({ name, title, actions, children }: ReferenceServiceLine): vscode.TreeItem {
    const what = actions === 1 ? vscode.l10n.t('1 action') : actions > 0 ? vscode.l10n.t('{0} actions', actions) : children > 0 ? count(children) : vscode.l10n.t('no known actions');
    const item = this.group(title, name === '' ? what : `${name} · ${what}`, name === '' ? 'key' : 'package', children > 0);
    if (name !== '') item.contextValue = 'serviceWithSource';
    return item;
  }

  private type({ name, description, deprecated, actions, source }: ReferenceTypeLine): vscode.TreeItem {
    const label = name === '' ? vscode.l10n.t('Without resource type') : name;
    const text = [description, deprecated ? vscode.l10n.t('deprecated') : undefined, actions.length > 0 ? count(actions.length) : vscode.l10n.t('no known actions')].filter(Boolean).join(' · ');
    const item = this.group(label, text, 'symbol-class', actions.length > 0);
    if (name !== '') item.contextValue = source ? 'typeWithSource' : 'type';
    return item;
  }

  private group(label: string, description: string, icon: string, opens = true): vscode.TreeItem {
    const { None, Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(label, !opens ? None : this.open ? Expanded : Collapsed);
    item.description = description;
    item.iconPath = new vscode.ThemeIcon(icon);
    item.accessibilityInformation = { label: `${label}, ${description}` };
    return item;
  }
}

/** What a line is called when the server is asked about it; undefined for groups without a name. */
export function nameOf(line: ReferenceLine): ReferenceAboutParams | undefined {
  switch (line.kind) {
    case 'service':
      return line.service.name === '' ? undefined : { kind: 'service', name: line.service.name };
    case 'type':
      return line.type.name === '' ? undefined : { kind: 'type', name: `${line.service}:${line.type.name}` };
    case 'keys':
      return undefined;
    case 'action':
      return { kind: 'action', name: line.action.name };
    case 'key':
      return { kind: 'key', name: line.key.name };
  }
}

function action({ name, description, detail, level, deprecated, source }: ReferenceActionLine): vscode.TreeItem {
  const text = [deprecated ? vscode.l10n.t('deprecated') : undefined, description, detail].filter(Boolean).join(' · ');
  const item = leaf(name.slice(name.lastIndexOf(':') + 1), text, iconOf(level), source ? 'actionWithSource' : 'action');
  item.accessibilityInformation = { label: [name, deprecated ? vscode.l10n.t('deprecated') : undefined, description, detail].filter(Boolean).join(', ') };
  return item;
}

function leaf(label: string, description: string, icon: string, contextValue: string): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = contextValue;
  item.accessibilityInformation = { label: `${label}, ${description}` };
  return item;
}

function iconOf(level: ReferenceActionLine['level']): string {
  switch (level) {
    case 'Read':
      return 'eye';
    case 'List':
      return 'list-unordered';
    case 'Write':
      return 'edit';
    case 'Tagging':
      return 'tag';
    case 'Permission_management':
      return 'shield';
    case undefined:
      return 'symbol-method';
  }
}

function count(entries: number): string {
  return String(entries);
}

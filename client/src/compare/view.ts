import * as vscode from 'vscode';
import type { Compared, ComparedChange, ComparedGroup, ComparedNote, ComparedPlace } from '../../../server/src/lsp/protocol/compare.ts';
import type { SimulatedRequest } from '../../../server/src/lsp/protocol.ts';

/** What the view shows: the answer, and whether it is that of an earlier text. */
export interface ShownComparison {
  readonly uri: vscode.Uri;
  /** Where statements of the base are shown. */
  readonly base: vscode.Uri;
  /** "team.policy.json, compared with HEAD". */
  readonly title: string;
  readonly compared: Compared;
  readonly old?: string;
}

interface Line {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly icon?: vscode.ThemeIcon;
  readonly tooltip?: string;
  readonly command?: vscode.Command;
  readonly children?: () => Line[];
  readonly open?: boolean;
}

/** What was gained and lost as a tree: the verdict, then what changed by kind, action by action. Enter goes to the statement. */
export class ComparisonView implements vscode.TreeDataProvider<Line>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  readonly view: vscode.TreeView<Line>;
  private lines: Line[] = [];
  private readonly parents = new WeakMap<Line, Line>();

  constructor() {
    this.view = vscode.window.createTreeView('modelartsPolicy.comparison', { treeDataProvider: this, showCollapseAll: true });
  }

  dispose(): void {
    this.view.dispose();
    this.changed.dispose();
  }

  show(shown: ShownComparison | undefined): void {
    this.lines = shown ? toLines(shown) : [];
    this.view.description = shown?.title ?? '';
    this.changed.fire(undefined);
  }

  /** Opens the view with the cursor on the verdict. */
  async reveal(): Promise<void> {
    const [first] = this.lines;
    if (first) await this.view.reveal(first, { focus: true, select: true });
  }

  getChildren(line?: Line): Line[] {
    if (!line) return this.lines;
    const children = line.children?.() ?? [];
    for (const it of children) this.parents.set(it, line);
    return children;
  }

  getParent(line: Line): Line | undefined {
    return this.parents.get(line);
  }

  getTreeItem({ id, label, description, icon, tooltip, command, children, open }: Line): vscode.TreeItem {
    const item = new vscode.TreeItem(label, !children ? vscode.TreeItemCollapsibleState.None : open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed);
    item.id = id;
    if (description) item.description = description;
    if (icon) item.iconPath = icon;
    item.tooltip = tooltip ?? [label, description].filter(Boolean).join('\n');
    if (command) item.command = command;
    item.accessibilityInformation = { label: [label, description].filter(Boolean).join(', ') };
    return item;
  }
}

function toLines(shown: ShownComparison): Line[] {
  const { compared, old } = shown;
  const { groups, cannotTell, refused, result } = compared;
  const lines: Line[] = [{ id: 'verdict', label: compared.title, description: old === undefined ? compared.verdict : vscode.l10n.t('of an earlier text'), tooltip: compared.verdict, icon: verdictIcon(result) }];
  if (old !== undefined) lines.push({ id: 'old', label: old, icon: new vscode.ThemeIcon('warning') });
  for (const it of groups) lines.push(groupLine(shown, it));
  if (cannotTell.length > 0) {
    const children = (): Line[] => cannotTell.map((it, index) => noteLine(shown, it, `? ${index}`, new vscode.ThemeIcon('question')));
    lines.push({ id: '?', label: vscode.l10n.t('Cannot be compared'), description: String(cannotTell.length), icon: new vscode.ThemeIcon('question', new vscode.ThemeColor('testing.iconQueued')), children, open: true });
  }
  refused.forEach((it, index) => lines.push(noteLine(shown, it, `! ${index}`, new vscode.ThemeIcon('warning'))));
  return lines;
}

function groupLine(shown: ShownComparison, { kind, title, changes }: ComparedGroup): Line {
  const count = changes.reduce((sum, it) => sum + it.actions.length, 0);
  return {
    id: kind,
    label: title,
    description: count === 1 ? vscode.l10n.t('1 action') : vscode.l10n.t('{0} actions', count),
    icon: kindIcon(kind),
    open: true,
    children: () => changes.flatMap((change, index) => change.actions.map(([name, description]) => actionLine(shown, change, name, description, `${kind} ${index} ${name}`))),
  };
}

function actionLine(shown: ShownComparison, change: ComparedChange, name: string, description: string | null, id: string): Line {
  const { reason, place, limits, decision, example } = change;
  const jump = jumpTo(shown, place);
  const known = description ?? vscode.l10n.t('not a known action');
  const limited = limits.map(([label, text]) => vscode.l10n.t('{0}: {1}', label, text));
  const carried = carries(example);
  const request: SimulatedRequest = { action: name, ...example };
  const rows = (): Line[] => [
    { id: `${id} by`, label: vscode.l10n.t('Because of'), description: reason, icon: new vscode.ThemeIcon('arrow-small-right'), command: jump },
    ...limits.map(([label, text], index): Line => ({ id: `${id} ${index}`, label, description: text, icon: new vscode.ThemeIcon('filter'), command: jump })),
    { id: `${id} decision`, label: vscode.l10n.t('Decision'), description: decision, icon: new vscode.ThemeIcon('arrow-small-right') },
    { id: `${id} example`, label: vscode.l10n.t('Example'), description: [name, ...carried].join(' · '), icon: new vscode.ThemeIcon('play'), tooltip: vscode.l10n.t('Enter simulates it'), command: { title: '', command: 'modelartsPolicy.simulate', arguments: [shown.uri, request] } },
  ];
  return {
    id,
    label: name,
    description: [known, ...limited].filter(Boolean).join(' · '),
    tooltip: [name, known, vscode.l10n.t('{0}: {1}', decision, reason), ...limited, vscode.l10n.t('Example: {0}', [name, ...carried].join(' · '))].join('\n'),
    command: jump,
    children: rows,
  };
}

function noteLine(shown: ShownComparison, { text, why, place }: ComparedNote, id: string, icon: vscode.ThemeIcon): Line {
  return { id, label: text, ...(why === undefined ? {} : { description: why }), icon, command: jumpTo(shown, place) };
}

function jumpTo({ uri, base }: ShownComparison, { side, range: { start } }: ComparedPlace): vscode.Command {
  const at = new vscode.Position(start.line, start.character);
  return { title: vscode.l10n.t('Go to the statement'), command: 'vscode.open', arguments: [side === 'before' ? base : uri, { selection: new vscode.Range(at, at) } satisfies vscode.TextDocumentShowOptions] };
}

/** What the request carries beside its action, a piece each. */
function carries({ resource, context = {}, principal }: ComparedChange['example']): string[] {
  const pieces = Object.entries(context).map(([key, value]) => `${key} = ${[value].flat().join(', ')}`);
  return [...(resource === undefined ? [] : [resource].flat()), ...pieces, ...(principal ? [`${principal.kind} ${principal.value}`] : [])];
}

function kindIcon(kind: ComparedGroup['kind']): vscode.ThemeIcon {
  switch (kind) {
    case 'allowed':
      return new vscode.ThemeIcon('diff-added', new vscode.ThemeColor('gitDecoration.addedResourceForeground'));
    case 'undenied':
      return new vscode.ThemeIcon('unlock', new vscode.ThemeColor('gitDecoration.addedResourceForeground'));
    case 'unallowed':
      return new vscode.ThemeIcon('diff-removed', new vscode.ThemeColor('gitDecoration.deletedResourceForeground'));
    case 'denied':
      return new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('editorError.foreground'));
  }
}

function verdictIcon(result: Compared['result']): vscode.ThemeIcon {
  switch (result) {
    case 'equivalent':
      return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
    case 'cannot-tell':
      return new vscode.ThemeIcon('question', new vscode.ThemeColor('testing.iconQueued'));
    default:
      return new vscode.ThemeIcon('git-compare');
  }
}

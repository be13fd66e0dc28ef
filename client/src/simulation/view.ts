import * as vscode from 'vscode';
import type { PartJson, SimulatedRequest, SimulateJson, StatementJson } from '../../../server/src/lsp/protocol.ts';
import type { PlaceInFile } from '../../../server/src/lsp/protocol/access-test.ts';
import { accessLines, agencyLines, userLines } from './agency-lines.ts';
import { appliesWord, decisionIcon, decisionWord, gradeWord, reasonSentence, statementNumber, whyNot } from './words.ts';

/** What the view shows: the answer, and whether it is that of an earlier text. */
export interface Shown {
  readonly uri: vscode.Uri;
  readonly request: SimulatedRequest;
  readonly simulation: SimulateJson;
  readonly authorization: string;
  /** Why the answer is of an earlier text, or nothing. */
  readonly old?: string;
  /** Where each path of each policy is, by `POLICY PATH`, where several policies may take part. */
  readonly places?: Readonly<Record<string, PlaceInFile>>;
  /** The access test whose request it is. */
  readonly test?: string;
  /** Who asks, `user:ann`; `uri` is then the account. */
  readonly person?: string;
}

export interface Line {
  readonly label: string;
  readonly description?: string;
  readonly icon?: vscode.ThemeIcon;
  readonly tooltip?: string;
  /** What the icon says, for those who hear the line. */
  readonly spoken?: string;
  /** Path that Enter goes to. */
  readonly path?: string;
  /** The policy of the path, where several take part. */
  readonly policy?: string;
  readonly command?: vscode.Command;
  readonly children?: Line[];
  readonly open?: boolean;
}

/** The last simulation as a tree: the decision first, then every statement and why. Enter goes to its place. */
export class SimulationView implements vscode.TreeDataProvider<Line>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<Line>;
  private lines: Line[] = [];
  private shown: Shown | undefined;

  constructor() {
    this.view = vscode.window.createTreeView('modelartsPolicy.simulation', { treeDataProvider: this });
  }

  dispose(): void {
    this.view.dispose();
    this.changed.dispose();
  }

  show(shown: Shown | undefined): void {
    this.shown = shown;
    this.lines = shown ? toLines(shown) : [];
    this.view.description = shown ? decided(shown.simulation.decision, shown.request.action) : '';
    void vscode.commands.executeCommand('setContext', 'modelartsPolicy.hasSimulation', shown !== undefined);
    this.changed.fire(undefined);
  }

  /** Opens the view with the cursor on the decision. */
  async reveal(): Promise<void> {
    const first = this.lines[0];
    if (first) await this.view.reveal(first, { focus: true, select: true });
  }

  getChildren(line?: Line): Line[] | undefined {
    return line ? line.children : this.lines;
  }

  getParent(line: Line): Line | undefined {
    return this.lines.find((it) => it.children?.includes(line));
  }

  getTreeItem(line: Line): vscode.TreeItem {
    const state = !line.children?.length ? vscode.TreeItemCollapsibleState.None : line.open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
    const item = new vscode.TreeItem(line.label, state);
    if (line.description) item.description = line.description;
    if (line.icon) item.iconPath = line.icon;
    if (line.tooltip) item.tooltip = line.tooltip;
    item.accessibilityInformation = { label: [line.label, line.spoken, line.description].filter(Boolean).join(', ') };
    const command = line.command ?? (line.path && this.shown ? { title: '', command: 'modelartsPolicy.reveal', arguments: [this.shown.uri, line.path, line.policy] } : undefined);
    if (command) item.command = command;
    return item;
  }
}

function toLines({ uri, request, simulation, old, test, person }: Shown): Line[] {
  const { decision, reason, statements, notes, missingContext, unknowns, otherwise } = simulation;
  const lines: Line[] = [];
  const several = new Set(statements.map((it) => it.policy)).size > 1;
  const resource = request.resource === undefined ? '' : ` · ${[request.resource].flat().join(', ')}`;
  lines.push({
    label: `${decided(decision, request.action)}${resource}`,
    icon: decisionIcon(decision),
    description: old === undefined ? (test ?? (person === undefined ? '' : vscode.l10n.t('as {0}', person))) : vscode.l10n.t('of an earlier text'),
    ...(reason.path ? { path: reason.path, ...policyOf(reason) } : {}),
  });
  lines.push({ label: reasonSentence(simulation), icon: new vscode.ThemeIcon('arrow-small-right'), ...(reason.path ? { path: reason.path, ...policyOf(reason) } : {}), ...(several && reason.policy !== undefined ? { description: reason.policy } : {}) });
  if (reason.via?.length) lines.push({ label: vscode.l10n.t('Through {0}', reason.via.join(', ')), icon: new vscode.ThemeIcon('organization') });
  lines.push(...accessLines(simulation));
  const carried = sent(request);
  if (carried.length > 0) lines.push({ label: vscode.l10n.t('The request carries: {0}', carried.join(' · ')), icon: new vscode.ThemeIcon('arrow-small-right'), command: { title: '', command: 'modelartsPolicy.editSimulation' } });
  if (old !== undefined) lines.push({ label: old, icon: new vscode.ThemeIcon('warning') });
  for (const it of unknowns) lines.push({ label: it.why, description: it.path && !several ? vscode.l10n.t('Statement {0}', statementNumber(it.path)) : it.policy, icon: new vscode.ThemeIcon('question'), ...(it.path ? { path: it.path, policy: it.policy } : {}) });
  if (otherwise) lines.push({ label: vscode.l10n.t('If none of that matters: {0}', decisionWord(otherwise)), icon: new vscode.ThemeIcon('arrow-small-right') });
  for (const it of statements) lines.push(statementLine(it, isDeciding(simulation, it), decision, several));
  lines.push(...userLines(simulation), ...agencyLines(uri, request, simulation));
  for (const key of missingContext) {
    lines.push({
      label: vscode.l10n.t('Not sent, and it could matter: {0}', key),
      description: vscode.l10n.t('Enter sets it'),
      icon: new vscode.ThemeIcon('warning'),
      command: { title: '', command: 'modelartsPolicy.editSimulation' },
    });
  }
  for (const it of notes) lines.push({ label: it.text, description: gradeWord(it.grade), icon: new vscode.ThemeIcon('info'), tooltip: it.source ?? it.text });
  return lines;
}

/** Whether the statement is the one that decides. */
export function isDeciding({ reason }: SimulateJson, { policy, path }: StatementJson): boolean {
  return reason.path === path && reason.kind === 'statement' && (reason.policy === undefined || reason.policy === policy);
}

function policyOf({ policy }: { readonly policy?: string }): { readonly policy?: string } {
  return policy === undefined ? {} : { policy };
}

/** "Denied: modelarts:pool:delete" */
function decided(decision: string, action: string): string {
  return vscode.l10n.t('{0}: {1}', decisionWord(decision), action);
}

/** What the request carries, a key each. */
function sent({ principal, context = {} }: SimulatedRequest): string[] {
  const keys = Object.entries(context).map(([key, value]) => `${key} = ${[value].flat().join(', ')}`);
  return principal ? [`${principal.kind} ${principal.value}`, ...keys] : keys;
}

function statementLine(statement: StatementJson, decides: boolean, decision: string, several: boolean): Line {
  const icon = decides ? decisionIcon(decision) : new vscode.ThemeIcon(statement.applies === null ? 'question' : statement.applies ? 'check' : 'dash');
  const reason = statement.applies === false ? whyNot(statement) : '';
  const inPolicy = (line: Line): Line => ({ ...line, policy: statement.policy });
  return {
    label: several ? vscode.l10n.t('Statement {0} of {1}', statementNumber(statement.path), statement.policy) : vscode.l10n.t('Statement {0}', statementNumber(statement.path)),
    description: [statement.effect ?? '?', appliesWord(statement, decides), reason].filter(Boolean).join(' · '),
    icon,
    path: statement.path,
    policy: statement.policy,
    open: decides,
    children: [
      ...(statement.why ? [{ label: statement.why, icon: new vscode.ThemeIcon('question'), spoken: vscode.l10n.t('cannot be known'), path: statement.path }] : []),
      ...(statement.principal ? [partLine(vscode.l10n.t('Principal'), statement.principal, statement.path)] : []),
      partLine(vscode.l10n.t('Action'), statement.action, statement.path),
      partLine(vscode.l10n.t('Resource'), statement.resource, statement.path),
      ...statement.conditions.map((it) => ({
        label: vscode.l10n.t('Condition {0}', it.key),
        description: `${vscode.l10n.t('{0}: {1}', it.operator, it.why)} · ${gradeWord(it.grade)}`,
        icon: holdsIcon(it.holds),
        spoken: it.holds === null ? vscode.l10n.t('cannot be known') : it.holds ? vscode.l10n.t('met') : vscode.l10n.t('not met'),
        path: it.path,
      })),
    ].map(inPolicy),
  };
}

function partLine(name: string, part: PartJson, statement: string): Line {
  return { label: name, description: part.why, icon: holdsIcon(part.matches), spoken: matchesWord(part.matches), path: part.path ?? statement };
}

function matchesWord(matches: boolean | null): string {
  if (matches === null) return vscode.l10n.t('cannot be known');
  return matches ? vscode.l10n.t('matches') : vscode.l10n.t('does not match');
}

function holdsIcon(holds: boolean | null): vscode.ThemeIcon {
  return new vscode.ThemeIcon(holds === null ? 'question' : holds ? 'check' : 'dash');
}

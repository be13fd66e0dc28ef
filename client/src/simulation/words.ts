import * as vscode from 'vscode';
import type { SimulateJson, StatementJson } from '../../../server/src/lsp/protocol.ts';

/** The words of the interface for a decision (files and the command line have their own). */
export function decisionWord(decision: string): string {
  switch (decision) {
    case 'Allow':
      return vscode.l10n.t('Allowed');
    case 'Deny':
      return vscode.l10n.t('Denied');
    case 'ImplicitDeny':
      return vscode.l10n.t('Not granted');
    default:
      return vscode.l10n.t('Cannot be known');
  }
}

export function decisionIcon(decision: string): vscode.ThemeIcon {
  switch (decision) {
    case 'Allow':
      return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
    case 'Deny':
      return new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('editorError.foreground'));
    case 'ImplicitDeny':
      return new vscode.ThemeIcon('circle-outline', new vscode.ThemeColor('testing.iconSkipped'));
    default:
      return new vscode.ThemeIcon('question', new vscode.ThemeColor('testing.iconQueued'));
  }
}

/** Number of a statement for people, from a path such as `$.Statement[0]`. */
export function statementNumber(path: string): number {
  return Number(/\.Statement\[(\d+)\]/.exec(path)?.[1] ?? 0) + 1;
}

/** Why the decision is what it is, in one sentence. */
export function reasonSentence({ decision, reason }: SimulateJson): string {
  const number = reason.path ? statementNumber(reason.path) : 0;
  switch (reason.kind) {
    case 'statement':
      return decision === 'Deny' ? vscode.l10n.t('Statement {0} denies it, whatever else allows it.', number) : vscode.l10n.t('Statement {0} allows it, and no statement denies it.', number);
    case 'none':
      return vscode.l10n.t('No statement allows it.');
    case 'non-strict-default':
      return vscode.l10n.t('No statement speaks of it, and in non-strict mode ModelArts allows what is not denied.');
    case 'scp':
      return vscode.l10n.t('A service control policy decides.');
    case 'session':
      return vscode.l10n.t('The session policy decides.');
    case 'role-dependency':
      return vscode.l10n.t('A role counts only when the roles it depends on are attached, too.');
    default:
      return vscode.l10n.t('Something that decides it cannot be known here.');
  }
}

export function appliesWord(statement: StatementJson, decides: boolean): string {
  if (decides) return vscode.l10n.t('decides');
  if (statement.applies === null) return vscode.l10n.t('cannot be known');
  return statement.applies ? vscode.l10n.t('applies') : vscode.l10n.t('does not apply');
}

/** Why a statement does not apply, in a word: the first part that does not match. */
export function whyNot(statement: StatementJson): string {
  if (statement.action.matches === false) return vscode.l10n.t('no action of it matches');
  if (statement.resource.matches === false) return vscode.l10n.t('no resource of it matches');
  if (statement.conditions.some((it) => it.holds === false)) return vscode.l10n.t('a condition is not met');
  return '';
}

export function gradeWord(grade: string): string {
  switch (grade) {
    case 'documented':
      return vscode.l10n.t('documented');
    case 'inferred':
      return vscode.l10n.t('inferred');
    case 'disputed':
      return vscode.l10n.t('sources disagree');
    default:
      return grade;
  }
}

import * as vscode from 'vscode';
import type { SimulatedRequest, SimulateJson } from '../../../server/src/lsp/protocol.ts';
import type { Line } from './view.ts';
import { decisionIcon, decisionWord, gradeWord } from './words.ts';

type Step = SimulateJson['agencySteps'][number];

/** That ModelArts does not work for the person, whatever IAM allows. */
export function accessLines({ access, refusals = [] }: SimulateJson): Line[] {
  const lines: Line[] = refusals.map((it) => ({ label: vscode.l10n.t('Refused all the same: {0}', it), icon: new vscode.ThemeIcon('error', new vscode.ThemeColor('editorError.foreground')) }));
  if (access?.usable === false) lines.push({ label: vscode.l10n.t('ModelArts cannot be used whatever IAM allows: {0}', access.why), icon: new vscode.ThemeIcon('error', new vscode.ThemeColor('editorError.foreground')) });
  return lines;
}

/** What the person needs in their own policies for the agency to be used. */
export function userLines({ principal = '', userSteps = [] }: SimulateJson): Line[] {
  return userSteps.map((it) => ({
    label: vscode.l10n.t('{0} also needs {1}', principal, it.action),
    description: [decisionWord(it.decision), it.purpose, it.why, gradeWord(it.grade)].filter(Boolean).join(' · '),
    icon: decisionIcon(it.decision),
    spoken: decisionWord(it.decision),
    tooltip: it.source ?? it.why,
    ...(it.reason.path !== undefined && it.reason.policy !== undefined ? { path: it.reason.path, policy: it.reason.policy } : {}),
  }));
}

/** The second half: what ModelArts does through the agency, and on Enter the permission that is missing. */
export function agencyLines(account: vscode.Uri, request: SimulatedRequest, { decision, access, agencySteps }: SimulateJson): Line[] {
  const [first] = agencySteps;
  if (!first) return [];
  const { agency } = first;
  const allowed = decision === 'Allow' || decision === 'Unknown';
  const title = access?.usable === false ? vscode.l10n.t('ModelArts cannot act through the agency {0}', agency) : allowed ? vscode.l10n.t('Then ModelArts, through the agency {0}', agency) : vscode.l10n.t('If it were allowed: ModelArts, through the agency {0}', agency);
  const missing = agencySteps.filter((it) => it.missing && it.scenario === undefined);
  const certain = missing.filter((it) => it.grade === 'documented');
  const toAdd = certain.length > 0 ? certain : missing;
  const fixable = access?.usable !== false && toAdd.length > 0;
  const worst = certain.length > 0 ? 'ImplicitDeny' : agencySteps.some((it) => it.decision === 'Deny') ? 'Deny' : agencySteps.every((it) => it.decision === 'Allow') ? 'Allow' : 'Unknown';
  const add = (actions: readonly string[]): vscode.Command => ({ title: '', command: 'modelartsPolicy.addAgencyPermission', arguments: [account, agency, actions, request] });
  return [
    { label: title, description: missing.length > 0 ? vscode.l10n.t('missing: {0}', missing.length) : '', icon: decisionIcon(worst), open: true, children: agencySteps.map((it) => stepLine(it, add, access?.usable !== false)) },
    ...(fixable ? [{ label: vscode.l10n.t('Give the agency what it lacks: {0}', toAdd.map((it) => it.action).join(', ')), description: vscode.l10n.t('Enter adds it'), icon: new vscode.ThemeIcon('lightbulb'), command: add(toAdd.map((it) => it.action)) }] : []),
  ];
}

function stepLine(step: Step, add: (actions: readonly string[]) => vscode.Command, fixable: boolean): Line {
  const { action, decision, why, purpose, scenario, grade, source, reason, missing } = step;
  const word = decisionWord(decision);
  const only = scenario === undefined ? '' : vscode.l10n.t('only for "{0}"', scenario);
  const place = reason.path !== undefined && reason.policy !== undefined ? { path: reason.path, policy: reason.policy } : {};
  return {
    label: action,
    description: [word, purpose, only, why, gradeWord(grade), missing && fixable ? vscode.l10n.t('Enter adds it') : ''].filter(Boolean).join(' · '),
    icon: decisionIcon(decision),
    spoken: word,
    tooltip: source ?? why,
    ...(missing && fixable ? { command: add([action]) } : place),
  };
}

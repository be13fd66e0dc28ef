import * as vscode from 'vscode';
import { isDeciding, type Shown } from './view.ts';
import { appliesWord, decisionWord, reasonSentence, statementNumber, whyNot } from './words.ts';

/** The result as Markdown, for a ticket or a review. */
export function toMarkdown({ uri, request, simulation, person }: Shown): string {
  const lines = [`**${decisionWord(simulation.decision)}**: ${inline(request.action)}`, '', reasonSentence(simulation), ''];
  lines.push(`- ${person === undefined ? vscode.l10n.t('Policy') : vscode.l10n.t('Account')}: ${inline(vscode.workspace.asRelativePath(uri))}`);
  if (person !== undefined) lines.push(`- ${vscode.l10n.t('Who asks')}: ${inline([person, ...(simulation.reason.via ?? [])].join(', '))}`);
  if (simulation.access?.usable === false) lines.push(`- ${inline(simulation.access.why)}`);
  for (const it of [request.resource ?? []].flat()) lines.push(`- ${vscode.l10n.t('Resource')}: ${inline(it)}`);
  for (const [key, value] of Object.entries(request.context ?? {})) lines.push(`- ${inline(key)} = ${inline([value].flat().join(', '))}`);
  for (const it of simulation.statements) {
    const decides = isDeciding(simulation, it);
    const why = it.applies === false ? whyNot(it) : '';
    lines.push(`- ${vscode.l10n.t('Statement {0}', statementNumber(it.path))} (${it.effect ?? '?'}): ${[appliesWord(it, decides), why].filter(Boolean).join(', ')}`);
  }
  for (const it of simulation.agencySteps) lines.push(`- ${inline(it.agency)} → ${inline(it.action)}: ${decisionWord(it.decision)}`);
  return `${lines.join('\n')}\n`;
}

/** The command line that asks the same. */
export function toCommandLine({ uri, request, authorization, test, person }: Shown): string {
  if (test !== undefined) return `modelarts-policy test ${quote(vscode.workspace.asRelativePath(uri, false))}`;
  const file = quote(vscode.workspace.asRelativePath(uri, false));
  const parts = ['modelarts-policy', 'simulate', ...(person === undefined ? ['--policy', file] : ['--account', file, '--as', quote(person)]), '--action', quote(request.action)];
  if (request.project !== undefined) parts.push('--project', quote(request.project));
  for (const it of [request.resource ?? []].flat()) parts.push('--resource', quote(it));
  for (const [key, value] of Object.entries(request.context ?? {})) for (const one of [value].flat()) parts.push('--context', quote(`${key}=${one}`));
  if (request.principal) parts.push('--principal', quote(`${request.principal.kind}=${request.principal.value}`));
  if (authorization === 'non-strict' && person === undefined) parts.push('--authorization', 'non-strict');
  return parts.join(' ');
}

function inline(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((it) => it.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

function quote(text: string): string {
  return /^[\w.:/=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

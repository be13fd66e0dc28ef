import { analyse, type AnalysisOptions } from '../../server/src/core/analysis/analyse.ts';
import { check, readDocument } from '../../server/src/core/check.ts';
import { formatPath } from '../../server/src/core/json/json.ts';
import { english, toPlain } from '../../server/src/core/message.ts';
import { applyEdits } from '../../server/src/core/text.ts';
import type { PolicyKind } from '../../server/src/core/policy/kind.ts';
import type { RuleFinding } from '../../server/src/core/rules/rule.ts';
import { catalog } from './catalog.ts';

export interface Statement {
  readonly Effect: string;
  readonly [name: string]: unknown;
}

export const allow = (actions: string | readonly string[], more: object = {}): Statement => ({ Effect: 'Allow', Action: [actions].flat(), ...more });
export const deny = (actions: string | readonly string[], more: object = {}): Statement => ({ Effect: 'Deny', Action: [actions].flat(), ...more });

/** All findings of the analysis, by code, as `place message -> related places`. Errors of other rules count. */
export function analysed(statements: readonly object[], kind: PolicyKind = 'custom-1.1', options: AnalysisOptions = {}): Record<string, string[]> {
  const result: Record<string, string[]> = {};
  for (const [code, list] of Object.entries(analysisOf(statements, kind, options))) {
    if (list.length > 0) result[code] = list.map(shown);
  }
  return result;
}

export function analysisOf(statements: readonly object[], kind: PolicyKind = 'custom-1.1', options: AnalysisOptions = {}): Record<string, readonly RuleFinding[]> {
  return analysisOfText(JSON.stringify({ Version: kind.slice(-3), Statement: statements }), kind, options);
}

export function analysisOfText(text: string, kind: PolicyKind, options: AnalysisOptions = {}): Record<string, readonly RuleFinding[]> {
  const document = readDocument(text, { kind });
  if (!document.policy) return {};
  const errors = check(document, catalog).findings.filter((it) => it.severity === 'error');
  return analyse(document.policy, catalog, errors, options).findings;
}

/** The codes alone, in the order of the alphabet. */
export function codesOf(statements: readonly object[], kind: PolicyKind = 'custom-1.1', options: AnalysisOptions = {}): string[] {
  return Object.keys(analysed(statements, kind, options)).sort();
}

/**
 * Findings with everything that people see of them: `code place text [tags]: message`, then each related place, each
 * fix with the actions and resources that are there afterwards, and the example.
 */
export function complete(statements: readonly object[], kind: PolicyKind = 'custom-1.1', options: AnalysisOptions = {}): string[] {
  const text = JSON.stringify({ Version: kind.slice(-3), Statement: statements });
  const at = ({ path, span }: Pick<RuleFinding, 'path' | 'span'>): string => `${short(formatPath(path))} ${text.slice(span.start, span.end)}`;
  return Object.entries(analysisOf(statements, kind, options)).flatMap(([code, list]) =>
    list.flatMap(({ on, tags, message, related = [], fixes = [], example, ...place }) => [
      `${code} ${at(place)}${on ? ` (${on})` : ''}${tags ? ` [${tags.join(' ')}]` : ''}: ${toPlain(message, english)}`,
      ...related.map((it) => `-> ${at(it)}: ${toPlain(it.message, english)}`),
      ...fixes.map((it) => `${it.safe ? 'safe fix' : 'fix'} ${toPlain(it.title, english)}: ${listed(applyEdits(text, it.edits))}`),
      ...(example ? [`example ${JSON.stringify(example)}`] : []),
    ]),
  );
}

/** The actions and resources of each statement. */
function listed(text: string): string {
  const { Statement: statements } = JSON.parse(text) as { Statement: readonly Statement[] };
  return statements.map((it) => JSON.stringify(it['Action'] ?? it['NotAction']) + (it['Resource'] ? ` on ${JSON.stringify(it['Resource'])}` : '')).join(' ');
}

function shown({ path, on, message, related = [] }: RuleFinding): string {
  const places = related.map((it) => short(formatPath(it.path))).join(', ');
  return `${short(formatPath(path))}${on ? ' (key)' : ''} ${toPlain(message, english)}${places ? ` -> ${places}` : ''}`;
}

function short(path: string): string {
  return path.replace('$.Statement', '').replace('$.role.policy.Statement', 'role ');
}

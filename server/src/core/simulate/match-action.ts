import { compile, isWildcard, matches, type Pattern } from '../policy/pattern.ts';
import type { LanguageVersion } from '../policy/kind.ts';
import type { ActionString } from '../policy/policy.ts';

/** An action of a request. Every segment compares without case. */
export interface RequestAction {
  readonly text: string;
  /** The whole text in lower case. */
  readonly folded: string;
  /** In lower case; undefined where the text is no action. The type may be empty (`sts::tagSession`). */
  readonly segments: readonly [service: string, type: string, operation: string] | undefined;
}

/** One action string of a policy, compiled. */
export type ActionPattern =
  | { readonly kind: 'everything' }
  /** The whole action in lower case. */
  | { readonly kind: 'literal'; readonly folded: string }
  | { readonly kind: 'segments'; readonly service: Pattern; readonly type: Pattern; readonly operation: Pattern };

/** Reads `modelarts:notebook:create`, or `service:operation` as roles 1.0 have it. */
export function readAction(text: string): RequestAction {
  const folded = text.toLowerCase();
  const parts = folded.split(':');
  const [first = '', second = '', third = ''] = parts;
  const segments = parts.length === 3 ? ([first, second, third] as const) : parts.length === 2 ? ([first, '', second] as const) : undefined;
  return { text, folded, segments: segments && segments[0] !== '' && segments[2] !== '' ? segments : undefined };
}

/**
 * Compiles an action string. Undefined for one that matches nothing: with illegal characters or a wrong number
 * of segments. `?` is a wildcard in 5.0 (inferred). Roles 1.0 write `identity:*` for every type of a service and
 * `::Get` for an operation of every service (reference 1.2).
 */
export function compileAction({ value, sound }: Pick<ActionString, 'value' | 'sound'>, version: LanguageVersion): ActionPattern | undefined {
  if (!sound) return undefined;
  const folded = value.toLowerCase();
  if (folded === '*') return version === '1.1' ? undefined : { kind: 'everything' };
  const question = version === '5.0';
  const parts = folded.split(':');
  const whole = parts.length === 3 && !(version === '1.0' && folded.startsWith('::'));
  if (whole && !isWildcard(folded) && !(question && folded.includes('?'))) return { kind: 'literal', folded };
  const [service = '*', type = '*', operation = '*'] = whole ? parts : parts.length === 2 ? [parts[0], '*', parts[1]] : ['*', '*', parts[2]];
  return { kind: 'segments', service: compile(service, question), type: compile(type, question), operation: compile(operation, question) };
}

/** Whether a compiled action string names the action. */
export function actionMatches(pattern: ActionPattern, action: RequestAction): boolean {
  if (pattern.kind === 'everything') return true;
  if (pattern.kind === 'literal') return pattern.folded === action.folded;
  const { segments } = action;
  return segments !== undefined && matches(pattern.service, segments[0]) && matches(pattern.type, segments[1]) && matches(pattern.operation, segments[2]);
}

/** Whether the string can name an action of the service (in lower case). */
export function reachesService(pattern: ActionPattern, service: string): boolean {
  if (pattern.kind === 'everything') return true;
  return pattern.kind === 'literal' ? pattern.folded.startsWith(`${service}:`) : matches(pattern.service, service);
}

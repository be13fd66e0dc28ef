import type { JsonObject, Member } from '../../json/json.ts';
import type { PolicyKind } from '../../policy/kind.ts';
import { statementElements } from '../../policy/read.ts';
import { slipOf } from './slip.ts';

/** Names at the top of a policy. `Depends` belongs to roles; in 1.1 it has a rule of its own. */
export function policyElements(kind: PolicyKind): readonly string[] {
  return kind === 'role-1.0' ? ['Version', 'Statement', 'Depends'] : ['Version', 'Statement'];
}

/** Names that another dialect has in a statement, and ours has not. */
export const foreignElements: readonly string[] = ['Sid', 'Principal', 'NotPrincipal', 'NotAction', 'NotResource', 'Resource', 'Condition'];

/**
 * The element that an unknown name was meant to be: a slip of one that is not there yet. Undefined when the
 * name is not a slip of exactly one.
 */
export function meantElement(object: JsonObject, unknown: Member, known: readonly string[]): string | undefined {
  const absent = known.filter((name) => !object.members.some((it) => it.key.value === name));
  return slipOf(unknown.key.value, absent);
}

/** Whether a name that belongs here is missing: not written, not misspelt, and the object is closed. */
export function lacks(object: JsonObject, name: string, known: readonly string[]): boolean {
  if (!object.closed || object.members.some((it) => it.key.value === name)) return false;
  return !object.members.some((it) => !known.includes(it.key.value) && meantElement(object, it, known) === name);
}

/** Elements of a statement of this kind. */
export function elementsOf(kind: PolicyKind): readonly string[] {
  return statementElements(kind);
}

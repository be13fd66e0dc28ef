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
 * name is not a slip of exactly one. An element of another dialect means what it says: `NotResource` is no
 * slip of `Resource`.
 */
export function meantElement(object: JsonObject, unknown: Member, known: readonly string[]): string | undefined {
  return foreignElements.includes(unknown.key.value) ? undefined : slipOf(unknown.key.value, absentFrom(object, known));
}

const absent = new WeakMap<JsonObject, { readonly of: readonly string[]; readonly names: readonly string[] }>();

/** The known names that an object does not have. One object may have very many names that ask for it. */
function absentFrom(object: JsonObject, known: readonly string[]): readonly string[] {
  const found = absent.get(object);
  if (found?.of.length === known.length && found.of.every((it, index) => it === known[index])) return found.names;
  const written = new Set(object.members.map((it) => it.key.value));
  const names = known.filter((it) => !written.has(it));
  absent.set(object, { of: known, names });
  return names;
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

/** Whether a value stands in the object: before, one finding about it is enough. */
export function isBegun(object: JsonObject): boolean {
  return object.members.some((it) => it.value !== undefined);
}

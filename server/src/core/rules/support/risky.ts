import { compile, isWildcard, matches, type Pattern } from '../../policy/pattern.ts';
import type { ActionString, Policy, Statement } from '../../policy/policy.ts';
import { is50 } from './kinds.ts';
import { writtenActions } from './places.ts';

/**
 * The first of `names`, in lower case, that a written action stands for: the name itself, or a wildcard over it of
 * which no Deny of the policy takes it away again. Undefined for none, and for whole services and `*`, about which
 * other rules speak.
 */
export function riskyAction(policy: Policy, action: ActionString, names: Iterable<string>): string | undefined {
  const question = is50(policy);
  const written = action.value.toLowerCase();
  if (!isWildcard(written) && !(question && written.includes('?'))) return [...names].find((it) => it === written);
  const [service, type, operation] = action.segments;
  if (!action.sound || !service || !type || !operation || (type.value === '*' && operation.value === '*')) return undefined;
  const pattern = compile(written, question);
  const matched = [...names].filter((it) => matches(pattern, it));
  if (matched.length === 0) return undefined;
  const denied = deniedPatterns(policy);
  return matched.find((name) => !denied.some((it) => matches(it, name)));
}

/** What the policy denies to everybody on everything. */
function deniedPatterns(policy: Policy): readonly Pattern[] {
  const all = writtenActions(policy).filter(({ statement, list }) => isPlainDeny(statement) && list === statement.action);
  return all.map(({ action }) => compile(action.value.toLowerCase(), is50(policy)));
}

function isPlainDeny({ effect, condition, resource, notResource }: Statement): boolean {
  return effect?.value === 'Deny' && !condition && !resource && !notResource;
}

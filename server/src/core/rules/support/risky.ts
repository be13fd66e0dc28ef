import { compile, isWildcard, matches, type Pattern } from '../../policy/pattern.ts';
import type { ActionString, Policy, Statement } from '../../policy/policy.ts';
import type { Span } from '../../text.ts';
import { is50 } from './kinds.ts';
import { hasWritten, once } from './places.ts';

/**
 * What Allow statements allow of IAM, as far as the first letter tells: the strings of other services, nearly all of a
 * large policy, are not even made.
 */
export function* allowedOfIam({ statements }: Policy): Iterable<{ readonly statement: Statement; readonly action: ActionString; readonly span: Span }> {
  for (const statement of statements) {
    const { action: list, effect } = statement;
    if (effect?.value !== 'Allow' || !list || !hasWritten(list, mayBeOfIam)) continue;
    for (const action of list.strings) {
      const [first] = action.segments;
      const last = action.segments.at(-1);
      if (action.node.closed && first && last && mayBeOfIam(action)) yield { statement, action, span: { start: first.span.start, end: last.span.end } };
    }
  }
}

function mayBeOfIam({ value }: { readonly value: string }): boolean {
  const first = value.charCodeAt(0);
  return first === 0x69 || first === 0x49 || first === 0x2a || first === 0x3f;
}

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
  const denied = deniedToAll(policy);
  return matched.find((name) => !denied.some((it) => matches(it, name)));
}

/** What the policy denies to everybody on everything. */
const deniedToAll = once((policy): readonly Pattern[] => {
  const lists = policy.statements.flatMap((it) => (isPlainDeny(it) && it.action ? [it.action] : []));
  return lists.flatMap(({ strings }) => strings.filter((it) => it.node.closed)).map(({ value }) => compile(value.toLowerCase(), is50(policy)));
});

function isPlainDeny({ effect, condition, resource, notResource }: Statement): boolean {
  return effect?.value === 'Deny' && !condition && !resource && !notResource;
}

import type { Path } from '../json/json.ts';
import { actionStrings } from '../policy/policy.ts';
import type { AttachedPolicy, Place, SimulationResult, StatementTrace } from '../simulate/types.ts';

/** How far the run tests reach into one policy. */
export interface PolicyCoverage {
  readonly policy: AttachedPolicy;
  readonly statements: readonly StatementCoverage[];
}

export interface StatementCoverage extends Place {
  /** From 0. */
  readonly index: number;
  readonly effect: 'Allow' | 'Deny' | undefined;
  /** Tests to which the statement applied. */
  readonly applied: number;
  readonly strings: readonly StringCoverage[];
  readonly conditions: readonly ConditionCoverage[];
}

/** An action string, listed or excluded. */
export interface StringCoverage extends Place {
  readonly value: string;
  /** Tests whose action it named: the first one of the statement that does. */
  readonly named: number;
}

/** One key under one operator. It is asked only where the rest of the statement matches. */
export interface ConditionCoverage extends Place {
  readonly operator: string;
  readonly key: string;
  readonly met: number;
  readonly notMet: number;
}

/** What the traces of tests say of the policies that took part; those whose statements nobody knows have none. */
export function coverageOf(policies: readonly AttachedPolicy[], results: readonly SimulationResult[]): readonly PolicyCoverage[] {
  const counts = new Map<string, number>();
  for (const { statements } of results) {
    // A policy that somebody has in two ways counts once for each test.
    const reached = new Set(statements.flatMap(reachedBy));
    for (const it of reached) counts.set(it, (counts.get(it) ?? 0) + 1);
  }
  const unique = new Map(policies.map((it) => [it.name, it]));
  return [...unique.values()].flatMap((policy) => {
    const of = (what: Reached, path: Path): number => counts.get(keyOf(what, policy.name, path)) ?? 0;
    const statements = (policy.document?.policy?.statements ?? []).map((it): StatementCoverage => ({
      path: it.path,
      span: it.node.span,
      index: it.index,
      effect: it.effect?.value,
      applied: of('applied', it.path),
      strings: actionStrings(it).map(({ path, node, value }) => ({ path, span: node.span, value, named: of('named', path) })),
      conditions: (it.condition?.operators ?? []).flatMap(({ written, keys }) => keys.map(({ path, member, name }) => ({ path, span: member.span, operator: written, key: name, met: of('met', path), notMet: of('not met', path) }))),
    }));
    return statements.length > 0 ? [{ policy, statements }] : [];
  });
}

type Reached = 'applied' | 'named' | 'met' | 'not met';

/** What of a policy a test reaches by one statement. */
function reachedBy({ policy, path, applies, attachment, action, resource, principal, conditions }: StatementTrace): string[] {
  const found = applies === true ? [keyOf('applied', policy, path)] : [];
  if (attachment?.matches === false) return found;
  if (action.path) found.push(keyOf('named', policy, action.path));
  if (action.matches !== true || resource.matches === false || principal?.matches === false) return found;
  for (const it of conditions) if (it.holds !== null) found.push(keyOf(it.holds ? 'met' : 'not met', policy, it.path));
  return found;
}

function keyOf(what: Reached, policy: string, path: Path): string {
  return JSON.stringify([what, policy, path]);
}

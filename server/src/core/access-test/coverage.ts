import type { ActionString } from '../policy/policy.ts';
import type { AttachedPolicy, ConditionTrace, Place, SimulationResult, StatementTrace } from '../simulate/types.ts';

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

interface Counts {
  applied: number;
  readonly strings: Map<unknown, number>;
  readonly conditions: Map<unknown, { met: number; notMet: number }>;
}

/** What the traces of tests say of the policies that took part; those whose statements nobody knows have none. */
export function coverageOf(policies: readonly AttachedPolicy[], results: readonly SimulationResult[]): readonly PolicyCoverage[] {
  const counts = new Map<unknown, Counts>();
  for (const { statements } of results) for (const trace of statements) count(counts, trace);
  return policies.flatMap((policy) => {
    const statements = policy.document?.policy?.statements ?? [];
    if (statements.length === 0) return [];
    return [
      {
        policy,
        statements: statements.map((it): StatementCoverage => {
          const found = counts.get(it.node.span);
          const strings: readonly ActionString[] = [...(it.action?.strings ?? []), ...(it.notAction?.strings ?? [])];
          return {
            path: it.path,
            span: it.node.span,
            index: it.index,
            effect: it.effect?.value,
            applied: found?.applied ?? 0,
            strings: strings.map(({ path, node, value }) => ({ path, span: node.span, value, named: found?.strings.get(node.span) ?? 0 })),
            conditions: (it.condition?.operators ?? []).flatMap(({ written, keys }) =>
              keys.map(({ path, member, name }) => ({ path, span: member.span, operator: written, key: name, ...(found?.conditions.get(placeKey(path)) ?? { met: 0, notMet: 0 }) })),
            ),
          };
        }),
      },
    ];
  });
}

/** A statement is known by its span, which is the same object wherever it is spoken of. */
function count(counts: Map<unknown, Counts>, trace: StatementTrace): void {
  let found = counts.get(trace.span);
  if (!found) counts.set(trace.span, (found = { applied: 0, strings: new Map(), conditions: new Map() }));
  if (trace.applies === true) found.applied++;
  const { action } = trace;
  if (action.span) found.strings.set(action.span, (found.strings.get(action.span) ?? 0) + 1);
  if (action.matches !== true || trace.resource.matches === false || trace.principal?.matches === false || trace.attachment?.matches === false) return;
  for (const condition of trace.conditions) countCondition(found, condition);
}

function countCondition({ conditions }: Counts, { path, holds }: ConditionTrace): void {
  const key = placeKey(path);
  const before = conditions.get(key) ?? { met: 0, notMet: 0 };
  conditions.set(key, { met: before.met + Number(holds === true), notMet: before.notMet + Number(holds === false) });
}

function placeKey(path: Place['path']): string {
  return JSON.stringify(path);
}

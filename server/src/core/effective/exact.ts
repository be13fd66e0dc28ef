import { type Box, subtractAll } from '../analysis/box.ts';
import type { StatementSet } from '../analysis/entry.ts';
import { createMeter } from '../analysis/meter.ts';
import { readModel } from '../analysis/model.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Policy, Statement } from '../policy/policy.ts';
import type { KnownDecision } from './types.ts';

/** Steps for one question about one group of statements. */
const steps = 4_000;

/**
 * Which decisions no request can get, of those whose action is named by exactly these statements. Answered by
 * the sets of the analysis, so that it says the same as the findings. Nothing is ruled out where a statement
 * takes no part in the analysis, or the steps run out.
 */
export function exactDecisions(policy: Policy, catalog: Catalog): (statements: readonly Statement[]) => ReadonlySet<KnownDecision> {
  const model = readModel(policy, catalog, []);
  if (!model) return () => none;
  const { space } = model;
  const sets = new Map(model.sets.flatMap((it) => (it.participant.whole ? [[it.participant.statement, it] as const] : [])));
  return (statements) => {
    const found = statements.map((it) => sets.get(it));
    if (found.some((it) => it === undefined)) return none;
    const allows = restOf(found, 'Allow');
    const denies = restOf(found, 'Deny');
    const impossible = new Set<KnownDecision>();
    if (denies.length === 0) impossible.add('Deny');
    const ask = (boxes: readonly Box[], others: readonly Box[]): boolean => {
      const meter = createMeter(steps);
      const outer = space.meter;
      space.meter = meter;
      const left = subtractAll(space, boxes, others);
      space.meter = outer;
      return left.length === 0 && !meter.spent;
    };
    if (ask(allows, denies)) impossible.add('Allow');
    if (ask(everything, [...denies, ...allows])) impossible.add('ImplicitDeny');
    return impossible;
  };
}

function restOf(sets: readonly (StatementSet | undefined)[], effect: 'Allow' | 'Deny'): readonly Box[] {
  return sets.flatMap((it) => (it?.effect === effect ? it.rest : []));
}

const none: ReadonlySet<KnownDecision> = new Set();
const everything: readonly Box[] = [[]];

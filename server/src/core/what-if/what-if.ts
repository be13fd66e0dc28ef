import type { ActionFact, Catalog, ServiceFact } from '../catalog/catalog.ts';
import { isNamed } from '../effective/effective.ts';
import type { EffectiveState } from '../effective/types.ts';
import { type Prepared, prepare } from '../simulate/prepare.ts';
import type { AttachedPolicy, AuthorizationMode, Decision, SimulationRequest } from '../simulate/types.ts';
import { nameVersion } from '../structure/counts.ts';
import { decidePartly } from './partly.ts';

/** A column: whom, or which policies, the actions are asked of. */
export interface WhatIfColumn {
  readonly name: string;
  readonly policies: readonly AttachedPolicy[];
  /** `strict` when left out. */
  readonly authorization?: AuthorizationMode;
  /** The request of an action: with who asks, and the keys that IAM fills. As it is when left out. */
  readonly as?: (request: SimulationRequest) => SimulationRequest;
}

export interface WhatIfRow {
  readonly service: ServiceFact;
  readonly fact: ActionFact;
  /** One for each column. `depends`: on a resource, or on keys that the request may carry. */
  readonly cells: readonly EffectiveState[];
}

/** Actions by persons, by policies, or by before and after. */
export interface WhatIfTable {
  readonly columns: readonly string[];
  readonly rows: readonly WhatIfRow[];
}

export interface WhatIfFilter {
  /** Words that must all stand in the action's name or description, in any case. */
  readonly text?: string;
  /** Only rows whose cells are not all the same. */
  readonly differing?: boolean;
}

/**
 * What each column decides about every known action: all of ModelArts, and of each other service that a policy of
 * some column names. Decided by the evaluator of the simulation over prepared policies. Pure.
 *
 * @param base what every request carries beside its action: a project, an enterprise project
 */
export function whatIf(columns: readonly WhatIfColumn[], catalog: Catalog, base: Omit<SimulationRequest, 'action'> = {}): WhatIfTable {
  const asked = columns.map(({ policies, ...it }) => ({ ...it, prepared: prepare(policies) }));
  const versions = new Set(columns.flatMap(({ policies }) => policies.flatMap(({ document }) => (document?.policy ? [nameVersion(document.policy.version)] : []))));
  const services = catalog.services.filter((it) => it.name === 'modelarts' || asked.some(({ prepared }) => isNamed(prepared, it.name.toLowerCase(), true)));
  services.sort((a, b) => Number(b.name === 'modelarts') - Number(a.name === 'modelarts') || (a.name < b.name ? -1 : 1));
  const rows = services.flatMap((service) =>
    catalog
      .actions(service.name)
      .filter((it) => versions.size === 0 || it.versions.some((version) => versions.has(version)))
      .map((fact): WhatIfRow => ({ service, fact, cells: asked.map((it) => stateOf(it.prepared, { ...base, action: fact.name }, it.as, it.authorization, catalog)) })),
  );
  return { columns: columns.map((it) => it.name), rows };
}

/** What the filter leaves. */
export function filterWhatIf(table: WhatIfTable, { text = '', differing = false }: WhatIfFilter): WhatIfTable {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && !differing) return table;
  const rows = table.rows.filter(({ fact, cells }) => {
    if (differing && cells.every((it) => it === cells[0])) return false;
    const searched = `${fact.name}\n${fact.description.en}\n${fact.description.zhCn}`.toLowerCase();
    return words.every((it) => searched.includes(it));
  });
  return { ...table, rows };
}

function stateOf(prepared: Prepared, request: SimulationRequest, as: WhatIfColumn['as'], authorization: AuthorizationMode | undefined, catalog: Catalog): EffectiveState {
  const partly = decidePartly(prepared, as ? as(request) : request, { catalog, ...(authorization ? { authorization } : {}) });
  return partly.depends ? 'depends' : states[partly.verdict.decision];
}

const states: Readonly<Record<Decision, EffectiveState>> = { Allow: 'allowed', Deny: 'denied', ImplicitDeny: 'not-granted', Unknown: 'unknown' };

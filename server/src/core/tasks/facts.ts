import type { Catalog, NameVersion } from '../catalog/catalog.ts';
import type { Local } from '../message.ts';

/** What `scripts/build-catalog.mjs` writes as `tasks`: what people want others to do, joined to documented rows. */
export interface TaskFacts {
  /** The page of the console functions (Table 2) and resource types (Table 4). */
  readonly source: string;
  /** The nine console functions, in the order of the page. */
  readonly functions: readonly FunctionFact[];
  /** Rows that hold for everybody. */
  readonly basic: readonly Row[];
  readonly roles: readonly RoleFact[];
}

export interface FunctionFact {
  readonly id: string;
  readonly title: Local;
  /** ModelArts resource types that it is about; empty where no action of it is documented. */
  readonly types: readonly string[];
  /** Actions of version 5.0 that name no type. */
  readonly actions?: readonly string[];
  /** Special permissions of the types, which an ordinary user is not given. */
  readonly without?: readonly string[];
  /** What a user needs of other services, scenario by scenario. */
  readonly user: readonly Row[];
  /** What the agency needs that ModelArts uses. */
  readonly agency: readonly Row[];
  /** The roles that Table 2 names for it, by service. */
  readonly roles: readonly { readonly service: string; readonly roles: readonly string[] }[];
}

/** A documented row: a scenario of the console and the actions that it takes, as published. */
export interface Row {
  /** As the row calls it: `OBS`, `SFS Turbo`. */
  readonly service: string;
  readonly scenario: Local;
  readonly purpose: Local;
  readonly actions: readonly string[];
  readonly source?: string;
}

/** A choice of ours among documented actions: which ones is said by one or more of the fields. */
export interface RoleFact {
  readonly id: string;
  readonly title: Local;
  readonly description: Local;
  readonly effect: 'Allow' | 'Deny';
  readonly functions?: readonly string[];
  readonly types?: readonly string[];
  readonly actions?: readonly string[];
  /** `read`: lists and views; `write`: the others; `create`: those that make or start something. */
  readonly access?: 'read' | 'write' | 'create';
  /** Only actions that list this key, under a condition on it. */
  readonly conditionKey?: string;
  /** Values of the condition; empty where the person names them. */
  readonly values?: readonly string[];
  /** Versions in which it can be written; both when left out. */
  readonly versions?: readonly NameVersion[];
  /** Versions in which no element says it, but the scope in which a policy is attached. */
  readonly byScope?: readonly NameVersion[];
}

export function taskFacts(catalog: Catalog): TaskFacts {
  return (catalog.facts('tasks') ?? { source: '', functions: [], basic: [], roles: [] }) as TaskFacts;
}

import type { ActionFact, Catalog } from '../catalog/catalog.ts';
import type { Local } from '../message.ts';
import type { Grade } from '../rules/rule.ts';

/** A row of the table of fine-grained dependencies: what a scenario of the guide needs. */
export interface DependencyRow {
  /** Who needs it: the user, or the agency that ModelArts uses. */
  readonly kind: 'user' | 'agency';
  /** Resource types that the row's area is about. */
  readonly types: readonly string[];
  readonly scenario: Local;
  readonly purpose: Local;
  readonly actions: readonly string[];
  /** ModelArts actions that start the scenario: a join of ours, so inferred. */
  readonly starts: readonly string[];
  /** The scenario is what those actions do, not a choice inside them. */
  readonly always: boolean;
  readonly source: string;
}

/** What `scripts/build-catalog.mjs` writes to `dist/catalog/agency.json`. */
export interface AgencyData {
  readonly rows: readonly DependencyRow[];
}

/** Something that ModelArts does with another service for an action, as far as sources tell. */
export interface DocumentedStep {
  /** As published; a few are patterns, as `vpc.*.get`. */
  readonly action: string;
  readonly purpose: Local | undefined;
  /** It is needed only where this is done, which the action alone does not say. */
  readonly scenario: Local | undefined;
  /** The API requests that need it, where the source tells them apart. */
  readonly apis: readonly string[];
  /** Documented where a table for agencies has it, for an action that the permission tables join to it. */
  readonly grade: Grade;
  readonly source: string | undefined;
}

/** Calls of these services are the console's, made as the user (guide, rows of kind user), and ModelArts's own. */
const notThroughAgency = new Set(['modelarts', 'iam', 'eps']);

/** What ModelArts does through the agency for an action; empty where no source says anything. */
export function documentedSteps(catalog: Catalog, action: string): readonly DocumentedStep[] {
  const fact = catalog.action(action);
  if (!fact) return [];
  const rows = dependencyRows(catalog);
  const [, type = ''] = fact.name.split(':');
  const concerns = rows.filter((it) => it.types.some((one) => one.toLowerCase() === type.toLowerCase()));
  const steps = new Map<string, DocumentedStep>();
  for (const needed of fact.dependsOn) {
    if (notThroughAgency.has(serviceOf(needed))) continue;
    const row = rowWith(concerns, 'agency', needed);
    steps.set(needed.toLowerCase(), {
      action: needed,
      purpose: (row ?? rowWith(concerns, 'user', needed))?.purpose,
      scenario: undefined,
      apis: apisWith(fact, needed),
      grade: row ? 'documented' : 'inferred',
      source: row?.source ?? fact.source,
    });
  }
  for (const row of rows) {
    if (!row.starts.some((it) => it.toLowerCase() === fact.name.toLowerCase())) continue;
    for (const needed of row.actions) {
      const key = needed.toLowerCase();
      if (!steps.has(key)) steps.set(key, { action: needed, purpose: row.purpose, scenario: row.always ? undefined : row.scenario, apis: [], grade: 'inferred', source: row.source });
    }
  }
  return [...steps.values()];
}

/** What a user needs in the own policies for whatever goes through an agency (guide, "Basic function": always needed). */
export function stepsOfUser(catalog: Catalog): readonly DocumentedStep[] {
  const row = dependencyRows(catalog).find(({ kind, types, actions }) => kind === 'user' && types.length === 0 && actions.includes('iam:tokens:assume'));
  return row ? [{ action: 'iam:tokens:assume', purpose: row.purpose, scenario: undefined, apis: [], grade: 'documented', source: row.source }] : [];
}

/** The table of fine-grained dependencies. */
export function dependencyRows(catalog: Catalog): readonly DependencyRow[] {
  return (catalog.facts('agency') as AgencyData | undefined)?.rows ?? [];
}

function rowWith(rows: readonly DependencyRow[], kind: DependencyRow['kind'], action: string): DependencyRow | undefined {
  return rows.find((it) => it.kind === kind && it.actions.some((one) => one.toLowerCase() === action.toLowerCase()));
}

function apisWith({ apis, apiDependsOn = {} }: ActionFact, needed: string): readonly string[] {
  const listed = Object.entries(apiDependsOn).flatMap(([api, actions]) => (actions.includes(needed) ? [api] : []));
  return listed.length > 0 && listed.length < apis.length ? listed : [];
}

/** `vpc.*.get` is written with dots. */
function serviceOf(action: string): string {
  return action.split(/[.:]/, 1)[0]?.toLowerCase() ?? '';
}

import type { Catalog, NameVersion } from '../catalog/catalog.ts';
import { createJudge } from '../effective/outcome.ts';
import type { Outcome } from '../effective/types.ts';
import { matchApi, readApi } from '../search/api.ts';
import { readRequest } from '../simulate/facts.ts';
import { prepare } from '../simulate/prepare.ts';
import type { AttachedPolicy, AuthorizationMode, SimulationRequest } from '../simulate/types.ts';
import { type ActionFact, actionsMatching } from '../catalog/catalog.ts';
import { documentedSteps } from '../account/agency-facts.ts';
import { msg } from '../message.ts';
import { known, type Part, type PartAction } from './parts.ts';

/** A permission that a task takes, and what becomes of it. */
export interface Need {
  readonly action: string;
  readonly holder: Part['holder'];
  /** Only some scenarios take it. */
  readonly optional: boolean;
  /** The rows that name it. */
  readonly parts: readonly Part[];
  /** Undefined where it is not known what the holder has. */
  readonly outcome: Outcome | undefined;
}

export interface Holders {
  readonly user: readonly AttachedPolicy[];
  /** Undefined where nothing is known of the agency. */
  readonly agency: readonly AttachedPolicy[] | undefined;
  /** Where it is asked for: grants of an account may hold in one project only. */
  readonly where?: Pick<SimulationRequest, 'project' | 'enterpriseProject'>;
}

/** Each permission of the parts, once for each holder, with what the policies say of it. */
export function assess(parts: readonly Part[], { user, agency, where = {} }: Holders, catalog: Catalog, authorization: AuthorizationMode = 'strict'): readonly Need[] {
  const judges = { user: judgeOf(user, where, catalog, authorization), agency: agency && judgeOf(agency, where, catalog, 'strict') };
  const needs = new Map<string, { action: string; holder: Part['holder']; optional: boolean; parts: Part[]; outcome: Outcome | undefined }>();
  for (const part of parts) {
    for (const { name } of part.actions) {
      const key = `${part.holder} ${name.toLowerCase()}`;
      const found = needs.get(key);
      if (found) {
        found.parts.push(part);
        found.optional &&= !part.needed;
      } else needs.set(key, { action: name, holder: part.holder, optional: !part.needed, parts: [part], outcome: judges[part.holder]?.(name) });
    }
  }
  return [...needs.values()];
}

/** Nothing has to be done for it. */
export function isMet({ outcome }: Need): boolean {
  return outcome?.state === 'allowed';
}

/**
 * The parts of one API request: its own action, what its page says that it needs besides, and what ModelArts then
 * does through its agency. Undefined where no documented request of the version is meant.
 */
export function apiParts(text: string, version: NameVersion, catalog: Catalog): readonly Part[] | undefined {
  const written = readApi(text);
  if (!written) return undefined;
  for (const { name: service } of catalog.services) {
    for (const fact of catalog.actions(service, version)) {
      const api = fact.apis.find((it) => {
        const documented = readApi(it);
        return documented && matchApi(written, documented) === 'whole';
      });
      if (api !== undefined) return [ownPart(fact, api), ...alsoParts(fact, api, true, version, catalog), ...agencyParts(fact, api, version, catalog)];
    }
  }
  return undefined;
}

/** The same for every request of an action; what only some of its requests need is optional. Undefined for an action that is not known. */
export function actionParts(name: string, version: NameVersion, catalog: Catalog): readonly Part[] | undefined {
  const fact = catalog.action(name);
  if (!fact?.versions.includes(version)) return undefined;
  const also = fact.apis.length === 0 ? alsoParts(fact, undefined, true, version, catalog) : fact.apis.flatMap((it) => alsoParts(fact, it, neededByAll(fact), version, catalog));
  return [ownPart(fact, undefined), ...also, ...agencyParts(fact, undefined, version, catalog)];
}

function neededByAll({ apis, apiDependsOn }: ActionFact): boolean {
  return !apiDependsOn || apis.length === 1;
}

function ownPart({ name, description, source }: ActionFact, api: string | undefined): Part {
  return { id: 'own', title: msg('{0}', api ?? name), purpose: description, holder: 'user', needed: true, actions: [{ name, source }], leftOut: [] };
}

function alsoParts(fact: ActionFact, api: string | undefined, needed: boolean, version: NameVersion, catalog: Catalog): readonly Part[] {
  const also = api !== undefined && fact.apiDependsOn ? (fact.apiDependsOn[api] ?? []) : fact.dependsOn;
  if (also.length === 0) return [];
  return [{ id: `also/${api ?? ''}`, title: msg('also needed for {0}', api ?? fact.name), purpose: fact.description, holder: 'user', needed, ...inVersion(also.map((name) => ({ name, source: fact.source })), version, catalog) }];
}

/** Only what a table for agencies names; the rest of what an action depends on is asked of the user. */
function agencyParts(fact: ActionFact, api: string | undefined, version: NameVersion, catalog: Catalog): readonly Part[] {
  const concerns = (apis: readonly string[]): boolean => api === undefined || apis.length === 0 || apis.includes(api);
  const steps = documentedSteps(catalog, fact.name).filter((it) => concerns(it.apis) && (it.grade === 'documented' || !fact.dependsOn.includes(it.action)));
  return steps.map((it) => {
    const title = it.scenario ?? it.purpose ?? msg('what ModelArts does through its agency');
    return { id: `agency/${it.action}`, title, purpose: it.purpose ?? fact.description, holder: 'agency', needed: it.scenario === undefined, ...inVersion([{ name: it.action.replaceAll('.', ':'), source: it.source }], version, catalog) };
  });
}

function inVersion(named: readonly PartAction[], version: NameVersion, catalog: Catalog): Pick<Part, 'actions' | 'leftOut'> {
  const actions: PartAction[] = [];
  const leftOut: string[] = [];
  for (const { name, source } of named) {
    const found = name.includes('*') ? [name] : known(name, version, catalog).map((it) => it.name);
    if (found.length === 0) leftOut.push(name);
    actions.push(...found.map((it) => ({ name: it, source })));
  }
  return { actions, leftOut };
}

type Ask = (action: string) => Outcome;

function judgeOf(policies: readonly AttachedPolicy[], where: Holders['where'], catalog: Catalog, authorization: AuthorizationMode): Ask {
  const judge = createJudge(prepare(policies), catalog, authorization, { single: policies.length === 1, letsThrough: false });
  const ask: Ask = (action) => judge.outcome(readRequest({ action, ...where }, catalog));
  return (action) => {
    if (!action.includes('*')) return ask(action);
    // A row may publish a pattern: what is worst of what it names today.
    const outcomes = [...new Set([...actionsMatching(catalog, action, '1.1'), ...actionsMatching(catalog, action, '5.0')])].map((it) => ask(it.name));
    return outcomes.find((it) => it.state !== 'allowed') ?? outcomes[0] ?? ask(action);
  };
}

import type { ActionFact, Catalog, NameVersion } from '../catalog/catalog.ts';
import { type Local, type Message, msg } from '../message.ts';
import { convertActions } from '../refactor/convert-version.ts';
import { type FunctionFact, type RoleFact, type Row, taskFacts } from './facts.ts';

/** Something that a person may be given for a task: a row of a page, and the actions that it means in one version. */
export interface Part {
  /** Stays the same for the same row: `user/Training management/OBS`. */
  readonly id: string;
  readonly title: Local | Message | string;
  readonly purpose: Local | Message | string;
  /** Who has to hold it: the person, or the agency that ModelArts uses. */
  readonly holder: 'user' | 'agency';
  /** The task is nothing without it; the others are needed in their scenario only. */
  readonly needed: boolean;
  /** In the order of the row. */
  readonly actions: readonly PartAction[];
  /** Names of the row that are no action of the version. */
  readonly leftOut: readonly string[];
}

export interface PartAction {
  /** An action of the version, or a pattern that the row publishes. */
  readonly name: string;
  /** The page that names it. */
  readonly source: string | undefined;
}

/** The parts of a console function: its own actions first, then what other services are for, then the agency's side. */
export function functionParts(fact: FunctionFact, version: NameVersion, catalog: Catalog): readonly Part[] {
  const { basic, source } = taskFacts(catalog);
  if (fact.types.length === 0) return [];
  const own = ownPart(fact, version, catalog);
  const rows = [
    ...alsoNeeded(own.actions, version, catalog),
    ...basic.filter((it) => it.scenario.en === 'Basic function').map((it) => rowPart(it, 'user', version, catalog, source, it.service === 'IAM')),
    ...fact.user.map((it) => rowPart(it, 'user', version, catalog, source, false)),
    ...fact.agency.map((it) => rowPart(it, 'agency', version, catalog, source, false)),
  ];
  return [own, ...rows].filter((it) => it.actions.length > 0 || it.leftOut.length > 0);
}

/**
 * The parts of a role: its actions, and for somebody who is to work what these need of other services, on the own
 * side and on that of the agency. Empty where the version has no actions for it.
 */
export function roleParts(role: RoleFact, version: NameVersion, catalog: Catalog): readonly Part[] {
  const own = rolePart(role, version, catalog);
  if (!own) return [];
  if (role.effect === 'Deny' || role.conditionKey !== undefined || own.actions.some((it) => it.name.includes('*'))) return [own];
  const { functions, basic, source } = taskFacts(catalog);
  const rows = functions.filter((it) => role.functions?.includes(it.id)).flatMap((it) => [
    ...it.user.map((row) => rowPart(row, 'user', version, catalog, source, false)),
    ...it.agency.map((row) => rowPart(row, 'agency', version, catalog, source, false)),
  ]);
  const always = basic.filter((it) => it.scenario.en === 'Basic function' && it.service === 'IAM').map((it) => rowPart(it, 'user', version, catalog, source, true));
  return [own, ...alsoNeeded(own.actions, version, catalog), ...always, ...rows].filter((it) => it.actions.length > 0 || it.leftOut.length > 0);
}

/** The actions of a role, or undefined where the version has none. */
function rolePart(role: RoleFact, version: NameVersion, catalog: Catalog): Part | undefined {
  if (role.versions && !role.versions.includes(version)) return undefined;
  const { source } = taskFacts(catalog);
  const actions = roleActions(role, version, catalog);
  if (actions.length === 0) return undefined;
  return { id: `role/${role.id}`, title: role.title, purpose: role.description, holder: 'user', needed: true, actions: actions.map((it) => (typeof it === 'string' ? { name: it, source } : toAction(it))), leftOut: [] };
}

/**
 * An action that only lists or views. Its name has to say so, and its access level must not say otherwise: the
 * tables call some actions that create or delete deployments `Read`.
 */
export function isReading({ accessLevel, name }: ActionFact): boolean {
  return /:(?:get|list|preview)(?:[A-Z]\w*)?$/.test(name) && (accessLevel === undefined || accessLevel === 'List' || accessLevel === 'Read');
}

function ownPart({ types, actions: typeless = [], without = [] }: FunctionFact, version: NameVersion, catalog: Catalog): Part {
  const actions = [...ownActions(types, version, catalog), ...typeless.flatMap((it) => catalog.action(it) ?? []).filter((it) => it.versions.includes(version))].filter((it) => !without.includes(it.name));
  return { id: 'own', title: msg('ModelArts'), purpose: msg('the actions of the resource types {0}', types.join(', ')), holder: 'user', needed: true, actions: actions.map(toAction), leftOut: [] };
}

/** What the pages of the actions say that their requests need besides; of ModelArts itself nothing that is there already. */
function alsoNeeded(actions: readonly PartAction[], version: NameVersion, catalog: Catalog): readonly Part[] {
  const there = new Set(actions.map((it) => it.name));
  const found = new Map<string, PartAction>();
  const leftOut = new Set<string>();
  for (const { name, source } of actions) {
    for (const written of catalog.action(name)?.dependsOn ?? []) {
      // Some pages write dots for colons.
      const needed = written.replaceAll('.', ':');
      const names = needed.includes('*') ? [needed] : known(needed, version, catalog).map((it) => it.name);
      if (names.length === 0) leftOut.add(written);
      for (const it of names) if (!there.has(it) && !found.has(it)) found.set(it, { name: it, source });
    }
  }
  if (found.size === 0 && leftOut.size === 0) return [];
  return [{ id: 'also', title: msg('Other services'), purpose: msg('what the pages of these actions name as needed besides'), holder: 'user', needed: false, actions: [...found.values()], leftOut: [...leftOut] }];
}

function ownActions(types: readonly string[], version: NameVersion, catalog: Catalog): readonly ActionFact[] {
  const wanted = new Set(types.map((it) => it.toLowerCase()));
  return catalog.actions('modelarts', version).filter((it) => !it.deprecated && wanted.has(typeOf(it)));
}

function roleActions(role: RoleFact, version: NameVersion, catalog: Catalog): readonly (ActionFact | string)[] {
  if (role.actions) {
    // A pattern is meant as it stands.
    return role.actions.flatMap((it): readonly (ActionFact | string)[] => (it.includes('*') ? [it] : known(it, version, catalog)));
  }
  const { functions } = taskFacts(catalog);
  if (role.functions) {
    const own = functions.filter((it) => role.functions?.includes(it.id)).flatMap((it) => ownPart(it, version, catalog).actions);
    return [...new Set(own.map((it) => it.name))].flatMap((it) => catalog.action(it) ?? []);
  }
  const { types } = role;
  const all = types ? ownActions(types, version, catalog) : catalog.actions('modelarts', version).filter((it) => !it.deprecated);
  const { conditionKey, access } = role;
  return all.filter((it) => (conditionKey === undefined || it.conditionKeys.includes(conditionKey) || usesKey(conditionKey, it, catalog)) && (access === undefined || hasAccess(it, access)));
}

function usesKey(key: string, { name }: ActionFact, catalog: Catalog): boolean {
  return catalog.conditionKey(key)?.usedBy.includes(name) ?? false;
}

function hasAccess(action: ActionFact, access: NonNullable<RoleFact['access']>): boolean {
  if (access === 'create') return /:(?:create|start)/.test(action.name);
  return isReading(action) === (access === 'read');
}

function rowPart(row: Row, holder: Part['holder'], version: NameVersion, catalog: Catalog, otherwise: string, needed: boolean): Part {
  const actions: PartAction[] = [];
  const leftOut: string[] = [];
  const source = row.source ?? otherwise;
  for (const name of row.actions) {
    const found = name.includes('*') ? [name] : known(name, version, catalog).map((it) => it.name);
    if (found.length === 0) leftOut.push(name);
    for (const it of found) if (!actions.some((one) => one.name === it)) actions.push({ name: it, source });
  }
  return { id: `${holder}/${row.scenario.en}/${row.service}`, title: msg('{0} · {1}', row.scenario, row.service), purpose: row.purpose, holder, needed, actions, leftOut };
}

/** The actions of the version that a published name means: itself, or its counterparts by the table of aliases. */
export function known(name: string, version: NameVersion, catalog: Catalog): readonly ActionFact[] {
  const fact = catalog.action(name);
  if (!fact) return [];
  if (fact.versions.includes(version)) return [fact];
  const { strings, without } = convertActions([fact.name], catalog, version);
  return without.length > 0 ? [] : strings.flatMap((it) => catalog.action(it) ?? []).filter((it) => it.versions.includes(version));
}

function toAction({ name, source }: ActionFact): PartAction {
  return { name, source };
}

function typeOf({ name }: ActionFact): string {
  return (name.split(':')[1] ?? '').toLowerCase();
}

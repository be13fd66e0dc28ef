import type { ActionFact, Catalog, ConditionKeyFact, ResourceTypeFact } from '../catalog/catalog.ts';
import type { Local } from '../message.ts';
import { indexOf } from '../search/action-index.ts';
import { findActions } from '../search/find-actions.ts';

/** A service of the reference, with how much of it a filter leaves. */
export interface ReferenceService {
  readonly name: string;
  readonly title: Local;
  readonly actions: number;
  readonly types: number;
  readonly keys: number;
}

export interface ReferenceOverview {
  readonly services: readonly ReferenceService[];
  /** Global condition keys that the filter leaves. */
  readonly keys: number;
  /** Actions that the filter leaves, and all that are known. */
  readonly found: number;
  readonly total: number;
}

/** A resource type with its actions; the name is empty for actions without one. */
export interface ReferenceType {
  readonly name: string;
  readonly fact: ResourceTypeFact | undefined;
  readonly actions: readonly ActionFact[];
}

export interface ReferencePart {
  readonly types: readonly ReferenceType[];
  readonly keys: readonly ConditionKeyFact[];
}

/**
 * What the reference holds: ModelArts first, the others by name, services of which only the prefix is known last.
 *
 * @param query words, names, API requests or messages, as Find Action takes them; empty for everything. The services
 *   that it leaves come in the order in which Find Action would list their first actions.
 */
export function referenceOverview(catalog: Catalog, query = ''): ReferenceOverview {
  const { actions } = indexOf(catalog);
  const found = foundBy(catalog, query);
  const counts = new Map<string, number>();
  for (const { name } of found ?? actions.map((it) => it.fact)) counts.set(serviceOf(name), (counts.get(serviceOf(name)) ?? 0) + 1);
  const rank = found && new Map([...counts.keys()].map((it, index) => [it, index]));
  const services = catalog.services
    .map(({ name, title }): ReferenceService => {
      const { types, keys } = referencePart(catalog, name, query);
      return { name, title, actions: counts.get(name.toLowerCase()) ?? 0, types: types.length, keys: keys.length };
    })
    .filter((it) => !found || it.types + it.keys > 0);
  const place = ({ name, actions, types, keys }: ReferenceService): number => (rank ? (rank.get(name.toLowerCase()) ?? rank.size) : actions + types + keys === 0 ? 2 : name === 'modelarts' ? 0 : 1);
  return {
    services: services.sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1)),
    keys: catalog.globalKeys.filter((it) => !found || fits(it, query)).length,
    found: found?.length ?? actions.length,
    total: actions.length,
  };
}

/**
 * Resource types with their actions and the condition keys of one service, or with an empty name the global keys.
 * Without a query types come by name, deprecated ones last; with one the best answers come first.
 */
export function referencePart(catalog: Catalog, service: string, query = ''): ReferencePart {
  const found = foundBy(catalog, query);
  const keys = (service === '' ? catalog.globalKeys : catalog.conditionKeys(service)).filter((it) => !found || fits(it, query));
  if (service === '') return { types: [], keys };
  const of = found ? found.filter((it) => serviceOf(it.name) === service.toLowerCase()) : catalog.actions(service);
  const byType = new Map<string, { name: string; actions: ActionFact[] }>();
  for (const action of of) {
    const name = action.name.split(':')[1] ?? '';
    const type = byType.get(name.toLowerCase());
    if (type) type.actions.push(action);
    else byType.set(name.toLowerCase(), { name, actions: [action] });
  }
  // Types of which no source names an action.
  for (const it of catalog.resourceTypes(service)) {
    const key = it.name.toLowerCase();
    if (!byType.has(key) && isType(it.name) && (!found || fits(it, query))) byType.set(key, { name: it.name, actions: [] });
  }
  const types = [...byType.values()].map(({ name, actions }): ReferenceType => ({ name, actions, fact: catalog.resourceType(service, name) }));
  const isLast = ({ name, fact }: ReferenceType): number => (name === '' ? 2 : fact?.deprecated ? 1 : 0);
  if (!found) types.sort((a, b) => isLast(a) - isLast(b) || compareNames(a.name, b.name));
  return { types, keys };
}

const queries = new WeakMap<Catalog, { readonly query: string; readonly found: readonly ActionFact[] }>();

/** The actions that Find Action finds, or undefined without a query. The last answer is kept: each service asks. */
function foundBy(catalog: Catalog, query: string): readonly ActionFact[] | undefined {
  const text = query.trim();
  if (text === '') return undefined;
  const last = queries.get(catalog);
  if (last?.query === text) return last.found;
  const found = findActions(indexOf(catalog), text, Infinity, true).map((it) => it.fact);
  queries.set(catalog, { query: text, found });
  return found;
}

/** Keys and types are few: each word has to stand in the name or in a description. */
function fits({ name, description }: { readonly name: string; readonly description: Local }, query: string): boolean {
  const text = `${name} ${description.en} ${description.zhCn}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Tables of resources have rows such as `*` or `<type>`, which are no types. */
function isType(name: string): boolean {
  return /^[\w-]+$/.test(name);
}

function serviceOf(action: string): string {
  return action.slice(0, Math.max(0, action.indexOf(':'))).toLowerCase();
}

function compareNames(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
}

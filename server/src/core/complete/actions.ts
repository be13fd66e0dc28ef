import type { ActionFact, Catalog, NameVersion, ServiceFact } from '../catalog/catalog.ts';
import { levelAndVersions } from '../hover/words.ts';
import { type Arg, type Message, msg } from '../message.ts';
import type { PolicyKind } from '../policy/kind.ts';
import { compile, matches } from '../policy/pattern.ts';
import type { Offer, Offers } from './completion.ts';

/** What segment offers need to know. */
export interface NameContext {
  readonly catalog: Catalog;
  readonly kind: PolicyKind;
  readonly version: NameVersion;
  /** Strings that are in the list already, in lower case. */
  readonly taken: ReadonlySet<string>;
}

/** What may follow the segments before the cursor in an action. */
export function actionOffers(before: readonly string[], context: NameContext): Offers {
  const [service, type] = before;
  if (service === undefined) return services(context);
  if (type === undefined) return types(service, context);
  return before.length === 2 ? operations(service, type, context) : { offers: [], data: '' };
}

/** ModelArts, the services that its actions need, then the others, those with more known names first. */
export function orderedServices(catalog: Catalog): readonly ServiceFact[] {
  const needed = new Map<string, number>();
  for (const action of catalog.actions('modelarts')) {
    for (const name of action.dependsOn) {
      const service = name.slice(0, Math.max(0, name.indexOf(':'))).toLowerCase();
      needed.set(service, (needed.get(service) ?? 0) + 1);
    }
  }
  const rank = ({ name, coverage }: ServiceFact): number => (name === 'modelarts' ? -1e6 : needed.has(name) ? -(needed.get(name) ?? 0) : coverages.indexOf(coverage));
  return [...catalog.services].sort((a, b) => rank(a) - rank(b));
}

/** The title without what its parentheses repeat: "Object Storage Service". */
export function serviceTitle({ title }: ServiceFact): Arg {
  const short = (text: string): string => text.replace(/\s*[(（][^()（）]*[)）]\s*$/, '');
  return { en: short(title.en), zhCn: short(title.zhCn) };
}

export function actionCount(count: number): Message {
  if (count === 0) return msg('no known actions');
  return count === 1 ? msg('1 action') : msg('{0} actions', count);
}

const coverages: readonly ServiceFact['coverage'][] = ['complete', 'partial', 'fragment', 'none'];

function services({ catalog, kind, version, taken }: NameContext): Offers {
  const offers = orderedServices(catalog).map((it): Offer => ({ label: it.name, kind: 'service', detail: serviceTitle(it), more: true }));
  const everything = version === '5.0' ? '*' : '*:*:*';
  const wildcard: Offer = { label: everything, kind: 'wildcard', detail: msg('every action of every service'), data: `a ${kind} ${everything}` };
  const all = kind === 'trust-5.0' ? forTrust(offers, { catalog, kind, version, taken }) : offers;
  return { offers: taken.has(everything) ? all : [...all, wildcard], data: `s ${kind} ` };
}

/** A trust policy says who may assume an agency (reference 2.1): the actions that assume, whole, and their service first. */
function forTrust(services: readonly Offer[], { catalog, kind, version, taken }: NameContext): readonly Offer[] {
  const assuming = catalog.actions('sts', version).filter((it) => segment(it, 2) === 'assume' && !taken.has(it.name.toLowerCase()));
  const whole = assuming.map((it): Offer => ({ ...operation(it, it.name), data: `a ${kind} ${it.name}` }));
  return [...whole, ...services.filter((it) => it.label === 'sts'), ...services.filter((it) => it.label !== 'sts')];
}

function types(service: string, { catalog, kind, version, taken }: NameContext): Offers {
  const counts = new Map<string, number>();
  const untyped: ActionFact[] = [];
  const actions = catalog.actions(service, version);
  for (const action of actions) {
    const type = segment(action, 1);
    if (type === '') untyped.push(action);
    else counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  // Types of the table of resource types 1.1, of which no source names an action.
  if (version === '1.1' && service.toLowerCase() === 'modelarts') {
    for (const it of catalog.resourceTypes(service)) if (it.documented && !counts.has(it.name)) counts.set(it.name, 0);
  }
  const isOld = (type: string): boolean => catalog.resourceType(service, type)?.deprecated === true;
  const names = largestFirst([...counts.keys()].sort((a, b) => Number(isOld(a)) - Number(isOld(b)) || compareNames(a, b)), counts);
  const offers = names.map((name): Offer => ({ label: name, kind: 'type', detail: actionCount(counts.get(name) ?? 0), more: true, ...(isOld(name) ? { deprecated: true } : {}) }));
  for (const action of untyped) {
    if (!taken.has(action.name.toLowerCase())) offers.push({ ...operation(action, `:${segment(action, 2)}`), data: `a ${kind} ${action.name}` });
  }
  offers.push({ label: '*', kind: 'wildcard', detail: actions.length > 0 ? actionCount(actions.length) : msg('every type'), more: true, data: '-' });
  return { offers, data: `t ${kind} ${service}:` };
}

function operations(service: string, type: string, { catalog, kind, version, taken }: NameContext): Offers {
  const pattern = compile(type.toLowerCase(), version === '5.0');
  const found = catalog.actions(service, version).filter((it) => matches(pattern, segment(it, 1).toLowerCase()));
  const byName = new Map<string, ActionFact[]>();
  for (const action of found) {
    const name = segment(action, 2);
    const same = byName.get(name);
    if (same) same.push(action);
    else byName.set(name, [action]);
  }
  const prefix = `${service}:${type}:`;
  const isFree = (name: string): boolean => !taken.has((prefix + name).toLowerCase());
  const names = [...byName.keys()].filter(isFree).sort((a, b) => rankOf(byName.get(a)) - rankOf(byName.get(b)) || compareNames(a, b));
  const offers = names.map((name): Offer => {
    const [only, ...others] = byName.get(name) ?? [];
    return others.length === 0 && only ? operation(only, name) : { label: name, kind: 'operation', detail: actionCount(others.length + 1) };
  });
  for (const [name, count] of wildcards(found)) {
    if (isFree(name)) offers.push({ label: name, kind: 'wildcard', detail: count > 0 ? actionCount(count) : msg('every action') });
  }
  return { offers, data: `a ${kind} ${prefix}` };
}

function operation(action: ActionFact, label: string): Offer {
  return { label, kind: 'operation', detail: levelAndVersions(action), ...(action.deprecated ? { deprecated: true } : {}) };
}

function rankOf(actions: readonly ActionFact[] = []): number {
  return actions.every((it) => it.deprecated) ? 1 : 0;
}

/** `get*`, `list*` and so on where they mean several actions, then `*`: each with how many it means today. */
function wildcards(actions: readonly ActionFact[]): readonly (readonly [string, number])[] {
  const verbs = new Map<string, number>();
  for (const action of actions) {
    const verb = /^[A-Z]?[a-z]+/.exec(segment(action, 2))?.[0];
    if (verb !== undefined) verbs.set(verb, (verbs.get(verb) ?? 0) + 1);
  }
  const partial = [...verbs].filter(([, count]) => count > 1 && count < actions.length).sort(([a], [b]) => compareNames(a, b));
  // Counted again as the pattern reads: `get*` also means `getter`.
  const counted = partial.map(([verb]) => [`${verb}*`, actions.filter((it) => segment(it, 2).toLowerCase().startsWith(verb.toLowerCase())).length] as const);
  return [...counted, ['*', actions.length]];
}

function segment(action: ActionFact, index: number): string {
  return action.name.split(':')[index] ?? '';
}

/**
 * Where more types than an editor shows at first begin with the same letters, those with more actions come first:
 * `cloudServers` of ECS before `cloudServerFlavors`. Typing on does not tell them apart for long.
 */
function largestFirst(names: readonly string[], counts: ReadonlyMap<string, number>): readonly string[] {
  const runs: string[][] = [];
  for (const name of names) {
    const run = runs.at(-1);
    if (run?.[0]?.slice(0, 4).toLowerCase() === name.slice(0, 4).toLowerCase()) run.push(name);
    else runs.push([name]);
  }
  return runs.flatMap((run) => (run.length > 5 ? run.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0)) : run));
}

/** By letters, upper and lower case as one; the shorter of two that start alike first. */
function compareNames(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
}

import type { AccessLevel, ActionFact, Catalog, NameVersion, ServiceFact } from '../catalog/catalog.ts';
import { orderedServices, serviceTitle } from '../complete/actions.ts';
import type { Arg, Local } from '../message.ts';
import { isPolicyKind, type PolicyKind } from '../policy/kind.ts';

/** Access levels in the order in which they are shown; `undefined`: no source states it. */
export const levels: readonly (AccessLevel | undefined)[] = ['List', 'Read', 'Write', 'Tagging', 'Permission_management', undefined];

/** What a service offers in one version of the language. */
export interface ServiceActions {
  readonly service: ServiceFact;
  readonly types: readonly TypeActions[];
}

export interface TypeActions {
  /** Second segment of the names; may be empty. */
  readonly name: string;
  readonly description: Local | undefined;
  readonly deprecated: boolean;
  readonly levels: readonly LevelActions[];
}

export interface LevelActions {
  readonly level: AccessLevel | undefined;
  readonly actions: readonly ActionFact[];
}

export interface ServiceChoice {
  readonly name: string;
  readonly title: Arg;
}

/** Services whose actions can be chosen in a kind of policy: those with known names in its version, the likely ones first. */
export function serviceChoices(catalog: Catalog, kind: string, version: NameVersion): readonly ServiceChoice[] {
  const all = orderedServices(catalog).filter((it) => it.coverage !== 'none');
  const first = isPolicyKind(kind) && kind === ('trust-5.0' satisfies PolicyKind) ? [...all.filter((it) => it.name === 'sts'), ...all.filter((it) => it.name !== 'sts')] : all;
  return first.filter((it) => version !== '5.0' || it.coverage !== 'fragment' || catalog.actions(it.name, version).length > 0).map((it) => ({ name: it.name, title: serviceTitle(it) }));
}

/** The actions of a service by resource type and access level; undefined for a service that is not known. */
export function serviceActions(catalog: Catalog, name: string, version: NameVersion): ServiceActions | undefined {
  const service = catalog.service(name);
  return service && { service, types: byType(catalog, service.name, catalog.actions(service.name, version)) };
}

/** Most actions that a search answers with: more are not read, but narrowed down. */
export const mostFound = 200;

/**
 * The actions of all services that hold every word of a text in their name, description, API request or service.
 * Words begin where words of the action begin, so that `del` is not found in `modelarts`; where nothing does, anywhere.
 */
export function findActions(catalog: Catalog, text: string, version: NameVersion): FoundActions {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return { services: [], more: false };
  const found = find(catalog, words, version, beginsWord);
  return found.services.length > 0 ? found : find(catalog, words, version, () => true);
}

export interface FoundActions {
  readonly services: readonly ServiceActions[];
  /** There are more than `mostFound`. */
  readonly more: boolean;
}

function find(catalog: Catalog, words: readonly string[], version: NameVersion, isPlace: IsPlace): FoundActions {
  const services: ServiceActions[] = [];
  let left = mostFound;
  for (const service of orderedServices(catalog)) {
    const title = `${service.title.en}\n${service.title.zhCn}`;
    const found = catalog.actions(service.name, version).filter((it) => holds(it, title, words, isPlace));
    if (found.length > 0 && left > 0) services.push({ service, types: byType(catalog, service.name, found.slice(0, left)) });
    left -= found.length;
    if (left < 0) return { services, more: true };
  }
  return { services, more: false };
}

/** The level of an action: its own, else that of the same permission's other name. */
export function levelOf(catalog: Catalog, { accessLevel, aliases }: ActionFact): AccessLevel | undefined {
  if (accessLevel) return accessLevel;
  const known = new Set(aliases.flatMap((it) => catalog.action(it)?.accessLevel ?? []));
  // Several 5.0 names of one permission may be of different levels: then nothing is said.
  const [only] = known;
  return known.size === 1 ? only : undefined;
}

/**
 * Whether an action writes by its name, while its table calls it reading: the tables give the level `Read` to some
 * that create, scale, stop and delete deployments.
 */
export function saidToRead(catalog: Catalog, action: ActionFact): boolean {
  const level = levelOf(catalog, action);
  return (level === 'Read' || level === 'List') && /:(?:add|attach|create|delete|detach|disable|enable|modify|put|remove|reset|restart|scale|set|start|stop|switch|update)(?:[A-Z]\w*)?$/.test(action.name);
}

/** Whether what was found at an offset of a text counts. */
type IsPlace = (text: string, at: number) => boolean;

function holds({ name, description, apis }: ActionFact, title: string, words: readonly string[], isPlace: IsPlace): boolean {
  const searched = `${name}\n${description.en}\n${description.zhCn}\n${apis.join('\n')}\n${title}`;
  const lower = searched.toLowerCase();
  return words.every((word) => {
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) if (isPlace(searched, at)) return true;
    return false;
  });
}

/** A small letter behind a letter is inside a word; `trainJob` is two. */
function beginsWord(text: string, at: number): boolean {
  return !/[a-z0-9]/.test(text.charAt(at)) || !/[A-Za-z0-9]/.test(text.charAt(at - 1));
}

function byType(catalog: Catalog, service: string, actions: readonly ActionFact[]): readonly TypeActions[] {
  const types = new Map<string, ActionFact[]>();
  for (const action of actions) {
    const type = action.name.split(':')[1] ?? '';
    const known = types.get(type);
    if (known) known.push(action);
    else types.set(type, [action]);
  }
  const all = [...types].map(([name, found]): TypeActions => {
    const fact = catalog.resourceType(service, name);
    const grouped = levels.flatMap((level): LevelActions[] => {
      const own = found.filter((it) => levelOf(catalog, it) === level);
      return own.length > 0 ? [{ level, actions: own }] : [];
    });
    return { name, description: fact?.description, deprecated: fact?.deprecated === true, levels: grouped };
  });
  const rank = ({ name, deprecated }: TypeActions): number => (deprecated ? 2 : name === '' ? 1 : 0);
  return all.sort((a, b) => rank(a) - rank(b) || (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

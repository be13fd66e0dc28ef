import type { Local } from '../message.ts';
import { compile, isWildcard, matches, type Pattern } from '../policy/pattern.ts';

/** Version of the language in which a name can be used. */
export type NameVersion = '1.1' | '5.0';

export type AccessLevel = 'Read' | 'Write' | 'List' | 'Tagging' | 'Permission_management';

/** One action of a service, as the collected facts know it. Names keep the spelling of the source. */
export interface ActionFact {
  /** `modelarts:notebook:create`; 5.0 names may have an empty type: `modelarts::createApiKey`. */
  readonly name: string;
  readonly versions: readonly NameVersion[];
  readonly accessLevel?: AccessLevel;
  readonly description: Local;
  readonly note?: Local;
  /** `POST /v1/{project_id}/notebooks`. */
  readonly apis: readonly string[];
  readonly dependsOn: readonly string[];
  /** Dependencies by API request, where they differ. */
  readonly apiDependsOn?: Readonly<Record<string, readonly string[]>>;
  readonly conditionKeys: readonly string[];
  readonly resources: readonly { readonly type: string; readonly required: boolean }[];
  /** Supports IAM projects / enterprise projects as a scope; absent: not stated. */
  readonly iamProject?: boolean;
  readonly enterpriseProject?: boolean;
  readonly deprecated: boolean;
  /** Other spellings of the same permission: in the other version, or older and newer ones. */
  readonly aliases: readonly string[];
  readonly confidence: 'high' | 'medium' | 'low';
  /** The page that names it. */
  readonly source?: string;
}

export interface ResourceTypeFact {
  readonly name: string;
  readonly description: Local;
  readonly note?: Local;
  readonly deprecated: boolean;
  /** Row of the table of resource types of 1.1; the others are seen in action names only. */
  readonly documented: boolean;
  readonly source?: string;
}

export interface ConditionKeyFact {
  /** `g:UserName`; `g:ResourceTag/<tag-key>` for keys that carry a name of the user's. */
  readonly name: string;
  readonly description: Local;
  readonly note?: Local;
  readonly valueType: 'string' | 'numeric' | 'date' | 'boolean' | 'ip_address';
  readonly multiValued: boolean;
  /** The closed set of values, where there is one. */
  readonly values?: readonly string[];
  readonly versions: Readonly<Partial<Record<NameVersion, string>>>;
  /** Actions that list a service key; empty for keys of every action. */
  readonly usedBy: readonly string[];
  readonly operators: readonly string[];
  readonly confidence: 'high' | 'medium' | 'low';
  readonly source?: string;
}

export interface OperatorFact {
  readonly name: string;
  readonly description: Local;
  readonly note?: Local;
  /** What its values are; `none` takes no values. */
  readonly valueType: ConditionKeyFact['valueType'] | 'none';
  readonly negated: boolean;
  /** How it is known in each version (`current`, `legacy`, `evidenced`, `family-only`); absent: not an operator there. */
  readonly versions: Readonly<Partial<Record<NameVersion, string>>>;
  readonly source?: string;
}

export interface ServiceFact {
  /** Lower-case prefix. */
  readonly name: string;
  readonly title: Local;
  /** Global services take part in policies of type AX, project-level ones in XA; absent: not found. */
  readonly level?: 'global' | 'project';
  readonly levelGrade: 'documented' | 'inferred' | 'unknown';
  /** Whether a policy may name single resources of it. */
  readonly resourcePath?: boolean | 'type only' | 'agencies only' | 'partial';
  readonly resourceFormats: readonly { readonly format: string; readonly type?: string }[];
  /** How much of its actions in 1.1 we know. */
  readonly coverage: 'complete' | 'partial' | 'fragment' | 'none';
  /** The versions of which we know every action, so that a name that we do not know is worth a word. */
  readonly completeIn?: readonly NameVersion[];
  readonly note?: Local;
  readonly source?: string;
}

/** What `scripts/build-catalog.mjs` writes to `dist/catalog/index.json`. */
export interface IndexData {
  /** Day of the newest source, `2026-10-31`: "not in our data of …". */
  readonly date: string;
  readonly services: readonly ServiceFact[];
  readonly globalKeys: readonly ConditionKeyFact[];
  readonly operators: readonly OperatorFact[];
}

/** What it writes to `dist/catalog/<service>.json`. */
export interface ServiceData {
  readonly actions: readonly ActionFact[];
  readonly resourceTypes: readonly ResourceTypeFact[];
  readonly conditionKeys: readonly ConditionKeyFact[];
}

/** Gives the parsed JSON of `index` or of a service by name; undefined where there is none. */
export type CatalogSource = (name: string) => unknown;

/** The facts about services, read from their source when first asked for. */
export interface Catalog {
  readonly date: string;
  readonly services: readonly ServiceFact[];
  readonly globalKeys: readonly ConditionKeyFact[];
  readonly operators: readonly OperatorFact[];
  /** Letter case does not count. */
  service(name: string): ServiceFact | undefined;
  /** All actions of one service in one version (or in any), in the order of the data. */
  actions(service: string, version?: NameVersion): readonly ActionFact[];
  /** Resource type and operation compare without case (reference 1.2). */
  action(name: string): ActionFact | undefined;
  resourceTypes(service: string): readonly ResourceTypeFact[];
  resourceType(service: string, name: string): ResourceTypeFact | undefined;
  /** Global keys and those of the service. Names compare without case, a tag key after `/` is any text. */
  conditionKey(name: string): ConditionKeyFact | undefined;
  conditionKeys(service: string): readonly ConditionKeyFact[];
  /**
   * Other collected facts, `search` or `denials`, read when first asked for: what scripts/build-catalog.mjs writes
   * under that name, in a form that its reader declares. Undefined where there are none.
   */
  facts(name: string): unknown;
}

export function createCatalog(source: CatalogSource): Catalog {
  const index = source('index') as IndexData;
  const services = new Map(index.services.map((it) => [it.name.toLowerCase(), it]));
  const loaded = new Map<string, Loaded>();
  const load = (name: string): Loaded => {
    const key = name.toLowerCase();
    let found = loaded.get(key);
    if (!found) {
      found = toLoaded(services.has(key) ? (source(key) as ServiceData | undefined) : undefined);
      loaded.set(key, found);
    }
    return found;
  };
  const others = new Map<string, unknown>();
  const facts = (name: string): unknown => {
    if (!others.has(name)) others.set(name, source(name));
    return others.get(name);
  };
  const globalKeys = new Map(index.globalKeys.map((it) => [keyName(it.name), it]));
  return {
    date: index.date,
    services: index.services,
    globalKeys: index.globalKeys,
    operators: index.operators,
    service: (name) => services.get(name.toLowerCase()),
    actions: (service, version) => {
      const { data, byVersion } = load(service);
      return version ? byVersion[version] : data.actions;
    },
    action: (name) => load(serviceOf(name)).actions.get(name.toLowerCase()),
    resourceTypes: (service) => load(service).data.resourceTypes,
    resourceType: (service, name) => load(service).types.get(name.toLowerCase()),
    conditionKey: (name) => globalKeys.get(keyName(name)) ?? load(serviceOf(name)).keys.get(keyName(name)),
    conditionKeys: (service) => load(service).data.conditionKeys,
    facts,
  };
}

/** Known actions that an action string of a policy names today, of every service it reaches. */
export function actionsMatching(catalog: Catalog, pattern: string, version: NameVersion): readonly ActionFact[] {
  if (!hasWildcard(pattern)) {
    const found = catalog.action(pattern);
    return found?.versions.includes(version) ? [found] : [];
  }
  let known = matched.get(catalog);
  if (!known) matched.set(catalog, (known = new Map()));
  const key = `${version} ${pattern}`;
  let found = known.get(key);
  if (!found) {
    found = allMatching(catalog, pattern, version);
    if (known.size >= mostMatched) known.clear();
    if (found.length <= longestMatched && pattern.length <= longestMatched) known.set(key, found);
  }
  return found;
}

/** What patterns match: the same `modelarts:notebook:*` stands in many policies, and each rule, lens and hover asks. */
const matched = new WeakMap<Catalog, Map<string, readonly ActionFact[]>>();
const mostMatched = 500;
const longestMatched = 200;

function allMatching(catalog: Catalog, pattern: string, version: NameVersion): readonly ActionFact[] {
  const [service, type, operation] = compileAction(pattern, version);
  const names = catalog.services.filter((it) => matches(service, it.name));
  return names.flatMap((it) =>
    catalog.actions(it.name, version).filter((action) => {
      const [, actionType, actionOperation] = lowerSegments(action);
      return matches(type, actionType) && matches(operation, actionOperation);
    }),
  );
}

/** Whether `actionsMatching` would find this action, for one action among many strings. */
export function isMatchedBy(action: ActionFact, pattern: string, version: NameVersion): boolean {
  if (!action.versions.includes(version)) return false;
  if (!hasWildcard(pattern)) return pattern.length === action.name.length && pattern.toLowerCase() === action.name.toLowerCase();
  const segments = lowerSegments(action);
  return compileAction(pattern, version).every((it, index) => matches(it, segments[index] ?? ''));
}

function hasWildcard(pattern: string): boolean {
  return isWildcard(pattern) || pattern.includes('?');
}

function compileAction(pattern: string, version: NameVersion): readonly [service: Pattern, type: Pattern, operation: Pattern] {
  const [service = '', type = '*', operation = '*'] = (pattern === '*' ? '*:*:*' : pattern.toLowerCase()).split(':');
  const question = version === '5.0';
  return [compile(service, question), compile(type, question), compile(operation, question)];
}

const segments = new WeakMap<ActionFact, readonly [service: string, type: string, operation: string]>();

/** Service, type and operation in lower case, taken apart once for each action. */
function lowerSegments(action: ActionFact): readonly [service: string, type: string, operation: string] {
  let found = segments.get(action);
  if (!found) {
    const [service = '', type = '', operation = ''] = action.name.toLowerCase().split(':');
    found = [service, type, operation];
    segments.set(action, found);
  }
  return found;
}

interface Loaded {
  readonly data: ServiceData;
  readonly byVersion: Readonly<Record<NameVersion, readonly ActionFact[]>>;
  readonly actions: ReadonlyMap<string, ActionFact>;
  readonly types: ReadonlyMap<string, ResourceTypeFact>;
  readonly keys: ReadonlyMap<string, ConditionKeyFact>;
}

function toLoaded(data: ServiceData = { actions: [], resourceTypes: [], conditionKeys: [] }): Loaded {
  const of = (version: NameVersion): readonly ActionFact[] => data.actions.filter((it) => it.versions.includes(version));
  return {
    data,
    byVersion: { '1.1': of('1.1'), '5.0': of('5.0') },
    actions: new Map(data.actions.map((it) => [it.name.toLowerCase(), it])),
    types: new Map(data.resourceTypes.map((it) => [it.name.toLowerCase(), it])),
    keys: new Map(data.conditionKeys.map((it) => [keyName(it.name), it])),
  };
}

function serviceOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf(':')));
}

/** Key names compare without case; what follows a slash is the user's own tag key. */
function keyName(name: string): string {
  const slash = name.indexOf('/');
  return (slash < 0 ? name : `${name.slice(0, slash)}/<tag-key>`).toLowerCase();
}

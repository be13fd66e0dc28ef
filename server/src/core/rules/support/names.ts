import type { Catalog, NameVersion, ServiceFact } from '../../catalog/catalog.ts';
import type { Path } from '../../json/json.ts';
import type { ActionString, Policy, ResourceString, Segment, Statement } from '../../policy/policy.ts';
import type { Span } from '../../text.ts';
import { writtenActions, writtenResources } from './places.ts';
import { isOtherService } from './services.ts';
import { slipOf } from './slip.ts';

/** A name of a service, a resource type or an action that is not known as it is written. */
export interface NameProblem {
  readonly what: 'service' | 'type' | 'action';
  /** `slip`: near to one known name. `other-version`: a table names it for the other version. `unknown`: neither. */
  readonly reason: 'slip' | 'other-version' | 'unknown';
  readonly written: string;
  readonly span: Span;
  readonly path: Path;
  readonly service: ServiceFact | undefined;
  /** What may be written instead at `span`; one for a slip, perhaps several for another version. */
  readonly instead: readonly string[];
  /** For `other-version` without a counterpart: where it is known. */
  readonly knownIn?: NameVersion;
  /** For operations: the resource type before it, which may be empty. */
  readonly type?: string;
}

/**
 * The names of a policy that are not known: slips in services, resource types and operations, names of the
 * other version, and what our data of ModelArts and of completely collected services does not have. Wildcards
 * are never blamed, and neither are names of services of which we know only fragments.
 */
export function nameProblems(policy: Policy, catalog: Catalog): readonly NameProblem[] {
  if (last?.policy !== policy || last.catalog !== catalog) last = { policy, catalog, problems: policy.version === '1.0' ? [] : [...problemsOf(policy, policy.version, catalog)] };
  return last.problems;
}

/** Three rules ask about the same policy one after another. */
let last: { readonly policy: Policy; readonly catalog: Catalog; readonly problems: readonly NameProblem[] } | undefined;

/** Different names that a slip is searched for, in one statement: more than the language allows in it. */
const mostSearches = 500;

type Search = (written: string, known: readonly string[]) => string | undefined;

/** What is unknown beyond a number that no sound statement reaches is no longer compared with all known names. */
function limitedSearch(): Search {
  const searched = new Set<string>();
  return (written, known) => {
    if (searched.size >= mostSearches && !searched.has(written)) return undefined;
    searched.add(written);
    return slipOf(written, known);
  };
}

function* problemsOf(policy: Policy, version: NameVersion, catalog: Catalog): Iterable<NameProblem> {
  const search = limitedSearch();
  for (const { action } of writtenActions(policy)) {
    const problem = action.sound ? actionProblem(action, version, catalog, search) : undefined;
    if (problem) yield problem;
  }
  for (const { statement, list, resource } of writtenResources(policy)) {
    const problem = resource.sound && !list.uri ? resourceProblem(resource, statement, version, catalog, search) : undefined;
    if (problem) yield problem;
  }
}

function actionProblem({ value, path, segments }: ActionString, version: NameVersion, catalog: Catalog, search: Search): NameProblem | undefined {
  const [service, type, operation] = segments;
  if (!service || !type || !operation || isPattern(service.value)) return undefined;
  const fact = catalog.service(service.value);
  if (!fact) return serviceSlip(service, path, catalog, search);
  if (fact.coverage === 'none') return undefined;
  const complete = fact.completeIn?.includes(version) === true;
  const judged = complete || (fact.coverage === 'partial' && version === '1.1');
  const exact = isPattern(value) ? undefined : catalog.action(value);
  if (exact) {
    if (exact.versions.includes(version)) return undefined;
    const span = { start: type.span.start, end: operation.span.end };
    const instead = exact.aliases.filter((it) => catalog.action(it)?.versions.includes(version)).map(withoutService);
    const knownIn = exact.versions[0];
    if (instead.length === 0 && !complete) return undefined;
    return { what: 'action', reason: 'other-version', written: withoutService(value), span, path, service: fact, instead, ...(knownIn ? { knownIn } : {}) };
  }
  if (!judged) return undefined;
  const names = namesOf(fact.name, catalog);
  if (!isPattern(type.value) && !names.types.has(type.value.toLowerCase())) {
    const instead = type.value === '' ? undefined : search(type.value, names.typeNames);
    if (instead) return { what: 'type', reason: 'slip', written: type.value, span: type.span, path, service: fact, instead: [instead] };
    return complete && type.value !== '' ? { what: 'type', reason: 'unknown', written: type.value, span: type.span, path, service: fact, instead: [] } : undefined;
  }
  if (isPattern(value)) return undefined;
  const operations = names.operations[version].get(type.value.toLowerCase()) ?? [];
  // A type of the table of which no action is known in this version: nothing can be said.
  if (operations.length === 0 && catalog.resourceType(fact.name, type.value)?.documented) return undefined;
  const instead = search(operation.value, operations);
  const at = { what: 'action', written: operation.value, span: operation.span, path, service: fact, type: type.value } as const;
  if (instead) return { ...at, reason: 'slip', instead: [instead] };
  return complete ? { ...at, reason: 'unknown', instead: [] } : undefined;
}

function resourceProblem({ path, segments }: ResourceString, statement: Statement, version: NameVersion, catalog: Catalog, search: Search): NameProblem | undefined {
  const [service, , , type] = segments;
  if (!service || !type || isPattern(service.value)) return undefined;
  const fact = catalog.service(service.value);
  if (!fact) return serviceSlip(service, path, catalog, search) ?? statementSlip(service, statement, path, catalog);
  if (isPattern(type.value) || type.value.includes('$')) return undefined;
  const types = resourceTypesOf(fact, catalog);
  if (types.known.has(type.value.toLowerCase())) return undefined;
  // Resource types of 5.0 are collected for ModelArts only.
  const instead = fact.name === 'modelarts' || version === '1.1' ? search(type.value, types.names) : undefined;
  const at = { what: 'type', written: type.value, span: type.span, path, service: fact } as const;
  if (instead) return { ...at, reason: 'slip', instead: [instead] };
  return fact.name === 'modelarts' ? { ...at, reason: 'unknown', instead: [] } : undefined;
}

function serviceSlip(service: Segment, path: Path, catalog: Catalog, search: Search): NameProblem | undefined {
  const instead = meantService(service.value, catalog, search);
  return instead ? { what: 'service', reason: 'slip', written: service.value, span: service.span, path, service: undefined, instead: [instead] } : undefined;
}

/** Beside actions of known services a short prefix that is near to one of them is a slip, too. */
function statementSlip(service: Segment, { action }: Statement, path: Path, catalog: Catalog): NameProblem | undefined {
  const prefixes = new Set((action?.strings ?? []).map((it) => it.segments[0]?.value.toLowerCase() ?? ''));
  if (isOtherService(service.value) || [...prefixes].some((it) => !catalog.service(it))) return undefined;
  const instead = slipOf(service.value, [...prefixes]);
  return instead ? { what: 'service', reason: 'slip', written: service.value, span: service.span, path, service: undefined, instead: [instead] } : undefined;
}

/** Whether resources of this service may have this type, as far as we know; letter case does not count. */
export function isResourceType(service: string, type: string, catalog: Catalog): boolean {
  const fact = catalog.service(service);
  return fact !== undefined && resourceTypesOf(fact, catalog).known.has(type.toLowerCase());
}

/** The resource types that names of actions of this service have, as the data spells them. */
export function typeNames(service: string, catalog: Catalog): readonly string[] {
  return namesOf(service, catalog).typeNames;
}

/**
 * Whether a prefix is too short to say that no service has it: there are more services than our data has
 * (`iec`, `vis`), and among short names everything is near to something.
 */
export function isShort(prefix: string): boolean {
  return prefix.length <= 4;
}

/** The service that an unknown prefix was probably meant to be; never for short prefixes. */
export function meantService(prefix: string, catalog: Catalog, search: Search = slipOf): string | undefined {
  if (isShort(prefix) || isPattern(prefix) || catalog.service(prefix) || isOtherService(prefix)) return undefined;
  return search(prefix, serviceNames(catalog));
}

/** Whether a part of a name stands for several. */
export function isPattern(value: string): boolean {
  return value.includes('*') || value.includes('?');
}

function withoutService(action: string): string {
  return action.slice(action.indexOf(':') + 1);
}

interface Names {
  /** Types by their name in lower case, as the data spells them. */
  readonly types: ReadonlyMap<string, string>;
  readonly typeNames: readonly string[];
  /** Operations by the lower-case type, for each version. */
  readonly operations: Readonly<Record<NameVersion, ReadonlyMap<string, readonly string[]>>>;
}

interface Index {
  readonly services: readonly string[];
  readonly names: Map<string, Names>;
  readonly resourceTypes: Map<string, ResourceTypes>;
}

interface ResourceTypes {
  /** In lower case. */
  readonly known: ReadonlySet<string>;
  readonly names: readonly string[];
}

/** Built once for each catalogue, service by service as they are asked for. */
const indexes = new WeakMap<Catalog, Index>();

function indexOf(catalog: Catalog): Index {
  let index = indexes.get(catalog);
  if (!index) {
    index = { services: catalog.services.map((it) => it.name), names: new Map(), resourceTypes: new Map() };
    indexes.set(catalog, index);
  }
  return index;
}

function serviceNames(catalog: Catalog): readonly string[] {
  return indexOf(catalog).services;
}

function namesOf(service: string, catalog: Catalog): Names {
  const { names } = indexOf(catalog);
  let found = names.get(service);
  if (!found) {
    const types = new Map<string, string>();
    const operations = { '1.1': new Map<string, string[]>(), '5.0': new Map<string, string[]>() };
    for (const { name, versions } of catalog.actions(service)) {
      const [, type = '', operation = ''] = name.split(':');
      types.set(type.toLowerCase(), type);
      for (const version of versions) {
        const list = operations[version].get(type.toLowerCase());
        if (list) list.push(operation);
        else operations[version].set(type.toLowerCase(), [operation]);
      }
    }
    // Elsewhere the resource types are those of Resource, whose names differ from those in actions.
    if (service === 'modelarts') for (const { name } of catalog.resourceTypes(service)) types.set(name.toLowerCase(), name);
    found = { types, typeNames: [...types.values()], operations };
    names.set(service, found);
  }
  return found;
}

function resourceTypesOf(service: ServiceFact, catalog: Catalog): ResourceTypes {
  const { resourceTypes } = indexOf(catalog);
  let found = resourceTypes.get(service.name);
  if (!found) {
    const names = [...catalog.resourceTypes(service.name).map((it) => it.name), ...service.resourceFormats.flatMap((it) => (it.type === undefined || it.type === 'any' ? [] : [it.type]))];
    if (service.name === 'modelarts') names.push(...catalog.actions('modelarts').flatMap((it) => it.resources.map(({ type }) => type)));
    const unique = new Map(names.map((it) => [it.toLowerCase(), it]));
    found = { known: new Set(unique.keys()), names: [...unique.values()] };
    resourceTypes.set(service.name, found);
  }
  return found;
}

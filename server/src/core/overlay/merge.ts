import type { ActionFact, CatalogSource, ConditionKeyFact, IndexData, ResourceTypeFact, ServiceData, ServiceFact } from '../catalog/catalog.ts';
import type { Schema, SchemaAction, SchemaCondition, SchemaResource } from './schema.ts';

/**
 * The collected facts with those of authorization schemas laid over them. Where both speak of an action of 5.0 the
 * schema wins, because it is the service's own; what only we know (API requests, names of 1.1) stays. Of two
 * schemas of one service the later one wins, field by field.
 *
 * @param source gives the facts without schemas, as `createCatalog` takes them
 */
export function overlaySource(source: CatalogSource, schemas: readonly Schema[]): CatalogSource {
  if (schemas.length === 0) return source;
  const parts = byService(schemas);
  const index = source('index') as IndexData;
  const known = new Set(index.services.map((it) => it.name.toLowerCase()));
  const added = [...parts.keys()].filter((it) => !known.has(it)).sort();
  const merged: IndexData = { ...index, services: [...index.services.map((it) => withFormats(it, parts.get(it.name.toLowerCase()))), ...added.map((it) => withFormats(newService(it), parts.get(it)))] };
  return (name) => {
    if (name === 'index') return merged;
    const part = parts.get(name);
    if (!part) return source(name);
    const own = known.has(name) ? (source(name) as ServiceData | undefined) : undefined;
    return mergeService(own ?? { actions: [], resourceTypes: [], conditionKeys: [] }, part);
  };
}

/** What schemas say of one service. */
export interface ServicePart {
  readonly actions: readonly SchemaAction[];
  readonly resources: readonly SchemaResource[];
  readonly conditions: readonly SchemaCondition[];
  /** Other permissions that the operations of an action need, by its name in lower case. */
  readonly dependsOn: ReadonlyMap<string, readonly string[]>;
}

/** Schemas taken apart by the service that their actions name, in lower case. */
export function byService(schemas: readonly Schema[]): ReadonlyMap<string, ServicePart> {
  const parts = new Map<string, Collected>();
  const of = (name: string): Collected => {
    const key = prefixOf(name);
    let found = parts.get(key);
    if (!found) parts.set(key, (found = { actions: new Map(), resources: new Map(), conditions: new Map(), dependsOn: new Map() }));
    return found;
  };
  for (const { actions, resources, conditions, operations } of schemas) {
    const own = new Set(actions.map((it) => prefixOf(it.name)));
    for (const it of actions) if (!it.name.startsWith('*:')) of(it.name).actions.set(it.name.toLowerCase(), it);
    // Types and keys may be those of another service (STS names agencies of IAM): they belong to that one's facts.
    for (const it of resources) if (own.has(prefixOf(it.urnTemplate))) of(it.urnTemplate).resources.set(it.typeName.toLowerCase(), it);
    for (const it of conditions) if (own.has(prefixOf(it.key))) of(it.key).conditions.set(it.key.toLowerCase(), it);
    for (const { action, dependentActions } of operations) {
      if (action === undefined || dependentActions.length === 0) continue;
      const { dependsOn } = of(action);
      const key = action.toLowerCase();
      dependsOn.set(key, [...new Set([...(dependsOn.get(key) ?? []), ...dependentActions])]);
    }
  }
  return new Map([...parts].map(([service, { actions, resources, conditions, dependsOn }]) => [service, { actions: [...actions.values()], resources: [...resources.values()], conditions: [...conditions.values()], dependsOn }]));
}

/** Of two facts of one name the later one counts. */
interface Collected {
  readonly actions: Map<string, SchemaAction>;
  readonly resources: Map<string, SchemaResource>;
  readonly conditions: Map<string, SchemaCondition>;
  readonly dependsOn: Map<string, string[]>;
}

/** The type that a template names: `notebook` of `modelarts:<region>:<account-id>:notebook:<notebook-id>`. */
export function typeOfUrn(template: string): string {
  return template.split(':')[3] ?? '';
}

/** The action of a schema as the catalogue writes it. */
export function toActionFact(it: SchemaAction, part: ServicePart, own: ActionFact | undefined): ActionFact {
  const service = prefixOf(it.name);
  const resources = it.resources.filter((one) => prefixOf(one.urnTemplate) === service).map((one) => ({ type: typeOfUrn(one.urnTemplate), required: one.required }));
  const dependsOn = [...new Set([...(own?.dependsOn ?? []), ...(part.dependsOn.get(it.name.toLowerCase()) ?? [])])];
  return {
    ...(own ?? { name: it.name, versions: ['5.0'], apis: [], deprecated: false }),
    versions: own && !own.versions.includes('5.0') ? [...own.versions, '5.0'] : (own?.versions ?? ['5.0']),
    accessLevel: it.accessLevel,
    description: it.description,
    dependsOn,
    conditionKeys: [...new Set([...it.conditionKeys, ...it.resources.flatMap((one) => one.conditionKeys)])],
    resources,
    aliases: [...new Set([...(own?.aliases ?? []), ...it.aliases])],
    confidence: 'high',
  };
}

function mergeService(own: ServiceData, part: ServicePart): ServiceData {
  const actions = new Map(own.actions.map((it) => [it.name.toLowerCase(), it]));
  for (const it of part.actions) actions.set(it.name.toLowerCase(), toActionFact(it, part, actions.get(it.name.toLowerCase())));
  const types = new Map(own.resourceTypes.map((it) => [it.name.toLowerCase(), it]));
  for (const { typeName } of part.resources) if (!types.has(typeName.toLowerCase())) types.set(typeName.toLowerCase(), newType(typeName));
  const keys = new Map(own.conditionKeys.map((it) => [it.name.toLowerCase(), it]));
  for (const it of part.conditions) keys.set(it.key.toLowerCase(), toKeyFact(it, part, keys.get(it.key.toLowerCase())));
  return { actions: [...actions.values()], resourceTypes: [...types.values()], conditionKeys: [...keys.values()] };
}

function toKeyFact({ key, valueType, multiValued, description }: SchemaCondition, { actions }: ServicePart, own: ConditionKeyFact | undefined): ConditionKeyFact {
  const listed = actions.filter((it) => [...it.conditionKeys, ...it.resources.flatMap((one) => one.conditionKeys)].some((one) => one.toLowerCase() === key.toLowerCase())).map((it) => it.name);
  return {
    ...(own ?? { name: key, operators: [] }),
    description,
    valueType,
    multiValued,
    versions: { ...own?.versions, '5.0': 'documented' },
    usedBy: [...new Set([...(own?.usedBy ?? []), ...listed])],
    confidence: 'high',
  };
}

function newType(name: string): ResourceTypeFact {
  return { name, description: { en: '', zhCn: '' }, deprecated: false, documented: true };
}

/** Of its actions only those of 5.0 are known, so an unknown name is no slip. */
function newService(name: string): ServiceFact {
  return { name, title: { en: name, zhCn: name }, levelGrade: 'unknown', resourceFormats: [], coverage: 'fragment' };
}

function withFormats(service: ServiceFact, part: ServicePart | undefined): ServiceFact {
  const known = new Set(service.resourceFormats.map((it) => it.format));
  const added = (part?.resources ?? []).filter((it) => !known.has(it.urnTemplate));
  return added.length === 0 ? service : { ...service, resourceFormats: [...service.resourceFormats, ...added.map((it) => ({ format: it.urnTemplate, type: it.typeName }))] };
}

function prefixOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf(':'))).toLowerCase();
}

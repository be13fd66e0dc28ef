import type { ActionFact, Catalog, ConditionKeyFact } from '../catalog/catalog.ts';
import { byService, type ServicePart, toActionFact, typeOfUrn } from './merge.ts';
import type { Schema } from './schema.ts';

/** What schemas add to the catalogue or say otherwise, service by service. */
export interface ServiceDifference {
  readonly service: string;
  readonly actions: Difference;
  readonly resourceTypes: Difference;
  readonly conditionKeys: Difference;
}

export interface Difference {
  /** Only the schemas have them. */
  readonly added: readonly string[];
  readonly changed: readonly Changed[];
  /** Only we have them, in version 5.0. */
  readonly missing: readonly string[];
}

export interface Changed {
  readonly name: string;
  readonly field: 'version' | 'accessLevel' | 'description' | 'conditionKeys' | 'resources' | 'aliases' | 'dependsOn' | 'valueType' | 'multiValued';
  readonly before: string;
  readonly after: string;
}

/** @param catalog without the schemas */
export function diffCatalog(catalog: Catalog, schemas: readonly Schema[]): readonly ServiceDifference[] {
  return [...byService(schemas)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([service, part]) => ({ service, actions: actionsOf(catalog, service, part), resourceTypes: typesOf(catalog, service, part), conditionKeys: keysOf(catalog, service, part) }));
}

/** Nothing differs. */
export function isSame(it: ServiceDifference): boolean {
  return [it.actions, it.resourceTypes, it.conditionKeys].every(({ added, changed, missing }) => added.length + changed.length + missing.length === 0);
}

function actionsOf(catalog: Catalog, service: string, part: ServicePart): Difference {
  const added: string[] = [];
  const changed: Changed[] = [];
  for (const it of part.actions) {
    const own = catalog.action(it.name);
    if (!own) added.push(it.name);
    else changed.push(...changesOf(own, toActionFact(it, part, own)));
  }
  const theirs = new Set(part.actions.map((it) => it.name.toLowerCase()));
  return { added: added.sort(), changed, missing: catalog.actions(service, '5.0').filter((it) => !theirs.has(it.name.toLowerCase())).map((it) => it.name).sort() };
}

function changesOf(own: ActionFact, now: ActionFact): Changed[] {
  const fields: readonly (readonly [Changed['field'], string, string])[] = [
    ['version', own.versions.join(', '), now.versions.join(', ')],
    ['accessLevel', own.accessLevel ?? '', now.accessLevel ?? ''],
    ['description', own.description.en, now.description.en],
    ['conditionKeys', sorted(own.conditionKeys), sorted(now.conditionKeys)],
    ['resources', sorted(own.resources.map(resource)), sorted(now.resources.map(resource))],
    ['aliases', sorted(own.aliases), sorted(now.aliases)],
    ['dependsOn', sorted(own.dependsOn), sorted(now.dependsOn)],
  ];
  return fields.filter(([, before, after]) => before !== after).map(([field, before, after]) => ({ name: own.name, field, before, after }));
}

function typesOf(catalog: Catalog, service: string, part: ServicePart): Difference {
  const theirs = new Set([...part.resources.map((it) => it.typeName.toLowerCase()), ...part.actions.flatMap((it) => it.resources.map((one) => typeOfUrn(one.urnTemplate).toLowerCase()))]);
  const added = part.resources.filter((it) => !catalog.resourceType(service, it.typeName)).map((it) => it.typeName);
  return { added: added.sort(), changed: [], missing: catalog.resourceTypes(service).filter((it) => !theirs.has(it.name.toLowerCase())).map((it) => it.name).sort() };
}

function keysOf(catalog: Catalog, service: string, part: ServicePart): Difference {
  const own = new Map(catalog.conditionKeys(service).map((it) => [it.name.toLowerCase(), it]));
  const added = part.conditions.filter((it) => !own.has(it.key.toLowerCase())).map((it) => it.key);
  const changed = part.conditions.flatMap((it) => keyChanges(own.get(it.key.toLowerCase()), it));
  const theirs = new Set(part.conditions.map((it) => it.key.toLowerCase()));
  return { added: added.sort(), changed, missing: [...own.values()].filter((it) => !theirs.has(it.name.toLowerCase())).map((it) => it.name).sort() };
}

function keyChanges(own: ConditionKeyFact | undefined, { valueType, multiValued }: Pick<ConditionKeyFact, 'valueType' | 'multiValued'>): Changed[] {
  if (!own) return [];
  const fields: readonly (readonly [Changed['field'], string, string])[] = [
    ['valueType', own.valueType, valueType],
    ['multiValued', String(own.multiValued), String(multiValued)],
  ];
  return fields.filter(([, before, after]) => before !== after).map(([field, before, after]) => ({ name: own.name, field, before, after }));
}

function resource({ type, required }: { readonly type: string; readonly required: boolean }): string {
  return required ? `${type}*` : type;
}

function sorted(values: readonly string[]): string {
  return [...values].sort().join(', ');
}

import { type Catalog, type NameVersion } from '../catalog/catalog.ts';
import type { Example } from '../rules/rule.ts';
import type { Box } from './box.ts';
import { ipv6Base } from './cuts.ts';
import type { Entry } from './entry.ts';
import { hasWord, type Lang } from './lang.ts';
import type { Model } from './model.ts';
import type { KeyPart, Mask, Part } from './part.ts';
import { type Value, valueOf } from './point.ts';
import { naming, part, reading, type Space } from './space.ts';

/**
 * A request of one of these products, as people would write it: a catalogued action where one fits, else the
 * shortest word, no resource and no condition key that is not needed. Undefined where it would need an
 * opaque part to hold or to fail, which nobody can promise.
 *
 * @param spelled entries whose own spelling of the action is used where it is the one
 */
export function exampleOf(model: Model, boxes: readonly Box[], spelled: readonly Entry[]): Example | undefined {
  for (const box of boxes) {
    const found = exampleIn(model, box, spelled);
    if (found) return found;
  }
  return undefined;
}

function exampleIn({ space, catalog, policy }: Model, box: Box, spelled: readonly Entry[]): Example | undefined {
  for (const index of space.atoms.values()) if (box[index]) return undefined;
  if ((box[part.reading] as Mask | undefined)?.bits === reading.absentHolds.bits) return undefined;
  const action = actionOf(space, catalog, box, policy.version === '5.0' ? '5.0' : '1.1', spelled);
  const resource = resourceOf(space, catalog, box);
  const context = contextOf(space, box);
  if (action === undefined || resource === null || !context) return undefined;
  const principal = box[part.principal] ? valueOf(space, box[part.principal] as Part) : undefined;
  return {
    action,
    ...(resource === undefined ? {} : { resource }),
    context,
    ...(typeof principal === 'string' ? { principal: { kind: principal.slice(0, principal.indexOf(' ')), value: principal.slice(principal.indexOf(' ') + 1) } } : {}),
  };
}

function actionOf(space: Space, catalog: Catalog, box: Box, version: NameVersion, spelled: readonly Entry[]): string | undefined {
  const [service, type, operation] = [segment(space, box, part.service), segment(space, box, part.type), segment(space, box, part.operation)];
  const fits = ([first, second, third]: Known['segments']): boolean => hasWord(service, first) && hasWord(type, second) && hasWord(operation, third);
  for (const { string } of spelled) if (string && !/[*?]/.test(string.value) && fits(segmentsOf(string.value))) return string.value;
  for (const name of servicesIn(catalog, service)) {
    const known = knownActions(catalog, name, version).find((it) => fits(it.segments));
    if (known) return known.name;
  }
  const words = [service, type, operation].map((it) => valueOf(space, it));
  return words.every((it) => typeof it === 'string') ? words.join(':') : undefined;
}

/** The known services of a set, ModelArts first. */
function servicesIn(catalog: Catalog, set: Lang): readonly string[] {
  if (set.words) return set.words.filter((it) => catalog.service(it));
  const names = catalog.services.map((it) => it.name.toLowerCase()).filter((it) => hasWord(set, it));
  return names.includes('modelarts') ? ['modelarts', ...names.filter((it) => it !== 'modelarts')] : names;
}

interface Known {
  readonly name: string;
  readonly segments: readonly [string, string, string];
}

const known = new WeakMap<Catalog, Map<string, readonly Known[]>>();

/** The actions of a service that are not out of date, cut into segments once. */
function knownActions(catalog: Catalog, service: string, version: NameVersion): readonly Known[] {
  let lists = known.get(catalog);
  if (!lists) known.set(catalog, (lists = new Map()));
  const key = `${service} ${version}`;
  let list = lists.get(key);
  if (!list) {
    list = catalog.actions(service, version).filter((it) => !it.deprecated).map(({ name }) => ({ name, segments: segmentsOf(name) }));
    lists.set(key, list);
  }
  return list;
}

function segmentsOf(action: string): Known['segments'] {
  const [service = '', type = '', operation = ''] = action.toLowerCase().split(':');
  return [service, type, operation];
}

/** `null` where there is none, undefined where none has to be named. */
function resourceOf(space: Space, catalog: Catalog, box: Box): string | undefined | null {
  const bits = (box[part.naming] as Mask | undefined)?.bits ?? naming.none.bits;
  if (bits & naming.none.bits) return undefined;
  if (bits & naming.segments.bits) {
    const words: string[] = [];
    for (const index of [part.resourceService, part.region, part.account, part.resourceType, part.path]) {
      const word = valueOf(space, segment(space, box, index));
      if (typeof word !== 'string') return null;
      // Both mean "not named"; this is the one that people know.
      words.push(word === '' ? '*' : word);
    }
    const [service = '', region = '', account = '', type = '', path = ''] = words;
    return [service, region, account, catalog.resourceType(service, type)?.name ?? type, path].join(':');
  }
  const word = valueOf(space, segment(space, box, part.name));
  return typeof word === 'string' ? word : null;
}

function contextOf(space: Space, box: Box): Record<string, string> | undefined {
  const context: Record<string, string> = {};
  for (const { index, name } of space.keys.values()) {
    const found = box[index] as KeyPart | undefined;
    if (!found || found.absent) continue;
    const value = found.values && valueOf(space, found.values);
    const text = value === null || value === undefined || !found.values ? undefined : textOf(found.values, value);
    if (text === undefined) return undefined;
    Object.defineProperty(context, name, { value: text, enumerable: true, configurable: true, writable: true });
  }
  return context;
}

function textOf(values: NonNullable<KeyPart['values']>, value: Value): string | undefined {
  if (values.kind === 'lang') return String(value);
  if (values.kind === 'mask') return value === 1 ? 'true' : 'false';
  switch (values.unit) {
    case 'number':
      return /e/.test(String(value)) ? undefined : String(value);
    case 'date': {
      const date = new Date(Number(value));
      return Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1 || date.getUTCFullYear() > 9999 ? undefined : date.toISOString().replace('.000Z', 'Z');
    }
    case 'ip':
      return addressText(BigInt(value));
  }
}

function addressText(value: bigint): string {
  if (value < ipv6Base) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');
  const address = value - ipv6Base;
  return Array.from({ length: 8 }, (_, index) => ((address >> BigInt(112 - 16 * index)) & 65535n).toString(16)).join(':');
}

function segment(space: Space, box: Box, index: number): Lang {
  return (box[index] ?? space.universe[index]) as Lang;
}

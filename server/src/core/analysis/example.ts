import { type Catalog, type NameVersion } from '../catalog/catalog.ts';
import type { LanguageVersion } from '../policy/kind.ts';
import type { Example } from '../rules/rule.ts';
import type { Box } from './box.ts';
import { ipv6Base } from './cuts.ts';
import type { Entry } from './entry.ts';
import { hasWord, type Lang } from './lang.ts';
import type { KeyPart, Mask, Part } from './part.ts';
import { type Point, type Value, valueOf } from './point.ts';
import { naming, part, reading, type Space } from './space.ts';

/**
 * A request of one of these products, as people would write it: a catalogued action where one fits, else the
 * shortest word, no resource and no condition key that is not needed. Undefined where it would need an
 * opaque part to hold or to fail, which nobody can promise.
 *
 * @param spelled entries whose own spelling of the action is used where it is the one
 */
export function exampleOf(model: ExampleModel, boxes: readonly Box[], spelled: readonly Entry[]): Example | undefined {
  for (const box of boxes) {
    const found = exampleIn(model, box, spelled)?.example;
    if (found) return found;
  }
  return undefined;
}

/** What an example is made with. */
export interface ExampleModel {
  readonly space: Space;
  readonly catalog: Catalog;
  readonly version: LanguageVersion;
}

/** An example with the value of each part. */
export interface Shown {
  readonly example: Example;
  readonly point: Point;
}

/**
 * The example of one product.
 *
 * @param action the action to use, which is one of the product; else one is chosen
 */
export function exampleIn({ space, catalog, version }: ExampleModel, box: Box, spelled: readonly Entry[], action?: string): Shown | undefined {
  for (const index of space.atoms.values()) if (box[index]) return undefined;
  if ((box[part.reading] as Mask | undefined)?.bits === reading.absentHolds.bits) return undefined;
  const name = action ?? actionOf(space, catalog, box, version === '5.0' ? '5.0' : '1.1', spelled);
  const resource = resourceOf(space, catalog, box);
  const context = contextOf(space, box);
  const principal = box[part.principal] ? valueOf(space, box[part.principal] as Part) : undefined;
  if (name === undefined || !resource || !context) return undefined;
  const point: (Value | null)[] = space.universe.map((universe) => (universe.kind === 'mask' ? 1 : null));
  segmentsOf(name).forEach((word, index) => (point[index] = word));
  for (const [index, value] of [...resource.values, ...context.values]) point[index] = value;
  if (typeof principal === 'string') point[part.principal] = principal;
  const example: Example = {
    action: name,
    ...(resource.text === undefined ? {} : { resource: resource.text }),
    context: context.context,
    ...(typeof principal === 'string' ? { principal: { kind: principal.slice(0, principal.indexOf(' ')), value: principal.slice(principal.indexOf(' ') + 1) } } : {}),
  };
  return { example, point };
}

/** The known actions of a product, in the order of the catalogue, ModelArts first. */
export function knownActionsIn({ space, catalog, version }: ExampleModel, box: Box): readonly string[] {
  const [service, type, operation] = [segment(space, box, part.service), segment(space, box, part.type), segment(space, box, part.operation)];
  return servicesIn(catalog, service).flatMap((name) =>
    knownActions(catalog, name, version === '5.0' ? '5.0' : '1.1')
      .filter(({ segments: [first, second, third] }) => hasWord(service, first) && hasWord(type, second) && hasWord(operation, third))
      .map((it) => it.name),
  );
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
  return words.every((it) => typeof it === 'string') ? words.map((it, index) => spellingOf(it, index, spelled)).join(':') : undefined;
}

/** A segment as one of the entries writes it, where letter case is all that differs. */
function spellingOf(word: string, index: number, spelled: readonly Entry[]): string {
  const written = spelled.map(({ string }) => string?.segments[index]?.value);
  return written.find((it) => it?.toLowerCase() === word) ?? word;
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

/** The actions of a service, those out of date last, cut into segments once. */
function knownActions(catalog: Catalog, service: string, version: NameVersion): readonly Known[] {
  let lists = known.get(catalog);
  if (!lists) known.set(catalog, (lists = new Map()));
  const key = `${service} ${version}`;
  let list = lists.get(key);
  if (!list) {
    const actions = catalog.actions(service, version);
    const ordered = [...actions.filter((it) => !it.deprecated), ...actions.filter((it) => it.deprecated)];
    list = ordered.map(({ name }) => ({ name, segments: segmentsOf(name) }));
    lists.set(key, list);
  }
  return list;
}

function segmentsOf(action: string): Known['segments'] {
  const [service = '', type = '', operation = ''] = action.toLowerCase().split(':');
  return [service, type, operation];
}

type Values = readonly (readonly [part: number, value: Value])[];

/** Without text where none has to be named; undefined where there is none. */
function resourceOf(space: Space, catalog: Catalog, box: Box): { readonly text?: string; readonly values: Values } | undefined {
  const bits = (box[part.naming] as Mask | undefined)?.bits ?? naming.none.bits;
  if (bits & naming.none.bits) return { values: [] };
  if (bits & naming.segments.bits) {
    const words: string[] = [];
    const values: [number, Value][] = [[part.naming, naming.segments.bits]];
    for (const index of [part.resourceService, part.region, part.account, part.resourceType, part.path]) {
      const word = valueOf(space, segment(space, box, index));
      if (typeof word !== 'string') return undefined;
      values.push([index, word]);
      // Both mean "not named"; this is the one that people know.
      words.push(word === '' ? '*' : word);
    }
    const [service = '', region = '', account = '', type = '', path = ''] = words;
    return { text: [service, region, account, catalog.resourceType(service, type)?.name ?? type, path].join(':'), values };
  }
  const word = valueOf(space, segment(space, box, part.name));
  if (typeof word !== 'string') return undefined;
  return { text: word, values: [[part.naming, naming.name.bits], [part.name, word]] };
}

function contextOf(space: Space, box: Box): { readonly context: Record<string, string>; readonly values: Values } | undefined {
  const context: Record<string, string> = {};
  const values: [number, Value][] = [];
  for (const { index, name } of space.keys.values()) {
    const found = box[index] as KeyPart | undefined;
    if (!found || found.absent) continue;
    const value = found.values && namedValueOf(space, found.values);
    const text = value === null || value === undefined || !found.values ? undefined : textOf(found.values, value);
    if (text === undefined || value === null || value === undefined) return undefined;
    Object.defineProperty(context, name, { value: text, enumerable: true, configurable: true, writable: true });
    values.push([index, value]);
  }
  return { context, values };
}

/** An empty text is a value that nobody sees, so a letter is taken where one will do. */
function namedValueOf(space: Space, values: NonNullable<KeyPart['values']>): Value | null | undefined {
  const value = valueOf(space, values);
  if (value !== '' || values.kind !== 'lang') return value;
  return ['x', 'a'].find((it) => hasWord(values, it)) ?? value;
}

function textOf(values: NonNullable<KeyPart['values']>, value: Value): string | undefined {
  if (values.kind === 'lang') return String(value);
  if (values.kind === 'mask') return value === 1 ? 'true' : 'false';
  switch (values.unit) {
    case 'number':
      return /e/.test(String(value)) ? undefined : String(value);
    case 'date': {
      const date = new Date(Math.floor(Number(value)));
      if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1 || date.getUTCFullYear() > 9999) return undefined;
      // Between two neighbouring milliseconds there is only their middle.
      return Number.isInteger(value) ? date.toISOString().replace('.000Z', 'Z') : date.toISOString().replace('Z', '5Z');
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

import type { Catalog } from '../catalog/catalog.ts';
import type { Condition, ConditionKey, ConditionOperator } from '../policy/policy.ts';
import { readInstant } from '../simulate/values/date.ts';
import { readDecimal } from '../simulate/values/number.ts';
import type { Box } from './box.ts';
import { before, type Cut, type Cuts, equalTo, everyValue, greaterThan, ipv6Base, lessThan, subtractCuts, uniteCuts } from './cuts.ts';
import { subtractLang, unionLang } from './lang.ts';
import { intersectPart, isEmptyPart, type KeyPart, type Mask, mask, type Part } from './part.ts';
import { allValues, atomDimension, type Family, foldKey, keyDimension, opaque, part, reading, type Space, truth } from './space.ts';
import { readTokens } from './tokens.ts';

/** Which kinds of values the operators of some statements compare a key with, by its folded name. */
export type Families = ReadonlyMap<string, ReadonlySet<Family>>;

export interface ReadCondition {
  /** The requests for which it holds: one product, or one for each reading of negated operators. */
  readonly boxes: readonly Box[];
  /** Where nothing is left: the key that left nothing. */
  readonly never: ConditionKey | undefined;
}

/** Adds to `families` what a condition says. */
export function collectFamilies(condition: Condition | undefined, families: Map<string, Set<Family>>): void {
  for (const operator of condition?.operators ?? []) {
    const family = familyOf(operator.name);
    if (!family) continue;
    for (const key of operator.keys) {
      const name = foldKey(key.name);
      const found = families.get(name);
      if (found) found.add(family);
      else families.set(name, new Set([family]));
    }
  }
}

/** The requests for which a condition holds. */
export function readCondition(space: Space, condition: Condition | undefined, families: Families, catalog: Catalog): ReadCondition {
  const sides: (Part | undefined)[][] = [[], []];
  const alive = [true, true];
  let negated = false;
  for (const operator of condition?.operators ?? []) {
    for (const key of operator.keys) {
      const meaning = readKey(space, operator, key, families, catalog);
      if (meaning === null) return { boxes: [], never: key };
      negated ||= meaning.differs;
      meaning.parts.forEach((found, side) => {
        const parts = sides[side] ?? [];
        while (parts.length <= meaning.index) parts.push(undefined);
        const old = parts[meaning.index];
        const now = old ? intersectPart(space, old, found) : found;
        parts[meaning.index] = now;
        if (isEmptyPart(space, now)) alive[side] = false;
      });
      if (!alive[0] && !alive[1]) return { boxes: [], never: key };
    }
  }
  if (!negated) return { boxes: [sides[0] ?? []], never: undefined };
  const boxes = sides.flatMap((parts, side) => {
    if (!alive[side]) return [];
    while (parts.length <= part.reading) parts.push(undefined);
    parts[part.reading] = side === 0 ? reading.absentFails : reading.absentHolds;
    return [parts];
  });
  return { boxes, never: undefined };
}

/** What one key of one operator asks for, in the reading where a negated operator fails on an absent key, and where it holds. */
interface Meaning {
  readonly index: number;
  readonly parts: readonly [Part, Part];
  readonly differs: boolean;
}

/** `null`: no request meets it. */
function readKey(space: Space, operator: ConditionOperator, key: ConditionKey, families: Families, catalog: Catalog): Meaning | null {
  const values = (key.values ?? []).map((it) => it.value);
  if (values.length === 0 && !operator.ifExists && operator.prefix !== 'ForAllValues' && !isNegated(operator.name)) return null;
  const exact = readExact(space, operator, key, values, families, catalog);
  if (!exact) {
    const id = JSON.stringify([operator.written, key.name, [...new Set(values)].sort()]);
    return { index: atomDimension(space, id), parts: [opaque.holds, opaque.holds], differs: false };
  }
  return exact;
}

function readExact(space: Space, operator: ConditionOperator, key: ConditionKey, values: readonly string[], families: Families, catalog: Catalog): Meaning | undefined {
  if (operator.prefix || catalog.conditionKey(key.name)?.multiValued) return undefined;
  const used = families.get(foldKey(key.name));
  if (operator.name === 'Null') {
    if (operator.ifExists) return undefined;
    if (!values.every((it) => it === 'true' || it === 'false')) return undefined;
    const family = used?.size === 1 ? ([...used][0] ?? 'string') : 'string';
    const { index } = keyDimension(space, key.name, family);
    const found: KeyPart = { kind: 'key', absent: values.includes('true'), values: values.includes('false') ? allValues(space, family) : null };
    return { index, parts: [found, found], differs: false };
  }
  const family = familyOf(operator.name);
  if (!family || used?.size !== 1) return undefined;
  const negated = isNegated(operator.name);
  const set = readValues(space, operator.name.replace('Not', ''), family, values);
  if (!set) return undefined;
  const { index } = keyDimension(space, key.name, family);
  const present = negated ? complement(space, set) : set;
  const fails: KeyPart = { kind: 'key', absent: operator.ifExists, values: present };
  if (!negated || operator.ifExists) return { index, parts: [fails, fails], differs: false };
  return { index, parts: [fails, { ...fails, absent: true }], differs: true };
}

type Values = NonNullable<KeyPart['values']>;

/** The values that the positive operator matches; undefined for what is not modelled. */
function readValues(space: Space, positive: string, family: Family, values: readonly string[]): Values | undefined {
  switch (positive) {
    case 'StringEquals':
    case 'StringEqualsIgnoreCase':
    case 'StringMatch':
      return readStrings(space, positive, values);
    case 'Bool':
      return readBool(values);
    case 'IpAddress':
      return unite(family, values.map(readAddresses));
    case 'NumberEquals':
    case 'DateEquals':
      return unite(family, values.map((it) => ordered(family, it, (value) => equalTo(unitOf(family), value))));
    case 'NumberLessThan':
    case 'DateLessThan':
      return unite(family, values.map((it) => ordered(family, it, (value) => lessThan(unitOf(family), value, false))));
    case 'NumberLessThanEquals':
    case 'DateLessThanEquals':
      return unite(family, values.map((it) => ordered(family, it, (value) => lessThan(unitOf(family), value, true))));
    case 'NumberGreaterThan':
    case 'DateGreaterThan':
      return unite(family, values.map((it) => ordered(family, it, (value) => greaterThan(unitOf(family), value, false))));
    case 'NumberGreaterThanEquals':
    case 'DateGreaterThanEquals':
      return unite(family, values.map((it) => ordered(family, it, (value) => greaterThan(unitOf(family), value, true))));
    default:
      return undefined;
  }
}

function readStrings(space: Space, positive: string, values: readonly string[]): Values | undefined {
  const match = positive === 'StringMatch';
  const read = values.map((it) => readTokens(it, { wildcards: match, question: match }));
  if (read.some((it) => it.variable) || values.some(isBroken)) return undefined;
  return unionLang(
    space.langs,
    read.map((it) => it.tokens),
    positive === 'StringEqualsIgnoreCase',
  );
}

/** Half of a pair of UTF-16 units is no character that a pattern could count. */
export function isBroken(text: string): boolean {
  return /[\ud800-\udfff]/u.test(text);
}

function readBool(values: readonly string[]): Mask | undefined {
  let bits = 0;
  for (const value of values) {
    if (value !== 'true' && value !== 'false') return undefined;
    bits |= truth[value].bits;
  }
  return mask(bits);
}

function unite(family: Family, sets: readonly (Cuts | undefined)[]): Cuts | undefined {
  let result: Cuts = { kind: 'cuts', unit: unitOf(family), cuts: [] };
  for (const set of sets) {
    if (!set) return undefined;
    result = uniteCuts(result, set);
  }
  return result;
}

function ordered(family: Family, text: string, toSet: (value: number | bigint) => Cuts): Cuts | undefined {
  const value = family === 'date' ? readDate(text) : readNumber(text);
  return value === undefined ? undefined : toSet(value);
}

function complement(space: Space, set: Values): Values | null {
  if (set.kind === 'mask') return mask(truth.both.bits & ~set.bits);
  if (set.kind === 'cuts') return subtractCuts(everyValue(set.unit), set);
  // The values of one operator are one union, so what is not in it is one set.
  return subtractLang(space.langs, space.langs.all, set)[0] ?? null;
}

function unitOf(family: Family): Cuts['unit'] {
  return family === 'number' || family === 'date' ? family : 'ip';
}

function isNegated(name: string): boolean {
  return name.includes('Not');
}

function familyOf(name: string): Family | undefined {
  if (name.startsWith('String')) return 'string';
  if (name.startsWith('Number')) return 'number';
  if (name.startsWith('Date')) return 'date';
  if (name === 'Bool') return 'bool';
  return name === 'IpAddress' || name === 'NotIpAddress' ? 'ip' : undefined;
}

/**
 * A decimal number as the simulator reads it, where arithmetic keeps every digit: of at most 15 digits, or whole;
 * undefined for any other text.
 */
function readNumber(text: string): number | bigint | undefined {
  const decimal = readDecimal(text);
  if (!decimal) return undefined;
  const { negative, whole, fraction } = decimal;
  if (whole.length + fraction.length <= 15) return Number(text) + 0;
  if (fraction !== '') return undefined;
  const value = negative ? -BigInt(whole) : BigInt(whole);
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/**
 * A point in time as the simulator reads it, in milliseconds since 1970; undefined for any other text, and for
 * parts of a millisecond, which arithmetic would round.
 */
function readDate(text: string): number | undefined {
  const instant = readInstant(text);
  if (!instant || instant.fraction.length > 3) return undefined;
  return instant.seconds * 1000 + Number(instant.fraction.padEnd(3, '0'));
}

/** An address or a network (CIDR), IPv4 or IPv6; undefined for any other text. */
function readAddresses(text: string): Cuts | undefined {
  const [address = '', prefix, ...more] = text.split('/');
  if (more.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) return undefined;
  const four = readIpv4(address);
  const value = four ?? readIpv6(address);
  if (value === undefined) return undefined;
  const width = four === undefined ? 128 : 32;
  const length = prefix === undefined ? width : Number(prefix);
  if (length > width) return undefined;
  const size = 1n << BigInt(width - length);
  const first = (value / size) * size + (four === undefined ? ipv6Base : 0n);
  const cuts: readonly Cut[] = [before(first), before(first + size)];
  return { kind: 'cuts', unit: 'ip', cuts };
}

function readIpv4(text: string): bigint | undefined {
  const bytes = text.split('.');
  if (bytes.length !== 4 || !bytes.every((it) => /^(?:0|[1-9]\d{0,2})$/.test(it) && Number(it) < 256)) return undefined;
  return bytes.reduce((sum, it) => sum * 256n + BigInt(it), 0n);
}

function readIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((it) => (it === '' ? [] : it.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  if (!groups.every((it) => /^[0-9a-fA-F]{1,4}$/.test(it))) return undefined;
  return groups.reduce((sum, it) => sum * 65536n + BigInt(`0x${it}`), 0n);
}


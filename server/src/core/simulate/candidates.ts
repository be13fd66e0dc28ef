import type { PreparedCondition } from './condition.ts';
import type { OperatorFamily } from './operators.ts';
import { addressOutside, formatAddress, readBlock } from './values/address.ts';
import { formatInstant, readInstant } from './values/date.ts';
import { readDecimal } from './values/number.ts';
import { readVariables } from './variables.ts';

/**
 * Values that a key could have, one for each way in which the conditions can come out together: every listed
 * value, its neighbours, and something else. Lists of two are among them where every condition asks for a key
 * with several values.
 */
export function candidateValues(conditions: readonly PreparedCondition[]): readonly (readonly string[])[] {
  const singles = new Set<string>();
  for (const family of new Set(conditions.map((it) => it.rule?.family ?? 'string'))) {
    const listed = conditions.filter((it) => it.rule?.family === family).flatMap((it) => it.listed.filter((value) => !readVariables(value)));
    for (const value of valuesOf(family, [...new Set(listed)].slice(0, maximumListed))) singles.add(value);
  }
  const lists = [...singles].map((it) => [it]);
  const sets = conditions.length > 0 && conditions.every((it) => it.operator.prefix !== undefined || it.rule?.family === 'null');
  if (!sets) return lists;
  const some = [...singles].slice(0, maximumPaired);
  return [...lists, ...some.flatMap((a, index) => some.slice(index + 1).map((b) => [a, b]))];
}

/** More than this are looked at in part only: IAM takes 10 values for a key. */
const maximumListed = 20;
const maximumPaired = 12;

function valuesOf(family: OperatorFamily, listed: readonly string[]): readonly string[] {
  switch (family) {
    case 'string':
      return strings(listed);
    case 'bool':
      return ['true', 'false'];
    case 'null':
      return ['x', ''];
    case 'number':
      return numbers(listed);
    case 'date':
      return dates(listed);
    case 'ip':
      return addresses(listed);
  }
}

function strings(listed: readonly string[]): readonly string[] {
  const plain = listed.flatMap((it) => (/[*?]/.test(it) ? [it, it.replaceAll('*', '').replaceAll('?', 'x'), it.replaceAll('*', 'x').replaceAll('?', 'x')] : [it]));
  const near = plain.flatMap((it) => [it, it.toUpperCase(), it.toLowerCase(), `${it}x`, `x${it}`, `x${it}x`]);
  const joined = plain.length <= 8 ? plain.flatMap((a) => plain.map((b) => a + b)) : [];
  return ['\u2026', '', ...near, ...joined];
}

function numbers(listed: readonly string[]): readonly string[] {
  const values = listed.filter((it) => readDecimal(it) !== undefined);
  const sorted = values.map(Number).filter(Number.isFinite).sort((a, b) => a - b);
  const between = sorted.flatMap((it, index) => (index > 0 ? [(it + (sorted[index - 1] ?? it)) / 2] : []));
  const ends = sorted.length > 0 ? [(sorted[0] ?? 0) - 1, (sorted[sorted.length - 1] ?? 0) + 1] : [0];
  return [...values, ...[...between, ...ends].map(String).filter((it) => readDecimal(it) !== undefined)];
}

function dates(listed: readonly string[]): readonly string[] {
  const values = listed.filter((it) => readInstant(it) !== undefined);
  const sorted = values.map((it) => readInstant(it)?.seconds ?? 0).sort((a, b) => a - b);
  const between = sorted.flatMap((it, index) => (index > 0 ? [Math.floor((it + (sorted[index - 1] ?? it)) / 2)] : []));
  const ends = sorted.length > 0 ? [(sorted[0] ?? 0) - 1, (sorted[sorted.length - 1] ?? 0) + 1] : [0];
  return [...values, ...[...between, ...ends].flatMap((it) => formatInstant(it) ?? [])];
}

function addresses(listed: readonly string[]): readonly string[] {
  const blocks = listed.flatMap((it) => readBlock(it) ?? []);
  const inside = blocks.map((it) => formatAddress(it.groups));
  const outside = blocks.flatMap((it) => addressOutside(it) ?? []);
  return [...inside, ...outside, '203.0.113.1', '2001:db8::1'];
}

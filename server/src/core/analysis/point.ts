import type { Box } from './box.ts';
import { hasValue, sampleOf } from './cuts.ts';
import { oddWord } from './glob.ts';
import { hasWord, type Lang, shortestWord } from './lang.ts';
import type { KeyPart, Part } from './part.ts';
import type { Space } from './space.ts';

/** One request as the value of each part; `null` is a key that is absent. */
export type Point = readonly (Value | null)[];
export type Value = string | number | bigint;

/**
 * A request of a product that is as unlike others as possible: where a pattern has a `*` it has letters that
 * nobody writes, opaque parts fail. When the others do not hold it, they do not cover the product, and nothing
 * has to be subtracted to know that. Undefined where the product is empty or the steps ran out.
 */
export function oddPoint(space: Space, box: Box): Point | undefined {
  const point: (Value | null)[] = [];
  for (let index = 0; index < space.universe.length; index++) {
    const value = oddValue(space, box[index] ?? space.universe[index]);
    if (value === undefined) return undefined;
    point.push(value);
  }
  return point;
}

/** A plain value of a part, as short as possible; `null` for an absent key, undefined where there is none. */
export function valueOf(space: Space, part: Part): Value | null | undefined {
  switch (part.kind) {
    case 'lang':
      return shortestWord(part, space.meter) ?? undefined;
    case 'mask':
      return part.bits === 0 ? undefined : part.bits & -part.bits;
    case 'cuts':
      return sampleOf(part);
    case 'key':
      return part.absent ? null : part.values ? valueOf(space, part.values) : undefined;
  }
}

/** Whether a request is in a product. */
export function hasPoint(box: Box, point: Point): boolean {
  for (let index = 0; index < box.length; index++) {
    const part = box[index];
    if (part && !hasValueOf(part, point[index] ?? null)) return false;
  }
  return true;
}

function hasValueOf(part: Part, value: Value | null): boolean {
  if (part.kind === 'key') return value === null ? part.absent : part.values !== null && hasPresent(part.values, value);
  return value !== null && hasPresent(part, value);
}

function hasPresent(values: NonNullable<KeyPart['values']>, value: Value): boolean {
  switch (values.kind) {
    case 'lang':
      return typeof value === 'string' && hasWord(values, value);
    case 'cuts':
      return typeof value !== 'string' && hasValue(values, value);
    case 'mask':
      return typeof value === 'number' && (values.bits & value) !== 0;
  }
}

function oddValue(space: Space, part: Part | undefined): Value | null | undefined {
  if (part?.kind === 'lang') return oddOf(part) ?? shortestWord(part, space.meter) ?? undefined;
  // The last choice of opaque parts is that they fail; for the others it does not matter.
  if (part?.kind === 'mask') return part.bits === 0 ? undefined : part.bits === 7 ? 1 : 1 << (31 - Math.clz32(part.bits));
  return part ? valueOf(space, part) : null;
}

function oddOf({ words, pos, neg }: Lang): string | undefined {
  if (words) return words[0];
  if (neg.length > 0 || pos.length > 1) return undefined;
  const [glob] = pos[0]?.globs ?? [];
  return glob ? oddWord(glob) : '';
}

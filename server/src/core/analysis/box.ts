import { overlapLang } from './lang.ts';
import { take } from './meter.ts';
import { type Context, intersectPart, isEmptyPart, isWithinPart, type Part, subtractPart } from './part.ts';

/**
 * A product: a request is in it when each of its parts is in the set of that part. A part that is left out may
 * be anything. Which number is which part is said by `Space`.
 */
export type Box = readonly (Part | undefined)[];

/** Everything that each part can be. */
export interface Space extends Context {
  readonly universe: Part[];
}

/** The requests in both, undefined where there are none. */
export function intersectBox(space: Space, a: Box, b: Box): Box | undefined {
  const result: (Part | undefined)[] = [];
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const [partA, partB] = [a[index], b[index]];
    if (partA && partB) {
      const both = intersectPart(space, partA, partB);
      if (isEmptyPart(space, both)) return undefined;
      result.push(both);
    } else result.push(partA ?? partB);
  }
  return result;
}

/** The requests that are in one of `a` and in one of `b`. */
export function crossBoxes(space: Space, a: readonly Box[], b: readonly Box[]): readonly Box[] {
  const result: Box[] = [];
  for (const x of a) {
    for (const y of b) {
      const both = intersectBox(space, x, y);
      if (both) result.push(both);
    }
  }
  return result;
}

export function overlapBox(space: Space, a: Box, b: Box): boolean {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const [partA, partB] = [a[index], b[index]];
    if (!partA || !partB || partA === partB) continue;
    if (partA.kind === 'lang' && partB.kind === 'lang') {
      if (!overlapLang(space.langs, partA, partB, space.meter)) return false;
    } else if (isEmptyPart(space, intersectPart(space, partA, partB))) return false;
  }
  return true;
}

export function isWithinBox(space: Space, a: Box, b: Box): boolean {
  for (let index = 0; index < b.length; index++) {
    const partB = b[index];
    if (!partB) continue;
    const partA = a[index] ?? space.universe[index];
    if (!partA || !isWithinPart(space, partA, partB)) return false;
  }
  return true;
}

/** What of `a` is not in `b`, as products that do not overlap. */
export function subtractBox(space: Space, a: Box, b: Box): readonly Box[] {
  if (!overlapBox(space, a, b)) return [a];
  const left: Box[] = [];
  let rest: Box = a;
  for (let index = 0; index < b.length; index++) {
    const partB = b[index];
    if (!partB) continue;
    const partA = rest[index] ?? space.universe[index];
    if (!partA || isWithinPart(space, partA, partB)) continue;
    for (const piece of subtractPart(space, partA, partB)) left.push(withPart(rest, index, piece));
    if (!take(space.meter, 1)) return [a];
    rest = withPart(rest, index, intersectPart(space, partA, partB));
  }
  return left;
}

/** What of `boxes` is in none of `others`; stops when nothing is left, or when the steps ran out. */
export function subtractAll(space: Space, boxes: readonly Box[], others: readonly Box[]): readonly Box[] {
  let left = boxes;
  for (const other of others) {
    if (left.length === 0 || !take(space.meter, 1 + left.length)) break;
    left = left.length === 1 && left[0] ? subtractBox(space, left[0], other) : left.flatMap((it) => subtractBox(space, it, other));
  }
  return left;
}

/** Whether `others` cover `boxes` together. */
export function isCovered(space: Space, boxes: readonly Box[], others: readonly Box[]): boolean {
  return subtractAll(space, boxes, others).length === 0;
}

function withPart(box: Box, index: number, part: Part): Box {
  const copy = box.slice();
  while (copy.length <= index) copy.push(undefined);
  copy[index] = part;
  return copy;
}

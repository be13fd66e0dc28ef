import type { Box, Space as Boxes } from './box.ts';
import { type Cuts, everyValue } from './cuts.ts';
import { createLangs, type Langs } from './lang.ts';
import type { Meter } from './meter.ts';
import { mask, type Mask, type Part } from './part.ts';

/** The parts of a request that are always there, by their number in a `Box`. */
export const part = {
  service: 0,
  type: 1,
  operation: 2,
  /** Whether the request names no resource, one that is not five segments, or one of five segments. */
  naming: 3,
  /** The whole text of a resource that is not five segments. */
  name: 4,
  resourceService: 5,
  region: 6,
  account: 7,
  resourceType: 8,
  path: 9,
  principal: 10,
  /** Which reading of a negated operator on an absent key holds: sources are silent, so both count. */
  reading: 11,
} as const;

export const naming = { none: mask(1), name: mask(2), segments: mask(4) } as const;
export const reading = { absentFails: mask(1), absentHolds: mask(2) } as const;
export const opaque = { holds: mask(1), fails: mask(2) } as const;
/** The values of Bool. */
export const truth = { true: mask(1), false: mask(2), both: mask(3) } as const;

/** The number of the first condition key or atom of a space. */
export const firstDimension = 12;

/** Kinds of values that operators compare; Null goes with each. */
export type Family = 'string' | 'number' | 'date' | 'bool' | 'ip';

/** The parts of the requests that some policies speak about. */
export interface Space extends Boxes {
  /** Condition keys by the name under which they are told apart, in the order in which they were met. */
  readonly keys: Map<string, KeyDimension>;
  /** Conditions and strings that may hold or fail, by what makes them equal. */
  readonly atoms: Map<string, number>;
  /** The numbers of keys and atoms as they are asked for, once for each time. */
  asked: number[];
  /** What action strings name, by the string; made by whoever reads them. */
  readonly actions: Map<string, Box>;
  /** Condition keys that differ in letter case only are one. */
  readonly foldKeys: boolean;
}

export interface KeyDimension {
  readonly index: number;
  /** As first written. */
  readonly name: string;
  readonly family: Family;
}

/**
 * @param emptyType the type of an action may be empty (`sts::tagSession`)
 * @param langs patterns and sets that are known already
 */
export function createSpace(meter: Meter, foldKeys: boolean, emptyType: boolean, langs: Langs = createLangs()): Space {
  const { all, some } = langs;
  const universe: Part[] = [some, emptyType ? all : some, some, mask(7), all, some, all, all, some, some, all, mask(3)];
  return { langs, meter, universe, keys: new Map(), atoms: new Map(), asked: [], actions: new Map(), foldKeys };
}

/** The number of a condition key; the family is the one that all operators on it agree on. */
export function keyDimension(space: Space, name: string, family: Family): KeyDimension {
  const id = space.foldKeys ? foldKey(name) : name;
  let found = space.keys.get(id);
  if (!found) {
    found = { index: space.universe.length, name, family };
    space.universe.push({ kind: 'key', absent: true, values: allValues(space, family) });
    space.keys.set(id, found);
  }
  space.asked.push(found.index);
  return found;
}

/** The number of something that may hold or fail. */
export function atomDimension(space: Space, id: string): number {
  let index = space.atoms.get(id);
  if (index === undefined) {
    index = space.universe.length;
    space.universe.push(mask(3));
    space.atoms.set(id, index);
  }
  space.asked.push(index);
  return index;
}

export function allValues(space: Space, family: Family): Space['langs']['all'] | Cuts | Mask {
  switch (family) {
    case 'string':
      return space.langs.all;
    case 'bool':
      return truth.both;
    default:
      return everyValue(family);
  }
}

/** Key names compare without case, what follows a `/` is a tag key of the user's and keeps it. */
export function foldKey(name: string): string {
  const slash = name.indexOf('/');
  return slash < 0 ? name.toLowerCase() : name.slice(0, slash).toLowerCase() + name.slice(slash);
}



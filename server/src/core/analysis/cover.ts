import { type Box, isCovered, overlapBox, subtractAll } from './box.ts';
import { boxesOf, type Entry, entriesOverlap, entryCovers } from './entry.ts';
import { takeLooks } from './meter.ts';
import type { Model } from './model.ts';
import { hasPoint, oddPoint } from './point.ts';

/** Entries by what their actions begin with, so that few have to be looked at. */
export interface Index {
  readonly services: Map<string, Bucket>;
  /** Entries whose service has a wildcard, and NotAction. */
  readonly wide: Entry[];
  readonly all: readonly Entry[];
}

interface Bucket {
  readonly literal: Map<string, Entry[]>;
  readonly wild: Entry[];
  readonly all: Entry[];
}

export function createIndex(entries: readonly Entry[]): Index {
  const services = new Map<string, Bucket>();
  const wide: Entry[] = [];
  for (const entry of entries) {
    const { service, literal: action } = entry;
    if (service === undefined) {
      wide.push(entry);
      continue;
    }
    let bucket = services.get(service);
    if (!bucket) services.set(service, (bucket = { literal: new Map(), wild: [], all: [] }));
    bucket.all.push(entry);
    if (action === undefined) {
      bucket.wild.push(entry);
      continue;
    }
    const same = bucket.literal.get(action);
    if (same) same.push(entry);
    else bucket.literal.set(action, [entry]);
  }
  return { services, wide, all: entries };
}

/** The entries whose actions may be among those of `entry`, in the order of the text, itself not. */
export function near({ services, wide, all }: Index, entry: Entry): readonly Entry[] {
  const { service, literal: action } = entry;
  if (service === undefined) return all.filter((it) => it !== entry);
  const bucket = services.get(service);
  const same = bucket && action !== undefined ? (bucket.literal.get(action) ?? []) : [];
  const found = !bucket ? [] : action === undefined ? bucket.all : bucket.wild;
  if (wide.length === 0 && same.length <= 1) return same[0] === entry || action === undefined ? without(found, entry) : [...same, ...found].sort(inOrder);
  return [...same, ...found, ...wide].filter((it) => it !== entry).sort(inOrder);
}

/** Whether `near` has any entry. Most entries of a policy are alone, and this costs less than asking. */
export function hasNear({ services, wide, all }: Index, entry: Entry): boolean {
  const { service, literal: action } = entry;
  if (service === undefined) return hasOther(all, entry);
  if (hasOther(wide, entry)) return true;
  const bucket = services.get(service);
  if (!bucket) return false;
  if (action === undefined) return hasOther(bucket.all, entry);
  return hasOther(bucket.wild, entry) || hasOther(bucket.literal.get(action) ?? [], entry);
}

function hasOther(entries: readonly Entry[], entry: Entry): boolean {
  return entries.length > 1 || (entries.length === 1 && entries[0] !== entry);
}

/** The index of all entries of one Effect, made once. */
export function indexOf(model: Model, effect: Entry['set']['effect']): Index {
  const indexes = (model.indexes ??= {});
  return (indexes[effect] ??= createIndex(effect === 'Allow' ? model.allows : model.denies));
}

function without(entries: readonly Entry[], entry: Entry): readonly Entry[] {
  return entries.includes(entry) ? entries.filter((it) => it !== entry) : entries;
}

function inOrder(a: Entry, b: Entry): number {
  return a.order - b.order;
}

/** The first of `others` that alone covers the entry. */
export function singleCover(model: Model, entry: Entry, others: readonly Entry[]): Entry | undefined {
  return others.find((it) => it !== entry && takeLooks(model.space.meter, 1) && entryCovers(model.space, model.memo, entry, it));
}

/** Whether `others` cover the entry together. */
export function areCovering(model: Model, entry: Entry, others: readonly Entry[]): boolean {
  const boxes = boxesOf(model.space, entry);
  if (!mayCover(model, boxes, others)) return false;
  const overlapping = others.filter((it) => it !== entry && entriesOverlap(model.space, model.memo, entry, it));
  return isCovered(model.space, boxes, overlapping.flatMap((it) => boxesOf(model.space, it)));
}

/** Requests of one entry: all of them, or those of one resource. */
export interface Target {
  readonly entry: Entry;
  /** Absent for all of them. */
  readonly boxes?: readonly Box[];
}

/** The first entry that covers all targets, else a smallest choice of entries that do so together; undefined where there is none. */
export function coverOf(model: Model, targets: readonly Target[], index: Index): readonly Entry[] | undefined {
  const all = targets.map((target) => ({ target, others: overlapping(model, target, near(index, target.entry)) }));
  const candidates = [...new Set(all.flatMap((it) => it.others))].sort(inOrder);
  const single = candidates.find((it) => all.every(({ target, others }) => others.includes(it) && isCoveredBy(model, target, [it])));
  if (single) return [single];
  const chosen = new Set(candidates);
  const covered = ({ target, others }: (typeof all)[number]): boolean => isCoveredBy(model, target, others.filter((it) => chosen.has(it)));
  if (!all.every(covered)) return undefined;
  for (const entry of [...candidates].reverse()) {
    chosen.delete(entry);
    if (!all.every((it) => !it.others.includes(entry) || covered(it))) chosen.add(entry);
  }
  return [...chosen].sort(inOrder);
}

function overlapping({ space, memo }: Model, { entry, boxes }: Target, others: readonly Entry[]): readonly Entry[] {
  return others.filter((it) => takeLooks(space.meter, 1) && entriesOverlap(space, memo, entry, it) && (!boxes || boxesOf(space, it).some((x) => boxes.some((y) => overlapBox(space, x, y)))));
}

function isCoveredBy(model: Model, { entry, boxes }: Target, others: readonly Entry[]): boolean {
  const { space, memo } = model;
  const [only] = others;
  if (only && others.length === 1 && !boxes) return entryCovers(space, memo, entry, only);
  const own = boxes ?? boxesOf(space, entry);
  return mayCover(model, own, others) && remainder(model, own, others).length === 0;
}

/** What of `boxes` no entry has. */
export function remainder(model: Model, boxes: readonly Box[], entries: readonly Entry[]): readonly Box[] {
  return subtractAll(model.space, boxes, entries.flatMap((it) => boxesOf(model.space, it)));
}

/** False when some request shows that the entries do not cover all; it costs next to nothing. */
function mayCover({ space }: Model, boxes: readonly Box[], entries: readonly Entry[]): boolean {
  for (const box of boxes) {
    if (!takeLooks(space.meter, entries.length)) return false;
    const point = oddPoint(space, box);
    if (point && !entries.some((it) => it.actions.some((action) => hasPoint(action, point)) && it.set.rest.some((rest) => hasPoint(rest, point)))) return false;
  }
  return true;
}

import { type Box, isCovered, overlapBox, subtractAll } from './box.ts';
import { boxesOf, type Entry, entriesOverlap, entryCovers } from './entry.ts';
import type { Lang } from './lang.ts';
import { take } from './meter.ts';
import type { Model } from './model.ts';
import { hasPoint, oddPoint } from './point.ts';
import { part } from './space.ts';

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
    const service = word(entry, part.service);
    if (service === undefined) {
      wide.push(entry);
      continue;
    }
    let bucket = services.get(service);
    if (!bucket) services.set(service, (bucket = { literal: new Map(), wild: [], all: [] }));
    bucket.all.push(entry);
    const action = literalAction(entry);
    if (action === undefined) bucket.wild.push(entry);
    else bucket.literal.set(action, [...(bucket.literal.get(action) ?? []), entry]);
  }
  return { services, wide, all: entries };
}

/** The entries whose actions may be among those of `entry`, in the order of the text, itself not. */
export function near(index: Index, entry: Entry): readonly Entry[] {
  const service = word(entry, part.service);
  if (service === undefined) return index.all.filter((it) => it !== entry);
  const bucket = index.services.get(service);
  const action = literalAction(entry);
  const found = !bucket ? [] : action === undefined ? bucket.all : [...(bucket.literal.get(action) ?? []), ...bucket.wild];
  const result = [...found, ...index.wide].filter((it) => it !== entry);
  return result.sort((a, b) => a.order - b.order);
}

/** The first of `others` that alone covers the entry. */
export function singleCover(model: Model, entry: Entry, others: readonly Entry[]): Entry | undefined {
  return others.find((it) => it !== entry && take(model.space.meter, 1) && entryCovers(model.space, model.memo, entry, it));
}

/** Whether `others` cover the entry together. */
export function areCovering(model: Model, entry: Entry, others: readonly Entry[]): boolean {
  const boxes = boxesOf(model.space, entry);
  if (!mayCover(model, boxes, others)) return false;
  const overlapping = others.filter((it) => it !== entry && entriesOverlap(model.space, model.memo, entry, it));
  return isCovered(model.space, boxes, overlapping.flatMap((it) => boxesOf(model.space, it)));
}

/** The first entry that covers these requests, else a smallest choice of entries that do so together; undefined where there is none. */
export function coverOf(model: Model, boxes: readonly Box[], others: readonly Entry[]): readonly Entry[] | undefined {
  const { space } = model;
  if (!mayCover(model, boxes, others)) return undefined;
  const overlapping = others.filter((it) => take(space.meter, 1) && boxesOf(space, it).some((x) => boxes.some((y) => overlapBox(space, x, y))));
  const single = overlapping.find((it) => isCovered(space, boxes, boxesOf(space, it)));
  if (single) return [single];
  let chosen = overlapping;
  if (!coveredBy(model, boxes, chosen)) return undefined;
  for (const entry of [...overlapping].reverse()) {
    const fewer = chosen.filter((it) => it !== entry);
    if (coveredBy(model, boxes, fewer)) chosen = fewer;
  }
  return chosen;
}

/** What of `boxes` no entry has. */
export function remainder(model: Model, boxes: readonly Box[], entries: readonly Entry[]): readonly Box[] {
  return subtractAll(model.space, boxes, entries.flatMap((it) => boxesOf(model.space, it)));
}

function coveredBy(model: Model, boxes: readonly Box[], entries: readonly Entry[]): boolean {
  return remainder(model, boxes, entries).length === 0;
}

/** False when some request shows that the entries do not cover all; it costs next to nothing. */
function mayCover({ space }: Model, boxes: readonly Box[], entries: readonly Entry[]): boolean {
  for (const box of boxes) {
    const point = oddPoint(space, box);
    if (point && !entries.some((it) => it.actions.some((action) => hasPoint(action, point)) && it.set.rest.some((rest) => hasPoint(rest, point)))) return false;
  }
  return true;
}

/** The literal text of a segment of the action; undefined where it has a wildcard, and for NotAction. */
function word(entry: Entry, segment: number): string | undefined {
  if (!entry.string) return undefined;
  const lang = entry.actions[0]?.[segment] as Lang | undefined;
  return lang?.words?.length === 1 ? lang.words[0] : undefined;
}

/** The whole action in lower case, where no segment has a wildcard. */
export function literalAction(entry: Entry): string | undefined {
  const [service, type, operation] = [word(entry, part.service), word(entry, part.type), word(entry, part.operation)];
  return service === undefined || type === undefined || operation === undefined ? undefined : `${service}:${type}:${operation}`;
}

/**
 * Sets of numbers, instants or addresses as ranges. Numbers have no smallest step, so a range may begin or
 * end right before or right after a number. Addresses are whole numbers (IPv6 above IPv4) and are always cut
 * right before one.
 */
export interface Cuts {
  readonly kind: 'cuts';
  /** Begin, end, begin, end, … in rising order; a range reaches from one cut to the next. */
  readonly cuts: readonly Cut[];
  /** How a sample is written in a request. */
  readonly unit: Unit;
}

export interface Cut {
  readonly value: number | bigint;
  readonly after: boolean;
}

export type Unit = 'number' | 'date' | 'ip';

const lowest: Cut = { value: -Infinity, after: false };
const highest: Cut = { value: Infinity, after: true };

/** First number behind the IPv4 addresses; IPv6 begins here. */
export const ipv6Base = 1n << 32n;

export function everyValue(unit: Unit): Cuts {
  return unit === 'ip' ? { kind: 'cuts', unit, cuts: [before(0n), before(ipv6Base + (1n << 128n))] } : { kind: 'cuts', unit, cuts: [lowest, highest] };
}

export function before(value: number | bigint): Cut {
  return { value, after: false };
}

export function after(value: number | bigint): Cut {
  return { value, after: true };
}

export function lessThan(unit: Unit, value: number | bigint, orEqual: boolean): Cuts {
  return { kind: 'cuts', unit, cuts: [lowest, orEqual ? after(value) : before(value)] };
}

export function greaterThan(unit: Unit, value: number | bigint, orEqual: boolean): Cuts {
  return { kind: 'cuts', unit, cuts: [orEqual ? before(value) : after(value), highest] };
}

export function equalTo(unit: Unit, value: number | bigint): Cuts {
  return { kind: 'cuts', unit, cuts: [before(value), after(value)] };
}

export function intersectCuts(a: Cuts, b: Cuts): Cuts {
  return combine(a, b, (inA, inB) => inA && inB);
}

export function subtractCuts(a: Cuts, b: Cuts): Cuts {
  return combine(a, b, (inA, inB) => inA && !inB);
}

export function uniteCuts(a: Cuts, b: Cuts): Cuts {
  return combine(a, b, (inA, inB) => inA || inB);
}

export function hasValue({ cuts }: Cuts, value: number | bigint): boolean {
  let inside = false;
  for (const cut of cuts) {
    // A whole number may be a bigint on one side only.
    if (cut.value > value || (cut.value >= value && cut.after)) break;
    inside = !inside;
  }
  return inside;
}

/** A short value of the set; undefined where it is empty, or lies between two numbers that no arithmetic here tells apart. */
export function sampleOf({ cuts, unit }: Cuts): number | bigint | undefined {
  const [from, to] = cuts;
  if (!from || !to) return undefined;
  const [low, high] = [from.value, to.value];
  if (unit === 'ip') return low;
  if (low === -Infinity && high === Infinity) return 0;
  if (low === -Infinity) return to.after ? high : nearBelow(high, unit);
  if (!from.after) return low;
  if (high === Infinity) return nearAbove(low, unit);
  if (to.after) return high;
  const above = nearAbove(low, unit);
  if (above < high) return above;
  return typeof low === 'number' && typeof high === 'number' ? low + (high - low) / 2 : undefined;
}

function nearAbove(value: number | bigint, unit: Unit): number | bigint {
  if (typeof value === 'bigint') return value + 1n;
  return unit === 'date' ? value + 1000 : Math.floor(value) + 1;
}

function nearBelow(value: number | bigint, unit: Unit): number | bigint {
  if (typeof value === 'bigint') return value - 1n;
  return unit === 'date' ? value - 1000 : Math.ceil(value) - 1;
}

/** Walks over the cuts of both and keeps those where `keep` changes. */
function combine(a: Cuts, b: Cuts, keep: (inA: boolean, inB: boolean) => boolean): Cuts {
  const cuts: Cut[] = [];
  let [atA, atB, inside] = [0, 0, false];
  while (atA < a.cuts.length || atB < b.cuts.length) {
    const [cutA, cutB] = [a.cuts[atA], b.cuts[atB]];
    const order = !cutA ? 1 : !cutB ? -1 : compare(cutA, cutB);
    const cut = order <= 0 ? cutA : cutB;
    if (order <= 0) atA++;
    if (order >= 0) atB++;
    const now = keep(atA % 2 === 1, atB % 2 === 1);
    if (now !== inside && cut) cuts.push(cut);
    inside = now;
  }
  return { kind: 'cuts', unit: a.unit, cuts };
}

function compare(a: Cut, b: Cut): number {
  return a.value < b.value ? -1 : a.value > b.value ? 1 : Number(a.after) - Number(b.after);
}

import { type Cuts, intersectCuts, subtractCuts } from './cuts.ts';
import { intersectLang, isEmptyLang, isWithinLang, type Lang, type Langs, subtractLang } from './lang.ts';
import type { Meter } from './meter.ts';

/** What one part of a request may be. */
export type Part = Lang | Cuts | Mask | KeyPart;

/** Some of a few choices, one bit each. */
export interface Mask {
  readonly kind: 'mask';
  readonly bits: number;
}

/** What a condition key may be: absent, or one of some values (`undefined`: any, `null`: none). */
export interface KeyPart {
  readonly kind: 'key';
  readonly absent: boolean;
  readonly values: Lang | Cuts | Mask | null;
}

/** What the operations need: the patterns of this analysis, and its steps. */
export interface Context {
  readonly langs: Langs;
  meter: Meter;
}

export function mask(bits: number): Mask {
  return { kind: 'mask', bits };
}

export function intersectPart(context: Context, a: Part, b: Part): Part {
  if (a === b) return a;
  if (a.kind === 'lang' && b.kind === 'lang') return intersectLang(context.langs, a, b);
  if (a.kind === 'mask' && b.kind === 'mask') return (a.bits & b.bits) === a.bits ? a : mask(a.bits & b.bits);
  if (a.kind === 'cuts' && b.kind === 'cuts') return intersectCuts(a, b);
  if (a.kind === 'key' && b.kind === 'key') {
    const values = a.values && b.values ? (intersectPart(context, a.values, b.values) as KeyPart['values']) : null;
    return { kind: 'key', absent: a.absent && b.absent, values };
  }
  throw new TypeError(`a part cannot be both ${a.kind} and ${b.kind}`);
}

/** What of `a` is not in `b`, as sets that do not overlap and are not known to be empty. */
export function subtractPart(context: Context, a: Part, b: Part): Part[] {
  return pieces(context, a, b).filter((it) => !isEmptyPart(context, it));
}

export function isEmptyPart(context: Context, part: Part): boolean {
  switch (part.kind) {
    case 'lang':
      return isEmptyLang(part, context.meter);
    case 'mask':
      return part.bits === 0;
    case 'cuts':
      return part.cuts.length === 0;
    case 'key':
      return !part.absent && (part.values === null || isEmptyPart(context, part.values));
  }
}

export function isWithinPart(context: Context, a: Part, b: Part): boolean {
  if (a === b) return true;
  if (a.kind === 'lang' && b.kind === 'lang') return isWithinLang(context.langs, a, b, context.meter);
  return subtractPart(context, a, b).length === 0;
}

function pieces(context: Context, a: Part, b: Part): readonly Part[] {
  if (a === b) return [];
  if (a.kind === 'lang' && b.kind === 'lang') return subtractLang(context.langs, a, b);
  if (a.kind === 'mask' && b.kind === 'mask') return [mask(a.bits & ~b.bits)];
  if (a.kind === 'cuts' && b.kind === 'cuts') return [subtractCuts(a, b)];
  if (a.kind === 'key' && b.kind === 'key') {
    const values = a.values === null ? [] : b.values === null ? [a.values] : (pieces(context, a.values, b.values) as readonly NonNullable<KeyPart['values']>[]);
    const absent = a.absent && !b.absent;
    const [first = null, ...rest] = values;
    return [{ kind: 'key', absent, values: first }, ...rest.map((it): KeyPart => ({ kind: 'key', absent: false, values: it }))];
  }
  throw new TypeError(`a part cannot be both ${a.kind} and ${b.kind}`);
}

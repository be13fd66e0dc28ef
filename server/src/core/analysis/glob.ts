import { compileTokens, matches, type Pattern, type Token } from '../policy/pattern.ts';

/**
 * One pattern as a machine that reads code points. The machine is deterministic and built only as far as it
 * is walked: behind the last star that was reached, earlier places add no words, so the states of a pattern
 * without `?` are few (as many as its code points).
 */
export interface Glob {
  readonly items: readonly Item[];
  /** The one word of a pattern without wildcards and without a choice of letters. */
  readonly word: string | undefined;
  readonly start: State;
  /** The reading that simulation uses, where letter case counts. */
  readonly pattern: Pattern | undefined;
  /** Has a `*`. */
  readonly starred: boolean;
  /** Has a `?`. */
  readonly questions: boolean;
}

/** `*`, `?`, or the code points one of which has to stand here. */
export type Item = typeof star | typeof any | string;
export const star = 0;
export const any = 1;

/** Any code point that the pattern does not name. */
export const other = '';

export interface State {
  readonly id: number;
  readonly places: readonly number[];
  readonly accepts: boolean;
  /** Every word is accepted from here. */
  readonly full: boolean;
  /** No word is accepted from here. */
  readonly dead: boolean;
  /** The code points that lead elsewhere than any other one does. */
  readonly named: readonly string[];
  readonly next: Map<string, State>;
  readonly machine: Machine;
}

interface Machine {
  readonly items: readonly Item[];
  readonly states: Map<string, State>;
}

/**
 * @param ignoreCase each letter stands for both its cases; gives undefined where that is not a matter of
 *   single code points (letters outside ASCII)
 */
export function createGlob(tokens: readonly Token[], ignoreCase = false): Glob | undefined {
  const items: Item[] = [];
  for (const token of tokens) {
    if (token === '*') {
      if (items[items.length - 1] !== star) items.push(star);
    } else if (token === '?') items.push(any);
    else {
      for (const char of token.literal) {
        const item = ignoreCase ? bothCases(char) : char;
        if (item === undefined) return undefined;
        items.push(item);
      }
    }
  }
  const machine: Machine = { items, states: new Map() };
  const plain = !items.some((it) => typeof it === 'string' && choices(it) > 1);
  const word = plain && items.every((it) => typeof it === 'string') ? items.join('') : undefined;
  return { items, word, start: stateOf(machine, [0]), pattern: plain ? compileTokens(tokens) : undefined, starred: items.includes(star), questions: items.includes(any) };
}

/**
 * Whether some text matches all of these patterns, each of which has a `*`: what stands before the first stars
 * has to agree, and what stands behind the last ones; everything between finds its place.
 */
export function haveCommonWord(globs: readonly Glob[]): boolean {
  return agree(globs.map((it) => it.items)) && agree(globs.map((it) => [...it.items].reverse()));
}

/** A character for private use. */
const odd = '\ue5e5';

/**
 * A text of the pattern with letters that nobody writes in place of its wildcards, more for a `*` than most
 * patterns have `?` in a row. A pattern without `?` that matches it matches all that this pattern matches, since
 * only its stars can match such letters; undefined where a place has a choice of letters.
 */
export function oddWord({ items, pattern }: Glob): string | undefined {
  if (!pattern) return undefined;
  let word = '';
  for (const item of items) word += item === star ? odd.repeat(12) : item === any ? odd : item;
  return word;
}

/** Whether the items up to the first star of each list can be met by one text. */
function agree(lists: readonly (readonly Item[])[]): boolean {
  const heads = lists.map((it) => it.slice(0, it.indexOf(star)));
  for (let at = 0; at < Math.max(...heads.map((it) => it.length)); at++) {
    const [first, ...others] = heads.map((it) => it[at]).filter((it) => typeof it === 'string');
    if (first !== undefined && ![...first].some((char) => others.every((it) => it.includes(char)))) return false;
  }
  return true;
}

/** Whether the pattern matches all of `text`. */
export function accepts(glob: Glob, text: string): boolean {
  if (glob.word !== undefined) return glob.word === text;
  if (glob.pattern) return matches(glob.pattern, text);
  let state = glob.start;
  for (const char of text) {
    if (state.dead || state.full) break;
    state = step(state, char);
  }
  return state.accepts;
}

/** The state after one code point; `other` for one that the pattern does not name. */
export function step(state: State, char: string): State {
  const known = state.next.get(char);
  if (known) return known;
  const { items } = state.machine;
  const places: number[] = [];
  for (const place of state.places) {
    const item = items[place];
    if (item === star) places.push(place);
    else if (item === any || (item !== undefined && char !== other && item.includes(char))) places.push(place + 1);
  }
  const next = stateOf(state.machine, places);
  state.next.set(char, next);
  return next;
}

/** The state of these places, those that a star may skip to included, without those that add no words. */
function stateOf(machine: Machine, from: readonly number[]): State {
  const { items, states } = machine;
  const all = new Set(from);
  for (const place of from) {
    for (let at = place; items[at] === star; at++) all.add(at + 1);
  }
  let last = -1;
  for (const place of all) if (items[place] === star && place > last) last = place;
  const places = [...all].filter((it) => it >= last).sort((a, b) => a - b);
  const key = places.join(',');
  const known = states.get(key);
  if (known) return known;
  const named = new Set<string>();
  for (const place of places) {
    const item = items[place];
    if (typeof item === 'string') for (const char of item) named.add(char);
  }
  const state: State = {
    id: states.size,
    places,
    accepts: all.has(items.length),
    full: last >= 0 && last === items.length - 1,
    dead: places.length === 0,
    named: [...named],
    next: new Map(),
    machine,
  };
  states.set(key, state);
  return state;
}

/** The Kelvin sign is the one code point outside ASCII whose lower case is an ASCII letter. */
const kelvin = '\u212a';

function bothCases(char: string): string | undefined {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x80) {
    const lower = char.toLowerCase();
    const upper = char.toUpperCase();
    return lower === upper ? char : lower === 'k' ? `${lower}${upper}${kelvin}` : lower + upper;
  }
  return code >= 0x3000 && code <= 0x9fff ? char : undefined;
}

function choices(item: string): number {
  return [...item].length;
}

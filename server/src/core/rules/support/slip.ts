/**
 * The one known name that `written` is a slip of, or undefined. A slip has exactly one known name at the
 * smallest distance, and that is at most 1 for names up to 4 letters, 2 up to 8, 3 for longer ones. Letter
 * case does not count. A name that differs in case only is at distance 0.
 */
export function slipOf(written: string, known: readonly string[]): string | undefined {
  const list = listOf(known);
  if (!list.answers.has(written)) {
    // Some answers are kept for texts that make the same slip again and again, on each keystroke.
    if (list.answers.size >= 500) list.answers.clear();
    const index = nearest(written.toLowerCase(), list);
    list.answers.set(written, index === undefined ? undefined : known[index]);
  }
  return list.answers.get(written);
}

/** Looks at names of about the same length only, the likeliest first, and only at those with about the same letters. */
function nearest(name: string, { lower, masks, byLength }: List): number | undefined {
  let best = allowedDistance(name.length);
  let found = -1;
  let ties = 0;
  const mask = lettersOf(name);
  const lookAt = (index: number): void => {
    // One change takes one letter away and adds another; whatever else happens changes less.
    if (bits(mask ^ (masks[index] ?? 0)) > 2 * best) return;
    const size = distance(name, lower[index] ?? '', best);
    if (size > best) return;
    ties = size < best || found < 0 ? 1 : ties + 1;
    best = size;
    found = index;
  };
  for (let by = 0; by <= best; by++) {
    byLength[name.length - by]?.forEach(lookAt);
    if (by > 0) byLength[name.length + by]?.forEach(lookAt);
  }
  return ties === 1 ? found : undefined;
}

function allowedDistance(length: number): number {
  return length <= 4 ? 1 : length <= 8 ? 2 : 3;
}

interface List {
  readonly lower: readonly string[];
  /** Which letters each has, as bits. */
  readonly masks: readonly number[];
  /** Indexes of the names by their length. */
  readonly byLength: readonly (readonly number[] | undefined)[];
  readonly answers: Map<string, string | undefined>;
}

const lists = new WeakMap<readonly string[], List>();

/** The same lists are asked again and again. */
function listOf(names: readonly string[]): List {
  let found = lists.get(names);
  if (!found) {
    const lower = names.map((it) => it.toLowerCase());
    const byLength: number[][] = [];
    for (const [index, { length }] of lower.entries()) (byLength[length] ??= []).push(index);
    found = { lower, masks: lower.map(lettersOf), byLength, answers: new Map() };
    lists.set(names, found);
  }
  return found;
}

/** One bit for each letter; other characters share the bits. */
function lettersOf(name: string): number {
  let mask = 0;
  for (let index = 0; index < name.length; index++) mask |= 1 << (name.charCodeAt(index) & 31);
  return mask;
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Longest name that is compared: nothing that is longer is near to a name of the catalogue. */
const longest = 128;
let beforeLast = new Uint8Array(longest + 2);
let last = new Uint8Array(longest + 2);
let row = new Uint8Array(longest + 2);

/**
 * Insertions, deletions, changes and swaps of neighbours that turn one name into the other; any number above
 * `limit` when it takes more than `limit`.
 */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit || a.length > longest || b.length > longest) return limit + 1;
  for (let j = 0; j <= b.length; j++) last[j] = j;
  let smallestBefore = 0;
  for (let i = 1; i <= a.length; i++) {
    const char = a.charCodeAt(i - 1);
    row[0] = i;
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      const other = b.charCodeAt(j - 1);
      let size = Math.min(at(last, j), at(row, j - 1)) + 1;
      size = Math.min(size, at(last, j - 1) + (char === other ? 0 : 1));
      if (i > 1 && j > 1 && char === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other) size = Math.min(size, at(beforeLast, j - 2) + 1);
      row[j] = size;
      if (size < smallest) smallest = size;
    }
    // A swap reaches back two rows.
    if (smallest > limit && smallestBefore > limit) return limit + 1;
    smallestBefore = smallest;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return at(last, b.length);
}

function at(numbers: Uint8Array, index: number): number {
  return numbers[index] ?? 0xff;
}

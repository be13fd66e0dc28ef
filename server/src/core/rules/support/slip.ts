/**
 * The one known name that `written` is a slip of, or undefined. A slip has exactly one known name at the
 * smallest distance, and that is at most 1 for names up to 4 letters, 2 up to 8, 3 for longer ones. Letter
 * case does not count. A name that differs in case only is at distance 0.
 */
export function slipOf(written: string, known: readonly string[]): string | undefined {
  const list = listOf(known);
  if (!list.answers.has(written)) {
    // A few answers are kept for texts that make the same slip again and again, on each keystroke.
    if (list.answers.size >= 200) list.answers.clear();
    list.answers.set(written, nearest(written.toLowerCase(), known, list.lower));
  }
  return list.answers.get(written);
}

function nearest(name: string, known: readonly string[], lower: readonly string[]): string | undefined {
  let best = allowedDistance(name.length);
  let found = -1;
  let ties = 0;
  for (let index = 0; index < lower.length; index++) {
    const size = distance(name, lower[index] ?? '', best);
    if (size > best) continue;
    ties = size < best || found < 0 ? 1 : ties + 1;
    best = size;
    found = index;
  }
  return ties === 1 ? known[found] : undefined;
}

function allowedDistance(length: number): number {
  return length <= 4 ? 1 : length <= 8 ? 2 : 3;
}

interface List {
  readonly lower: readonly string[];
  readonly answers: Map<string, string | undefined>;
}

const lists = new WeakMap<readonly string[], List>();

/** The same lists are asked again and again. */
function listOf(names: readonly string[]): List {
  let found = lists.get(names);
  if (!found) {
    found = { lower: names.map((it) => it.toLowerCase()), answers: new Map() };
    lists.set(names, found);
  }
  return found;
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

/**
 * The one known name that `written` is a slip of, or undefined. A slip has exactly one known name at the
 * smallest distance, and that is at most 1 for names up to 4 letters, 2 up to 8, 3 for longer ones. Letter
 * case does not count. A name that differs in case only is at distance 0.
 */
export function slipOf(written: string, known: Iterable<string>): string | undefined {
  const name = written.toLowerCase();
  let best = allowedDistance(name.length);
  let found: string | undefined;
  let ties = 0;
  for (const candidate of known) {
    const size = distance(name, candidate.toLowerCase(), best);
    if (size > best) continue;
    ties = size < best || found === undefined ? 1 : ties + 1;
    best = size;
    found = candidate;
  }
  return ties === 1 ? found : undefined;
}

function allowedDistance(length: number): number {
  return length <= 4 ? 1 : length <= 8 ? 2 : 3;
}

/**
 * Insertions, deletions, changes and swaps of neighbours that turn one name into the other; any number above
 * `limit` when it takes more than `limit`.
 */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let size = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)) {
        size = Math.min(size, at(beforeLast, j - 2) + 1);
      }
      row.push(size);
      if (size < smallest) smallest = size;
    }
    if (smallest > limit && Math.min(...last) > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

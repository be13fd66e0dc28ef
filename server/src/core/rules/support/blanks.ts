/** `value` without white space of any kind, wherever it stands. */
export function withoutBlanks(value: string): string {
  return value.replace(/\s+/g, '');
}

/** `value` without white space at its ends and next to a colon: what stands between two words keeps them apart. */
export function tidied(value: string): string {
  return value.replace(/\s*:\s*/g, ':').trim();
}

/** The one run of white space in `value`, or everything from the first to the last character when there are several. */
export function blanksIn(value: string): { readonly from: number; readonly to: number } {
  const runs = [...value.matchAll(/\s+/g)];
  const [first] = runs;
  if (runs.length !== 1 || !first) return { from: 0, to: value.length };
  return { from: first.index, to: first.index + first[0].length };
}

import type { Named } from './account.ts';

/** One name leads to another one, as is written at a place. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly at: Named;
}

/** Each circle once, at the first place that closes it: `a → b → a`. */
export function circles(edges: readonly Edge[]): readonly { readonly names: readonly string[]; readonly at: Named }[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const list = next.get(from);
    if (list) list.push(to);
    else next.set(from, [to]);
  }
  const found: { names: readonly string[]; at: Named }[] = [];
  const known = new Set<string>();
  for (const { from, to, at } of edges) {
    // What is in a circle already is told with it.
    if (known.has(from) && known.has(to)) continue;
    const back = wayBack(from, to, next);
    if (!back) continue;
    found.push({ names: [from, ...back], at });
    for (const name of back) known.add(name);
  }
  return found;
}

/** The shortest way from the end of an edge to its beginning. */
function wayBack(from: string, to: string, next: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const before = new Map<string, string | undefined>([[to, undefined]]);
  for (const name of before.keys()) {
    if (name === from) break;
    for (const it of next.get(name) ?? []) if (!before.has(it)) before.set(it, name);
  }
  if (!before.has(from)) return undefined;
  const way: string[] = [];
  for (let name: string | undefined = from; name !== undefined; name = before.get(name)) way.unshift(name);
  return way;
}

import type { Named } from './account.ts';

/** One name leads to another one, as is written at a place. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly at: Named;
}

/** Each circle once, at the first place that closes it: `a → b → a`. */
export function circles(edges: readonly Edge[]): readonly { readonly names: readonly string[]; readonly at: Named }[] {
  const found: { names: readonly string[]; at: Named }[] = [];
  const known = new Set<string>();
  for (const edge of edges) {
    const back = wayBack(edge, edges);
    if (!back) continue;
    const names = [edge.from, ...back];
    const key = [...new Set(names)].sort().join('\n');
    if (!known.has(key)) found.push({ names, at: edge.at });
    known.add(key);
  }
  return found;
}

/** The shortest way from the end of an edge to its beginning. */
function wayBack({ from, to }: Edge, edges: readonly Edge[]): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[to]];
  const seen = new Set([to]);
  for (let way = ways.shift(); way; way = ways.shift()) {
    const last = way.at(-1);
    if (last === from) return way;
    for (const edge of edges) {
      if (edge.from !== last || seen.has(edge.to)) continue;
      seen.add(edge.to);
      ways.push([...way, edge.to]);
    }
  }
  return undefined;
}

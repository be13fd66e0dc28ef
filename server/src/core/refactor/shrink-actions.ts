import { type ActionFact, actionsMatching, type Catalog, type NameVersion } from '../catalog/catalog.ts';
import { msg } from '../message.ts';
import { nameVersion } from '../structure/counts.ts';
import { fewest } from './fewest.ts';
import { writeStrings } from './layout.ts';
import { actionListAt } from './lists.ts';
import { patternsFor, type Segments } from './patterns.ts';
import type { Refactoring } from './refactoring.ts';

/** Steps of the search: more than 200 actions of a service need, and a fifth of a second at most. */
const steps = 15_000;

/** More wanted actions of one service than these are shrunk as well as can be, without a claim. */
const mostExact = 200;

export interface Shrunk {
  readonly strings: readonly string[];
  /** Nothing shorter names the same known actions. */
  readonly exact: boolean;
}

/** Writes a list of actions with the fewest wildcards that name the same known actions. */
export const shrinkActions: Refactoring = {
  name: 'shrinkActions',
  keeps: { over: 'catalogue', sets: 'both' },
  rewrite({ policy, catalog, selection }) {
    const found = actionListAt(policy, selection);
    if (!found || found.list.strings.length < 2) return undefined;
    const before = found.list.strings.map((it) => it.value);
    const { strings, exact } = shrink(before, catalog, nameVersion(policy.version));
    // As many strings that are shorter would only be harder to read.
    if (strings.length >= before.length) return undefined;
    const title = exact
      ? strings.length === 1 ? msg('Shrink {0} actions to 1 string, the fewest (same known actions, future ones differ)', before.length) : msg('Shrink {0} actions to {1} strings, the fewest (same known actions, future ones differ)', before.length, strings.length)
      : msg('Shrink {0} actions to {1} strings (same known actions, future ones differ)', before.length, strings.length);
    const edit = writeStrings(policy.text, found.value, strings);
    return edit ? { title, edits: [edit] } : undefined;
  },
};

/**
 * The fewest strings, and of those the shortest, that name the same known actions and no other known one. A string
 * that names none is kept, and so is one whose service has a wildcard, with all that it names.
 */
export function shrink(list: readonly string[], catalog: Catalog, version: NameVersion): Shrunk {
  const kept: string[] = [];
  const byService = new Map<string, Set<ActionFact>>();
  const covered = new Set<ActionFact>();
  for (const string of list) {
    const facts = actionsMatching(catalog, string, version);
    const [service = ''] = string.split(':');
    if (facts.length > 0 && !/[*?]/.test(service)) {
      const own = byService.get(service.toLowerCase()) ?? new Set();
      byService.set(service.toLowerCase(), own);
      for (const it of facts) own.add(it);
      continue;
    }
    if (!kept.some((it) => it.toLowerCase() === string.toLowerCase())) kept.push(string);
    for (const it of facts) covered.add(it);
  }
  let exact = true;
  const strings: string[] = [];
  for (const [service, facts] of byService) {
    const wanted = [...facts].filter((it) => !covered.has(it));
    if (wanted.length === 0) continue;
    // What kept strings name may be named again.
    const free = catalog.actions(service, version).filter((it) => covered.has(it));
    const found = shrinkService(catalog.actions(service, version).map(segmentsOf), [...wanted, ...free].map(segmentsOf), wanted.length);
    exact &&= found.exact;
    strings.push(...found.strings);
  }
  return { strings: [...strings, ...kept], exact };
}

/** @param count how many of the first of `allowed` have to be named; the others may be */
function shrinkService(known: readonly Segments[], allowed: readonly Segments[], count: number): Shrunk {
  const candidates = patternsFor(known, allowed).flatMap(({ text, covers }) => {
    const own = covers.slice(0, Math.ceil(count / 32));
    if (count % 32 !== 0) own[own.length - 1] = (own[own.length - 1] ?? 0) & ((1 << count % 32) - 1);
    return own.some((it) => it !== 0) ? [{ text, covers: own }] : [];
  });
  const { chosen, exact } = fewest(count, candidates, steps);
  return { strings: [...chosen].sort(), exact: exact && count <= mostExact };
}

function segmentsOf({ name }: ActionFact): Segments {
  const [service = '', type = '', operation = ''] = name.split(':');
  return [service, type, operation];
}

import { type ActionFact, actionsMatching, type Catalog, type NameVersion } from '../catalog/catalog.ts';
import { shrink } from './shrink-actions.ts';

/** The known actions that some of the strings name. */
export function knownActions(strings: readonly string[], catalog: Catalog, version: NameVersion): ReadonlySet<ActionFact> {
  return new Set(strings.flatMap((it) => actionsMatching(catalog, it, version)));
}

/** The fewest strings that name these actions and no other known one; a single action has its own name. */
export function writeActions(actions: readonly ActionFact[], catalog: Catalog, version: NameVersion): readonly string[] {
  return shrink(actions.map((it) => it.name), catalog, version).strings.map((string) => {
    const [only, ...others] = actionsMatching(catalog, string, version);
    return only && others.length === 0 ? only.name : string;
  });
}

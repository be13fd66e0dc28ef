import { actionsMatching } from '../catalog/catalog.ts';
import { code, msg } from '../message.ts';
import { limits } from '../rules/support/limits.ts';
import { nameVersion } from '../structure/counts.ts';
import { overlaps } from '../text.ts';
import { writeStrings } from './layout.ts';
import { actionListAt } from './lists.ts';
import type { Refactoring } from './refactoring.ts';

/** Writes the known actions in place of a wildcard; those that the list names already are not repeated. */
export const expandWildcard: Refactoring = {
  name: 'expandWildcard',
  keeps: { over: 'catalogue', sets: 'both' },
  rewrite({ policy, catalog, selection }) {
    const found = actionListAt(policy, selection);
    const wildcards = found?.list.strings.filter((it) => overlaps(it.node.span, selection) && /[*?]/.test(it.value)) ?? [];
    const [wildcard] = wildcards;
    if (!found || !wildcard || wildcards.length > 1) return undefined;
    const version = nameVersion(policy.version);
    const known = actionsMatching(catalog, wildcard.value, version);
    const others = new Set(found.list.strings.map((it) => it.value.toLowerCase()));
    const added = known.map((it) => it.name).filter((it) => !others.has(it.toLowerCase()));
    const title = known.length === 1 ? msg('Expand {0} to the known action (same known actions, future ones differ)', code(wildcard.value)) : msg('Expand {0} to the {1} known actions (same known actions, future ones differ)', code(wildcard.value), known.length);
    if (known.length === 0) return { title, refused: msg('No known action matches it.') };
    const strings = found.list.strings.flatMap((it) => (it === wildcard ? added : [it.value]));
    if (policy.version === '1.1' && strings.length > limits.actions) return { title, refused: msg('The statement would have {0} actions, and IAM takes {1}.', strings.length, limits.actions) };
    const edit = writeStrings(policy.text, found.value, strings);
    return edit ? { title, edits: [edit] } : undefined;
  },
};

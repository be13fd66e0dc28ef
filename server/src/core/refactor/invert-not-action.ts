import { msg } from '../message.ts';
import { nameVersion } from '../structure/counts.ts';
import { overlaps } from '../text.ts';
import { writeStrings } from './layout.ts';
import { isSound } from './lists.ts';
import { knownActions, writeActions } from './known.ts';
import type { Refactoring } from './refactoring.ts';

/** Writes NotAction as the Action that names the same known actions. */
export const invertNotAction: Refactoring = {
  name: 'invertNotAction',
  keeps: { over: 'catalogue', sets: 'granted' },
  rewrite({ policy, catalog, selection }) {
    const statement = policy.statements.find((it) => it.notAction && overlaps(it.notAction.member.span, selection));
    const list = statement?.notAction;
    const value = list?.member.value;
    if (!statement || !list || !value || statement.unreadable || !isSound(list)) return undefined;
    const version = nameVersion(policy.version);
    const excluded = knownActions(list.strings.map((it) => it.value), catalog, version);
    const left = catalog.services.flatMap((service) => catalog.actions(service.name, version).filter((it) => !excluded.has(it)));
    const title = statement.effect?.value === 'Deny'
      ? msg('Write NotAction as Action (same known actions, future ones differ; unknown actions are no longer denied to other policies)')
      : msg('Write NotAction as Action (same known actions, future ones differ)');
    if (left.length === 0) return { title, refused: msg('No known action is left.') };
    const edit = writeStrings(policy.text, value, writeActions(left, catalog, version));
    return edit ? { title, edits: [{ span: list.member.key.span, text: '"Action"' }, edit] } : undefined;
  },
};

import { msg } from '../../message.ts';
import { idleDeny } from '../../rules/idle-deny.ts';
import { createIndex, near } from '../cover.ts';
import { type Entry, entriesOverlap } from '../entry.ts';
import { mayBeModelArts } from '../idle.ts';
import { look, take } from '../meter.ts';
import { ask } from '../model.ts';
import { grouped, placeOfGroup, removal } from '../place.ts';
import { found } from './found.ts';
import { type Group, levelOf } from './group.ts';
import { mayShareScope } from './scope.ts';
import type { SetFinding } from './types.ts';

/**
 * `idle-deny`: the Deny entries that meet no Allow of the set whose scope may overlap. The caller has made sure
 * that every Allow of the set is known.
 */
export function idleDenies(group: Group): SetFinding[] {
  const { memberOf, set, model } = group;
  const { folded, catalog } = model;
  if (folded.allows.length === 0) return [];
  const index = createIndex(folded.allows);
  const idle: Entry[] = [];
  for (const entry of folded.denies) {
    const { policy, scope, role } = memberOf(entry);
    // A session policy narrows for one session, and a role is nobody's to change.
    if (role === 'session' || policy.kind === 'role-1.0') continue;
    if (set.authorization !== 'strict' && mayBeModelArts(folded, entry)) continue;
    const met = ask(folded, entry, () =>
      near(index, entry).some((it) => !take(folded.space.meter, look) || (mayShareScope(scope, memberOf(it).scope, levelOf(entry.service ?? it.service, catalog)) && entriesOverlap(folded.space, folded.memo, entry, it))),
    );
    if (met === false) idle.push(entry);
  }
  return grouped(idle).map((place) => {
    const here = memberOf(place.entries[0] as Entry);
    const edits = removal({ ...model, policy: here.policy }, place);
    return found(group, here, idleDeny, {
      ...placeOfGroup(place),
      message: place.whole ? msg('No Allow in the set "{0}" reaches what this statement denies, so it changes nothing there.', set.name) : msg('No Allow in the set "{0}" reaches it, so this Deny changes nothing there.', set.name),
      tags: ['unnecessary'],
      fixes: edits ? [{ title: edits.statement ? msg('Remove the statement (changes nothing in the set "{0}", but no longer limits other policies)', set.name) : msg('Remove it from this statement (changes nothing in the set "{0}", but no longer limits other policies)', set.name), edits: edits.edits, safe: false, preferred: false }] : [],
    });
  });
}

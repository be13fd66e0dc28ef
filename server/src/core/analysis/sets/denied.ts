import { formatPath } from '../../json/json.ts';
import { msg } from '../../message.ts';
import type { ResourceString } from '../../policy/policy.ts';
import { deniedAllow } from '../../rules/denied-allow.ts';
import { deniedResource } from '../../rules/denied-resource.ts';
import type { Fix } from '../../rules/rule.ts';
import { crossBoxes } from '../box.ts';
import { areCovering, coverOf, near, singleCover, type Target } from '../cover.ts';
import { resourceFix, sameEntries } from '../denied.ts';
import { boxesOf, type Entry, type StatementSet } from '../entry.ts';
import { ask } from '../model.ts';
import { type Group as Place, grouped, placeOfGroup, removal } from '../place.ts';
import { withExample } from '../words.ts';
import { deniedExample } from './example.ts';
import { found, relatedDenies } from './found.ts';
import type { Group, GroupMember } from './group.ts';
import type { SetFinding } from './types.ts';
import { deniedMessage, deniedOnResourceMessage, type Spoken } from './words.ts';

/** The Allow entries of which every request is denied where they are attached; those that their own document denies are among them. */
export function deniedEntries(group: Group): ReadonlySet<Entry> {
  const { model, memberOf, deniesFor } = group;
  const denied = new Set<Entry>();
  if (model.denies.length === 0) return denied;
  for (const entry of model.allows) {
    if (memberOf(entry).alone('denied-allow', entry)) {
      denied.add(entry);
      continue;
    }
    const covered = ask(model, entry, () => {
      const others = near(deniesFor(entry), entry);
      return singleCover(model, entry, others) !== undefined || areCovering(model, entry, others);
    });
    if (covered) denied.add(entry);
  }
  return denied;
}

/** `denied-allow`: what only the set denies. */
export function deniedAllows(group: Group, denied: ReadonlySet<Entry>): SetFinding[] {
  const added = [...denied].filter((it) => !group.memberOf(it).alone('denied-allow', it));
  return grouped(added).flatMap((place) => {
    const [first] = place.entries;
    const by = first && coverIn(group, place.entries.map((entry) => ({ entry })));
    if (!by) return [];
    const here = group.memberOf(first);
    const spoken: Spoken = { group, here, by };
    const { folded } = group.model;
    const example = deniedExample(group, here, sameEntries(group.model, place.entries).flatMap((it) => boxesOf(folded.space, it)), place.entries);
    return [
      found(group, here, deniedAllow, {
        ...placeOfGroup(place),
        message: withExample(deniedMessage(spoken, place.whole), example),
        related: relatedDenies(spoken),
        fixes: removalFix(group, here, place),
        ...(example ? { example } : {}),
      }),
    ];
  });
}

/** `denied-resource`: one Resource string of an Allow statement that only the set denies, not all of them. */
export function deniedResources(group: Group, denied: ReadonlySet<Entry>): SetFinding[] {
  const { model, memberOf } = group;
  const findings: SetFinding[] = [];
  if (model.denies.length === 0) return findings;
  for (const set of model.sets) {
    const [first] = set.entries;
    if (set.effect !== 'Allow' || set.never || !first || !set.participant.statement.resource || set.resources.length < 2) continue;
    const here = memberOf(first);
    if (here.role === 'session' || set.entries.every((it) => denied.has(it))) continue;
    for (const { string, box } of set.resources) {
      if (here.aloneAt('denied-resource', formatPath(string.path))) continue;
      const rest = crossBoxes(model.space, [box], set.context);
      const by = coverIn(group, set.entries.map((entry) => ({ entry, boxes: crossBoxes(model.space, entry.actions, rest) })));
      if (!by) continue;
      const own = sameEntries(model, set.entries)[0]?.set;
      const twinBox = own?.resources.find((it) => it.string === string)?.box;
      const { space } = model.folded;
      const boxes = own && twinBox ? own.entries.flatMap((it) => crossBoxes(space, it.actions, crossBoxes(space, [twinBox], own.context))) : [];
      const example = deniedExample(group, here, boxes, set.entries);
      const spoken: Spoken = { group, here, by };
      findings.push(
        found(group, here, deniedResource, {
          span: string.node.span,
          path: string.path,
          message: withExample(deniedOnResourceMessage(spoken), example),
          related: relatedDenies(spoken),
          fixes: fixOfResource(group, set, string),
          ...(example ? { example } : {}),
        }),
      );
    }
  }
  return findings;
}

/** The Deny entries that cover all targets, of which each asks those that take part against it. */
function coverIn({ model, deniesFor }: Group, targets: readonly Target[]): readonly Entry[] | undefined {
  const [first] = targets;
  if (!first) return undefined;
  const indexes = new Set(targets.map((it) => deniesFor(it.entry)));
  const parts = indexes.size === 1 ? [targets] : targets.map((it) => [it]);
  const by = new Set<Entry>();
  for (const part of parts) {
    const one = part[0] && ask(model, first.entry, () => coverOf(model, part, deniesFor((part[0] ?? first).entry)));
    if (!one) return undefined;
    for (const it of one) by.add(it);
  }
  return [...by].sort((a, b) => a.order - b.order);
}

/** A role is the system's, so nobody can take something out of it. */
function removalFix({ model, set }: Group, { policy }: GroupMember, place: Place): Fix[] {
  const edits = policy.kind === 'role-1.0' ? undefined : removal({ ...model, policy }, place);
  if (!edits) return [];
  return [{ title: edits.statement ? msg('Remove the statement (changes nothing in the set "{0}")', set.name) : msg('Remove it from this statement (changes nothing in the set "{0}")', set.name), edits: edits.edits, safe: false }];
}

function fixOfResource({ set: { name } }: Group, set: StatementSet, string: ResourceString): Fix[] {
  return resourceFix(set, string).map((it) => ({ ...it, title: msg('Remove it from this statement (changes nothing in the set "{0}")', name) }));
}

import { msg } from '../../message.ts';
import { partlyDeniedAllow } from '../../rules/partly-denied-allow.ts';
import type { Example } from '../../rules/rule.ts';
import { crossBoxes } from '../box.ts';
import { createIndex, near } from '../cover.ts';
import { boxesOf, type Entry } from '../entry.ts';
import { look, take } from '../meter.ts';
import { ask } from '../model.ts';
import { crosses } from '../partly.ts';
import { grouped, placeOfGroup } from '../place.ts';
import { withExample } from '../words.ts';
import { deniedExample } from './example.ts';
import { found, relatedDenies, relatedTo } from './found.ts';
import { type Group, type GroupMember, takesPart } from './group.ts';
import type { SetFinding } from './types.ts';
import { partlyDeniedMessage } from './words.ts';

interface Crossing {
  readonly deny: Entry;
  readonly first: Entry;
  readonly others: readonly Entry[];
  readonly example: Example;
}

/** `partly-denied-allow` between documents: once for each Deny string, on the first Allow string that it crosses in another one. */
export function partlyDenied(group: Group, denied: ReadonlySet<Entry>): SetFinding[] {
  const { memberOf } = group;
  const { folded, catalog } = group.model;
  const skip = new Set([...denied].map((it) => it.order));
  const speaks = ({ role, policy }: GroupMember): boolean => role !== 'session' && policy.kind !== 'role-1.0';
  // A single action is within a pattern or apart from it.
  const index = createIndex(folded.allows.filter((it) => it.literal === undefined && !skip.has(it.order) && speaks(memberOf(it))));
  const crossings: Crossing[] = [];
  for (const deny of folded.denies) {
    if (deny.literal !== undefined || !speaks(memberOf(deny))) continue;
    const crossing = ask(folded, deny, () => {
      const allows = near(index, deny).filter((it) => memberOf(it).source.file !== memberOf(deny).source.file && take(folded.space.meter, look) && takesPart(deny, it, memberOf, catalog));
      return crossingOf(group, deny, allows);
    });
    if (crossing) crossings.push(crossing);
  }
  const byFirst = new Map<Entry, Crossing[]>();
  for (const it of crossings) byFirst.set(it.first, [...(byFirst.get(it.first) ?? []), it]);
  return grouped(folded.allows.filter((it) => byFirst.has(it))).flatMap((place) => {
    const own = place.entries.flatMap((it) => byFirst.get(it) ?? []);
    return place.whole ? [toFinding(group, place.entries, own)] : own.map((it) => toFinding(group, [it.first], [it]));
  });
}

function crossingOf(group: Group, deny: Entry, allows: readonly Entry[]): Crossing | undefined {
  const { folded } = group.model;
  const crossed = allows.filter((it) => crosses(folded, it, deny));
  for (const first of crossed) {
    const example = deniedExample(group, group.memberOf(first), crossBoxes(folded.space, boxesOf(folded.space, first), boxesOf(folded.space, deny)), []);
    if (example) return { deny, first, others: crossed.filter((it) => it !== first), example };
  }
  return undefined;
}

function toFinding(group: Group, at: readonly Entry[], crossings: readonly Crossing[]): SetFinding {
  const first = at[0] as Entry;
  const here = group.memberOf(first);
  const spoken = { group, here, by: crossings.map((it) => it.deny) };
  const others = [...new Set(crossings.flatMap((it) => it.others))].filter((it) => !at.includes(it));
  const example = crossings[0]?.example;
  return found(group, here, partlyDeniedAllow, {
    ...placeOfGroup({ set: first.set, entries: at, whole: at.length > 1 }),
    message: withExample(partlyDeniedMessage(spoken), example),
    related: [...relatedDenies(spoken), ...others.map((it) => relatedTo(group, here, it, msg('It takes some of this as well.')))],
    ...(example ? { example } : {}),
  });
}

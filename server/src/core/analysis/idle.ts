import { msg } from '../message.ts';
import type { RuleFinding } from '../rules/rule.ts';
import { standsForOne } from '../rules/support/tags.ts';
import { hasNear, indexOf, near } from './cover.ts';
import { type Entry, entriesOverlap } from './entry.ts';
import { hasWord, type Lang } from './lang.ts';
import { takeLooks } from './meter.ts';
import { ask, mayAsk, type Model } from './model.ts';
import { grouped, placeOfGroup, removalFix } from './place.ts';
import { part } from './space.ts';

/**
 * The Deny entries that meet no Allow of the document. Where ModelArts lets everybody in who is not denied, such
 * a Deny is needed, so that only a strict account makes it idle.
 *
 * @param needed actions whose Deny is never called idle: it keeps what an Allow depends on from being changed by
 *   whoever may do so through another policy
 */
export function idleEntries(model: Model, strict: boolean, needed: readonly string[]): ReadonlySet<Entry> {
  const found = new Set<Entry>();
  const { folded, participants } = model;
  if (model.allows.length === 0 || !participants.allAllows) return found;
  const orders = new Set<number>();
  for (const entry of folded.denies) {
    if (!strict && mayBeModelArts(folded, entry)) continue;
    const index = indexOf(folded, 'Allow');
    const met = mayAsk(folded) && !hasNear(index, entry) ? false : ask(folded, entry, () => near(index, entry).some((it) => !takeLooks(folded.space.meter, 1) || entriesOverlap(folded.space, folded.memo, entry, it)));
    if (met === false) orders.add(entry.order);
  }
  for (const entry of model.denies) if (orders.has(entry.order) && !(entry.string && standsForOne(entry.string, needed, model.policy))) found.add(entry);
  return found;
}

/** `idle-deny`. */
export function idleDeny(model: Model, idle: ReadonlySet<Entry>): RuleFinding[] {
  return grouped([...idle]).map((group) => ({
    ...placeOfGroup(group),
    message: group.whole ? msg('No Allow of this policy reaches what this statement denies, so it changes nothing here.') : msg('No Allow of this policy reaches it, so this Deny changes nothing here.'),
    tags: ['unnecessary'],
    fixes: removalFix(model, group, false, true),
  }));
}

/** Whether the service is ModelArts or has a wildcard. */
export function mayBeModelArts({ space }: Model, { set, actions }: Entry): boolean {
  const service = set.participant.statement.notAction ? undefined : (actions[0]?.[part.service] as Lang | undefined);
  return !service?.words || hasWord(service ?? space.langs.some, 'modelarts');
}

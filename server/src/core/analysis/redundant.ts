import { type Message, msg } from '../message.ts';
import type { ActionString } from '../policy/policy.ts';
import type { RuleFinding } from '../rules/rule.ts';
import { removeElement } from '../rules/support/edits.ts';
import { isWithinBox } from './box.ts';
import { areCovering, coverOf, createIndex, hasNear, indexOf, near, singleCover } from './cover.ts';
import { sameEntries } from './denied.ts';
import { actionBox, boxesOf, type Entry, type StatementSet } from './entry.ts';
import { exampleOf } from './example.ts';
import { ask, mayAsk, type Model } from './model.ts';
import { type Group, grouped, placeOfGroup, relatedTo, removalFix } from './place.ts';
import { listOf, statementNumbers } from './words.ts';

/**
 * `redundant-allow` or `redundant-deny`: entries that lie within others of the same Effect.
 *
 * @param skipped entries that carry `denied-allow` or `idle-deny`
 */
export function redundantEntries(model: Model, effect: 'Allow' | 'Deny', skipped: ReadonlySet<Entry>): RuleFinding[] {
  const entries = effect === 'Allow' ? model.allows : model.denies;
  const index = indexOf(model, effect);
  const gone = new Set(skipped);
  const dropped = new Set<Entry>();
  const asked = entries.filter((it) => hasNear(index, it) || !mayAsk(model)).reverse();
  const drop = (isCovered: (entry: Entry, others: readonly Entry[]) => boolean): void => {
    for (const entry of asked) {
      if (gone.has(entry)) continue;
      const covered = ask(model, entry, () => {
        const all = near(index, entry);
        return isCovered(entry, gone.size === 0 ? all : all.filter((it) => !gone.has(it)));
      });
      if (!covered) continue;
      gone.add(entry);
      dropped.add(entry);
    }
  };
  drop((entry, others) => singleCover(model, entry, others) !== undefined);
  drop((entry, others) => areCovering(model, entry, others));
  if (dropped.size === 0) return [];
  const rest = createIndex(entries.filter((it) => !gone.has(it)));
  return grouped(entries.filter((it) => dropped.has(it))).flatMap((group) => {
    const [first] = group.entries;
    const by = first && ask(model, first, () => coverOf(model, group.entries.map((entry) => ({ entry })), rest));
    if (!by) return [];
    const example = exampleOf(model.folded, sameEntries(model, group.entries).flatMap((it) => boxesOf(model.folded.space, it)), group.entries);
    return [
      {
        ...placeOfGroup(group),
        message: redundantMessage(model, group, by),
        tags: ['unnecessary' as const],
        related: relatedTo(by, (it) => sameEffect(model, it)),
        fixes: removalFix(model, group, true),
        ...(example ? { example } : {}),
      },
    ];
  });
}

/** Strings of one NotAction list that lie within another string of it. */
export function redundantExclusions(model: Model, effect: 'Allow' | 'Deny'): RuleFinding[] {
  return model.sets.filter((it) => it.effect === effect && !it.never && it.participant.statement.notAction).flatMap((it) => exclusionsOf(model, it));
}

function exclusionsOf({ space, policy }: Model, { participant }: StatementSet): RuleFinding[] {
  const list = participant.statement.notAction?.member.value;
  if (list?.type !== 'array') return [];
  const boxes = new Map(participant.actions.map((it) => [it, actionBox(space, it, policy.version)]));
  const remaining = new Set<ActionString>(participant.actions);
  const found: RuleFinding[] = [];
  for (const string of [...participant.actions].reverse()) {
    const own = boxes.get(string) ?? [];
    const wider = [...remaining].find((it) => it !== string && isWithinBox(space, own, boxes.get(it) ?? []));
    if (wider) remaining.delete(string);
  }
  for (const string of participant.actions) {
    if (remaining.has(string)) continue;
    const own = boxes.get(string) ?? [];
    const wider = [...remaining].find((it) => isWithinBox(space, own, boxes.get(it) ?? []));
    if (!wider) continue;
    found.push({
      span: string.node.span,
      path: string.path,
      message: msg('"{0}" in this list covers it already.', wider.value),
      tags: ['unnecessary'],
      related: [{ span: wider.node.span, path: wider.path, message: msg('This covers it.') }],
      fixes: [{ title: msg('Remove it from this statement (changes nothing)'), edits: [removeElement(list, list.elements.indexOf(string.node))], safe: true }],
    });
  }
  return found;
}

function sameEffect({ policy }: Model, { set }: Entry): Message {
  const number = set.participant.statement.index + 1;
  if (set.effect === 'Deny') return msg('Statement {0} denies it here.', number);
  return policy.kind === 'scp-5.0' ? msg('Statement {0} lets it through here.', number) : msg('Statement {0} allows it here.', number);
}

function redundantMessage({ policy }: Model, { set, whole }: Group, by: readonly Entry[]): Message {
  const numbers = statementNumbers(by);
  const list = listOf(numbers);
  const one = numbers.length === 1;
  if (set.effect === 'Deny') {
    if (whole) return one ? msg('Statement {0} denies all of this anyway.', list) : msg('Statements {0} together deny all of this anyway.', list);
    if (by.every((it) => it.set === set)) return msg('Other strings of this statement deny it anyway.');
    return one ? msg('Statement {0} denies it anyway.', list) : msg('Statements {0} together deny it anyway.', list);
  }
  if (policy.kind === 'scp-5.0') {
    if (whole) return one ? msg('Statement {0} lets all of this through anyway.', list) : msg('Statements {0} together let all of this through anyway.', list);
    if (by.every((it) => it.set === set)) return msg('Other strings of this statement let it through anyway.');
    return one ? msg('Statement {0} lets it through anyway.', list) : msg('Statements {0} together let it through anyway.', list);
  }
  if (whole) return one ? msg('Statement {0} allows all of this anyway.', list) : msg('Statements {0} together allow all of this anyway.', list);
  if (by.every((it) => it.set === set)) return msg('Other strings of this statement allow it anyway.');
  return one ? msg('Statement {0} allows it anyway.', list) : msg('Statements {0} together allow it anyway.', list);
}

import { member } from '../json/json.ts';
import { type Message, msg } from '../message.ts';
import type { ResourceString } from '../policy/policy.ts';
import type { Fix, RuleFinding } from '../rules/rule.ts';
import { removeElement } from '../rules/support/edits.ts';
import { crossBoxes } from './box.ts';
import { certainOf } from './certain.ts';
import { areCovering, coverOf, hasNear, type Index, indexOf, near, remainder, singleCover } from './cover.ts';
import { boxesOf, type Entry, type StatementSet } from './entry.ts';
import { exampleOf } from './example.ts';
import { ask, mayAsk, type Model } from './model.ts';
import { type Group, grouped, placeOfGroup, relatedTo, removal, removalFix } from './place.ts';
import { listOf, statementNumbers, withExample } from './words.ts';

/** The Allow entries of which every request is denied, alone or by several Deny entries together. */
export function deniedEntries(model: Model): ReadonlySet<Entry> {
  const found = new Set<Entry>();
  if (model.denies.length === 0) return found;
  const index = indexOf(model, 'Deny');
  for (const entry of model.allows) {
    if (mayAsk(model) && !hasNear(index, entry)) continue;
    const denied = ask(model, entry, () => {
      const others = near(index, entry);
      return singleCover(model, entry, others) !== undefined || areCovering(model, entry, others);
    });
    if (denied) found.add(entry);
  }
  return found;
}

/** `denied-allow`. */
export function deniedAllow(model: Model, denied: ReadonlySet<Entry>): RuleFinding[] {
  if (denied.size === 0) return [];
  const denies = indexOf(model, 'Deny');
  return grouped([...denied]).flatMap((group) => {
    const [first] = group.entries;
    if (!first) return [];
    const by = ask(model, first, () => coverOf(model, group.entries.map((entry) => ({ entry })), denies));
    if (!by) return [];
    const example = exampleOf(model.folded, sameEntries(model, group.entries).flatMap((it) => boxesOf(model.folded.space, it)), group.entries);
    return [
      {
        ...placeOfGroup(group),
        message: withExample(deniedMessage(model, group, by), example),
        related: relatedTo(by, deniesIt),
        fixes: [...removalFix(model, group, false), ...releaseFix(model, group, by, denies)],
        ...(example ? { example } : {}),
      },
    ];
  });
}

/** `denied-resource`: one Resource string of an Allow statement, not all of them. */
export function deniedResource(model: Model, denied: ReadonlySet<Entry>): RuleFinding[] {
  const findings: RuleFinding[] = [];
  if (model.denies.length === 0) return findings;
  const denies = indexOf(model, 'Deny');
  for (const set of model.sets) {
    const [first] = set.entries;
    if (set.effect !== 'Allow' || set.never || !first || !set.participant.statement.resource || set.resources.length < 2) continue;
    if (set.entries.every((it) => denied.has(it))) continue;
    for (const { string, box } of set.resources) {
      const rest = crossBoxes(model.space, [box], set.context);
      const by = ask(model, first, () => coverOf(model, set.entries.map((entry) => ({ entry, boxes: crossBoxes(model.space, entry.actions, rest) })), denies));
      if (!by) continue;
      const twin = sameEntries(model, set.entries);
      const own = twin[0]?.set;
      const twinBox = own?.resources.find((it) => it.string === string)?.box;
      const example = own && twinBox && exampleOf(model.folded, twin.flatMap((it) => crossBoxes(model.folded.space, it.actions, crossBoxes(model.folded.space, [twinBox], own.context))), set.entries);
      const message = deniedOnResource(model, by);
      findings.push({
        span: string.node.span,
        path: string.path,
        message: withExample(message, example),
        related: relatedTo(by, deniesIt),
        fixes: resourceFix(set, string),
        ...(example ? { example } : {}),
      });
    }
  }
  return findings;
}

/** The same entries in the model in which condition keys are one that differ in letter case only. */
export function sameEntries(model: Model, entries: readonly Entry[]): readonly Entry[] {
  if (model.folded === model) return entries;
  const orders = new Set(entries.map((it) => it.order));
  return model.folded.entries.filter((it) => orders.has(it.order));
}

export function deniesIt(entry: Entry): Message {
  return msg('Statement {0} denies it here.', entry.set.participant.statement.index + 1);
}

function deniedMessage({ policy }: Model, { whole }: Group, by: readonly Entry[]): Message {
  const numbers = statementNumbers(by);
  const list = listOf(numbers);
  if (policy.kind === 'scp-5.0') {
    if (whole) return numbers.length === 1 ? msg('Statement {0} denies all that this statement lets through, for everybody.', list) : msg('Statements {0} together deny all that this statement lets through, for everybody.', list);
    return numbers.length === 1 ? msg('Let through here, but statement {0} denies it for everybody.', list) : msg('Let through here, but statements {0} together deny it for everybody.', list);
  }
  if (whole) return numbers.length === 1 ? msg('Statement {0} denies all that this statement allows, for everybody.', list) : msg('Statements {0} together deny all that this statement allows, for everybody.', list);
  return numbers.length === 1 ? msg('Allowed here, but statement {0} denies it for everybody.', list) : msg('Allowed here, but statements {0} together deny it for everybody.', list);
}

function deniedOnResource({ policy }: Model, by: readonly Entry[]): Message {
  const numbers = statementNumbers(by);
  const list = listOf(numbers);
  if (policy.kind === 'scp-5.0') return numbers.length === 1 ? msg('Let through on this resource, but statement {0} denies it there for everybody.', list) : msg('Let through on this resource, but statements {0} together deny it there for everybody.', list);
  return numbers.length === 1 ? msg('Allowed on this resource, but statement {0} denies it there for everybody.', list) : msg('Allowed on this resource, but statements {0} together deny it there for everybody.', list);
}

/** Takes one Resource string out of its list. */
export function resourceFix({ participant }: StatementSet, { node }: ResourceString): Fix[] {
  const value = participant.statement.resource?.member.value;
  const list = value?.type === 'object' ? member(value, 'uri')?.value : value;
  const index = list?.type === 'array' ? list.elements.indexOf(node) : -1;
  if (list?.type !== 'array' || index < 0) return [];
  return [{ title: msg('Remove it from this statement (changes nothing)'), edits: [removeElement(list, index)], safe: false }];
}

/** Takes the string out of the Deny, where that names exactly it and nothing else denies it. */
function releaseFix(model: Model, group: Group, by: readonly Entry[], denies: Index): Fix[] {
  const [entry] = group.entries;
  const [deny] = by;
  if (!entry?.string || !deny?.string || group.entries.length > 1 || by.length > 1) return [];
  if (deny.string.value.toLowerCase() !== entry.string.value.toLowerCase() || entry.literal === undefined) return [];
  const allowed = ask(model, entry, () => {
    const left = remainder(model, boxesOf(model.space, entry), near(denies, entry).filter((it) => it !== deny));
    return exampleOf(model, certainOf(model.space, left), [entry]) !== undefined;
  });
  const found = allowed === true && removal(model, { set: deny.set, entries: [deny], whole: false });
  return found ? [{ title: msg('Take it out of the Deny of statement {0} (then it is allowed, here and by other policies)', deny.set.participant.statement.index + 1), edits: found.edits, safe: false, preferred: false }] : [];
}

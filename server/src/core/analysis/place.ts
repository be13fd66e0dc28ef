import { msg } from '../message.ts';
import type { Statement } from '../policy/policy.ts';
import type { Fix, Related, RuleFinding } from '../rules/rule.ts';
import { removeElement } from '../rules/support/edits.ts';
import type { Message } from '../message.ts';
import type { Edit } from '../text.ts';
import type { Entry, StatementSet } from './entry.ts';
import type { Model } from './model.ts';

/** Where a finding stands. */
export type Place = Pick<RuleFinding, 'span' | 'path' | 'on'>;

/** What a finding about a whole statement, or about one of its entries, says. */
export interface Group {
  readonly set: StatementSet;
  readonly entries: readonly Entry[];
  /** All strings of a statement with more than one. */
  readonly whole: boolean;
}

/** An entry is its action string, or the name NotAction. */
export function placeOf(entry: Entry): Place {
  const { statement } = entry.set.participant;
  if (entry.string) return { span: entry.string.node.span, path: entry.string.path };
  return listPlace(statement, 'NotAction');
}

/** The name of a list. */
export function listPlace({ notAction, notResource, node, path }: Statement, name: 'NotAction' | 'NotResource'): Place {
  const list = name === 'NotAction' ? notAction : notResource;
  return list ? { span: list.member.key.span, path: list.path, on: 'key' } : { span: node.span, path };
}

/** The value of Effect, for a finding about the whole statement. */
export function statementPlace({ effect, node, path }: Statement): Place {
  return { span: effect?.member.value?.span ?? node.span, path };
}

/** Found entries by statement: together where all strings of a longer statement are found, else one by one. */
export function grouped(entries: readonly Entry[]): Group[] {
  const found = new Map<StatementSet, Entry[]>();
  for (const entry of entries) found.set(entry.set, [...(found.get(entry.set) ?? []), entry]);
  return [...found].flatMap(([set, own]): Group[] => {
    const { participant } = set;
    const strings = (participant.statement.action ?? participant.statement.notAction)?.strings.length ?? 0;
    const whole = participant.statement.action !== undefined && strings > 1 && own.length === strings;
    return whole ? [{ set, entries: own, whole }] : own.map((entry) => ({ set, entries: [entry], whole }));
  });
}

export function placeOfGroup({ set, entries: [first], whole }: Group): Place {
  return whole || !first ? statementPlace(set.participant.statement) : placeOf(first);
}

/** One related place for each entry, in this order. */
export function relatedTo(entries: readonly Entry[], message: (entry: Entry) => Message): Related[] {
  return entries.map((it) => ({ span: placeOf(it).span, path: placeOf(it).path, message: message(it) }));
}

/**
 * Takes a group out of the policy: the string with its comma, or the statement; undefined for the last statement
 * of a document, and for the last Allow of an SCP, without which the default of full access would be assumed.
 */
export function removal(model: Model, { set, entries: [entry], whole }: Group): { readonly edits: readonly Edit[]; readonly statement: boolean } | undefined {
  const { statement } = set.participant;
  const list = statement.action ?? statement.notAction;
  if (!whole && entry?.string && list && list.strings.length > 1) {
    const array = list.member.value;
    const index = array?.type === 'array' ? array.elements.indexOf(entry.string.node) : -1;
    return array?.type === 'array' && index >= 0 ? { edits: [removeElement(array, index)], statement: false } : undefined;
  }
  const edit = removeStatement(model, statement);
  return edit && { edits: [edit], statement: true };
}

/**
 * Offers `removal`.
 *
 * @param safe the document grants and denies the same afterwards, and nobody meant anything else
 * @param others the document grants the same, but takes something less away from what other policies grant
 */
export function removalFix(model: Model, group: Group, safe: boolean, others = false): Fix[] {
  const found = removal(model, group);
  if (!found) return [];
  return [{ title: removalTitle(found.statement, others), edits: found.edits, safe, ...(others ? { preferred: false as const } : {}) }];
}

function removalTitle(statement: boolean, others: boolean): Message {
  if (others) return statement ? msg('Remove the statement (changes nothing here, but no longer limits other policies)') : msg('Remove it from this statement (changes nothing here, but no longer limits other policies)');
  return statement ? msg('Remove the statement (changes nothing)') : msg('Remove it from this statement (changes nothing)');
}

function removeStatement({ policy }: Model, { node }: Statement): Edit | undefined {
  const members = policy.value.type === 'object' ? policy.value.members : [];
  const array = members.findLast((it) => it.key.value === 'Statement')?.value;
  if (array?.type !== 'array' || array.elements.length < 2) return undefined;
  if (policy.kind === 'scp-5.0' && policy.statements.every((it) => it.node === node || it.effect?.value !== 'Allow')) return undefined;
  const index = array.elements.indexOf(node);
  return index < 0 ? undefined : removeElement(array, index);
}

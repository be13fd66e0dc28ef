import { type ActionFact, actionsMatching, type Catalog, type NameVersion } from '../catalog/catalog.ts';
import { member } from '../json/json.ts';
import { type Arg, code, type Message, msg } from '../message.ts';
import type { ActionList, Policy } from '../policy/policy.ts';
import { quoted } from '../rules/support/edits.ts';
import { type Edit, overlaps } from '../text.ts';
import { writeStrings } from './layout.ts';
import { isSound } from './lists.ts';
import type { Refactoring } from './refactoring.ts';

export interface ConvertedActions {
  readonly strings: readonly string[];
  /** Known actions that the other version does not have; they stay as they are written. */
  readonly without: readonly string[];
  /** Known actions for which it has several; all are written. */
  readonly several: readonly string[];
  /** Strings that name no known action; they stay, too. */
  readonly unknown: readonly string[];
  /** Services of which not every action is known; what may have a counterpart there stays as well. */
  readonly services: readonly string[];
}

/**
 * Writes a custom policy of 1.1 as an identity policy of 5.0, or the reverse, action by action after the table of
 * aliases. What has no counterpart stays, so that the rules mark it and nothing is lost; nothing is called equivalent.
 * Offered on Version.
 */
export const convertVersion: Refactoring = {
  name: 'convertVersion',
  keeps: undefined,
  rewrite({ policy, catalog, selection }) {
    const version = policy.value.type === 'object' ? member(policy.value, 'Version') : undefined;
    if (!version?.value || !overlaps(version.span, selection) || (policy.kind !== 'custom-1.1' && policy.kind !== 'identity-5.0')) return undefined;
    const to: NameVersion = policy.kind === 'custom-1.1' ? '5.0' : '1.1';
    const edits: Edit[] = [{ span: version.value.span, text: quoted(to) }];
    const all: ConvertedActions[] = [];
    for (const list of listsOf(policy)) {
      const converted = convertActions(list.strings.map((it) => it.value), catalog, to);
      const edit = list.member.value && isSound(list) ? writeStrings(policy.text, list.member.value, converted.strings) : undefined;
      if (!edit) continue;
      all.push(converted);
      edits.push(to === '1.1' && list.member.value?.type === 'string' && converted.strings.length === 1 ? { ...edit, text: `[${edit.text}]` } : edit);
    }
    if (to === '1.1') edits.push(...listedEdits(policy));
    return { title: titleOf(to, elementsWithout(policy, to), all), edits };
  },
};

/** The strings for the other version, in the order of the list. A wildcard stays one where it names exactly the counterparts, or a whole service. */
export function convertActions(list: readonly string[], catalog: Catalog, to: NameVersion): ConvertedActions {
  const from = to === '5.0' ? '1.1' : '5.0';
  const strings = new Set<string>();
  const without = new Set<string>();
  const several = new Set<string>();
  const unknown: string[] = [];
  const services = new Set<string>();
  // The catalogue says how well a service is known, not in which version: half as many names cannot be all.
  const isWellKnown = (service: string): boolean => catalog.actions(service, to).length * 2 >= catalog.actions(service, from).length;
  for (const string of list) {
    if (string === '*' || string === '*:*:*') {
      // Everything is everything in either version.
      strings.add(to === '1.1' ? '*:*:*' : string);
      continue;
    }
    const all = actionsMatching(catalog, string, from);
    const facts = all.filter((it) => {
      const service = it.name.slice(0, it.name.indexOf(':'));
      if (isWellKnown(service) || counterparts(it, catalog, to).length > 0) return true;
      services.add(service);
      return false;
    });
    const found = facts.map((it) => counterparts(it, catalog, to));
    facts.forEach((it, index) => {
      if (found[index]?.length === 0) without.add(it.name);
      if ((found[index]?.length ?? 0) > 1) several.add(it.name);
    });
    if (/^[^:]+:\*:\*$/.test(string)) strings.add(string);
    else if (facts.length === 0) {
      if (all.length === 0) unknown.push(string);
      strings.add(string);
    } else {
      const names = found.flat().map((it) => it.name);
      if (/[*?]/.test(string) && !(to === '1.1' && string.includes('?')) && sameNames(names, actionsMatching(catalog, string, to))) strings.add(string);
      else facts.forEach((it, index) => (found[index]?.length ? found[index] : [it]).forEach(({ name }) => strings.add(name)));
    }
  }
  return { strings: [...strings], without: [...without], several: [...several], unknown, services: [...services] };
}

/** Itself where the other version has the same name, else its aliases there. */
function counterparts(fact: ActionFact, catalog: Catalog, to: NameVersion): readonly ActionFact[] {
  if (fact.versions.includes(to)) return [fact];
  const found = new Map<string, ActionFact>();
  for (const alias of fact.aliases) {
    const other = catalog.action(alias);
    if (other?.versions.includes(to)) found.set(other.name, other);
  }
  return [...found.values()];
}

function sameNames(names: readonly string[], facts: readonly ActionFact[]): boolean {
  const set = new Set(names);
  return set.size === facts.length && facts.every((it) => set.has(it.name));
}

function listsOf({ statements }: Policy): readonly ActionList[] {
  return statements.flatMap((it) => [it.action, it.notAction].flatMap((list) => list ?? []));
}

/** Elements that the other version does not have; they stay as they are written. */
function elementsWithout({ statements }: Policy, to: NameVersion): readonly string[] {
  if (to === '5.0') return statements.some((it) => it.resource?.uri) ? ['Resource.uri'] : [];
  return ['Sid', 'NotAction', 'NotResource'].filter((name) => statements.some((it) => member(it.node, name)));
}

/** Resources and values of conditions as lists: 5.0 takes a single string as well, 1.1 does not. */
function listedEdits({ text, statements }: Policy): readonly Edit[] {
  const values = statements.flatMap(({ resource, condition }) => [resource?.member.value, ...(condition?.operators ?? []).flatMap((it) => it.keys.map((key) => key.member.value))]);
  return values.flatMap((it) => (it?.type === 'string' && it.closed ? [{ span: it.span, text: `[${text.slice(it.span.start, it.span.end)}]` }] : []));
}

function titleOf(to: NameVersion, elements: readonly string[], all: readonly ConvertedActions[]): Message {
  const without = distinct([...elements, ...all.flatMap((it) => it.without)]);
  const unknown = distinct(all.flatMap((it) => it.unknown));
  const several = distinct(all.flatMap((it) => it.several));
  const services = distinct(all.flatMap((it) => it.services));
  const title = to === '5.0' ? msg('Write as an identity policy of version 5.0') : msg('Write as a custom policy of version 1.1');
  const notes: Message[] = [];
  if (without.length > 0) notes.push(msg('without counterpart: {0}', namesOf(without)));
  if (several.length > 0) notes.push(msg('with several: {0}', namesOf(several)));
  if (unknown.length > 0) notes.push(msg('not known: {0}', namesOf(unknown)));
  if (services.length > 0) notes.push(msg('not all known: {0}', namesOf(services)));
  return notes.length === 0 ? title : msg('{0} ({1})', title, notes.reduce<Arg>((list, one, index) => (index === 0 ? one : msg('{0}; {1}', list, one)), ''));
}

/** The first few; the rules mark all of them. */
function namesOf(names: readonly string[]): Arg {
  const [first = '', ...rest] = names.slice(0, mostNamed).map(code);
  const list = rest.reduce<Arg>((all, one) => msg('{0}, {1}', all, one), first);
  return names.length > mostNamed ? msg('{0} and {1} more', list, names.length - mostNamed) : list;
}

const mostNamed = 4;

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

import type { Catalog } from '../catalog/catalog.ts';
import { systemPolicies, type SystemPolicyFact } from '../entry/system-policies.ts';
import { locate, type Place } from '../json/locate.ts';
import { member } from '../json/json.ts';
import type { Edit, Span } from '../text.ts';
import { type Arg, type Message, msg } from '../message.ts';
import { type Account, personName, personsOf } from './account.ts';
import { entriesOf } from './findings.ts';

/** A name that may be written in an account. */
export interface AccountItem {
  readonly label: string;
  readonly kind: 'person' | 'group' | 'agency' | 'file' | 'system' | 'value';
  readonly detail: Message | undefined;
  readonly about: Arg | undefined;
  /** What is written: JSON. */
  readonly text: string;
}

export interface AccountCompletion {
  readonly items: readonly AccountItem[];
  /** What every item takes the place of, quotes included. */
  readonly span: Span;
  /** The commas that are missing around it. */
  readonly additional: readonly Edit[];
}

/**
 * Names that may be written at an offset: groups, agencies, persons, policy files, system policies. The editor's schema
 * offers the fields.
 *
 * @param files policy files as the account would name them
 */
export function completeAccount(account: Account, offset: number, catalog: Catalog, files: readonly string[]): AccountCompletion | undefined {
  const place = locate(account.json, offset);
  if (!place || place.at === 'name' || place.at === 'document') return undefined;
  const items = itemsAt(account, place, catalog, files);
  const used = listed(place);
  return { items: items.filter((it) => !used.has(it.label)), span: place.span, additional: commas(place) };
}

function itemsAt(account: Account, { at, path }: Place, catalog: Catalog, files: readonly string[]): readonly AccountItem[] {
  const [field, , third] = path;
  const last = path.at(-1);
  const system = systemPolicies(catalog);
  if (last === 'system') return system.map((it) => toSystem(it, JSON.stringify(it.name)));
  if (last === 'file') return files.map(toFile);
  const list = at === 'element' ? path.at(-2) : undefined;
  if (list === 'policies' || list === 'session' || (list === 'scps' && path.length === 2)) {
    const fitting = files.filter((it) => it.endsWith('.scp.json') === (list === 'scps'));
    return [...fitting.map(toFile), ...(list === 'policies' ? system.map((it) => toSystem(it, `{ "system": ${JSON.stringify(it.name)} }`)) : [])];
  }
  if (list === 'groups') return [...account.groups.map((it) => toItem(it.name, 'group', countOf(it.policies.length))), ...(account.groups.some((it) => it.name === 'admin') ? [] : [toItem('admin', 'group', msg('may do everything'))])];
  if (list === 'grants' || last === 'owner') return persons(account);
  if (field === 'accessAuthorizations' && third === 'to') return [toItem('all-users', 'value', msg('every user, also those who come later')), ...persons(account)];
  if (field === 'accessAuthorizations' && third === 'agency') return account.agencies.map((it) => toItem(it.name, 'agency', countOf(it.policies.length)));
  if (third === 'trustedBy') return account.agencies.map((it) => toItem(personName(it), 'agency', undefined));
  if (last === 'enterpriseProject' || list === 'enterpriseProjects') return (account.enterpriseProjects ?? []).map((it) => toItem(it.name, 'value', it.title === undefined ? undefined : msg('{0}', it.title)));
  if (list === 'projects') return [...new Set(projectsOf(account))].map((it) => toItem(it, 'value', undefined));
  return [];
}

function persons(account: Account): readonly AccountItem[] {
  return personsOf(account).map((it) => toItem(personName(it), 'person', it.description === undefined ? undefined : msg('{0}', it.description)));
}

function projectsOf(account: Account): readonly string[] {
  const scopes = entriesOf(account).flatMap(({ scope }) => (typeof scope === 'object' && 'projects' in scope ? scope.projects : []));
  return [...scopes, ...(account.authorizations ?? []).flatMap((it) => it.project ?? [])];
}

function toItem(label: string, kind: AccountItem['kind'], detail: Message | undefined): AccountItem {
  return { label, kind, detail, about: undefined, text: JSON.stringify(label) };
}

function toFile(file: string): AccountItem {
  return toItem(file, 'file', undefined);
}

function toSystem({ name, kind, description, service, content }: SystemPolicyFact, text: string): AccountItem {
  return { label: name, kind: 'system', detail: kind === 'role' ? msg('system policy or role') : msg('system policy'), about: about(description ?? service, content !== undefined), text };
}

function about(text: Arg | undefined, published: boolean): Message {
  const note = published ? msg('Its statements are published.') : msg('Its statements are not published, so what depends on it cannot be known. An exported copy in the folder is used instead.');
  return text === undefined ? note : msg('{0}. {1}', text, note);
}

function countOf(policies: number): Message {
  return policies === 1 ? msg('1 policy') : msg('{0} policies', policies);
}

/** What the list holds already, the place itself apart. */
function listed({ parent, node }: Place): ReadonlySet<string> {
  if (parent?.type !== 'array') return new Set();
  return new Set(parent.elements.flatMap((it) => (it === node ? [] : it.type === 'string' ? [it.value] : it.type === 'object' ? systemOf(it) : [])));
}

function systemOf(object: Parameters<typeof member>[0]): string[] {
  const value = member(object, 'system')?.value;
  return value?.type === 'string' ? [value.value] : [];
}

function commas({ commaMissingAt, commaMissingAfter, span }: Place): Edit[] {
  const at = (offset: number): Edit => ({ span: { start: offset, end: offset }, text: ',' });
  return [...(commaMissingAt === undefined ? [] : [at(commaMissingAt)]), ...(commaMissingAfter ? [at(span.end)] : [])];
}

import { type ActionFact, actionsMatching, type Catalog, type NameVersion } from '../catalog/catalog.ts';
import { type Arg, code, type Local, type Message, msg } from '../message.ts';
import type { ActionString, Policy, PrincipalEntry, ResourceString } from '../policy/policy.ts';
import { names } from '../hover/words.ts';
import { nameVersion } from '../structure/counts.ts';

/** Up to so many strings each one has a line that says what it allows; more are gathered by resource type. */
const mostLines = 6;

/** Lines of one list; what is more is counted. */
const mostGroups = 40;

/** Names in one line. */
const mostNames = 30;

/** What the strings of Action mean, in few lines. */
export function actionsInWords(strings: readonly ActionString[], policy: Policy, catalog: Catalog): readonly Message[] {
  const version = nameVersion(policy.version);
  if (strings.length <= mostLines) return strings.map((it) => actionInWords(it, version, catalog));
  const groups = new Map<string, ActionString[]>();
  for (const it of strings) {
    const key = it.sound && it.segments.length === 3 && !isPattern(it.value) ? it.segments.slice(0, 2).map((part) => part.value).join(':') : it.value;
    const group = groups.get(key);
    if (group) group.push(it);
    else groups.set(key, [it]);
  }
  const lines = [...groups.values()].flatMap((group): Message | Message[] => {
    const [first] = group;
    if (!first) return [];
    if (group.length === 1) return actionInWords(first, version, catalog);
    const [service = '', type = ''] = first.segments.map((it) => it.value);
    const operations = names(group.map((it) => it.segments[2]?.value ?? ''), mostNames);
    return type === '' ? msg('{0}: {1}', serviceName(service, catalog), operations) : msg('{0}, {1}: {2}', serviceName(service, catalog), code(type), operations);
  });
  return cut(lines, mostGroups);
}

/** Items, and one that counts what does not fit. */
export function cut(lines: readonly Message[], most: number): readonly Message[] {
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), msg('and {0} more', lines.length - most + 1)];
}

/** What a resource string stands for. */
export function resourceInWords({ value, segments, sound }: ResourceString, catalog: Catalog): Message {
  if (value === '*') return msg('{0}: every resource', code(value));
  if (!sound) return msg('{0}: this has not the form of a resource, so it stands for nothing', code(value));
  if (value.startsWith('/iam/agencies/')) return msg('{0}: the agency with this ID', code(value));
  const [service = '', region = '', account = '', type = '', path = ''] = segments.map((it) => it.value);
  const name = service === '*' ? msg('every service') : serviceName(service, catalog);
  const all = type === '*' ? msg('everything in {0}', name) : path === '*' ? msg('every {0} in {1}', code(type), name) : msg('{0} in {1}', code(type), name);
  const what = path === '*' ? all : path.includes('*') || path.includes('${') ? msg('{0}, where name or path matches {1}', all, code(path)) : msg('{0}, the one called {1}', all, code(path));
  const where = region === '' || region === '*' ? what : msg('{0}, in region {1}', what, code(region));
  const whose = account === '' || account === '*' ? where : msg('{0}, of account {1}', where, code(account));
  return msg('{0}: {1}', code(value), whose);
}

export function principalInWords({ kind, values }: PrincipalEntry): Message {
  const list = names(values.length > 0 ? values.map((it) => it.value) : ['[]'], mostNames);
  switch (kind) {
    case 'IAM':
      return msg('accounts, users or agencies: {0}', list);
    case 'Service':
      return msg('cloud services: {0}', list);
    case 'Identity_provider':
      return msg('users of identity providers: {0}', list);
    default:
      return msg('{0}, a kind of principal that the language does not have: {1}', code(kind), list);
  }
}

function actionInWords({ value, segments, sound }: ActionString, version: NameVersion, catalog: Catalog): Message {
  if (!sound) return msg('{0}: this has not the form of an action, so it stands for nothing', code(value));
  if (!isPattern(value)) {
    const fact = catalog.action(value);
    if (!fact) return msg('{0}: not known here', code(value));
    return described(fact, value, version);
  }
  const count = actionsMatching(catalog, value, version).length;
  const known = count === 0 ? msg('no known action') : count === 1 ? msg('1 known action') : msg('{0} known actions', count);
  return msg('{0}: {1} ({2})', code(value), patternInWords(value, segments.map((it) => it.value), catalog), known);
}

function described(fact: ActionFact, written: string, version: NameVersion): Message {
  if (!fact.versions.includes(version)) return msg('{0}: not known in version {1}', code(written), version);
  return fact.description.en ? msg('{0}: {1}', code(written), fact.description) : msg('{0}', code(written));
}

function patternInWords(value: string, [service = '', type = '', operation = '']: readonly string[], catalog: Catalog): Message {
  if (value === '*' || value === '*:*:*') return msg('everything in every service');
  if (isPattern(service) || operation === '') return msg('whatever matches it');
  const name = serviceName(service, catalog);
  if (type === '*' && operation === '*') return msg('everything in {0}', name);
  if (operation === '*' && !isPattern(type)) return type === '' ? msg('everything without a resource type in {0}', name) : msg('everything with {0} in {1}', code(type), name);
  return msg('whatever matches it in {0}', name);
}

function isPattern(value: string): boolean {
  return value.includes('*') || value.includes('?');
}

function serviceName(name: string, catalog: Catalog): Arg {
  const title: Local | undefined = catalog.service(name)?.title;
  return title?.en ? title : code(name);
}

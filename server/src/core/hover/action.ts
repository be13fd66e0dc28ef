import { type ActionFact, actionsMatching, type Catalog, type NameVersion } from '../catalog/catalog.ts';
import { type Arg, code, type Message, msg } from '../message.ts';
import type { ActionString, Policy, Segment, Statement } from '../policy/policy.ts';
import { contains } from '../text.ts';
import { countActionsOf, nameVersion, statementsMessage } from '../structure/counts.ts';
import { serviceHover, typeHover } from './service.ts';
import { actionLine, bullets, dots, type Hover, levelAndVersions, names, notInData, otherVersion, sourceLink, told } from './words.ts';

/**
 * What an action string is at an offset: over its first segment the service, over its second the resource
 * type, elsewhere the whole action, or what its wildcards match.
 */
export function actionHover(policy: Policy, statement: Statement, action: ActionString, offset: number, catalog: Catalog): Hover | undefined {
  const [service, type, operation] = action.segments;
  if (service && type && !isPattern(service)) {
    if (contains(service.span, offset)) return serviceHover(service, nameVersion(policy.version), catalog);
    if (operation && !isPattern(type) && type.value !== '' && contains(type.span, offset)) return typeHover(service.value, type, nameVersion(policy.version), catalog);
  }
  const contents = action.segments.some(isPattern) ? wildcard(policy, statement, action, catalog) : plain(policy, statement, action, catalog);
  return contents.length > 0 ? { span: action.node.span, contents } : undefined;
}

/** What one action allows, needs and is called elsewhere, read in a policy of `version`. */
export function describeAction(fact: ActionFact, version: NameVersion, catalog: Catalog): readonly Message[] {
  // Only tables of 5.0 say which resource types an action takes.
  const requires = version === '5.0' ? fact.resources.map(({ type, required }) => (required ? msg('{0} (required)', code(type)) : code(type))) : [];
  const keys = fact.conditionKeys.filter((it) => isKeyOf(it, version, catalog));
  return [
    msg('**{0}** · {1}', code(fact.name), levelAndVersions(fact)),
    ...told(fact.description),
    ...(fact.deprecated ? [msg('Deprecated.')] : []),
    ...otherVersion(fact.versions, version),
    ...(fact.apis.length > 0 ? [msg('API requests:\n\n{0}', bullets(fact.apis.map((api) => request(fact, api)), maximumRequests))] : []),
    ...(fact.dependsOn.length > 0 && !fact.apiDependsOn ? [msg('Also needs: {0}', names(fact.dependsOn, maximumNeeded))] : []),
    ...(keys.length > 0 ? [msg('Condition keys: {0}', names(keys))] : []),
    ...(requires.length > 0 ? [msg('Resource types: {0}', dots(...requires))] : []),
    ...scope(fact),
    ...aliases(fact, version, catalog),
    ...told(fact.note),
    ...confidence(fact),
    ...sourceLink(fact.source),
  ];
}

/** API requests that are listed, of the 13 that the longest row has. */
const maximumRequests = 13;

/** Actions needed by one API request, of the 23 that creating a notebook needs. */
const maximumNeeded = 24;

function plain(policy: Policy, statement: Statement, { value, segments }: ActionString, catalog: Catalog): readonly Message[] {
  const fact = catalog.action(value);
  if (fact) return [...describeAction(fact, nameVersion(policy.version), catalog), ...sharedWith(policy, statement, new Set([fact]), catalog)];
  const service = segments[0]?.value ?? '';
  return segments.length === 3 && service.toLowerCase() === 'modelarts' ? [notInData(value, catalog)] : [];
}

function wildcard(policy: Policy, statement: Statement, { value, sound }: ActionString, catalog: Catalog): readonly Message[] {
  if (!sound) return [];
  const found = actionsMatching(catalog, value, nameVersion(policy.version));
  const title = code(value);
  if (found.length === 0) return [msg('**{0}** matches no known action of version {1}.', title, policy.version)];
  const count = found.length === 1 ? msg('**{0}** matches 1 known action:', title) : msg('**{0}** matches {1} known actions:', title, found.length);
  return [
    msg('{0}\n\n{1}', count, found.length > 60 ? byService(found) : bullets(found.map(actionLine))),
    msg('Actions that the services add later match as well.'),
    ...sharedWith(policy, statement, new Set(found), catalog),
  ];
}

/** Many actions: how many each service has. */
function byService(found: readonly ActionFact[]): Message {
  const counts = new Map<string, number>();
  for (const { name } of found) {
    const [service = '', type = ''] = name.split(':');
    const key = `${service}:${type}`;
    counts.set(service, (counts.get(service) ?? 0) + 1);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const services = [...counts].filter(([name]) => !name.includes(':'));
  const lines = services.length > 1 ? services : [...counts].filter(([name]) => name.includes(':'));
  return bullets(lines.map(([name, count]) => msg('{0}: {1}', code(services.length > 1 ? `${name}:*:*` : `${name}:*`), count)));
}

/** What statements of the other Effect do to the same actions: a Deny takes away, an Allow is narrowed. */
function sharedWith(policy: Policy, statement: Statement, actions: ReadonlySet<ActionFact>, catalog: Catalog): readonly Message[] {
  const count = statement.action && countActionsOf(policy, statement, catalog, actions);
  if (!count || count.shared.size === 0) return [];
  const by = statementsMessage(count.others);
  const shared = count.shared.size;
  const which = names([...count.shared].map((it) => it.name));
  if (statement.effect?.value === 'Deny') {
    if (actions.size === 1) return [msg('Allowed by {0}, where this Deny does not apply.', by)];
    return [shared === actions.size ? msg('All of them allowed by {0}, where this Deny does not apply.', by) : msg('{0} of them allowed by {1}, where this Deny does not apply: {2}', shared, by, which)];
  }
  if (actions.size === 1) return [msg('Denied by {0}, where that applies.', by)];
  return [shared === actions.size ? msg('All of them denied by {0}, where that applies.', by) : msg('{0} of them denied by {1}, where that applies: {2}', shared, by, which)];
}

function request({ apiDependsOn }: ActionFact, api: string): Arg {
  const needs = apiDependsOn && Object.hasOwn(apiDependsOn, api) ? apiDependsOn[api] : undefined;
  return needs && needs.length > 0 ? msg('{0}, also needs {1}', code(api), names(needs, maximumNeeded)) : code(api);
}

/**
 * Whether an action of a policy of `version` knows a key that its tables list. These are tables of 5.0, so that of
 * global keys which only some services send in 1.1 nobody says that this service does.
 */
function isKeyOf(name: string, version: NameVersion, catalog: Catalog): boolean {
  const fact = catalog.conditionKey(name);
  if (!fact) return version === '5.0';
  const known = fact.versions[version];
  return known !== undefined && !(version === '1.1' && known === 'services-that-integrate-it');
}

/** The two columns of the 1.1 tables; absent ones are not stated. */
function scope({ iamProject, enterpriseProject }: ActionFact): readonly Message[] {
  if (iamProject === undefined && enterpriseProject === undefined) return [];
  if (iamProject && enterpriseProject) return [msg('Can be granted for IAM projects and for enterprise projects.')];
  if (iamProject) return [enterpriseProject === false ? msg('Can be granted for IAM projects, not for enterprise projects.') : msg('Can be granted for IAM projects.')];
  if (enterpriseProject) return [iamProject === false ? msg('Can be granted for enterprise projects, not for IAM projects.') : msg('Can be granted for enterprise projects.')];
  if (iamProject === false && enterpriseProject === false) return [msg('Can be granted neither for IAM projects nor for enterprise projects.')];
  return [iamProject === false ? msg('Cannot be granted for IAM projects.') : msg('Cannot be granted for enterprise projects.')];
}

function aliases({ aliases }: ActionFact, version: NameVersion, catalog: Catalog): readonly Message[] {
  const other = version === '5.0' ? '1.1' : '5.0';
  const here = aliases.filter((it) => catalog.action(it)?.versions.includes(version) !== false);
  const there = aliases.filter((it) => !here.includes(it));
  return [...(there.length > 0 ? [msg('In version {0}: {1}', other, names(there))] : []), ...(here.length > 0 ? [msg('Also called: {0}', names(here))] : [])];
}

function confidence({ confidence }: ActionFact): readonly Message[] {
  if (confidence === 'high') return [];
  return confidence === 'medium' ? [msg('Seen in an example or a guide only, not in a table of permissions.')] : [msg('Mentioned only as something that another action needs.')];
}

function isPattern({ value }: Segment): boolean {
  return value.includes('*') || value.includes('?');
}

import type { Entry } from '../entry/entry.ts';
import { type EntryFiles, systemSource } from '../entry/attach.ts';
import { systemPolicy } from '../entry/system-policies.ts';
import { addFinding, type FieldFinding, type Findings } from '../json/fields.ts';
import { type Message, msg } from '../message.ts';
import { reachesService } from '../simulate/match-action.ts';
import { prepare, type PreparedStatement } from '../simulate/prepare.ts';
import type { Truth } from '../simulate/types.ts';
import { type Account, type Holder, type Named, personName, personsOf } from './account.ts';
import { accessOf } from './access.ts';
import { circles, type Edge } from './circles.ts';
import { readMoment } from './moment.ts';
import { resolveHolder } from './person.ts';
import { type AccountPolicies, accountPolicies, unusableEntries } from './policies.ts';

export interface AccountFinding extends FieldFinding {
  /** error: it leads nowhere; warning: it does not work, or soon will not; information: worth knowing. */
  readonly severity: 'error' | 'warning' | 'information';
}

export interface FindingOptions extends EntryFiles {
  /** Now, in milliseconds since 1970; without it no agency has ended. */
  readonly now?: number;
  readonly policies?: AccountPolicies;
}

/** An account has at most this many agencies for ModelArts (guide, "Configuring Access Authorization", 2025-01-06). */
const mostAgencies = 50;

/** An internal workspace is granted to at most this many (API page of workspaces). */
const mostGrants = 500;

/**
 * What is wrong with an account beside its form (`Account.findings`): names that lead nowhere, files that cannot be
 * used, limits and agencies that keep ModelArts from working. Each rule only where a source says so. In the order of
 * the text.
 */
export function accountFindings(account: Account, options: FindingOptions): readonly AccountFinding[] {
  const policies = options.policies ?? accountPolicies(account, options);
  const found = {
    error: [...unknownNames(account), ...unusableEntries(entriesOf(account), policies), ...badMoments(account)],
    warning: [...inCircles(account), ...ended(account, options.now), ...tooMany(account), ...workspacesAlone(account), ...unknownProjects(account), ...withoutAccess(account, policies)],
    information: [...unknownSystemPolicies(account, options), ...saidTwice(account), ...idleGrants(account)],
  };
  const all = (['error', 'warning', 'information'] as const).flatMap((severity) => found[severity].map((it) => ({ ...it, severity })));
  return all.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** Every entry of an account, in no special order. */
export function entriesOf(account: Account): readonly Entry[] {
  return [...account.scps, ...[...personsOf(account), ...account.groups].flatMap((it) => [...it.policies, ...it.session])];
}

function unknownNames(account: Account): Findings {
  const found: Findings = [];
  const groups = account.groups.map((it) => it.name);
  const persons = new Set(personsOf(account).map(personName));
  const agencies = account.agencies.map((it) => it.name);
  const unknown = (at: Named, message: Message): void => addFinding(found, at.span, at.path, message);
  const person = (at: Named | undefined, more: readonly string[]): void => {
    if (!at || persons.has(at.name) || more.includes(at.name)) return;
    const prefixed = [...persons].filter((it) => it.endsWith(`:${at.name}`));
    unknown(at, prefixed.length > 0 ? msg('Nobody is called "{0}" here. Write {1}.', at.name, prefixed.join(', ')) : msg('Nobody is called "{0}" here.', at.name));
  };
  for (const holder of personsOf(account)) {
    // IAM makes the group admin itself (reference 4.2).
    for (const it of holder.groups) if (it.name !== 'admin' && !groups.includes(it.name)) unknown(it, msg('There is no group "{0}" in groups.', it.name));
    for (const it of holder.trustedBy) if (it.name.startsWith('agency:') && !persons.has(it.name)) unknown(it, msg('There is no agency "{0}" in agencies.', it.name.slice('agency:'.length)));
  }
  for (const { to, agency } of account.authorizations ?? []) {
    person(to, ['all-users']);
    if (agency && !agencies.includes(agency.name)) unknown(agency, msg('There is no agency "{0}" in agencies.', agency.name));
  }
  for (const { owner, grants, enterpriseProject } of account.workspaces) {
    person(owner, []);
    for (const it of grants) person(it, []);
    if (enterpriseProject && account.enterpriseProjects && !isProject(account, enterpriseProject.name)) unknown(enterpriseProject, msg('There is no enterprise project "{0}" in enterpriseProjects.', enterpriseProject.name));
  }
  return found;
}

/** The default enterprise project is there whether or not it is written. */
function isProject({ enterpriseProjects }: Account, id: string): boolean {
  return id === '0' || enterpriseProjects?.some((it) => it.name === id) === true;
}

function badMoments({ agencies }: Account): Findings {
  return agencies.flatMap(({ expires }) => (expires && readMoment(expires.name) === undefined ? [{ ...at(expires), message: msg('"{0}" is no moment. Write {1}.', expires.name, '2026-12-31') }] : []));
}

function ended({ agencies }: Account, now: number | undefined): Findings {
  return agencies.flatMap(({ expires, name }) => {
    const moment = expires && readMoment(expires.name);
    return expires && moment !== undefined && now !== undefined && moment <= now ? [{ ...at(expires), message: msg('The agency {0} has ended, so nothing goes through it.', name) }] : [];
  });
}

/** Agencies that act through one another: by authorizations, or by whom they trust. */
function inCircles({ authorizations, agencies }: Account): Findings {
  const byUse = (authorizations ?? []).flatMap(({ to, agency }): Edge[] => (to?.name.startsWith('agency:') && agency ? [{ from: to.name.slice('agency:'.length), to: agency.name, at: agency }] : []));
  const byTrust = agencies.flatMap((agency) => agency.trustedBy.flatMap((it): Edge[] => (it.name.startsWith('agency:') ? [{ from: it.name.slice('agency:'.length), to: agency.name, at: it }] : [])));
  const tell = (edges: readonly Edge[], message: (way: string) => Message): Findings => circles(edges).map(({ at: place, names }) => ({ ...at(place), message: message(names.join(' → ')) }));
  return [...tell(byUse, (way) => msg('These agencies use ModelArts through one another in a circle: {0}.', way)), ...tell(byTrust, (way) => msg('These agencies trust one another in a circle: {0}.', way))];
}

function tooMany({ authorizations = [], agencies }: Account): Findings {
  const found: Findings = [];
  const [agency, authorization] = [agencies[mostAgencies], authorizations[mostAgencies]];
  if (agency) addFinding(found, agency.span, agency.path, msg('An account has at most {0} agencies for ModelArts.', mostAgencies));
  if (authorization) addFinding(found, authorization.span, authorization.path, msg('ModelArts documents a limit of {0} agencies for access authorizations, and this is number {1}. Several persons may share one, or "{2}" names everybody.', mostAgencies, mostAgencies + 1, 'all-users'));
  return found;
}

function workspacesAlone({ workspaces, enterpriseProjects }: Account): Findings {
  const [first] = workspaces;
  return first && !enterpriseProjects?.length ? [{ ...at(first), message: msg('Workspaces exist only where enterprise projects are enabled. List them in enterpriseProjects.') }] : [];
}

function unknownProjects(account: Account): Findings {
  if (!account.enterpriseProjects) return [];
  return entriesOf(account).flatMap(({ scope, span, path }) => {
    const unknown = typeof scope === 'object' && 'enterpriseProjects' in scope ? scope.enterpriseProjects.find((it) => !isProject(account, it)) : undefined;
    return unknown === undefined ? [] : [{ span, path, message: msg('The scope names the enterprise project "{0}", which is not in enterpriseProjects.', unknown) }];
  });
}

/** Persons who were given something of ModelArts by name, and cannot use it. */
function withoutAccess(account: Account, policies: AccountPolicies): Findings {
  if (!account.authorizations) return [];
  return [...account.users, ...account.federatedUsers].flatMap((person) => {
    const { usable } = accessOf(account, person);
    const given = usable === false && isGivenModelArts(account, person, policies);
    if (given === false) return [];
    const message = given
      ? msg('{0} has permissions of ModelArts and no access authorization, so ModelArts cannot be used.', personName(person))
      : msg('{0} has policies of ModelArts whose statements are not known and no access authorization, so ModelArts cannot be used.', personName(person));
    return [{ ...at(person), message }];
  });
}

/** Null: by the name of a policy alone, whose statements nobody knows. */
function isGivenModelArts(account: Account, person: Holder, policies: AccountPolicies): Truth {
  const held = resolveHolder(account, person, policies).policies;
  if (prepare(held).byRole.policy.some(({ statements }) => statements.some((it) => it.effect === 'Allow' && namesModelArts(it)))) return true;
  return held.some((it) => !it.document && it.role === undefined && it.name.startsWith('ModelArts')) ? null : false;
}

/** By its name: `*:*:*` is for other things as well. */
function namesModelArts({ actions }: PreparedStatement): boolean {
  if (actions.negated) return false;
  if ([...actions.literals.keys()].some((it) => it.startsWith('modelarts:'))) return true;
  return actions.patterns.some(({ pattern }) => reachesService(pattern, 'modelarts') && !reachesService(pattern, 'obs'));
}

function unknownSystemPolicies(account: Account, options: EntryFiles): Findings {
  const { catalog } = options;
  return entriesOf(account).flatMap(({ source, span, path }) => ('system' in source && !systemPolicy(catalog, source.system) && !systemSource(source.system, options) ? [{ span, path, message: msg('"{0}" is not among the system policies and roles that our data names. Its statements count as unknown.', source.system) }] : []));
}

function saidTwice({ authorizations = [], ...account }: Account): Findings {
  const found: Findings = [];
  for (const { groups } of personsOf(account as Account)) {
    for (const [index, it] of groups.entries()) if (groups.findIndex((one) => one.name === it.name) < index) addFinding(found, it.span, it.path, msg('The group "{0}" is listed twice.', it.name));
  }
  for (const [index, { to, project }] of authorizations.entries()) {
    if (to && authorizations.findIndex((it) => it.to?.name === to.name && it.project === project) < index) addFinding(found, to.span, to.path, msg('"{0}" has an access authorization further up already. That one is taken.', to.name));
  }
  return found;
}

function idleGrants({ workspaces }: Account): Findings {
  return workspaces.flatMap(({ access, grants }) => {
    const [first] = grants;
    const over = grants[mostGrants];
    if (over) return [{ ...at(over), message: msg('A workspace is granted to at most {0}.', mostGrants) }];
    return first && access !== undefined && access !== 'internal' ? [{ ...at(first), message: msg('Only an internal workspace is granted to somebody. This one is {0}.', access) }] : [];
  });
}

function at({ span, path }: Named): Pick<Named, 'span' | 'path'> {
  return { span, path };
}

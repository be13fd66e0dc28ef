import type { EntryFiles } from '../entry/attach.ts';
import { systemSource } from '../entry/attach.ts';
import type { Entry } from '../entry/entry.ts';
import { systemPolicy } from '../entry/system-policies.ts';
import { type Arg, code, type Message, msg } from '../message.ts';
import { accessOf } from './access.ts';
import { type Account, type Holder, personName, personsOf } from './account.ts';
import { groupsOf, resolveHolder } from './person.ts';
import type { Meaning } from './places.ts';
import type { AccountPolicies } from './policies.ts';
import { whatCan } from './who.ts';
import { mayEnterWorkspace } from './workspace.ts';

/** What a name of an account is, a paragraph each. */
export function describeMeaning(account: Account, meaning: Meaning, policies: AccountPolicies, options: EntryFiles & { readonly now?: number }): readonly Message[] {
  switch (meaning.kind) {
    case 'holder':
      return meaning.holder.kind === 'group' ? describeGroup(account, meaning.holder) : describePerson(account, meaning.holder, policies, options);
    case 'all-users':
      return [msg('Every user of the account, also those who come later.')];
    case 'system':
      return describeSystem(meaning.name, options);
    case 'workspace':
      return describeWorkspace(account, meaning.name);
    case 'enterpriseProject':
      return describeEnterpriseProject(account, meaning.id);
    case 'file':
      return [];
  }
}

/** What stands over a person: "In 2 groups · 41 known actions". */
export function personCounts(account: Account, holder: Holder, policies: AccountPolicies, options: EntryFiles): Message {
  const effective = whatCan(resolveHolder(account, holder, policies), options.catalog, onlyProject(account));
  const { allowed, depends, unknown } = effective.counts;
  const actions = depends + unknown > 0 ? msg('{0} known actions, {1} more that depend or cannot be known', allowed, depends + unknown) : allowed === 1 ? msg('1 known action') : msg('{0} known actions', allowed);
  const groups = new Set(holder.groups.map((it) => it.name)).size;
  const count = holder.kind === 'agency' ? holder.policies.length : groups;
  const held = holder.kind === 'agency' ? (count === 1 ? msg('1 policy') : msg('{0} policies', count)) : count === 1 ? msg('In 1 group') : msg('In {0} groups', count);
  return msg('{0} · {1}', held, actions);
}

/** Projects that grants and authorizations name, in the order of the file. */
export function projectsOf(account: Account): readonly string[] {
  const entries = [...personsOf(account), ...account.groups].flatMap((it) => it.policies);
  return [...new Set([...entries.flatMap(({ scope }) => (typeof scope === 'object' && 'projects' in scope ? scope.projects : [])), ...(account.authorizations ?? []).flatMap((it) => it.project ?? [])])];
}

/** Where only one project is named, questions without a project are asked there. */
export function onlyProject(account: Account): { readonly project?: string } {
  const [project, ...others] = projectsOf(account);
  return project !== undefined && others.length === 0 ? { project } : {};
}

function describePerson(account: Account, holder: Holder, policies: AccountPolicies, options: EntryFiles & { readonly now?: number }): Message[] {
  const groups = groupsOf(account, holder).map((it) => it.name);
  const access = accessOf(account, holder, options.now === undefined ? {} : { now: options.now });
  const workspaces = account.workspaces.filter((it) => mayEnterWorkspace(it, holder) === true).map((it) => it.name);
  const users = account.authorizations?.filter((it) => it.agency?.name === holder.name).flatMap((it) => it.to?.name ?? []) ?? [];
  return [
    titleOf(holder),
    ...(groups.length > 0 ? [msg('Groups: {0}', list(groups))] : []),
    ...(holder.policies.length > 0 ? [msg('Policies: {0}', list(holder.policies.map(nameOf)))] : []),
    ...(holder.kind === 'agency' && !holder.policiesGiven ? [msg('What it holds is not described, so what goes through it cannot be known.')] : []),
    msg('{0}.', personCounts(account, holder, policies, options)),
    ...(holder.kind !== 'agency' || users.length === 0 ? [msg('ModelArts: {0}.', access.why)] : [msg('ModelArts uses it for {0}.', list(users))]),
    ...(holder.trustedBy.length > 0 ? [msg('Trusts {0}', list(holder.trustedBy.map((it) => it.name)))] : []),
    ...(holder.expires ? [msg('Valid until {0}', holder.expires.name)] : []),
    ...(workspaces.length > 0 ? [msg('May enter the workspaces {0}', list(workspaces))] : []),
  ];
}

function describeGroup(account: Account, group: Holder): Message[] {
  const members = personsOf(account).filter((it) => it.groups.some((one) => one.name === group.name));
  return [
    titleOf(group),
    ...(group.name === 'admin' ? [msg('IAM makes this group. It may do everything in the account.')] : []),
    group.policies.length > 0 ? msg('Policies: {0}', list(group.policies.map(nameOf))) : msg('No policies.'),
    members.length > 0 ? msg('Members: {0}', list(members.map(personName))) : msg('Nobody is in it.'),
  ];
}

function titleOf({ kind, name, description }: Holder): Message {
  const title = kind === 'user' ? msg('IAM user {0}', code(name)) : kind === 'federated' ? msg('Federated user {0}', code(name)) : kind === 'group' ? msg('Group {0}', code(name)) : msg('Agency {0}', code(name));
  return description === undefined ? msg('**{0}**', title) : msg('**{0}** — {1}', title, description);
}

function describeSystem(name: string, options: EntryFiles): Message[] {
  const fact = systemPolicy(options.catalog, name);
  const source = systemSource(name, options);
  const about = fact?.description ?? fact?.service;
  const statements: Message = !source
    ? msg('Its statements are not published, so what depends on it cannot be known. An exported copy in the folder is used instead.')
    : 'document' in source
      ? msg('Its statements are taken from the copy {0}.', code(source.name))
      : msg('Its statements are published, and used.');
  return [msg('**{0}**', fact?.kind === 'role' ? msg('System policy or role {0}', code(name)) : msg('System policy {0}', code(name))), ...(about === undefined ? [] : [msg('{0}.', about)]), ...(fact ? [] : [msg('It is not among those that our data names.')]), statements];
}

function describeWorkspace(account: Account, name: string): Message[] {
  const workspace = account.workspaces.find((it) => it.name === name);
  if (!workspace) return [];
  const may = personsOf(account).filter((it) => mayEnterWorkspace(workspace, it) === true).map(personName);
  return [msg('**{0}**', msg('ModelArts workspace {0}', code(name))), workspace.access === undefined ? msg('Who may enter it is not described.') : may.length > 0 ? msg('May be entered by {0}', list(may)) : msg('Nobody of this file may enter it.')];
}

function describeEnterpriseProject(account: Account, id: string): Message[] {
  const project = account.enterpriseProjects?.find((it) => it.name === id);
  const workspaces = account.workspaces.filter((it) => it.enterpriseProject?.name === id).map((it) => it.name);
  return [msg('**{0}**', msg('Enterprise project {0}', code(id))), ...(project?.title === undefined ? [] : [msg('{0}', project.title)]), ...(workspaces.length > 0 ? [msg('Workspaces: {0}', list(workspaces))] : [])];
}

function nameOf({ source, pointer }: Entry): string {
  return 'file' in source ? source.file : 'system' in source ? source.system : pointer;
}

/** Names as code, with commas between them. */
function list(names: readonly string[]): Message {
  return { template: names.map((_, index) => `{${index}}`).join(', '), args: names.map((it): Arg => code(it)) };
}

import { readDocument } from '../check.ts';
import type { EntryFiles } from '../entry/attach.ts';
import type { FieldFinding } from '../json/fields.ts';
import { type Message, msg } from '../message.ts';
import type { AttachedPolicy, AuthorizationMode, RequestContext, SimulationRequest } from '../simulate/types.ts';
import { type Account, type Holder, personName, personsOf } from './account.ts';
import { type AccountPolicies, accountPolicies, unite, unusableEntries } from './policies.ts';

/** A person of an account with all that decides about requests: what `prepare` and `simulate` take. */
export interface ResolvedPerson {
  /** `user:ann`. */
  readonly id: string;
  readonly holder: Holder;
  /**
   * Policies, session policies and service control policies, each with its scope and how the person comes by it:
   * `via` is empty for what is attached directly, else `['group:developers']`. What cannot be read is there with
   * unknown statements, so that answers become Unknown where it matters.
   */
  readonly policies: readonly AttachedPolicy[];
  /** Condition keys that IAM itself fills; names of projects come from the request. */
  readonly context: RequestContext;
  readonly caller: 'user' | 'federated' | 'agency';
  readonly authorization: AuthorizationMode;
  /** Entries among them whose files or documents cannot be used, with their places in the account. */
  readonly unusable: readonly FieldFinding[];
}

/** The person that `--as` or `request.as` names: `user:ann`, `federated:bob`, `agency:x`. */
export function findPerson(account: Account, name: string): Holder | undefined {
  return personsOf(account).find((it) => personName(it) === name);
}

/** Says who is known where somebody is asked for who is not there. */
export function unknownPerson(account: Account, name: string): Message {
  const known = personsOf(account).map(personName);
  return known.length > 0 ? msg('The account has no "{0}". It has {1}.', name, known.join(', ')) : msg('The account has no "{0}", and describes nobody else.', name);
}

/**
 * Everything that decides about a person's requests: their own policies, those of their groups, session policies and
 * the service control policies of the account. Undefined for a name that the account does not have (`unknownPerson`).
 * Pure; never throws as long as `load` does not.
 *
 * @param name `user:ann`
 * @param policies of the same account, to ask about several persons without reading files again
 */
export function resolvePerson(account: Account, name: string, options: EntryFiles, policies: AccountPolicies = accountPolicies(account, options)): ResolvedPerson | undefined {
  const holder = findPerson(account, name);
  return holder && resolveHolder(account, holder, policies);
}

/** The same for a person that was found already. */
export function resolveHolder(account: Account, holder: Holder, policies: AccountPolicies): ResolvedPerson {
  const groups = groupsOf(account, holder);
  const entries = [...holder.policies, ...groups.flatMap((it) => it.policies), ...holder.session, ...account.scps];
  const own = [...holder.policies.map((it) => policies.attach(it, [])), ...(holder.kind === 'agency' && !holder.policiesGiven ? [notDescribed(holder)] : [])];
  const ofGroups = groups.flatMap((group) => [...(group.name === 'admin' ? [everything] : []), ...group.policies.map((it) => policies.attach(it, [personName(group)]))]);
  const boundaries = [...holder.session, ...account.scps].map((it) => policies.attach(it, []));
  return {
    id: personName(holder),
    holder,
    policies: unite([...own, ...ofGroups, ...boundaries]),
    context: contextOf(account, holder),
    caller: holder.kind === 'group' ? 'user' : holder.kind,
    authorization: account.authorization,
    unusable: unusableEntries(entries, policies),
  };
}

/** The groups of a person that the account describes, in the order in which they are written. */
export function groupsOf(account: Account, { groups }: Pick<Holder, 'groups'>): readonly Holder[] {
  const names = new Set(groups.map((it) => it.name));
  return [...names].flatMap((name) => account.groups.find((it) => it.name === name) ?? (name === 'admin' ? [admin] : []));
}

/**
 * A request as this person makes it: with who asks, and the keys that IAM fills. A key that the request carries
 * itself wins.
 */
export function requestAs({ caller, context }: Pick<ResolvedPerson, 'caller' | 'context'>, request: SimulationRequest): SimulationRequest {
  const project = request.project === undefined ? {} : { 'g:ProjectName': request.project };
  const given = new Set(Object.keys(request.context ?? {}).map((it) => it.toLowerCase()));
  const filled = Object.entries({ ...context, ...project }).filter(([key]) => !given.has(key.toLowerCase()));
  return { ...request, caller, context: { ...Object.fromEntries(filled), ...request.context } };
}

/** An agency whose policies are not written may hold anything. @param why where more is known than that */
export function notDescribed(holder: Pick<Holder, 'kind' | 'name'>, why: Message = msg('the account does not say what the agency holds')): AttachedPolicy {
  return { name: personName(holder), document: undefined, hidden: why, via: [] };
}

/** What everybody in the group `admin` may do (reference 4.2), as a policy that can be shown. */
const everything: AttachedPolicy = {
  name: 'group:admin',
  document: readDocument('{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["*:*:*"] }] }', { ours: true }),
  via: ['group:admin'],
};

/** IAM makes this group itself, so that a file need not describe it. */
const admin: Holder = {
  kind: 'group',
  name: 'admin',
  path: ['groups', 'admin'],
  span: { start: 0, end: 0 },
  whole: { start: 0, end: 0 },
  id: undefined,
  description: undefined,
  groups: [],
  policies: [],
  policiesGiven: true,
  session: [],
  trustedBy: [],
  expires: undefined,
};

/**
 * `g:UserName` and `g:UserId` are those of an IAM user (global-condition-keys.json); the account's keys are there
 * for everybody, where the file has its name and id.
 */
function contextOf({ name, id }: Account, holder: Holder): RequestContext {
  return {
    ...(holder.kind === 'user' ? { 'g:UserName': holder.name } : {}),
    ...(holder.id !== undefined && holder.kind !== 'agency' ? { 'g:UserId': holder.id } : {}),
    ...(name === undefined ? {} : { 'g:DomainName': name }),
    ...(id === undefined ? {} : { 'g:DomainId': id, 'g:PrincipalAccount': id }),
    ...(id === undefined || holder.kind !== 'user' ? {} : { 'g:PrincipalUrn': `iam::${id}:user:${holder.name}` }),
  };
}

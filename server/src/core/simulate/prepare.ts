import type { Message } from '../message.ts';
import { msg } from '../message.ts';
import { member } from '../json/json.ts';
import type { LanguageVersion } from '../policy/kind.ts';
import type { ActionList, ResourceList, ResourceString, Statement } from '../policy/policy.ts';
import { type PreparedCondition, prepareConditions } from './condition.ts';
import { actionMatches, type ActionPattern, compileAction, type RequestAction } from './match-action.ts';
import { compileResource, type ResourcePattern } from './match-resource.ts';
import type { AttachedPolicy, PartTrace, PolicyRole } from './types.ts';

/** Policies with everything compiled that does not depend on the request. */
export interface Prepared {
  /** In the order as given. */
  readonly policies: readonly PreparedPolicy[];
  readonly byRole: Readonly<Record<PolicyRole, readonly PreparedPolicy[]>>;
  /** Some SCP has an Allow statement, so that SCPs let through only what one allows. */
  readonly scpLimits: boolean;
}

export interface PreparedPolicy {
  readonly attached: AttachedPolicy;
  readonly role: PolicyRole;
  /** Why nobody knows its statements; they are then empty. */
  readonly hidden: Message | undefined;
  /** A role 1.0 whose dependencies are not all attached takes no part: the names of those that are missing. */
  readonly missingDependencies: readonly string[];
  readonly statements: readonly PreparedStatement[];
}

export interface PreparedStatement {
  readonly policy: PreparedPolicy;
  readonly source: Statement;
  readonly effect: 'Allow' | 'Deny' | undefined;
  readonly actions: PreparedActions;
  readonly resources: PreparedResources | undefined;
  readonly conditions: readonly PreparedCondition[];
  /** What traces say of its actions, by the position of the string that decides and one more: the same in every trace. */
  readonly actionTraces: PartTrace[];
}

/** Action or NotAction. */
export interface PreparedActions {
  readonly negated: boolean;
  readonly list: ActionList | undefined;
  /** The first string for each action that is written out, by its folded text. */
  readonly literals: ReadonlyMap<string, number>;
  readonly patterns: readonly { readonly index: number; readonly pattern: ActionPattern }[];
}

/** Resource or NotResource. */
export interface PreparedResources {
  readonly negated: boolean;
  readonly list: ResourceList;
  readonly strings: readonly { readonly source: ResourceString; readonly pattern: ResourcePattern }[];
}

/** Compiles policies for many decisions. Never throws; pure. */
export function prepare(policies: readonly AttachedPolicy[]): Prepared {
  const prepared = policies.map((it) => preparePolicy(it, policies));
  const byRole = { policy: ofRole(prepared, 'policy'), scp: ofRole(prepared, 'scp'), session: ofRole(prepared, 'session') };
  return { policies: prepared, byRole, scpLimits: byRole.scp.some((it) => it.statements.some(({ effect }) => effect === 'Allow')) };
}

/** The role in which a policy takes part: as given, else by its kind. */
export function roleOf({ role, document }: AttachedPolicy): PolicyRole {
  if (role) return role;
  if (document?.kind === 'scp-5.0') return 'scp';
  return document?.kind === 'session-1.1' || document?.kind === 'session-5.0' ? 'session' : 'policy';
}

/** The position of the first string that names the action, or -1. */
export function findAction({ literals, patterns }: PreparedActions, action: RequestAction): number {
  const literal = literals.get(action.folded) ?? -1;
  for (const { index, pattern } of patterns) {
    if (literal >= 0 && index > literal) break;
    if (actionMatches(pattern, action)) return index;
  }
  return literal;
}

function ofRole(policies: readonly PreparedPolicy[], role: PolicyRole): readonly PreparedPolicy[] {
  return policies.filter((it) => it.role === role);
}

function preparePolicy(attached: AttachedPolicy, all: readonly AttachedPolicy[]): PreparedPolicy {
  const { document } = attached;
  const source = document?.policy;
  const hidden = !document ? (attached.hidden ?? msg('the statements of this policy are not published')) : !source ? msg('this is no policy that can be read') : undefined;
  const statements: PreparedStatement[] = [];
  const policy: PreparedPolicy = { attached, role: roleOf(attached), hidden, missingDependencies: missingDependencies(attached, all), statements };
  for (const statement of source?.statements ?? []) statements.push(prepareStatement(policy, statement, source?.version ?? '1.1'));
  return policy;
}

function prepareStatement(policy: PreparedPolicy, source: Statement, version: LanguageVersion): PreparedStatement {
  return { policy, source, effect: source.effect?.value, actions: prepareActions(source, version), resources: prepareResources(source, version), conditions: prepareConditions(source, version), actionTraces: [] };
}

function prepareActions(source: Statement, version: LanguageVersion): PreparedActions {
  const list = source.action ?? source.notAction;
  const literals = new Map<string, number>();
  const patterns: { index: number; pattern: ActionPattern }[] = [];
  for (const [index, string] of (list?.strings ?? []).entries()) {
    const pattern = compileAction(string, version);
    if (!pattern) continue;
    if (pattern.kind !== 'literal') patterns.push({ index, pattern });
    else if (!literals.has(pattern.folded)) literals.set(pattern.folded, index);
  }
  return { negated: source.action === undefined && source.notAction !== undefined, list, literals, patterns };
}

function prepareResources(source: Statement, version: LanguageVersion): PreparedResources | undefined {
  const list = source.resource ?? source.notResource;
  if (!list) return undefined;
  return { negated: source.resource === undefined, list, strings: list.strings.map((it) => ({ source: it, pattern: compileResource(it, version) })) };
}

/**
 * The roles of Depends that are not attached in the same scope (reference 1.7). A role is known by its display
 * name, in the wrapper of the IAM API, or as the name of a system policy.
 */
function missingDependencies({ document, dependenciesAttached, scope }: AttachedPolicy, all: readonly AttachedPolicy[]): readonly string[] {
  const policy = document?.policy;
  if (policy?.version !== '1.0' || dependenciesAttached || policy.value.type !== 'object') return [];
  const depends = member(policy.value, 'Depends')?.value;
  if (depends?.type !== 'array') return [];
  const attached = new Set(all.filter((it) => isSameScope(it.scope, scope)).map(displayName));
  const names = depends.elements.map((it) => stringMember(it, 'display_name') ?? '');
  return names.filter((it) => !attached.has(it));
}

function isSameScope(of: AttachedPolicy['scope'], needed: AttachedPolicy['scope']): boolean {
  return (of ?? 'all') === 'all' || JSON.stringify(of) === JSON.stringify(needed ?? 'all');
}

function displayName({ document, name, systemName }: AttachedPolicy): string | undefined {
  if (systemName !== undefined) return systemName;
  if (!document) return name;
  return document.policy?.role && stringMember(document.policy.role, 'display_name');
}

function stringMember(value: Parameters<typeof member>[0] | { readonly type: string }, name: string): string | undefined {
  if (value.type !== 'object' || !('members' in value)) return undefined;
  const found = member(value, name)?.value;
  return found?.type === 'string' ? found.value : undefined;
}

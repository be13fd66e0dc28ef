import { type Entry, readAuthorization, readEntries } from '../entry/entry.ts';
import { addFinding, type FieldFinding, type Findings, jsonFindings, onlyFields, opening, readList, readObject, readString } from '../json/fields.ts';
import { type Json, type JsonObject, type JsonString, member, type Path } from '../json/json.ts';
import { type JsonText, parseJson } from '../json/parse.ts';
import { msg } from '../message.ts';
import type { AuthorizationMode } from '../simulate/types.ts';
import type { Span } from '../text.ts';

/** Who may ask, and what people are put into. */
export type HolderKind = 'user' | 'federated' | 'group' | 'agency';

/** A name that is written in the file, with its place. */
export interface Named {
  readonly name: string;
  readonly path: Path;
  readonly span: Span;
}

/** A user, a federated user, a group or an agency: what it is called and what is attached to it. */
export interface Holder extends Named {
  readonly kind: HolderKind;
  /** From the name to the end of what belongs to it. */
  readonly whole: Span;
  /** The id that IAM gave it. */
  readonly id: string | undefined;
  readonly description: string | undefined;
  /** Names of groups, of users and federated users. */
  readonly groups: readonly Named[];
  readonly policies: readonly Entry[];
  /** `policies` is written, though it may be empty: then these are all. */
  readonly policiesGiven: boolean;
  /** Session policies, which only narrow. */
  readonly session: readonly Entry[];
  /** Of an agency: whom it trusts, as written: an account, a service, `agency:NAME`. */
  readonly trustedBy: readonly Named[];
  /** Of an agency: the moment after which it is not valid, as written; absent: forever. */
  readonly expires: Named | undefined;
}

/** Which agency ModelArts uses for whom (source page "Configuring Access Authorization", 2025-01-06). */
export interface AccessAuthorization {
  readonly path: Path;
  readonly span: Span;
  /** `user:ann`, `federated:bob`, `agency:x`, `all-users`; absent where it is missing. */
  readonly to: Named | undefined;
  readonly agency: Named | undefined;
  readonly permissions: 'common-user' | 'custom' | undefined;
  /** An authorization belongs to one project (formats 5.1); absent: whichever is asked for. */
  readonly project: string | undefined;
}

/** Who may enter a workspace (formats 5.4). */
export interface Workspace extends Named {
  readonly whole: Span;
  readonly id: string | undefined;
  readonly enterpriseProject: Named | undefined;
  /** All of the account; the owner; the owner and those in `grants`. */
  readonly access: 'public' | 'private' | 'internal' | undefined;
  readonly owner: Named | undefined;
  readonly grants: readonly Named[];
  /** `grants` is written and can be read, though it may be empty: then these are all. */
  readonly grantsGiven: boolean;
}

export interface EnterpriseProject extends Named {
  readonly title: string | undefined;
}

/** An account as its file describes it. */
export interface Account {
  readonly json: JsonText;
  /** Name and id of the account: what IAM fills into `g:DomainName` and `g:DomainId`. */
  readonly name: string | undefined;
  readonly id: string | undefined;
  readonly authorization: AuthorizationMode;
  readonly users: readonly Holder[];
  readonly federatedUsers: readonly Holder[];
  readonly groups: readonly Holder[];
  readonly agencies: readonly Holder[];
  /** Undefined: the file does not say, so nobody is blamed for having none. */
  readonly authorizations: readonly AccessAuthorization[] | undefined;
  /** Undefined: not enabled, or not described. */
  readonly enterpriseProjects: readonly EnterpriseProject[] | undefined;
  readonly workspaces: readonly Workspace[];
  readonly scps: readonly Entry[];
  /** What is wrong with the form: syntax, types, unknown fields. A schema says the same. */
  readonly findings: readonly FieldFinding[];
}

/**
 * Reads the file of an account (interfaces.md, Accounts). Never throws: what cannot be read is left out and named
 * in `findings` with its path and its place; whether names lead somewhere is asked by `accountFindings`.
 */
export function readAccount(text: string): Account {
  const json = parseJson(text);
  const findings = jsonFindings(json);
  const { root } = json;
  if (root?.type === 'object') return { json, ...readRoot(root, findings), findings };
  if (findings.length === 0) addFinding(findings, root?.span ?? { start: 0, end: text.length }, [], msg('An account is an object with users, groups and agencies.'));
  return { ...nothing, json, findings };
}

/** Users, federated users and agencies: all who may be named by `--as`, in this order. */
export function personsOf({ users, federatedUsers, agencies }: Account): readonly Holder[] {
  return [...users, ...federatedUsers, ...agencies];
}

/** `user:ann`, as `--as` and `to` name it. */
export function personName({ kind, name }: Pick<Holder, 'kind' | 'name'>): string {
  return `${kind}:${name}`;
}

const nothing = { name: undefined, id: undefined, authorization: 'strict', users: [], federatedUsers: [], groups: [], agencies: [], authorizations: undefined, enterpriseProjects: undefined, workspaces: [], scps: [] } as const;

const rootFields = ['$schema', 'version', 'name', 'id', 'description', 'authorization', 'users', 'federatedUsers', 'groups', 'agencies', 'accessAuthorizations', 'enterpriseProjects', 'workspaces', 'scps'];

const holderFields: Readonly<Record<HolderKind, readonly string[]>> = {
  user: ['id', 'description', 'groups', 'policies', 'session'],
  federated: ['id', 'description', 'groups', 'policies', 'session'],
  group: ['id', 'description', 'policies'],
  agency: ['id', 'description', 'policies', 'session', 'trustedBy', 'expires'],
};

function readRoot(root: JsonObject, findings: Findings): Omit<Account, 'json' | 'findings'> {
  onlyFields(root, [], rootFields, findings);
  const version = member(root, 'version')?.value;
  if (!version) addFinding(findings, opening(root.span), [], msg('"{0}" is missing.', 'version'));
  return {
    name: readString(root, [], 'name', findings),
    id: readString(root, [], 'id', findings),
    authorization: readAuthorization(root, findings),
    users: readHolders(root, 'users', 'user', findings),
    federatedUsers: readHolders(root, 'federatedUsers', 'federated', findings),
    groups: readHolders(root, 'groups', 'group', findings),
    agencies: readHolders(root, 'agencies', 'agency', findings),
    authorizations: member(root, 'accessAuthorizations') ? readList(root, [], 'accessAuthorizations', findings).flatMap((node, index) => readAuthorizationOf(node, ['accessAuthorizations', index], findings)) : undefined,
    enterpriseProjects: member(root, 'enterpriseProjects') ? readMembers(root, 'enterpriseProjects', findings).map(({ named, object }) => ({ ...named, title: readTitle(object, named.path, findings) })) : undefined,
    workspaces: readMembers(root, 'workspaces', findings).map((it) => readWorkspace(it, findings)),
    scps: readEntries(root, [], 'scps', 'scp', findings),
  };
}

interface NamedObject {
  readonly named: Named;
  readonly whole: Span;
  readonly object: JsonObject;
}

/** The objects by name of one field; of twins the last one. */
function readMembers(root: JsonObject, field: string, findings: Findings): NamedObject[] {
  const object = readObject(root, [], field, findings);
  const last = new Map(object?.members.map((it) => [it.key.value, it]));
  return [...last.values()].flatMap(({ key, value, span }) => {
    const path = [field, key.value];
    if (value?.type === 'object') return [{ named: { name: key.value, path, span: key.span }, whole: span, object: value }];
    addFinding(findings, value?.span ?? key.span, path, msg('"{0}" has to be an object.', key.value));
    return [];
  });
}

function readHolders(root: JsonObject, field: string, kind: HolderKind, findings: Findings): Holder[] {
  return readMembers(root, field, findings).map(({ named, whole, object }) => {
    const { path } = named;
    onlyFields(object, path, holderFields[kind], findings);
    return {
      ...named,
      kind,
      whole,
      id: readString(object, path, 'id', findings),
      description: readString(object, path, 'description', findings),
      groups: readNames(object, path, 'groups', findings),
      policies: readEntries(object, path, 'policies', undefined, findings),
      policiesGiven: member(object, 'policies') !== undefined,
      session: readEntries(object, path, 'session', 'session', findings),
      trustedBy: member(object, 'trustedBy')?.value?.type === 'array' ? readNames(object, path, 'trustedBy', findings) : [readName(object, path, 'trustedBy', findings)].flatMap((it) => it ?? []),
      expires: member(object, 'expires')?.value?.type === 'null' ? undefined : readName(object, path, 'expires', findings),
    };
  });
}

function readAuthorizationOf(node: Json, path: Path, findings: Findings): AccessAuthorization[] {
  if (node.type !== 'object') {
    addFinding(findings, node.span, path, msg('An access authorization is an object with to and agency.'));
    return [];
  }
  onlyFields(node, path, ['to', 'agency', 'permissions', 'project', 'description'], findings);
  for (const name of ['to', 'agency']) if (!member(node, name)) addFinding(findings, opening(node.span), path, msg('"{0}" is missing.', name));
  return [{ path, span: node.span, to: readName(node, path, 'to', findings), agency: readName(node, path, 'agency', findings), permissions: oneOf(node, path, 'permissions', ['common-user', 'custom'], findings), project: readString(node, path, 'project', findings) }];
}

function readWorkspace({ named, whole, object }: NamedObject, findings: Findings): Workspace {
  const { path } = named;
  onlyFields(object, path, ['id', 'description', 'enterpriseProject', 'access', 'owner', 'grants'], findings);
  return {
    ...named,
    whole,
    id: readString(object, path, 'id', findings),
    enterpriseProject: readName(object, path, 'enterpriseProject', findings),
    access: oneOf(object, path, 'access', ['public', 'private', 'internal'], findings),
    owner: readName(object, path, 'owner', findings),
    grants: readNames(object, path, 'grants', findings),
    grantsGiven: member(object, 'grants')?.value?.type === 'array',
  };
}

function readTitle(object: JsonObject, path: Path, findings: Findings): string | undefined {
  onlyFields(object, path, ['name', 'description'], findings);
  return readString(object, path, 'name', findings);
}

function oneOf<Value extends string>(object: JsonObject, base: Path, name: string, values: readonly Value[], findings: Findings): Value | undefined {
  const text = readString(object, base, name, findings);
  const found = values.find((it) => it === text);
  if (text !== undefined && !found) addFinding(findings, member(object, name)?.value?.span ?? object.span, [...base, name], msg('"{0}" is not known here. Known are {1}.', text, values.join(', ')));
  return found;
}

function readName(object: JsonObject, base: Path, name: string, findings: Findings): Named | undefined {
  const text = readString(object, base, name, findings);
  const value = member(object, name)?.value;
  return text === undefined || !value ? undefined : { name: text, path: [...base, name], span: value.span };
}

function readNames(object: JsonObject, base: Path, name: string, findings: Findings): Named[] {
  return readList(object, base, name, findings).flatMap((it, index) => {
    const path = [...base, name, index];
    if (isString(it)) return [{ name: it.value, path, span: it.span }];
    addFinding(findings, it.span, path, msg('A string belongs here.'));
    return [];
  });
}

function isString(value: Json): value is JsonString {
  return value.type === 'string';
}

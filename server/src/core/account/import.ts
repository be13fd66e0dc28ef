import { parseJson } from '../json/parse.ts';
import { type Message, msg } from '../message.ts';
import type { NearbyFile } from '../entry/system-copy.ts';
import { accountText } from './write.ts';

/** What an import makes: an account, and a file for each custom policy. */
export interface ImportedAccount {
  readonly account: string;
  readonly policies: readonly { readonly file: string; readonly text: string }[];
  /** What was left out or could not be told, for people. */
  readonly notes: readonly Message[];
  readonly counts: { readonly users: number; readonly groups: number; readonly agencies: number; readonly policies: number };
}

/**
 * Makes an account of exports (formats 3.1, 3.2, 3.3, 3.4 and 5): answers of the IAM API of both kinds, of Organizations
 * and of ModelArts, one or more to a file, known by their fields. Ids are joined to names; what names nobody is left out
 * and counted. Never throws.
 */
export function importAccount(files: readonly NearbyFile[]): ImportedAccount {
  const read = new Exports();
  for (const { name, text } of files) {
    const value = parse(text);
    if (value === undefined) read.notes.push(msg('{0} is no valid JSON, so it was left out.', name));
    else if (!read.take(value, name)) read.notes.push(msg('{0} is none of the exports that are known, so it was left out.', name));
  }
  return read.account();
}

type Fields = Readonly<Record<string, unknown>>;

interface Kept {
  readonly id: string;
  readonly name: string;
  readonly fields: Fields;
}

type Subject = 'user' | 'group' | 'agency';

interface Grant {
  readonly subject: Subject;
  readonly id: string;
  readonly policy: string;
  readonly scope?: unknown;
}

/** Everything that was read so far, by id. */
class Exports {
  readonly notes: Message[] = [];
  private readonly subjects: Readonly<Record<Subject, Map<string, Kept>>> = { user: new Map(), group: new Map(), agency: new Map() };
  private readonly policies = new Map<string, Kept & { readonly system: boolean; document?: unknown }>();
  private readonly projects = new Map<string, string>();
  private readonly members: { readonly group: string; readonly user: string }[] = [];
  private readonly grants: Grant[] = [];
  private readonly authorizations: Fields[] = [];
  private readonly workspaces = new Map<string, Fields>();
  private readonly versions: { readonly file: string; readonly document: unknown }[] = [];
  private readonly scps: { readonly name: string; readonly document: unknown }[] = [];
  private readonly attachedHere: { readonly file: string; readonly policies: readonly Fields[] }[] = [];
  private mode: 'strict' | 'non-strict' | undefined;
  private domain: string | undefined;

  /** Whether a value is an export that is known. */
  take(value: unknown, file: string): boolean {
    if (Array.isArray(value)) return value.length > 0 && value.map((it) => this.take(it, file)).every(Boolean);
    if (!isObject(value)) return false;
    const known = [
      this.list(value, 'users', (it) => this.user(it, value)),
      this.list(value, 'groups', (it) => this.subject('group', it)),
      this.list(value, 'agencies', (it) => this.subject('agency', it)),
      this.one(value, 'agency', (it) => this.subject('agency', it)),
      this.list(value, 'projects', (it) => this.project(it)),
      this.list(value, 'roles', (it) => this.role(it, value)),
      this.one(value, 'role', (it) => this.role(it, value)),
      this.list(value, 'role_assignments', (it) => this.assignment(it)),
      this.one(value, 'role_assignments', (it) => this.assignment(it)),
      this.list(value, 'policies', (it) => this.identityPolicy(it)),
      this.list(value, 'versions', (it) => void (it['is_default'] === true && this.versions.push({ file, document: it['document'] }))),
      this.one(value, 'policy_version', (it) => void this.versions.push({ file, document: it['document'] })),
      this.one(value, 'policy', (it) => this.organizationPolicy(it)),
      this.attachedEntities(value, file),
      Array.isArray(value['attached_policies']) && this.attachedHere.push({ file, policies: value['attached_policies'].filter(isObject) }) > 0,
      this.list(value, 'auth', (it) => void this.authorizations.push(it)),
      this.list(value, 'workspaces', (it) => this.workspace(it)),
      typeof value['auth_type'] === 'string' && typeof value['name'] === 'string' && (this.workspace(value), true),
      this.authorizationMode(value),
    ];
    return known.some(Boolean);
  }

  account(): ImportedAccount {
    this.joinVersions();
    const files = this.policyFiles();
    const entriesOf = (subject: Subject, id: string): unknown[] => this.entries(subject, id, files);
    const users = [...this.subjects.user.values()];
    const holders = (subject: Subject): [string, unknown][] => [...this.subjects[subject].values()].map((it) => [it.name, { id: it.id, ...optional('policies', entriesOf(subject, it.id)), ...this.agencyFields(subject, it) }]);
    const account = {
      version: 1,
      ...(this.domain === undefined ? {} : { id: this.domain }),
      authorization: this.mode ?? 'strict',
      users: Object.fromEntries(users.map((it) => [it.name, { id: it.id, ...optional('groups', this.groupsOf(it.id)), ...optional('policies', entriesOf('user', it.id)) }])),
      federatedUsers: Object.fromEntries(this.federated().map((it) => [it, {}])),
      groups: Object.fromEntries(holders('group')),
      agencies: Object.fromEntries(holders('agency')),
      ...(this.authorizations.length > 0 ? { accessAuthorizations: this.authorizations.flatMap((it) => this.authorization(it)) } : {}),
      ...this.workspaceFields(),
      ...(this.scps.length > 0 ? { scps: this.scps.map(({ name }) => `${fileName(name)}.scp.json`) } : {}),
    };
    if (this.mode === undefined) this.notes.push(msg('The authorization mode is not among the exports. Strict is assumed.'));
    const policies = [...files.values(), ...this.scps.map(({ name, document }) => ({ file: `${fileName(name)}.scp.json`, text: layOut(document) }))].flatMap((it) => (it ? [it] : []));
    const unique = [...new Map(policies.map((it) => [it.file, it])).values()];
    return { account: accountText(account), policies: unique, notes: this.notes, counts: { users: users.length, groups: this.subjects.group.size, agencies: this.subjects.agency.size, policies: unique.length } };
  }

  private list(value: Fields, name: string, take: (it: Fields) => void): boolean {
    const found = value[name];
    if (!Array.isArray(found)) return false;
    found.filter(isObject).forEach(take);
    return true;
  }

  private one(value: Fields, name: string, take: (it: Fields) => void): boolean {
    const found = value[name];
    if (!isObject(found)) return false;
    take(found);
    return true;
  }

  /** Members of a group stand in an answer whose link names the group (`GET /v3/groups/{id}/users`). */
  private user(it: Fields, answer: Fields): void {
    // The account itself is listed as a root user (formats 3.3); it is nobody to whom something is granted.
    if (it['is_root_user'] === true) return;
    this.subject('user', it);
    const group = /\/groups\/([^/]+)\/users/.exec(selfLink(answer))?.[1];
    const user = text(it['id'] ?? it['user_id']);
    if (group !== undefined && user !== undefined) this.members.push({ group, user });
  }

  private subject(subject: Subject, it: Fields): void {
    const id = text(it['id'] ?? it[`${subject}_id`]);
    const name = text(it['name'] ?? it[`${subject}_name`]);
    if (id !== undefined && name !== undefined) this.subjects[subject].set(id, { id, name, fields: { ...this.subjects[subject].get(id)?.fields, ...it } });
    this.domain ??= text(it['domain_id']) ?? /^iam::([^:]+):/.exec(text(it['urn']) ?? '')?.[1];
  }

  private project(it: Fields): void {
    const id = text(it['id']);
    const name = text(it['name']);
    if (id !== undefined && name !== undefined) this.projects.set(id, name);
  }

  /** Roles of one group or agency stand in an answer whose link names it, and for which scope. */
  private role(it: Fields, answer: Fields): void {
    const id = text(it['id']) ?? text(it['display_name']);
    const name = text(it['display_name'] ?? it['name']);
    if (id === undefined || name === undefined) return;
    const before = this.policies.get(id);
    // What was sent to make a policy has no id; the policy itself may be there, too.
    if (it['id'] === undefined && [...this.policies.values()].some((one) => one.name === name)) return;
    this.policies.delete(name);
    this.policies.set(id, { id, name, fields: it, system: text(it['domain_id']) === undefined && it['catalog'] !== 'CUSTOMED' && it['id'] !== undefined, document: it['policy'] ?? before?.document });
    const [, holders = '', holder] = /\/(groups|agencies)\/([^/]+)\/roles/.exec(selfLink(answer)) ?? [];
    if (holder === undefined) return;
    const project = /\/projects\/([^/]+)\//.exec(selfLink(answer))?.[1];
    const inherited = selfLink(answer).includes('inherited_to_projects');
    this.grants.push({ subject: holders === 'groups' ? 'group' : 'agency', id: holder, policy: id, ...(inherited ? {} : { scope: project === undefined ? 'global' : { project } }) });
  }

  private assignment(it: Fields): void {
    const policy = idOf(it['role']);
    const scope = isObject(it['scope']) ? it['scope'] : {};
    for (const subject of ['user', 'group', 'agency'] as const) {
      const id = idOf(it[subject]);
      if (id === undefined || policy === undefined) continue;
      const project = idOf(scope['project']);
      const enterpriseProject = idOf(scope['enterprise_project']);
      const all = it['is_inherited'] === true && project === undefined && enterpriseProject === undefined;
      this.grants.push({ subject, id, policy, ...(all ? {} : { scope: project !== undefined ? { project } : enterpriseProject !== undefined ? { enterpriseProjects: [enterpriseProject] } : 'global' }) });
    }
  }

  private identityPolicy(it: Fields): void {
    const id = text(it['policy_id'] ?? it['id']);
    const name = text(it['policy_name'] ?? it['name']);
    // Organizations list their policies under the same name, without documents (formats 3.4).
    if (id !== undefined && name !== undefined && it['policy_id'] !== undefined) this.policies.set(id, { id, name, fields: it, system: it['policy_type'] === 'system', document: this.policies.get(id)?.document });
  }

  private organizationPolicy(it: Fields): void {
    const summary = isObject(it['policy_summary']) ? it['policy_summary'] : {};
    const name = text(summary['name']);
    const document = parse(text(it['content']) ?? '');
    if (name !== undefined && document !== undefined && summary['type'] === 'service_control_policy') this.scps.push({ name, document });
  }

  /** The policy of such an answer is known by the file's name only, or where there is just one. */
  private attachedEntities(value: Fields, file: string): boolean {
    const lists = (['agency', 'group', 'user'] as const).flatMap((subject) => {
      const list = value[`policy_${subject === 'agency' ? 'agencie' : subject}s`];
      return Array.isArray(list) ? [{ subject, list: list.filter(isObject) }] : [];
    });
    for (const { subject, list } of lists) {
      for (const it of list) {
        const id = text(it[`${subject}_id`]);
        if (id !== undefined) this.grants.push({ subject, id, policy: `file:${file}` });
      }
    }
    return lists.length > 0;
  }

  private workspace(it: Fields): void {
    const id = text(it['id']);
    if (id !== undefined) this.workspaces.set(id, { ...this.workspaces.get(id), ...it });
  }

  private authorizationMode(value: Fields): boolean {
    if (value['mode'] !== 'strict' && value['mode'] !== 'loose') return false;
    this.mode = value['mode'] === 'strict' ? 'strict' : 'non-strict';
    this.domain ??= text(value['domain_id']);
    return true;
  }

  /** Versions and attachments of an identity policy do not name it: the file's name does, or there is only one. */
  private joinVersions(): void {
    const ofFile = (file: string, candidates: readonly (Kept & { readonly system: boolean })[]): string | undefined => {
      const named = candidates.filter((it) => file.includes(it.id) || file.toLowerCase().includes(it.name.toLowerCase()));
      return named.length === 1 ? named[0]?.id : candidates.length === 1 ? candidates[0]?.id : undefined;
    };
    const identity = [...this.policies.values()].filter((it) => it.fields['policy_id'] !== undefined);
    const custom = identity.filter((it) => !it.system);
    for (const { file, document } of this.versions) {
      const id = ofFile(file, custom) ?? ofFile(file, identity);
      const policy = id === undefined ? undefined : this.policies.get(id);
      const read = parse(text(document) ?? '');
      if (policy && read !== undefined) policy.document = read;
      else this.notes.push(msg('{0} does not say whose statements it holds. Name the file after the policy.', file));
    }
    for (const [index, grant] of this.grants.entries()) {
      if (!grant.policy.startsWith('file:')) continue;
      const file = grant.policy.slice('file:'.length);
      const id = ofFile(file, custom) ?? ofFile(file, identity);
      if (id !== undefined) this.grants[index] = { ...grant, policy: id };
      else this.notes.push(msg('{0} does not say of which policy it is. Name the file after the policy.', file));
    }
    for (const { file, policies } of this.attachedHere) this.joinAttached(file, policies);
  }

  /** The policies attached to one user, group or agency, whom the file's name tells. */
  private joinAttached(file: string, policies: readonly Fields[]): void {
    const holders = (['user', 'group', 'agency'] as const).flatMap((subject) => [...this.subjects[subject].values()].map((it) => ({ subject, ...it })));
    const found = holders.filter((it) => file.includes(it.id) || file.toLowerCase().includes(it.name.toLowerCase()));
    const [holder] = found;
    if (!holder || found.length > 1) return void this.notes.push(msg('{0} does not say to whom its policies are attached. Name the file after them.', file));
    for (const it of policies) {
      const id = text(it['policy_id']);
      const name = text(it['policy_name']);
      if (id === undefined || name === undefined) continue;
      if (!this.policies.has(id)) this.policies.set(id, { id, name, fields: it, system: /^iam::system:/.test(text(it['urn']) ?? '') });
      this.grants.push({ subject: holder.subject, id: holder.id, policy: id });
    }
  }

  /** A file for each custom policy with statements; a system policy with statements is a copy under its name. */
  private policyFiles(): Map<string, { readonly file: string; readonly text: string } | undefined> {
    const used = new Set<string>();
    const granted = new Set(this.grants.map((it) => it.policy));
    return new Map(
      [...this.policies.values()].map((it) => {
        if (it.document === undefined || (it.system && !granted.has(it.id))) return [it.id, undefined];
        let file = `${fileName(it.name)}.policy.json`;
        for (let count = 2; used.has(file.toLowerCase()); count++) file = `${fileName(it.name)}-${count}.policy.json`;
        used.add(file.toLowerCase());
        return [it.id, { file, text: layOut(it.document) }];
      }),
    );
  }

  private entries(subject: Subject, id: string, files: ReadonlyMap<string, { readonly file: string } | undefined>): unknown[] {
    const own = this.grants.filter((it) => it.subject === subject && it.id === id);
    const entries = own.flatMap(({ policy, scope }): unknown[] => {
      const known = this.policies.get(policy);
      const named = isObject(scope) && typeof scope['project'] === 'string' ? this.scopeOfProject(scope['project']) : scope;
      const scoped = named === undefined ? {} : { scope: named };
      if (known?.system) return [{ system: known.name, ...scoped }];
      const file = files.get(policy)?.file;
      if (file === undefined) {
        if (!policy.startsWith('file:')) this.notes.push(msg('The statements of {0} are not among the exports.', known?.name ?? policy));
        return known ? [{ system: known.name, ...scoped }] : [];
      }
      return [named === undefined ? file : { file, ...scoped }];
    });
    return [...new Map(entries.map((it) => [JSON.stringify(it), it])).values()];
  }

  private scopeOfProject(id: string): unknown {
    const name = this.projects.get(id);
    if (name === undefined) this.notes.push(msg('The project {0} is not among the exports, so its scope has the id for a name.', id));
    return { projects: [name ?? id] };
  }

  private groupsOf(user: string): string[] {
    return [...new Set(this.members.filter((it) => it.user === user).flatMap((it) => this.subjects.group.get(it.group)?.name ?? []))];
  }

  private agencyFields(subject: Subject, { fields }: Kept): object {
    if (subject !== 'agency') return {};
    const trusted = text(fields['trust_domain_name']) ?? principalsOf(fields['trust_policy']);
    const expires = text(fields['expire_time']);
    return { ...(trusted === undefined ? {} : { trustedBy: trusted }), ...(expires === undefined ? {} : { expires }) };
  }

  private federated(): string[] {
    return [...new Set(this.authorizations.flatMap((it) => (lower(it['user_type']) === 'federate' ? (text(it['user_name']) ?? []) : [])))];
  }

  private authorization(it: Fields): object[] {
    const agency = text(it['content']);
    if (lower(it['type']) === 'credential') {
      this.notes.push(msg('An access authorization by access key was left out. ModelArts offers agencies only.'));
      return [];
    }
    const to = this.authorized(it);
    if (to !== undefined && agency !== undefined) return [{ to, agency }];
    this.notes.push(msg('An access authorization for {0} was left out: nobody of that name is among the exports.', text(it['user_name']) ?? text(it['user_id']) ?? '?'));
    return [];
  }

  private authorized(it: Fields): string | undefined {
    const id = text(it['user_id']);
    const name = text(it['user_name']);
    if (id === 'all-users' || id === 'all' || lower(it['user_type']) === 'all-users') return 'all-users';
    if (lower(it['user_type']) === 'federate') return name === undefined ? undefined : `federated:${name}`;
    const user = this.subjects.user.get(id ?? '')?.name ?? [...this.subjects.user.values()].find((one) => one.name === name)?.name;
    if (user !== undefined) return `user:${user}`;
    const agency = this.subjects.agency.get(id ?? '')?.name ?? [...this.subjects.agency.values()].find((one) => one.name === name)?.name;
    return agency === undefined ? undefined : `agency:${agency}`;
  }

  private workspaceFields(): object {
    if (this.workspaces.size === 0) return {};
    const projects = new Map([...this.workspaces.values()].flatMap((it) => (text(it['enterprise_project_id']) === undefined ? [] : [[text(it['enterprise_project_id']) ?? '', { ...optional('name', text(it['enterprise_project_name'])) }] as const])));
    const workspaces = [...this.workspaces.values()].flatMap((it) => {
      const name = text(it['name']);
      const access = lower(it['auth_type']);
      const owner = text(it['owner']);
      const grants = Array.isArray(it['grants']) ? it['grants'].filter(isObject).flatMap((one) => granted(one) ?? []) : undefined;
      if (name === undefined) return [];
      if (access === 'internal' && !Array.isArray(it['grants'])) this.notes.push(msg('Who may enter the workspace {0} is not among the exports.', name));
      return [[name, { id: text(it['id']), ...optional('enterpriseProject', text(it['enterprise_project_id'])), ...optional('access', access), ...(owner === undefined ? {} : { owner: `user:${owner}` }), ...(grants && (grants.length > 0 || access === 'internal') ? { grants } : {}) }] as const];
    });
    return { enterpriseProjects: Object.fromEntries(projects), workspaces: Object.fromEntries(workspaces) };
  }
}

/** `IAM`, `FEDERATE`, `AGENCY` of a workspace's grant. */
function granted(it: Fields): string | undefined {
  const name = text(it['user_name']);
  const kind = { iam: 'user', federate: 'federated', agency: 'agency' }[lower(it['user_type']) ?? ''];
  return name === undefined || kind === undefined ? undefined : `${kind}:${name}`;
}

/** Whom a trust policy names. */
function principalsOf(trustPolicy: unknown): string | string[] | undefined {
  const policy = parse(text(trustPolicy) ?? '');
  const statements = isObject(policy) && Array.isArray(policy['Statement']) ? policy['Statement'].filter(isObject) : [];
  const names = statements.flatMap((it) => (isObject(it['Principal']) ? Object.values(it['Principal']).flat() : [])).filter((it) => typeof it === 'string');
  return names.length > 1 ? names : names[0];
}

function optional(name: string, value: unknown): object {
  return value === undefined || (Array.isArray(value) && value.length === 0) ? {} : { [name]: value };
}

function layOut(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A name that every file system takes. */
function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+|[.-]+$/g, '') || 'policy';
}

function selfLink(answer: Fields): string {
  return (isObject(answer['links']) ? text(answer['links']['self']) : undefined) ?? '';
}

function idOf(value: unknown): string | undefined {
  return isObject(value) ? text(value['id']) : undefined;
}

function lower(value: unknown): string | undefined {
  return text(value)?.toLowerCase();
}

/** Empty is absent; an id may be printed as a number. */
function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What our parser finds no fault with is valid JSON, so that the other one does not throw. */
function parse(json: string): unknown {
  const { root, problems } = parseJson(json);
  return root && problems.length === 0 ? (JSON.parse(json) as unknown) : undefined;
}

import { type Json, type JsonObject, member } from '../json/json.ts';

/** Which of the languages that look alike a document is written in (reference, section 0). */
export type Kind =
  | 'role-1.0'
  | 'custom-1.1'
  | 'identity-5.0'
  | 'trust-5.0'
  | 'scp-5.0'
  | 'session-1.1'
  | 'session-5.0'
  | 'obs-bucket'
  | 'smn-topic'
  | 'aws'
  | 'none';

/** Kinds that hold statements which we check and decide. */
export type PolicyKind = Exclude<Kind, 'obs-bucket' | 'smn-topic' | 'aws' | 'none'>;

export type LanguageVersion = '1.0' | '1.1' | '5.0';

export const policyKinds: readonly PolicyKind[] = ['role-1.0', 'custom-1.1', 'identity-5.0', 'trust-5.0', 'scp-5.0', 'session-1.1', 'session-5.0'];

export function isPolicyKind(kind: string): kind is PolicyKind {
  return (policyKinds as readonly string[]).includes(kind);
}

/** The version of the language, of which a kind is a dialect. */
export function versionOf(kind: PolicyKind): LanguageVersion {
  return kind.slice(-3) as LanguageVersion;
}

/** Endings of file names that are ours whatever the file holds. */
export const policyFileEndings = ['.policy.json', '.iampolicy.json', '.scp.json', '.trust.json'] as const;

/** Whether a file is a policy by its name. `name` may be a path with either slash. */
export function isPolicyFileName(name: string): boolean {
  const lower = name.toLowerCase();
  return policyFileEndings.some((ending) => lower.endsWith(ending));
}

export interface KindHints {
  /** `--kind`, configuration or the use as a boundary: wins over everything. */
  readonly kind?: PolicyKind;
  /** Name or path of the file; empty when there is none. */
  readonly fileName?: string;
  /** The file is ours though its name is not: named on the command line, or switched to our language. */
  readonly ours?: boolean;
}

/**
 * The kind of a document: a given one, else the name, else the content (interfaces.md, "Paths and kinds").
 * In a file that is ours by name an unknown Version counts as none given.
 */
export function detectKind(root: Json | undefined, hints: KindHints = {}): Kind {
  if (hints.kind) return hints.kind;
  const name = (hints.fileName ?? '').toLowerCase();
  const ours = hints.ours === true || isPolicyFileName(name);
  const document = root && unwrap(root).policy;
  const content = document ? kindOfContent(document, ours) : ours ? 'custom-1.1' : 'none';
  if (content === 'aws' || content === 'obs-bucket' || content === 'smn-topic') return content;
  if (name.endsWith('.scp.json')) return 'scp-5.0';
  if (name.endsWith('.trust.json')) return 'trust-5.0';
  return content;
}

/** The policy inside the `role` wrapper of the IAM API, or the value itself; and the steps to it. */
export function unwrap(root: Json): { readonly policy: Json; readonly path: readonly string[]; readonly role: JsonObject | undefined } {
  if (root.type === 'object') {
    const role = member(root, 'role')?.value;
    if (role?.type === 'object') {
      const policy = member(role, 'policy')?.value;
      if (policy) return { policy, path: ['role', 'policy'], role };
    }
  }
  return { policy: root, path: [], role: undefined };
}

function kindOfContent(document: Json, ours: boolean): Kind {
  if (document.type !== 'object') return ours ? 'custom-1.1' : 'none';
  const statements = statementsOf(document);
  const version = stringOf(document, 'Version');
  if (version === '2016-09-07' && has(statements, (it) => principalHas(it, 'CSP'))) return 'smn-topic';
  if (version === undefined && has(statements, (it) => principalHas(it, 'ID'))) return 'obs-bucket';
  if (version === '2012-10-17' && isAws(statements)) return 'aws';
  const policyShaped = member(document, 'Statement') !== undefined;
  if (!ours && !policyShaped) return 'none';
  switch (version) {
    case '1.0':
      return 'role-1.0';
    case '1.1':
      return 'custom-1.1';
    case '5.0':
      return has(statements, hasPrincipal) ? 'trust-5.0' : 'identity-5.0';
  }
  if (!ours) return 'none';
  if (has(statements, hasPrincipal)) return 'trust-5.0';
  if (has(statements, (it) => member(it, 'Sid') !== undefined || member(it, 'NotResource') !== undefined)) return 'identity-5.0';
  return 'custom-1.1';
}

function statementsOf(document: JsonObject): readonly JsonObject[] {
  const statement = member(document, 'Statement')?.value;
  if (statement?.type === 'object') return [statement];
  return statement?.type === 'array' ? statement.elements.filter((it) => it.type === 'object') : [];
}

function has(statements: readonly JsonObject[], test: (statement: JsonObject) => boolean): boolean {
  return statements.some(test);
}

function hasPrincipal(statement: JsonObject): boolean {
  return member(statement, 'Principal') !== undefined || member(statement, 'NotPrincipal') !== undefined;
}

function principalHas(statement: JsonObject, name: string): boolean {
  const principal = member(statement, 'Principal')?.value;
  return principal?.type === 'object' && member(principal, name) !== undefined;
}

function stringOf(document: JsonObject, name: string): string | undefined {
  const value = member(document, name)?.value;
  return value?.type === 'string' ? value.value : undefined;
}

/** Another cloud's policy: every action has two segments, as `s3:GetObject` (or is `*`). */
function isAws(statements: readonly JsonObject[]): boolean {
  const actions = statements.flatMap((it) => [...stringsOf(it, 'Action'), ...stringsOf(it, 'NotAction')]);
  return actions.length > 0 && actions.every((it) => it === '*' || it.split(':').length === 2);
}

function stringsOf(statement: JsonObject, name: string): string[] {
  const value = member(statement, name)?.value;
  if (value?.type === 'string') return [value.value];
  if (value?.type !== 'array') return [];
  return value.elements.flatMap((it) => (it.type === 'string' ? [it.value] : []));
}

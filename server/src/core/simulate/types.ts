import type { Catalog } from '../catalog/catalog.ts';
import type { PolicyDocument } from '../check.ts';
import type { Path } from '../json/json.ts';
import type { Message } from '../message.ts';
import type { Grade } from '../rules/rule.ts';
import type { Span } from '../text.ts';

/** What is decided. `Deny` is explicit, `ImplicitDeny` is "nothing says so" (reference 4.1). */
export type Decision = 'Allow' | 'Deny' | 'ImplicitDeny' | 'Unknown';

/** `null`: cannot be known. */
export type Truth = boolean | null;

/** ModelArts's own mode for IAM users without a grant (reference 4.4). */
export type AuthorizationMode = 'strict' | 'non-strict';

/** Where a policy is attached (interfaces.md, Scopes). A project is an IAM project name, compared exactly. */
export type Scope = 'all' | 'global' | { readonly projects: readonly string[] } | { readonly enterpriseProjects: readonly string[] };

/** Grants and denies, or only narrows: a service control policy, a session policy. */
export type PolicyRole = 'policy' | 'scp' | 'session';

/** A policy that takes part in a simulation. `attach` makes one of a document. */
export interface AttachedPolicy {
  /** What results call it: a file name, `TESTFILE#/policies/2`, the name of a system policy. */
  readonly name: string;
  /** Absent: nobody knows its statements (a system policy). */
  readonly document: PolicyDocument | undefined;
  /** Why there is no document, where it is not that the cloud does not publish it. */
  readonly hidden?: Message;
  /** The name of the system policy or role of which this is a copy: what `Depends` of a role calls it. */
  readonly systemName?: string;
  /** By the kind of the document when left out: an SCP and a session policy never grant. */
  readonly role?: PolicyRole;
  /** `all` when left out. */
  readonly scope?: Scope;
  /** How the caller comes by it: `group:developers`. */
  readonly via?: readonly string[];
  /** The roles that a role 1.0 names in Depends are attached in the same project, though they are not given. */
  readonly dependenciesAttached?: boolean;
  /** The first finding of severity error, if the document has one: IAM refuses such a policy. */
  readonly error?: { readonly message: Message; readonly path: Path; readonly grade: Grade };
}

export type PrincipalKind = 'IAM' | 'Service' | 'Identity_provider';

export interface RequestPrincipal {
  readonly kind: PrincipalKind;
  readonly value: string;
}

/** Condition keys that the request carries. A key that is not there is not sent. A list is a multi-valued key. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

export interface SimulationRequest {
  /** `modelarts:notebook:create`. */
  readonly action: string;
  /** Absent or empty: the request names no resource. */
  readonly resources?: readonly string[];
  readonly project?: string;
  readonly enterpriseProject?: string;
  readonly context?: RequestContext;
  /** For trust policies. */
  readonly principal?: RequestPrincipal;
  /** Who asks; `user` (an IAM user) when left out. */
  readonly caller?: 'user' | 'federated' | 'agency';
}

export interface SimulationOptions {
  /** Gives the level of services and the actions that know no enterprise projects. */
  readonly catalog: Catalog;
  /** `strict` when left out. */
  readonly authorization?: AuthorizationMode;
}

export type ReasonKind = 'statement' | 'none' | 'non-strict-default' | 'scp' | 'session' | 'role-dependency' | 'unknown';

/** The first thing that decides, in the order of interfaces.md, `simulate`. */
export interface Reason {
  readonly kind: ReasonKind;
  readonly policy?: string;
  /** The statement, where one decides. */
  readonly path?: Path;
  readonly span?: Span;
  /** The statement's number from 0, for "Statement 2". */
  readonly index?: number;
  readonly via?: readonly string[];
}

/** A place in a policy. */
export interface Place {
  readonly path: Path;
  readonly span: Span;
}

/** Whether a part of a statement matches, and the string that does (the first one, or the one that excludes). */
export interface PartTrace extends Partial<Place> {
  readonly matches: Truth;
  readonly why: Message;
}

export interface ResourceTrace extends PartTrace {
  /** One for each resource of a request that names several. */
  readonly each?: readonly (PartTrace & { readonly resource: string })[];
}

export interface ConditionTrace extends Place {
  /** As written, with prefix and suffix. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
  readonly holds: Truth;
  readonly why: Message;
  readonly grade: Grade;
}

/** Why one statement applies, or does not. */
export interface StatementTrace extends Place {
  readonly policy: string;
  readonly role: PolicyRole;
  /** From 0. */
  readonly index: number;
  /** Undefined where Effect is missing or another word. */
  readonly effect: 'Allow' | 'Deny' | undefined;
  readonly applies: Truth;
  /** The statement of `reason`. */
  readonly decides: boolean;
  /** Why the policy as a whole takes no part, or may not: its scope, its dependencies. Absent: it does. */
  readonly attachment?: PartTrace;
  /** Why the statement cannot be read. Its parts are then shown as far as they go. */
  readonly unreadable?: PartTrace;
  readonly principal?: PartTrace;
  readonly action: PartTrace;
  readonly resource: ResourceTrace;
  readonly conditions: readonly ConditionTrace[];
}

/** A part that cannot be known and could change the answer. */
export interface UnknownPart {
  readonly policy: string;
  readonly path: Path;
  readonly span?: Span;
  readonly why: Message;
}

export interface Note {
  readonly grade: Grade;
  readonly text: Message;
  /** The page that it rests on. */
  readonly source?: string;
}

export interface ResourceDecision {
  readonly resource: string;
  readonly decision: Decision;
  readonly reason: Reason;
}

export interface SimulationResult {
  readonly request: SimulationRequest;
  readonly authorization: AuthorizationMode;
  readonly decision: Decision;
  readonly reason: Reason;
  /** In the order of the policies as given, then of the text. */
  readonly statements: readonly StatementTrace[];
  /** One for each resource of a request that names several; else empty. */
  readonly resources: readonly ResourceDecision[];
  /** Keys, as a policy spells them first, that were not given and whose presence could change the decision. */
  readonly missingContext: readonly string[];
  /** Only where the decision is `Unknown`. */
  readonly unknowns: readonly UnknownPart[];
  /** Where the decision is `Unknown`: the answer if none of the unknown parts matters. Else null. */
  readonly otherwise: Decision | null;
  readonly notes: readonly Note[];
}

/** What `decide` answers: the decision and what decides, without the trace. */
export interface Verdict {
  readonly decision: Decision;
  readonly reason: Reason;
}

import { formatPath, type Path } from '../json/json.ts';
import { type Reader, toPlain } from '../message.ts';
import type { PartTrace, Reason, ResourceTrace, SimulationResult, StatementTrace } from './types.ts';

/** What `modelarts-policy simulate --format json` prints (interfaces.md); texts in the reader's language. */
export interface SimulateJson {
  readonly version: 1;
  readonly decision: SimulationResult['decision'];
  /** Who of an account asks, `user:ann`. */
  readonly principal?: string;
  readonly reason: ReasonJson;
  readonly authorization: SimulationResult['authorization'];
  readonly statements: readonly StatementJson[];
  readonly missingContext: readonly string[];
  readonly unknowns: readonly { readonly policy: string; readonly path: string; readonly why: string }[];
  readonly otherwise: SimulationResult['otherwise'];
  /** What ModelArts then does through its agency; empty without an account. */
  readonly agencySteps: readonly AgencyStepJson[];
  /** What the person of an account needs in their own policies for what goes through the agency; absent where nothing does. */
  readonly userSteps?: readonly UserStepJson[];
  /** Why nothing comes of it whatever IAM decides: a workspace, an agency that ended; absent where nothing stands in the way. */
  readonly refusals?: readonly string[];
  /** Whether ModelArts works for the person of an account, and through which agency. */
  readonly access?: { readonly usable: boolean | null; readonly agency: string | null; readonly path: string | null; readonly why: string };
  /** Whether the person may enter the workspace that was named. */
  readonly workspace?: { readonly name: string; readonly mayEnter: boolean | null; readonly enterpriseProject: string | null };
  readonly resources: readonly { readonly resource: string; readonly decision: SimulationResult['decision']; readonly reason: ReasonJson }[];
  readonly notes: readonly { readonly grade: string; readonly text: string; readonly source?: string }[];
}

/** One thing that ModelArts does through the agency (core/account/json.ts). */
export interface AgencyStepJson {
  readonly action: string;
  readonly decision: SimulationResult['decision'];
  readonly reason: ReasonJson;
  readonly why: string;
  /** No statement of the agency's policies allows it: the permission to add. */
  readonly missing: boolean;
  readonly agency: string;
  readonly purpose?: string;
  /** It is needed only where this is done. */
  readonly scenario?: string;
  readonly apis?: readonly string[];
  readonly allowedOn?: readonly string[];
  readonly missingContext?: readonly string[];
  readonly grade: string;
  readonly source?: string;
}

/** A permission of the person's own (core/account/json.ts). */
export type UserStepJson = Pick<AgencyStepJson, 'action' | 'decision' | 'reason' | 'why' | 'missing' | 'purpose' | 'grade' | 'source'>;

export interface ReasonJson {
  readonly kind: Reason['kind'];
  readonly policy?: string;
  readonly path?: string;
  readonly via?: readonly string[];
}

export interface StatementJson {
  readonly policy: string;
  readonly path: string;
  readonly role: StatementTrace['role'];
  readonly effect: 'Allow' | 'Deny' | null;
  readonly applies: boolean | null;
  /** Why the statement cannot be read, or its policy takes no part. */
  readonly why?: string;
  readonly principal?: PartJson;
  readonly action: PartJson;
  readonly resource: PartJson & { readonly each?: readonly (PartJson & { readonly resource: string })[] };
  readonly conditions: readonly { readonly path: string; readonly operator: string; readonly key: string; readonly holds: boolean | null; readonly why: string; readonly grade: string }[];
}

export interface PartJson {
  readonly matches: boolean | null;
  readonly path?: string;
  readonly why: string;
}

export function toSimulateJson(result: SimulationResult, reader: Reader): SimulateJson {
  return {
    version: 1,
    decision: result.decision,
    reason: toReasonJson(result.reason),
    authorization: result.authorization,
    statements: result.statements.map((it) => toStatementJson(it, reader)),
    missingContext: result.missingContext,
    unknowns: result.unknowns.map(({ policy, path, why }) => ({ policy, path: formatPath(path), why: toPlain(why, reader) })),
    otherwise: result.otherwise,
    agencySteps: [],
    resources: result.resources.map(({ resource, decision, reason }) => ({ resource, decision, reason: toReasonJson(reason) })),
    notes: result.notes.map(({ grade, text, source }) => ({ grade, text: toPlain(text, reader), ...(source ? { source } : {}) })),
  };
}

export function toReasonJson({ kind, policy, path, via }: Reason): ReasonJson {
  return { kind, ...(policy === undefined ? {} : { policy }), ...(path ? { path: formatPath(path) } : {}), ...(via ? { via } : {}) };
}

function toStatementJson(trace: StatementTrace, reader: Reader): StatementJson {
  const because = trace.unreadable ?? (trace.attachment?.matches === true ? undefined : trace.attachment);
  return {
    policy: trace.policy,
    path: formatPath(trace.path),
    role: trace.role,
    effect: trace.effect ?? null,
    applies: trace.applies,
    ...(because ? { why: toPlain(because.why, reader) } : {}),
    ...(trace.principal ? { principal: toPartJson(trace.principal, reader) } : {}),
    action: toPartJson(trace.action, reader),
    resource: toResourceJson(trace.resource, reader),
    conditions: trace.conditions.map(({ path, operator, key, holds, why, grade }) => ({ path: formatPath(path), operator, key, holds, why: toPlain(why, reader), grade })),
  };
}

function toPartJson({ matches, path, why }: PartTrace, reader: Reader): PartJson {
  return { matches, ...pathOf(path), why: toPlain(why, reader) };
}

function toResourceJson(trace: ResourceTrace, reader: Reader): StatementJson['resource'] {
  return { ...toPartJson(trace, reader), ...(trace.each ? { each: trace.each.map((it) => ({ ...toPartJson(it, reader), resource: it.resource })) } : {}) };
}

function pathOf(path: Path | undefined): { path?: string } {
  return path ? { path: formatPath(path) } : {};
}

import { scopeOf } from './attachment.ts';
import type { Facts } from './facts.ts';
import type { Prepared, PreparedPolicy, PreparedStatement } from './prepare.ts';
import { and, or } from './truth.ts';
import type { AuthorizationMode, Decision, Reason, ReasonKind, Truth, Verdict } from './types.ts';

/** What the decision asks about statements. `simulate` answers from its trace, `decide` works it out. */
export interface Answers {
  /** Whether the policy takes part. */
  attached(policy: PreparedPolicy): Truth;
  /** Whether the statement applies, its policy's attachment apart. */
  applies(statement: PreparedStatement): Truth;
}

export interface Conclusion extends Verdict {
  /** Every answer that the unknown parts leave open; one where the decision is known. */
  readonly possible: readonly Exclude<Decision, 'Unknown'>[];
  /** The Allow, the session and the SCP layer: whether they let the request through. */
  readonly layers: Readonly<Record<Layer, Truth>>;
}

type Layer = 'policy' | 'session' | 'scp';

/**
 * The one decision, for one resource (interfaces.md, `simulate`; reference 4.1 and 4.3): a Deny that applies
 * wins; else an Allow is needed from the policies, from the session policies if there are any, and from the
 * SCPs if one of them has an Allow.
 */
export function conclude(prepared: Prepared, facts: Facts, authorization: AuthorizationMode, answers: Answers): Conclusion {
  const deny = findDeny(prepared, answers);
  if (deny.statement) return { decision: 'Deny', reason: statementReason(denyReasons[deny.statement.policy.role], deny.statement), possible: ['Deny'], layers: noLayers };
  const policy = layer(prepared.byRole.policy, answers);
  const byDefault = policy.truth !== true && authorization === 'non-strict' && isDefaultAllowed(facts);
  const session = prepared.byRole.session.length > 0 ? layer(prepared.byRole.session, answers) : through;
  const scp = scpLayer(prepared, answers);
  const layers = { policy: byDefault ? true : policy.truth, session: session.truth, scp: scp.truth };
  const allow = and(layers.policy, and(layers.session, layers.scp));
  const possible: Exclude<Decision, 'Unknown'>[] = [];
  if (deny.possible) possible.push('Deny');
  if (allow !== false) possible.push('Allow');
  if (allow !== true) possible.push('ImplicitDeny');
  const [decision = 'ImplicitDeny'] = possible;
  if (possible.length > 1) return { decision: 'Unknown', reason: { kind: 'unknown' }, possible, layers };
  const reason = decision === 'Allow' ? allowReason(byDefault, policy.statement) : lackReason(prepared, facts, layers, answers);
  return { decision, reason, possible, layers };
}

/** One answer over several resources: allowed when every one is, denied when any is (interfaces.md). */
export function combine(conclusions: readonly Conclusion[]): Conclusion {
  const [first, ...rest] = conclusions;
  if (!first || rest.length === 0) return first ?? { decision: 'ImplicitDeny', reason: { kind: 'none' }, possible: ['ImplicitDeny'], layers: noLayers };
  const denied = conclusions.find((it) => it.decision === 'Deny');
  if (denied) return denied;
  const possible = rest.reduce<readonly Exclude<Decision, 'Unknown'>[]>((all, it) => [...new Set(all.flatMap((a) => it.possible.map((b) => worse(a, b))))], first.possible);
  const [decision] = possible;
  if (possible.length > 1 || !decision) return { decision: 'Unknown', reason: { kind: 'unknown' }, possible, layers: first.layers };
  const deciding = conclusions.find((it) => it.decision === decision) ?? first;
  return { ...deciding, decision, possible };
}

/** Without a grant, IAM users may use ModelArts in the non-strict mode (reference 4.4). */
export function isDefaultAllowed({ service, request }: Facts): boolean {
  return service === 'modelarts' && (request.caller ?? 'user') === 'user' && request.principal === undefined;
}

export function statementReason(kind: ReasonKind, { policy, source }: PreparedStatement): Reason {
  const { name, via } = policy.attached;
  return { kind, policy: name, path: source.path, span: source.node.span, index: source.index, ...(via ? { via } : {}) };
}

interface LayerOutcome {
  readonly truth: Truth;
  /** The first Allow that applies for certain. */
  readonly statement?: PreparedStatement;
}

const denyReasons = { policy: 'statement', session: 'session', scp: 'scp' } as const;
const denyOrder = ['policy', 'session', 'scp'] as const;
const through: LayerOutcome = { truth: true };
const noLayers = { policy: null, session: null, scp: null };

/** The first Deny that applies for certain, in the order of roles, else whether one may. */
function findDeny(prepared: Prepared, answers: Answers): { statement?: PreparedStatement; possible: boolean } {
  let possible = false;
  for (const role of denyOrder) {
    for (const policy of prepared.byRole[role]) {
      const attached = answers.attached(policy);
      if (attached === false) continue;
      if (policy.hidden) possible = true;
      for (const statement of policy.statements) {
        if (statement.effect === 'Allow') continue;
        const applies = and(attached, answers.applies(statement));
        if (applies === true) return { statement, possible: true };
        if (applies === null) possible = true;
      }
    }
  }
  return { possible };
}

/** Whether some Allow of these policies applies. */
function layer(policies: readonly PreparedPolicy[], answers: Answers): LayerOutcome {
  let truth: Truth = false;
  for (const policy of policies) {
    const attached = answers.attached(policy);
    if (attached === false) continue;
    if (policy.hidden) truth = null;
    for (const statement of policy.statements) {
      if (statement.effect === 'Deny') continue;
      const applies = and(attached, answers.applies(statement));
      if (applies === true) return { truth: true, statement };
      truth = or(truth, applies);
    }
  }
  return { truth };
}

/** Without an Allow of their own SCPs only take away: the full access of the default is assumed (inferred). */
function scpLayer(prepared: Prepared, answers: Answers): LayerOutcome {
  if (prepared.scpLimits) return layer(prepared.byRole.scp, answers);
  // A hidden SCP, or a statement whose Effect cannot be read, may be the one that limits.
  const open = prepared.byRole.scp.some((policy) => answers.attached(policy) !== false && (policy.hidden !== undefined || policy.statements.some(({ effect }) => effect === undefined)));
  return { truth: open ? null : true };
}

function allowReason(byDefault: boolean, statement: PreparedStatement | undefined): Reason {
  if (byDefault || !statement) return { kind: 'non-strict-default' };
  return statementReason('statement', statement);
}

function lackReason(prepared: Prepared, facts: Facts, layers: Conclusion['layers'], answers: Answers): Reason {
  if (layers.policy === false) {
    const roles = prepared.byRole.policy.filter((it) => it.missingDependencies.length > 0 && scopeOf(it, facts).matches === true);
    const statement = roles.flatMap((it) => it.statements).find((it) => it.effect === 'Allow' && answers.applies(it) === true);
    return statement ? statementReason('role-dependency', statement) : { kind: 'none' };
  }
  if (layers.session === false) return { kind: 'session', ...onlyName(prepared.byRole.session) };
  if (layers.scp === false) return { kind: 'scp', ...onlyName(prepared.byRole.scp) };
  return { kind: 'none' };
}

/** The policy that lacks an Allow can be named where there is one. */
function onlyName(policies: readonly PreparedPolicy[]): { policy?: string } {
  const [only] = policies;
  return only && policies.length === 1 ? { policy: only.attached.name } : {};
}

function worse(a: Exclude<Decision, 'Unknown'>, b: Exclude<Decision, 'Unknown'>): Exclude<Decision, 'Unknown'> {
  if (a === 'Deny' || b === 'Deny') return 'Deny';
  return a === 'Allow' ? b : a;
}

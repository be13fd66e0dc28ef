import { actionsMatching, type Catalog } from '../catalog/catalog.ts';
import { type Message, msg } from '../message.ts';
import { resourceStrings } from '../policy/policy.ts';
import { scopeOf } from '../simulate/attachment.ts';
import { decide } from '../simulate/decide.ts';
import { describeReason } from '../simulate/describe-reason.ts';
import { readRequest } from '../simulate/facts.ts';
import { readAction } from '../simulate/match-action.ts';
import { findAction, prepare, type Prepared } from '../simulate/prepare.ts';
import { simulatePrepared } from '../simulate/simulate.ts';
import type { AttachedPolicy, Decision, Reason, SimulationOptions, SimulationRequest, Verdict } from '../simulate/types.ts';
import type { Access } from './access.ts';
import type { Account } from './account.ts';
import { documentedSteps, type DocumentedStep } from './agency-facts.ts';
import { notDescribed, requestAs, type ResolvedPerson, resolveHolder } from './person.ts';
import type { AccountPolicies } from './policies.ts';

/** One thing that ModelArts does through the agency, and whether the agency may. */
export interface AgencyStep extends DocumentedStep {
  readonly decision: Decision;
  readonly reason: Reason;
  /** What decides, as half a sentence. */
  readonly why: Message;
  /** Resource strings of the agency's policies on which alone it is allowed; the decision is then Unknown. */
  readonly allowedOn: readonly string[];
  /** Condition keys that the call may carry and that matter. */
  readonly missingContext: readonly string[];
}

/** The second half of a request: what follows through the agency. */
export interface AgencyPart {
  readonly agency: string;
  readonly steps: readonly AgencyStep[];
  /** What the agency holds; where the account does not say, with unknown statements. */
  readonly policies: readonly AttachedPolicy[];
}

/**
 * What ModelArts does through an agency for a request, each step decided by what the agency holds.
 *
 * @param further boundaries beside those of the account: SCPs bind the agency, too; a session policy is the caller's own
 */
export function agencyPart(account: Account, access: Access, request: SimulationRequest, policies: AccountPolicies, options: SimulationOptions, further: readonly AttachedPolicy[] = []): AgencyPart | undefined {
  const { agency } = access;
  if (agency === undefined || readAction(request.action).segments?.[0] !== 'modelarts') return undefined;
  const holder = access.holder && resolveHolder(account, access.holder, policies);
  const boundaries = further.filter((it) => it.role === 'scp');
  const held = [...(holder?.policies ?? []).filter((it) => it.name !== holder?.id), ...notWritten(access), ...boundaries];
  const prepared = prepare(held);
  const as: Pick<ResolvedPerson, 'caller' | 'context'> = holder ?? { caller: 'agency', context: {} };
  const ended = access.usable === false ? access.why : undefined;
  const steps = documentedSteps(options.catalog, request.action).map((it) => toStep(it, prepared, as, request, options, ended)).sort((a, b) => rank(a) - rank(b));
  return { agency, steps, policies: held };
}

/** What is documented comes before what is inferred, and that before what only some scenarios need. */
function rank({ grade, scenario }: AgencyStep): number {
  return (scenario ? 2 : 0) + (grade === 'documented' ? 0 : 1);
}

/** An agency whose policies are not written may hold anything. */
function notWritten({ agency = '', holder, authorization }: Access): AttachedPolicy[] {
  if (holder?.policiesGiven) return [];
  const why = authorization?.permissions === 'common-user' ? msg('which permissions "Common User" gives is not published') : undefined;
  return [notDescribed({ kind: 'agency', name: agency }, why)];
}

function toStep(step: DocumentedStep, prepared: Prepared, as: Pick<ResolvedPerson, 'caller' | 'context'>, request: SimulationRequest, options: SimulationOptions, ended: Message | undefined): AgencyStep {
  const none = { allowedOn: [], missingContext: [] };
  if (ended) return { ...step, ...none, decision: 'ImplicitDeny', reason: { kind: 'none' }, why: ended };
  const ask = (action: string, resource?: string): SimulationRequest =>
    requestAs(as, {
      action,
      ...(resource === undefined ? {} : { resources: [resource] }),
      ...(request.project === undefined ? {} : { project: request.project }),
      ...(request.enterpriseProject === undefined ? {} : { enterpriseProject: request.enterpriseProject }),
    });
  const names = namedActions(options.catalog, step.action);
  if (names.length !== 1 || !names[0]) return { ...step, ...none, ...overPattern(names, prepared, ask, options) };
  return { ...step, ...onAnyResource(names[0], prepared, ask, options) };
}

/** The actions that a published name means: itself, or every known one that a pattern names. */
function namedActions(catalog: Catalog, name: string): readonly string[] {
  const written = name.replaceAll('.', ':');
  if (!written.includes('*')) return [written];
  return [...new Set([...actionsMatching(catalog, written, '1.1'), ...actionsMatching(catalog, written, '5.0')].map((it) => it.name))];
}

function overPattern(names: readonly string[], prepared: Prepared, ask: Ask, options: SimulationOptions): Pick<AgencyStep, 'decision' | 'reason' | 'why'> {
  const answers = names.map((it) => decide(prepared, ask(it), options));
  const [first] = answers;
  if (first && answers.every((it) => it.decision === first.decision)) return { ...first, why: outOfScope(names[0] ?? '', first, prepared, ask, options) ?? describeReason(first) };
  const allowed = answers.filter((it) => it.decision === 'Allow').length;
  return { decision: 'Unknown', reason: { kind: 'unknown' }, why: msg('the source names a pattern; {0} of its {1} known actions are allowed', allowed, names.length) };
}

type Ask = (action: string, resource?: string) => SimulationRequest;

/**
 * Nobody says on which bucket or repository ModelArts works, so an answer counts only where it is the same for all
 * resources that the agency's policies tell apart.
 */
function onAnyResource(action: string, prepared: Prepared, ask: Ask, options: SimulationOptions): Pick<AgencyStep, 'decision' | 'reason' | 'why' | 'allowedOn' | 'missingContext'> {
  const [service = '', type = ''] = action.split(':');
  const unnamed = simulatePrepared(prepared, ask(action), options);
  const { missingContext } = unnamed;
  const told = resourcesIn(prepared, action);
  if (told.length === 0 || unnamed.decision === 'Deny') return { decision: unnamed.decision, reason: unnamed.reason, why: outOfScope(action, unnamed, prepared, ask, options) ?? whyOf(unnamed, unnamed.unknowns[0]?.why), allowedOn: [], missingContext };
  const whole = decide(prepared, ask(action, `${service}:*:*:${type}:*`), options);
  const base: Verdict = unnamed.decision === 'Allow' ? unnamed : whole;
  const answers = told.map((resource) => ({ resource, ...decide(prepared, ask(action, resource), options) }));
  const same = answers.every((it) => it.decision === base.decision || (base.decision === 'ImplicitDeny' && it.decision === 'Deny'));
  if (same) return { decision: base.decision, reason: base.reason, why: outOfScope(action, base, prepared, ask, options) ?? describeReason(base), allowedOn: [], missingContext };
  const allowedOn = answers.filter((it) => it.decision === 'Allow').map((it) => it.resource);
  const denied = answers.filter((it) => it.decision === 'Deny').map((it) => it.resource);
  const why = base.decision === 'Allow' ? msg('it depends on the resource: denied on {0}', denied.join(', ')) : msg('it depends on the resource: allowed on {0}', allowedOn.join(', '));
  return { decision: 'Unknown', reason: { kind: 'unknown' }, why, allowedOn, missingContext };
}

/** A grant is there, and attached for something else than what is asked for: that is what to tell, not that none is. */
function outOfScope(action: string, { decision, reason }: Verdict, prepared: Prepared, ask: Ask, options: SimulationOptions): Message | undefined {
  if (decision !== 'ImplicitDeny' || reason.kind !== 'none') return undefined;
  const facts = readRequest(ask(action), options.catalog);
  const elsewhere = prepared.byRole.policy.find((it) => scopeOf(it, facts).matches === false && it.statements.some((one) => one.effect === 'Allow' && (findAction(one.actions, facts.action) >= 0) !== one.actions.negated));
  return elsewhere && msg('{0} allows it, but {1}', elsewhere.attached.name, scopeOf(elsewhere, facts).why);
}

function whyOf(verdict: Verdict, unknown: Message | undefined): Message {
  return verdict.decision === 'Unknown' && unknown ? unknown : describeReason(verdict);
}

/** Resource strings that tell resources of an action apart, other than `*`; the first twenty. */
function resourcesIn({ policies }: Prepared, action: string): readonly string[] {
  const read = readAction(action);
  const [service = '', type = ''] = read.segments ?? [];
  // An action on a bucket is never asked of an object (reference 4.2).
  const otherType = (of: string): boolean => service === 'obs' && of !== '*' && of.toLowerCase() !== type;
  const statements = policies.flatMap((it) => it.statements).filter(({ actions }) => (findAction(actions, read) >= 0) !== actions.negated);
  const strings = statements.flatMap(({ source }) => resourceStrings(source).filter(({ segments }) => !otherType(segments[3]?.value ?? '*')).map((it) => it.value));
  return [...new Set(strings)].filter((it) => it !== '*').slice(0, 20);
}

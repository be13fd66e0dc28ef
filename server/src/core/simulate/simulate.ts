import type { Message } from '../message.ts';
import { combine, type Conclusion, conclude } from './conclude.ts';
import { type Facts, readRequest } from './facts.ts';
import { missingKeys } from './missing.ts';
import { notesOf } from './notes.ts';
import { answersFrom, type Parts, partsApply, withoutUnknown, workOut, type Worked } from './parts.ts';
import { type Prepared, prepare } from './prepare.ts';
import { traceOf } from './trace.ts';
import { and } from './truth.ts';
import type { AttachedPolicy, AuthorizationMode, Decision, SimulationOptions, SimulationRequest, SimulationResult, UnknownPart } from './types.ts';

/**
 * Whether these policies allow the request, what decides, and why every statement does or does not apply
 * (interfaces.md, `simulate`). Never throws; pure. Ask `requestProblem` first whether the request makes sense.
 */
export function simulate(policies: readonly AttachedPolicy[], request: SimulationRequest, options: SimulationOptions): SimulationResult {
  return simulatePrepared(prepare(policies), request, options);
}

/** The same for policies that are prepared already. */
export function simulatePrepared(prepared: Prepared, request: SimulationRequest, options: SimulationOptions): SimulationResult {
  const facts = readRequest(request, options.catalog);
  const { authorization = 'strict' } = options;
  const worked = workOut(prepared, facts);
  const conclusions = facts.resources.map((_, index) => conclude(prepared, facts, authorization, answersFrom(worked, index)));
  const { decision, reason } = combine(conclusions);
  return {
    request,
    authorization,
    decision,
    reason,
    statements: [...worked.parts.values()].map((it) => traceOf(it, worked, facts, reason)),
    resources: facts.resources.length > 1 ? facts.resources.flatMap((it, index) => resourceDecision(it?.text, conclusions[index])) : [],
    missingContext: missingKeys(prepared, facts, worked, authorization),
    unknowns: decision === 'Unknown' ? unknownParts(prepared, facts, worked, conclusions) : [],
    otherwise: decision === 'Unknown' ? otherwise(prepared, facts, worked, authorization) : null,
    notes: notesOf(prepared, facts, worked, authorization),
  };
}

function resourceDecision(resource: string | undefined, conclusion: Conclusion | undefined): SimulationResult['resources'] {
  return resource !== undefined && conclusion ? [{ resource, decision: conclusion.decision, reason: conclusion.reason }] : [];
}

function otherwise(prepared: Prepared, facts: Facts, worked: Worked, authorization: AuthorizationMode): Decision {
  const conclusions = facts.resources.map((_, index) => {
    const known = withoutUnknown(prepared, answersFrom(worked, index));
    return conclude(known.prepared, facts, authorization, known.answers);
  });
  return combine(conclusions).decision;
}

/** The parts that cannot be known and could change the answer: of a Deny always, of an Allow where none is certain. */
function unknownParts(prepared: Prepared, facts: Facts, worked: Worked, conclusions: readonly Conclusion[]): readonly UnknownPart[] {
  const found = new Map<string, UnknownPart>();
  const add = (policy: string, path: UnknownPart['path'], why: Message, span?: UnknownPart['span']): void => {
    const key = JSON.stringify([policy, path]);
    if (!found.has(key)) found.set(key, { policy, path, why, ...(span ? { span } : {}) });
  };
  for (const policy of prepared.policies) {
    const attachment = worked.attachments.get(policy.attached);
    if (!attachment || attachment.matches === false) continue;
    const { name } = policy.attached;
    const root = policy.attached.document?.policy?.path ?? [];
    if (policy.hidden) add(name, [], policy.hidden);
    for (const statement of policy.statements) {
      const parts = worked.parts.get(statement);
      if (!parts || !couldMatter(parts, attachment.matches, conclusions)) continue;
      if (attachment.matches === null) add(name, root, attachment.why);
      for (const part of openParts(parts, facts)) add(name, part.path, part.why, part.span);
    }
  }
  return [...found.values()];
}

function couldMatter(parts: Parts, attached: boolean | null, conclusions: readonly Conclusion[]): boolean {
  const { effect, policy } = parts.statement;
  return conclusions.some(({ possible, layers }, index) => possible.length > 1 && and(attached, partsApply(parts, index)) === null && (effect !== 'Allow' || layers[policy.role] === null));
}

function openParts(parts: Parts, facts: Facts): Omit<UnknownPart, 'policy'>[] {
  const { source } = parts.statement;
  if (source.unreadable) return [source.unreadable];
  const trace = traceOf(parts, undefined, facts, undefined);
  const at = { path: source.path, span: source.node.span };
  return [
    ...(trace.principal?.matches === null ? [{ ...at, ...trace.principal }] : []),
    ...(trace.resource.matches === null ? [{ ...at, ...trace.resource }] : []),
    ...trace.conditions.filter((it) => it.holds === null),
  ].map(({ path, span, why }) => ({ path, span, why }));
}


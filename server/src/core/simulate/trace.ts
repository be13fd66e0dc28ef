import { msg } from '../message.ts';
import { describeAction, describeCondition, describePrincipal, describeResource } from './describe.ts';
import type { ConditionOutcome, PreparedCondition } from './condition.ts';
import type { Facts } from './facts.ts';
import { type Parts, partsApply, type Worked } from './parts.ts';
import { and, every, some } from './truth.ts';
import type { ConditionTrace, PartTrace, Reason, ResourceTrace, StatementTrace, Truth } from './types.ts';

/** The parts of a statement in words. Over several resources a Deny needs one that matches, an Allow all of them. */
export function traceOf(parts: Parts, worked: Worked | undefined, facts: Facts, reason: Reason | undefined): StatementTrace {
  const { statement } = parts;
  const { policy, source, effect } = statement;
  const attachment = worked?.attachments.get(policy.attached);
  const own = overResources(parts, facts, (index) => partsApply(parts, index));
  const trace = {
    policy: policy.attached.name,
    role: policy.role,
    index: source.index,
    path: source.path,
    span: source.node.span,
    effect,
    applies: own,
    decides: reason?.policy === policy.attached.name && reason.span === source.node.span,
    action: actionTrace(parts),
    resource: resourceTrace(parts, facts),
    conditions: conditionTraces(parts, facts),
  };
  const limited = (policy.attached.scope ?? 'all') !== 'all';
  // Most statements have none of the parts that are named only where they say something.
  if (!source.unreadable && !source.principal && (!attachment || (attachment.matches === true && !limited))) return trace;
  return {
    ...trace,
    applies: and(attachment ? attachment.matches : true, own),
    ...(attachment && (limited || attachment.matches === false) ? { attachment } : {}),
    ...(source.unreadable ? { unreadable: { matches: null, ...source.unreadable } } : {}),
    ...(source.principal ? { principal: principalTrace(parts, facts) } : {}),
  };
}

function overResources({ statement }: Parts, facts: Facts, of: (index: number) => Truth): Truth {
  if (facts.resources.length === 1) return of(0);
  const indices = facts.resources.map((_, index) => index);
  return statement.effect === 'Deny' ? some(indices, of) : every(indices, of);
}

function principalTrace({ statement, principal }: Parts, facts: Facts): PartTrace {
  const { source } = statement;
  const member = source.principal;
  return { matches: principal, why: describePrincipal(statement, principal, facts.principal !== undefined), ...(member ? { path: member.path, span: member.member.key.span } : {}) };
}

function actionTrace({ statement, action }: Parts): PartTrace {
  return (statement.actionTraces[action.index + 1] ??= newActionTrace(statement, action));
}

function newActionTrace(statement: Parts['statement'], action: Parts['action']): PartTrace {
  const string = statement.actions.list?.strings[action.index];
  return { matches: action.matches, why: describeAction(statement, action), ...(string ? { path: string.path, span: string.node.span } : {}) };
}

const unlimited: ResourceTrace = { matches: true, why: msg('not limited to resources') };

function resourceTrace(parts: Parts, facts: Facts): ResourceTrace {
  if (!parts.statement.resources && facts.resources.length === 1) return unlimited;
  const traces = facts.resources.map((_, index) => oneResource(parts, facts, index));
  const [first] = traces;
  if (first && traces.length === 1) return first;
  const matches = overResources(parts, facts, (index) => traces[index]?.matches ?? null);
  const deciding = traces.find((it) => it.matches === matches) ?? first ?? { matches: null, why: msg('no resource of it matches') };
  return { ...deciding, matches, each: traces.map((it, index) => ({ ...it, resource: facts.resources[index]?.text ?? '' })) };
}

function oneResource({ statement, resources }: Parts, facts: Facts, index: number): PartTrace {
  const outcome = resources[index] ?? { matches: null, index: -1 };
  const string = statement.resources?.strings[outcome.index]?.source;
  return { matches: outcome.matches, why: describeResource(statement, outcome, facts.resources[index] !== undefined), ...(string ? { path: string.path, span: string.node.span } : {}) };
}

function conditionTraces({ statement, conditions }: Parts, facts: Facts): readonly ConditionTrace[] {
  if (statement.conditions.length === 0) return noConditions;
  return statement.conditions.flatMap((condition, index) => {
    const outcome = conditions[index];
    return outcome ? [conditionTrace(condition, outcome, facts)] : [];
  });
}

const noConditions: readonly ConditionTrace[] = [];

function conditionTrace(condition: PreparedCondition, outcome: ConditionOutcome, facts: Facts): ConditionTrace {
  const known = condition.known.get(facts.context.get(condition.key)?.[0] ?? '');
  if (known?.outcome !== outcome) return newConditionTrace(condition, outcome, facts);
  return (known.trace ??= newConditionTrace(condition, outcome, facts));
}

function newConditionTrace(condition: PreparedCondition, outcome: ConditionOutcome, { context }: Facts): ConditionTrace {
  const { operator, source, listed } = condition;
  return { operator: operator.written, key: source.name, values: listed, path: source.path, span: source.member.span, holds: outcome.holds, why: describeCondition(condition, outcome, context), grade: outcome.grade };
}

import { attachmentOf } from '../simulate/attachment.ts';
import { combine, conclude } from '../simulate/conclude.ts';
import { evaluateCondition, type PreparedCondition } from '../simulate/condition.ts';
import { decide } from '../simulate/decide.ts';
import { type Facts, readRequest } from '../simulate/facts.ts';
import type { RequestResource } from '../simulate/match-resource.ts';
import { narrowed } from '../simulate/narrow.ts';
import type { Prepared, PreparedStatement } from '../simulate/prepare.ts';
import { actionOf, principalOf, resourceOf } from '../simulate/statement.ts';
import { and } from '../simulate/truth.ts';
import type { SimulationOptions, SimulationRequest, Truth, Verdict } from '../simulate/types.ts';

/**
 * What is decided when only part of a request is known: keys that its context does not have may or may not have been
 * sent, and a resource that it does not name may have been any. `depends` where that makes a difference.
 */
export type PartlyVerdict = { readonly depends: false; readonly verdict: Verdict } | { readonly depends: true };

/** Decides a request of which not everything is known. Pure. */
export function decidePartly(prepared: Prepared, request: SimulationRequest, options: SimulationOptions): PartlyVerdict {
  const facts = readRequest(request, options.catalog);
  const { authorization = 'strict' } = options;
  const speaking = narrowed(prepared, facts.action);
  const conclusions = facts.resources.map((resource) => conclude(speaking, facts, authorization, { attached: (policy) => attachmentOf(policy, facts).matches, applies: (statement) => mayApply(statement, facts, resource) }));
  const { possible, decision, reason } = combine(conclusions);
  if (possible.length === 1) return { depends: false, verdict: { decision, reason } };
  // What nobody knows about the policies is another matter than what nobody knows about the request.
  const verdict = decide(prepared, request, options);
  return verdict.decision === 'Unknown' ? { depends: false, verdict } : { depends: true };
}

function mayApply(statement: PreparedStatement, facts: Facts, resource: RequestResource | undefined): Truth {
  if (statement.source.unreadable) return null;
  let result = and(actionOf(statement, facts).matches, principalOf(statement, facts));
  if (result === false) return false;
  result = and(result, resource ? knownResource(statement, facts, resource) : anyResource(statement));
  for (const condition of statement.conditions) {
    if (result === false) return false;
    result = and(result, mayHold(condition, facts));
  }
  return result;
}

/** A string with a variable whose key is not known may match. */
function knownResource(statement: PreparedStatement, facts: Facts, resource: RequestResource): Truth {
  const { matches, index } = resourceOf(statement, facts, resource);
  const strings = statement.resources?.strings ?? [];
  const settled = strings[index]?.pattern;
  if (settled && (settled.kind !== 'segments' || settled.variables.length === 0)) return matches;
  return strings.some(({ pattern }) => pattern.kind === 'segments' && pattern.variables.some((it) => !facts.context.has(it.key))) ? null : matches;
}

/** Every resource matches (true), none does (false), or some do. */
function anyResource({ resources }: PreparedStatement): Truth {
  if (!resources) return true;
  const { negated, strings } = resources;
  if (strings.some(({ pattern }) => pattern.kind === 'everything')) return !negated;
  return strings.every(({ pattern }) => pattern.kind === 'nothing') ? negated : null;
}

function mayHold(condition: PreparedCondition, { context }: Facts): Truth {
  if (!context.has(condition.key) || condition.variables.some((it) => !context.has(it.key))) return null;
  return evaluateCondition(condition, context).holds;
}

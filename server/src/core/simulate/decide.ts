import { attachmentOf } from './attachment.ts';
import { type Answers, combine, conclude } from './conclude.ts';
import { type Facts, readRequest } from './facts.ts';
import { narrowed } from './narrow.ts';
import type { Prepared } from './prepare.ts';
import { restApplies, statementApplies } from './statement.ts';
import type { SimulationOptions, SimulationRequest, Verdict } from './types.ts';

/**
 * The decision and what decides, for many requests over the same policies. The same as `simulate` without the
 * trace. Pure.
 */
export function decide(prepared: Prepared, request: SimulationRequest, options: SimulationOptions): Verdict {
  const facts = readRequest(request, options.catalog);
  const { authorization = 'strict' } = options;
  const speaking = narrowed(prepared, facts.action);
  const conclusions = facts.resources.map((resource) => conclude(speaking, facts, authorization, answersFor(facts, resource)));
  const { decision, reason } = combine(conclusions);
  return { decision, reason };
}

function answersFor(facts: Facts, resource: Facts['resources'][number]): Answers {
  return {
    attached: (policy) => attachmentOf(policy, facts).matches,
    // What is left names the action, or has no Action.
    applies: (statement) => (statement.actions.list ? restApplies(statement, facts, resource) : statementApplies(statement, facts, resource)),
  };
}

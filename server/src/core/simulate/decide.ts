import { attachmentOf } from './attachment.ts';
import { type Answers, combine, conclude } from './conclude.ts';
import { type Facts, readRequest } from './facts.ts';
import type { Prepared } from './prepare.ts';
import { statementApplies } from './statement.ts';
import type { SimulationOptions, SimulationRequest, Verdict } from './types.ts';

/**
 * The decision and what decides, for many requests over the same policies. The same as `simulate` without the
 * trace. Pure.
 */
export function decide(prepared: Prepared, request: SimulationRequest, options: SimulationOptions): Verdict {
  const facts = readRequest(request, options.catalog);
  const { authorization = 'strict' } = options;
  const conclusions = facts.resources.map((resource) => conclude(prepared, facts, authorization, answersFor(facts, resource)));
  const { decision, reason } = combine(conclusions);
  return { decision, reason };
}

function answersFor(facts: Facts, resource: Facts['resources'][number]): Answers {
  return {
    attached: (policy) => attachmentOf(policy, facts).matches,
    applies: (statement) => statementApplies(statement, facts, resource),
  };
}

import { evaluateCondition } from './condition.ts';
import type { Facts } from './facts.ts';
import { principalMatches } from './match-principal.ts';
import { type RequestResource, resourceMatches } from './match-resource.ts';
import { findAction, type PreparedStatement } from './prepare.ts';
import { and } from './truth.ts';
import type { Truth } from './types.ts';

/** Whether a part matches, and the position of the string that does or that excludes; -1 for none. */
export interface ListOutcome {
  readonly matches: Truth;
  readonly index: number;
}

/**
 * Whether the statement applies to the request with this resource, its policy's attachment apart. All parts
 * must match; one that cannot be read as a whole is null (interfaces.md, `simulate`).
 */
export function statementApplies(statement: PreparedStatement, facts: Facts, resource: RequestResource | undefined): Truth {
  const action = statement.source.unreadable ? null : actionOf(statement, facts).matches;
  return action === false ? false : and(action, restApplies(statement, facts, resource));
}

/** The same for a statement whose Action is known to match. */
export function restApplies(statement: PreparedStatement, facts: Facts, resource: RequestResource | undefined): Truth {
  if (statement.source.unreadable) return null;
  let result = principalOf(statement, facts);
  if (result === false) return false;
  result = and(result, resourceOf(statement, facts, resource).matches);
  for (const condition of statement.conditions) {
    if (result === false) return false;
    result = and(result, evaluateCondition(condition, facts.context).holds);
  }
  return result;
}

/** Action: some string names it. NotAction: none does. Without either nothing is known. */
export function actionOf({ actions }: PreparedStatement, { action }: Facts): ListOutcome {
  if (!actions.list) return unknown;
  const index = findAction(actions, action);
  if (index < 0) return actions.negated ? otherwiseNamed : unnamed;
  return { matches: !actions.negated, index };
}

/** Principal and NotPrincipal, which trust policies have; true where there is none. */
export function principalOf({ source }: PreparedStatement, { principal }: Facts): Truth {
  return source.principal ? principalMatches(source.principal, principal) : true;
}

/** Resource and NotResource; without either every resource, and none, matches. */
export function resourceOf({ resources }: PreparedStatement, { context }: Facts, resource: RequestResource | undefined): ListOutcome {
  if (!resources) return unlimited;
  let open: ListOutcome | undefined;
  for (let index = 0; index < resources.strings.length; index++) {
    const string = resources.strings[index];
    if (!string) continue;
    const holds = resourceMatches(string.pattern, resource, context);
    if (holds === true) return { matches: !resources.negated, index };
    if (holds === null) open ??= { matches: null, index };
  }
  return open ?? { matches: resources.negated, index: -1 };
}

const unknown: ListOutcome = { matches: null, index: -1 };
const unnamed: ListOutcome = { matches: false, index: -1 };
const otherwiseNamed: ListOutcome = { matches: true, index: -1 };
const unlimited: ListOutcome = { matches: true, index: -1 };

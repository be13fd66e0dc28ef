import { type Arg, type Message, msg } from '../message.ts';
import { describeReason } from '../simulate/describe-reason.ts';
import type { EffectiveState, Outcome } from './types.ts';

export interface OutcomeWords {
  /** One policy, which needs no name. */
  readonly single: boolean;
  /** An SCP or a session policy: it grants nothing. */
  readonly letsThrough: boolean;
}

/** What a state is called (experience.md, Words). */
export function stateWord(state: EffectiveState, letsThrough: boolean): Message {
  switch (state) {
    case 'allowed':
      return letsThrough ? msg('Let through') : msg('Allowed');
    case 'denied':
      return msg('Denied');
    case 'not-granted':
      return letsThrough ? msg('Not let through') : msg('Not granted');
    case 'depends':
      return msg('Depends on conditions');
    case 'unknown':
      return msg('Cannot be known');
  }
}

/** Why the state is what it is: "Statement 2 denies it." */
export function outcomeMessage(outcome: Omit<Outcome, 'message'>, words: OutcomeWords): Message {
  const { state, statements, reason, unknowns } = outcome;
  const [first] = statements;
  const number = (first?.index ?? 0) + 1;
  switch (state) {
    case 'allowed':
      if (words.letsThrough && first) return words.single ? msg('Statement {0} lets it through.', number) : msg('Statement {0} of {1} lets it through.', number, first.policy);
      if (words.letsThrough) return msg('No statement denies it.');
      if (reason.kind === 'non-strict-default') return msg('No statement speaks of it, and in non-strict mode ModelArts allows what is not denied.');
      if (statements.length > 1) return msg('Statements {0} allow it together.', numbers(outcome));
      return words.single || reason.kind !== 'statement' ? msg('Statement {0} allows it.', number) : msg('Allowed: {0}', describeReason({ decision: 'Allow', reason }));
    case 'denied':
      if (statements.length > 1) return msg('Statements {0} deny it together.', numbers(outcome));
      return words.single || reason.kind === 'unknown' ? msg('Statement {0} denies it.', number) : msg('Denied: {0}', describeReason({ decision: 'Deny', reason }));
    case 'not-granted':
      if (words.letsThrough) return msg('No statement lets it through.');
      return reason.kind === 'none' || reason.kind === 'unknown' ? msg('No statement allows it.') : msg('Not granted: {0}', describeReason({ decision: 'ImplicitDeny', reason }));
    case 'depends':
      return dependsMessage(outcome, words);
    case 'unknown': {
      const [unknown] = unknowns;
      if (!unknown) return msg('Parts that cannot be known could change the answer.');
      const index = statementIndex(unknown.path);
      return index !== undefined && words.single ? msg('Statement {0}: {1}', index + 1, unknown.why) : msg('{0}: {1}', unknown.policy, unknown.why);
    }
  }
}

function dependsMessage(outcome: Omit<Outcome, 'message'>, { letsThrough }: OutcomeWords): Message {
  const on = listOf([...outcome.keys, ...(outcome.resource ? [msg('the resource')] : []), ...(outcome.principal ? [msg('who asks')] : [])]);
  const { possible } = outcome;
  const [allow, deny, none] = [possible.includes('Allow'), possible.includes('Deny'), possible.includes('ImplicitDeny')];
  if (letsThrough) {
    if (allow && deny && none) return msg('Let through, denied or not let through, depending on {0}', on);
    if (allow && deny) return msg('Let through or denied, depending on {0}', on);
    return allow ? msg('Let through or not, depending on {0}', on) : msg('Denied or not let through, depending on {0}', on);
  }
  if (allow && deny && none) return msg('Allowed, denied or not granted, depending on {0}', on);
  if (allow && deny) return msg('Allowed or denied, depending on {0}', on);
  return allow ? msg('Allowed or not granted, depending on {0}', on) : msg('Denied or not granted, depending on {0}', on);
}

function numbers({ statements }: Omit<Outcome, 'message'>): Arg {
  return listOf(statements.map((it) => it.index + 1).sort((a, b) => a - b));
}

function listOf(items: readonly Arg[]): Arg {
  const [first = msg('the request'), ...rest] = items;
  return rest.reduce<Arg>((all, one) => msg('{0}, {1}', all, one), first);
}

/** The number after `Statement` in a path. */
function statementIndex(path: readonly (string | number)[]): number | undefined {
  const at = path.indexOf('Statement');
  const index = at < 0 ? undefined : path[at + 1];
  return typeof index === 'number' ? index : undefined;
}

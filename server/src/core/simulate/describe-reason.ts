import { type Message, msg } from '../message.ts';
import type { Decision, Reason } from './types.ts';

/** The decision as the interface calls it: Allowed, Denied, Not granted, Cannot be known (experience.md, Words). */
export function describeDecision(decision: Decision): Message {
  switch (decision) {
    case 'Allow':
      return msg('Allowed');
    case 'Deny':
      return msg('Denied');
    case 'ImplicitDeny':
      return msg('Not granted');
    case 'Unknown':
      return msg('Cannot be known');
  }
}

/** What decides, as half a sentence: "statement 1 of developer.policy.json allows it". Statements count from 1. */
export function describeReason({ decision, reason }: { readonly decision: Decision; readonly reason: Reason }): Message {
  const { kind, policy = '', index } = reason;
  const number = (index ?? 0) + 1;
  switch (kind) {
    case 'statement':
      return decision === 'Deny' ? msg('statement {0} of {1} denies it', number, policy) : msg('statement {0} of {1} allows it', number, policy);
    case 'scp':
      return index === undefined ? msg('no service control policy lets it through') : msg('statement {0} of the service control policy {1} denies it', number, policy);
    case 'session':
      return index === undefined ? msg('no session policy lets it through') : msg('statement {0} of the session policy {1} denies it', number, policy);
    case 'role-dependency':
      return msg('statement {0} of {1} would allow it, but roles that this one depends on are not attached', number, policy);
    case 'non-strict-default':
      return msg('the non-strict authorization mode of ModelArts allows it');
    case 'none':
      return msg('no statement allows it');
    case 'unknown':
      return msg('parts that cannot be known could change the answer');
  }
}

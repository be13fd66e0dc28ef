import type { PolicyDocument } from '../check.ts';
import { type Message, msg } from '../message.ts';
import type { Finding } from '../rules/rule.ts';
import { type Converted, makeReady } from './ready.ts';

/**
 * The policy as the JSON view of the console takes it: the policy itself without the `role` around it, in its
 * own order, and without white space, because its length is limited.
 */
export function copyForConsole(document: PolicyDocument, findings: readonly Finding[]): Converted {
  const ready = makeReady(document, findings);
  if ('problem' in ready) return ready;
  const notes: Message[] = [];
  if (ready.policy.role) notes.push(msg('The role object around it is left out: the console wants the policy alone.'));
  if (ready.policy.kind === 'trust-5.0') notes.push(msg('A trust policy belongs to a trust agency, not to the list of policies.'));
  if (ready.policy.kind === 'scp-5.0') notes.push(msg('A service control policy belongs to Organizations, not to IAM.'));
  return { text: ready.compact, notes };
}

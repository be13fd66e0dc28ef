import type { PolicyDocument } from '../check.ts';
import type { Kind, PolicyKind } from '../policy/kind.ts';
import type { Policy } from '../policy/policy.ts';
import { type Message, msg } from '../message.ts';
import type { Finding } from '../rules/rule.ts';
import { writePolicy } from './write.ts';

/** A converted text with what its reader should know, or why there is none. */
export type Converted = { readonly text: string; readonly notes: readonly Message[] } | { readonly problem: Message };

/** A policy that IAM would take, as far as we know, without white space. */
export type Ready = { readonly policy: Policy; readonly compact: string } | { readonly problem: Message };

/**
 * Makes sure that a policy can be handed to IAM: it is of a kind that people create, has no errors, and is
 * short enough. `findings` are those of `check`.
 */
export function makeReady({ json, kind, policy }: PolicyDocument, findings: readonly Finding[]): Ready {
  if (!policy) return { problem: whyNoPolicy(kind) };
  const errors = findings.filter((it) => it.severity === 'error' && !isAboutRole(policy, it));
  const [first] = errors;
  if (first) return { problem: errors.length === 1 ? msg('IAM would refuse this policy: {0}', first.message) : msg('IAM would refuse this policy. It has {0} errors, the first one is: {1}', errors.length, first.message) };
  if (json.problems.length > 0) return { problem: msg('This text is not valid JSON yet.') };
  const refused = whyNotCreated(policy.kind);
  if (refused) return { problem: refused };
  const compact = writePolicy(policy.text, policy.value);
  const { size, limit } = sizeOf(policy.kind, compact);
  if (size > limit) return { problem: msg('This policy has {0} characters without blanks between its parts. IAM takes {1}. Split it into several policies.', size, limit) };
  return { policy, compact };
}

/**
 * Characters of a compact policy as its limit counts them (policy-limits.json): 5.0 leaves out spaces, SCPs
 * count them; for 1.1 it is not stated, so all count.
 */
export function sizeOf(kind: PolicyKind, compact: string): { readonly size: number; readonly limit: number } {
  if (kind === 'scp-5.0') return { size: points(compact), limit: 5120 };
  return { size: points(kind === 'custom-1.1' ? compact : compact.replaceAll(' ', '')), limit: 6144 };
}

/** Of the `role` around a policy only the policy is handed on; what else is in it is left out or written anew. */
function isAboutRole({ role }: Policy, { path }: Finding): boolean {
  return role !== undefined && path[0] === 'role' && path[1] !== 'policy';
}

function points(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function whyNoPolicy(kind: Kind): Message {
  switch (kind) {
    case 'obs-bucket':
      return msg('This is an OBS bucket policy. It belongs to its bucket, not to IAM.');
    case 'smn-topic':
      return msg('This is an SMN topic policy. It belongs to its topic, not to IAM.');
    case 'aws':
      return msg('This is a policy of another cloud (AWS). Huawei Cloud does not take it.');
    default:
      return msg('This text holds no policy.');
  }
}

function whyNotCreated(kind: PolicyKind): Message | undefined {
  switch (kind) {
    case 'role-1.0':
      return msg('This is a system role (version 1.0). Only Huawei Cloud creates those.');
    case 'session-1.1':
    case 'session-5.0':
      return msg('A session policy is not stored. It goes along with the request for temporary credentials.');
    default:
      return undefined;
  }
}

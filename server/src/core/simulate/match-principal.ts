import type { Principal } from '../policy/policy.ts';
import { not, some } from './truth.ts';
import type { RequestPrincipal, Truth } from './types.ts';

export const principalKinds = ['IAM', 'Service', 'Identity_provider'] as const;

/**
 * Whether the caller is one that a trust policy names. A listed `*` is every caller of its kind (inferred); NotPrincipal
 * matches every other caller. Null without a caller, and where only a kind that the language does not have
 * could name it.
 */
export function principalMatches(principal: Principal, caller: RequestPrincipal | undefined): Truth {
  if (!caller) return null;
  const named = some(principal.entries, ({ kind, values }) => {
    if (!(principalKinds as readonly string[]).includes(kind)) return null;
    return kind === caller.kind && values.some((it) => it.value === '*' || it.value === caller.value);
  });
  return principal.negated ? not(named) : named;
}

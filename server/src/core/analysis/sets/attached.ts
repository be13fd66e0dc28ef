import type { AttachedPolicy } from '../../simulate/types.ts';
import type { PolicySet } from './types.ts';

/**
 * The policies of a simulation as a set: those of an access test, or all that somebody of an account has.
 *
 * @param name as findings and messages call the set: `developer.iamtest.json`, `user:ann`
 */
export function setOfAttached(name: string, policies: readonly AttachedPolicy[], authorization?: PolicySet['authorization']): PolicySet {
  const members = policies.map(({ name: file, document, scope, role, dependenciesAttached }) => ({ file, document, ...(scope ? { scope } : {}), ...(role ? { role } : {}), ...(dependenciesAttached ? { dependenciesAttached } : {}) }));
  return { name, members, ...(authorization ? { authorization } : {}) };
}

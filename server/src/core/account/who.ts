import type { Catalog } from '../catalog/catalog.ts';
import { effectivePermissions } from '../effective/effective.ts';
import type { Effective } from '../effective/types.ts';
import type { EntryFiles } from '../entry/attach.ts';
import { decide } from '../simulate/decide.ts';
import { prepare } from '../simulate/prepare.ts';
import type { AuthorizationMode, SimulationRequest, Verdict } from '../simulate/types.ts';
import type { Message } from '../message.ts';
import { type Access, accessOf, type AccessOptions, endOf } from './access.ts';
import { type Account, type Holder, personName, personsOf } from './account.ts';
import { requestAs, resolveHolder, type ResolvedPerson } from './person.ts';
import { type AccountPolicies, accountPolicies } from './policies.ts';

/** What one person of an account gets for a request. */
export interface PersonVerdict extends Verdict {
  readonly person: Holder;
  readonly id: string;
  /** Whether ModelArts works for them; absent for actions of other services. */
  readonly access: Access | undefined;
  /** That the agency is not valid any more. */
  readonly ended: Message | undefined;
}

export interface WhoOptions extends EntryFiles, Pick<AccessOptions, 'now'> {
  readonly authorization?: AuthorizationMode;
  readonly policies?: AccountPolicies;
}

/** Who can do this: every user, federated user and agency of an account, in the order of the file. */
export function whoCan(account: Account, request: SimulationRequest, options: WhoOptions): readonly PersonVerdict[] {
  const policies = options.policies ?? accountPolicies(account, options);
  const { project } = request;
  const where = { ...(project === undefined ? {} : { project }), ...(options.now === undefined ? {} : { now: options.now }) };
  return personsOf(account).map((person) => {
    const resolved = resolveHolder(account, person, policies);
    const verdict = decide(prepare(resolved.policies), requestAs(resolved, request), { catalog: options.catalog, authorization: options.authorization ?? resolved.authorization });
    return { ...verdict, person, id: personName(person), access: request.action.toLowerCase().startsWith('modelarts:') ? accessOf(account, person, where) : undefined, ended: person.kind === 'agency' ? endOf(person, options.now) : undefined };
  });
}

/**
 * What this person can do: every known action over all resources and contexts. Where a grant is for a project, the
 * project of the question decides; without one that stays unknown.
 */
export function whatCan({ policies, caller, authorization }: ResolvedPerson, catalog: Catalog, request: Pick<SimulationRequest, 'project' | 'enterpriseProject'> = {}): Effective {
  return effectivePermissions(policies, catalog, { authorization: caller === 'user' ? authorization : 'strict', request });
}

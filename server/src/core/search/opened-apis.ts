import type { ActionFact, Catalog } from '../catalog/catalog.ts';
import { attachAlone, type EffectiveOptions, effectivePermissions } from '../effective/effective.ts';
import { createJudge } from '../effective/outcome.ts';
import type { EffectiveState, Outcome } from '../effective/types.ts';
import type { PolicyDocument } from '../check.ts';
import { readRequest } from '../simulate/facts.ts';
import { prepare } from '../simulate/prepare.ts';

/** An API request that needs an action of the policy. */
export interface OpenedApi {
  /** `POST /v2/{project_id}/training-jobs`. */
  readonly api: string;
  readonly action: ActionFact;
  /** What becomes of the action under the policy. */
  readonly outcome: Outcome;
  /** What else the documentation says that the request needs, with what becomes of it here. */
  readonly also: readonly { readonly action: string; readonly state: EffectiveState }[];
}

/**
 * The API requests that the policy opens, at least under conditions: those of every known action that it allows.
 * What else a request needs is said with it, because a policy seldom has all of it (OBS lives in another one).
 */
export function openedApis(name: string, document: PolicyDocument, catalog: Catalog, options: EffectiveOptions = {}): readonly OpenedApi[] {
  const policies = attachAlone(name, document);
  const { services, letsThrough } = effectivePermissions(policies, catalog, options);
  // What a request needs beside its own action may be no name that this version of the language lists.
  const judge = createJudge(prepare(policies), catalog, options.authorization ?? 'strict', { single: true, letsThrough });
  const states = new Map<string, EffectiveState>();
  const stateOf = (action: string): EffectiveState => {
    let found = states.get(action);
    if (!found) states.set(action, (found = judge.outcome(readRequest({ action }, catalog)).state));
    return found;
  };
  const actions = services.flatMap((service) => service.types.flatMap((type) => type.actions));
  const opened = actions.filter(({ outcome }) => outcome.state === 'allowed' || outcome.state === 'depends');
  return opened.flatMap(({ fact, outcome }) =>
    fact.apis.map((api): OpenedApi => {
      const also = fact.apiDependsOn ? (fact.apiDependsOn[api] ?? []) : fact.dependsOn;
      return { api, action: fact, outcome, also: also.map((action) => ({ action, state: stateOf(action) })) };
    }),
  );
}

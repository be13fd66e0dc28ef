import type { Account } from '../account/account.ts';
import { findPerson, requestAs, type ResolvedPerson, resolveHolder, unknownPerson } from '../account/person.ts';
import { type AccountPolicies, accountPolicies } from '../account/policies.ts';
import type { NameVersion } from '../catalog/catalog.ts';
import type { EntryFiles } from '../entry/attach.ts';
import { type Message, msg } from '../message.ts';
import { decide } from '../simulate/decide.ts';
import { type Prepared, prepare } from '../simulate/prepare.ts';
import type { AttachedPolicy, Decision, SimulationOptions, SimulationRequest } from '../simulate/types.ts';
import { nameVersion } from '../structure/counts.ts';
import { decidePartly } from '../what-if/partly.ts';
import type { ReplayedRequest, ReplaySide } from './types.ts';

/** Policies that decide whoever asks. */
export function sideOfPolicies(policies: readonly AttachedPolicy[], options: SimulationOptions): ReplaySide {
  const prepared = prepare(policies);
  const versions = versionsOf(policies);
  return {
    versions,
    decide: (replayed) => (replayed.as === undefined || replayed.trace ? decideReplayed(prepared, versions, replayed, replayed.request, options) : msg('The request names who asks; give an account for it.')),
  };
}

/** An account: each request is decided for the one who asks. */
export function sideOfAccount(account: Account, files: EntryFiles, policies: AccountPolicies = accountPolicies(account, files)): ReplaySide {
  const persons = new Map<string, { readonly person: ResolvedPerson; readonly prepared: Prepared; readonly versions: ReadonlySet<NameVersion> } | undefined>();
  const find = (name: string) => {
    if (persons.has(name)) return persons.get(name);
    const holder = findPerson(account, name);
    const person = holder && resolveHolder(account, holder, policies);
    const found = person && { person, prepared: prepare(person.policies), versions: versionsOf(person.policies) };
    if (persons.size < mostPersons) persons.set(name, found);
    return found;
  };
  return {
    versions: new Set(),
    decide(replayed) {
      if (replayed.as === undefined) return msg('The request does not name who asks: "{0}" is missing.', 'as');
      const found = find(replayed.as);
      if (!found) return unknownPerson(account, replayed.as);
      return decideReplayed(found.prepared, found.versions, replayed, requestAs(found.person, replayed.request), { catalog: files.catalog, authorization: found.person.authorization });
    },
  };
}

/** Names that are remembered; a file may name very many that nobody knows. */
const mostPersons = 10_000;

/** A trace may stand for one of several names, and does not carry everything: only what is the same for all is known. */
function decideReplayed(prepared: Prepared, versions: ReadonlySet<NameVersion>, { trace }: ReplayedRequest, request: SimulationRequest, options: SimulationOptions): Decision | Message {
  if (!trace) return decide(prepared, request, options).decision;
  const names = new Set([...(versions.size > 0 ? versions : (['1.1', '5.0'] as const))].flatMap((it) => trace.actions[it]));
  let found: Decision | undefined;
  for (const action of names) {
    const partly = decidePartly(prepared, { ...request, action }, options);
    const decision = partly.depends ? 'Unknown' : partly.verdict.decision;
    if (found !== undefined && found !== decision) return 'Unknown';
    found = decision;
  }
  return found ?? msg('No action of this operation is known in the language of the policies.');
}

function versionsOf(policies: readonly AttachedPolicy[]): ReadonlySet<NameVersion> {
  return new Set(policies.flatMap(({ document }) => (document?.policy ? [nameVersion(document.policy.version)] : [])));
}

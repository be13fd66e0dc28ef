import type { Account } from '../account/account.ts';
import { findPerson, requestAs, type ResolvedPerson, resolveHolder, unknownPerson } from '../account/person.ts';
import { type AccountPolicies, accountPolicies } from '../account/policies.ts';
import type { NameVersion } from '../catalog/catalog.ts';
import type { EntryFiles } from '../entry/attach.ts';
import { type Message, msg } from '../message.ts';
import { decide } from '../simulate/decide.ts';
import { readAction } from '../simulate/match-action.ts';
import { findAction, type Prepared, prepare } from '../simulate/prepare.ts';
import type { AttachedPolicy, Decision, SimulationOptions, SimulationRequest } from '../simulate/types.ts';
import { nameVersion } from '../structure/counts.ts';
import { decidePartly } from '../what-if/partly.ts';
import type { ReplayedRequest, ReplaySide } from './types.ts';

/** Policies that decide whoever asks. */
export function sideOfPolicies(policies: readonly AttachedPolicy[], options: SimulationOptions): ReplaySide {
  const narrow = narrowing(prepare(policies));
  const versions = versionsOf(policies);
  return {
    versions,
    decide: (replayed) => (replayed.as === undefined || replayed.trace ? decideReplayed(narrow, versions, replayed, replayed.request, options) : msg('The request names who asks; give an account for it.')),
  };
}

/** An account: each request is decided for the one who asks. */
export function sideOfAccount(account: Account, files: EntryFiles, policies: AccountPolicies = accountPolicies(account, files)): ReplaySide {
  const persons = new Map<string, { readonly person: ResolvedPerson; readonly narrow: Narrow; readonly versions: ReadonlySet<NameVersion> } | undefined>();
  const find = (name: string) => {
    if (persons.has(name)) return persons.get(name);
    const holder = findPerson(account, name);
    const person = holder && resolveHolder(account, holder, policies);
    const found = person && { person, narrow: narrowing(prepare(person.policies)), versions: versionsOf(person.policies) };
    if (persons.size < mostPersons) persons.set(name, found);
    return found;
  };
  return {
    versions: new Set(),
    decide(replayed) {
      if (replayed.as === undefined) return msg('The request does not name who asks: "{0}" is missing.', 'as');
      const found = find(replayed.as);
      if (!found) return unknownPerson(account, replayed.as);
      return decideReplayed(found.narrow, found.versions, replayed, requestAs(found.person, replayed.request), { catalog: files.catalog, authorization: found.person.authorization });
    },
  };
}

/** Policies with the statements alone that may name an action: what is decided about it is the same. */
type Narrow = (action: string) => Prepared;

/** Actions whose statements are remembered. */
const mostActions = 5_000;

function narrowing(prepared: Prepared): Narrow {
  const known = new Map<string, Prepared>();
  return (text) => {
    let found = known.get(text);
    if (!found) {
      const action = readAction(text);
      const narrowed = new Map(prepared.policies.map((it) => [it, { ...it, statements: it.statements.filter(({ source, actions }) => source.unreadable !== undefined || !actions.list || findAction(actions, action) >= 0 !== actions.negated) }]));
      const all = (policies: Prepared['policies']): Prepared['policies'] => policies.flatMap((it) => narrowed.get(it) ?? []);
      const { policy, scp, session } = prepared.byRole;
      // A policy that says nothing of the action decides nothing; session policies limit even so.
      const speaking = all(policy).filter((it) => it.statements.length > 0 || it.hidden !== undefined);
      found = { ...prepared, byRole: { policy: speaking, scp: all(scp), session: all(session) } };
      if (known.size >= mostActions) known.clear();
      known.set(text, found);
    }
    return found;
  };
}

/** Names that are remembered; a file may name very many that nobody knows. */
const mostPersons = 10_000;

/** A trace may stand for one of several names, and does not carry everything: only what is the same for all is known. */
function decideReplayed(narrow: Narrow, versions: ReadonlySet<NameVersion>, { trace }: ReplayedRequest, request: SimulationRequest, options: SimulationOptions): Decision | Message {
  if (!trace) return decide(narrow(request.action), request, options).decision;
  const names = new Set([...(versions.size > 0 ? versions : (['1.1', '5.0'] as const))].flatMap((it) => trace.actions[it]));
  let found: Decision | undefined;
  for (const action of names) {
    const partly = decidePartly(narrow(action), { ...request, action }, options);
    const decision = partly.depends ? 'Unknown' : partly.verdict.decision;
    if (found !== undefined && found !== decision) return 'Unknown';
    found = decision;
  }
  return found ?? msg('No action of this operation is known in the language of the policies.');
}

function versionsOf(policies: readonly AttachedPolicy[]): ReadonlySet<NameVersion> {
  return new Set(policies.flatMap(({ document }) => (document?.policy ? [nameVersion(document.policy.version)] : [])));
}

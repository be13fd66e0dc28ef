import type { Catalog } from '../../catalog/catalog.ts';
import { check, type PolicyDocument } from '../../check.ts';
import { formatPath } from '../../json/json.ts';
import type { LanguageVersion } from '../../policy/kind.ts';
import type { Policy } from '../../policy/policy.ts';
import { prepare, type Prepared, type PreparedPolicy, roleOf } from '../../simulate/prepare.ts';
import type { PolicyRole, Scope } from '../../simulate/types.ts';
import { createIndex, type Index } from '../cover.ts';
import { createRestMemo, type Entry, familiesOf, readStatements } from '../entry.ts';
import { createMeter } from '../meter.ts';
import { type Budget, hasTwinKeys, isTooLarge, type Model } from '../model.ts';
import { type Participant, participantsOf } from '../participants.ts';
import { placeOf } from '../place.ts';
import { createSpace } from '../space.ts';
import { containsScope, enterpriseProjects, isNowhere, type Level } from './scope.ts';
import type { PolicySet, SetMember } from './types.ts';

/** Steps for all questions about one set, and for reading it. */
const stepsOfSet = { least: 15_000, perMember: 2_000, most: 250_000, reading: 100_000 };

/** Members of a set that are judged together: those of version 1.0 and 1.1, or those of 5.0. */
export interface Group {
  readonly set: PolicySet;
  /** What the analysis of one document knows, of all members: entries are numbered in the order of the members. */
  readonly model: Model;
  readonly members: readonly GroupMember[];
  /** Every Allow statement of every member takes part with all its strings. */
  readonly allAllows: boolean;
  /** All members of the set as a simulation takes them, trust policies not. */
  readonly prepared: Prepared;
  readonly memberOf: (entry: Entry) => GroupMember;
  /** The Deny entries whose scope contains that of an Allow entry. */
  readonly deniesFor: (allow: Entry) => Index;
}

export interface GroupMember {
  readonly number: number;
  readonly source: SetMember;
  readonly document: PolicyDocument;
  readonly policy: Policy;
  readonly role: PolicyRole;
  readonly scope: Scope;
  /** It grants and denies: not for a role whose dependencies are missing, nor for a scope of nothing. */
  readonly works: boolean;
  /** Places that have a finding in the document alone, by code. */
  readonly alone: (code: string, entry: Entry) => boolean;
  readonly aloneAt: (code: string, path: string) => boolean;
}

/** A set as its groups, and the members of which nobody knows the statements. */
export interface ReadSet {
  readonly groups: readonly Group[];
  readonly unknown: readonly string[];
  /** Entries or documents that are given up before anything is asked. */
  readonly givenUp: number;
}

export function readSet(set: PolicySet, catalog: Catalog): ReadSet {
  const known = set.members.filter((it): it is SetMember & { document: PolicyDocument } => it.document?.policy !== undefined);
  // A trust policy belongs to one agency and says who may switch to it: nothing that others could add to.
  const judged = known.filter((it) => it.document.kind !== 'trust-5.0');
  const prepared = prepare(judged.map(({ file, document, scope, role, dependenciesAttached }) => ({ name: file, document, ...(scope ? { scope } : {}), ...(role ? { role } : {}), ...(dependenciesAttached ? { dependenciesAttached } : {}) })));
  const members = prepared.policies.flatMap((it, index): GroupMember[] => {
    const source = judged[index];
    return source ? [memberFrom(source, source.document, it, index, catalog)] : [];
  });
  const meter = createMeter(Math.min(stepsOfSet.most, stepsOfSet.least + members.length * stepsOfSet.perMember));
  const groups: Group[] = [];
  let givenUp = 0;
  for (const version of ['1.1', '5.0'] as const) {
    const own = members.filter((it) => (it.policy.version === '5.0') === (version === '5.0'));
    if (own.length === 0) continue;
    const group = readGroup(set, own, version, catalog, { document: meter, givenUp: new Set() }, prepared);
    if (group) groups.push(group);
    else givenUp += own.length;
  }
  return { groups, unknown: set.members.filter((it) => it.document?.policy === undefined).map((it) => it.file), givenUp };
}

function memberFrom(source: SetMember, document: PolicyDocument, prepared: PreparedPolicy, number: number, catalog: Catalog): GroupMember {
  const findings = source.findings ?? check(document, catalog).findings;
  const alone = new Map<string, Set<string>>();
  for (const { code, path } of findings) alone.set(code, (alone.get(code) ?? new Set()).add(formatPath(path)));
  const aloneAt = (code: string, path: string): boolean => alone.get(code)?.has(path) ?? false;
  const scope = source.scope ?? 'all';
  return {
    number,
    source: { ...source, findings },
    document,
    policy: document.policy as Policy,
    role: roleOf(prepared.attached),
    scope,
    works: prepared.missingDependencies.length === 0 && !isNowhere(scope),
    aloneAt,
    alone: (code, entry) => aloneAt(code, formatPath(entry.set.participant.statement.path)) || aloneAt(code, formatPath(placeOf(entry).path)),
  };
}

function readGroup(set: PolicySet, members: readonly GroupMember[], version: LanguageVersion, catalog: Catalog, budget: Budget, prepared: Prepared): Group | undefined {
  const owners = new Map<Participant, GroupMember>();
  let allAllows = true;
  for (const member of members) {
    const { policy, source } = member;
    if (isTooLarge(policy)) {
      allAllows = false;
      continue;
    }
    const errors = (source.findings ?? []).filter((it) => it.severity === 'error');
    // A role takes no part alone, where nobody could change it; beside policies it grants and denies like them.
    const own = participantsOf(policy.kind === 'role-1.0' ? { ...policy, kind: 'custom-1.1' } : policy, errors);
    allAllows &&= own.allAllows;
    for (const it of own.statements) owners.set(it, member);
  }
  const [first] = members;
  const participants = [...owners.keys()];
  if (!first) return undefined;
  const build = (foldKeys: boolean): Model | undefined => {
    const meter = createMeter(stepsOfSet.reading);
    const space = createSpace(meter, foldKeys, version === '5.0');
    const sets = readStatements(space, { ...first.policy, version }, participants, familiesOf(participants), catalog);
    if (meter.spent) return undefined;
    const entries = sets.filter((it) => it.never === undefined).flatMap((it) => it.entries);
    const [allows, denies] = (['Allow', 'Deny'] as const).map((effect) => entries.filter((it) => it.set.effect === effect));
    const model = { policy: first.policy, version, catalog, space, memo: createRestMemo(), sets, entries, allows: allows ?? [], denies: denies ?? [], participants: { statements: participants, allAllows }, budget };
    return Object.assign(model, { folded: model as unknown as Model });
  };
  const plain = build(false);
  const folded = plain && (hasTwinKeys(plain.space) ? build(true) : plain);
  if (!plain || !folded) return undefined;
  const model = folded === plain ? plain : { ...plain, folded };
  const memberOf = ({ set: { participant } }: Entry): GroupMember => owners.get(participant) ?? first;
  return { set, model, members, allAllows, prepared, memberOf, deniesFor: denyIndexes(model, memberOf) };
}

/** Whether the Deny entry takes away from the Allow entry wherever that is attached. */
export function takesPart(deny: Entry, allow: Entry, memberOf: Group['memberOf'], catalog: Catalog): boolean {
  const [from, to] = [memberOf(deny), memberOf(allow)];
  if (!from.works || !to.works) return false;
  if (from === to) return true;
  // What an SCP lets through is not meant as a grant, so a policy that denies some of it takes nothing back.
  if (to.role === 'scp' && from.role !== 'scp') return false;
  if (enterpriseProjects(from.scope) && allow.literal !== undefined && catalog.action(allow.literal)?.enterpriseProject === false) return false;
  return containsScope(from.scope, to.scope, levelOf(allow.service ?? deny.service, catalog));
}

export function levelOf(service: string | undefined, catalog: Catalog): Level {
  return service === undefined ? 'any' : (catalog.service(service)?.level ?? 'unknown');
}

/** One index for all Allow entries against which the same Deny entries take part. */
function denyIndexes({ denies, catalog }: Model, memberOf: Group['memberOf']): Group['deniesFor'] {
  const byAllow = new Map<string, Index>();
  const byDenies = new Map<string, Index>();
  const one = (list: readonly Entry[]): Index => {
    const key = list.map((it) => it.order).join();
    const found = byDenies.get(key) ?? createIndex(list);
    byDenies.set(key, found);
    return found;
  };
  const every = one(denies);
  const sameEverywhere = denies.every((it) => memberOf(it).scope === 'all' && memberOf(it).works);
  return (allow) => {
    const member = memberOf(allow);
    if (sameEverywhere && member.works && member.role !== 'scp') return every;
    const key = JSON.stringify([member.number, levelOf(allow.service, catalog), allow.literal !== undefined && catalog.action(allow.literal)?.enterpriseProject === false]);
    let found = byAllow.get(key);
    if (!found) byAllow.set(key, (found = one(denies.filter((it) => takesPart(it, allow, memberOf, catalog)))));
    return found;
  };
}

import type { ActionFact, Catalog, NameVersion, ServiceFact } from '../catalog/catalog.ts';
import { type PolicyDocument, readDocument } from '../check.ts';
import { readRequest } from '../simulate/facts.ts';
import { reachesService } from '../simulate/match-action.ts';
import { type Prepared, prepare } from '../simulate/prepare.ts';
import type { AttachedPolicy, AuthorizationMode, SimulationRequest } from '../simulate/types.ts';
import { nameVersion } from '../structure/counts.ts';
import { createJudge, type Judge } from './outcome.ts';
import { type Counts, type Effective, type EffectiveAction, type EffectiveService, type EffectiveState, type EffectiveType, effectiveStates } from './types.ts';

export interface EffectiveOptions {
  /** `strict` when left out. */
  readonly authorization?: AuthorizationMode;
  /** Where it is asked for, on which the scopes of grants depend. */
  readonly request?: Pick<SimulationRequest, 'project' | 'enterpriseProject'>;
}

/** A document as its effective permissions see it: an SCP or a session policy stands beside a policy that allows everything. */
export function attachAlone(name: string, document: PolicyDocument): readonly AttachedPolicy[] {
  const own: AttachedPolicy = { name, document };
  if (document.kind === 'scp-5.0' || document.kind === 'session-5.0') return [everything5, own];
  return document.kind === 'session-1.1' ? [everything1, own] : [own];
}

/** Policies that are attached together: where none of them grants anything, they stand beside one that allows everything. */
export function attachTogether(policies: readonly AttachedPolicy[]): readonly AttachedPolicy[] {
  const { byRole } = prepare(policies);
  const grants = byRole.policy.length > 0;
  if (grants || policies.length === 0) return policies;
  const version = policies.find((it) => it.document?.policy)?.document?.policy?.version;
  return [version === '1.1' ? everything1 : everything5, ...policies];
}

/**
 * What the policies mean for every known action: all of ModelArts, and of each other service that a statement
 * names. Asked of the same prepared policies as a simulation, over all resources and contexts. Pure; never throws.
 */
export function effectivePermissions(policies: readonly AttachedPolicy[], catalog: Catalog, { authorization = 'strict', request = {} }: EffectiveOptions = {}): Effective {
  const prepared = prepare(policies);
  const own = policies.filter((it) => it !== everything1 && it !== everything5);
  const letsThrough = own.length < policies.length;
  const version = nameVersion(own.find((it) => it.document?.policy)?.document?.policy?.version ?? '1.1');
  const judge = createJudge(prepared, catalog, own.some((it) => it.document?.kind === 'trust-5.0') ? 'strict' : authorization, { single: own.length === 1, letsThrough });
  const services = catalog.services.filter((it) => it.name === 'modelarts' || isNamed(prepared, it.name.toLowerCase(), policies.length === own.length)).sort(modelArtsFirst);
  const read = services.map((it) => serviceOf(it, catalog, version, judge, request)).filter((it) => it.types.length > 0);
  return { services: read, counts: sum(read.map((it) => it.counts)), letsThrough };
}

/** Sums for a level from those below it. */
export function sum(counts: readonly Counts[]): Counts {
  const total = emptyCounts();
  for (const it of counts) for (const state of effectiveStates) total[state] += it[state];
  return total;
}

export function countActions(actions: readonly EffectiveAction[]): Counts {
  const total = emptyCounts();
  for (const { outcome } of actions) total[outcome.state]++;
  return total;
}

function serviceOf(fact: ServiceFact, catalog: Catalog, version: NameVersion, judge: Judge, request: Pick<SimulationRequest, 'project' | 'enterpriseProject'>): EffectiveService {
  const groups = new Map<string, { name: string; facts: ActionFact[] }>();
  for (const action of catalog.actions(fact.name, version)) {
    const [, name = ''] = action.name.split(':');
    const group = groups.get(name.toLowerCase());
    if (group) group.facts.push(action);
    else groups.set(name.toLowerCase(), { name, facts: [action] });
  }
  const types = [...groups.values()].map(({ name, facts }): EffectiveType => {
    const actions = facts.map((it) => ({ fact: it, outcome: judge.outcome(readRequest({ ...request, action: it.name }, catalog)) }));
    return { name, actions, counts: countActions(actions) };
  });
  types.sort((a, b) => Number(isNotNamed(a)) - Number(isNotNamed(b)));
  return { fact, types, counts: sum(types.map((it) => it.counts)) };
}

/** What no statement grants or denies comes last. */
function isNotNamed({ counts, actions }: EffectiveType): boolean {
  return counts['not-granted'] === actions.length;
}

/** Whether a statement can name an action of the service (in lower case); without `all` only a statement of a boundary. */
export function isNamed({ policies }: Prepared, service: string, all: boolean): boolean {
  const statements = policies.flatMap((it) => (all || it.role !== 'policy' ? it.statements : []));
  return statements.some(({ actions }) => actions.negated || [...actions.literals.keys()].some((it) => it.startsWith(`${service}:`)) || actions.patterns.some(({ pattern }) => reachesService(pattern, service)));
}

function modelArtsFirst(a: ServiceFact, b: ServiceFact): number {
  return Number(b.name === 'modelarts') - Number(a.name === 'modelarts') || (a.name < b.name ? -1 : 1);
}

function emptyCounts(): Record<EffectiveState, number> {
  return { allowed: 0, denied: 0, 'not-granted': 0, depends: 0, unknown: 0 };
}

const everything1: AttachedPolicy = { name: '', document: readDocument('{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["*:*:*"]}]}', { kind: 'custom-1.1' }) };
const everything5: AttachedPolicy = { name: '', document: readDocument('{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["*"]}]}', { kind: 'identity-5.0' }) };

import { certainOf } from '../analysis/certain.ts';
import { createIndex, near, remainder } from '../analysis/cover.ts';
import type { Box } from '../analysis/box.ts';
import { boxesOf, type Entry } from '../analysis/entry.ts';
import { exampleIn, exampleOf, knownActionsIn } from '../analysis/example.ts';
import { ask, type Model, readModel } from '../analysis/model.ts';
import { sameEntries } from '../analysis/denied.ts';
import { actionsMatching, type Catalog } from '../catalog/catalog.ts';
import { check, type PolicyDocument } from '../check.ts';
import { attachAlone, effectivePermissions } from '../effective/effective.ts';
import { type Message, msg } from '../message.ts';
import { type ActionString, resourceStrings, type Statement } from '../policy/policy.ts';
import type { Example } from '../rules/rule.ts';
import { candidateValues } from '../simulate/candidates.ts';
import type { PreparedCondition } from '../simulate/condition.ts';
import { decide } from '../simulate/decide.ts';
import { requestProblem } from '../simulate/facts.ts';
import { prepare, type Prepared } from '../simulate/prepare.ts';
import type { AttachedPolicy, AuthorizationMode, Decision, RequestContext, SimulationRequest } from '../simulate/types.ts';
import { nameVersion } from '../structure/counts.ts';
import type { Expectation } from './types.ts';

/** A test that is yet to be written. */
export interface NewTest {
  readonly name: Message;
  readonly request: SimulationRequest;
  readonly expect: Expectation;
}

export interface GenerateOptions {
  readonly catalog: Catalog;
  /** `strict` when left out. */
  readonly authorization?: AuthorizationMode;
}

/** The policies under which a written test decides: the document, beside one that allows everything where it only narrows. */
export function policiesAround(document: PolicyDocument): readonly AttachedPolicy[] {
  return attachAlone('policy', document).map((it) => (document.kind === 'role-1.0' ? { ...it, dependenciesAttached: true } : it));
}

/**
 * Tests for what a policy does today: one for each Deny string, one for each Allow string, and one action that is
 * not granted for each resource type that it names. Each one passes under `policiesAround`; where nobody can know
 * what is decided, or no request can be found, there is none. Pure; never throws.
 */
export function testsForToday(document: PolicyDocument, { catalog, authorization = 'strict' }: GenerateOptions): readonly NewTest[] {
  const { policy } = document;
  if (!policy) return [];
  const found = new Tests(document, catalog, authorization);
  const errors = check(document, catalog).findings.filter((it) => it.severity === 'error');
  const model = readModel(policy, catalog, errors);
  const entries = new Map(model?.entries.map((it) => [it.string ?? it.set.participant.statement, it]));
  for (const effect of ['Deny', 'Allow'] as const) {
    for (const statement of policy.statements.filter((it) => it.effect?.value === effect && !it.unreadable)) {
      const parts = statement.action?.strings ?? (statement.notAction ? [statement] : []);
      for (const part of parts) {
        const entry = entries.get(part);
        const requests = model && entry ? requestsOf(model, entry) : undefined;
        found.add(requests ?? ('segments' in part ? plainRequests(document, part, statement, catalog, found.prepared) : []), effect);
      }
    }
  }
  found.addNeighbours(effectivePermissions(policiesAround(document), catalog, { authorization }));
  return found.tests;
}

/** Requests in the order in which they are tried. */
type Requests = Iterable<SimulationRequest>;

class Tests {
  readonly tests: NewTest[] = [];
  private readonly asked = new Set<string>();
  private readonly policies: readonly AttachedPolicy[];
  readonly prepared: Prepared;
  private readonly options: { catalog: Catalog; authorization: AuthorizationMode };
  private readonly document: PolicyDocument;

  constructor(document: PolicyDocument, catalog: Catalog, authorization: AuthorizationMode) {
    this.document = document;
    this.policies = policiesAround(document);
    this.prepared = prepare(this.policies);
    this.options = { catalog, authorization };
  }

  /** The first request that is decided as the statement says and was not asked before; else one that is denied all the same. */
  add(requests: Requests, effect: 'Allow' | 'Deny'): void {
    let denied: SimulationRequest | undefined;
    let tried = 0;
    for (const request of requests) {
      if (tried++ === mostTried) break;
      if (this.asked.has(keyOf(request))) continue;
      const decision = this.decide(request);
      if (decision === effect) return this.write(request, decision, effect);
      if (decision === 'Deny') denied ??= request;
    }
    if (denied) this.write(denied, 'Deny', 'Deny');
  }

  /** For each type of which something is granted or denied: an action of which neither is the case. */
  addNeighbours({ services }: ReturnType<typeof effectivePermissions>): void {
    const principal = this.tests.find((it) => it.request.principal)?.request.principal;
    if (this.document.kind === 'trust-5.0' && !principal) return;
    for (const { actions, counts } of services.flatMap((it) => it.types)) {
      if (counts['not-granted'] === actions.length) continue;
      const others = actions.filter((it) => it.outcome.state === 'not-granted' && !it.fact.deprecated);
      for (const { fact } of others.slice(0, mostTried)) {
        const request: SimulationRequest = { action: fact.name, ...(principal ? { principal } : {}) };
        if (this.asked.has(keyOf(request)) || this.decide(request) !== 'ImplicitDeny') continue;
        this.write(request, 'ImplicitDeny', 'NotAllowed');
        break;
      }
    }
  }

  private decide(request: SimulationRequest): Decision | undefined {
    return requestProblem(request, this.policies) ? undefined : decide(this.prepared, request, this.options).decision;
  }

  private write(request: SimulationRequest, decision: Decision, expect: Expectation): void {
    this.asked.add(keyOf(request));
    this.tests.push({ name: nameOf(request, decision), request, expect });
  }
}

/** More requests than a string needs until one is decided as it says. */
const mostTried = 40;

/** "modelarts:pool:delete is denied", with what the request carries. */
export function nameOf({ action, context = {}, resources = [], principal }: SimulationRequest, decision: Decision): Message {
  const carried = [...(principal ? [`${principal.kind} ${principal.value}`] : []), ...resources, ...Object.entries(context).map(([key, value]) => `${key} = ${[value].flat().join(', ')}`)].join('; ');
  const named = carried === '' ? action : `${action} (${carried})`;
  switch (decision) {
    case 'Allow':
      return msg('{0} is allowed', named);
    case 'Deny':
      return msg('{0} is denied', named);
    case 'ImplicitDeny':
      return msg('{0} is not granted', named);
    case 'Unknown':
      return msg('{0} cannot be known', named);
  }
}

/** Requests that a string names: of an Allow first those that no Deny takes away. */
function* requestsOf(model: Model, entry: Entry): Generator<SimulationRequest> {
  const { folded } = model;
  const own = sameEntries(model, [entry])[0] ?? entry;
  const boxes = boxesOf(folded.space, own);
  if (own.set.effect === 'Allow') {
    const left = ask(folded, own, () => certainOf(folded.space, remainder(folded, boxes, near(createIndex(folded.denies), own)))) ?? [];
    yield* examplesOf(folded, left, own);
  }
  yield* examplesOf(folded, ask(folded, own, () => certainOf(folded.space, boxes)) ?? [], own);
}

function* examplesOf(model: Model, boxes: readonly Box[], entry: Entry): Generator<SimulationRequest> {
  const first = exampleOf(model, boxes, [entry]);
  if (first) yield toRequest(first);
  for (const box of boxes) {
    for (const action of knownActionsIn(model, box).slice(0, mostTried)) {
      const shown = exampleIn(model, box, [entry], action);
      if (shown) yield toRequest(shown.example);
    }
  }
}

/** Where the sets say nothing (roles 1.0, statements with errors): known actions, on a resource as it is written. What is decided is asked before it is claimed. */
function* plainRequests({ policy }: PolicyDocument, { value, sound }: ActionString, statement: Statement, catalog: Catalog, prepared: Prepared): Generator<SimulationRequest> {
  if (!policy || !sound) return;
  const resources = [undefined, ...resourceStrings(statement).slice(0, 3).map((it) => it.value.replaceAll('*', 'x'))];
  const actions = [...(/[*?]/.test(value) ? [] : [value]), ...actionsMatching(catalog, value, nameVersion(policy.version)).slice(0, 3).map((it) => it.name)];
  const contexts = contextsFor(prepared.policies.flatMap((it) => it.statements.find(({ source }) => source === statement)?.conditions ?? []));
  for (const action of actions) {
    for (const resource of resources) for (const context of contexts) yield { action, ...(resource === undefined ? {} : { resources: [resource] }), ...(context ? { context } : {}) };
  }
}

/** No context, and some in which every key that is asked for has one of the values that could matter. */
function contextsFor(conditions: readonly PreparedCondition[]): readonly (RequestContext | undefined)[] {
  const keys = new Map<string, PreparedCondition[]>();
  for (const it of conditions) keys.set(it.source.name, [...(keys.get(it.source.name) ?? []), it]);
  const candidates = [...keys].map(([key, own]) => [key, candidateValues(own)] as const);
  const contexts = [0, 1, 2].map((index) => Object.fromEntries(candidates.flatMap(([key, values]) => {
    const value = values[Math.min(index, values.length - 1)];
    return value ? [[key, value.length === 1 ? (value[0] ?? '') : value]] : [];
  })));
  return [undefined, ...(keys.size > 0 ? contexts : [])];
}

function toRequest({ action, resource, context, principal }: Example): SimulationRequest {
  return {
    action,
    ...(resource === undefined ? {} : { resources: [resource] }),
    ...(Object.keys(context).length > 0 ? { context } : {}),
    ...(principal ? { principal: principal as NonNullable<SimulationRequest['principal']> } : {}),
  };
}

function keyOf({ action, resources, context, principal }: SimulationRequest): string {
  return JSON.stringify([action, resources ?? [], Object.entries(context ?? {}).sort(), principal ?? null]);
}

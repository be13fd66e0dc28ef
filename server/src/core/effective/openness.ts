import { type Message } from '../message.ts';
import { evaluateCondition } from '../simulate/condition.ts';
import { describeCondition } from '../simulate/describe.ts';
import { principalMatches } from '../simulate/match-principal.ts';
import type { PreparedResources, PreparedStatement } from '../simulate/prepare.ts';
import { and } from '../simulate/truth.ts';
import type { Truth } from '../simulate/types.ts';
import type { Path } from '../json/json.ts';
import type { Span } from '../text.ts';

/** What of a statement is open once its action is known to match: what a request may bring, and what nobody knows. */
export interface Openness {
  /** No request meets it. */
  readonly never: boolean;
  readonly keys: readonly string[];
  readonly resource: boolean;
  readonly principal: boolean;
  readonly unknowns: readonly { readonly path: Path; readonly span: Span; readonly why: Message }[];
}

export function opennessOf(statement: PreparedStatement): Openness {
  const { source, conditions } = statement;
  if (source.unreadable) return { ...closed, unknowns: [source.unreadable] };
  const resource = resourceTruth(statement.resources);
  const keys: string[] = [];
  const unknowns: Openness['unknowns'][number][] = [];
  for (const condition of conditions) {
    if (condition.fault) unknowns.push({ path: condition.source.path, span: condition.source.member.span, why: describeCondition(condition, evaluateCondition(condition, noContext), noContext) });
    else keys.push(condition.source.name, ...condition.variables.map((it) => it.name));
  }
  for (const { pattern } of resource === null ? (statement.resources?.strings ?? []) : []) if (pattern.kind === 'segments') keys.push(...pattern.variables.map((it) => it.name));
  return { never: resource === false, keys, resource: resource === null, principal: source.principal !== undefined && principalMatches(source.principal, undefined) === null, unknowns };
}

/** Whether the statement applies to requests whose action it names; null where that depends on the request. */
export function restApplies({ never, keys, resource, principal, unknowns }: Openness, unknown: Truth): Truth {
  if (never) return false;
  const request: Truth = keys.length > 0 || resource || principal ? null : true;
  return and(request, unknowns.length > 0 ? unknown : true);
}

/** Whether every resource, and none named, matches (true), or no resource does (false). */
function resourceTruth(resources: PreparedResources | undefined): Truth {
  if (!resources) return true;
  const { negated, strings } = resources;
  if (strings.some(({ pattern }) => pattern.kind === 'everything')) return !negated;
  if (strings.every(({ pattern }) => pattern.kind === 'nothing')) return negated;
  return null;
}

const closed: Openness = { never: false, keys: [], resource: false, principal: false, unknowns: [] };
const noContext: ReadonlyMap<string, readonly string[]> = new Map();

import type { Catalog } from '../catalog/catalog.ts';
import { attachmentOf } from '../simulate/attachment.ts';
import { type Answers, type Conclusion, conclude, isDefaultAllowed } from '../simulate/conclude.ts';
import type { Facts } from '../simulate/facts.ts';
import type { Prepared, PreparedPolicy, PreparedStatement } from '../simulate/prepare.ts';
import { actionOf } from '../simulate/statement.ts';
import type { AuthorizationMode, Truth, UnknownPart } from '../simulate/types.ts';
import { exactDecisions } from './exact.ts';
import { type Openness, opennessOf, restApplies } from './openness.ts';
import type { KnownDecision, Outcome, StatementPlace } from './types.ts';
import { outcomeMessage } from './words.ts';

/** Judges actions; those that the same statements name share their outcome. */
export interface Judge {
  outcome(facts: Facts): Outcome;
}

export function createJudge(prepared: Prepared, catalog: Catalog, authorization: AuthorizationMode, words: { readonly single: boolean; readonly letsThrough: boolean }): Judge {
  const opennesses = new Map(prepared.policies.flatMap((policy) => policy.statements.map((it) => [it, opennessOf(it)] as const)));
  const exact = createExact(prepared, catalog);
  const known = new Map<string, Outcome>();
  return {
    outcome(facts) {
      const named = new Map([...opennesses.keys()].map((it) => [it, nameTruth(it, facts)]));
      const attached = new Map(prepared.policies.map((it) => [it, attachmentOf(it, facts)]));
      const key = [...named.values(), ...[...attached.values()].map((it) => it.matches), authorization === 'non-strict' && facts.service].join();
      let found = known.get(key);
      if (!found) {
        found = new Question(prepared, facts, authorization, opennesses, named, (policy) => attached.get(policy)?.matches ?? null).answer(exact, words);
        known.set(key, found);
      }
      return found;
    },
  };
}

/** A statement that cannot be read may name any action. */
function nameTruth(statement: PreparedStatement, facts: Facts): Truth {
  return statement.source.unreadable ? null : actionOf(statement, facts).matches;
}

type Exact = (question: readonly PreparedStatement[]) => ReadonlySet<KnownDecision>;

/** The sets of the analysis are those of one document. */
function createExact({ policies, byRole }: Prepared, catalog: Catalog): Exact {
  const [only] = policies;
  const policy = only?.attached.document?.policy;
  if (policies.length !== 1 || byRole.policy.length !== 1 || !policy) return () => new Set();
  let ask: ReturnType<typeof exactDecisions> | undefined;
  return (statements) => (ask ??= exactDecisions(policy, catalog))(statements.map((it) => it.source));
}

/** What is decided for all requests that name an action. */
class Question {
  private readonly prepared: Prepared;
  private readonly facts: Facts;
  private readonly authorization: AuthorizationMode;
  private readonly opennesses: ReadonlyMap<PreparedStatement, Openness>;
  private readonly named: ReadonlyMap<PreparedStatement, Truth>;
  private readonly attached: (policy: PreparedPolicy) => Truth;

  constructor(prepared: Prepared, facts: Facts, authorization: AuthorizationMode, opennesses: ReadonlyMap<PreparedStatement, Openness>, named: ReadonlyMap<PreparedStatement, Truth>, attached: (policy: PreparedPolicy) => Truth) {
    this.prepared = prepared;
    this.facts = facts;
    this.authorization = authorization;
    this.opennesses = opennesses;
    this.named = named;
    this.attached = attached;
  }

  answer(exact: Exact, words: Parameters<typeof outcomeMessage>[1]): Outcome {
    const whole = this.conclude(null, null);
    const { possible: all, reason } = whole;
    if (all.length > 1 && this.unknownMatters()) {
      return this.finish({ state: 'unknown', possible: all, reason: { kind: 'unknown' }, ...this.open(whole), unknowns: this.unknowns(whole) }, words);
    }
    if (all.length === 1) return this.finish({ state: stateOf(all[0]), possible: all, reason, statements: this.deciding(whole), ...nothingOpen }, words);
    // The sets know nothing of what ModelArts allows by default.
    const byDefault = this.authorization === 'non-strict' && isDefaultAllowed(this.facts);
    const impossible: ReadonlySet<KnownDecision> = byDefault ? new Set() : exact(this.statements());
    const possible = all.filter((it) => !impossible.has(it));
    const open = this.open(whole);
    const [only] = possible;
    // What an Allow grants is denied in every case, so nobody gets it; that nothing else grants it is no news.
    const neverAllowed = all.includes('Allow') && !possible.includes('Allow') && possible.includes('Deny');
    const decided = neverAllowed ? 'Deny' : possible.length === 1 ? only : undefined;
    if (!decided) return this.finish({ state: 'depends', possible, reason: { kind: 'unknown' }, ...open, unknowns: [] }, words);
    const effect = decided === 'ImplicitDeny' ? undefined : decided;
    return this.finish({ state: stateOf(decided), possible, reason: { kind: 'unknown' }, statements: effect ? open.statements.filter((it) => it.effect === effect) : [], ...nothingOpen }, words);
  }

  private finish(outcome: Omit<Outcome, 'message'>, words: Parameters<typeof outcomeMessage>[1]): Outcome {
    return { ...outcome, message: outcomeMessage(outcome, words) };
  }

  /** The decision when unknown parts of Deny and of Allow statements count as given. */
  private conclude(denies: Truth, allows: Truth): Conclusion {
    const answers: Answers = {
      attached: this.attached,
      applies: (statement) => this.applies(statement, statement.effect === 'Allow' ? allows : denies),
    };
    return conclude(this.prepared, this.facts, this.authorization, answers);
  }

  private applies(statement: PreparedStatement, unknown: Truth): Truth {
    const openness = this.opennesses.get(statement);
    if (!openness || this.named.get(statement) === false) return false;
    return restApplies(openness, unknown);
  }

  /** Whether some way in which the unknown parts come out leaves other decisions than another way does. */
  private unknownMatters(): boolean {
    const hidden = this.prepared.policies.some((it) => (it.hidden !== undefined || this.attached(it) === null) && this.attached(it) !== false);
    if (!hidden && this.statements().every((it) => this.opennesses.get(it)?.unknowns.length === 0)) return false;
    if (hidden) return true;
    const answers = [true, false].flatMap((denies) => [true, false].map((allows) => this.conclude(denies, allows).possible.join()));
    return new Set(answers).size > 1;
  }

  /** The statements that name the action and take part. */
  private statements(): readonly PreparedStatement[] {
    return [...this.named].flatMap(([statement, named]) => (named === false || this.attached(statement.policy) === false ? [] : [statement]));
  }

  private deciding({ decision, reason }: Conclusion): readonly StatementPlace[] {
    const first = this.statements().find((it) => it.source.path === reason.path && it.policy.attached.name === reason.policy);
    if (first && first.policy.attached.document !== undefined && (decision !== 'Allow' || this.prepared.byRole.scp.length + this.prepared.byRole.session.length === 0)) return [placeOf(first)];
    // What SCPs and session policies let through is allowed by their first Allow statement.
    if (decision === 'Allow') return this.statements().filter((it) => it.policy.role !== 'policy' && it.effect === 'Allow' && this.applies(it, false) === true).slice(0, 1).map(placeOf);
    return [];
  }

  /** What the decision depends on: an Allow does not matter where another one applies in any case. */
  private open({ layers }: Conclusion): Pick<Outcome, 'statements' | 'keys' | 'resource' | 'principal'> {
    const layer = (role: PreparedStatement['policy']['role']): Truth => layers[role];
    const open = this.statements().filter((it) => this.applies(it, null) !== false);
    const mattering = open.filter((it) => this.applies(it, null) === null && (it.effect !== 'Allow' || layer(it.policy.role) === null));
    const keys = new Map<string, string>();
    const parts = mattering.flatMap((it) => this.opennesses.get(it) ?? []);
    for (const name of parts.flatMap((it) => it.keys)) if (!keys.has(name.toLowerCase())) keys.set(name.toLowerCase(), name);
    const always = open.filter((it) => this.applies(it, null) === true && it.policy.attached.name !== '').slice(0, 1);
    return {
      statements: [...mattering, ...always].map(placeOf),
      keys: [...keys.values()],
      resource: parts.some((it) => it.resource),
      principal: parts.some((it) => it.principal),
    };
  }

  private unknowns({ layers }: Conclusion): readonly UnknownPart[] {
    const found: UnknownPart[] = [];
    for (const policy of this.prepared.policies) {
      const { name, document } = policy.attached;
      if (policy.hidden) found.push({ policy: name, path: [], why: policy.hidden });
      else if (this.attached(policy) === null) found.push({ policy: name, path: document?.policy?.path ?? [], why: attachmentOf(policy, this.facts).why });
    }
    for (const statement of this.statements()) {
      if (statement.effect === 'Allow' && layers[statement.policy.role] !== null) continue;
      for (const it of this.opennesses.get(statement)?.unknowns ?? []) found.push({ policy: statement.policy.attached.name, ...it });
    }
    return found;
  }
}

const nothingOpen = { keys: [], resource: false, principal: false, unknowns: [] } as const;

function stateOf(decision: KnownDecision | undefined): Outcome['state'] {
  return decision === 'Allow' ? 'allowed' : decision === 'Deny' ? 'denied' : 'not-granted';
}

function placeOf({ policy, source, effect }: PreparedStatement): StatementPlace {
  return { policy: policy.attached.name, path: source.path, span: source.node.span, index: source.index, effect };
}

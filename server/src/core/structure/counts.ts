import { type ActionFact, actionsMatching, type Catalog, isMatchedBy, type NameVersion } from '../catalog/catalog.ts';
import { type Arg, type Message, msg } from '../message.ts';
import type { LanguageVersion } from '../policy/kind.ts';
import type { ActionList, Policy, Statement } from '../policy/policy.ts';

/** What the strings of a statement match among the known actions of the policy's version. */
export interface Count {
  readonly statement: Statement;
  readonly actions: ReadonlySet<ActionFact>;
  /** What statements of the other Effect match as well. */
  readonly shared: ReadonlySet<ActionFact>;
  /** Statements of the other Effect that match some of them. */
  readonly others: readonly Statement[];
}

/** Names known for the version; roles 1.0 use those of 1.1. */
export function nameVersion(version: LanguageVersion): NameVersion {
  return version === '5.0' ? '5.0' : '1.1';
}

/**
 * Counts every statement that can be read, in the order of the text (analysis.md, "Counts in lenses"):
 * known actions that the strings match; resources and conditions are not looked at. Nothing of a text with more
 * statements than fit into a policy of 6,144 characters, because each is compared with each.
 */
export function countActions(policy: Policy, catalog: Catalog): readonly Count[] {
  if (policy.statements.length > maximumStatements) return [];
  const known = new Known(policy, catalog);
  return policy.statements.filter(isReadable).map((it) => known.count(it, known.of(it)));
}

/** The same for one statement, or for some of its actions; undefined where it cannot be read. */
export function countActionsOf(policy: Policy, statement: Statement, catalog: Catalog, actions?: ReadonlySet<ActionFact>): Count | undefined {
  if (!isReadable(statement) || policy.statements.length > maximumStatements) return undefined;
  const known = new Known(policy, catalog);
  return known.count(statement, actions ?? known.of(statement));
}

/** "Allows 16 known actions, 3 of them denied by statement 2". */
export function countMessage(policy: Policy, { statement, actions, shared, others }: Count): Message {
  const what = effectMessage(policy, statement, actions.size);
  return shared.size === 0 ? what : withShared(what, statement, shared.size, others);
}

/** Whether Resource or Condition limits the statement to some requests; `*` as a resource does not. */
export function isLimited({ resource, notResource, condition }: Statement): boolean {
  if (notResource || condition?.operators.some((it) => it.keys.length > 0)) return true;
  return resource !== undefined && !resource.strings.some((it) => it.value === '*');
}

/** "statement 2", "statements 2 and 4". */
export function statementsMessage(statements: readonly Statement[]): Message {
  const numbers = statements.map((it) => it.index + 1);
  const [first = 0, ...rest] = numbers.slice(0, maximumNamed);
  const more = numbers.length - maximumNamed;
  const last = more > 0 ? undefined : rest.pop();
  const list = rest.reduce<Arg>((all, one) => msg('{0}, {1}', all, one), first);
  if (more > 0) return msg('statements {0} and {1} more', list, more);
  return last === undefined ? msg('statement {0}', first) : msg('statements {0} and {1}', list, last);
}

const maximumStatements = 200;

/** More statements than these are counted, not named. */
const maximumNamed = 6;

/** More wildcards than any policy has. Beyond, they count nothing, so that a hostile text costs no seconds. */
const maximumWildcards = 2000;

/** What strings match among the known actions, each looked up once. */
class Known {
  private readonly policy: Policy;
  private readonly catalog: Catalog;
  private readonly version: NameVersion;
  private readonly wildcards = new Map<string, readonly ActionFact[]>();
  private readonly statements = new Map<Statement, ReadonlySet<ActionFact>>();

  constructor(policy: Policy, catalog: Catalog) {
    this.policy = policy;
    this.catalog = catalog;
    this.version = nameVersion(policy.version);
  }

  count(statement: Statement, actions: ReadonlySet<ActionFact>): Count {
    const shared = new Set<ActionFact>();
    const others = this.policy.statements.filter((other) => {
      if (other.effect?.value === statement.effect?.value || !isReadable(other)) return false;
      const common = this.common(actions, other);
      for (const action of common) shared.add(action);
      return common.length > 0;
    });
    return { statement, actions, shared, others };
  }

  private common(actions: ReadonlySet<ActionFact>, other: Statement): readonly ActionFact[] {
    // One action, as a hover asks: matching it costs less than counting what the other statement has.
    const [only] = actions;
    if (only && actions.size === 1) return this.names(other, only) ? [only] : [];
    const theirs = this.of(other);
    return actions.size <= theirs.size ? [...actions].filter((it) => theirs.has(it)) : [...theirs].filter((it) => actions.has(it));
  }

  private names({ action, notAction }: Statement, fact: ActionFact): boolean {
    const listed = (action ?? notAction)?.strings.some((it) => it.sound && isMatchedBy(fact, it.value, this.version)) === true;
    return action ? listed : notAction !== undefined && !listed && fact.versions.includes(this.version);
  }

  of(statement: Statement): ReadonlySet<ActionFact> {
    let found = this.statements.get(statement);
    if (!found) {
      found = this.matching(statement);
      this.statements.set(statement, found);
    }
    return found;
  }

  private matching({ action, notAction }: Statement): ReadonlySet<ActionFact> {
    const listed = this.listed(action ?? notAction);
    return notAction && !action ? new Set(this.find('*').filter((it) => !listed.has(it))) : listed;
  }

  private listed(list: ActionList | undefined): ReadonlySet<ActionFact> {
    const all = new Set<ActionFact>();
    for (const { value, sound } of list?.strings ?? []) {
      if (sound) for (const action of this.find(value)) all.add(action);
    }
    return all;
  }

  private find(pattern: string): readonly ActionFact[] {
    if (!pattern.includes('*') && !pattern.includes('?')) return actionsMatching(this.catalog, pattern, this.version);
    let found = this.wildcards.get(pattern);
    if (!found) {
      found = this.wildcards.size < maximumWildcards ? actionsMatching(this.catalog, pattern, this.version) : [];
      this.wildcards.set(pattern, found);
    }
    return found;
  }
}

/** Statements that cannot be read decide nothing for certain, so nothing of them is counted. */
function isReadable({ unreadable }: Statement): boolean {
  return unreadable === undefined;
}

function effectMessage({ kind }: Policy, statement: Statement, count: number): Message {
  const limited = isLimited(statement);
  if (statement.effect?.value === 'Deny') {
    if (count === 0) return msg('Denies no known action');
    if (count === 1) return limited ? msg('Denies 1 known action under conditions') : msg('Denies 1 known action');
    return limited ? msg('Denies {0} known actions under conditions', count) : msg('Denies {0} known actions', count);
  }
  // An Allow of an SCP grants nothing, it only lets through (analysis.md).
  if (kind === 'scp-5.0') {
    if (count === 0) return msg('Lets through no known action');
    if (count === 1) return limited ? msg('Lets through 1 known action under conditions') : msg('Lets through 1 known action');
    return limited ? msg('Lets through {0} known actions under conditions', count) : msg('Lets through {0} known actions', count);
  }
  if (count === 0) return msg('Allows no known action');
  if (count === 1) return limited ? msg('Allows 1 known action under conditions') : msg('Allows 1 known action');
  return limited ? msg('Allows {0} known actions under conditions', count) : msg('Allows {0} known actions', count);
}

function withShared(what: Message, statement: Statement, count: number, others: readonly Statement[]): Message {
  const limited = others.some(isLimited);
  if (statement.effect?.value === 'Deny') return limited ? msg('{0}, {1} of them allowed here under conditions', what, count) : msg('{0}, {1} of them allowed here', what, count);
  const by = statementsMessage(others);
  return limited ? msg('{0}, {1} of them denied by {2} under conditions', what, count, by) : msg('{0}, {1} of them denied by {2}', what, count, by);
}

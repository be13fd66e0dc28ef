import { type ActionFact, actionsMatching, type Catalog, type ConditionKeyFact } from '../catalog/catalog.ts';
import type { PreparedCondition } from './condition.ts';
import { keyName } from './context.ts';
import { readAction } from './match-action.ts';
import type { OperatorFamily } from './operators.ts';
import { findAction, type Prepared, type PreparedStatement } from './prepare.ts';
import { readVariables } from './variables.ts';

/** A condition key that a simulation asks for, because the policy uses it. */
export interface KeyQuestion {
  /** As the policy spells it first. */
  readonly key: string;
  readonly fact: ConditionKeyFact | undefined;
  readonly valueType: ConditionKeyFact['valueType'];
  /** The key has several values by nature, or the policy asks about several. */
  readonly multiValued: boolean;
  /** The closed set of values, where the key has one. */
  readonly closed: readonly string[] | undefined;
  /** Values that the policy lists, to pick from; none with a variable. */
  readonly listed: readonly string[];
}

/** The known actions that a policy names, in the order of the text, each once; what NotAction leaves is not listed. */
export function namedActions(prepared: Prepared, catalog: Catalog): readonly ActionFact[] {
  const found = new Set<ActionFact>();
  for (const { source, actions, policy } of statementsOf(prepared)) {
    if (actions.negated) continue;
    const version = policy.attached.document?.policy?.version === '5.0' ? '5.0' : '1.1';
    for (const string of source.action?.strings ?? []) {
      if (string.sound) for (const fact of actionsMatching(catalog, string.value, version)) found.add(fact);
    }
  }
  return [...found];
}

/** Whether the resource of a request can matter: some statement about the action has a Resource. */
export function asksForResource(prepared: Prepared, action: string): boolean {
  const wanted = readAction(action);
  return statementsOf(prepared).some((it) => it.resources !== undefined && isAbout(it, wanted));
}

/** Resource strings of the statements that name the action, to start from; each once, `*` left out. */
export function resourcesToStart(prepared: Prepared, action: string): readonly string[] {
  const wanted = readAction(action);
  const strings = statementsOf(prepared).flatMap((it) => (it.resources && isAbout(it, wanted) ? it.resources.strings.map(({ source }) => source.value) : []));
  return [...new Set(strings)].filter((it) => it !== '*');
}

/** Whether the caller has to be named: for trust policies. */
export function asksForPrincipal(prepared: Prepared): boolean {
  return prepared.policies.some((it) => it.attached.document?.kind === 'trust-5.0');
}

/** The keys that the statements about the action use, in the order of the text; of all statements without an action. */
export function keysToAsk(prepared: Prepared, catalog: Catalog, action?: string): readonly KeyQuestion[] {
  const wanted = action === undefined ? undefined : readAction(action);
  const uses = new Map<string, { name: string; conditions: PreparedCondition[] }>();
  const use = (name: string, condition?: PreparedCondition): void => {
    const key = keyName(name);
    const found = uses.get(key) ?? { name, conditions: [] };
    if (condition) found.conditions.push(condition);
    uses.set(key, found);
  };
  for (const statement of statementsOf(prepared)) {
    if (wanted && !isAbout(statement, wanted)) continue;
    for (const { pattern } of statement.resources?.strings ?? []) if (pattern.kind === 'segments') for (const { name } of pattern.variables) use(name);
    for (const condition of statement.conditions) {
      use(condition.source.name, condition);
      for (const { name } of condition.variables) use(name);
    }
  }
  return [...uses.values()].map(({ name, conditions }) => question(name, conditions, catalog));
}

function question(key: string, conditions: readonly PreparedCondition[], catalog: Catalog): KeyQuestion {
  const fact = catalog.conditionKey(key);
  const families = conditions.flatMap((it) => (it.rule && it.rule.family !== 'null' ? [it.rule.family] : []));
  const listed = conditions.filter((it) => it.rule?.family !== 'null').flatMap((it) => it.listed.filter((value) => !readVariables(value)));
  return {
    key,
    fact,
    valueType: fact?.valueType ?? valueTypes[families[0] ?? 'string'],
    multiValued: fact?.multiValued === true || conditions.some((it) => it.operator.prefix !== undefined),
    closed: fact?.values ?? (families[0] === 'bool' ? ['true', 'false'] : undefined),
    listed: [...new Set(listed)],
  };
}

const valueTypes: Readonly<Record<OperatorFamily, ConditionKeyFact['valueType']>> = { string: 'string', number: 'numeric', date: 'date', bool: 'boolean', ip: 'ip_address', null: 'string' };

function statementsOf({ policies }: Prepared): readonly PreparedStatement[] {
  return policies.flatMap((it) => it.statements);
}

function isAbout({ actions }: PreparedStatement, action: ReturnType<typeof readAction>): boolean {
  return findAction(actions, action) >= 0 !== actions.negated;
}

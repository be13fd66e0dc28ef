import { quoted } from '../rules/support/edits.ts';
import type { PlainCondition, PlainList, PlainPrincipal, PlainStatement } from './plain.ts';

/** What one click in the builder does. Statements are counted from 0. */
export type BuilderChange =
  | { readonly kind: 'set-effect'; readonly statement: number; readonly value: 'Allow' | 'Deny' }
  | { readonly kind: 'set-sid'; readonly statement: number; readonly value: string }
  | { readonly kind: 'add-strings' | 'remove-strings'; readonly statement: number; readonly element: ListName; readonly values: readonly string[] }
  | { readonly kind: 'set-negated'; readonly statement: number; readonly element: ListName | 'principal'; readonly negated: boolean }
  | { readonly kind: 'add-principal' | 'remove-principal'; readonly statement: number; readonly principal: string; readonly value: string }
  | { readonly kind: 'add-condition'; readonly statement: number; readonly operator: string; readonly key: string; readonly values: readonly string[] }
  | { readonly kind: 'remove-condition'; readonly statement: number; readonly operator: string; readonly key: string }
  | { readonly kind: 'set-operator'; readonly statement: number; readonly operator: string; readonly key: string; readonly to: string }
  | { readonly kind: 'add-value' | 'remove-value'; readonly statement: number; readonly operator: string; readonly key: string; readonly value: string }
  | { readonly kind: 'add-statement'; readonly effect: 'Allow' | 'Deny' }
  | { readonly kind: 'remove-statement' | 'duplicate-statement'; readonly statement: number }
  | { readonly kind: 'move-statement'; readonly statement: number; readonly by: -1 | 1 };

export type ListName = 'action' | 'resource';

/**
 * The policy after a change, or undefined where the change makes no sense for it: the part is not there, or is there
 * already. What `builderEdit` does to the text is held against it.
 *
 * @param fresh the statement that a new one starts as
 */
export function changed(policy: readonly PlainStatement[], change: BuilderChange, fresh: PlainStatement): readonly PlainStatement[] | undefined {
  if (change.kind === 'add-statement') return [...policy, fresh];
  const at = change.statement;
  const statement = policy[at];
  if (!statement) return undefined;
  switch (change.kind) {
    case 'remove-statement':
      return policy.filter((_, index) => index !== at);
    case 'duplicate-statement':
{
      const sid = copyName(policy, at);
      return policy.toSpliced(at + 1, 0, sid === undefined ? statement : { ...statement, sid });
    }
    case 'move-statement': {
      const other = policy[at + change.by];
      return other && policy.with(at, other).with(at + change.by, statement);
    }
  }
  if (statement.raw !== undefined) return undefined;
  const next = changedStatement(statement, change);
  return next && policy.with(at, next);
}

/** The name of a statement's copy, which no other has: `Read2`, `Read3`; undefined for a statement without a name. */
export function copyName(policy: readonly PlainStatement[], at: number): string | undefined {
  const sid = policy[at]?.sid;
  if (!sid) return undefined;
  const isUsed = (name: string): boolean => policy.some((it) => it.sid === name || it.raw?.includes(quoted(name)) === true);
  for (let number = 2; ; number++) if (!isUsed(`${sid}${String(number)}`)) return `${sid}${String(number)}`;
}

/** Index in a list of actions behind which another one is written: where its type or at least its service stands. */
export function placeInList(strings: readonly string[], value: string): number {
  const [service = '', type = ''] = value.toLowerCase().split(':');
  const last = (prefix: string): number => strings.findLastIndex((it) => it.toLowerCase().startsWith(prefix));
  const ofType = last(`${service}:${type}:`);
  const ofService = ofType < 0 ? last(`${service}:`) : ofType;
  return ofService < 0 ? strings.length - 1 : ofService;
}

/** What is not in the list yet, each once; names of actions compare without case. */
export function notListed(strings: readonly string[], values: readonly string[], element: ListName): readonly string[] {
  const fold = (it: string): string => (element === 'action' ? it.toLowerCase() : it);
  const known = new Set(strings.map(fold));
  return values.filter((it) => {
    const isNew = !known.has(fold(it));
    known.add(fold(it));
    return isNew;
  });
}

/** Indexes of the strings that a removal means. */
export function listedAt(strings: readonly string[], values: readonly string[], element: ListName): readonly number[] {
  const fold = (it: string): string => (element === 'action' ? it.toLowerCase() : it);
  const wanted = new Set(values.map(fold));
  return strings.flatMap((it, index) => (wanted.has(fold(it)) ? [index] : []));
}

type StatementChange = Exclude<BuilderChange, { readonly kind: 'add-statement' | 'remove-statement' | 'duplicate-statement' | 'move-statement' }>;

function changedStatement(statement: PlainStatement, change: StatementChange): PlainStatement | undefined {
  switch (change.kind) {
    case 'set-effect':
      return statement.effect === change.value ? undefined : { ...statement, effect: change.value };
    case 'set-sid': {
      const { sid, ...rest } = statement;
      if (change.value === '') return sid === undefined ? undefined : rest;
      return sid === change.value ? undefined : { ...statement, sid: change.value };
    }
    case 'add-strings': {
      const list = statement[change.element];
      const values = notListed(list?.strings ?? [], change.values, change.element);
      if (values.length === 0) return undefined;
      return withList(statement, change.element, { negated: list?.negated === true, strings: inserted(list?.strings ?? [], values, change.element) });
    }
    case 'remove-strings': {
      const list = statement[change.element];
      const gone = new Set(list ? listedAt(list.strings, change.values, change.element) : []);
      if (!list || gone.size === 0) return undefined;
      const strings = list.strings.filter((_, index) => !gone.has(index));
      if (change.element === 'resource' && strings.length === 0) return { ...statement, resource: undefined } as PlainStatement;
      return withList(statement, change.element, { negated: list.negated, strings });
    }
    case 'set-negated':
      return changedNegation(statement, change.element, change.negated);
    case 'add-principal':
    case 'remove-principal':
      return changedPrincipal(statement, change);
    default:
      return changedCondition(statement, change);
  }
}

function inserted(strings: readonly string[], values: readonly string[], element: ListName): readonly string[] {
  const at = element === 'action' ? placeInList(strings, values[0] ?? '') : strings.length - 1;
  return strings.toSpliced(at + 1, 0, ...values);
}

function withList(statement: PlainStatement, element: ListName, list: PlainList): PlainStatement {
  if (element === 'action') return { ...statement, action: list };
  return { ...statement, resource: { ...list, uri: statement.resource?.uri === true } };
}

function changedNegation(statement: PlainStatement, element: ListName | 'principal', negated: boolean): PlainStatement | undefined {
  const part = statement[element];
  return part && part.negated !== negated ? { ...statement, [element]: { ...part, negated } } : undefined;
}

function changedPrincipal(statement: PlainStatement, { kind, principal: name, value }: Extract<BuilderChange, { readonly kind: 'add-principal' | 'remove-principal' }>): PlainStatement | undefined {
  const before: PlainPrincipal = statement.principal ?? { negated: false, entries: [] };
  const entry = before.entries.find((it) => it.kind === name);
  const isListed = entry?.values.includes(value) === true;
  if (kind === 'add-principal') {
    if (isListed) return undefined;
    const entries = entry ? before.entries.map((it) => (it === entry ? { ...it, values: [...it.values, value] } : it)) : [...before.entries, { kind: name, values: [value] }];
    return { ...statement, principal: { ...before, entries } };
  }
  if (!isListed) return undefined;
  const entries = before.entries.flatMap((it) => {
    const values = it === entry ? it.values.filter((one) => one !== value) : it.values;
    return it === entry && values.length === 0 ? [] : [{ ...it, values }];
  });
  return { ...statement, principal: { ...before, entries } };
}

type ConditionChange = Extract<BuilderChange, { readonly kind: 'add-condition' | 'remove-condition' | 'set-operator' | 'add-value' | 'remove-value' }>;

function changedCondition(statement: PlainStatement, change: ConditionChange): PlainStatement | undefined {
  const { conditions } = statement;
  const { operator, key } = change;
  const at = conditions.findIndex((it) => it.operator === operator && it.key === key);
  const found = conditions[at];
  const withConditions = (next: readonly PlainCondition[]): PlainStatement => ({ ...statement, conditions: next });
  if (change.kind === 'add-condition') return found || change.values.length === 0 ? undefined : withConditions(withKey(conditions, { operator, key, values: [...new Set(change.values)] }));
  if (!found) return undefined;
  switch (change.kind) {
    case 'remove-condition':
      return withConditions(conditions.toSpliced(at, 1));
    case 'add-value':
      return found.values.includes(change.value) ? undefined : withConditions(conditions.with(at, { ...found, values: [...found.values, change.value] }));
    case 'remove-value': {
      const values = found.values.filter((it) => it !== change.value);
      if (values.length === found.values.length) return undefined;
      return withConditions(values.length === 0 ? conditions.toSpliced(at, 1) : conditions.with(at, { ...found, values }));
    }
    case 'set-operator': {
      if (change.to === operator || conditions.some((it) => it.operator === change.to && it.key === key)) return undefined;
      const moved = { ...found, operator: change.to };
      // Alone under its operator, its operator is written anew in its place; else it goes to the keys of the other one.
      const isAlone = conditions.filter((it) => it.operator === operator).length === 1 && !conditions.some((it) => it.operator === change.to);
      return withConditions(isAlone ? conditions.with(at, moved) : withKey(conditions.toSpliced(at, 1), moved));
    }
  }
}

/** Keys of one operator stand together. */
function withKey(conditions: readonly PlainCondition[], added: PlainCondition): readonly PlainCondition[] {
  const last = conditions.findLastIndex((it) => it.operator === added.operator);
  return last < 0 ? [...conditions, added] : conditions.toSpliced(last + 1, 0, added);
}

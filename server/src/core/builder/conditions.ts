import type { Catalog, ConditionKeyFact, NameVersion, OperatorFact } from '../catalog/catalog.ts';
import { globalKeys, listedKeys, operatorOffers, valueOffers } from '../complete/conditions.ts';
import { typeName } from '../hover/words.ts';
import { type Arg, type Local, type Message, msg } from '../message.ts';
import type { PolicyKind } from '../policy/kind.ts';
import type { Statement } from '../policy/policy.ts';
import { isAddress, isDate, isNumber } from '../rules/support/values.ts';
import type { BuilderChange } from './change.ts';

/** A condition key to choose. */
export interface KeyOffer {
  /** `g:ResourceTag/` for keys that a tag key follows. */
  readonly name: string;
  readonly tag: boolean;
  readonly description: Local;
  readonly type: Message;
  readonly multiValued: boolean;
  /** The actions of the statement list it, or it belongs to their services. */
  readonly ofActions: boolean;
  readonly operators: readonly string[];
  readonly values: readonly string[];
  readonly hint: Arg | undefined;
}

/** Keys that make sense in a statement: those of its actions and their services, then those of every request. */
export function keyOffers(catalog: Catalog, kind: PolicyKind, version: NameVersion, statement: Statement | undefined): readonly KeyOffer[] {
  const own = new Set(listedKeys(catalog, version, statement));
  const all = [...new Set([...own, ...globalKeys(catalog, version)])].filter((it) => it.versions[version] !== undefined);
  const lists = operatorLists(catalog, kind, version);
  return all.map((it) => {
    const name = it.name.replace('<tag-key>', '');
    return { name, tag: name !== it.name, description: it.description, type: typeName(it.valueType), multiValued: it.multiValued, ofActions: own.has(it), operators: lists(it), values: valuesOf(catalog, it), hint: hintFor(it.valueType) };
  });
}

/** What is known of a key that a condition names, under its operator. */
export interface KeyFacts {
  readonly description: Local | undefined;
  readonly operators: readonly string[];
  /** Values to choose from, where they are a closed set. */
  readonly offers: readonly string[];
  readonly hint: Arg | undefined;
}

/** @param operator as it is written: it is offered even where the dialect does not have it */
export function keyFacts(catalog: Catalog, kind: PolicyKind, version: NameVersion, key: string, operator: string): KeyFacts {
  const fact = catalog.conditionKey(key);
  const operators = operatorLists(catalog, kind, version)(fact);
  return {
    description: fact?.description,
    operators: operators.includes(operator) ? operators : [operator, ...operators],
    offers: valueOffers(operator, key, { catalog }).offers.map((it) => it.label),
    hint: hintFor(operatorFact(catalog, operator)?.valueType ?? fact?.valueType),
  };
}

/** What is wrong with a condition, an operator or a value that is to be written, or undefined. An unknown key is a finding. */
export function whyNoCondition(kind: string, change: BuilderChange, catalog: Catalog): Message | undefined {
  if (change.kind !== 'add-condition' && change.kind !== 'add-value' && change.kind !== 'set-operator') return undefined;
  const operator = change.kind === 'set-operator' ? change.to : change.operator;
  const fact = operatorFact(catalog, operator);
  if (change.kind !== 'add-value' && fact?.versions[kind.endsWith('5.0') ? '5.0' : '1.1'] === undefined) return msg('"{0}" is no operator of this kind of policy.', operator);
  if (change.kind === 'add-condition' && !/^[\w-]+:\S/.test(change.key)) return msg('"{0}" is no condition key. A key has two parts: "{1}".', change.key, 'g:UserName');
  const values = change.kind === 'add-condition' ? change.values : change.kind === 'add-value' ? [change.value] : [];
  const wrong = values.find((it) => !fits(it, fact?.valueType));
  const hint = hintFor(fact?.valueType);
  return wrong !== undefined && hint !== undefined ? msg('"{0}" is no value of {1}. {2}.', wrong, operator, hint) : undefined;
}

/** Variables have their value only with a request. */
function fits(value: string, type: OperatorFact['valueType'] | undefined): boolean {
  if (value.includes('${')) return true;
  switch (type) {
    case 'numeric':
      return isNumber(value);
    case 'date':
      return isDate(value);
    case 'boolean':
      return /^(?:true|false)$/i.test(value);
    case 'ip_address':
      return isAddress(value);
    default:
      return true;
  }
}

/** Operators by the type of a key, spelled out, those for several values only where a key has several. */
function operatorLists(catalog: Catalog, kind: PolicyKind, version: NameVersion): (key: ConditionKeyFact | undefined) => readonly string[] {
  const all = operatorOffers({ catalog, kind, version, statement: undefined }).offers.map((it) => it.label);
  return (key) => all.filter((name) => {
    const fact = operatorFact(catalog, name);
    const several = /^For(?:All|Any)Values?:/.test(name);
    if (!key) return true;
    if (fact?.name === 'Null') return !several;
    return fact?.valueType === key.valueType && (!several || key.multiValued);
  });
}

function operatorFact(catalog: Catalog, written: string): OperatorFact | undefined {
  const name = written.replace(/^For(?:AllValues|AnyValue):/, '').replace(/IfExists$/, '');
  return catalog.operators.find((it) => it.name === name);
}

function valuesOf(catalog: Catalog, { name, valueType }: ConditionKeyFact): readonly string[] {
  return valueOffers(valueType === 'boolean' ? 'Bool' : 'StringEquals', name, { catalog }).offers.map((it) => it.label);
}

/** What a value looks like. */
function hintFor(type: OperatorFact['valueType'] | undefined): Arg | undefined {
  switch (type) {
    case 'numeric':
      return msg('A number, such as {0}', '10');
    case 'date':
      return msg('A time in UTC, such as {0}', '2026-01-31T12:00:00Z');
    case 'boolean':
      return msg('{0} or {1}', 'true', 'false');
    case 'ip_address':
      return msg('An address or a range, such as {0}', '192.168.0.0/16');
    default:
      return undefined;
  }
}

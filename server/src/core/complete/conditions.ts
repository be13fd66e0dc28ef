import { actionsMatching, type Catalog, type ConditionKeyFact, type NameVersion, type OperatorFact } from '../catalog/catalog.ts';
import { dots, typeName } from '../hover/words.ts';
import { msg } from '../message.ts';
import type { PolicyKind } from '../policy/kind.ts';
import { actionStrings, type Statement } from '../policy/policy.ts';
import type { Offer, Offers } from './completion.ts';
import { escapeSnippet } from './slot.ts';

export interface ConditionContext {
  readonly catalog: Catalog;
  readonly kind: PolicyKind;
  readonly version: NameVersion;
  readonly statement: Statement | undefined;
}

/** Operators of the dialect: plain ones, then with IfExists, then for keys of several values. */
export function operatorOffers({ catalog, kind, version }: ConditionContext): Offers {
  const known = catalog.operators.filter((it) => isOffered(it, version)).sort((a, b) => rankOfOperator(a) - rankOfOperator(b));
  const optional = known.filter((it) => it.name !== 'Null');
  const several = known.filter((it) => it.valueType === 'string');
  const names = [
    ...known.map((it) => [it.name, it] as const),
    ...optional.map((it) => [`${it.name}IfExists`, it] as const),
    ...['ForAnyValue', 'ForAllValues'].flatMap((prefix) => several.map((it) => [`${prefix}:${it.name}`, it] as const)),
  ];
  const offers = names.map(([label, { valueType }]): Offer => ({ label, kind: 'operator', detail: typeName(valueType), text: '{\n\t$0\n}', retrigger: true }));
  return { offers, data: `o ${kind} ` };
}

/** Keys that the statement's actions know, then those that every request may carry; of the operator's type. */
export function keyOffers(operator: string, { catalog, kind, version, statement }: ConditionContext): Offers {
  const type = operatorNamed(operator, catalog)?.valueType;
  const fits = (it: ConditionKeyFact): boolean => it.versions[version] !== undefined && (type === undefined || isNull(operator) || it.valueType === type);
  const several = /^For(?:All|Any)Values?:/.test(operator);
  const keys = [...new Set([...listedKeys(catalog, version, statement), ...globalKeys(catalog, version)])].filter(fits);
  const sorted = several ? [...keys.filter((it) => it.multiValued), ...keys.filter((it) => !it.multiValued)] : keys;
  return { offers: sorted.map((it) => keyOffer(it, operator)), data: `k ${kind} ` };
}

/** The closed set of values that a key has under an operator, if there is one. */
export function valueOffers(operator: string, key: string, { catalog }: Pick<ConditionContext, 'catalog'>): Offers {
  return { offers: closedValues(operator, catalog.conditionKey(key), catalog).map((label): Offer => ({ label, kind: 'value', ...(isNull(operator) ? { detail: label === 'true' ? msg('the request does not carry the key') : msg('the request carries the key') } : {}) })), data: '' };
}

/** Whether values of an operator are texts, so that a policy variable makes sense in them. */
export function takesVariables(operator: string, { catalog }: Pick<ConditionContext, 'catalog'>): boolean {
  return operatorNamed(operator, catalog)?.valueType === 'string';
}

/** StringEquals first: most conditions compare names. */
const order = ['StringEquals', 'StringNotEquals', 'StringMatch', 'StringNotMatch', 'StringStartWith', 'StringEndWith', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'Bool', 'NumberLessThan', 'NumberLessThanEquals', 'NumberGreaterThan', 'NumberGreaterThanEquals', 'NumberEquals', 'NumberNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals', 'IpAddress', 'NotIpAddress', 'Null'];

function rankOfOperator({ name }: OperatorFact): number {
  const index = order.indexOf(name);
  return index < 0 ? order.length : index;
}

/** The older table alone names them, except for the only operators that compare addresses. */
function isOffered({ versions, valueType }: OperatorFact, version: NameVersion): boolean {
  const standing = versions[version];
  return standing !== undefined && (standing !== 'legacy' || valueType === 'ip_address');
}

function operatorNamed(written: string, catalog: Catalog): OperatorFact | undefined {
  const name = written.replace(/^For(?:AllValues|AnyValue):/, '').replace(/IfExists$/, '');
  return catalog.operators.find((it) => it.name === name);
}

function isNull(operator: string): boolean {
  return operator === 'Null';
}

/** Keys that the statement's actions list, those of the services first; without actions, those of ModelArts. */
export function listedKeys(catalog: Catalog, version: NameVersion, statement: Statement | undefined): readonly ConditionKeyFact[] {
  const strings = (statement ? actionStrings(statement) : []).slice(0, maximumActions).filter((it) => !it.value.startsWith('*'));
  if (strings.length === 0) return catalog.conditionKeys('modelarts');
  const own = new Set<ConditionKeyFact>();
  const global = new Set<ConditionKeyFact>();
  for (const { value, segments } of strings) {
    const actions = actionsMatching(catalog, value, version);
    const used = new Set(actions.map((it) => it.name));
    for (const key of catalog.conditionKeys(segments[0]?.value ?? '')) {
      if (key.usedBy.length === 0 || used.size === 0 || key.usedBy.some((it) => used.has(it))) own.add(key);
    }
    for (const name of new Set(actions.flatMap((it) => it.conditionKeys))) {
      const key = name.startsWith('g:') ? catalog.conditionKey(name) : undefined;
      if (key) global.add(key);
    }
  }
  return [...own, ...global];
}

/** More strings than a statement may have are not looked at. */
const maximumActions = 100;

/** Keys that IAM fills in for every service before those that only some send, or that only lists name. */
export function globalKeys(catalog: Catalog, version: NameVersion): readonly ConditionKeyFact[] {
  const rank = ({ versions }: ConditionKeyFact): number => ['common', 'documented', 'services-that-integrate-it'].indexOf(versions[version] ?? '') >>> 0;
  return [...catalog.globalKeys].sort((a, b) => rank(a) - rank(b));
}

function keyOffer(key: ConditionKeyFact, operator: string): Offer {
  const values = isNull(operator) || key.valueType === 'boolean' ? ['true', 'false'] : key.values;
  const tag = key.name.indexOf('<');
  const detail = dots(typeName(key.valueType), key.multiValued ? msg('several values') : undefined, Object.keys(key.versions).join(', '));
  const value = values ? `"\${1|${values.map(escapeChoice).join(',')}|}"` : '"$1"';
  const text = `[\n\t${tag < 0 ? value : value.replace('1', '2')}\n]`;
  return { label: key.name, kind: 'key', detail, text };
}

function closedValues(operator: string, key: ConditionKeyFact | undefined, catalog: Catalog): readonly string[] {
  const type = operatorNamed(operator, catalog)?.valueType;
  return isNull(operator) || type === 'boolean' ? ['true', 'false'] : (key?.values ?? []);
}

function escapeChoice(text: string): string {
  return escapeSnippet(text).replace(/[,|]/g, '\\$&');
}

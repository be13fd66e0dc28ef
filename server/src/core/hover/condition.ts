import { type Catalog, type ConditionKeyFact, type NameVersion, type OperatorFact } from '../catalog/catalog.ts';
import { innerSpan, type JsonString, valueSpan } from '../json/json.ts';
import { code, type Message, msg } from '../message.ts';
import type { ConditionKey, ConditionOperator, Policy } from '../policy/policy.ts';
import { variablesIn } from '../policy/variables.ts';
import { contains } from '../text.ts';
import { dots, type Hover, names, sourceLink, told, typeName } from './words.ts';

/** What an operator asks, with its prefix and suffix, and what it does when the key is not sent. Empty for an unknown one. */
export function describeOperator(operator: Pick<ConditionOperator, 'written' | 'name' | 'ifExists' | 'prefix'>, version: NameVersion, catalog: Catalog): readonly Message[] {
  const fact = catalog.operators.find((it) => it.name === operator.name);
  if (!fact) return [];
  return [
    msg('**{0}** · {1}', code(operator.written), typeName(fact.valueType)),
    ...told(fact.description),
    ...prefix(operator),
    ...severalValues(fact),
    ...absentKey(operator, fact),
    ...told(fact.note),
    ...standing(fact, version),
    ...sourceLink(fact.source),
  ];
}

/** What a value of a closed set means, or the variable in it. */
export function valueHover(policy: Policy, operator: ConditionOperator, key: ConditionKey, node: JsonString, offset: number, catalog: Catalog): Hover | undefined {
  const variable = variableHover(policy, node, offset, catalog);
  if (variable) return variable;
  const span = innerSpan(node);
  if (operator.name === 'Null') {
    if (node.value === 'true') return { span, contents: [msg('{0}: the request must not carry {1}.', code('true'), code(key.name))] };
    return node.value === 'false' ? { span, contents: [msg('{0}: the request must carry {1}.', code('false'), code(key.name))] } : undefined;
  }
  const fact = catalog.conditionKey(key.name);
  if (!fact?.values) return undefined;
  const known = fact.values.includes(node.value);
  const title = known ? msg('{0} is a value of {1}.', code(node.value), code(fact.name)) : msg('{0} is not among the known values of {1}.', code(node.value), code(fact.name));
  return { span, contents: [title, msg('Known values: {0}', names(fact.values)), ...told(fact.description)] };
}

/** The policy variable around an offset of a string: `${g:UserName, 'default'}`. */
export function variableHover(policy: Policy, node: JsonString, offset: number, catalog: Catalog): Hover | undefined {
  for (const { from, to, closed } of variablesIn(node.value)) {
    if (!closed) return undefined;
    const span = valueSpan(policy.text, node, from, to);
    if (!contains(span, offset)) continue;
    const written = node.value.slice(from, to);
    const inner = node.value.slice(from + 2, to - 1).trim();
    if (inner === '*' || inner === '?' || inner === '$') return { span, contents: [msg('**{0}**: the character {1} itself.', code(written), code(inner))] };
    const name = (inner.split(',')[0] ?? '').trim();
    const fact = catalog.conditionKey(name);
    const meaning = msg('**{0}**: takes the value of {1} from the request.', code(written), code(fact?.name ?? name));
    const without = inner.includes(',') ? msg('Without that key, or with several values of it, the default after the comma counts.') : msg('Without that key, or with several values of it, nothing matches.');
    return { span, contents: [meaning, without, ...(fact ? told(fact.description) : [])] };
  }
  return undefined;
}

/** What a condition key holds, who sends it, and in which versions it is known. */
export function describeKey(fact: ConditionKeyFact, version: NameVersion): readonly Message[] {
  return [
    msg('**{0}** · {1}', code(fact.name), dots(typeName(fact.valueType), fact.multiValued ? msg('several values') : undefined, Object.keys(fact.versions).join(', '))),
    ...told(fact.description),
    ...sender(fact, version),
    ...(fact.values ? [msg('Known values: {0}', names(fact.values))] : []),
    ...(fact.multiValued ? [msg('It can hold several values. Put {0} or {1} before the operator.', code('ForAllValues:'), code('ForAnyValue:'))] : []),
    ...(fact.usedBy.length > 0 ? [msg('Listed for: {0}', names(fact.usedBy))] : []),
    ...told(fact.note),
    ...(fact.confidence === 'medium' ? [msg('Seen in an example or a guide only, not in a table of condition keys.')] : []),
    ...(fact.confidence === 'low' ? [msg('No official text could be read about it.')] : []),
    ...sourceLink(fact.source),
  ];
}

function sender({ name, versions }: ConditionKeyFact, version: NameVersion): readonly Message[] {
  const known = versions[version];
  if (known === undefined) return [msg('Not known as a key of version {0}.', version)];
  if (!name.startsWith('g:')) return [msg('Sent by the service {0} only. Elsewhere it counts as not sent.', code(name.slice(0, name.indexOf(':'))))];
  if (known === 'common') return [msg('IAM fills it in for every service.')];
  if (known === 'services-that-integrate-it') return [msg('Only some services send it. Elsewhere it counts as not sent.')];
  return [];
}

function prefix({ prefix }: Pick<ConditionOperator, 'prefix'>): readonly Message[] {
  if (prefix === 'ForAllValues') return [msg('{0}: every value that the request carries has to match.', code('ForAllValues:'))];
  if (prefix === 'ForAnyValue') return [msg('{0}: one value that the request carries is enough.', code('ForAnyValue:'))];
  return [];
}

function severalValues({ name, negated, valueType }: OperatorFact): readonly Message[] {
  if (name === 'Null' || valueType === 'none') return [];
  return negated ? [msg('With several listed values, none of them may match.')] : [msg('With several listed values, one match is enough.')];
}

/** The truth table for a key that the request does not carry (reference, 3.3). */
function absentKey({ name, ifExists, prefix }: Pick<ConditionOperator, 'name' | 'ifExists' | 'prefix'>, { negated, valueType }: OperatorFact): readonly Message[] {
  if (name === 'Null' || valueType === 'none') return [];
  if (ifExists) return [msg('Key not sent: counts as met, because of {0}.', code('IfExists'))];
  if (prefix === 'ForAnyValue') return [msg('Key not sent, or without values: not met.')];
  if (prefix === 'ForAllValues') return [msg('Key not sent, or without values: counts as met. Inferred, no source states it.')];
  if (negated) return [msg('Key not sent: not met. Inferred, no source states it, and AWS does it the other way round.')];
  return [msg('Key not sent: not met. Inferred from what {0} does.', code('IfExists'))];
}

function standing({ versions }: OperatorFact, version: NameVersion): readonly Message[] {
  switch (versions[version]) {
    case undefined:
      return [msg('Not an operator of version {0}.', version)];
    case 'legacy':
      return [msg('Only in older tables of operators.')];
    case 'family-only':
      return [msg('No table of operators of version {0} could be read. Condition keys of this type exist there.', version)];
    default:
      return [];
  }
}

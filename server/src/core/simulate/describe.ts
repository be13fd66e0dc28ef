import { type Message, msg } from '../message.ts';
import type { ConditionOutcome, PreparedCondition } from './condition.ts';
import type { Context } from './context.ts';
import type { OperatorFamily } from './operators.ts';
import type { PreparedStatement } from './prepare.ts';
import type { ListOutcome } from './statement.ts';
import type { Truth } from './types.ts';

/** Why a condition holds, does not, or cannot be known. */
export function describeCondition(condition: PreparedCondition, outcome: ConditionOutcome, context: Context): Message {
  const { operator, rule } = condition;
  switch (outcome.because) {
    case 'unknown-operator':
      return msg('{0} is no operator of this version of the language', operator.name);
    case 'no-if-exists':
      return msg('{0} takes no IfExists', operator.name);
    case 'no-prefix':
      return msg('{0} takes no prefix', operator.name);
    case 'wrong-type':
      return msg('the listed values are no strings');
    case 'absent-if-exists':
      return msg('the request does not carry this key, which counts as met because of IfExists');
    case 'absent-all':
      return msg('the request does not carry this key, and what is asked of all values holds where there is none');
    case 'absent-any':
      return msg('the request does not carry this key, and one value is needed');
    case 'absent-negated':
      return msg('the request does not carry this key, which counts as not met: only IfExists says otherwise');
    case 'absent':
    case 'is-absent':
      return msg('the request does not carry this key');
    case 'is-present':
      return msg('the request carries this key');
    case 'several':
      return msg('the request carries several values, and only ForAllValues or ForAnyValue says how to compare them');
    case 'readings-differ':
      return msg('sources give {0} two meanings, which lead to different answers', operator.name);
    case 'not-comparable':
      return notComparable(rule?.family ?? 'string');
    case 'compared':
      return compared(condition, outcome.holds === true, context);
  }
}

/** Why Action or NotAction matches or not. */
export function describeAction({ actions }: PreparedStatement, { matches, index }: ListOutcome): Message {
  const found = actions.list?.strings[index]?.value;
  if (!actions.list) return msg('it has no Action');
  if (actions.negated) return found === undefined ? msg('NotAction does not exclude the action') : msg('NotAction excludes the action with "{0}"', found);
  return matches && found !== undefined ? msg('"{0}" names the action', found) : msg('no action of it matches');
}

/** Why Resource or NotResource matches or not. */
export function describeResource({ resources }: PreparedStatement, { matches, index }: ListOutcome, named: boolean): Message {
  if (!resources) return msg('not limited to resources');
  const found = resources.strings[index]?.source.value;
  if (matches === null) return msg('the variable in "{0}" cannot be read', found ?? '');
  if (resources.negated) return found === undefined ? msg('NotResource does not exclude the resource') : msg('NotResource excludes the resource with "{0}"', found);
  if (found !== undefined) return msg('"{0}" names the resource', found);
  return named ? msg('no resource of it matches') : msg('the request names no resource, and only "{0}" would match that', '*');
}

export function describePrincipal({ source }: PreparedStatement, matches: Truth, given: boolean): Message {
  if (!given) return msg('the request does not say who asks');
  if (matches === null) return msg('it names a kind of principal that the language does not have');
  if (source.principal?.negated) return matches ? msg('NotPrincipal does not exclude the caller') : msg('NotPrincipal excludes the caller');
  return matches ? msg('it names the caller') : msg('it does not name the caller');
}

function notComparable(family: OperatorFamily): Message {
  switch (family) {
    case 'number':
      return msg('a value is not a decimal number, so it cannot be compared');
    case 'date':
      return msg('a value is not a date such as {0}, so it cannot be compared', '2012-11-11T23:59:59Z');
    case 'ip':
      return msg('a value is not an IP address, so it cannot be compared');
    case 'bool':
    case 'null':
      return msg('a value is neither {0} nor {1}, so it cannot be compared', 'true', 'false');
    case 'string':
      return msg('a variable in a listed value cannot be read');
  }
}

function compared({ rule, operator, key }: PreparedCondition, holds: boolean, context: Context): Message {
  const negated = rule?.negated === true;
  if (operator.prefix === 'ForAllValues') {
    if (negated) return holds ? msg('no value of the request matches a listed one') : msg('a value of the request matches a listed one');
    return holds ? msg('every value of the request matches a listed one') : msg('a value of the request matches no listed one');
  }
  if (operator.prefix === 'ForAnyValue') {
    if (negated) return holds ? msg('a value of the request matches no listed one') : msg('every value of the request matches a listed one');
    return holds ? msg('a value of the request matches a listed one') : msg('no value of the request matches a listed one');
  }
  const value = context.get(key)?.[0] ?? '';
  return holds !== negated ? msg('"{0}" matches a listed value', value) : msg('"{0}" matches no listed value', value);
}

import type { ConditionKeyFact } from '../catalog/catalog.ts';
import { type Message, msg } from '../message.ts';
import type { ConditionOperator } from '../policy/policy.ts';
import type { Fix, Rule } from './rule.ts';
import { replaceString } from './support/edits.ts';
import { operatorFact } from './support/operators.ts';
import { conditionKeys } from './support/places.ts';
import { pages } from './support/sources.ts';

export const operatorType: Rule = {
  code: 'operator-type',
  severity: 'error',
  grade: 'documented',
  docs: {
    en: {
      title: 'The operator does not fit the type of the key',
      avoid: '`StringEquals` on a date, a number, a truth value or an address.',
      prefer: '`Date…` for `g:CurrentTime`, `Number…` for `g:MFAAge`, `Bool` for `g:MFAPresent`, `IpAddress` for `g:SourceIp`, `String…` for names. `Null` fits every key.',
      why: 'IAM refuses a key whose type does not fit the operator (IAM.1055). For version 5.0 no such error is documented, so there it is a warning.',
    },
    zhCn: {
      title: '运算符与条件键的类型不符',
      avoid: '对日期、数字、布尔值或地址使用`StringEquals`。',
      prefer: '`g:CurrentTime`用`Date…`，`g:MFAAge`用`Number…`，`g:MFAPresent`用`Bool`，`g:SourceIp`用`IpAddress`，名称用`String…`。`Null`适用于所有条件键。',
      why: '条件键类型与运算符不符时IAM会拒绝（IAM.1055）。5.0版本没有这一错误的文档，因此只是警告。',
    },
    sources: [pages.errorCodes, pages.syntax, pages.keysV5],
    also: ['IAM.1055'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:*"],
      "Condition": { "StringEquals": { "g:MFAPresent": ["false"] } }
//                                     ^^^^^^^^^^^^^^ "g:MFAPresent" is true or false, so "StringEquals" does not fit.
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:*"],
      "Condition": { "Bool": { "g:MFAPresent": ["false"] } }
    }
  ]
}`,
  *check({ policy, catalog }) {
    const { version } = policy;
    if (version === '1.0') return;
    for (const { operator, key } of conditionKeys(policy)) {
      const fact = operatorFact(catalog, operator, version);
      const known = catalog.conditionKey(key.name);
      if (!fact || operator.name === 'Null' || fact.valueType === 'none' || known?.versions[version] === undefined || fact.valueType === known.valueType) continue;
      const severity = version === '5.0' ? ({ severity: 'warning', grade: 'inferred' } as const) : {};
      yield { span: key.member.key.span, path: key.path, on: 'key', message: messageFor(known.valueType, key.name, operator.written), fixes: fixesFor(operator, known.valueType), ...severity };
    }
  },
};

function messageFor(type: ConditionKeyFact['valueType'], key: string, operator: string): Message {
  switch (type) {
    case 'boolean':
      return msg('"{0}" is true or false, so "{1}" does not fit.', key, operator);
    case 'numeric':
      return msg('"{0}" is a number, so "{1}" does not fit.', key, operator);
    case 'date':
      return msg('"{0}" is a date, so "{1}" does not fit.', key, operator);
    case 'ip_address':
      return msg('"{0}" is an address, so "{1}" does not fit.', key, operator);
    case 'string':
      return msg('"{0}" is a string, so "{1}" does not fit.', key, operator);
  }
}

/** The operator of the right family that asks the same, where there is one and it is about this key only. */
function fixesFor(operator: ConditionOperator, type: ConditionKeyFact['valueType']): readonly Fix[] {
  const negated = /Not/.test(operator.name);
  if (operator.keys.length !== 1 || !/^(?:(?:String|Number)(?:Not)?Equals|Bool|(?:Not)?IpAddress)$/.test(operator.name)) return [];
  const name = { boolean: negated ? undefined : 'Bool', numeric: negated ? 'NumberNotEquals' : 'NumberEquals', date: undefined, ip_address: negated ? 'NotIpAddress' : 'IpAddress', string: negated ? 'StringNotEquals' : 'StringEquals' }[type];
  if (name === undefined) return [];
  const whole = operator.written.replace(operator.name, name);
  return [{ title: msg('Change the operator to "{0}"', whole), edits: [replaceString(operator.member.key, whole)], safe: false }];
}

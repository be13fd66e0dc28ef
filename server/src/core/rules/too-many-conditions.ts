import type { JsonObject, Path } from '../json/json.ts';
import { msg } from '../message.ts';
import type { Rule, RuleFinding } from './rule.ts';
import { is11 } from './support/kinds.ts';
import { limits } from './support/limits.ts';
import { conditionKeys } from './support/places.ts';
import { pages } from './support/sources.ts';

const values = (count: number): string => Array.from({ length: count }, (_, index) => `"user-${index}"`).join(', ');

export const tooManyConditions: Rule = {
  code: 'too-many-conditions',
  severity: 'error',
  grade: 'documented',
  docs: {
    en: {
      title: 'Too many conditions in one statement',
      avoid: 'More than 10 operators, more than 10 keys below one operator, or more than 10 values of one key.',
      prefer: 'A pattern with StringMatch in place of many values, or a second statement.',
      why: 'IAM takes 1 to 10 conditions (IAM.1050) and 1 to 10 attributes of an operator (IAM.1054); the API reference says 10 of the values. For version 5.0 no such limit is documented.',
    },
    zhCn: {
      title: '一条授权语句的条件过多',
      avoid: '超过10个运算符，一个运算符下超过10个条件键，或者一个条件键超过10个值。',
      prefer: '用StringMatch的模式代替许多值，或者写第二条授权语句。',
      why: 'IAM只接受1～10个条件（IAM.1050）和每个运算符1～10个属性（IAM.1054）；API参考规定值最多10个。5.0版本没有这一限制的文档。',
    },
    sources: [pages.errorCodes, pages.createPolicy],
    also: ['IAM.1050', 'IAM.1054'],
  },
  bad: `
{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list"], "Condition": { "StringEquals": { "g:UserName": [${values(10)},
  "last"
//^^^^^^ A condition key has at most 10 values. This is number 11.
] } } }] }`,
  good: `
{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list"], "Condition": { "StringEquals": { "g:UserName": [${values(10)}] } } }] }`,
  noFix: { en: 'What can be left out is not known.', zhCn: '无法知道可以去掉哪些内容。' },
  *check({ policy }) {
    if (!is11(policy)) return;
    for (const { condition } of policy.statements) {
      const object = condition?.member.value;
      if (!condition || object?.type !== 'object') continue;
      yield* tooMany(object, condition.path, limits.conditions, 'operators');
      for (const { member, path } of condition.operators) {
        if (member.value?.type === 'object') yield* tooMany(member.value, path, limits.conditionEntries, 'keys');
      }
    }
    for (const { key } of conditionKeys(policy)) {
      const first = key.values?.[limits.conditionEntries];
      if (first) yield { span: first.span, path: [...key.path, limits.conditionEntries], message: msg('A condition key has at most {0} values. This is number {1}.', limits.conditionEntries, limits.conditionEntries + 1) };
    }
  },
};

function* tooMany(object: JsonObject, path: Path, limit: number, what: 'operators' | 'keys'): Iterable<RuleFinding> {
  const first = object.members[limit];
  if (!first) return;
  const message = what === 'operators' ? msg('A condition has at most {0} operators. This is number {1}.', limit, limit + 1) : msg('An operator has at most {0} condition keys. This is number {1}.', limit, limit + 1);
  yield { span: first.key.span, path: [...path, first.key.value], on: 'key', message };
}

import { member } from '../json/json.ts';
import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { is11 } from './support/kinds.ts';
import { limits } from './support/limits.ts';
import { policyObject } from './support/places.ts';
import { pages } from './support/sources.ts';

const statement = '{ "Effect": "Allow", "Action": ["modelarts:notebook:list"] }';

export const tooManyStatements: Rule = {
  code: 'too-many-statements',
  severity: 'error',
  grade: 'documented',
  scope: 'document',
  docs: {
    en: {
      title: 'More than 8 statements',
      avoid: 'A custom policy with more than 8 statements.',
      prefer: 'Put actions with the same Effect, Resource and Condition into one statement, or use several policies.',
      why: 'IAM takes 1 to 8 statements (IAM.1028). For version 5.0 no such limit is documented.',
    },
    zhCn: {
      title: '授权语句超过8条',
      avoid: '自定义策略的授权语句超过8条。',
      prefer: '把Effect、Resource和Condition相同的授权项合并到一条授权语句，或者拆成多个策略。',
      why: 'IAM只接受1～8条授权语句（IAM.1028）。5.0版本没有这一限制的文档。',
    },
    sources: [pages.errorCodes, pages.createPolicy],
    also: ['IAM.1028'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    ${`${statement},\n    `.repeat(8)}${statement}
//  ${'^'.repeat(statement.length)} A custom policy has at most 8 statements. This is number 9.
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    ${`${statement},\n    `.repeat(7)}${statement}
  ]
}`,
  noFix: { en: 'Which statements can go is not known; a refactoring merges those that differ in one list only.', zhCn: '无法知道可以去掉哪些授权语句，可以用重构操作合并只有一个列表不同的授权语句。' },
  *check({ policy }) {
    const object = policyObject(policy);
    const list = object && member(object, 'Statement')?.value;
    if (!is11(policy) || list?.type !== 'array') return;
    const first = list.elements[limits.statements];
    if (!first) return;
    const path = [...policy.path, 'Statement', limits.statements];
    yield { span: first.span, path, message: msg('A custom policy has at most {0} statements. This is number {1}.', limits.statements, limits.statements + 1) };
  },
};

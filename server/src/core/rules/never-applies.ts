import { analysisCheck } from '../analysis/rule.ts';
import type { Rule } from './rule.ts';
import { pages } from './support/sources.ts';

export const neverApplies: Rule = {
  code: 'never-applies',
  severity: 'warning',
  grade: 'inferred',
  scope: 'document',
  docs: {
    en: {
      title: 'A statement that matches no request',
      avoid: 'Conditions that contradict each other, a condition without values, or NotAction and NotResource that leave nothing.',
      prefer: 'Conditions that one request can meet together. Values of one key are alternatives, keys and operators are not.',
      why: 'All conditions of a statement have to hold at once. Where that is impossible, the statement neither allows nor denies anything.',
    },
    zhCn: {
      title: '不匹配任何请求的授权语句',
      avoid: '相互矛盾的条件、没有值的条件，或者什么都不剩的NotAction和NotResource。',
      prefer: '同一个请求可以同时满足的条件。同一条件键的多个值是“或”，不同的条件键和运算符是“与”。',
      why: '一条授权语句的所有条件必须同时满足。如果不可能满足，这条授权语句既不允许也不拒绝任何请求。',
    },
    sources: [pages.syntax, pages.syntaxV5],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:notebook:*"]
    },
    {
      "Effect": "Deny",
      "Action": ["modelarts:notebook:delete"],
      "Condition": {
        "StringEquals": { "g:UserName": ["ann"] },
        "StringNotEquals": { "g:UserName": ["ann", "bob"] }
//                           ^^^^^^^^^^^^ No request meets this condition
      }
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:notebook:*"]
    }
  ]
}`,
  check: analysisCheck('never-applies'),
};

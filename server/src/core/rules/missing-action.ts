import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { elementsOf, isBegun, lacks } from './support/elements.ts';
import { has, opening } from './support/places.ts';
import { pages } from './support/sources.ts';

export const missingAction: Rule = {
  code: 'missing-action',
  severity: 'error',
  grade: 'documented',
  docs: {
    en: {
      title: 'Action is missing',
      avoid: 'A statement without Action.',
      prefer: 'A list of actions, such as `["modelarts:notebook:list"]`. Identity policies may have NotAction instead.',
      why: 'Action says what the statement is about. There is no default, and IAM refuses the policy.',
    },
    zhCn: {
      title: '缺少Action',
      avoid: '授权语句中没有Action。',
      prefer: '一个授权项列表，例如`["modelarts:notebook:list"]`。身份策略也可以改用NotAction。',
      why: 'Action说明授权语句针对哪些操作，没有默认值。缺少时IAM会拒绝该策略。',
    },
    sources: [pages.errorCodes, pages.createPolicyV5],
    also: ['IAM.1030'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
//  ^ Action is missing
      "Effect": "Allow"
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:notebook:list"]
    }
  ]
}`,
  noFix: { en: 'What should be allowed or denied is not known.', zhCn: '无法知道要允许或拒绝什么操作。' },
  *check({ policy }) {
    const known = elementsOf(policy.kind);
    for (const { node, path } of policy.statements) {
      // An object in which nothing is written yet has one finding, about Effect.
      if (!isBegun(node) || has(node, 'NotAction') || !lacks(node, 'Action', known)) continue;
      yield { span: opening(node), path, message: msg('Action is missing: a list of actions.') };
    }
  },
};

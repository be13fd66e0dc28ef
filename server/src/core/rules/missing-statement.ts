import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { isBegun, lacks, policyElements } from './support/elements.ts';
import { isEmptyWrapper, opening, policyObject } from './support/places.ts';
import { pages } from './support/sources.ts';

export const missingStatement: Rule = {
  code: 'missing-statement',
  severity: 'error',
  grade: 'documented',
  scope: 'document',
  docs: {
    en: {
      title: 'Statement is missing',
      avoid: 'A policy without Statement.',
      prefer: 'A list of statements, each with Effect and Action.',
      why: 'Without statements a policy says nothing, and IAM refuses it.',
    },
    zhCn: {
      title: '缺少Statement',
      avoid: '策略中没有Statement。',
      prefer: '一个授权语句列表，每条授权语句都有Effect和Action。',
      why: '没有授权语句的策略没有任何内容，会被IAM拒绝。',
    },
    sources: [pages.errorCodes, pages.accessAnalyzer],
    also: ['IAM.1027', 'MISSING_STATEMENT'],
  },
  bad: `
  {
//^ Statement is missing
    "Version": "1.1"
  }`,
  good: `
  {
    "Version": "1.1",
    "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list"] }]
  }`,
  noFix: { en: 'What the policy should say is not known.', zhCn: '无法知道策略要写什么内容。' },
  *check({ policy }) {
    const object = policyObject(policy);
    // An object in which nothing is written yet has one finding, about Version.
    if (!object || isEmptyWrapper(policy) || !isBegun(object) || !lacks(object, 'Statement', policyElements(policy.kind))) return;
    yield { span: opening(object), path: policy.path, message: msg('Statement is missing: a list of what is allowed and denied.') };
  },
};

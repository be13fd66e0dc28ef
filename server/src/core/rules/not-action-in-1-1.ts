import { msg } from '../message.ts';
import { member } from '../json/json.ts';
import type { Rule } from './rule.ts';
import { is11 } from './support/kinds.ts';
import { pages } from './support/sources.ts';

export const notActionIn11: Rule = {
  code: 'not-action-in-1-1',
  severity: 'warning',
  grade: 'disputed',
  docs: {
    en: {
      title: 'NotAction is not documented for custom policies',
      avoid: 'NotAction in a policy of version 1.1.',
      prefer: 'List the actions, or write a wider Allow and a Deny for the exceptions. Identity policies (5.0) have NotAction.',
      why: 'No page on custom policies describes NotAction; only the error texts IAM.1030 to IAM.1032 name it. Whether and how it works is not known, so such a statement is not decided here.',
    },
    zhCn: {
      title: '自定义策略的NotAction没有文档说明',
      avoid: '在1.1版本的策略中使用NotAction。',
      prefer: '列出授权项，或者用范围较大的Allow再加一条Deny写出例外。身份策略（5.0）支持NotAction。',
      why: '自定义策略的文档都没有介绍NotAction，只有IAM.1030至IAM.1032的错误说明提到它。无法确定它是否有效以及如何生效，因此这里不判断这样的授权语句。',
    },
    sources: [pages.createPolicy, pages.errorCodes],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Deny",
      "NotAction": ["modelarts:notebook:*"]
//    ^^^^^^^^^^^ NotAction is not documented for custom policies (1.1).
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:*"]
    }
  ]
}`,
  noFix: { en: 'The actions that are meant are all others, today and in future.', zhCn: '所指的是现在和将来的所有其他授权项，无法逐一列出。' },
  *check({ policy }) {
    if (!is11(policy)) return;
    for (const { node, path } of policy.statements) {
      const found = member(node, 'NotAction');
      if (found) yield { span: found.key.span, path: [...path, 'NotAction'], on: 'key', message: msg('NotAction is not documented for custom policies (1.1). List the actions instead.') };
    }
  },
};

import { msg } from '../message.ts';
import { member } from '../json/json.ts';
import type { Rule } from './rule.ts';
import { pages } from './support/sources.ts';

const pairs = [
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
  ['Principal', 'NotPrincipal'],
] as const;

export const exclusiveElements: Rule = {
  code: 'exclusive-elements',
  severity: 'error',
  grade: 'documented',
  docs: {
    en: {
      title: 'Two elements exclude each other',
      avoid: 'Action with NotAction, Resource with NotResource, or Principal with NotPrincipal in one statement.',
      prefer: 'One of the two, or two statements.',
      why: 'One lists what is meant, the other all but what is meant. IAM refuses both together (IAM.1031).',
    },
    zhCn: {
      title: '两个元素互斥',
      avoid: '在一条授权语句中同时使用Action和NotAction、Resource和NotResource或Principal和NotPrincipal。',
      prefer: '只用其中一个，或者写成两条授权语句。',
      why: '一个列出所指的内容，另一个列出除此之外的内容。IAM拒绝二者同时出现（IAM.1031）。',
    },
    sources: [pages.errorCodes, pages.createPolicyV5],
    also: ['IAM.1031'],
  },
  bad: `
{
  "Version": "5.0",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:delete"],
      "NotAction": ["modelarts:pool:list"]
//    ^^^^^^^^^^^ "Action" and "NotAction" exclude each other.
    }
  ]
}`,
  good: `
{
  "Version": "5.0",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:delete"]
    }
  ]
}`,
  noFix: { en: 'Which of the two is meant is not known.', zhCn: '无法知道要保留哪一个。' },
  *check({ policy }) {
    for (const { node, path } of policy.statements) {
      for (const [positive, negative] of pairs) {
        const first = member(node, positive);
        const second = member(node, negative);
        if (!first || !second) continue;
        const related = [{ span: first.key.span, path: [...path, positive], message: msg('"{0}" is here', positive) }];
        yield { span: second.key.span, path: [...path, negative], on: 'key', message: msg('"{0}" and "{1}" exclude each other.', positive, negative), related };
      }
    }
  },
};

import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { insertFirst } from './support/edits.ts';
import { elementsOf, lacks } from './support/elements.ts';
import { opening } from './support/places.ts';
import { pages } from './support/sources.ts';

export const missingEffect: Rule = {
  code: 'missing-effect',
  severity: 'error',
  grade: 'documented',
  docs: {
    en: {
      title: 'Effect is missing',
      avoid: 'A statement without Effect.',
      prefer: '`"Effect": "Allow"` or `"Effect": "Deny"` in every statement.',
      why: 'Effect says whether the statement allows or denies. There is no default, and IAM refuses the policy.',
    },
    zhCn: {
      title: '缺少Effect',
      avoid: '授权语句中没有Effect。',
      prefer: '每条授权语句都写`"Effect": "Allow"`或`"Effect": "Deny"`。',
      why: 'Effect说明该授权语句是允许还是拒绝，没有默认值。缺少时IAM会拒绝该策略。',
    },
    sources: [pages.errorCodes, pages.accessAnalyzer],
    also: ['IAM.1029', 'MISSING_EFFECT'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
//  ^ Effect is missing
      "Action": ["modelarts:notebook:list"]
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
  *check({ policy }) {
    const known = elementsOf(policy.kind);
    for (const { node, path } of policy.statements) {
      if (!lacks(node, 'Effect', known)) continue;
      const fixes = ['Allow', 'Deny'].map((word) => ({
        title: msg('Insert "Effect": "{0}"', word),
        edits: [insertFirst(policy.text, node, `"Effect": "${word}"`)],
        safe: false,
      }));
      yield { span: opening(node), path, message: msg('Effect is missing. It is "Allow" or "Deny".'), fixes };
    }
  },
};

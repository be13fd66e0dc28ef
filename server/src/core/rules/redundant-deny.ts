import { analysisCheck } from '../analysis/rule.ts';
import type { Rule } from './rule.ts';
import { pages } from './support/sources.ts';

export const redundantDeny: Rule = {
  code: 'redundant-deny',
  severity: 'hint',
  grade: 'documented',
  scope: 'document',
  docs: {
    en: {
      title: 'A Deny that others contain',
      avoid: 'An action that is denied anyway by other strings of the policy, on the same resources and under the same conditions.',
      prefer: 'One of them.',
      why: 'Taking it out changes nothing: one Deny that applies is enough.',
    },
    zhCn: {
      title: '已被其他Deny包含',
      avoid: '某个授权项在相同的资源和条件下，已经被策略中其他字符串拒绝。',
      prefer: '只保留其中一个。',
      why: '只要有一条Deny适用就会拒绝，删除它不会改变任何权限。',
    },
    sources: [pages.evaluation, pages.syntax],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:*:*"]
    },
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:*"]
    },
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:delete"]
//               ^^^^^^^^^^^^^^^^^^^^^^^ Statement 2 denies it anyway.
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:*:*"]
    },
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:*"]
    }
  ]
}`,
  check: analysisCheck('redundant-deny'),
};

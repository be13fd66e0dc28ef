import { analysisCheck } from '../analysis/rule.ts';
import type { Rule } from './rule.ts';
import { pages } from './support/sources.ts';

export const redundantAllow: Rule = {
  code: 'redundant-allow',
  severity: 'hint',
  grade: 'documented',
  scope: 'document',
  docs: {
    en: {
      title: 'An Allow that others contain',
      avoid: 'An action that is allowed anyway by other strings of the policy, on the same resources and under the same conditions.',
      prefer: 'One of them.',
      why: 'Statements add up, so taking it out changes nothing. A policy has room for 6,144 characters, and a reader should not have to ask what the second one is for.',
    },
    zhCn: {
      title: '已被其他Allow包含',
      avoid: '某个授权项在相同的资源和条件下，已经被策略中其他字符串允许。',
      prefer: '只保留其中一个。',
      why: '授权语句的效果是叠加的，删除它不会改变任何权限。策略最多6144个字符，也不应让读者去猜第二处的用意。',
    },
    sources: [pages.evaluation, pages.syntax],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:notebook:*", "modelarts:notebook:create"]
//                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^ Other strings of this statement allow it anyway.
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
  check: analysisCheck('redundant-allow'),
};

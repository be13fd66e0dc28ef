import { analysisCheck } from '../analysis/rule.ts';
import type { Rule } from './rule.ts';
import { pages } from './support/sources.ts';

export const idleDeny: Rule = {
  code: 'idle-deny',
  severity: 'hint',
  grade: 'inferred',
  scope: 'document',
  docs: {
    en: {
      title: 'A Deny that meets no Allow',
      avoid: 'Denying in a policy with Allow statements what none of them allows.',
      prefer: 'Leaving it out, or a policy of its own when it is meant to take something away from other policies.',
      why: 'What nobody allows is not granted anyway. A policy of a set in `.modelarts-policy.json` is judged with every Allow of the set. ModelArts is left out, because an account in non-strict mode lets everybody in who is not denied.',
    },
    zhCn: {
      title: '没有遇到任何Allow的Deny',
      avoid: '策略中有Allow，却拒绝了其中任何一条都不允许的内容。',
      prefer: '删除它；如果是为了限制其他策略，则单独写成一个策略。',
      why: '没有被允许的请求本来就不会授权。`.modelarts-policy.json`策略集中的策略，会与该集合的所有Allow一起判断。ModelArts除外：在非严格模式的账号中，未被拒绝的人都可以使用ModelArts。',
    },
    sources: [pages.evaluation, pages.modelArtsRoles],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:*:*", "obs:bucket:ListAllMyBuckets"]
    },
    {
      "Effect": "Deny",
      "Action": ["obs:bucket:ListAllMyBuckets", "obs:object:DeleteObject"],
//                                              ^^^^^^^^^^^^^^^^^^^^^^^^^ No Allow of this policy reaches it
      "Condition": { "Bool": { "g:MFAPresent": ["false"] } }
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:*:*", "obs:bucket:ListAllMyBuckets"]
    },
    {
      "Effect": "Deny",
      "Action": ["obs:bucket:ListAllMyBuckets"],
      "Condition": { "Bool": { "g:MFAPresent": ["false"] } }
    }
  ]
}`,
  check: analysisCheck('idle-deny'),
};

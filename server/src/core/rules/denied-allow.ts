import { analysisCheck } from '../analysis/rule.ts';
import type { Rule } from './rule.ts';
import { pages } from './support/sources.ts';

export const deniedAllow: Rule = {
  code: 'denied-allow',
  severity: 'warning',
  grade: 'documented',
  scope: 'document',
  docs: {
    en: {
      title: 'An Allow that can never take effect',
      avoid: 'Allowing an action of which every request is denied in the same policy, by one Deny or by several together.',
      prefer: 'Either the Allow or the Deny. An exception is a Deny of *some* of what is allowed.',
      why: 'A Deny always wins, whatever the order of statements and policies. What is denied whole stays denied for everybody who has this policy, so the Allow only looks like a permission. The policies of a set in `.modelarts-policy.json` are judged together, each Deny where its scope contains that of the Allow. Resource, Condition and wildcards are compared exactly, over every possible request.',
    },
    zhCn: {
      title: '永远不会生效的Allow',
      avoid: '允许了某个授权项，而同一策略中的一条或几条Deny合起来拒绝了它的全部请求。',
      prefer: '只保留Allow或者只保留Deny。要写例外，就让Deny只拒绝允许范围中的*一部分*。',
      why: '无论授权语句和策略的先后顺序如何，Deny始终优先。被全部拒绝的授权项，对每个拥有该策略的人都是拒绝，这条Allow只是看起来像授权。`.modelarts-policy.json`中同一策略集的策略会合起来判断，Deny的授权范围包含Allow的范围时才起作用。资源、条件和通配符都按所有可能的请求精确比较。',
    },
    sources: [pages.evaluation, pages.syntax, pages.modelArtsIam],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:notebook:list", "modelarts:pool:delete"]
//                                          ^^^^^^^^^^^^^^^^^^^^^^^ Allowed here, but statement 2 denies it for everybody. Example: modelarts:pool:delete.
    },
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:*"]
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
    },
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:*"]
    }
  ]
}`,
  check: analysisCheck('denied-allow'),
};

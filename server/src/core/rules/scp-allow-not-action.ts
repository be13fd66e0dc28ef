import { member } from '../json/json.ts';
import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { pages } from './support/sources.ts';

export const scpAllowNotAction: Rule = {
  code: 'scp-allow-not-action',
  severity: 'error',
  grade: 'documented',
  fileName: 'example.scp.json',
  docs: {
    en: {
      title: 'An SCP allows with NotAction',
      avoid: 'NotAction in an Allow statement of a service control policy.',
      prefer: 'Action in an Allow statement, NotAction in a Deny statement only.',
      why: 'IAM refuses it (IAM.1032): an SCP may use NotAction to deny all but some actions, not to let all but some through.',
    },
    zhCn: {
      title: 'SCP在Allow中使用了NotAction',
      avoid: '在服务控制策略的Allow授权语句中使用NotAction。',
      prefer: 'Allow授权语句使用Action，NotAction只用于Deny授权语句。',
      why: 'IAM会拒绝（IAM.1032）：SCP可以用NotAction拒绝除某些授权项之外的全部操作，但不能用它放行。',
    },
    sources: [pages.errorCodes, pages.scp],
    also: ['IAM.1032'],
  },
  bad: `
{
  "Version": "5.0",
  "Statement": [
    {
      "Effect": "Allow",
      "NotAction": ["modelarts:pool:delete"]
//    ^^^^^^^^^^^ A service control policy takes NotAction in Deny statements only.
    }
  ]
}`,
  good: `
{
  "Version": "5.0",
  "Statement": [
    {
      "Effect": "Deny",
      "NotAction": ["modelarts:pool:delete"]
    }
  ]
}`,
  noFix: { en: 'Which actions should be let through is not known.', zhCn: '无法知道要放行哪些授权项。' },
  *check({ policy }) {
    if (policy.kind !== 'scp-5.0') return;
    for (const { node, path, effect } of policy.statements) {
      const found = member(node, 'NotAction');
      if (found && effect?.value === 'Allow') yield { span: found.key.span, path: [...path, 'NotAction'], on: 'key', message: msg('A service control policy takes NotAction in Deny statements only.') };
    }
  },
};

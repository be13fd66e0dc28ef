import { member } from '../json/json.ts';
import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { pages } from './support/sources.ts';

export const scpAllowCondition: Rule = {
  code: 'scp-allow-condition',
  severity: 'information',
  grade: 'disputed',
  fileName: 'example.scp.json',
  docs: {
    en: {
      title: 'An SCP allows under a condition',
      avoid: 'Condition in an Allow statement of a service control policy.',
      prefer: 'Deny with the opposite condition.',
      why: 'The page of 2024 allows Condition in Deny statements only; the newest readable page does not repeat that.',
    },
    zhCn: {
      title: 'SCP在Allow中使用了Condition',
      avoid: '在服务控制策略的Allow授权语句中使用Condition。',
      prefer: '改用带相反条件的Deny。',
      why: '2024年的页面只允许在Deny授权语句中使用Condition，能读到的最新页面没有再提到这一点。',
    },
    sources: [pages.scp],
  },
  bad: `
{
  "Version": "5.0",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:pool:delete"],
      "Condition": { "Bool": { "g:MFAPresent": "true" } }
//    ^^^^^^^^^^^ Sources disagree whether a service control policy may allow under a condition.
    }
  ]
}`,
  good: `
{
  "Version": "5.0",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:delete"],
      "Condition": { "BoolIfExists": { "g:MFAPresent": "false" } }
    }
  ]
}`,
  noFix: { en: 'The opposite condition is a matter of what is meant.', zhCn: '相反的条件取决于原意。' },
  *check({ policy }) {
    if (policy.kind !== 'scp-5.0') return;
    for (const { node, path, effect } of policy.statements) {
      const found = member(node, 'Condition');
      if (found && effect?.value === 'Allow') yield { span: found.key.span, path: [...path, 'Condition'], on: 'key', message: msg('Sources disagree whether a service control policy may allow under a condition. Deny with the opposite one instead.') };
    }
  },
};

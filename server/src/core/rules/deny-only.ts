import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { pages } from './support/sources.ts';

export const denyOnly: Rule = {
  code: 'deny-only',
  severity: 'information',
  grade: 'documented',
  scope: 'document',
  docs: {
    en: {
      title: 'The policy only denies',
      avoid: 'Expecting that a policy with only Deny statements grants the rest.',
      prefer: 'Attach it together with a policy that allows, or add an Allow statement.',
      why: '"A policy with only Deny permissions must be used together with other policies." It takes away and grants nothing. Where both are there, Deny takes precedence.',
    },
    zhCn: {
      title: '策略只有拒绝授权语句',
      avoid: '以为只有Deny授权语句的策略会授予其余权限。',
      prefer: '与授予权限的策略一起使用，或者增加一条Allow授权语句。',
      why: '只有Deny的策略必须与其他策略一起使用。它只收回权限，不授予任何权限。同时有Allow和Deny时，Deny优先。',
    },
    sources: [pages.modelArtsIam, pages.customPolicies],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Deny",
//              ^^^^^^ This policy only denies, so it grants nothing
      "Action": ["modelarts:pool:delete"]
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
      "Action": ["modelarts:pool:delete"]
    }
  ]
}`,
  noFix: { en: 'What should be allowed, and in which policy, is not known.', zhCn: '无法知道要在哪个策略中允许什么。' },
  *check({ policy, inSet }) {
    // The set says which policies it is used with.
    if (inSet) return;
    if (policy.kind !== 'custom-1.1' && policy.kind !== 'identity-5.0') return;
    const first = policy.statements[0];
    const value = first?.effect?.member.value;
    if (!first || !value || !policy.statements.every((it) => it.effect?.value === 'Deny')) return;
    yield {
      span: value.span,
      path: [...first.path, 'Effect'],
      message: msg('This policy only denies, so it grants nothing by itself. Use it together with a policy that allows.'),
    };
  },
};

import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { grantsPermissions } from './support/kinds.ts';
import { writtenActions } from './support/places.ts';
import { pages } from './support/sources.ts';

export const allActions: Rule = {
  code: 'all-actions',
  severity: 'information',
  grade: 'documented',
  docs: {
    en: {
      title: 'A statement allows everything',
      avoid: 'Allow with `*:*:*`, or with `*` in version 5.0.',
      prefer: 'Only the services and actions that are needed.',
      why: 'It makes an administrator of whoever holds it. The Config rule `iam-policy-no-statements-with-admin-access` calls such a policy non-compliant.',
    },
    zhCn: {
      title: '授权语句允许所有操作',
      avoid: '对`*:*:*`（5.0中也包括`*`）使用Allow。',
      prefer: '只写需要的服务和授权项。',
      why: '拥有该策略的人就成了管理员。配置审计规则`iam-policy-no-statements-with-admin-access`将这样的策略判为不合规。',
    },
    sources: [pages.adminAccess],
    also: ['iam-policy-no-statements-with-admin-access'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["*:*:*"]
//                ^^^^^ This allows every action of every service.
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
  noFix: { en: 'Which actions are needed is not known.', zhCn: '无法知道需要哪些授权项。' },
  *check({ policy }) {
    if (!grantsPermissions(policy)) return;
    for (const { statement, list, action } of writtenActions(policy)) {
      const { value, segments } = action;
      if (statement.effect?.value !== 'Allow' || list !== statement.action || !action.sound) continue;
      if (value !== '*' && !segments.every((it) => it.value === '*')) continue;
      const [first] = segments;
      const last = segments.at(-1);
      if (first && last) yield { span: { start: first.span.start, end: last.span.end }, path: action.path, message: msg('This allows every action of every service.') };
    }
  },
};

import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { grantsPermissions } from './support/kinds.ts';
import { meantService } from './support/names.ts';
import { writtenActions } from './support/places.ts';
import { pages } from './support/sources.ts';

export const wholeService: Rule = {
  code: 'whole-service',
  severity: 'information',
  grade: 'documented',
  docs: {
    en: {
      title: 'A statement allows a whole service',
      avoid: 'Allow with `modelarts:*:*`.',
      prefer: 'Only the resource types and actions that are needed, such as `modelarts:notebook:*`.',
      why: 'The Config rule `iam-role-has-all-permissions` calls it non-compliant, while official samples do it all the time. Actions that the service gets later are allowed, too.',
    },
    zhCn: {
      title: '授权语句允许整个服务',
      avoid: '对`modelarts:*:*`使用Allow。',
      prefer: '只写需要的资源类型和授权项，例如`modelarts:notebook:*`。',
      why: '配置审计规则`iam-role-has-all-permissions`将其判为不合规，但官方示例经常这样写。服务以后新增的授权项也会被允许。',
    },
    sources: [pages.allPermissions],
    also: ['iam-role-has-all-permissions'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:*:*"]
//                ^^^^^^^^^^^^^ This allows every action of "modelarts", future ones too.
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
  *check({ policy, catalog }) {
    if (!grantsPermissions(policy)) return;
    for (const { statement, list, action } of writtenActions(policy)) {
      const [service, type, operation] = action.segments;
      if (statement.effect?.value !== 'Allow' || list !== statement.action || !action.sound || !service || !type || !operation) continue;
      if (service.value.includes('*') || type.value !== '*' || operation.value !== '*') continue;
      // What is no service at all is a slip first.
      if (meantService(service.value, catalog) !== undefined) continue;
      yield { span: { start: service.span.start, end: operation.span.end }, path: action.path, message: msg('This allows every action of "{0}", future ones too.', service.value) };
    }
  },
};

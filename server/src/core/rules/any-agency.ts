import { msg } from '../message.ts';
import type { Statement } from '../policy/policy.ts';
import type { Rule } from './rule.ts';
import { grantsPermissions, is11 } from './support/kinds.ts';
import { allowedOfIam, riskyAction } from './support/risky.ts';
import { pages } from './support/sources.ts';

export const anyAgency: Rule = {
  code: 'any-agency',
  severity: 'information',
  grade: 'documented',
  scope: 'document',
  docs: {
    en: {
      title: 'A statement lets its holder switch to every agency',
      avoid: 'Allow with `iam:agencies:assume`, or a wildcard such as `iam:agencies:*`, and no Resource or `*`.',
      prefer: 'Name the agencies: `"Resource": { "uri": ["/iam/agencies/<id>"] }`.',
      why: 'Without Resource the holder may use every agency that was delegated to the account, with all its permissions.',
    },
    zhCn: {
      title: '授权语句允许切换到任何委托',
      avoid: '对`iam:agencies:assume`或者`iam:agencies:*`等通配符使用Allow，却不写Resource，或者Resource为`*`。',
      prefer: '指定委托：`"Resource": { "uri": ["/iam/agencies/<id>"] }`。',
      why: '不写Resource时，可以使用委托给该账号的任何委托及其全部权限。',
    },
    sources: [pages.delegate, pages.agencyPolicy],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["iam:agencies:assume"]
//                ^^^^^^^^^^^^^^^^^^^ Without Resource this is about every agency of the account.
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["iam:agencies:assume"],
      "Resource": { "uri": ["/iam/agencies/07805acaba800fdd4fbdc00b8f888c7c"] }
    }
  ]
}`,
  noFix: { en: 'Which agencies are meant is not known.', zhCn: '无法知道所指的是哪些委托。' },
  *check({ policy }) {
    if (!is11(policy) || !grantsPermissions(policy)) return;
    for (const { statement, action, span } of allowedOfIam(policy)) {
      if (!isEverything(statement) || riskyAction(policy, action, ['iam:agencies:assume']) === undefined) continue;
      const message = statement.resource ? msg('This is about every agency of the account. Name those that are meant.') : msg('Without Resource this is about every agency of the account. Name those that are meant.');
      yield { span, path: action.path, message };
    }
  },
};

/** Without Resource, or with one that stands for all of them. */
function isEverything({ resource }: Statement): boolean {
  return !resource || (!resource.uri && resource.strings.some((it) => /^\*(?::\*)*$/.test(it.value)));
}

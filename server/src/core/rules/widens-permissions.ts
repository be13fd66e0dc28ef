import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { grantsPermissions } from './support/kinds.ts';
import { writtenActions } from './support/places.ts';
import { pages } from './support/sources.ts';

const widening: ReadonlySet<string> = new Set(
  [
    'iam:permissions:addUserToGroup',
    'iam:roles:createRole',
    'iam:roles:updateRole',
    'iam:agencies:createAgency',
    'iam:agencies:updateAgency',
    'iam:credentials:createCredential',
    'iam:users:updateUser',
    'iam:users:resetUserPassword',
    'iam:tokens:assume',
  ].map((it) => it.toLowerCase()),
);

export const widensPermissions: Rule = {
  code: 'widens-permissions',
  severity: 'information',
  grade: 'inferred',
  docs: {
    en: {
      title: 'An action lets its holder widen permissions',
      avoid: 'Allowing people who are no administrators to grant roles, to change policies, agencies or users, or to make credentials for others.',
      prefer: 'Keep these actions with the administrators.',
      why: 'Who may grant permissions may also grant them to themselves. This follows from what the actions do.',
    },
    zhCn: {
      title: '授权项可被用来扩大权限',
      avoid: '允许非管理员授予角色，修改策略、委托或用户，或者为他人创建凭证。',
      prefer: '这些授权项只留给管理员。',
      why: '能够授予权限的人也可以给自己授权。这是根据这些授权项的作用推断的。',
    },
    sources: [pages.iamActions],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["iam:roles:createRole"]
//                ^^^^^^^^^^^^^^^^^^^^ Whoever may do this can widen permissions, also their own.
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["iam:roles:listRoles"]
    }
  ]
}`,
  noFix: { en: 'Whether the holder is an administrator is not known.', zhCn: '无法知道拥有该策略的是否为管理员。' },
  *check({ policy }) {
    if (!grantsPermissions(policy)) return;
    for (const { statement, list, action } of writtenActions(policy)) {
      const [first] = action.segments;
      const last = action.segments.at(-1);
      if (statement.effect?.value !== 'Allow' || list !== statement.action || !first || !last || !isWidening(action.value.toLowerCase())) continue;
      yield { span: { start: first.span.start, end: last.span.end }, path: action.path, message: msg('Whoever may do this can widen permissions, also their own.') };
    }
  },
};

/** Spelled out; a wildcard over them is a matter of the rule about whole services. */
function isWidening(action: string): boolean {
  return widening.has(action) || action.startsWith('iam:permissions:grantrole');
}

import type { Catalog, NameVersion } from '../catalog/catalog.ts';
import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { grantsPermissions } from './support/kinds.ts';
import { allowedOfIam, riskyAction } from './support/risky.ts';
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
  scope: 'document',
  docs: {
    en: {
      title: 'An action lets its holder widen permissions',
      avoid: 'Allowing people who are no administrators to grant roles, to change policies, agencies or users, or to make credentials for others, by name or by a wildcard.',
      prefer: 'Keep these actions with the administrators.',
      why: 'Who may grant permissions may also grant them to themselves. This follows from what the actions do.',
    },
    zhCn: {
      title: '授权项可被用来扩大权限',
      avoid: '允许非管理员授予角色，修改策略、委托或用户，或者为他人创建凭证，包括通过通配符授予。',
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
  *check({ policy, catalog }) {
    if (!grantsPermissions(policy)) return;
    for (const { action, span } of allowedOfIam(policy)) {
      if (isWidening(action.value.toLowerCase())) {
        yield { span, path: action.path, message: msg('Whoever may do this can widen permissions, also their own.') };
        continue;
      }
      // Most strings are names; only a pattern may stand for others.
      if (!/[*?]/.test(action.value)) continue;
      const matched = riskyAction(policy, action, wideningIn(catalog, policy.version === '5.0' ? '5.0' : '1.1'));
      if (matched !== undefined) yield { span, path: action.path, message: msg('Whoever may do this can widen permissions, also their own: it includes "{0}".', catalog.action(matched)?.name ?? matched) };
    }
  },
};

function isWidening(action: string): boolean {
  return widening.has(action) || action.startsWith('iam:permissions:grantrole');
}

/** The names that a wildcard may stand for, in lower case. */
function wideningIn(catalog: Catalog, version: NameVersion): readonly string[] {
  let found = known.get(catalog);
  if (!found) known.set(catalog, (found = new Map()));
  let names = found.get(version);
  if (!names) found.set(version, (names = catalog.actions('iam', version).map((it) => it.name.toLowerCase()).filter(isWidening)));
  return names;
}

const known = new WeakMap<Catalog, Map<NameVersion, readonly string[]>>();

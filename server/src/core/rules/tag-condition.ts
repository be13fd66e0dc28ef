import { msg } from '../message.ts';
import type { Policy, Statement } from '../policy/policy.ts';
import type { Rule } from './rule.ts';
import { grantsPermissions } from './support/kinds.ts';
import { conditionKeys } from './support/places.ts';
import { pages } from './support/sources.ts';
import { isResourceTag, standsForOne, tagActions } from './support/tags.ts';

export const tagCondition: Rule = {
  code: 'tag-condition',
  severity: 'hint',
  grade: 'inferred',
  scope: 'document',
  docs: {
    en: {
      title: 'A permission depends on tags that the holder may be able to change',
      avoid: 'Allow with `g:ResourceTag/<key>` in a policy that does not deny the changing of tags.',
      prefer: 'A Deny of the actions that set and remove tags, such as `ecs:cloudServers:batchSetServerTags`.',
      why: 'Whoever may change the tags of a resource decides whom the condition lets in. The ECS guide denies it in the same policy.',
    },
    zhCn: {
      title: '权限依赖于持有者可能可以修改的标签',
      avoid: '使用`g:ResourceTag/<标签键>`作为Allow的条件，而策略没有拒绝修改标签。',
      prefer: '拒绝设置和删除标签的授权项，例如`ecs:cloudServers:batchSetServerTags`。',
      why: '能修改资源标签的人就能决定条件放行谁。ECS指南在同一策略中拒绝了修改标签。',
    },
    sources: [pages.ecsResources],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["ecs:cloudServers:start"],
      "Condition": { "StringEquals": { "g:ResourceTag/team": ["vision"] } }
//                                     ^^^^^^^^^^^^^^^^^^^^ This permission depends on a tag. Nothing here denies its change
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["ecs:cloudServers:start"],
      "Condition": { "StringEquals": { "g:ResourceTag/team": ["vision"] } }
    },
    {
      "Effect": "Deny",
      "Action": ["ecs:cloudServers:batchSetServerTags"]
    }
  ]
}`,
  noFix: { en: 'Who else grants the changing of tags is not known.', zhCn: '无法知道还有哪些策略授予了修改标签的权限。' },
  *check({ policy, catalog }) {
    const { version } = policy;
    if (version === '1.0' || !grantsPermissions(policy)) return;
    const reported = new Set<Statement>();
    for (const { statement, key } of conditionKeys(policy)) {
      if (statement.effect?.value !== 'Allow' || reported.has(statement) || !isResourceTag(key)) continue;
      const changing = tagActions(statement, version, catalog);
      const [first] = changing;
      if (first === undefined || isDenied(policy, changing)) continue;
      // One for the statement, however many tags it asks for.
      reported.add(statement);
      yield { span: key.member.key.span, path: key.path, on: 'key', message: msg('This permission depends on a tag. Nothing here denies its change, as with "{0}".', first) };
    }
  },
};

function isDenied(policy: Policy, names: readonly string[]): boolean {
  return policy.statements.some((it) => it.effect?.value === 'Deny' && it.action?.strings.some((one) => standsForOne(one, names, policy)));
}

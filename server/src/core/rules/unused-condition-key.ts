import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { isPattern } from './support/names.ts';
import { conditionKeys } from './support/places.ts';
import { pages } from './support/sources.ts';

export const unusedConditionKey: Rule = {
  code: 'unused-condition-key',
  severity: 'information',
  grade: 'inferred',
  docs: {
    en: {
      title: 'No action of the statement knows the condition key',
      avoid: '`modelarts:poolType` in a statement about images.',
      prefer: 'The key in a statement about the actions that list it, such as `modelarts:notebook:create`.',
      why: 'Requests of other actions do not carry the key: an Allow then never applies, a Deny never denies. Reported only where all actions are spelled out and known; the tables may be older than the service.',
    },
    zhCn: {
      title: '授权语句的授权项都不支持该条件键',
      avoid: '在关于镜像的授权语句中使用`modelarts:poolType`。',
      prefer: '在支持该条件键的授权项（例如`modelarts:notebook:create`）的授权语句中使用。',
      why: '其他授权项的请求中没有该条件键：Allow永远不生效，Deny永远不拒绝。只有当所有授权项都写全且已知时才报告；授权项表可能比服务旧。',
    },
    sources: [pages.modelArtsIam, pages.syntax],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:image:delete"],
      "Condition": { "StringEquals": { "modelarts:poolType": ["public"] } }
//                                     ^^^^^^^^^^^^^^^^^^^^ No action of this statement lists "modelarts:poolType" in our data of
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:notebook:create"],
      "Condition": { "StringEquals": { "modelarts:poolType": ["public"] } }
    }
  ]
}`,
  noFix: { en: 'Which actions are meant is not known.', zhCn: '无法知道所指的是哪些授权项。' },
  *check({ policy, catalog }) {
    const { version } = policy;
    if (version === '1.0') return;
    for (const { statement, operator, key } of conditionKeys(policy)) {
      const known = catalog.conditionKey(key.name);
      const strings = statement.action?.strings ?? [];
      if (!known || known.usedBy.length === 0 || known.versions[version] === undefined || operator.ifExists || operator.name === 'Null' || strings.length === 0) continue;
      const users = new Set(known.usedBy.map((it) => it.toLowerCase()));
      // A string of another service has a rule of its own, a wildcard may mean an action that lists the key.
      const service = key.name.slice(0, key.name.indexOf(':')).toLowerCase();
      const all = strings.every((it) => it.sound && !isPattern(it.value) && it.segments[0]?.value.toLowerCase() === service && catalog.action(it.value)?.confidence === 'high' && !users.has(it.value.toLowerCase()));
      if (all) yield { span: key.member.key.span, path: key.path, on: 'key', message: msg('No action of this statement lists "{0}" in our data of {1}.', known.name, catalog.date) };
    }
  },
};

import { actionsMatching } from '../catalog/catalog.ts';
import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { isPattern } from './support/names.ts';
import { writtenActions } from './support/places.ts';
import { pages } from './support/sources.ts';

export const unmatchedWildcard: Rule = {
  code: 'unmatched-wildcard',
  severity: 'information',
  grade: 'inferred',
  docs: {
    en: {
      title: 'A wildcard matches no action that we know',
      avoid: '`modelarts:notebook:remove*` where every such action starts with `delete`.',
      prefer: 'A pattern that matches today, such as `modelarts:notebook:delete*`.',
      why: 'Such a string allows or denies nothing today. Only services of which the actions are known completely are looked at, and no documented resource type without known actions.',
    },
    zhCn: {
      title: '通配符匹配不到任何已知授权项',
      avoid: '`modelarts:notebook:remove*`，而这类授权项都以`delete`开头。',
      prefer: '使用现在能匹配到的模式，例如`modelarts:notebook:delete*`。',
      why: '这样的字符串现在不允许也不拒绝任何操作。只检查授权项收集完整的服务，不检查没有已知授权项的资源类型。',
    },
    sources: [pages.modelArtsIam],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:notebook:remove*"]
//                ^^^^^^^^^^^^^^^^^^^^^^^^^^ This matches no action in our data of
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:notebook:delete*"]
    }
  ]
}`,
  noFix: { en: 'Which actions are meant is not known.', zhCn: '无法知道所指的是哪些授权项。' },
  *check({ policy, catalog }) {
    const { version } = policy;
    if (version === '1.0') return;
    for (const { action } of writtenActions(policy)) {
      const [service, type, operation] = action.segments;
      if (!action.sound || !service || !type || !operation || isPattern(service.value) || !isPattern(action.value)) continue;
      const fact = catalog.service(service.value);
      if (!fact?.completeIn?.includes(version)) continue;
      if (actionsMatching(catalog, action.value, version).length > 0) continue;
      // An unknown type has a rule of its own; a documented one may have actions that we do not know.
      if (!isPattern(type.value) && catalog.actions(fact.name).every((it) => it.name.split(':')[1]?.toLowerCase() !== type.value.toLowerCase())) continue;
      const documented = isPattern(type.value) ? undefined : catalog.resourceType(fact.name, type.value)?.documented;
      if (documented && actionsMatching(catalog, `${fact.name}:${type.value}:*`, version).length === 0) continue;
      yield { span: { start: service.span.start, end: operation.span.end }, path: action.path, message: msg('This matches no action in our data of {0}.', catalog.date) };
    }
  },
};

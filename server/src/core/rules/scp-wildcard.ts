import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { writtenActions } from './support/places.ts';
import { pages } from './support/sources.ts';

export const scpWildcard: Rule = {
  code: 'scp-wildcard',
  severity: 'information',
  grade: 'disputed',
  fileName: 'example.scp.json',
  docs: {
    en: {
      title: 'A wildcard stands in the middle of an action of an SCP',
      avoid: '`modelarts:*:delete` in a service control policy.',
      prefer: 'A wildcard that is alone or last: `modelarts:notebook:delete*`.',
      why: 'The page of 2024 allows `*` and `?` in actions of an SCP only alone or at the end; the newest readable page does not repeat that.',
    },
    zhCn: {
      title: 'SCP的授权项中间有通配符',
      avoid: '在服务控制策略中使用`modelarts:*:delete`。',
      prefer: '单独的或位于末尾的通配符：`modelarts:notebook:delete*`。',
      why: '2024年的页面规定SCP授权项中的`*`和`?`只能单独使用或位于末尾，能读到的最新页面没有再提到这一点。',
    },
    sources: [pages.scp],
  },
  bad: `
{
  "Version": "5.0",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:*:delete"]
//                          ^ Sources disagree whether a wildcard may stand here in a service control policy.
    }
  ]
}`,
  good: `
{
  "Version": "5.0",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:notebook:delete*"]
    }
  ]
}`,
  noFix: { en: 'Which actions are meant is not known.', zhCn: '无法知道所指的是哪些授权项。' },
  *check({ policy }) {
    if (policy.kind !== 'scp-5.0') return;
    for (const { action } of writtenActions(policy)) {
      if (!action.sound) continue;
      // Alone or last: `*`, `svc:*:*` and `svc:type:get*` are the ways in which samples write it.
      const [service, type, operation] = action.segments;
      const wrong = [service, type, operation].find((it, index) => it !== undefined && index < 2 && /[*?]/.test(it.value) && !(it.value === '*' && operation?.value === '*')) ?? (operation && /[*?]./.test(operation.value) && !/^[^*?]*[*?]+$/.test(operation.value) ? operation : undefined);
      if (wrong && action.segments.length === 3) yield { span: wrong.span, path: action.path, message: msg('Sources disagree whether a wildcard may stand here in a service control policy. Alone or last it is fine.') };
    }
  },
};

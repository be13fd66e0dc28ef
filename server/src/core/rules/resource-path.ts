import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { removeMember } from './support/edits.ts';
import { is11 } from './support/kinds.ts';
import { writtenResources } from './support/places.ts';
import { pages } from './support/sources.ts';

export const resourcePath: Rule = {
  code: 'resource-path',
  severity: 'error',
  grade: 'documented',
  docs: {
    en: {
      title: 'ModelArts accepts no resource path in a custom policy',
      avoid: 'A fifth part other than `*` in a ModelArts resource of version 1.1: `modelarts:*:*:notebook:my-notebook`.',
      prefer: '`modelarts:*:*:notebook:*`, which means every notebook, or no Resource at all. To single out resources use an identity policy (5.0).',
      why: '"ModelArts authorization does not allow you to specify a resource path." The policy cannot be created. In version 5.0 a path is normal.',
    },
    zhCn: {
      title: 'ModelArts的自定义策略不支持资源路径',
      avoid: '在1.1版本中，ModelArts资源的第五段不是`*`：`modelarts:*:*:notebook:my-notebook`。',
      prefer: '`modelarts:*:*:notebook:*`，表示所有Notebook实例；或者完全不写Resource。要指定单个资源，请使用身份策略（5.0）。',
      why: 'ModelArts授权时不允许指定资源路径，这样的策略无法创建。5.0版本中可以使用资源路径。',
    },
    sources: [pages.modelArtsIam],
    also: ['IAM.1048'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:service:update"],
      "Resource": ["modelarts:*:*:service:fraud-detection"]
//                                        ^^^^^^^^^^^^^^^ ModelArts accepts no resource path here, so this policy cannot be created.
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:service:update"],
      "Resource": ["modelarts:*:*:service:*"]
    }
  ]
}`,
  *check({ policy }) {
    if (!is11(policy)) return;
    for (const { statement, list, resource } of writtenResources(policy)) {
      const [service, region, account, type, path] = resource.segments;
      if (!service || !region || !account || !type || !path || path.value === '' || path.value === '*' || service.value.toLowerCase() !== 'modelarts') continue;
      const whole = [service.value, region.value, account.value, type.value, '*'].join(':');
      const fixes = [{ title: msg('Change to "{0}", which means all of this type', whole), edits: [{ span: path.span, text: '*' }], safe: false }];
      if (list.strings.length === 1) {
        fixes.push({ title: msg('Remove "{0}": the statement is then about every resource', list.member.key.value), edits: [removeMember(statement.node, list.member)], safe: false });
      }
      yield {
        span: path.span,
        path: resource.path,
        message: msg('ModelArts accepts no resource path here, so this policy cannot be created. Use "{0}" or leave Resource out.', whole),
        fixes,
      };
    }
  },
};

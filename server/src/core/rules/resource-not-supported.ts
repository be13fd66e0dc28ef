import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { is11 } from './support/kinds.ts';
import { writtenResources } from './support/places.ts';
import { pages } from './support/sources.ts';

export const resourceNotSupported: Rule = {
  code: 'resource-not-supported',
  severity: 'warning',
  grade: 'inferred',
  docs: {
    en: {
      title: 'The service has no resource-level authorization',
      avoid: 'In 1.1 a resource of a service that does not support it, such as `smn:*:*:topic:news`.',
      prefer: '`*`, or no Resource.',
      why: '"For services that do not support this function, you cannot create custom policies containing resource types." The list of services that do is of 2023; the current one could not be read.',
    },
    zhCn: {
      title: '该服务不支持资源粒度授权',
      avoid: '在1.1中指定不支持资源粒度授权的服务的资源，例如`smn:*:*:topic:news`。',
      prefer: '使用`*`，或者不写Resource。',
      why: '对于不支持该功能的服务，无法创建包含资源类型的自定义策略。支持的服务清单为2023年的，当前清单未能读到。',
    },
    sources: [pages.resourceServices, pages.useCases],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["smn:topic:list"],
      "Resource": ["smn:*:*:topic:news"]
//                  ^^^^^^^^^^^^^^^^^^ "smn" has no resource-level authorization that we know of, so this policy may be refused.
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["smn:topic:list"],
      "Resource": ["*"]
    }
  ]
}`,
  *check({ policy, catalog }) {
    if (!is11(policy)) return;
    for (const { resource, list } of writtenResources(policy)) {
      const [service, , , type, path] = resource.segments;
      if (!resource.sound || list.uri || !service || !type || !path || catalog.service(service.value)?.resourcePath !== false) continue;
      if (type.value === '*' && path.value === '*') continue;
      const span = { start: service.span.start, end: path.span.end };
      const message = msg('"{0}" has no resource-level authorization that we know of, so this policy may be refused.', service.value);
      yield { span, path: resource.path, message, fixes: [{ title: msg('Change to "{0}", which means every resource', '*'), edits: [{ span, text: '*' }], safe: false }] };
    }
  },
};

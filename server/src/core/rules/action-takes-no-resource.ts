import type { Catalog } from '../catalog/catalog.ts';
import { msg } from '../message.ts';
import type { Statement } from '../policy/policy.ts';
import type { Rule } from './rule.ts';
import { isPattern } from './support/names.ts';
import { pages } from './support/sources.ts';

export const actionTakesNoResource: Rule = {
  code: 'action-takes-no-resource',
  severity: 'warning',
  grade: 'inferred',
  docs: {
    en: {
      title: 'The actions take no resource',
      avoid: '`"Action": ["modelarts:trainJob:list"]` with `"Resource": ["modelarts:*:*:trainJob:demo"]` in version 5.0.',
      prefer: '`"Resource": ["*"]`.',
      why: 'Where the authorization reference of a service names no resource type for an action, Resource must be `*` for it. Reported only where that is known for every action of the statement.',
    },
    zhCn: {
      title: '授权项不支持指定资源',
      avoid: '在5.0版本中，`"Action": ["modelarts:trainJob:list"]`配`"Resource": ["modelarts:*:*:trainJob:demo"]`。',
      prefer: '`"Resource": ["*"]`。',
      why: '如果服务的授权参考中某个授权项没有资源类型，其Resource必须为`*`。只有当授权语句中每个授权项都确知如此时才报告。',
    },
    sources: [pages.schemaV5],
  },
  bad: `
{
  "Version": "5.0",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:trainJob:list"],
      "Resource": ["modelarts:*:*:trainJob:demo"]
//                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No action of this statement takes a resource
    }
  ]
}`,
  good: `
{
  "Version": "5.0",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:trainJob:list"],
      "Resource": ["*"]
    }
  ]
}`,
  *check({ policy, catalog }) {
    if (policy.version !== '5.0' || policy.kind === 'trust-5.0') return;
    for (const statement of policy.statements) {
      const { resource } = statement;
      const list = resource?.member.value;
      const strings = resource?.strings ?? [];
      if (!resource || list?.type !== 'array' || strings.length !== list.elements.length || strings.length === 0) continue;
      // A string that is not finished, or means everything of a service, is not judged.
      if (strings.some(({ node, sound, segments }) => !node.closed || !sound || segments.length !== 5 || (segments[3]?.value === '*' && segments[4]?.value === '*'))) continue;
      if (!takesNone(statement, catalog)) continue;
      const message = msg('No action of this statement takes a resource in our data of {0}. Resource is then "*".', catalog.date);
      yield { span: list.span, path: resource.path, message, fixes: [{ title: msg('Change to "{0}", which means every resource', '*'), edits: [{ span: list.span, text: '["*"]' }], safe: false }] };
    }
  },
};

/** Whether a page was read for every action, and names no resource type there. */
function takesNone({ action }: Statement, catalog: Catalog): boolean {
  const strings = action?.strings ?? [];
  return (
    strings.length > 0 &&
    strings.every(({ value, sound }) => {
      const fact = sound && !isPattern(value) ? catalog.action(value) : undefined;
      // The access level stands in the same row as the resource types: where it is known, the row was read.
      return fact?.versions.includes('5.0') === true && fact.confidence === 'high' && fact.accessLevel !== undefined && fact.resources.length === 0 && fact.name.startsWith('modelarts:');
    })
  );
}

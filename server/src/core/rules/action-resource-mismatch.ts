import type { Catalog } from '../catalog/catalog.ts';
import { msg } from '../message.ts';
import type { Statement } from '../policy/policy.ts';
import type { Rule } from './rule.ts';
import { isPattern, nameProblems } from './support/names.ts';
import { pages } from './support/sources.ts';

export const actionResourceMismatch: Rule = {
  code: 'action-resource-mismatch',
  severity: 'warning',
  grade: 'inferred',
  docs: {
    en: {
      title: 'A resource fits none of the actions',
      avoid: '`"Action": ["obs:bucket:ListBucket"]` with `"Resource": ["obs:*:*:object:my-bucket/*"]`.',
      prefer: 'A resource of the type that the actions are about: `obs:*:*:bucket:my-bucket`.',
      why: 'An action on buckets never asks about an object, so the statement does nothing. Reported only where the resource types of every action of the statement are known and none fits.',
    },
    zhCn: {
      title: '资源与所有授权项都不匹配',
      avoid: '`"Action": ["obs:bucket:ListBucket"]`配`"Resource": ["obs:*:*:object:my-bucket/*"]`。',
      prefer: '使用授权项所针对的资源类型：`obs:*:*:bucket:my-bucket`。',
      why: '针对桶的授权项不会涉及对象，因此该授权语句不起作用。只有当授权语句中每个授权项的资源类型都已知且都不匹配时才报告。',
    },
    sources: [pages.obsPermissions, pages.schemaV5],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["obs:bucket:ListBucket"],
      "Resource": ["obs:*:*:object:my-bucket/*"]
//                          ^^^^^^ No action of this statement is about "object"; they are about bucket.
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["obs:object:GetObject"],
      "Resource": ["obs:*:*:object:my-bucket/*"]
    }
  ]
}`,
  noFix: { en: 'Whether actions or resource are meant is not known.', zhCn: '无法知道是授权项写错还是资源写错。' },
  *check({ policy, catalog }) {
    const { version } = policy;
    if (version === '1.0' || policy.kind === 'trust-5.0') return;
    const misspelt = new Set(nameProblems(policy, catalog).map((it) => it.span.start));
    for (const statement of policy.statements) {
      if (!statement.resource || statement.resource.uri || statement.notAction) continue;
      const known = typesOf(statement, version, catalog);
      if (!known) continue;
      for (const { node, sound, path, segments } of statement.resource.strings) {
        const [service, , , type] = segments;
        if (!node.closed || !sound || !service || !type || segments.length !== 5 || isPattern(service.value) || isPattern(type.value)) continue;
        const name = `${service.value}:${type.value}`.toLowerCase();
        // A name that is not known has a rule of its own.
        if (misspelt.has(service.span.start) || misspelt.has(type.span.start)) continue;
        // `sts:agencies:assume` on an agency of IAM is the documented form.
        if (known.has(name) || service.value.toLowerCase() === 'iam') continue;
        const types = [...new Set([...known].map((it) => it.slice(it.indexOf(':') + 1)))].join(', ');
        yield { span: type.span, path, message: msg('No action of this statement is about "{0}"; they are about {1}.', type.value, types) };
      }
    }
  },
};

/** `service:type` of every resource that the actions are about, or undefined when one of them is not known. */
function typesOf({ action }: Statement, version: '1.1' | '5.0', catalog: Catalog): ReadonlySet<string> | undefined {
  const types = new Set<string>();
  for (const { value, sound, segments } of action?.strings ?? []) {
    const [service, type] = segments;
    if (!sound || !service || !type) return undefined;
    const name = service.value.toLowerCase();
    if (version === '1.1') {
      // In 1.1 only OBS says which type an action is about: it is the type in its name.
      if (name !== 'obs' || (type.value.toLowerCase() !== 'bucket' && type.value.toLowerCase() !== 'object')) return undefined;
      types.add(`${name}:${type.value.toLowerCase()}`);
      continue;
    }
    const fact = isPattern(value) ? undefined : catalog.action(value);
    if (!fact?.versions.includes('5.0') || fact.resources.length === 0) return undefined;
    for (const it of fact.resources) types.add(`${name}:${it.type.toLowerCase()}`);
  }
  return types.size > 0 ? types : undefined;
}

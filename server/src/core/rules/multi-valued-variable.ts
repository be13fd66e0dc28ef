import type { Catalog, NameVersion } from '../catalog/catalog.ts';
import { type JsonString, type Path, valueSpan } from '../json/json.ts';
import { msg } from '../message.ts';
import { variablesIn } from '../policy/variables.ts';
import type { Rule, RuleFinding } from './rule.ts';
import { conditionValues, writtenResources } from './support/places.ts';
import { pages } from './support/sources.ts';

export const multiValuedVariable: Rule = {
  code: 'multi-valued-variable',
  severity: 'warning',
  grade: 'documented',
  docs: {
    en: {
      title: 'A policy variable has no single value',
      avoid: '`"obs:*:*:object:${g:TagKeys}/*"`: the key may have several values.',
      prefer: 'A key with one value, such as `${g:UserName}`, or a default: `${g:TagKeys, \'none\'}`.',
      why: 'A variable whose key has several values is not replaced, and the resource or value then matches nothing. With a default that one is taken.',
    },
    zhCn: {
      title: '策略变量没有唯一的值',
      avoid: '`"obs:*:*:object:${g:TagKeys}/*"`：该条件键可能有多个值。',
      prefer: '使用单值条件键，例如`${g:UserName}`，或者给出默认值：`${g:TagKeys, \'none\'}`。',
      why: '条件键有多个值时，策略变量不会被替换，该资源或条件值就不匹配任何请求。有默认值时取默认值。',
    },
    sources: [pages.variables],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["obs:object:GetObject"],
      "Resource": ["obs:*:*:object:\${g:TagKeys}/*"]
//                                 ^^^^^^^^^^^^ "g:TagKeys" may have several values, so this variable has none.
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
      "Resource": ["obs:*:*:object:\${g:UserName}/*"]
    }
  ]
}`,
  noFix: { en: 'Which key is meant is not known.', zhCn: '无法知道所指的是哪个条件键。' },
  *check({ policy, catalog }) {
    if (policy.version === '1.0') return;
    for (const { resource } of writtenResources(policy)) yield* within(resource.node, resource.path, policy.text, policy.version, catalog);
    for (const { value, path } of conditionValues(policy)) yield* within(value, path, policy.text, policy.version, catalog);
  },
};

function* within(node: JsonString, path: Path, text: string, version: NameVersion, catalog: Catalog): Iterable<RuleFinding> {
  if (!node.value.includes('${')) return;
  for (const { from, to, closed } of variablesIn(node.value)) {
    const inner = node.value.slice(from + 2, to - 1);
    const fact = closed && !inner.includes(',') ? catalog.conditionKey(inner.trim()) : undefined;
    if (!fact?.multiValued || fact.versions[version] === undefined) continue;
    yield { span: valueSpan(text, node, from, to), path, message: msg('"{0}" may have several values, so this variable has none. What holds it then matches nothing.', fact.name) };
  }
}

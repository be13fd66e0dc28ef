import { valueSpan } from '../json/json.ts';
import { msg } from '../message.ts';
import { replaceVariables } from '../policy/variables.ts';
import type { Rule } from './rule.ts';
import { is11 } from './support/kinds.ts';
import { writtenResources } from './support/places.ts';
import { pages } from './support/sources.ts';

export const obsResource: Rule = {
  code: 'obs-resource',
  severity: 'warning',
  grade: 'documented',
  docs: {
    en: {
      title: 'A resource of OBS is not written as OBS asks',
      avoid: 'A region other than `*`, or characters other than letters, digits and `-_*./\\` in the path.',
      prefer: '`obs:*:*:object:my-bucket/*`, with `*` for every other character.',
      why: 'Buckets have one name space, so OBS asks for `*` as region. It accepts only these characters in Resource.',
    },
    zhCn: {
      title: 'OBS的资源写法不符合要求',
      avoid: '区域不是`*`，或者路径中使用了字母、数字和`-_*./\\`以外的字符。',
      prefer: '`obs:*:*:object:my-bucket/*`，其他字符用`*`代替。',
      why: '桶名全局唯一，因此OBS要求区域为`*`。Resource只接受上述字符。',
    },
    sources: [pages.obsPermissions],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["obs:object:GetObject"],
      "Resource": ["obs:cn-north-4:*:object:my-bucket/a+b"]
//                      ^^^^^^^^^^ The region of a resource of OBS is "*".
//                                                     ^ OBS does not accept this character in Resource. Use "*" for it.
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
      "Resource": ["obs:*:*:object:my-bucket/a*b"]
    }
  ]
}`,
  *check({ policy }) {
    if (!is11(policy)) return;
    for (const { resource, list } of writtenResources(policy)) {
      const [service, region, , , path] = resource.segments;
      if (!resource.sound || list.uri || !service || !region || !path || service.value.toLowerCase() !== 'obs') continue;
      if (region.value !== '*' && region.value !== '' && !region.value.includes('$')) {
        yield { span: region.span, path: resource.path, message: msg('The region of a resource of OBS is "*".'), fixes: [{ title: msg('Change to "{0}"', '*'), edits: [{ span: region.span, text: '*' }], safe: false }] };
      }
      // What a variable holds is its own business: it is blotted out, its length kept.
      const plain = replaceVariables(path.value, (it) => 'x'.repeat(it.length));
      // One that is not closed has a rule of its own.
      if (plain.includes('${')) continue;
      for (const bad of plain.matchAll(/[^A-Za-z0-9\-_*./\\]+/gu)) {
        const from = resource.value.length - path.value.length + bad.index;
        const span = valueSpan(policy.text, resource.node, from, from + bad[0].length);
        const fixes = [{ title: msg('Change to "{0}", which matches other names, too', '*'), edits: [{ span, text: '*' }], safe: false }];
        yield { span, path: resource.path, message: msg('OBS does not accept this character in Resource. Use "*" for it.'), fixes };
      }
    }
  },
};

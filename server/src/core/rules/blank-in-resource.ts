import { valueSpan } from '../json/json.ts';
import { msg } from '../message.ts';
import type { Policy } from '../policy/policy.ts';
import { isSoundResource } from '../policy/read.ts';
import type { Rule } from './rule.ts';
import { blanksIn, withoutBlanks } from './support/blanks.ts';
import { replaceString } from './support/edits.ts';
import { is11, isWritten } from './support/kinds.ts';
import { writtenResources } from './support/places.ts';
import { pages } from './support/sources.ts';

export const blankInResource: Rule = {
  code: 'blank-in-resource',
  severity: 'error',
  grade: 'documented',
  docs: {
    en: {
      title: 'A resource has blanks',
      avoid: '`"obs:*:*:bucket:my bucket"`.',
      prefer: '`"obs:*:*:bucket:my*bucket"`, with `*` for what IAM does not take.',
      why: 'IAM refuses a resource with blanks in a custom policy (IAM.1041). For OBS it asks for `*` in place of other characters.',
    },
    zhCn: {
      title: '资源中有空格',
      avoid: '`"obs:*:*:bucket:my bucket"`。',
      prefer: '`"obs:*:*:bucket:my*bucket"`，用`*`代替IAM不支持的字符。',
      why: 'IAM会拒绝自定义策略中含空格的资源（IAM.1041）。对于OBS，要求用`*`代替其他字符。',
    },
    sources: [pages.errorCodes, pages.obsPermissions],
    also: ['IAM.1041'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["obs:bucket:ListBucket"],
      "Resource": ["obs:*:*:bucket:my-bucket "]
//                                          ^ A resource has no blanks. Write "obs:*:*:bucket:my-bucket".
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["obs:bucket:ListBucket"],
      "Resource": ["obs:*:*:bucket:my-bucket"]
    }
  ]
}`,
  *check({ policy }) {
    if (!isWritten(policy)) return;
    for (const { list, resource } of writtenResources(policy)) {
      if (resource.sound || list.uri || !/\s/.test(resource.value)) continue;
      const clean = soundForm(resource.value, policy);
      if (clean === undefined) continue;
      const { from, to } = blanksIn(resource.value);
      yield {
        span: valueSpan(policy.text, resource.node, from, to),
        path: resource.path,
        message: msg('A resource has no blanks. Write "{0}".', clean),
        fixes: [{ title: msg('Change to "{0}"', clean), edits: [replaceString(resource.node, clean)], safe: clean === resource.value.trim() }],
      };
    }
  },
};

/** Trimmed when that is enough; else with a `*` for each blank inside, which is how IAM asks for it. */
export function soundForm(value: string, policy: Policy): string | undefined {
  const trimmed = value.trim();
  const starred = is11(policy) ? trimmed.replace(/\s+/g, '*') : withoutBlanks(trimmed);
  return [trimmed, starred].find((it) => isSoundResource(it, policy.kind));
}

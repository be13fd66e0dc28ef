import { valueSpan } from '../json/json.ts';
import { type Message, msg } from '../message.ts';
import type { Policy, ResourceString } from '../policy/policy.ts';
import { isSoundResource } from '../policy/read.ts';
import { replaceVariables } from '../policy/variables.ts';
import type { Fix, Rule } from './rule.ts';
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
      if (list.uri || !onlyBlanksAreWrong(resource, policy)) continue;
      const { from, to } = blanksIn(resource.value);
      const at = { span: valueSpan(policy.text, resource.node, from, to), path: resource.path };
      const tidy = tidiedResource(resource, policy);
      const starred = is11(policy) ? withStars(tidy) : tidy;
      const fix = (title: Message, text: string, safe: boolean): readonly Fix[] => [{ title, edits: [replaceString(resource.node, text)], safe }];
      if (isSoundResource(tidy, policy.kind)) {
        yield { ...at, message: msg('A resource has no blanks. Write "{0}".', tidy), fixes: fix(msg('Change to "{0}"', tidy), tidy, isSameName(resource)) };
      } else if (isSoundResource(starred, policy.kind)) {
        yield { ...at, message: msg('A resource has no blanks. Write "{0}".', starred), fixes: fix(msg('Change to "{0}", which matches other names, too', starred), starred, false) };
      } else {
        yield { ...at, message: msg('A resource has no blanks.') };
      }
    }
  },
};

/** Whether a resource would be sound if its blanks were not there. */
export function onlyBlanksAreWrong(resource: ResourceString, policy: Policy): boolean {
  return !resource.sound && /\s/.test(resource.value) && isSoundResource(withoutBlanks(resource.value), policy.kind);
}

/** Without blanks at the ends and around the first four colons. In 5.0 the path keeps its own. */
function tidiedResource({ value, segments }: ResourceString, policy: Policy): string {
  if (segments.length < 5) return value.trim();
  return segments.map((it, index) => (index < 4 || is11(policy) ? it.value.trim() : it.value)).join(':');
}

/** A blank at the start of the path may belong to the name; one at the end of the string is a slip. */
function isSameName({ segments }: ResourceString): boolean {
  return segments.length < 5 || !/^\s/.test(segments[4]?.value ?? '');
}

/** `*` for the blanks in the path, which is how IAM asks for it. What stands in a variable stays. */
function withStars(value: string): string {
  const hidden = replaceVariables(value, (it) => 'x'.repeat(it.length));
  const path = /^(?:[^:]*:){4}/.exec(hidden)?.[0].length ?? value.length;
  let text = value.slice(0, path);
  for (let at = path; at < value.length; at++) {
    const blank = /\s/.test(hidden.charAt(at));
    if (!blank) text += value.charAt(at);
    else if (!/\s/.test(hidden.charAt(at - 1))) text += '*';
  }
  return text;
}

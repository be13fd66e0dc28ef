import type { Catalog } from '../catalog/catalog.ts';
import { valueSpan } from '../json/json.ts';
import { type Message, msg } from '../message.ts';
import type { ResourceString } from '../policy/policy.ts';
import { onlyBlanksAreWrong } from './blank-in-resource.ts';
import type { Fix, Rule } from './rule.ts';
import { replaceString } from './support/edits.ts';
import { isWritten } from './support/kinds.ts';
import { isResourceType } from './support/names.ts';
import { writtenResources } from './support/places.ts';
import { pages } from './support/sources.ts';

export const resourceFormat: Rule = {
  code: 'resource-format',
  severity: 'error',
  grade: 'documented',
  docs: {
    en: {
      title: 'A resource does not have five parts',
      avoid: 'Fewer parts, an empty service, type or path, or the `arn:` of AWS.',
      prefer: '`obs:*:*:bucket:my-bucket`, `modelarts:*:*:notebook:*`, or `*` alone. Region and account may be empty or `*`.',
      why: 'IAM reads service, region, account, type and path from it and refuses other strings (IAM.1043 to 1048).',
    },
    zhCn: {
      title: '资源不是五段格式',
      avoid: '段数不足，服务、资源类型或路径为空，或者使用AWS的`arn:`。',
      prefer: '`obs:*:*:bucket:my-bucket`、`modelarts:*:*:notebook:*`，或者单独的`*`。区域和账号可以为空，也可以是`*`。',
      why: 'IAM从中读取服务、区域、账号、资源类型和路径，其他格式会被拒绝（IAM.1043至1048）。',
    },
    sources: [pages.errorCodes, pages.createPolicy],
    also: ['IAM.1043', 'IAM.1044', 'IAM.1045', 'IAM.1046', 'IAM.1047', 'IAM.1048'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["obs:object:GetObject"],
      "Resource": ["my-bucket/*"]
//                  ^^^^^^^^^^^ A resource has five parts, "service:region:account:type:path". This has 1.
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
  noFix: { en: 'Only where one part is missing beside a known type, and for buckets of AWS: the type and path of other resources are not known.', zhCn: '只有资源类型已知且仅缺少一段的资源，以及AWS的桶资源才有，其他资源的类型和路径无法得知。' },
  *check({ policy, catalog }) {
    if (!isWritten(policy)) return;
    for (const { list, resource } of writtenResources(policy)) {
      // A name of AWS can have five parts, too. A string in place of the list is reported as such first.
      if ((resource.sound && !isOfAws(resource.value)) || list.uri || list.member.value?.type === 'string' || onlyBlanksAreWrong(resource, policy)) continue;
      const { node, path, value } = resource;
      const span = value === '' ? node.span : valueSpan(policy.text, node, 0, value.length);
      yield { span, path, message: messageFor(resource), fixes: fixesFor(resource, catalog) };
    }
  },
};

function messageFor({ value, segments }: ResourceString): Message {
  if (value === '') return msg('A resource is missing here: "service:region:account:type:path".');
  if (isOfAws(value)) return msg('This is a resource of AWS. Here it has five parts, "service:region:account:type:path".');
  if (segments.length < 5) return msg('A resource has five parts, "service:region:account:type:path". This has {0}.', segments.length);
  if (segments[0]?.value === '') return msg('The service is missing at the start of this resource.');
  if (segments[3]?.value === '') return msg('The type is missing in the fourth part of this resource.');
  return msg('The path is missing at the end of this resource. "*" means all.');
}

function fixesFor({ value, node, segments }: ResourceString, catalog: Catalog): readonly Fix[] {
  const change = (to: string): Fix => ({ title: msg('Change to "{0}"', to), edits: [replaceString(node, to)], safe: false });
  const bucket = bucketOf(value);
  if (bucket !== undefined) return [change(bucket)];
  const [service, region, third, fourth, path] = segments;
  if (isOfAws(value) || !service?.value || !fourth?.value || path?.value || /\s/.test(value)) return [];
  // With four parts the type says which one is missing.
  if (!path && third && region && isResourceType(service.value, third.value, catalog)) return [change(`${service.value}:${region.value}:*:${third.value}:${fourth.value}`)];
  if (!path && !isResourceType(service.value, fourth.value, catalog)) return [];
  const whole = `${value}${path ? '' : ':'}*`;
  return [{ title: msg('Change to "{0}", which means all of this type', whole), edits: [replaceString(node, whole)], safe: false }];
}

/** A bucket or an object of AWS (`arn:aws:s3:::bucket/key`) as OBS names it. */
function bucketOf(value: string): string | undefined {
  const found = /^arn:aws[\w-]*:s3:[^:]*:[^:]*:([^:]+)$/.exec(value);
  return found?.[1] === undefined ? undefined : `obs:*:*:${found[1].includes('/') ? 'object' : 'bucket'}:${found[1]}`;
}

function isOfAws(value: string): boolean {
  return value.startsWith('arn:aws');
}

import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { isWritten } from './support/kinds.ts';
import { isPattern } from './support/names.ts';
import { writtenResources } from './support/places.ts';
import { pages } from './support/sources.ts';

export const regionFormat: Rule = {
  code: 'region-format',
  severity: 'warning',
  grade: 'inferred',
  docs: {
    en: {
      title: 'The region of a resource is not the ID of a region',
      avoid: 'A name or a project in place of the ID: `CN North-Beijing4`, `cn_north_4`.',
      prefer: 'The ID, such as `cn-north-4`, or `*`.',
      why: 'IAM refuses a region that it does not know (IAM.1044). IDs of regions are lower-case letters and digits, joined by hyphens.',
    },
    zhCn: {
      title: '资源的区域不是区域ID',
      avoid: '用名称或项目代替区域ID：`CN North-Beijing4`、`cn_north_4`。',
      prefer: '使用区域ID，例如`cn-north-4`，或者`*`。',
      why: 'IAM会拒绝未知的区域（IAM.1044）。区域ID由小写字母和数字组成，用连字符连接。',
    },
    sources: [pages.errorCodes, pages.createPolicy],
    also: ['IAM.1044'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:notebook:list"],
      "Resource": ["modelarts:CN_North_4:*:notebook:*"]
//                            ^^^^^^^^^^ "CN_North_4" is not the ID of a region, such as "cn-north-4".
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:notebook:list"],
      "Resource": ["modelarts:cn-north-4:*:notebook:*"]
    }
  ]
}`,
  *check({ policy }) {
    if (!isWritten(policy)) return;
    for (const { resource, list } of writtenResources(policy)) {
      const region = resource.segments[1];
      if (!resource.sound || list.uri || resource.segments.length !== 5 || !region || region.value === '' || isPattern(region.value) || region.value.includes('$') || isRegion(region.value)) continue;
      const meant = region.value.toLowerCase().replace(/[_\s]+/g, '-');
      const fixes = isRegion(meant) ? { fixes: [{ title: msg('Change to "{0}"', meant), edits: [{ span: region.span, text: meant }], safe: false }] } : {};
      yield { span: region.span, path: resource.path, message: msg('"{0}" is not the ID of a region, such as "cn-north-4".', region.value), ...fixes };
    }
  },
};

function isRegion(value: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value);
}

import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { is11 } from './support/kinds.ts';
import { limits } from './support/limits.ts';
import { pages } from './support/sources.ts';

const buckets = (count: number): string => Array.from({ length: count }, (_, index) => `"obs:*:*:bucket:b${index}"`).join(', ');

export const tooManyResources: Rule = {
  code: 'too-many-resources',
  severity: 'error',
  grade: 'documented',
  docs: {
    en: {
      title: 'Too many resources in one statement',
      avoid: 'More than 10 resources, or more than 20 agencies, in one statement of a custom policy.',
      prefer: 'A pattern such as `obs:*:*:bucket:team-*`, or a second statement.',
      why: 'IAM takes 1 to 10 resources (IAM.1040) and 1 to 20 agency URIs (IAM.1037). For version 5.0 no such limit is documented.',
    },
    zhCn: {
      title: '一条授权语句的资源过多',
      avoid: '自定义策略的一条授权语句中有超过10个资源，或者超过20个委托。',
      prefer: '使用`obs:*:*:bucket:team-*`这样的模式，或者写第二条授权语句。',
      why: 'IAM只接受1～10个资源（IAM.1040）和1～20个委托URI（IAM.1037）。5.0版本没有这一限制的文档。',
    },
    sources: [pages.errorCodes, pages.createPolicy],
    also: ['IAM.1040', 'IAM.1037'],
  },
  bad: `
{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["obs:bucket:ListBucket"], "Resource": [${buckets(10)},
  "obs:*:*:bucket:last"
//^^^^^^^^^^^^^^^^^^^^^ A statement has at most 10 resources. This is number 11.
] }] }`,
  good: `
{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["obs:bucket:ListBucket"], "Resource": [${buckets(10)}] }] }`,
  noFix: { en: 'What can be left out is not known; a refactoring splits the statement.', zhCn: '无法知道可以去掉哪些内容，可以用重构操作拆分授权语句。' },
  *check({ policy }) {
    if (!is11(policy)) return;
    for (const { resource, notResource } of policy.statements) {
      for (const list of [resource, notResource]) {
        const limit = list?.uri ? limits.uris : limits.resources;
        const first = list?.strings[limit];
        if (!first) continue;
        const message = list?.uri ? msg('A statement has at most {0} agencies. This is number {1}.', limit, limit + 1) : msg('A statement has at most {0} resources. This is number {1}.', limit, limit + 1);
        yield { span: first.node.span, path: first.path, message };
      }
    }
  },
};

import { member } from '../json/json.ts';
import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { limits } from './support/limits.ts';
import { policyObject } from './support/places.ts';
import { pages } from './support/sources.ts';

const entries = (count: number): string => Array.from({ length: count }, (_, index) => `{ "catalog": "BASE", "display_name": "Role ${String(index)}" }`).join(', ');

export const tooManyDepends: Rule = {
  code: 'too-many-depends',
  severity: 'error',
  grade: 'documented',
  scope: 'document',
  docs: {
    en: {
      title: 'More than 20 entries in Depends',
      avoid: 'A role that depends on more than 20 others.',
      prefer: 'At most 20 entries.',
      why: 'IAM refuses it (IAM.1058).',
    },
    zhCn: {
      title: 'Depends超过20项',
      avoid: '一个角色依赖超过20个其他角色。',
      prefer: '最多20项。',
      why: 'IAM会拒绝（IAM.1058）。',
    },
    sources: [pages.errorCodes, pages.roles],
    also: ['IAM.1058'],
  },
  bad: `
{ "Version": "1.0", "Statement": [{ "Effect": "Allow", "Action": ["obs:*"] }], "Depends": [${entries(20)},
  { "catalog": "BASE", "display_name": "Last" }
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ A role depends on at most 20 others. This is number 21.
] }`,
  good: `
{ "Version": "1.0", "Statement": [{ "Effect": "Allow", "Action": ["obs:*"] }], "Depends": [${entries(20)}] }`,
  noFix: { en: 'What can be left out is not known.', zhCn: '无法知道可以去掉哪些内容。' },
  *check({ policy }) {
    const object = policyObject(policy);
    const list = object && member(object, 'Depends')?.value;
    const first = list?.type === 'array' ? list.elements[limits.depends] : undefined;
    if (!first || policy.kind !== 'role-1.0') return;
    yield { span: first.span, path: [...policy.path, 'Depends', limits.depends], message: msg('A role depends on at most {0} others. This is number {1}.', limits.depends, limits.depends + 1) };
  },
};

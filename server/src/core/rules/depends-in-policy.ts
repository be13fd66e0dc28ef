import { msg } from '../message.ts';
import { member } from '../json/json.ts';
import type { Rule } from './rule.ts';
import { removeMember } from './support/edits.ts';
import { is11 } from './support/kinds.ts';
import { policyObject } from './support/places.ts';
import { pages } from './support/sources.ts';

export const dependsInPolicy: Rule = {
  code: 'depends-in-policy',
  severity: 'error',
  grade: 'documented',
  scope: 'document',
  docs: {
    en: {
      title: 'A custom policy has no Depends',
      avoid: '`Depends` in a policy of version 1.1.',
      prefer: 'Attach the other policies as well. Only system roles (1.0) depend on others.',
      why: 'IAM refuses it (IAM.1025). System policies show an empty list, which is left alone.',
    },
    zhCn: {
      title: '自定义策略没有Depends',
      avoid: '在1.1版本的策略中使用`Depends`。',
      prefer: '另外附加所需的策略。只有系统角色（1.0）才依赖其他角色。',
      why: 'IAM会拒绝（IAM.1025）。系统策略会显示一个空列表，不作处理。',
    },
    sources: [pages.errorCodes, pages.roles],
    also: ['IAM.1025'],
  },
  bad: `
{
  "Version": "1.1",
  "Depends": [{ "catalog": "BASE", "display_name": "Tenant Guest" }],
//^^^^^^^^^ Custom policies have no "Depends"
  "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list"] }]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list"] }]
}`,
  *check({ policy }) {
    const object = policyObject(policy);
    const found = object && member(object, 'Depends');
    if (!found || !is11(policy) || (found.value?.type === 'array' && found.value.elements.length === 0)) return;
    const fixes = [{ title: msg('Remove "Depends": what it names has to be attached beside the policy'), edits: [removeMember(object, found)], safe: false }];
    yield { span: found.key.span, path: [...policy.path, 'Depends'], on: 'key', message: msg('Custom policies have no "Depends"; only system roles (1.0) do.'), fixes };
  },
};

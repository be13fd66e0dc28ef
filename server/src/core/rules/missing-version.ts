import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { insertFirst } from './support/edits.ts';
import { lacks, policyElements } from './support/elements.ts';
import { kindName } from './support/kinds.ts';
import { isEmptyWrapper, opening, policyObject } from './support/places.ts';
import { pages } from './support/sources.ts';

export const missingVersion: Rule = {
  code: 'missing-version',
  severity: 'error',
  grade: 'documented',
  scope: 'document',
  docs: {
    en: {
      title: 'Version is missing',
      avoid: 'A policy without Version.',
      prefer: '`"Version": "1.1"` in a custom policy, `"Version": "5.0"` in an identity policy, a trust policy or an SCP.',
      why: 'Version says which language the rest is written in. IAM refuses a policy without it.',
    },
    zhCn: {
      title: '缺少Version',
      avoid: '策略中没有Version。',
      prefer: '自定义策略写`"Version": "1.1"`，身份策略、信任策略和SCP写`"Version": "5.0"`。',
      why: 'Version说明其余内容使用哪种策略语言。缺少Version的策略会被IAM拒绝。',
    },
    sources: [pages.errorCodes, pages.accessAnalyzer],
    also: ['IAM.1024', 'MISSING_VERSION'],
  },
  bad: `
  {
//^ Version is missing. It is "1.1" in custom policies (1.1).
    "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list"] }]
  }`,
  good: `
  {
    "Version": "1.1",
    "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list"] }]
  }`,
  *check({ policy }) {
    const object = policyObject(policy);
    if (!object || isEmptyWrapper(policy) || !lacks(object, 'Version', policyElements(policy.kind))) return;
    const { version } = policy;
    const fix = { title: msg('Insert "Version": "{0}"', version), edits: [insertFirst(policy.text, object, `"Version": "${version}"`)], safe: true };
    yield { span: opening(object), path: policy.path, message: msg('Version is missing. It is "{0}" in {1}.', version, kindName(policy.kind)), fixes: [fix] };
  },
};

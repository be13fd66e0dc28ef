import { member } from '../json/json.ts';
import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { replaceString } from './support/edits.ts';
import { kindName } from './support/kinds.ts';
import { policyObject } from './support/places.ts';
import { pages } from './support/sources.ts';

export const invalidVersion: Rule = {
  code: 'invalid-version',
  severity: 'error',
  grade: 'documented',
  scope: 'document',
  docs: {
    en: {
      title: 'Version has a value that IAM does not know',
      avoid: 'Any other Version, such as the date `2012-10-17` of AWS policies.',
      prefer: '`1.1` in a custom policy, `5.0` in an identity policy, a trust policy or an SCP.',
      why: 'Version is not the date of the policy but the language it is written in. IAM knows `1.0` (system roles), `1.1` and `5.0`, and each kind of policy takes one of them only.',
    },
    zhCn: {
      title: 'Version的值无法识别',
      avoid: '其他任何Version，例如AWS策略使用的日期`2012-10-17`。',
      prefer: '自定义策略用`1.1`，身份策略、信任策略和SCP用`5.0`。',
      why: 'Version不是策略的日期，而是策略语言的版本。IAM只识别`1.0`（系统角色）、`1.1`和`5.0`，并且每种策略只能使用其中一个。',
    },
    sources: [pages.errorCodes, pages.accessAnalyzer],
    also: ['IAM.1024', 'IAM.1026', 'INVALID_VERSION'],
  },
  bad: `
{
  "Version": "2012-10-17",
//           ^^^^^^^^^^^^ The Version of custom policies (1.1) is "1.1".
  "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list"] }]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list"] }]
}`,
  *check({ policy }) {
    const object = policyObject(policy);
    const found = object && member(object, 'Version')?.value;
    if (found?.type !== 'string' || !found.closed || found.value === policy.version) return;
    const { version } = policy;
    const fix = { title: msg('Change to "{0}"', version), edits: [replaceString(found, version)], safe: false };
    yield { span: found.span, path: [...policy.path, 'Version'], message: msg('The Version of {0} is "{1}".', kindName(policy.kind), version), fixes: [fix] };
  },
};

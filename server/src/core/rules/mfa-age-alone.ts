import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { operatorFact } from './support/operators.ts';
import { conditionKeys } from './support/places.ts';
import { pages } from './support/sources.ts';

export const mfaAgeAlone: Rule = {
  code: 'mfa-age-alone',
  severity: 'information',
  grade: 'documented',
  docs: {
    en: {
      title: 'The age of a login with MFA is asked for alone',
      avoid: '`"NumberLessThan": { "g:MFAAge": ["900"] }` without `g:MFAPresent`.',
      prefer: '`"Bool": { "g:MFAPresent": ["true"] }` beside it.',
      why: 'The table of condition keys says that `g:MFAAge` has to be used together with `g:MFAPresent`.',
    },
    zhCn: {
      title: '单独使用了MFA认证的时长',
      avoid: '只写`"NumberLessThan": { "g:MFAAge": ["900"] }`，没有`g:MFAPresent`。',
      prefer: '同时写上`"Bool": { "g:MFAPresent": ["true"] }`。',
      why: '条件键表中说明，`g:MFAAge`需要和`g:MFAPresent`一起使用。',
    },
    sources: [pages.syntax, pages.syntaxOld],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:pool:delete"],
      "Condition": {
        "NumberLessThan": { "g:MFAAge": ["900"] }
//                          ^^^^^^^^^^ "g:MFAAge" is to be used together with "g:MFAPresent".
      }
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:pool:delete"],
      "Condition": {
        "Bool": { "g:MFAPresent": ["true"] },
        "NumberLessThan": { "g:MFAAge": ["900"] }
      }
    }
  ]
}`,
  noFix: { en: 'Whether logins with MFA or without are meant is not known.', zhCn: '无法知道所指的是使用MFA的登录还是未使用MFA的登录。' },
  *check({ policy, catalog }) {
    const { version } = policy;
    if (version === '1.0') return;
    for (const { statement, operator, key } of conditionKeys(policy)) {
      if (key.name.toLowerCase() !== 'g:mfaage' || operator.name === 'Null' || !operatorFact(catalog, operator, version)) continue;
      const present = statement.condition?.operators.some((it) => it.keys.some(({ name }) => name.toLowerCase() === 'g:mfapresent'));
      if (!present) yield { span: key.member.key.span, path: key.path, on: 'key', message: msg('"{0}" is to be used together with "{1}".', 'g:MFAAge', 'g:MFAPresent') };
    }
  },
};

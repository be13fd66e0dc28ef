import { msg } from '../message.ts';
import type { Statement } from '../policy/policy.ts';
import type { Rule } from './rule.ts';
import { replaceString } from './support/edits.ts';
import { isWritten } from './support/kinds.ts';
import { conditionKeys } from './support/places.ts';
import { pages } from './support/sources.ts';

export const boolDeny: Rule = {
  code: 'bool-deny',
  severity: 'information',
  grade: 'inferred',
  docs: {
    en: {
      title: 'A Deny with plain Bool does not apply when the key is absent',
      avoid: 'Deny with `"Bool": { "g:MFAPresent": "false" }`.',
      prefer: '`BoolIfExists`, which also applies when the request does not carry the key.',
      why: 'A plain operator is false when the key is absent, so such a request slips through. That follows from the description of IfExists.',
    },
    zhCn: {
      title: '带普通Bool的Deny在条件键不存在时不生效',
      avoid: '在Deny中使用`"Bool": { "g:MFAPresent": "false" }`。',
      prefer: '使用`BoolIfExists`，请求中没有该条件键时也生效。',
      why: '条件键不存在时普通运算符的结果为false，这样的请求就不会被拒绝。这是根据IfExists的说明推断的。',
    },
    sources: [pages.syntaxOld, pages.syntax],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:*"],
      "Condition": { "Bool": { "g:MFAPresent": ["false"] } }
//                   ^^^^^^ This Deny does not apply to a request without "g:MFAPresent".
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:*"],
      "Condition": { "BoolIfExists": { "g:MFAPresent": ["false"] } }
    }
  ]
}`,
  *check({ policy }) {
    if (!isWritten(policy)) return;
    for (const { statement, operator, key } of conditionKeys(policy)) {
      const { member, path } = operator;
      if (statement.effect?.value !== 'Deny' || operator.written !== 'Bool' || operator.keys[0] !== key) continue;
      const open = operator.keys.find((it) => it.values?.length === 1 && it.values[0]?.value === 'false');
      if (!open || asksForPresence(statement, open.name)) continue;
      const fixes = [{ title: msg('Change to "{0}": it then applies without the key, too', 'BoolIfExists'), edits: [replaceString(member.key, 'BoolIfExists')], safe: false }];
      yield { span: member.key.span, path, on: 'key', message: msg('This Deny does not apply to a request without "{0}".', open.name), fixes };
    }
  },
};

/** Another condition of the statement looks whether the key is there: then somebody has thought of it. */
function asksForPresence({ condition }: Statement, key: string): boolean {
  return condition?.operators.some((it) => it.name === 'Null' && it.keys.some((one) => one.name.toLowerCase() === key.toLowerCase())) === true;
}

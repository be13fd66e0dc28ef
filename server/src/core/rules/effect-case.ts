import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { replaceString } from './support/edits.ts';
import { pages } from './support/sources.ts';

export const effectCase: Rule = {
  code: 'effect-case',
  severity: 'information',
  grade: 'disputed',
  docs: {
    en: {
      title: 'Effect is not written as Allow or Deny',
      avoid: '`allow`, `DENY`.',
      prefer: '`Allow`, `Deny`.',
      why: 'The API lists `Allow` and `Deny`; the error text of IAM.1029 and two official samples write them in lower case. Most likely letter case does not count, and here it does not. The listed spelling is safe either way.',
    },
    zhCn: {
      title: 'Effect的大小写不是Allow或Deny',
      avoid: '`allow`、`DENY`。',
      prefer: '`Allow`、`Deny`。',
      why: 'API列出的是`Allow`和`Deny`，而IAM.1029的错误说明和两个官方示例使用小写。大小写很可能没有影响，本工具也不区分。按列出的写法书写总是可靠的。',
    },
    sources: [pages.createPolicy, pages.errorCodes],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "deny",
//              ^^^^^^ IAM lists this as "Deny"
      "Action": ["modelarts:pool:delete"]
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:delete"]
    }
  ]
}`,
  *check({ policy }) {
    for (const { effect, path } of policy.statements) {
      const node = effect?.member.value;
      if (!effect?.value || node?.type !== 'string' || !node.closed || node.value === effect.value) continue;
      yield {
        span: node.span,
        path: [...path, 'Effect'],
        message: msg('IAM lists this as "{0}", though some of its texts write it in lower case.', effect.value),
        fixes: [{ title: msg('Change to "{0}"', effect.value), edits: [replaceString(node, effect.value)], safe: true }],
      };
    }
  },
};

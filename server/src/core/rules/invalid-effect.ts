import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { replaceString } from './support/edits.ts';
import { slipOf } from './support/slip.ts';
import { pages } from './support/sources.ts';

export const invalidEffect: Rule = {
  code: 'invalid-effect',
  severity: 'error',
  grade: 'documented',
  docs: {
    en: {
      title: 'Effect is neither Allow nor Deny',
      avoid: 'Any other word, or blanks around it.',
      prefer: '`Allow` or `Deny`.',
      why: 'IAM refuses any other value (IAM.1029). Nothing says that blanks are taken off.',
    },
    zhCn: {
      title: 'Effect既不是Allow也不是Deny',
      avoid: '其他任何词，或者前后带有空格。',
      prefer: '`Allow`或`Deny`。',
      why: '其他任何值都会被IAM拒绝（IAM.1029）。没有文档说明会去掉空格。',
    },
    sources: [pages.errorCodes],
    also: ['IAM.1029'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": " Allow",
//              ^^^^^^^^ Effect is "Allow" or "Deny", without blanks.
      "Action": ["modelarts:notebook:list"]
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:notebook:list"]
    }
  ]
}`,
  *check({ policy }) {
    for (const { effect, path } of policy.statements) {
      const node = effect?.member.value;
      if (!effect || effect.value !== undefined || node?.type !== 'string' || !node.closed) continue;
      const trimmed = node.value.trim().toLowerCase();
      const blanks = trimmed === 'allow' || trimmed === 'deny';
      const meant = slipOf(trimmed, ['Allow', 'Deny']);
      const message = blanks ? msg('Effect is "Allow" or "Deny", without blanks.') : msg('Effect is "Allow" or "Deny".');
      const words = meant ? [meant] : ['Allow', 'Deny'];
      const fixes = words.map((word) => ({ title: msg('Change to "{0}"', word), edits: [replaceString(node, word)], safe: blanks }));
      yield { span: node.span, path: [...path, 'Effect'], message, fixes };
    }
  },
};

import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { is11 } from './support/kinds.ts';
import { limits } from './support/limits.ts';
import { conditionValues } from './support/places.ts';
import { pages } from './support/sources.ts';

export const conditionValueLength: Rule = {
  code: 'condition-value-length',
  severity: 'error',
  grade: 'documented',
  docs: {
    en: {
      title: 'A condition value is empty or too long',
      avoid: 'An empty value, or one of more than 1024 characters.',
      prefer: 'A value of 1 to 1024 characters. To ask whether a key is there at all use the operator Null.',
      why: 'IAM refuses the policy (IAM.1056). For version 5.0 no such limit is documented.',
    },
    zhCn: {
      title: '条件值为空或过长',
      avoid: '条件值为空，或者超过1024个字符。',
      prefer: '长度为1～1024个字符的值。要判断条件键是否存在，请使用Null运算符。',
      why: 'IAM会拒绝该策略（IAM.1056）。5.0版本没有这一限制的文档。',
    },
    sources: [pages.errorCodes, pages.createPolicy],
    also: ['IAM.1056'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:notebook:list"],
      "Condition": { "StringEquals": { "g:UserName": [""] } }
//                                                    ^^ A condition value has 1 to 1024 characters. This has 0.
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
      "Condition": { "StringEquals": { "g:UserName": ["ann"] } }
    }
  ]
}`,
  noFix: { en: 'The value that is meant is not known.', zhCn: '无法知道所指的值。' },
  *check({ policy }) {
    if (!is11(policy)) return;
    for (const { value, path } of conditionValues(policy)) {
      // A character outside the basic plane is one, though a text stores two units.
      const length = value.value.length > limits.conditionValueLength ? Array.from(value.value).length : value.value.length;
      if (length >= 1 && length <= limits.conditionValueLength) continue;
      yield { span: value.span, path, message: msg('A condition value has 1 to {0} characters. This has {1}.', limits.conditionValueLength, length) };
    }
  },
};

import { valueSpan } from '../json/json.ts';
import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { is11, isWritten } from './support/kinds.ts';
import { conditionValues, writtenResources } from './support/places.ts';
import { pages } from './support/sources.ts';
import { variablesIn } from '../policy/variables.ts';

export const variablePosition: Rule = {
  code: 'variable-position',
  severity: 'error',
  grade: 'documented',
  docs: {
    en: {
      title: 'A policy variable stands where it cannot',
      avoid: 'In 1.1 a variable in the first four parts of a resource, and anywhere a `${` without its `}`.',
      prefer: '`obs:*:*:object:home/${g:UserName}/*`.',
      why: 'In custom policies variables may stand in the fifth part of a resource and in condition values. A `${` that is not closed is no variable.',
    },
    zhCn: {
      title: '策略变量的位置不正确',
      avoid: '在1.1中，把变量写在资源的前四段，或者任何位置出现没有`}`的`${`。',
      prefer: '`obs:*:*:object:home/${g:UserName}/*`。',
      why: '自定义策略中，变量只能用在资源的第五段和条件值中。没有闭合的`${`不是变量。',
    },
    sources: [pages.variables],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["obs:object:GetObject"],
      "Resource": ["obs:*:\${g:DomainName}:object:*"]
//                        ^^^^^^^^^^^^^^^ A policy variable stands in the fifth part of a resource only.
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["obs:object:GetObject"],
      "Resource": ["obs:*:*:object:*"]
    }
  ]
}`,
  noFix: { en: 'Where the value should come from instead is not known.', zhCn: '无法知道应该用什么代替。' },
  *check({ policy }) {
    if (!isWritten(policy)) return;
    for (const { resource } of writtenResources(policy)) {
      const { node, value, path, segments } = resource;
      if (!value.includes('${')) continue;
      const before = segments.slice(0, 4).reduce((sum, it) => sum + it.value.length + 1, 0);
      for (const { from, to, closed } of variablesIn(value)) {
        const span = valueSpan(policy.text, node, from, to);
        if (!closed) yield { span, path, message: msg('This policy variable has no "}".') };
        else if (is11(policy) && segments.length === 5 && from < before) yield { span, path, message: msg('A policy variable stands in the fifth part of a resource only.') };
      }
    }
    for (const { value, path } of conditionValues(policy)) {
      if (!value.value.includes('${')) continue;
      for (const { from, to, closed } of variablesIn(value.value)) {
        if (!closed) yield { span: valueSpan(policy.text, value, from, to), path, message: msg('This policy variable has no "}".'), severity: 'warning' };
      }
    }
  },
};

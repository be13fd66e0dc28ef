import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { replaceString } from './support/edits.ts';
import { conditionKeys } from './support/places.ts';
import { pages } from './support/sources.ts';

export const setOperator: Rule = {
  code: 'set-operator',
  severity: 'information',
  grade: 'inferred',
  docs: {
    en: {
      title: 'A key with several values needs ForAllValues or ForAnyValue',
      avoid: '`StringEquals` on `g:TagKeys`.',
      prefer: '`ForAllValues:StringEquals` or `ForAnyValue:StringEquals`.',
      why: 'The prefixes say whether all or any of the values of a request have to match. What the plain operator does with several values is not stated.',
    },
    zhCn: {
      title: '多值条件键需要ForAllValues或ForAnyValue',
      avoid: '对`g:TagKeys`使用`StringEquals`。',
      prefer: '`ForAllValues:StringEquals`或`ForAnyValue:StringEquals`。',
      why: '前缀说明请求中的值要全部匹配还是任意一个匹配。普通运算符如何处理多个值没有文档说明。',
    },
    sources: [pages.syntaxOld],
  },
  bad: `
{
  "Version": "5.0",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts::tagResource"],
      "Condition": { "StringEquals": { "g:TagKeys": ["cost"] } }
//                   ^^^^^^^^^^^^^^ "g:TagKeys" may have several values. Say whether all or any of them count.
    }
  ]
}`,
  good: `
{
  "Version": "5.0",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts::tagResource"],
      "Condition": { "ForAnyValue:StringEquals": { "g:TagKeys": ["cost"] } }
    }
  ]
}`,
  *check({ policy, catalog }) {
    const { version } = policy;
    if (version === '1.0') return;
    for (const { operator, key } of conditionKeys(policy)) {
      const known = catalog.conditionKey(key.name);
      const { member, written, prefix, name, path } = operator;
      if (known?.versions[version] === undefined || name === 'Null' || operator.keys.length !== 1 || !catalog.operators.some((it) => it.name === name)) continue;
      if (known.multiValued && !prefix) {
        const fixes = ['ForAnyValue', 'ForAllValues'].map((it) => ({ title: msg('Change to "{0}"', `${it}:${written}`), edits: [replaceString(member.key, `${it}:${written}`)], safe: false }));
        yield { span: member.key.span, path, on: 'key', message: msg('"{0}" may have several values. Say whether all or any of them count.', key.name), fixes };
      }
    }
  },
};

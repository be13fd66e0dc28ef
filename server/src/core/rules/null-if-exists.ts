import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { replaceString } from './support/edits.ts';
import { isWritten } from './support/kinds.ts';
import { conditionOperators } from './support/places.ts';
import { pages } from './support/sources.ts';

export const nullIfExists: Rule = {
  code: 'null-if-exists',
  severity: 'error',
  grade: 'documented',
  docs: {
    en: {
      title: 'Null does not take IfExists',
      avoid: '`NullIfExists`.',
      prefer: '`Null` with `"true"` (the key is absent) or `"false"` (it is there).',
      why: 'IfExists says what holds when a key is absent. Null asks exactly that, so the suffix is ruled out.',
    },
    zhCn: {
      title: 'Null不能带IfExists',
      avoid: '`NullIfExists`。',
      prefer: '`Null`，值为`"true"`（条件键不存在）或`"false"`（条件键存在）。',
      why: 'IfExists说明条件键不存在时如何处理，而Null判断的正是条件键是否存在，因此不能使用该后缀。',
    },
    sources: [pages.syntax, pages.syntaxOld],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:*"],
      "Condition": { "NullIfExists": { "g:UserName": ["true"] } }
//                   ^^^^^^^^^^^^^^ Null takes no IfExists
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
      "Condition": { "Null": { "g:UserName": ["true"] } }
    }
  ]
}`,
  *check({ policy }) {
    if (!isWritten(policy)) return;
    for (const { operator } of conditionOperators(policy)) {
      if (operator.name !== 'Null' || !operator.ifExists) continue;
      const { key } = operator.member;
      const meant = operator.written.slice(0, -'IfExists'.length);
      const fixes = [{ title: msg('Change to "{0}"', meant), edits: [replaceString(key, meant)], safe: false }];
      yield { span: key.span, path: operator.path, on: 'key', message: msg('Null takes no IfExists: it asks itself whether the key is there.'), fixes };
    }
  },
};

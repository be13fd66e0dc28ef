import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { replaceString } from './support/edits.ts';
import { operatorFact } from './support/operators.ts';
import { conditionOperators } from './support/places.ts';
import { pages } from './support/sources.ts';

export const legacyOperator: Rule = {
  code: 'legacy-operator',
  severity: 'information',
  grade: 'disputed',
  docs: {
    en: {
      title: 'A condition operator is gone from the newer table',
      avoid: '`StringLike`, `StringNotLike`, the operators that end with `AnyOf`, `IsNull` and its relatives.',
      prefer: '`StringMatch` and `StringNotMatch` with `*`, the operator without `AnyOf`, `Null`.',
      why: 'The tables of 2021 and 2022 list them, that of 2023 does not. StringLike once meant "contains" in IAM and a pattern with `*` in bucket policies, so what it does today is not sure. IpAddress left the table, too, but its keys did not.',
    },
    zhCn: {
      title: '新版运算符表中已没有该运算符',
      avoid: '`StringLike`、`StringNotLike`、以`AnyOf`结尾的运算符、`IsNull`等。',
      prefer: '带`*`的`StringMatch`和`StringNotMatch`、不带`AnyOf`的运算符、`Null`。',
      why: '2021年和2022年的运算符表列出了它们，2023年的表没有。StringLike在IAM中曾表示“包含”，在桶策略中表示带`*`的模式，现在的含义无法确定。IpAddress也不在新表中，但相应的条件键仍在。',
    },
    sources: [pages.syntax, pages.obsPermissions],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["obs:bucket:ListBucket"],
      "Condition": { "StringLike": { "obs:prefix": ["team/*"] } }
//                   ^^^^^^^^^^^^ "StringLike" is gone from the newer table of operators. "StringMatch" took its place.
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["obs:bucket:ListBucket"],
      "Condition": { "StringMatch": { "obs:prefix": ["team/*"] } }
    }
  ]
}`,
  *check({ policy, catalog }) {
    if (policy.version !== '1.1') return;
    for (const { operator } of conditionOperators(policy)) {
      const fact = operatorFact(catalog, operator, '1.1');
      if (fact?.versions['1.1'] !== 'legacy' || fact.valueType === 'ip_address') continue;
      const { key } = operator.member;
      const name = successor(fact.name);
      const current = name !== undefined && catalog.operators.some((it) => it.name === name && it.versions['1.1'] === 'current');
      const at = { span: key.span, path: operator.path, on: 'key' } as const;
      if (!current) {
        yield { ...at, message: msg('"{0}" is gone from the newer table of operators.', fact.name) };
        continue;
      }
      const whole = operator.written.replace(fact.name, name);
      const fixes = [{ title: msg('Change to "{0}", which compares in its own way', whole), edits: [replaceString(key, whole)], safe: false }];
      yield { ...at, message: msg('"{0}" is gone from the newer table of operators. "{1}" took its place.', fact.name, name), ...(name === 'Null' ? {} : { fixes }) };
    }
  },
};

function successor(name: string): string | undefined {
  const plain = name.replace(/AnyOf$/, '');
  if (plain === 'StringLike') return 'StringMatch';
  if (plain === 'StringNotLike') return 'StringNotMatch';
  if (plain === 'IsNull' || plain === 'IsNotNull') return 'Null';
  return plain === name ? undefined : plain;
}

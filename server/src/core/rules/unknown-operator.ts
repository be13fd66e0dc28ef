import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { replaceString } from './support/edits.ts';
import { kindName } from './support/kinds.ts';
import { meantOperator, operatorFact } from './support/operators.ts';
import { conditionOperators } from './support/places.ts';
import { pages } from './support/sources.ts';

export const unknownOperator: Rule = {
  code: 'unknown-operator',
  severity: 'error',
  grade: 'inferred',
  docs: {
    en: {
      title: 'A condition operator does not exist',
      avoid: 'Spellings of AWS and of bucket policies (`NumericLessThan`), misspelt operators (`StringEqual`), prefixes (`ForAnyValues:`) and suffixes (`StringEndWithIfExsits`).',
      prefer: 'An operator of the table: `NumberLessThan`, `StringEquals`, `StringEndWithIfExists`.',
      why: 'A condition with an operator that IAM does not have cannot be evaluated. The table of version 1.1 is published; that of 5.0 could not be read, so there it is a warning.',
    },
    zhCn: {
      title: '条件运算符不存在',
      avoid: 'AWS和桶策略的写法（`NumericLessThan`），拼写错误的运算符（`StringEqual`）、前缀（`ForAnyValues:`）和后缀（`StringEndWithIfExsits`）。',
      prefer: '运算符表中的运算符：`NumberLessThan`、`StringEquals`、`StringEndWithIfExists`。',
      why: 'IAM没有的运算符无法判断。1.1的运算符表已公布；5.0的运算符表未能读到，因此5.0中只是警告。',
    },
    sources: [pages.syntax, pages.syntaxOld],
    also: ['IAM.1050'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:workspace:delete"],
      "Condition": {
        "NumericLessThan": { "g:MFAAge": ["300"] },
//      ^^^^^^^^^^^^^^^^^ "NumericLessThan" is not a condition operator here. Did you mean "NumberLessThan"?
        "StringEndWithIfExsits": { "g:UserName": ["-intern"] }
//      ^^^^^^^^^^^^^^^^^^^^^^^ "StringEndWithIfExsits" is not a condition operator here. Did you mean "StringEndWithIfExists"?
      }
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:workspace:delete"],
      "Condition": {
        "NumberLessThan": { "g:MFAAge": ["300"] },
        "StringEndWithIfExists": { "g:UserName": ["-intern"] }
      }
    }
  ]
}`,
  *check({ policy, catalog }) {
    const { version, kind } = policy;
    if (version === '1.0') return;
    for (const { operator } of conditionOperators(policy)) {
      const { written, path, member } = operator;
      if (operatorFact(catalog, operator, version)) continue;
      const at = { span: member.key.span, path, on: 'key', ...(version === '5.0' ? { severity: 'warning' as const } : {}) } as const;
      const meant = meantOperator(catalog, written, version);
      if (meant === undefined) {
        yield { ...at, message: msg('"{0}" is not a condition operator that {1} have.', written, kindName(kind)) };
        continue;
      }
      const fixes = [{ title: msg('Change to "{0}"', meant), edits: [replaceString(member.key, meant)], safe: false }];
      yield { ...at, message: msg('"{0}" is not a condition operator here. Did you mean "{1}"?', written, meant), fixes };
    }
  },
};

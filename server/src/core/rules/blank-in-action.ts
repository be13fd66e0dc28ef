import { valueSpan } from '../json/json.ts';
import { msg } from '../message.ts';
import { isSoundAction } from '../policy/read.ts';
import type { Rule } from './rule.ts';
import { blanksIn, tidied, withoutBlanks } from './support/blanks.ts';
import { replaceString } from './support/edits.ts';
import { isWritten } from './support/kinds.ts';
import { writtenActions } from './support/places.ts';
import { pages } from './support/sources.ts';

export const blankInAction: Rule = {
  code: 'blank-in-action',
  severity: 'error',
  grade: 'inferred',
  docs: {
    en: {
      title: 'An action has blanks',
      avoid: '`" obs:bucket:CreateBucket"`.',
      prefer: '`"obs:bucket:CreateBucket"`.',
      why: 'A blank is no character of an action (IAM.1035), and nothing says that IAM takes it off. An official sample has one all the same.',
    },
    zhCn: {
      title: '授权项中有空格',
      avoid: '`" obs:bucket:CreateBucket"`。',
      prefer: '`"obs:bucket:CreateBucket"`。',
      why: '授权项不能包含空格（IAM.1035），也没有文档说明IAM会去掉空格。有一个官方示例恰恰带有空格。',
    },
    sources: [pages.errorCodes, pages.syntaxOld],
    also: ['IAM.1035'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [" obs:bucket:CreateBucket"]
//                ^ A blank is no part of an action. Write "obs:bucket:CreateBucket".
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["obs:bucket:CreateBucket"]
    }
  ]
}`,
  *check({ policy, catalog }) {
    if (!isWritten(policy)) return;
    for (const { action } of writtenActions(policy)) {
      if (action.sound) continue;
      const joined = withoutBlanks(action.value);
      if (joined === action.value || !isSoundAction(joined, policy.kind)) continue;
      const { from, to } = blanksIn(action.value);
      const span = valueSpan(policy.text, action.node, from, to);
      // Two words may be two names: they are joined only where that makes a known one, and never without being asked.
      const safe = tidied(action.value) === joined;
      if (safe || catalog.action(joined)) {
        const fixes = [{ title: msg('Change to "{0}"', joined), edits: [replaceString(action.node, joined)], safe }];
        yield { span, path: action.path, message: msg('A blank is no part of an action. Write "{0}".', joined), fixes };
      } else {
        yield { span, path: action.path, message: msg('A blank is no part of an action. Every action is a string of its own.') };
      }
    }
  },
};

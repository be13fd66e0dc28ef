import { msg } from '../message.ts';
import { isSoundAction } from '../policy/read.ts';
import type { PolicyKind } from '../policy/kind.ts';
import type { Rule } from './rule.ts';
import { quoted } from './support/edits.ts';
import { isWritten } from './support/kinds.ts';
import { writtenActions } from './support/places.ts';
import { pages } from './support/sources.ts';

export const severalActions: Rule = {
  code: 'several-actions',
  severity: 'error',
  grade: 'inferred',
  docs: {
    en: {
      title: 'One string holds several actions',
      avoid: '`"vpc:vpcs:list, vpc:vpcs:get"`.',
      prefer: '`"vpc:vpcs:list", "vpc:vpcs:get"`.',
      why: 'Every string is one action. A comma or a blank is no character of an action (IAM.1035). An official sample has two actions in one string all the same.',
    },
    zhCn: {
      title: '一个字符串中有多个授权项',
      avoid: '`"vpc:vpcs:list, vpc:vpcs:get"`。',
      prefer: '`"vpc:vpcs:list", "vpc:vpcs:get"`。',
      why: '每个字符串是一个授权项，不能包含逗号或空格（IAM.1035）。有一个官方示例恰恰在一个字符串中写了两个授权项。',
    },
    sources: [pages.errorCodes],
    also: ['IAM.1035'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["vpc:vpcs:list, vpc:vpcs:get"]
//               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This string holds 2 actions. Every action is a string of its own.
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["vpc:vpcs:list", "vpc:vpcs:get"]
    }
  ]
}`,
  *check({ policy }) {
    if (!isWritten(policy)) return;
    for (const { list, action } of writtenActions(policy)) {
      const parts = action.sound ? undefined : actionsIn(action.value, policy.kind);
      if (!parts) continue;
      const listed = list.member.value?.type === 'array';
      const text = parts.map(quoted).join(', ');
      yield {
        span: action.node.span,
        path: action.path,
        message: msg('This string holds {0} actions. Every action is a string of its own.', parts.length),
        fixes: [{ title: msg('Split into {0} strings', parts.length), edits: [{ span: action.node.span, text: listed ? text : `[${text}]` }], safe: true }],
      };
    }
  },
};

/** The actions in a string that holds at least two of them and nothing else. */
export function actionsIn(value: string, kind: PolicyKind): readonly string[] | undefined {
  const parts = value.split(/[\s,;|，；、]+/).filter((it) => it !== '');
  return parts.length > 1 && parts.every((it) => it.includes(':') && isSoundAction(it, kind)) ? parts : undefined;
}

import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { isWritten } from './support/kinds.ts';
import { limits } from './support/limits.ts';
import { writtenActions } from './support/places.ts';
import { pages } from './support/sources.ts';

const name = (length: number): string => `modelarts:notebook:${'x'.repeat(length - 19)}`;

export const actionTooLong: Rule = {
  code: 'action-too-long',
  severity: 'error',
  grade: 'documented',
  docs: {
    en: {
      title: 'An action is longer than 128 characters',
      avoid: 'An action of more than 128 characters.',
      prefer: 'The name of the table of actions; none is that long.',
      why: 'IAM refuses it (IAM.1034), and registered names of 5.0 have at most 128 characters.',
    },
    zhCn: {
      title: '授权项超过128个字符',
      avoid: '授权项超过128个字符。',
      prefer: '使用授权项表中的名称，其中没有这么长的。',
      why: 'IAM会拒绝（IAM.1034）；5.0中注册的名称最多128个字符。',
    },
    sources: [pages.errorCodes, pages.schemaV5],
    also: ['IAM.1034'],
  },
  bad: `
{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": [
    "${name(129)}"
//  ${'^'.repeat(131)} An action has at most 128 characters. This has 129.
] }] }`,
  good: `
{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": [
    "${name(128)}"
] }] }`,
  noFix: { en: 'Which action is meant is not known.', zhCn: '无法知道所指的是哪个授权项。' },
  *check({ policy }) {
    if (!isWritten(policy)) return;
    for (const { action } of writtenActions(policy)) {
      const { length } = action.value;
      if (length > limits.actionLength) yield { span: action.node.span, path: action.path, message: msg('An action has at most {0} characters. This has {1}.', limits.actionLength, length) };
    }
  },
};

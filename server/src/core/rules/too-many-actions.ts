import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { is11 } from './support/kinds.ts';
import { limits } from './support/limits.ts';
import { pages } from './support/sources.ts';

const actions = (count: number): string => Array.from({ length: count }, (_, index) => `"modelarts:notebook:a${index}"`).join(', ');

export const tooManyActions: Rule = {
  code: 'too-many-actions',
  severity: 'error',
  grade: 'documented',
  docs: {
    en: {
      title: 'More than 100 actions in one statement',
      avoid: 'Listing more than 100 actions in one statement.',
      prefer: 'Use a wildcard such as `modelarts:notebook:*` where all are meant, or a second statement.',
      why: 'IAM takes at most 100 actions (IAM.1033). For version 5.0 no such limit is documented.',
    },
    zhCn: {
      title: '一条授权语句的授权项超过100个',
      avoid: '在一条授权语句中列出超过100个授权项。',
      prefer: '如果是全部操作，使用`modelarts:notebook:*`这样的通配符，或者写第二条授权语句。',
      why: 'IAM最多接受100个授权项（IAM.1033）。5.0版本没有这一限制的文档。',
    },
    sources: [pages.errorCodes, pages.createPolicy],
    also: ['IAM.1033'],
  },
  bad: `
{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": [${actions(100)},
  "modelarts:notebook:last"
//^^^^^^^^^^^^^^^^^^^^^^^^^ A statement has at most 100 actions. This is number 101.
] }] }`,
  good: `
{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": [${actions(100)}] }] }`,
  noFix: { en: 'What can be left out is not known; a refactoring splits the statement.', zhCn: '无法知道可以去掉哪些内容，可以用重构操作拆分授权语句。' },
  *check({ policy }) {
    if (!is11(policy)) return;
    for (const { action, notAction } of policy.statements) {
      for (const list of [action, notAction]) {
        const first = list?.strings[limits.actions];
        if (first) yield { span: first.node.span, path: first.path, message: msg('A statement has at most {0} actions. This is number {1}.', limits.actions, limits.actions + 1) };
      }
    }
  },
};

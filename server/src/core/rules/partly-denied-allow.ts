import { analysisCheck } from '../analysis/rule.ts';
import type { Rule } from './rule.ts';
import { pages } from './support/sources.ts';

export const partlyDeniedAllow: Rule = {
  code: 'partly-denied-allow',
  severity: 'hint',
  grade: 'documented',
  scope: 'document',
  docs: {
    en: {
      title: 'An Allow and a Deny that cross',
      avoid: 'Wildcards of an Allow and a Deny of which each names actions that the other does not, and both name some.',
      prefer: 'A Deny inside what is allowed, which is the ordinary exception, or a Deny apart from it.',
      why: 'What both name is denied, and it is easy to overlook which actions those are. New actions of the service may fall among them, too.',
    },
    zhCn: {
      title: 'Allow与Deny相互交叉',
      avoid: 'Allow与Deny的通配符各自包含对方没有的授权项，同时又有一部分是共有的。',
      prefer: '让Deny处在允许的范围之内（这是普通的例外写法），或者与它完全无关。',
      why: '共有的部分会被拒绝，而具体是哪些授权项很容易被忽略；服务新增的授权项也可能落入其中。',
    },
    sources: [pages.evaluation, pages.syntax],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:notebook:*"]
//               ^^^^^^^^^^^^^^^^^^^^^^ Statement 2 denies some of what is allowed here, and more besides. Example: modelarts:notebook:delete.
    },
    {
      "Effect": "Deny",
      "Action": ["modelarts:*:delete"]
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:notebook:*"]
    },
    {
      "Effect": "Deny",
      "Action": ["modelarts:notebook:delete"]
    }
  ]
}`,
  noFix: { en: 'Which of the two is meant to be narrower is not known.', zhCn: '无法知道应当缩小哪一方的范围。' },
  check: analysisCheck('partly-denied-allow'),
};

import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { nameProblems } from './support/names.ts';
import { pages } from './support/sources.ts';

export const unknownService: Rule = {
  code: 'unknown-service',
  severity: 'warning',
  grade: 'inferred',
  docs: {
    en: {
      title: 'A service is probably misspelt',
      avoid: '`funcitongraph:function:list`: the prefix is no service, but very near to one.',
      prefer: 'The prefix as its service writes it: `functiongraph`, `modelarts`, `obs`.',
      why: 'An action of a service that does not exist is refused (IAM.1036) or matches nothing. Only a prefix of five or more letters that is near to exactly one known service is reported; other unknown ones may be right.',
    },
    zhCn: {
      title: '服务名可能拼写错误',
      avoid: '`funcitongraph:function:list`：该前缀不是服务名，但与某个服务名非常接近。',
      prefer: '使用该服务自己的前缀：`functiongraph`、`modelarts`、`obs`。',
      why: '不存在的服务的授权项会被拒绝（IAM.1036），或者匹配不到任何操作。只报告五个字母以上、与唯一一个已知服务接近的前缀，其他未知前缀可能是正确的。',
    },
    sources: [pages.errorCodes],
    also: ['IAM.1036', 'IAM.1045'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["funcitongraph:function:list"]
//                ^^^^^^^^^^^^^ "funcitongraph" is not a service that we know. Did you mean "functiongraph"?
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["functiongraph:function:list"]
    }
  ]
}`,
  *check({ policy, catalog }) {
    for (const { what, written, span, path, instead } of nameProblems(policy, catalog)) {
      const [meant] = instead;
      if (what !== 'service' || meant === undefined) continue;
      const fixes = [{ title: msg('Change to "{0}"', meant), edits: [{ span, text: meant }], safe: false }];
      yield { span, path, message: msg('"{0}" is not a service that we know. Did you mean "{1}"?', written, meant), fixes };
    }
  },
};

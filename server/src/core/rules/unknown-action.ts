import type { Catalog } from '../catalog/catalog.ts';
import { msg } from '../message.ts';
import type { Policy } from '../policy/policy.ts';
import type { Rule, RuleFinding } from './rule.ts';
import { versionName } from './support/kinds.ts';
import { type NameProblem, nameProblems } from './support/names.ts';
import { pages } from './support/sources.ts';

export const unknownAction: Rule = {
  code: 'unknown-action',
  severity: 'warning',
  grade: 'inferred',
  docs: {
    en: {
      title: 'An action is not known',
      avoid: 'A misspelt operation (`modelarts:notebook:creat`), or the name that the other version of the language uses (`modelarts::createApiKey` in a custom policy).',
      prefer: 'The name in the table of actions of the version: `modelarts:notebook:create`, `modelarts:apiKey:create`.',
      why: 'An action that is not registered is refused (IAM.1036). A name near to exactly one known one, or listed for the other version, is a warning with the right name; any other is information, because services get new actions and our data has a date. Wildcards are not blamed.',
    },
    zhCn: {
      title: '授权项未知',
      avoid: '操作拼写错误（`modelarts:notebook:creat`），或者使用了另一版本策略语言的名称（自定义策略中的`modelarts::createApiKey`）。',
      prefer: '该版本授权项表中的名称：`modelarts:notebook:create`、`modelarts:apiKey:create`。',
      why: '未注册的授权项会被拒绝（IAM.1036）。与唯一一个已知名称接近、或属于另一版本的名称，给出警告和正确名称；其他未知名称只是提示信息，因为服务会增加新的授权项，而我们的数据截至某一天。不检查通配符。',
    },
    sources: [pages.errorCodes, pages.modelArtsIam],
    also: ['IAM.1036'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "modelarts:notebook:creat",
//                          ^^^^^ "creat" is not an action on "notebook" that we know. Did you mean "create"?
        "modelarts::createApiKey"
//                 ^^^^^^^^^^^^^ This is the name for identity policies (5.0). In custom policies (1.1) it is "modelarts:apiKey:create".
      ]
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "modelarts:notebook:create",
        "modelarts:apiKey:create"
      ]
    }
  ]
}`,
  *check({ policy, catalog }) {
    for (const problem of nameProblems(policy, catalog)) {
      if (problem.what === 'action' && problem.service) yield toFinding(problem, problem.service.name, policy, catalog);
    }
  },
};

function toFinding({ reason, written, span, path, instead, knownIn, type = '' }: NameProblem, service: string, policy: Policy, catalog: Catalog): RuleFinding {
  const { version } = policy;
  const [first, ...others] = instead;
  if (first !== undefined) {
    const fixes = instead.map((it) => ({ title: msg('Change to "{0}"', reason === 'slip' ? it : `${service}:${it}`), edits: [{ span, text: it }], safe: false }));
    if (reason === 'slip' && type === '') return { span, path, fixes, message: msg('"{0}" is not an action that we know. Did you mean "{1}"?', written, first) };
    if (reason === 'slip') return { span, path, fixes, message: msg('"{0}" is not an action on "{1}" that we know. Did you mean "{2}"?', written, type, first) };
    const names = instead.map((it) => `"${service}:${it}"`).join(', ');
    const message =
      others.length === 0
        ? msg('This is the name for {0}. In {1} it is {2}.', versionName(knownIn ?? version), versionName(version), names)
        : msg('This is the name for {0}. In {1} it is one of {2}.', versionName(knownIn ?? version), versionName(version), names);
    return { span, path, fixes, message };
  }
  const whole = `${service}:${written}`;
  if (reason === 'other-version' && knownIn) {
    return { span, path, severity: 'information', message: msg('"{0}" is in our data of {1} for {2} only.', whole, catalog.date, versionName(knownIn)) };
  }
  return { span, path, severity: 'information', message: msg('The action "{0}" is not in our data of {1}.', written, catalog.date) };
}

import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { nameProblems } from './support/names.ts';
import { pages } from './support/sources.ts';

export const unknownResourceType: Rule = {
  code: 'unknown-resource-type',
  severity: 'warning',
  grade: 'inferred',
  docs: {
    en: {
      title: 'A resource type is not known',
      avoid: '`modelarts:trainingJob:create`: ModelArts calls the type `trainJob`.',
      prefer: 'A type of the table of resource types, such as `notebook`, `trainJob`, `service` or `pool`.',
      why: 'An action that is not registered is refused (IAM.1036). A type near to exactly one known one is a warning with that name; any other is information, because services get new types and our data has a date.',
    },
    zhCn: {
      title: '资源类型未知',
      avoid: '`modelarts:trainingJob:create`：ModelArts中该类型叫`trainJob`。',
      prefer: '资源类型表中的类型，例如`notebook`、`trainJob`、`service`、`pool`。',
      why: '未注册的授权项会被拒绝（IAM.1036）。与唯一一个已知类型接近时给出警告和该名称；其他未知类型只是提示信息，因为服务会增加新的类型，而我们的数据截至某一天。',
    },
    sources: [pages.modelArtsIam, pages.errorCodes],
    also: ['IAM.1036', 'IAM.1046'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:trainingJob:create"]
//                          ^^^^^^^^^^^ "trainingJob" is not a resource type of ModelArts that we know. Did you mean "trainJob"?
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:trainJob:create"]
    }
  ]
}`,
  *check({ policy, catalog }) {
    for (const { what, written, span, path, service, instead } of nameProblems(policy, catalog)) {
      if (what !== 'type' || !service) continue;
      const [meant] = instead;
      if (meant === undefined) {
        yield { span, path, severity: 'information', message: msg('The resource type "{0}" of {1} is not in our data of {2}.', written, service.title, catalog.date) };
        continue;
      }
      const fixes = [{ title: msg('Change to "{0}"', meant), edits: [{ span, text: meant }], safe: false }];
      yield { span, path, message: msg('"{0}" is not a resource type of {1} that we know. Did you mean "{2}"?', written, service.title, meant), fixes };
    }
  },
};

import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { writtenActions } from './support/places.ts';
import { pages } from './support/sources.ts';

export const uppercaseService: Rule = {
  code: 'uppercase-service',
  severity: 'information',
  grade: 'disputed',
  docs: {
    en: {
      title: 'The service of an action has capitals',
      avoid: '`ModelArts:notebook:create`.',
      prefer: '`modelarts:notebook:create`.',
      why: 'The API reference asks for a lower-case service in custom policies, yet an official sample has `KMS:*:*` and `OBS:*:*`. Here letter case does not count; lower case is safe either way.',
    },
    zhCn: {
      title: '授权项的服务名含大写字母',
      avoid: '`ModelArts:notebook:create`。',
      prefer: '`modelarts:notebook:create`。',
      why: 'API参考要求自定义策略中的服务名使用小写，但有一个官方示例写作`KMS:*:*`和`OBS:*:*`。本工具不区分大小写，使用小写总是可靠的。',
    },
    sources: [pages.createPolicy, pages.syntax],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["ModelArts:notebook:create"]
//                ^^^^^^^^^ Custom policies name services in lower case: "modelarts".
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:notebook:create"]
    }
  ]
}`,
  *check({ policy, catalog }) {
    if (policy.kind !== 'custom-1.1') return;
    for (const { action } of writtenActions(policy)) {
      const service = action.segments[0];
      const lower = service?.value.toLowerCase();
      if (!service || !action.sound || service.value === lower || lower === undefined) continue;
      // A service of 5.0 that is spelled with capitals has no other name.
      if ((catalog.service(service.value)?.name ?? lower) !== lower) continue;
      yield {
        span: service.span,
        path: action.path,
        message: msg('Custom policies name services in lower case: "{0}". Some official samples write capitals.', lower),
        fixes: [{ title: msg('Change to "{0}"', lower), edits: [{ span: service.span, text: lower }], safe: true }],
      };
    }
  },
};

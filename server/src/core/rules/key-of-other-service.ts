import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { isPattern } from './support/names.ts';
import { conditionKeys } from './support/places.ts';
import { pages } from './support/sources.ts';

export const keyOfOtherService: Rule = {
  code: 'key-of-other-service',
  severity: 'warning',
  grade: 'inferred',
  docs: {
    en: {
      title: 'A condition key belongs to a service that no action names',
      avoid: '`obs:prefix` in a statement about ModelArts.',
      prefer: 'A key of the service, such as `modelarts:poolType`, or one that every service knows, such as `g:UserName`.',
      why: 'Keys of a service apply to its own actions only. Other requests do not carry them, so an Allow never applies and a Deny never denies.',
    },
    zhCn: {
      title: '条件键所属的服务与授权项无关',
      avoid: '在关于ModelArts的授权语句中使用`obs:prefix`。',
      prefer: '使用该服务的条件键，例如`modelarts:poolType`，或者所有服务都支持的条件键，例如`g:UserName`。',
      why: '服务级条件键只对本服务的授权项有效。其他请求中没有该条件键，Allow永远不生效，Deny也永远不拒绝。',
    },
    sources: [pages.syntax, pages.keysV5],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:notebook:list"],
      "Condition": { "StringEquals": { "obs:prefix": ["team/"] } }
//                                     ^^^^^^^^^^^^ No action of this statement is of "obs", so its requests do not carry this key.
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["obs:bucket:ListBucket"],
      "Condition": { "StringEquals": { "obs:prefix": ["team/"] } }
    }
  ]
}`,
  noFix: { en: 'Which key is meant is not known.', zhCn: '无法知道所指的是哪个条件键。' },
  *check({ policy, catalog }) {
    if (policy.version === '1.0' || policy.kind === 'trust-5.0') return;
    for (const { statement, operator, key } of conditionKeys(policy)) {
      const service = key.name.slice(0, Math.max(0, key.name.indexOf(':'))).toLowerCase();
      const strings = statement.action?.strings ?? [];
      if (service === '' || service === 'g' || operator.ifExists || operator.name === 'Null' || statement.notAction || strings.length === 0 || !catalog.service(service)) continue;
      const services = strings.map((it) => (it.sound ? (it.segments[0]?.value.toLowerCase() ?? '*') : '*'));
      if (services.some((it) => isPattern(it) || it === service)) continue;
      yield { span: key.member.key.span, path: key.path, on: 'key', message: msg('No action of this statement is of "{0}", so its requests do not carry this key.', service) };
    }
  },
};

import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { pages } from './support/sources.ts';

export const trustWithoutSource: Rule = {
  code: 'trust-without-source',
  severity: 'information',
  grade: 'documented',
  fileName: 'example.trust.json',
  docs: {
    en: {
      title: 'A service is trusted without naming the account that it works for',
      avoid: 'A trust policy for a Service without `g:SourceAccount` or `g:SourceUrn`.',
      prefer: '`"Condition": { "StringEquals": { "g:SourceAccount": "<account-id>" } }`.',
      why: 'A service acts for many accounts. The keys exist so that nobody can make it use your agency for somebody else.',
    },
    zhCn: {
      title: '信任了服务却没有限定来源账号',
      avoid: '信任策略中有Service，却没有`g:SourceAccount`或`g:SourceUrn`。',
      prefer: '`"Condition": { "StringEquals": { "g:SourceAccount": "<账号ID>" } }`。',
      why: '一个服务为许多账号工作。这两个条件键用来防止他人让服务使用您的委托。',
    },
    sources: [pages.keysV5, pages.schemaV5],
  },
  bad: `
{
  "Version": "5.0",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": ["service.ModelArts"] },
//                   ^^^^^^^^^ The service is trusted whoever it works for.
      "Action": ["sts:agencies:assume"]
    }
  ]
}`,
  good: `
{
  "Version": "5.0",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": ["service.ModelArts"] },
      "Action": ["sts:agencies:assume"],
      "Condition": { "StringEquals": { "g:SourceAccount": "0123456789abcdef0123456789abcdef" } }
    }
  ]
}`,
  noFix: { en: 'The ID of the account is not known.', zhCn: '无法知道账号ID。' },
  *check({ policy }) {
    if (policy.kind !== 'trust-5.0') return;
    for (const { principal, effect, condition } of policy.statements) {
      const service = principal?.negated === false ? principal.entries.find((it) => it.kind === 'Service') : undefined;
      if (!principal || !service || effect?.value !== 'Allow') continue;
      const limited = condition?.operators.some((it) => it.keys.some(({ name }) => /^g:source(?:account|urn)$/i.test(name)));
      if (!limited) yield { span: service.member.key.span, path: [...principal.path, 'Service'], on: 'key', message: msg('The service is trusted whoever it works for. Name the account with "{0}".', 'g:SourceAccount') };
    }
  },
};

import { member } from '../json/json.ts';
import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { elementsOf, isBegun, lacks } from './support/elements.ts';
import { has, opening } from './support/places.ts';
import { pages } from './support/sources.ts';

export const missingPrincipal: Rule = {
  code: 'missing-principal',
  severity: 'error',
  grade: 'documented',
  fileName: 'example.trust.json',
  docs: {
    en: {
      title: 'A statement of a trust policy has no Principal',
      avoid: 'A trust policy that does not say whom the agency trusts.',
      prefer: '`"Principal": { "Service": [...] }`, or `"IAM"` or `"Identity_provider"` with a list.',
      why: 'A trust policy says who may use the agency. Without Principal it names nobody, and IAM refuses it.',
    },
    zhCn: {
      title: '信任策略的授权语句缺少Principal',
      avoid: '信任策略没有说明委托信任谁。',
      prefer: '`"Principal": { "Service": [...] }`，或者用`"IAM"`、`"Identity_provider"`加列表。',
      why: '信任策略说明谁可以使用委托。没有Principal就没有指定任何对象，会被IAM拒绝。',
    },
    sources: [pages.createPolicyV5],
  },
  bad: `
{
  "Version": "5.0",
  "Statement": [
    {
//  ^ Principal is missing
      "Effect": "Allow",
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
      "Principal": { "IAM": ["0123456789abcdef0123456789abcdef"] },
      "Action": ["sts:agencies:assume"]
    }
  ]
}`,
  noFix: { en: 'Whom the agency should trust is not known.', zhCn: '无法知道委托要信任谁。' },
  *check({ policy }) {
    if (policy.kind !== 'trust-5.0') return;
    const known = elementsOf(policy.kind);
    for (const { node, path } of policy.statements) {
      for (const name of ['Principal', 'NotPrincipal']) {
        const value = member(node, name)?.value;
        if (value?.type !== 'object' || !value.closed) continue;
        const base = [...path, name];
        if (value.members.length === 0) yield { span: value.span, path: base, message: msg('"{0}" is empty: it names at least one identity.', name) };
        for (const { key, value: list } of value.members) {
          if (list?.type === 'array' && list.closed && list.elements.length === 0) yield { span: list.span, path: [...base, key.value], message: msg('"{0}" is empty: it names at least one identity.', key.value) };
        }
      }
      // An object in which nothing is written yet has one finding, about Effect.
      if (!isBegun(node) || has(node, 'NotPrincipal') || !lacks(node, 'Principal', known)) continue;
      yield { span: opening(node), path, message: msg('Principal is missing: a trust policy says whom the agency trusts.') };
    }
  },
};

import { msg } from '../message.ts';
import type { TextRule } from './rule.ts';
import { firstCharacter } from './support/places.ts';
import { pages } from './support/sources.ts';

export const awsPolicy: TextRule = {
  code: 'aws-policy',
  severity: 'information',
  grade: 'documented',
  docs: {
    en: {
      title: 'The policy is one of another cloud',
      avoid: 'Checking a policy of AWS with the rules of Huawei Cloud.',
      prefer: 'A custom policy with Version `1.1` or an identity policy with Version `5.0`, whose actions have three parts.',
      why: 'The languages look alike, but Version, actions, resources and operators differ. The file is left alone.',
    },
    zhCn: {
      title: '这是其他云的策略',
      avoid: '用华为云的规则检查AWS的策略。',
      prefer: 'Version为`1.1`的自定义策略，或Version为`5.0`的身份策略，其授权项由三段组成。',
      why: '两种语言看起来相似，但Version、授权项、资源和运算符都不同，因此不检查该文件。',
    },
    sources: [pages.syntax],
  },
  bad: `
  { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*" }] }
//^ This is a policy of another cloud`,
  good: `
  { "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["obs:object:GetObject"] }] }`,
  noFix: { en: 'A policy of another cloud has no exact counterpart.', zhCn: '其他云的策略没有完全对应的写法。' },
  *check({ json, kind }) {
    if (kind !== 'aws') return;
    yield { span: firstCharacter(json), path: [], message: msg('This is a policy of another cloud (AWS). It is left alone.') };
  },
};

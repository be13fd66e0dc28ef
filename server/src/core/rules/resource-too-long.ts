import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { is50, isWritten } from './support/kinds.ts';
import { limits } from './support/limits.ts';
import { writtenResources } from './support/places.ts';
import { pages } from './support/sources.ts';

const bucket = (length: number): string => `obs:*:*:object:${'x'.repeat(length - 15)}`;

export const resourceTooLong: Rule = {
  code: 'resource-too-long',
  severity: 'error',
  grade: 'documented',
  docs: {
    en: {
      title: 'A resource is too long',
      avoid: 'A resource of more than 1500 characters, and where it can be had, one of more than 128.',
      prefer: 'A shorter pattern with `*`.',
      why: 'Two sources disagree: the API reference allows 128 characters, the text of error IAM.1042 says 1500. Above 128 this is information, above 1500 an error. In version 5.0 a URN has at most 1500 characters, as the model of the API says of resources.',
    },
    zhCn: {
      title: '资源过长',
      avoid: '资源超过1500个字符；如果可以，也不要超过128个字符。',
      prefer: '使用含`*`的较短模式。',
      why: '两处来源不一致：API参考规定最多128个字符，错误码IAM.1042的说明是1500个字符。超过128个字符时给出提示信息，超过1500个字符时报告错误。在5.0版本中，按照API模型，URN最多1500个字符。',
    },
    sources: [pages.createPolicy, pages.errorCodes, pages.schemaV5],
    also: ['IAM.1042', 'IAM.1048'],
  },
  bad: `
{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["obs:object:GetObject"], "Resource": [
    "${bucket(129)}",
//  ${'^'.repeat(131)} This resource has 129 characters. The API reference allows 128, an error text 1500.
    "${bucket(1501)}"
//  ${'^'.repeat(1503)} A resource has at most 1500 characters. This has 1501.
] }] }`,
  good: `
{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["obs:object:GetObject"], "Resource": [
    "${bucket(128)}"
] }] }`,
  noFix: { en: 'Which resources are meant is not known.', zhCn: '无法知道所指的是哪些资源。' },
  *check({ policy }) {
    if (!isWritten(policy)) return;
    for (const { resource } of writtenResources(policy)) {
      const { length } = resource.value;
      const at = { span: resource.node.span, path: resource.path };
      if (length > limits.resourceLengthError && is50(policy)) {
        yield { ...at, severity: 'warning', grade: 'inferred', message: msg('A URN has at most {0} characters. This has {1}.', limits.resourceLengthError, length) };
      } else if (length > limits.resourceLengthError) {
        yield { ...at, message: msg('A resource has at most {0} characters. This has {1}.', limits.resourceLengthError, length) };
      } else if (length > limits.resourceLengthApi && !is50(policy)) {
        const message = msg('This resource has {0} characters. The API reference allows {1}, an error text {2}.', length, limits.resourceLengthApi, limits.resourceLengthError);
        yield { ...at, severity: 'information', grade: 'disputed', message };
      }
    }
  },
};

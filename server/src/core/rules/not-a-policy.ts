import { msg } from '../message.ts';
import type { TextRule } from './rule.ts';
import { firstCharacter } from './support/places.ts';
import { pages } from './support/sources.ts';

export const notAPolicy: TextRule = {
  code: 'not-a-policy',
  severity: 'error',
  grade: 'documented',
  fileName: 'example.json',
  docs: {
    en: {
      title: 'The file holds no policy',
      avoid: 'Asking for a check of a file that is no IAM policy.',
      prefer: 'A JSON object with Version and Statement, or a file name that ends with `.policy.json`, `.scp.json` or `.trust.json`.',
      why: 'IAM knows a policy by its Version and its Statement. Another JSON file says nothing about permissions.',
    },
    zhCn: {
      title: '文件中没有策略',
      avoid: '检查一个不是IAM策略的文件。',
      prefer: '包含Version和Statement的JSON对象，或者以`.policy.json`、`.scp.json`、`.trust.json`结尾的文件名。',
      why: 'IAM通过Version和Statement识别策略，其他JSON文件与权限无关。',
    },
    sources: [pages.syntax],
  },
  bad: `
  { "name": "something else" }
//^ This is no policy`,
  good: `
  { "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list"] }] }`,
  noFix: { en: 'What the file is for is not known.', zhCn: '无法知道该文件的用途。' },
  *check({ json, kind }) {
    if (kind !== 'none') return;
    yield { span: firstCharacter(json), path: [], message: msg('This is no policy: it has no Version and Statement that IAM knows.') };
  },
};

import { maximumDepth } from '../json/depth.ts';
import type { TextRule } from './rule.ts';
import { isOurs } from './support/kinds.ts';
import { pages } from './support/sources.ts';

const start = '{ "Version": "1.1", "Statement": ';

export const tooDeep: TextRule = {
  code: 'too-deep',
  severity: 'error',
  grade: 'inferred',
  docs: {
    en: {
      title: 'The text is nested too deeply',
      avoid: 'Brackets nested more than 100 levels deep.',
      prefer: 'A policy needs seven levels.',
      why: 'Such a text is broken or hostile. Nothing below that level is read.',
    },
    zhCn: {
      title: '嵌套层数过多',
      avoid: '括号嵌套超过100层。',
      prefer: '一个策略只需要七层。',
      why: '这样的文本要么已损坏，要么带有恶意。超过该层数的内容不会被读取。',
    },
    sources: [pages.syntax],
  },
  bad: `${start}${'['.repeat(maximumDepth)}${']'.repeat(maximumDepth)} }
//                               ${' '.repeat(maximumDepth - 1)}^ This is nested more than 100 levels deep.`,
  good: `${start}[] }`,
  noFix: { en: 'What is meant is not known.', zhCn: '无法知道原意。' },
  *check({ json, kind }) {
    if (!isOurs(kind) || !json.tooDeep) return;
    for (const { span, message, path } of json.problems) yield { span, path, message };
  },
};

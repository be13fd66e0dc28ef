import { type Json, type Member, member, type Path } from '../json/json.ts';
import { msg } from '../message.ts';
import type { TextRule } from './rule.ts';
import { isOurs } from './support/kinds.ts';
import { pages } from './support/sources.ts';

export const duplicateKey: TextRule = {
  code: 'duplicate-key',
  severity: 'error',
  grade: 'inferred',
  docs: {
    en: {
      title: 'A name is written twice in one object',
      avoid: 'Writing the same name twice in one object. Only the last one counts, so the first is lost without a word.',
      prefer: 'Put the values of both into one list, or use two statements.',
      why: 'Readers of JSON keep one of two members with the same name, usually the last. What the other one allowed or denied is gone.',
    },
    zhCn: {
      title: '同一对象中的名称重复',
      avoid: '在同一对象中把同一名称写两次。只有最后一个生效，前面的会在没有提示的情况下丢失。',
      prefer: '把两处的值放进同一个列表，或者写成两条授权语句。',
      why: 'JSON解析器只保留同名成员中的一个，通常是最后一个，另一个允许或拒绝的内容就不存在了。',
    },
    sources: [pages.syntax],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:notebook:list"],
//    ^^^^^^^^ "Action" is written again further down. Only the last one counts.
      "Action": ["modelarts:notebook:get"]
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:notebook:list", "modelarts:notebook:get"]
    }
  ]
}`,
  noFix: { en: 'Which of the two is meant is not known.', zhCn: '无法知道要保留哪一个。' },
  *check({ json, kind }) {
    if (!isOurs(kind)) return;
    for (const { key, path } of json.twins) {
      // To look for each of very many takes too long.
      const last = json.twins.length > 100 ? undefined : memberAt(json.root, path);
      const related = last ? [{ span: last.key.span, path, message: msg('This one counts') }] : [];
      yield { span: key.span, path, on: 'key', message: msg('"{0}" is written again further down. Only the last one counts.', key.value), related };
    }
  },
};

/** The member that a path leads to; of members with one name the last. */
function memberAt(root: Json | undefined, path: Path): Member | undefined {
  let value = root;
  let found: Member | undefined;
  for (const step of path) {
    if (typeof step === 'number') {
      value = value?.type === 'array' ? value.elements[step] : undefined;
      continue;
    }
    found = value?.type === 'object' ? member(value, step) : undefined;
    value = found?.value;
  }
  return found;
}

import type { Member } from '../json/json.ts';
import { msg } from '../message.ts';
import type { TextRule } from './rule.ts';
import { removeTwin } from './support/edits.ts';
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
      prefer: 'One of them. What both should say goes into one list, or into two statements.',
      why: 'Readers of JSON keep one of two members with the same name, usually the last. What the other one allowed or denied is gone.',
    },
    zhCn: {
      title: '同一对象中的名称重复',
      avoid: '在同一对象中把同一名称写两次。只有最后一个生效，前面的会在没有提示的情况下丢失。',
      prefer: '只保留一个。两处都需要的内容放进同一个列表，或者写成两条授权语句。',
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
      "Action": ["modelarts:notebook:get"]
    }
  ]
}`,
  *check({ json, kind }) {
    if (!isOurs(kind)) return;
    for (const { key, path, members } of json.twins) {
      const { places, last } = indexOf(members);
      const index = places.get(key.span.start) ?? 0;
      const counts = last.get(key.value);
      const related = counts ? [{ span: counts.key.span, path, message: msg('This one counts') }] : [];
      // While the one that counts has no value yet, it is still being typed.
      const fixes = counts?.value === undefined || members[index]?.value === undefined ? [] : [{ title: msg('Remove this one, which does not count'), edits: [removeTwin(members, index)], safe: true }];
      yield { span: key.span, path, on: 'key', message: msg('"{0}" is written again further down. Only the last one counts.', key.value), related, fixes };
    }
  },
};

interface Index {
  /** Indexes of members by where they start. */
  readonly places: ReadonlyMap<number, number>;
  /** The member that counts, by name. */
  readonly last: ReadonlyMap<string, Member>;
}

const indexes = new WeakMap<readonly Member[], Index>();

/** One object may have very many twins. */
function indexOf(members: readonly Member[]): Index {
  let found = indexes.get(members);
  if (!found) {
    found = { places: new Map(members.map((it, index) => [it.span.start, index])), last: new Map(members.map((it) => [it.key.value, it])) };
    indexes.set(members, found);
  }
  return found;
}

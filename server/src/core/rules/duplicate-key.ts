import type { Json, Member, Path } from '../json/json.ts';
import { Scanner } from '../json/scan.ts';
import { msg } from '../message.ts';
import type { Edit } from '../text.ts';
import type { Fix, TextRule } from './rule.ts';
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
      yield { span: key.span, path, on: 'key', message: msg('"{0}" is written again further down. Only the last one counts.', key.value), related, fixes: fixesFor(json.text, members, index, counts, path) };
    }
  },
};

/** What is lost with the one that goes is what somebody wrote: only where it is the same is that done without being asked. */
function fixesFor(text: string, members: readonly Member[], index: number, counts: Member | undefined, path: Path): readonly Fix[] {
  const twin = members[index];
  // While the one that counts has no value yet, it is still being typed.
  if (!twin?.value || !counts?.value) return [];
  const removal = removeTwin(members, index);
  const same = isSameJson(text, twin.value, counts.value) && !hasComment(text.slice(removal.span.start, removal.span.end));
  const merged = path.at(-2) === 'Condition' ? merge(text, twin.value, counts.value) : undefined;
  return [
    ...(merged ? [{ title: msg('Move its condition keys into the one that counts'), edits: [removal, merged], safe: false }] : []),
    { title: msg('Remove this one, which does not count'), edits: [removal], safe: same },
  ];
}

/** The keys of one operator written into another one that has none of them. */
function merge(text: string, from: Json, to: Json): Edit | undefined {
  if (from.type !== 'object' || to.type !== 'object' || !from.closed || !to.closed) return undefined;
  const [first, last, target] = [from.members[0], from.members.at(-1), to.members[0]];
  const names = new Set(to.members.map((it) => it.key.value));
  if (!first || !last || !target || from.members.some((it) => it.value === undefined || names.has(it.key.value))) return undefined;
  return { span: { start: target.span.start, end: target.span.start }, text: `${text.slice(first.span.start, last.span.end)}, ` };
}

/** Whether two values say the same, however they are laid out. Text that JSON does not know is never the same. */
function isSameJson(text: string, a: Json, b: Json): boolean {
  switch (a.type) {
    case 'object':
      return b.type === 'object' && a.closed && b.closed && a.members.length === b.members.length && a.members.every((it, index) => isSameMember(text, it, b.members[index]));
    case 'array':
      return b.type === 'array' && a.closed && b.closed && a.elements.length === b.elements.length && a.elements.every((it, index) => isSameElement(text, it, b.elements[index]));
    case 'string':
      return b.type === 'string' && a.closed && b.closed && a.value === b.value;
    default:
      return a.type === b.type && text.slice(a.span.start, a.span.end) === text.slice(b.span.start, b.span.end);
  }
}

function isSameMember(text: string, a: Member, b: Member | undefined): boolean {
  return a.key.value === b?.key.value && a.value !== undefined && isSameElement(text, a.value, b.value);
}

function isSameElement(text: string, a: Json, b: Json | undefined): boolean {
  return b !== undefined && isSameJson(text, a, b);
}

function hasComment(text: string): boolean {
  const scanner = new Scanner(text);
  for (let token = scanner.next(); token !== 'end'; token = scanner.next()) if (token === 'comment') return true;
  return false;
}

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

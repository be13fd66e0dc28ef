import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const folder = (name: string): URL => new URL(`../../docs/${name}/`, import.meta.url);
const names = readdirSync(folder('topics')).filter((it) => it.endsWith('.md'));
const client = readFileSync(new URL('../../client/src/rule-pages.ts', import.meta.url), 'utf8');

test('each topic is there in both languages, is offered, and shares its name with no rule', () => {
  const topics = names.filter((it) => !it.endsWith('.zh-cn.md')).map((it) => it.replace('.md', ''));
  assert.deepEqual(names.filter((it) => it.endsWith('.zh-cn.md')).sort(), topics.map((it) => `${it}.zh-cn.md`).sort());
  assert.deepEqual(/const topics = \[([^\]]*)\]/.exec(client)?.[1]?.split(', ').map((it) => it.slice(1, -1)).sort(), [...topics].sort());
  const rules = new Set(readdirSync(folder('rules')));
  assert.deepEqual(names.filter((it) => rules.has(it)), []);
});

test('each page is short, begins with a heading, and names its source', () => {
  for (const name of names) {
    const text = readFileSync(new URL(name, folder('topics')), 'utf8');
    assert.match(text, /^# \S/, name);
    assert.ok(text.length < 3500, name);
    assert.match(text, /(?:Sources?: |来源：)/, name);
    assert.ok(text.endsWith('\n') && !text.includes('\r'), name);
  }
});

test('the Chinese pages have full-width punctuation and no blank beside Chinese characters', () => {
  for (const name of names.filter((it) => it.endsWith('.zh-cn.md'))) {
    const text = readFileSync(new URL(name, folder('topics')), 'utf8').replace(/`[^`]*`|\]\([^)]*\)|^[#|\-\d].*$/gm, (it) => (it.startsWith('`') || it.startsWith(']') ? 'x' : it.replace(/^(?:#+|-|\d\.) /, '')));
    const prose = text.split('\n').filter((it) => !it.startsWith('|')).join('\n');
    assert.deepEqual([...prose.matchAll(/.{0,8}(?:\p{Script=Han}[,;:?!(]|\p{Script=Han} [\w*`]|[\w*`] \p{Script=Han}).{0,8}/gu)].map((it) => it[0]), [], name);
  }
});

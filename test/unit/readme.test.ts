import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { rules } from '../../server/src/core/rules/all.ts';

const root = new URL('../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');
const english = read('README.md');
const chinese = read('README.zh-cn.md');
const { contributes } = JSON.parse(read('package.json')) as {
  contributes: {
    commands: { title: string }[];
    configuration: { properties: Record<string, { default: unknown }> };
    keybindings: { command: string; key: string }[];
  };
};

for (const [name, text] of [['README.md', english], ['README.zh-cn.md', chinese]] as const) {
  test(`${name} lists every setting with its default`, () => {
    const listed = [...text.matchAll(/^\| `(modelartsPolicy\.[^`]+)` \| ([^|]+) \|/gm)].map(([, key, value]) => [key, value]);
    const shown = (it: unknown): string => (typeof it === 'boolean' ? (text === english ? ['off', 'on'] : ['关', '开'])[Number(it)]! : `\`${typeof it === 'object' ? JSON.stringify(it) : String(it)}\``);
    assert.deepEqual(listed, Object.entries(contributes.configuration.properties).map(([key, it]) => [key, shown(it.default)]));
  });

  test(`${name} names commands as the palette shows them`, () => {
    const texts = JSON.parse(read(name === 'README.md' ? 'package.nls.json' : 'package.nls.zh-cn.json')) as Record<string, string>;
    const titles = new Set(contributes.commands.map(({ title }) => texts[title.slice(1, -1)]));
    const named = [...text.matchAll(/\*\*(?:ModelArts[^:*]*: )([^*]+)\*\*|^- \*\*((?:Copy|Paste|复制|从)[^*]*)\*\*/gm)].map(([, full, short]) => full ?? short);
    assert.ok(named.length >= 5, 'commands are named');
    assert.deepEqual(named.filter((it) => !titles.has(it)), []);
  });

  test(`${name} names rules that run, and files that are there`, () => {
    const codes = new Set(rules.map(({ code }) => code));
    const named = [...text.matchAll(/^\| `([a-z]+(?:-[a-z]+)+)` \|/gm)].map(([, code]) => code!);
    assert.ok(named.length > 0);
    assert.deepEqual(named.filter((code) => !codes.has(code)), []);
    const links = [...text.matchAll(/(?<!!)\[[^\]]*\]\(([^):]+)\)/g)].map(([, link]) => link!);
    assert.deepEqual(links.filter((link) => !existsSync(new URL(link, root))), []);
  });
}

test('the keys in both are those of the manifest', () => {
  const keyOf = (command: string): string => contributes.keybindings.find((it) => it.command === `modelartsPolicy.${command}`)!.key;
  for (const text of [english, chinese]) {
    const named = text.toLowerCase();
    for (const command of ['simulate', 'simulateAgain', 'clearMarks']) assert.ok(named.includes(keyOf(command)), command);
  }
});

test('both have the same parts, tables and commands to copy', () => {
  const shape = (text: string): number[] => [/^## /gm, /^\| /gm, /^modelarts-policy .*$/gm, /^- /gm].map((it) => text.match(it)?.length ?? 0);
  assert.deepEqual(shape(chinese), shape(english));
  const commands = (text: string): string[] => text.match(/^modelarts-policy .*$/gm) ?? [];
  assert.deepEqual(commands(chinese), commands(english));
});

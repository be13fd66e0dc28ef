import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Command {
  command: string;
  title: string;
  category: string;
}

interface Manifest {
  name: string;
  l10n: string;
  icon: string;
  activationEvents: string[];
  contributes: {
    languages: { id: string; extensions: string[]; configuration: string; icon: { light: string; dark: string } }[];
    grammars: { path: string }[];
    snippets: { path: string }[];
    commands: Command[];
    menus: Record<string, { command: string; when?: string }[]>;
    keybindings: { command: string; key: string; when: string }[];
    viewsContainers: Record<string, { id: string; icon: string }[]>;
    views: Record<string, { id: string; icon: string }[]>;
    viewsWelcome: { view: string }[];
    configuration: { properties: Record<string, Setting> };
    configurationDefaults: Record<string, unknown>;
  };
}

interface Setting {
  type: string;
  default: unknown;
  enum?: unknown[];
  enumDescriptions?: string[];
  description?: string;
  markdownDescription?: string;
}

const root = new URL('../../', import.meta.url);
const text = readFileSync(new URL('package.json', root), 'utf8');
const manifest = JSON.parse(text) as Manifest;
const { contributes } = manifest;
const english = readJson<Record<string, string>>('package.nls.json');
const chinese = readJson<Record<string, string>>('package.nls.zh-cn.json');
const commands = new Set(contributes.commands.map(({ command }) => command));

test('every text of the manifest is in both languages, and none is left over', () => {
  const used = [...new Set([...text.matchAll(/"%([^"%]+)%"/g)].map(([, key]) => key!))].sort();
  assert.deepEqual(Object.keys(english).sort(), used);
  assert.deepEqual(Object.keys(chinese).sort(), used);
});

test('what is written for people goes through a key', () => {
  const settings = Object.values(contributes.configuration.properties);
  const texts = [
    ...contributes.commands.flatMap(({ title, category }) => [title, category]),
    ...settings.flatMap((it) => [it.description ?? it.markdownDescription, ...(it.enumDescriptions ?? [])]),
  ];
  assert.deepEqual(texts.filter((it) => !it || !/^%.+%$/.test(it)), []);
});

test('the Chinese is Chinese, full-width, and without blanks between Chinese and Latin letters', () => {
  const latin = /^[\x20-\x7e]*$/;
  const loose = /[\u4e00-\u9fff] [A-Za-z0-9`*]|[A-Za-z0-9`*] [\u4e00-\u9fff]|[\u4e00-\u9fff][,:;?!]/;
  assert.deepEqual(Object.entries(chinese).filter(([, it]) => latin.test(it) || loose.test(it)), []);
});

test('each command has its own title in both languages', () => {
  for (const texts of [english, chinese]) {
    const titles = contributes.commands.map(({ title }) => texts[title.slice(1, -1)]);
    assert.equal(new Set(titles).size, commands.size);
  }
});

test('the welcome text offers the same command in both languages', () => {
  const links = (it: string): string[] => [...it.matchAll(/\(command:([^)]+)\)/g)].map(([, command]) => command!);
  const found = links(english['view.simulation.welcome']!);
  assert.deepEqual(found, ['modelartsPolicy.simulate']);
  assert.deepEqual(links(chinese['view.simulation.welcome']!), found);
  assert.ok(found.every((command) => commands.has(command)));
});

test('menus and keys name declared commands, views declared containers', () => {
  const named = [...Object.values(contributes.menus).flat(), ...contributes.keybindings].map(({ command }) => command);
  assert.deepEqual(named.filter((it) => !commands.has(it)), []);
  const containers = Object.values(contributes.viewsContainers).flat().map(({ id }) => id);
  assert.deepEqual(Object.keys(contributes.views), containers);
  const views = Object.values(contributes.views).flat().map(({ id }) => id);
  assert.deepEqual(contributes.viewsWelcome.map(({ view }) => view), views);
});

test('Escape clears the marks only where it does nothing else', () => {
  const escape = contributes.keybindings.filter(({ key }) => key === 'escape');
  assert.deepEqual(escape.map(({ command }) => command), ['modelartsPolicy.clearMarks', 'modelartsPolicy.clearMarks']);
  const [inView, inEditor] = escape.map(({ when }) => when.split(' && '));
  assert.deepEqual(inView, ['modelartsPolicy.marksVisible', 'focusedView == modelartsPolicy.simulation', '!inputFocus']);
  for (const key of ['modelartsPolicy.marksVisible', 'editorTextFocus', '!suggestWidgetVisible', '!findWidgetVisible', '!inSnippetMode']) {
    assert.ok(inEditor!.includes(key), key);
  }
});

test('every file that the manifest names is there', () => {
  const files = [
    manifest.icon,
    ...contributes.languages.flatMap(({ configuration, icon }) => [configuration, icon.light, icon.dark]),
    ...[...contributes.grammars, ...contributes.snippets].map(({ path }) => path),
    ...[...Object.values(contributes.viewsContainers), ...Object.values(contributes.views)].flat().map(({ icon }) => icon),
    manifest.l10n,
  ];
  assert.deepEqual(files.filter((file) => !existsSync(new URL(file, root))), []);
});

test('the icon is a square PNG of at least 128 pixels', () => {
  const png = readFileSync(new URL(manifest.icon, root));
  assert.equal(png.toString('latin1', 1, 4), 'PNG');
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  assert.equal(width, height);
  assert.ok(width >= 128);
});

test('defaults of settings have the type of the setting', () => {
  for (const [name, setting] of Object.entries(contributes.configuration.properties)) {
    assert.match(name, /^modelartsPolicy\./);
    assert.equal(Array.isArray(setting.default) ? 'array' : typeof setting.default, setting.type, name);
    if (setting.enum) assert.ok(setting.enum.includes(setting.default as string), name);
    if (setting.enumDescriptions) assert.equal(setting.enumDescriptions.length, setting.enum?.length, name);
  }
});

test('policies are an own language, by the names of files', () => {
  const [language, ...others] = contributes.languages;
  assert.deepEqual(others, []);
  assert.equal(language?.id, 'iam-policy');
  assert.deepEqual(language?.extensions, ['.policy.json', '.iampolicy.json', '.scp.json', '.trust.json']);
  assert.deepEqual(manifest.activationEvents, ['onLanguage:iam-policy', 'onLanguage:json', 'onLanguage:jsonc', 'workspaceContains:**/*.iamtest.json']);
});

test('Deny is told apart by more than its colour', () => {
  const { textMateRules } = contributes.configurationDefaults['editor.tokenColorCustomizations'] as {
    textMateRules: { scope: string; settings: { fontStyle: string } }[];
  };
  assert.deepEqual(textMateRules.map(({ scope, settings }) => [scope, settings.fontStyle]), [['keyword.control.deny.iam-policy', 'bold italic']]);
});

test('a word at the cursor is one segment', () => {
  const { wordPattern } = readJson<{ wordPattern: { pattern: string; flags: string } }>('language-configuration.json');
  const words = (it: string): string[] => it.match(new RegExp(wordPattern.pattern, `g${wordPattern.flags}`)) ?? [];
  assert.deepEqual(words('"modelarts:notebook:get*"'), ['modelarts', 'notebook', 'get']);
  assert.deepEqual(words('"modelarts:cn-north-4:*:trainJob:*"'), ['modelarts', 'cn-north-4', 'trainJob']);
  assert.deepEqual(words('"g:ResourceTag/团队": ["${g:UserName}"]'), ['g', 'ResourceTag', '团队', 'g', 'UserName']);
});

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, root), 'utf8')) as T;
}

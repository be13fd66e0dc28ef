import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/editor-host/paths.ts';
import { custom, withAction } from '../suite/policies.ts';
import { windowTests } from './editor.ts';

const texts = JSON.parse(readFileSync(join(root, 'package.nls.zh-cn.json'), 'utf8')) as Record<string, string>;
const han = /\p{Script=Han}/u;

const files = { 'slip.policy.json': withAction('modelarts:trainingJob:create'), 'hover.policy.json': custom };
const step = windowTests({ files, language: 'zh-cn' });

step('reads findings in Chinese', async (editor) => {
  await editor.open('slip.policy.json');
  await editor.see('.squiggly-warning');
  const problems = await editor.problems();
  assert.ok(problems.some((it) => it.includes('trainJob') && han.test(it)), problems.join('\n'));
});

step('reads a hover in Chinese', async (editor) => {
  await editor.open('hover.policy.json');
  await editor.goTo('hover.policy.json', 'create"', 2);
  assert.match(await editor.hover(), han);
});

step('finds a command by its Chinese title, and simulates in Chinese', async (editor) => {
  await editor.open('hover.policy.json');
  const title = texts['command.simulate'];
  assert.ok(title);
  await editor.command(title);
  await editor.picks();
  await editor.type('modelarts:notebook:create');
  await editor.press('Enter');
  await editor.see('.pane-body .monaco-list-row', { text: /允许/ });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/editor-host/paths.ts';
import { custom } from '../suite/policies.ts';
import { windowTests } from './editor.ts';

const texts = JSON.parse(readFileSync(join(root, 'package.nls.zh-cn.json'), 'utf8')) as Record<string, string>;
const row = '.pane-body .monaco-list-row';
const step = windowTests({ files: { 'team.policy.json': custom }, language: 'zh-cn', size: { width: 1400, height: 900 } });

step('the reference is Chinese, and found by Chinese words', async (editor) => {
  await editor.open('team.policy.json');
  await editor.command(texts['command.filterReference'] ?? '');
  await editor.see(row, { text: /AI开发平台ModelArts.*211个授权项/ });
  await editor.type('创建训练作业');
  await editor.see(row, { text: /^trainJob.*训练作业/ });
  await editor.press('Enter');
  await (await editor.see(row, { text: /^create.*创建训练作业.*Write · 1\.1, 5\.0/ })).hover();
  await editor.see('.monaco-hover:visible', { text: /对应API接口/ });
  await editor.screenshot('test-results/reference-chinese.png');
});

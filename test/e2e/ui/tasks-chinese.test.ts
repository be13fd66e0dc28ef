import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/editor-host/paths.ts';
import { withAction } from '../suite/policies.ts';
import { windowTests } from './editor.ts';

const texts = JSON.parse(readFileSync(join(root, 'package.nls.zh-cn.json'), 'utf8')) as Record<string, string>;
const row = '.quick-input-list .monaco-list-row';
const title = '.quick-input-title';
const step = windowTests({
  files: {
    'team.policy.json': withAction('modelarts:notebook:update'),
    'company.iamaccount.json': '{\n  "version": 1,\n  "users": {},\n  "accessAuthorizations": []\n}\n',
  },
  language: 'zh-cn',
  size: { width: 1400, height: 900 },
});

step('finds an action with Chinese words', async (editor) => {
  await editor.open('team.policy.json');
  await editor.goTo('team.policy.json', '"modelarts:notebook:update"', 3);
  await editor.command(texts['command.findAction'] ?? '');
  await editor.see(title, { text: '查找授权项' });
  await editor.page.keyboard.insertText('删除训练作业');
  await editor.see(row, { text: /^modelarts:trainJob:delete/ });
  await editor.press('Escape');
});

step('with one policy at hand neither user nor agency is asked for', async (editor) => {
  await editor.open('team.policy.json');
  await editor.command(texts['command.needs'] ?? '');
  await editor.see(title, { text: '此任务需要哪些权限？' });
  await editor.page.keyboard.insertText('POST /v2/{project_id}/training-jobs');
  await editor.see(row, { text: /API请求/ });
  await editor.press('Enter');
  await editor.see(title, { text: /项权限中有\d+项未允许/ });
  await editor.press('Escape');
});

step('what a task needs: in Chinese, from the function to a new policy', async (editor) => {
  await editor.open('team.policy.json');
  await editor.command(texts['command.needs'] ?? '');
  await editor.see(title, { text: '此任务需要哪些权限？' });
  await editor.page.keyboard.insertText('PUT /v1/{project_id}/notebooks/{id}');
  await editor.see(row, { text: /API请求/ });
  await editor.press('Enter');
  // The only policy at hand, in no set and no account: nothing is asked.
  await editor.see(title, { text: /4项权限中有3项未允许/ });
  await editor.press('Enter');
  await editor.see(title, { text: /添加到用户的哪个策略？/ });
  await editor.page.keyboard.insertText('新策略');
  await editor.press('Enter');
  await editor.see('.tab.active[data-resource-name="needed.policy.json"]');
  await editor.see('.view-line', { text: 'csms:secret:get' });
});

step('a field of an account leads to the page of its topic', async (editor) => {
  await editor.open('company.iamaccount.json');
  await editor.goTo('company.iamaccount.json', 'accessAuthorizations', 3);
  assert.match(await editor.hover(), /访问授权指定谁的作业使用哪个委托/);
  await editor.page.locator('.monaco-hover a', { hasText: '阅读更多' }).first().click();
  await editor.see('.tab.active', { text: 'agency-authorization.zh-cn.md' });
});

import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { custom } from '../suite/policies.ts';
import { type Editor, windowTests } from './editor.ts';

const file = 'team.policy.json';
const pick = '.quick-input-widget:visible .quick-input-list .monaco-list-row';
const account = JSON.stringify({ version: 1, users: { ann: { policies: [file] }, bob: { policies: ['other.policy.json'] } } });
const requests = ['{"action":"modelarts:notebook:create"}', '{"action":"modelarts:notebook:list"}', 'broken', '{"trace_name":"nobodyKnows","service_type":"ModelArts","resource_type":"Pool","user":{"name":"ann"}}'].join('\n');
const step = windowTests({ files: { [file]: custom, 'other.policy.json': custom.replace('notebook:create', 'pool:get'), 'company.iamaccount.json': account, 'requests.jsonl': requests }, committed: true, size: { width: 1500, height: 900 } });

step('before and after an edit, by keyboard, as a table with headings', async (editor) => {
  await editor.open(file);
  await editor.see('.codelens-decoration a', { text: /\d/ });
  await editor.goTo(file, 'notebook:create');
  await editor.press('Shift+End');
  await editor.type('notebook:list"');
  await editor.press('Escape');
  await editor.command('ModelArts Policy: What If…');
  await editor.see(pick, { text: /Before and after: HEAD and now/ });
  await editor.press('Enter');
  assert.deepEqual((await tableOf(editor)).slice(0, 1), [['Action', 'HEAD', 'now']]);
  await editor.command('ModelArts Policy: Filter What-If Table');
  await editor.see(pick, { text: 'Only where the columns differ' });
  await editor.type('notebook');
  await editor.press('ArrowDown');
  await editor.press('Space');
  await editor.press('Enter');
  await page(editor).getByText('Actions shown: 2 of').waitFor();
  assert.deepEqual(await tableOf(editor), [
    ['Action', 'HEAD', 'now'],
    ['modelarts:notebook:create', 'Allowed', 'Not granted'],
    ['modelarts:notebook:list', 'Not granted', 'Allowed'],
  ]);
});

step('it is copied as CSV', async (editor) => {
  await editor.command('ModelArts Policy: Copy What-If Table');
  await (await editor.see(pick, { text: 'Copy as CSV' })).click();
  await editor.see('.statusbar-item', { text: /Copied to the clipboard/ });
  assert.equal((await editor.clipboard()).replaceAll('\r\n', '\n'), 'service,action,HEAD,now\nmodelarts,modelarts:notebook:create,allowed,not-granted\nmodelarts,modelarts:notebook:list,not-granted,allowed\n');
});

step('the persons of an account', async (editor) => {
  await editor.command('ModelArts Policy: What If…');
  await (await editor.see(pick, { text: /Persons of company\.iamaccount\.json/ })).click();
  await page(editor).getByText('user:ann').waitFor();
  assert.deepEqual((await tableOf(editor))[0], ['Action', 'user:ann', 'user:bob']);
});

step('requests are replayed under the edited policy, and what flips is listed', async (editor) => {
  await editor.press('Control+1');
  await editor.open(file);
  await editor.command('ModelArts Policy: Replay Requests…');
  await editor.see(pick, { text: 'HEAD' });
  await editor.press('Enter');
  await editor.see(pick, { text: 'requests.jsonl' });
  await editor.press('Enter');
  await page(editor).getByText('Decisions that flip: 2, of which were allowed: 1.').waitFor();
  const rows = await tableOf(editor);
  assert.deepEqual(rows.filter((it) => it.length === 4 && it[2]?.includes('→')), [
    ['1', 'modelarts:notebook:create', 'Allowed → Not granted', '1'],
    ['1', 'modelarts:notebook:list', 'Not granted → Allowed', '2'],
  ]);
  assert.ok(rows.some((it) => it.join() === '3,This is no valid JSON.'));
  await editor.see('.notification-toast', { text: /Operations without a mapping to an action: 1\./ });
});

/** The rendered page: the built-in preview of Markdown. */
function page(editor: Editor): ReturnType<Locator['frameLocator']> {
  return editor.page.locator('iframe.webview.ready').last().contentFrame().frameLocator('iframe');
}

/** The cells of all tables, those of their headings included. */
async function tableOf(editor: Editor): Promise<string[][]> {
  await page(editor).locator('table tr').first().waitFor();
  const rows = await page(editor).locator('table tr').all();
  return Promise.all(rows.slice(0, 20).map(async (it) => (await it.locator('th, td').allInnerTexts()).map((text) => text.trim())));
}

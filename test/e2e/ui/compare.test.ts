import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { custom } from '../suite/policies.ts';
import { windowTests } from './editor.ts';

const policy = `{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "modelarts:pool:*",
        "modelarts:notebook:list"
      ]
    },
    {
      "Effect": "Deny",
      "Action": [
        "modelarts:pool:delete"
      ]
    }
  ]
}
`;
const file = 'team.policy.json';
const row = '.pane-body .monaco-list-row';
const item = '.statusbar-item[id$="modelartsPolicy.changes"]';
const step = windowTests({ files: { [file]: policy, 'other.policy.json': custom }, committed: true, size: { width: 1400, height: 900 } });

step('what changed since HEAD stands in the status bar, in words for those who hear it', async (editor) => {
  await editor.open(file);
  await editor.see('.codelens-decoration a', { text: /\d/ });
  assert.equal(await editor.page.locator(item).isVisible(), false);
  await editor.goTo(file, '"modelarts:notebook:list"', 1);
  await editor.press('Shift+End');
  await editor.type('modelarts:notebook:create"');
  await editor.press('Escape');
  const shown = await editor.see(item, { text: /\+1 −1 actions since HEAD/ });
  assert.match((await shown.locator('a').first().getAttribute('aria-label')) ?? '', /Compared with HEAD: actions gained: 1, lost: 1\./);
});

step('a click opens what was gained and lost, each with an example', async (editor) => {
  await (await editor.see(`${item} a`)).click();
  await editor.see(row, { text: /grants some things that HEAD does not, and the reverse\./ });
  await editor.see(row, { text: /^Newly allowed.*1 action/ });
  await editor.see(row, { text: /^modelarts:notebook:create/ });
  await editor.see(row, { text: /^No longer allowed.*1 action/ });
});

step('by keyboard: to the example and to the statement that gives it', async (editor) => {
  await editor.command('ModelArts Policy: Compare Permissions With…');
  await editor.see('.quick-input-widget:visible .quick-input-list .monaco-list-row', { text: 'HEAD' });
  assert.deepEqual((await editor.picks()).map((it) => /HEAD|Saved file|other\.policy\.json|Choose File…/.exec(it)?.[0]), ['HEAD', 'Saved file', 'other.policy.json', 'Choose File…']);
  await editor.press('Enter');
  await editor.see(`${row}.focused`, { text: /grants some things/ });
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await editor.press(key);
  await editor.see(row, { text: /^Because of/ });
  await editor.press('ArrowDown');
  await editor.see(`${row}.focused`, { text: /^Because of.*statement 1 of team\.policy\.json, which allows it/ });
  await editor.see(row, { text: /^Decision.*Not granted → Allowed/ });
  await editor.see(row, { text: /^Example.*modelarts:notebook:create/ });
  await editor.press('Enter');
  await editor.see('.statusbar-item', { text: /Ln 8,/ });
});

step('what HEAD had is shown in a document of its own', async (editor) => {
  await (await editor.see(row, { text: /^modelarts:notebook:list/ })).click();
  await editor.see('.tab.active', { text: 'HEAD · team.policy.json' });
  await editor.see('.statusbar-item', { text: /Ln 8,/ });
  await editor.press('Control+w');
});

step('the tree and the status bar follow the text; equal again, nothing is said', async (editor) => {
  await editor.open(file);
  await editor.goTo(file, '"modelarts:notebook:list"', 1);
  await editor.press('Shift+End');
  await editor.type('modelarts:notebook:list"');
  await editor.press('Escape');
  await editor.see(row, { text: /grants and denies the same as HEAD\./ });
  await editor.page.locator(item).waitFor({ state: 'hidden' });
});

step('with another policy, copied as Markdown', async (editor) => {
  await editor.command('ModelArts Policy: Compare Permissions With…');
  await (await editor.see('.quick-input-list .monaco-list-row', { text: 'other.policy.json' })).click();
  await editor.see(row, { text: /than other\.policy\.json|that other\.policy\.json does not/ });
  await editor.command('ModelArts Policy: Copy Comparison');
  await editor.see('.statusbar-item', { text: /Copied to the clipboard/ });
  assert.match(await editor.clipboard(), /^## `team\.policy\.json` grants .*`other\.policy\.json`/);
});

step('a file that Git does not know is compared with what is saved', async (editor) => {
  writeFileSync(join(editor.folder, 'fresh.policy.json'), policy);
  await editor.open('fresh.policy.json');
  await editor.see('.codelens-decoration a', { text: /\d/ });
  await editor.goTo('fresh.policy.json', 'delete"');
  for (const _ of 'delete') await editor.press('Delete');
  await editor.type('get');
  await editor.press('Escape');
  await editor.see(item, { text: /\+1 −1 actions since saved/ });
  await editor.save('fresh.policy.json');
  await editor.page.locator(item).waitFor({ state: 'hidden' });
});

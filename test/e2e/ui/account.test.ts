import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/editor-host/paths.ts';
import { type Editor, windowTests } from './editor.ts';

const company = join(root, 'examples', 'company');
const files = Object.fromEntries(readdirSync(company).filter((it) => it.endsWith('.json')).map((it) => [it, readFileSync(join(company, it), 'utf8')]));
const account = 'company.iamaccount.json';
const row = '.pane-body .monaco-list-row';

const exported = JSON.stringify({ users: [{ id: 'u1', name: 'alice', domain_id: 'd1' }], groups: [{ id: 'g1', name: 'staff' }] });

const step = windowTests({ files: { ...files, 'exports/iam.json': exported }, size: { width: 1500, height: 1000 } });

step('an account reads like a page: lenses, hover, names that complete, findings', async (editor) => {
  await editor.open(account);
  await editor.see('.codelens-decoration a', { text: /In 1 group · \d+ known actions/ });
  await editor.see('.codelens-decoration a', { text: 'Simulate as…' });
  await editor.goTo(account, 'CommonOperations', 3);
  const hover = await editor.hover();
  assert.match(hover, /System policy ModelArts CommonOperations/);
  assert.match(hover, /not published/);
  await editor.goTo(account, '"labeling_agency", "permissions"', 5);
  const line = (files[account] ?? '').split('\n').findIndex((it) => it.includes('"labeling_agency": {')) + 1;
  await editor.press('F12');
  await editor.see('.statusbar-item', { text: new RegExp(`Ln ${line},`) });
  await editor.goTo(account, '["newcomers"]', 2);
  await editor.press('Control+Space');
  assert.deepEqual((await editor.suggestions()).map((it) => it.split(',')[0]?.split(' ')[0]), ['administrators', 'developers', 'annotators', 'newcomers', 'admin']);
  await editor.press('Escape');
  await editor.type('x');
  const problems = await editor.problems();
  assert.ok(problems.some((it) => it.includes('There is no group "xnewcomers" in groups.')), problems.join('\n'));
  await editor.press('Control+1');
  await editor.press('Control+z');
});

step('simulating as somebody: through which group, what the agency lacks, and Enter adds it', async (editor) => {
  await editor.command('ModelArts Policy: Simulate as…');
  await pick(editor, /^user:cai/);
  await editor.type('cai');
  await editor.press('Enter');
  // The account names one project only, so nothing is asked about it.
  await pick(editor, /^modelarts:dataset:/);
  await editor.type('modelarts:dataset:createDatasetVersion');
  await pick(editor, /^modelarts:dataset:createDatasetVersion/);
  await editor.press('Enter');
  await editor.see('.pane-body .monaco-list:focus .monaco-list-row.focused', { text: /^Allowed: modelarts:dataset:createDatasetVersion/ });
  await editor.see(row, { text: 'Through group:annotators' });
  await editor.see(row, { text: /^Then ModelArts, through the agency labeling_agency/ });
  await editor.see(row, { text: /^obs:object:PutObject.*Not granted.*documented/ });
  for (let count = 0; count < 20 && !(await focused(editor)).includes('Give the agency what it lacks'); count += 1) await editor.press('ArrowDown');
  assert.match(await focused(editor), /obs:object:PutObject/);
  await editor.press('Enter');
  await pick(editor, /^Add obs:object:PutObject to labeling\.policy\.json/);
  await editor.press('Enter');
  await editor.see('.view-line', { text: 'obs:object:PutObject' });
  assert.match(await editor.save('labeling.policy.json'), /"obs:object:PutObject"/);
  // The answer follows the text.
  await editor.see(row, { text: /^obs:object:PutObject.*Allowed/ });
});

step('who can do this: everybody in one list, and every step for one of them', async (editor) => {
  await editor.open(account);
  await editor.command('ModelArts Policy: Who Can Do This?');
  await pick(editor, /^modelarts:/);
  await editor.type('modelarts:service:delete');
  await pick(editor, /^modelarts:service:delete/);
  await editor.press('Enter');
  await pick(editor, /^federated:eve/);
  const rows = await editor.picks();
  assert.ok(rows.some((it) => /user:ben.*Denied/.test(it)) && rows.some((it) => /user:bea-lead.*Allowed.*through group:developers/.test(it)), rows.join('\n'));
  await editor.type('bea-lead');
  await editor.press('Enter');
  await editor.see('.pane-body .monaco-list:focus .monaco-list-row.focused', { text: /^Allowed: modelarts:service:delete.*as user:bea-lead/ });
});

step('what can this person do: the tree over all that somebody holds', async (editor) => {
  await editor.open(account);
  await editor.command('ModelArts Policy: What Can This Person Do?');
  await pick(editor, /^user:ann/);
  await editor.press('Enter');
  await editor.see(row, { text: /^pool.*Allowed: \d/ });
});

step('the policy in front asks as whom, because an account names it', async (editor) => {
  await editor.open('annotator.policy.json');
  await editor.press('Control+Alt+Enter');
  await pick(editor, /^modelarts:dataset:listDatasets/);
  await editor.press('Enter');
  await pick(editor, /^Nobody in particular/);
  await editor.type('cai');
  await editor.press('Enter');
  await editor.see('.pane-body .monaco-list:focus .monaco-list-row.focused', { text: /^Allowed: modelarts:dataset:listDatasets.*as user:cai/ });
});

step('a new account is made of the policies in the folder', async (editor) => {
  await editor.open('developer.policy.json');
  await editor.command('ModelArts Policy: New Account File');
  await editor.see('.tab.active', { text: /iamaccount\.json/ });
  await editor.see('.view-line', { text: '"developer"' });
});

step('exports become an account, beside which nothing is overwritten', async (editor) => {
  await editor.command('ModelArts Policy: Import Account from Exports…');
  await chooseFile(editor, /answers of the IAM/, join(editor.folder, 'exports', 'iam.json'));
  await chooseFile(editor, /into which folder/, `${join(editor.folder, 'exports')}/`);
  await editor.see('.tab.active', { text: 'imported.iamaccount.json' });
  await editor.see('.view-line', { text: '"alice"' });
  await editor.see('.notification-list-item', { text: 'Users: 1. Groups: 1. Agencies: 0. Policy files: 0.' });
});

/** Answers the file dialog of VS Code itself, which reads the folder before it takes Enter. */
async function chooseFile(editor: Editor, title: RegExp, path: string): Promise<void> {
  const dialog = await editor.see('.quick-input-widget:visible .quick-input-title', { text: title });
  const input = editor.page.locator('.quick-input-widget:visible input[type="text"]').first();
  await editor.see('.quick-input-widget:visible .quick-input-list .monaco-list-row');
  for (let count = 0; count < 5; count += 1) {
    // The dialog writes its own folder when it has read it, over what was typed meanwhile.
    if ((await input.inputValue()) !== path) await input.fill(path);
    await editor.page.waitForTimeout(500);
    if ((await input.inputValue()) !== path) continue;
    await editor.press('Enter');
    const gone = await dialog.waitFor({ state: 'hidden', timeout: 5000 }).then(() => true, () => false);
    if (gone || !title.test((await dialog.textContent()) ?? '')) return;
  }
}

/** Waits for a row of the quick pick that opened last. */
async function pick(editor: Editor, text: RegExp): Promise<void> {
  await editor.see('.quick-input-widget:visible .quick-input-list .monaco-list-row', { text });
}

async function focused(editor: Editor): Promise<string> {
  return (await editor.page.locator('.pane-body .monaco-list:focus .monaco-list-row.focused').first().textContent()) ?? '';
}

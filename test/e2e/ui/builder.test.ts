import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { aws, custom, withAction } from '../suite/policies.ts';
import { windowTests } from './editor.ts';
import type { Editor } from './editor.ts';

const two = custom.replace('\n    }\n  ]', '\n    },\n    {\n      "Effect": "Deny",\n      "Sid": "x",\n      "Action": ["modelarts:pool:delete"]\n    }\n  ]');

const step = windowTests({
  files: {
    'choose.policy.json': custom,
    'keyboard.policy.json': custom,
    'limits.policy.json': custom,
    'two.policy.json': two,
    'open.policy.json': custom,
    'content.json': custom,
    'aws.policy.json': aws,
    'hostile.policy.json': withAction('modelarts:<img src=x onerror=alert(1)>:create'),
  },
  size: { width: 1400, height: 900 },
});

/** The page of the builder in front. */
function page(editor: Editor): FrameLocator {
  return editor.page.frameLocator('iframe.webview.ready').frameLocator('iframe');
}

/** Nothing is open, and nothing that a failed test left asks to be saved. */
async function closeAll(editor: Editor): Promise<void> {
  await editor.command('File: Save All');
  await editor.command('View: Close All Editors');
}

/** The file as it is wanted, once it is saved: the document is in two tabs. */
async function saved(editor: Editor, name: string, wanted: string): Promise<void> {
  const read = (): string => readFileSync(join(editor.folder, name), 'utf8');
  for (let count = 0; count < 20 && read() !== wanted; count += 1) {
    await editor.press('Control+s');
    await editor.page.waitForTimeout(250);
  }
  assert.equal(read(), wanted);
}

/** Opens a policy and its builder beside it. */
async function openBoth(editor: Editor, name: string): Promise<FrameLocator> {
  await closeAll(editor);
  await editor.open(name);
  await editor.statusBar();
  await editor.command('Open in Policy Builder');
  const builder = page(editor);
  await builder.locator('.card').first().waitFor();
  return builder;
}

/** Goes to the text, and waits until the keyboard does, too. */
async function openText(editor: Editor, builder: FrameLocator): Promise<void> {
  await builder.getByText('Open text beside').click();
  await editor.see('.monaco-editor.focused, .monaco-editor .native-edit-context:focus, .monaco-editor textarea:focus');
}

function heading(builder: FrameLocator, id: string): Locator {
  return builder.locator(`.disclosure[data-id="${id}"]`);
}

function box(builder: FrameLocator, action: string): Locator {
  return builder.locator(`.row.action[title="${action}"] input`);
}

/** What is heard after a click. */
async function heard(builder: FrameLocator, text: string): Promise<void> {
  await builder.locator('#said', { hasText: text }).waitFor({ state: 'attached' });
}

step('a click writes one line, a hand edit shows, and undo takes the click back', async (editor) => {
  const name = 'choose.policy.json';
  const builder = await openBoth(editor, name);
  await heading(builder, 's0/service/modelarts/notebook').click();
  assert.equal(await box(builder, 'modelarts:notebook:create').isChecked(), true);
  await box(builder, 'modelarts:notebook:delete').click();
  await heard(builder, 'modelarts:notebook:delete added to statement 1.');
  await editor.see('.view-line', { text: '"modelarts:notebook:delete"' });
  const chosen = custom.replace('create"\n', 'create",\n        "modelarts:notebook:delete"\n');
  await saved(editor, name, chosen);

  await builder.locator('.disclosure[data-id="s0/"]').focus();
  await editor.press('Control+z');
  await builder.locator('.row.action[title="modelarts:notebook:delete"] input:not(:checked)').waitFor();
  await saved(editor, name, custom);

  await openText(editor, builder);
  await editor.goTo(name, 'create"', 0);
  for (let count = 0; count < 'create'.length; count += 1) await editor.press('Shift+ArrowRight');
  await editor.page.keyboard.insertText('delete');
  await builder.locator('.row.action[title="modelarts:notebook:delete"] input:checked').waitFor();
  assert.equal(await box(builder, 'modelarts:notebook:create').isChecked(), false);
  await editor.press('Control+z');
  await builder.locator('.row.action[title="modelarts:notebook:create"] input:checked').waitFor();
  await saved(editor, name, custom);
});

step('the cards are frozen while the text has a syntax error, and say so', async (editor) => {
  const name = 'choose.policy.json';
  const builder = await openBoth(editor, name);
  await openText(editor, builder);
  await editor.goTo(name, '"Action"', 0);
  await editor.page.keyboard.insertText(',');
  await builder.locator('.banner', { hasText: 'syntax error' }).waitFor();
  await builder.locator('fieldset.parts:disabled').first().waitFor();
  assert.equal(await builder.getByText('Add statement that allows').isDisabled(), true);
  // They show what the text said before.
  assert.equal(await builder.locator('fieldset.parts:enabled').count(), 0);
  assert.match(await heading(builder, 's0/').innerText(), /Statement 1/);
  await editor.press('Backspace');
  await builder.locator('.banner').waitFor({ state: 'detached' });
  await builder.locator('fieldset.parts:enabled').first().waitFor();
  await saved(editor, name, custom);
});

step('a policy is built by keyboard alone, and what happened is heard', async (editor) => {
  const name = 'keyboard.policy.json';
  const builder = await openBoth(editor, name);
  // From the top of the page with Tab and the arrow keys to a resource type.
  await heading(builder, 's0/').waitFor();
  await builder.locator('body').press('Tab');
  await focusBy(editor, builder, 'Tab', '[data-id="s0/service/modelarts"]');
  await focusBy(editor, builder, 'ArrowDown', '[data-id="s0/service/modelarts/pool"]');
  await editor.press('Enter');
  await box(builder, 'modelarts:pool:get').waitFor();
  await editor.press('ArrowDown');
  await editor.press('ArrowDown');
  await editor.press('Space');
  await heard(builder, 'modelarts:pool:list added to statement 1.');
  // The focus is where it was.
  assert.equal(await builder.locator('.row.action:focus-within').getAttribute('title'), 'modelarts:pool:list');
  await editor.press('Space');
  await heard(builder, 'modelarts:pool:list removed from statement 1.');
  await builder.locator('[data-do=search]').first().focus();
  await editor.type('obs:bucket:HeadBucket');
  await box(builder, 'obs:bucket:HeadBucket').waitFor();
  await focusBy(editor, builder, 'Tab', '.row[title="obs:bucket:HeadBucket"] input');
  await editor.press('Space');
  await heard(builder, 'obs:bucket:HeadBucket added to statement 1.');
  await saved(editor, name, custom.replace('create"\n', 'create",\n        "obs:bucket:HeadBucket"\n'));
});

step('a resource is one click, and a condition is chosen and typed', async (editor) => {
  const name = 'limits.policy.json';
  const builder = await openBoth(editor, name);
  await builder.getByLabel('Add modelarts:*:*:notebook:*').click();
  await heard(builder, 'modelarts:*:*:notebook:* added to statement 1.');
  await heading(builder, 's0/condition').click();
  await builder.locator('[data-do="draft-key"] option[value="g:UserName"]').waitFor({ state: 'attached' });
  await builder.locator('[data-do="draft-key"]').selectOption('g:UserName');
  await builder.locator('[data-do="draft-operator"]').selectOption('StringEndWith');
  await builder.locator('[data-do="add-condition"] input[name=value]').fill('-intern');
  await editor.press('Enter');
  await heard(builder, 'Condition g:UserName added to statement 1.');
  await builder.locator('[data-do="operator"]').selectOption('StringStartWith');
  await heard(builder, 'Condition g:UserName now uses StringStartWith.');
  // What is no resource is refused in words, and stays to be mended.
  await builder.locator('[data-key="resources"] .entry input').fill('mine');
  await editor.press('Enter');
  await heard(builder, '"mine" is no resource.');
  assert.equal(await builder.locator('[data-key="resources"] .entry input').inputValue(), 'mine');
  const condition = '"Condition": {\n        "StringStartWith": {\n          "g:UserName": [\n            "-intern"\n          ]\n        }\n      }';
  await saved(editor, name, custom.replace('      ]\n    }', `      ],\n      "Resource": [\n        "modelarts:*:*:notebook:*"\n      ],\n      ${condition}\n    }`));
});

step('statements are added, moved and removed; one that cannot be shown says why and leads to its text', async (editor) => {
  const name = 'two.policy.json';
  const builder = await openBoth(editor, name);
  await builder.locator('.banner', { hasText: 'no element "Sid"' }).waitFor();
  await builder.getByLabel('Move statement 2 up').click();
  await heard(builder, 'Statement 2 is now statement 1.');
  await builder.locator('.card[data-key="s0/"] .badge.deny').waitFor();
  assert.equal(await builder.locator('.disclosure:focus').getAttribute('data-id'), 's0/');
  await builder.locator('.card[data-key="s0/"]').getByText('Edit as text').click();
  await editor.see('.statusbar-item', { text: /Ln 4,/ });
  await builder.getByText('Add statement that denies').click();
  await heard(builder, 'Statement 3 added.');
  await builder.locator('.card[data-key="s2/"] .badge.deny').waitFor();
  await builder.getByLabel('Remove statement 3').click();
  await heard(builder, 'Statement 3 removed.');
  await builder.getByLabel('Move statement 1 down').click();
  await heard(builder, 'Statement 1 is now statement 2.');
  await saved(editor, name, two);
});

step('Open With… has the builder for our file names, and a policy found by its content has it, too', async (editor) => {
  await closeAll(editor);
  await editor.open('open.policy.json');
  await editor.command('View: Reopen Editor With...');
  await editor.see('.quick-input-list .monaco-list-row', { text: 'Policy Builder' }).then((it) => it.click());
  await page(editor).locator('.card').first().waitFor();
  const builder = await openBoth(editor, 'content.json');
  await builder.locator('.head', { hasText: '1.1' }).waitFor();
});

step('what it cannot show opens as text, with the reason', async (editor) => {
  await closeAll(editor);
  await editor.open('aws.policy.json');
  await editor.command('Open in Policy Builder');
  await editor.see('.notification-toast', { text: /Opened as text\./ });
  await editor.page.locator('iframe.webview').waitFor({ state: 'detached' });
  await editor.command('Notifications: Clear All Notifications');
});

step('text of a policy is never markup', async (editor) => {
  const builder = await openBoth(editor, 'hostile.policy.json');
  await builder.locator('code', { hasText: '<img src=x' }).first().waitFor();
  assert.equal(await builder.locator('img').count(), 0);
});

step('a policy that is not saved yet is built', async (editor) => {
  await closeAll(editor);
  await editor.command('New Policy');
  await editor.see('.quick-input-list .monaco-list-row', { text: 'Custom policy 1.1' }).then((it) => it.click());
  await editor.see('.view-line', { text: '"Version"' });
  await editor.press('Escape');
  await editor.command('Open in Policy Builder');
  const builder = page(editor);
  await builder.locator('.card').first().waitFor();
  await builder.locator('.row', { hasText: 'Deny' }).locator('input').click();
  await heard(builder, 'Statement 1 denies.');
  await editor.see('.view-line', { text: '"Deny"' });
  await editor.press('Control+z');
  await editor.see('.view-line', { text: '"Allow"' });
});

/** Presses a key until something has the focus. */
async function focusBy(editor: Editor, builder: FrameLocator, key: string, selector: string): Promise<void> {
  for (let count = 0; count < 60; count += 1) {
    if ((await builder.locator(`${selector}:focus`).count()) > 0) return;
    await editor.press(key);
  }
  assert.fail(`${key} does not lead to ${selector}`);
}

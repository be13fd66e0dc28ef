import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/editor-host/paths.ts';
import { windowTests } from './editor.ts';
import type { Editor } from './editor.ts';

const name = 'developer.policy.json';
const text = readFileSync(join(root, 'examples', name), 'utf8');

/** The mark of the deciding statement, in the gutter. */
const mark = '.glyph-margin-widgets [class*="ced-"]';

const step = windowTests({ files: { [name]: text } });

step('a request is simulated, its result walked through, and its marks cleared, without the mouse', async (editor) => {
  await editor.open(name);
  await editor.see('.codelens-decoration a', { text: /15/ });
  await editor.goTo(name, 'notebook', 2);
  await editor.press('Control+Alt+Enter');
  await pick(editor, /^modelarts:notebook:access/);
  await editor.type('modelarts:notebook:create');
  await pick(editor, /^modelarts:notebook:create/);
  await editor.press('Enter');
  await pick(editor, 'modelarts:*:*:notebook:*');
  await editor.press('Enter');
  await pick(editor, 'modelarts:poolType');
  await editor.press('ArrowDown');
  await editor.press('Enter');
  await pick(editor, /^public/);
  await editor.press('ArrowDown');
  await editor.press('Enter');
  await pick(editor, /^modelarts:poolType.*public/);
  await editor.press('Enter');

  // The decision has the focus, and what is heard of each line has the words that are seen as icons.
  await editor.see('.pane-body .monaco-list:focus .monaco-list-row.focused', { text: /^Denied: modelarts:notebook:create/ });
  await editor.see('.pane-body .monaco-list-row', { text: 'modelarts:poolType = public' });
  const heard = await spoken(editor);
  for (const wanted of [/^Statement 3, Deny · decides/, /^Action, matches, /, /^Condition modelarts:poolType, met, /]) {
    assert.ok(heard.some((it) => wanted.test(it)), `${wanted} is among\n${heard.join('\n')}`);
  }
  // The deciding statement came into sight, the cursor stayed.
  await editor.see(mark);
  await editor.see('.view-line', { text: '"Deny"' });
  await editor.see('.statusbar-item', { text: /Ln 7,/ });

  for (let count = 0; count < 5; count += 1) await editor.press('ArrowDown');
  await editor.see('.pane-body .monaco-list-row.focused', { text: /^Statement 3/ });
  await editor.press('Enter');
  await editor.see('.statusbar-item', { text: /Ln 29, Col 5/ });
  await editor.press('Escape');
  await editor.page.locator(mark).waitFor({ state: 'detached' });

  await editor.press('Shift+Alt+Enter');
  await editor.see(mark);
  await editor.see('.pane-body .monaco-list:focus');
  await editor.press('Escape');
  await editor.page.locator(mark).waitFor({ state: 'detached' });
});

step('what is typed between two steps does not go into the policy', async (editor) => {
  await editor.open(name);
  await editor.goTo(name, 'notebook', 2);
  await editor.press('Control+Alt+Enter');
  await pick(editor, /^modelarts:notebook:access/);
  await editor.type('modelarts:notebook:create');
  await pick(editor, /^modelarts:notebook:create/);
  await editor.press('Enter');
  await editor.page.keyboard.type('xyz');
  await editor.see('.quick-input-widget:visible .quick-input-title', { text: /resource/ });
  await editor.press('Escape');
  assert.equal(await editor.save(name), text);
});

async function pick(editor: Editor, wanted: string | RegExp): Promise<void> {
  await editor.see('.quick-input-widget:visible .quick-input-list .monaco-list-row', { text: wanted });
}

/** What a screen reader says of the lines of the simulation. */
async function spoken(editor: Editor): Promise<string[]> {
  const rows = editor.page.locator('.pane-body .monaco-list-row');
  return rows.evaluateAll((all) => (all as unknown as { getAttribute(name: string): string | null }[]).map((it) => it.getAttribute('aria-label') ?? ''));
}

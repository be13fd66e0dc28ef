import assert from 'node:assert/strict';
import { custom, withAction } from '../suite/policies.ts';
import { windowTests } from './editor.ts';
import type { Editor } from './editor.ts';

const denied = custom.replace(
  '      ]\n    }\n',
  '      ]\n    },\n    {\n      "Effect": "Deny",\n      "Action": [\n        "modelarts:notebook:delete"\n      ]\n    }\n',
);
const view = '.pane-body .monaco-list-row';

const step = windowTests({
  files: { 'a.policy.json': custom, 'denied.policy.json': denied, 'follow.policy.json': custom, 'broken.policy.json': withAction('modelarts') },
});

step('says what a simulation needs while no policy is open', async (editor) => {
  await editor.command('ModelArts Policy: Simulate Request');
  const said = await editor.see('.notification-toast', { text: /Open a policy first/ });
  await said.locator('.monaco-button', { hasText: 'New Policy' }).click();
  await editor.picks();
});

step('makes a new policy with tab stops', async (editor) => {
  await editor.command('ModelArts Policy: New Policy');
  await editor.see('.quick-input-list .monaco-list-row', { text: 'Custom policy 1.1' });
  await editor.press('Enter');
  await editor.see('.view-line', { text: '"Version": "1.1"' });
  await editor.see('.statusbar-item', { text: 'Huawei Cloud IAM Policy' });
});

step('simulates a denied request, goes to its statement and clears the marks', async (editor) => {
  await editor.open('denied.policy.json');
  await simulate(editor, 'modelarts:notebook:delete');
  await editor.see(view, { text: /Denied.*modelarts:notebook:delete/ });
  await editor.see(view, { text: /Statement 2 denies it/ });
  const word = () => editor.page.locator('.view-line', { hasText: /Denied/ });
  // The word at the end of the line is drawn by CSS, the sign in the gutter is an element.
  await editor.see('.glyph-margin-widgets .cgmr, .margin-view-overlays .cgmr');
  await editor.press('Enter');
  await editor.see('.statusbar-item', { text: /Ln 10,/ });
  await editor.press('Escape');
  await editor.page.locator('.glyph-margin-widgets .cgmr, .margin-view-overlays .cgmr').waitFor({ state: 'detached' });
  assert.equal(await word().count(), 0);
});

step('follows the text while it is edited, and runs again with one key', async (editor) => {
  await editor.open('follow.policy.json');
  await simulate(editor, 'modelarts:notebook:create');
  await editor.see(view, { text: /Allowed.*modelarts:notebook:create/ });
  await editor.open('follow.policy.json');
  await editor.goTo('follow.policy.json', 'Allow"', 'Allow'.length);
  for (const _ of 'Allow') await editor.press('Backspace');
  await editor.type('Deny');
  await editor.press('Escape');
  await editor.see(view, { text: /Denied.*modelarts:notebook:create/ });
  await editor.open('denied.policy.json');
  await editor.press('Shift+Alt+Enter');
  await editor.see(view, { text: /Allowed.*modelarts:notebook:create/ });
});

step('copies a policy for the console', async (editor) => {
  await editor.open('a.policy.json');
  await editor.clipboard('nothing yet');
  await editor.command('ModelArts Policy: Copy for Console');
  await editor.see('.notification-toast', { text: /Copied/ });
  const text = await editor.clipboard();
  assert.deepEqual(JSON.parse(text), JSON.parse(custom));
  assert.equal(text, JSON.stringify(JSON.parse(custom)));
});

step('does not copy a policy that IAM refuses', async (editor) => {
  await editor.open('broken.policy.json');
  await editor.clipboard('nothing yet');
  await editor.command('ModelArts Policy: Copy for Console');
  await editor.see('.notification-toast', { text: 'Show Problems' });
  assert.equal(await editor.clipboard(), 'nothing yet');
});

step('copies a policy as an API request', async (editor) => {
  await editor.open('a.policy.json');
  await editor.command('ModelArts Policy: Copy as API Request');
  const body = await clipboardAs(editor, (it) => it.includes('"role"'));
  const { role } = JSON.parse(body) as { role: { type: string; policy: unknown } };
  assert.deepEqual(role.policy, JSON.parse(custom));
  assert.match(role.type, /^(AX|XA)$/);
});

step('opens what the API gave as a policy', async (editor) => {
  await editor.clipboard(JSON.stringify({ role: { display_name: 'a', type: 'XA', policy: JSON.parse(custom) } }));
  await editor.command('ModelArts Policy: Paste from Console or API');
  await editor.see('.tab.active', { text: /Untitled/ });
  await editor.see('.view-line', { text: '"modelarts:notebook:create"' });
  await editor.see('.statusbar-item', { text: 'Huawei Cloud IAM Policy' });
});

/** Simulates an action of the policy in front, by keyboard. */
async function simulate(editor: Editor, action: string): Promise<void> {
  await editor.press('Control+Alt+Enter');
  await editor.picks();
  await editor.type(action);
  await editor.see('.quick-input-list .monaco-list-row.focused', { text: action });
  await editor.press('Enter');
}

async function clipboardAs(editor: Editor, isDone: (text: string) => boolean): Promise<string> {
  const end = performance.now() + 10_000;
  for (;;) {
    const text = await editor.clipboard();
    if (isDone(text)) return text;
    assert.ok(performance.now() < end, `the clipboard is still: ${text}`);
    await editor.page.waitForTimeout(50);
  }
}

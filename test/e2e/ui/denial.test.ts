import assert from 'node:assert/strict';
import { custom } from '../suite/policies.ts';
import { windowTests } from './editor.ts';

const file = 'team.policy.json';
const row = '.pane-body .monaco-list-row';
const pick = '.quick-input-widget:visible .quick-input-list .monaco-list-row';
const refusal = '{"error_code":"PAP5.0001","error_msg":"User: iam::01:user:ann is not authorized to perform: modelarts:notebook:delete on resource: modelarts:cn-north-4:01:notebook:x because no identity-based policy allows the modelarts:notebook:delete action."}';
const step = windowTests({ files: { [file]: custom }, size: { width: 1400, height: 900 } });

step('by keyboard: a pasted refusal is simulated and explained, and a change is shown before it is made', async (editor) => {
  await editor.open(file);
  await editor.see('.codelens-decoration a', { text: /\d/ });
  await editor.clipboard('');
  await editor.command('ModelArts Policy: Explain Denial…');
  await editor.see('.quick-input-widget:visible .quick-input-title', { text: /^Explain denial$/ });
  await editor.page.keyboard.insertText(refusal);
  await editor.press('Enter');
  await editor.see(row, { text: /Not granted.*modelarts:notebook:delete/ });
  await editor.see(pick, { text: /Add modelarts:notebook:delete to statement 1/ });
  const shown = (await editor.picks()).join('\n');
  for (const text of ['Grants no other action; this one for every request.', 'Allow modelarts:notebook:delete in a new statement', 'No statement allows it.', 'The policy here gives the same answer as the cloud.']) assert.ok(shown.includes(text), shown);
  await editor.press('Enter');
  await editor.see('.diff-editor, .monaco-diff-editor', {});
  await editor.see(pick, { text: /Make this change/ });
  await editor.see('.monaco-diff-editor .line-insert, .monaco-diff-editor .char-insert');
  await editor.press('Enter');
  await editor.see(row, { text: /Allowed.*modelarts:notebook:delete/ });
  await editor.open(file);
  assert.deepEqual((JSON.parse(await editor.savedText(file, (it) => it.includes('notebook:delete'))) as { Statement: unknown }).Statement, [{ Effect: 'Allow', Action: ['modelarts:notebook:create', 'modelarts:notebook:delete'] }]);
});

step('what is no refusal is said', async (editor) => {
  await editor.open(file);
  await editor.command('ModelArts Policy: Explain Denial…');
  await editor.see('.quick-input-widget:visible .quick-input-title', { text: /^Explain denial$/ });
  await editor.page.keyboard.insertText('hello');
  await editor.press('Enter');
  await editor.see('.notification-toast', { text: /No refusal was recognised in this text/ });
});

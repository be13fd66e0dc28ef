import assert from 'node:assert/strict';
import { custom } from '../suite/policies.ts';
import { windowTests } from './editor.ts';

const row = '.pane-body .monaco-list-row';
const step = windowTests({ files: { 'team.policy.json': custom }, size: { width: 1400, height: 900 } });

step('the reference lists services, and asks for what they offer when they open', async (editor) => {
  await editor.open('team.policy.json');
  await editor.goTo('team.policy.json', 'modelarts:');
  await editor.command('ModelArts Policy: Show Reference');
  await editor.see(row, { text: /^ModelArts.*211 actions/ });
  await editor.see(row, { text: /^Application Operations Management \(AOM\).*aom · 18 actions/ });
});

step('by keyboard: a filter finds what Find Action finds, and Enter writes the action', async (editor) => {
  await editor.command('ModelArts Policy: Filter Reference…');
  await editor.see('.quick-input-widget:visible .quick-input-title', { text: 'Filter the reference' });
  await editor.type('POST /v2/{project_id}/training-jobs');
  await editor.see('.pane-body', { text: /1 of [\d,]+ actions/ });
  await editor.see(row, { text: /^create.*Create a training job.*Write · 1\.1, 5\.0/ });
  await editor.press('Enter');
  await editor.see(`${row}.focused`, { text: /^ModelArts/ });
  await editor.press('ArrowDown');
  await editor.press('ArrowDown');
  await editor.see(`${row}.focused`, { text: /^create/ });
  await editor.press('Enter');
  const text = await editor.savedText('team.policy.json', (it) => it.includes('modelarts:trainJob:create'));
  assert.ok(JSON.parse(text));
});

step('the tooltip says what the hover says', async (editor) => {
  await (await editor.see(row, { text: /^create.*Create a training job/ })).hover();
  await editor.see('.monaco-hover:visible', { text: /API requests:.*POST \/v2\/\{project_id\}\/training-jobs.*Source/s });
});

step('without the filter everything is there again', async (editor) => {
  await editor.command('ModelArts Policy: Clear Filter of the Reference');
  await editor.see(row, { text: /^Application Operations Management/ });
  await (await editor.see(row, { text: /^ModelArts/ })).click();
  await editor.see(row, { text: /^aiAlgorithm.*Algorithms used by training jobs/ });
  await editor.page.locator('.monaco-list-row', { hasText: /^aiAlgorithm/ }).waitFor();
  await editor.screenshot('test-results/reference-light.png');
});

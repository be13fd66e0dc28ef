import assert from 'node:assert/strict';
import { aws, custom, withAction } from '../suite/policies.ts';
import { windowTests } from './editor.ts';

/** Nothing in Action yet. */
const empty = withAction('').replace('""', '');

const step = windowTests({
  files: {
    'complete.policy.json': empty,
    'hover.policy.json': custom,
    'slip.policy.json': withAction('modelarts:trainingJob:create'),
    'simulate.policy.json': custom,
    'content.json': custom,
    'aws.json': aws,
  },
});

step('writes an action by accepting one segment after the other', async (editor) => {
  await editor.open('complete.policy.json');
  // The first policy starts the server; what is typed before it answers gets no list.
  assert.match(await editor.statusBar(), /1\.1/);
  await editor.goTo('complete.policy.json', '"Action": [\n', '"Action": [\n        '.length);
  await editor.type('"');
  assert.match((await editor.suggestions())[0] ?? '', /^modelarts/);
  await editor.press('Enter');
  await editor.see('.suggest-widget.visible .monaco-list-row', { text: 'aiAlgorithm' });
  await editor.type('note');
  await editor.see('.suggest-widget.visible .monaco-list-row.focused', { text: 'notebook' });
  await editor.press('Enter');
  await editor.see('.suggest-widget.visible .monaco-list-row', { text: 'create' });
  await editor.type('crea');
  await editor.see('.suggest-widget.visible .monaco-list-row.focused', { text: 'create' });
  await editor.press('Enter');
  assert.equal(await editor.savedText('complete.policy.json', (text) => text.includes('create')), custom);
});

step('reads what an action allows', async (editor) => {
  await editor.open('hover.policy.json');
  await editor.goTo('hover.policy.json', 'create"', 2);
  const text = await editor.hover();
  assert.match(text, /modelarts:notebook:create/);
});

step('sees a squiggle and repairs it', async (editor) => {
  await editor.open('slip.policy.json');
  await editor.see('.squiggly-warning');
  await editor.goTo('slip.policy.json', 'trainingJob', 3);
  const fixes = await editor.quickFixes();
  assert.match(fixes[0] ?? '', /trainJob/);
  await editor.press('Enter');
  const text = await editor.savedText('slip.policy.json', (it) => !it.includes('trainingJob'));
  assert.equal(text, withAction('modelarts:trainJob:create'));
  await editor.page.locator('.squiggly-warning').waitFor({ state: 'detached' });
});

step('asks whether a request would be allowed, and why', async (editor) => {
  await editor.open('simulate.policy.json');
  await editor.goTo('simulate.policy.json', 'notebook', 2);
  await editor.press('Control+Alt+Enter');
  assert.notEqual((await editor.picks()).length, 0);
  await editor.type('modelarts:notebook:create');
  await editor.press('Enter');
  const result = await editor.see('.pane-body .monaco-list-row', { text: /Allowed/ });
  assert.match((await result.textContent()) ?? '', /modelarts:notebook:create/);
  await editor.see('.pane-body .monaco-list-row', { text: /Statement 1/ });
});

step('opens a JSON file that holds a policy as one', async (editor) => {
  await editor.open('content.json');
  await editor.see('.statusbar-item', { text: 'Huawei Cloud IAM Policy' });
  assert.match(await editor.statusBar(), /1\.1/);
});

step('opens an AWS policy as JSON', async (editor) => {
  await editor.open('aws.json');
  await editor.see('.statusbar-item', { text: /^JSON$/ });
});

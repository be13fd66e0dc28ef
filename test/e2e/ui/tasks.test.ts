import assert from 'node:assert/strict';
import { custom, withAction } from '../suite/policies.ts';
import { type Editor, windowTests } from './editor.ts';

/** Allows one part of a task, so that the rest is missing. */
const partly = withAction('modelarts:notebook:update');

const step = windowTests({
  files: {
    'find.policy.json': custom,
    'team.policy.json': partly,
    'staff.policy.json': withAction('modelarts:notebook:list'),
    'guard.policy.json': withAction('modelarts:notebook:update'),
    'agency.policy.json': withAction('obs:object:GetObject'),
    '.modelarts-policy.json': '{ "sets": { "staff": ["staff.policy.json", "find.policy.json"] } }',
    'company.iamaccount.json': JSON.stringify({ version: 1, users: { ann: { policies: [{ file: 'staff.policy.json' }] }, bob: {} }, agencies: { helper: { policies: [{ file: 'agency.policy.json' }] } }, accessAuthorizations: [{ to: 'user:ann', agency: 'helper', permissions: 'custom' }] }, undefined, 2),
  },
  size: { width: 1400, height: 900 },
});

const row = '.quick-input-list .monaco-list-row';
const title = '.quick-input-title';

step('Find Action: by a request, by words of either language; Enter writes the action at the cursor', async (editor) => {
  await editor.open('find.policy.json');
  await editor.goTo('find.policy.json', '"modelarts:notebook:create"', 3);
  await run(editor, 'Find Action…', 'Find action');
  await editor.type('POST /v2/{project_id}/training-jobs');
  await editor.see(row, { text: /^modelarts:trainJob:create/ });
  for (const query of ['delete notebook', '删除Notebook']) {
    await editor.press('Control+a');
    // What is pasted comes whole, as from an input method.
    await editor.page.keyboard.insertText(query);
    await editor.see(row, { text: /^modelarts:notebook:delete/ });
  }
  await editor.press('Control+a');
  await editor.type('no such thing at all');
  await editor.see(row, { text: 'No known action fits.' });
  await editor.press('Control+a');
  await editor.type('POST /v2/{project_id}/training-jobs');
  await editor.see(row, { text: /^modelarts:trainJob:create/ });
  await editor.press('Enter');
  const text = await editor.savedText('find.policy.json', (it) => it.includes('trainJob'));
  assert.deepEqual(actionsOf(text), ['modelarts:notebook:create', 'modelarts:trainJob:create']);
  // What is typed next goes into the text.
  await focusIsIn(editor, 'find.policy.json');
});

step('Find Action: Escape changes nothing, and an action that is there is not written twice', async (editor) => {
  await editor.open('find.policy.json');
  await editor.goTo('find.policy.json', '"modelarts:notebook:create"', 3);
  await run(editor, 'Find Action…', 'Find action');
  await editor.type('delete notebook');
  await editor.see(row, { text: /^modelarts:notebook:delete/ });
  await editor.press('Escape');
  await run(editor, 'Find Action…', 'Find action');
  await editor.type('modelarts:notebook:create');
  await editor.see(row, { text: /^modelarts:notebook:create/ });
  await editor.press('Enter');
  await editor.see('.notification-toast', { text: 'The statement lists modelarts:notebook:create already.' });
  assert.deepEqual(actionsOf(await editor.save('find.policy.json')), ['modelarts:notebook:create', 'modelarts:trainJob:create']);
  await editor.command('Notifications: Clear All Notifications');
});

step('Which APIs does the policy open: a request with what else it needs', async (editor) => {
  await editor.open('team.policy.json');
  await run(editor, 'Which APIs Does This Policy Open?', 'API requests that this policy opens');
  await editor.type('PUT notebooks');
  await editor.see(row, { text: /PUT \/v1\/\{project_id\}\/notebooks\/\{id\}.*csms:secret:get/ });
  await editor.press('Escape');
  await focusIsIn(editor, 'team.policy.json');
});

step('New Policy: a function of the console in the version and with the parts of choice', async (editor) => {
  await newPolicy(editor, 'Training management');
  await editor.see(title, { text: /which version/ });
  await editor.press('Enter');
  await editor.see(title, { text: /which parts/ });
  await editor.press('Enter');
  // The first policy is in front and takes what is typed; the page beside them names the row of each line.
  await editor.see('.tab[data-resource-name="training-agency-obs.policy.json"]');
  await editor.see('.tab', { text: 'Training management' });
  await focusIsIn(editor, 'training.policy.json');
  await editor.see('.statusbar-item', { text: /Ln 1, Col 1/ });
  await closeAll(editor);
});

step('New Policy: given up half way, nothing is opened', async (editor) => {
  await newPolicy(editor, 'Training management');
  await editor.see(title, { text: /which version/ });
  await editor.press('ArrowDown');
  await editor.press('Enter');
  await editor.see(title, { text: /which parts/ });
  await editor.press('Escape');
  await editor.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  assert.equal(await editor.page.locator('.tabs-container .tab').count(), 0);
});

step('New Policy: a role of one version asks for its parts only', async (editor) => {
  await newPolicy(editor, 'Annotator');
  await editor.see(title, { text: /which parts/ });
  await editor.press('Enter');
  await focusIsIn(editor, 'annotator.policy.json');
  await closeAll(editor);
});

step('New Policy: a workspace is a condition in 5.0, and a matter of scope in 1.1', async (editor) => {
  await newPolicy(editor, 'Only in one workspace');
  await editor.see(title, { text: /which version/ });
  await editor.type('5.0');
  await editor.press('Enter');
  await editor.see(title, { text: 'Which enterprise project?' });
  await editor.type('nonsense');
  await editor.press('Enter');
  await editor.see('.quick-input-message', { text: /An ID is 0 or/ });
  await editor.press('Control+a');
  await editor.type('0');
  await editor.press('Enter');
  await focusIsIn(editor, 'workspace.policy.json');
  await closeAll(editor);
  await newPolicy(editor, 'Only in one workspace');
  await editor.see(title, { text: /which version/ });
  await editor.type('1.1');
  await editor.press('Enter');
  await editor.see(title, { text: /said where a policy is attached/ });
  await editor.type('Copy');
  await editor.press('Enter');
  await editor.see(title, { text: 'Which enterprise project?' });
  await editor.type('0');
  await editor.press('Enter');
  await editor.see('.notification-toast', { text: /Copied/ });
  assert.deepEqual(JSON.parse(await editor.clipboard()), { file: 'POLICY.policy.json', scope: { enterpriseProjects: ['0'] } });
  await editor.command('Notifications: Clear All Notifications');
});

step('New Policy: where nothing is documented, the page names the roles; an example opens under its name', async (editor) => {
  await newPolicy(editor, 'AI Gallery');
  await editor.see('.tab.active', { text: 'AI Gallery' });
  await closeAll(editor);
  await newPolicy(editor, 'Register images');
  await focusIsIn(editor, 'manage-images.policy.json');
  await closeAll(editor);
});

step('What does a task need: a request; what is missing goes into the policy of choice', async (editor) => {
  await editor.open('team.policy.json');
  await run(editor, 'What Does This Task Need?', 'What does this task need?');
  await editor.type('PUT /v1/{project_id}/notebooks/{id}');
  await editor.see(row, { text: /API request/ });
  await editor.press('Enter');
  await editor.see(title, { text: 'Whose permissions?' });
  await editor.see(row, { text: /^team\.policy\.json/ });
  await editor.press('Enter');
  await editor.see(title, { text: /3 of 4 permissions/ });
  await editor.press('Enter');
  await editor.see(title, { text: /Add to which policy of the user/ });
  await editor.see(row, { text: /^team\.policy\.json/ });
  await editor.press('Enter');
  const text = await editor.savedText('team.policy.json', (it) => it.includes('csms'));
  assert.deepEqual(actionsOf(text), ['modelarts:notebook:update', 'csms:secret:get', 'csms:secretVersion:get', 'kps:domainKeypairs:get']);
});

step('What does a task need: with the policies of a set, and of somebody with their agency', async (editor) => {
  await editor.open('staff.policy.json');
  await run(editor, 'What Does This Task Need?', 'What does this task need?');
  await editor.type('PUT /v1/{project_id}/notebooks/{id}');
  await editor.press('Enter');
  await editor.see(title, { text: 'Whose permissions?' });
  await editor.type('staff');
  await editor.press('ArrowDown');
  await editor.press('Enter');
  await editor.see(row, { text: /^modelarts:notebook:update/ });
  await editor.see(title, { text: /4 of 4 permissions/ });
  await editor.press('Escape');
  await run(editor, 'What Does This Task Need?', 'What does this task need?');
  await editor.type('Training');
  await editor.press('Enter');
  await editor.see(title, { text: 'Whose permissions?' });
  await editor.type('user:ann');
  await editor.press('Enter');
  await editor.see(title, { text: /Training management for user:ann: \d+ of \d+ permissions/ });
  await editor.see('.quick-input-widget input[placeholder*="through the agency helper"]');
  await editor.press('Escape');
});

step('What does a task need: from an account, of somebody who has no access authorization', async (editor) => {
  await editor.open('company.iamaccount.json');
  await run(editor, 'What Does This Task Need?', 'What does this task need?');
  await editor.type('Training');
  await editor.press('Enter');
  await editor.see(title, { text: 'Whose permissions?' });
  await editor.type('user:bob');
  await editor.press('Enter');
  await editor.see('.quick-input-widget input[placeholder*="ModelArts cannot be used whatever IAM allows"]');
  // The page names the roles, and is one tick away.
  await editor.type('Show all');
  await editor.see(row, { text: /Roles that the page of the console functions names:.*OBS/ });
  await editor.press('ArrowDown');
  await editor.press('Escape');
});

step('What else do requests of an action need: from the menu on its name', async (editor) => {
  await editor.open('guard.policy.json');
  await editor.goTo('guard.policy.json', 'modelarts:notebook:update', 3);
  await editor.press('Control+.');
  await editor.see('.action-widget .monaco-list-row', { text: 'What else do requests of modelarts:notebook:update need?' });
  await editor.type('What else');
  await editor.press('Enter');
  await editor.see(title, { text: 'Whose permissions?' });
});

step('Read About: a topic opens as a page', async (editor) => {
  await run(editor, 'Read About…', 'Read about…');
  await editor.type('workspaces');
  await editor.press('Enter');
  await editor.see('.tab.active', { text: /workspaces/ });
});

/** Runs a command and waits for its box, as a person does. */
async function run(editor: Editor, command: string, box: string): Promise<void> {
  await editor.command(`ModelArts Policy: ${command}`);
  await editor.see(title, { text: box });
}

async function newPolicy(editor: Editor, what: string): Promise<void> {
  await run(editor, 'New Policy', 'New policy: for what?');
  await editor.see(row, { text: 'Custom policy 1.1' });
  await editor.type(what);
  await editor.see(row, { text: new RegExp(`^${what}`) });
  await editor.press('Enter');
}

function actionsOf(text: string): readonly string[] {
  const { Statement } = JSON.parse(text) as { readonly Statement: readonly { readonly Action: readonly string[] }[] };
  return Statement.flatMap((it) => it.Action);
}

async function focusIsIn(editor: Editor, name: string): Promise<void> {
  await editor.see(`.tab.active[data-resource-name="${name}"]`);
  await editor.see('.editor-group-container.active .monaco-editor.focused');
}

/** Unsaved policies are given up without a question. */
async function closeAll(editor: Editor): Promise<void> {
  for (let count = 0; count < 12 && (await editor.page.locator('.tabs-container .tab').count()) > 0; count += 1) {
    await editor.command('View: Revert and Close Editor');
  }
}

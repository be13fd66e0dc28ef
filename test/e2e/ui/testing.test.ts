import assert from 'node:assert/strict';
import { windowTests } from './editor.ts';

const policy = `{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "modelarts:notebook:*",
        "modelarts:pool:list"
      ]
    },
    {
      "Effect": "Deny",
      "Action": [
        "modelarts:notebook:delete"
      ],
      "Condition": {
        "StringEquals": {
          "g:UserName": [
            "ann"
          ]
        }
      }
    }
  ]
}
`;

const tests = `{
  "policies": [
    "developer.policy.json"
  ],
  "tests": [
    {
      "name": "a notebook is opened",
      "request": {
        "action": "modelarts:notebook:access"
      },
      "expect": "Allow"
    },
    {
      "name": "nobody deletes a notebook",
      "request": {
        "action": "modelarts:notebook:delete",
        "context": {
          "g:UserName": "bob"
        }
      },
      "expect": "Deny"
    }
  ]
}
`;

const step = windowTests({ files: { 'developer.policy.json': policy, 'developer.iamtest.json': tests, 'other.policy.json': policy, 'missing.iamtest.json': tests.replace('developer.policy', 'gone.policy') }, size: { width: 1400, height: 1000 } });
const row = '.test-explorer .monaco-list-row';
const failed = `${row}[aria-label^="nobody deletes"] .codicon-testing-failed-icon`;

step('the Test Explorer has the tests before any file is open', async (editor) => {
  await editor.command('Testing: Focus on Test Explorer View');
  await editor.see(row, { text: /^developer/ });
  // From the filter down to the file, right to open it.
  await editor.press('Control+ArrowDown');
  await editor.press('ArrowDown');
  await editor.press('ArrowRight');
  await editor.see(row, { text: 'nobody deletes a notebook' });
});

step('a run by keyboard says what was expected and what came', async (editor) => {
  await editor.open('developer.iamtest.json');
  await editor.command('Test: Run Tests in Current File');
  await editor.see(`${row}[aria-label^="a notebook is opened"] .codicon-testing-passed-icon`);
  await editor.see(failed);
  await editor.command('Test: Peek Output');
  await editor.see('.zone-widget', { text: /Expected Denied, was Allowed: statement 1 of developer\.policy\.json allows it\./ });
  // Expected and actual decision as a comparison, and the statement that decides beneath it.
  await editor.see('.zone-widget', { text: /Expected.*Denied.*Actual.*Allowed.*developer\.policy\.json/s });
  await editor.screenshot('test-results/testing-failed.png');
  await editor.press('Escape');
});

step('a test whose policy is missing is an error that names it', async (editor) => {
  await editor.open('missing.iamtest.json');
  await editor.command('Test: Run Tests in Current File');
  await editor.see('.monaco-editor .codicon-testing-error-icon');
  await editor.command('Test: Peek Output');
  await editor.see('.zone-widget', { text: /The file gone\.policy\.json cannot be read\./ });
  await editor.press('Escape');
});

step('debugging a test opens its trace', async (editor) => {
  await editor.open('developer.iamtest.json');
  await editor.goTo('developer.iamtest.json', '"nobody deletes', 1);
  await editor.command('Test: Debug Test at Cursor');
  await editor.see('.pane-body .monaco-list-row', { text: /Allowed: modelarts:notebook:delete/ });
  await editor.see('.pane-body .monaco-list-row', { text: /Statement 2.*a condition is not met/ });
  // Enter on the first line goes to the deciding statement.
  await editor.press('Enter');
  await editor.see('.tab.active[data-resource-name="developer.policy.json"]');
});

step('a trace is shown by command for the test at the cursor', async (editor) => {
  await editor.open('developer.iamtest.json');
  await editor.goTo('developer.iamtest.json', '"a notebook is opened', 1);
  await editor.command('ModelArts Policy: Show Trace of Test');
  await editor.see('.pane-body .monaco-list-row', { text: /Allowed: modelarts:notebook:access.*a notebook is opened/ });
});

step('coverage is shown in the policy', async (editor) => {
  await editor.open('developer.iamtest.json');
  await editor.command('Test: Run Tests with Coverage in Current File');
  await editor.see('.test-coverage-list-item, .coverage-view .monaco-list-row, .test-coverage-list .monaco-list-row', { text: /developer\.policy\.json/ });
  await editor.open('developer.policy.json');
  await editor.see('.coverage-deco-gutter.coverage-deco-hit');
  await editor.see('.coverage-deco-gutter.coverage-deco-miss');
  await editor.screenshot('test-results/testing-coverage.png');
});

step('a test runs again when its policy is saved', async (editor) => {
  await editor.open('developer.iamtest.json');
  await editor.goTo('developer.iamtest.json', '"nobody deletes', 1);
  await editor.command('Test: Start Continuous Run');
  assert.deepEqual((await editor.picks()).map((it) => it.replace(/Access tests of policies.*/, '')), ['Run access tests', 'Coverage of policies by access tests']);
  await editor.press('ArrowDown');
  await editor.press('Space');
  await editor.press('Enter');
  await editor.see(failed);
  await editor.open('developer.policy.json');
  await editor.goTo('developer.policy.json', '"ann"', 1);
  for (const _ of 'ann') await editor.press('Delete');
  await editor.type('bob');
  await editor.save('developer.policy.json');
  await editor.open('developer.iamtest.json');
  await editor.page.locator(failed).waitFor({ state: 'detached', timeout: 20_000 });
  await editor.see(`${row} .codicon-testing-passed-icon`);
  await editor.command('Test: Stop Continuous Run');
});

step('a simulation is saved as a test', async (editor) => {
  await editor.open('developer.policy.json');
  await editor.command('ModelArts Policy: Simulate Request');
  await editor.type('modelarts:pool:list');
  await editor.see('.quick-input-list .monaco-list-row', { text: 'modelarts:pool:list' });
  await editor.press('Enter');
  await editor.see('.pane-body .monaco-list-row', { text: /Allowed: modelarts:pool:list/ });
  await editor.command('ModelArts Policy: Save Simulation as Test');
  await editor.see('.quick-input-list .monaco-list-row', { text: 'developer.iamtest.json' });
  await editor.press('Enter');
  await editor.see('.quick-input-widget:visible', { text: /what is it called/ });
  await editor.press('Enter');
  const text = await editor.savedText('developer.iamtest.json', (it) => it.includes('modelarts:pool:list is allowed'));
  const { tests: found } = JSON.parse(text) as { tests: { name: string }[] };
  assert.deepEqual(found.at(-1), { name: 'modelarts:pool:list is allowed', request: { action: 'modelarts:pool:list' }, expect: 'Allow' });
});

step('a policy gets tests for what it does today, and they pass', async (editor) => {
  await editor.open('other.policy.json');
  await editor.command('ModelArts Policy: Write Tests for What This Policy Does Today');
  await editor.see('.tab.active[data-resource-name="other.iamtest.json"]');
  await editor.see('.notification-toast', { text: /All of them pass today/ });
  await editor.command('Test: Run Tests in Current File');
  await editor.see('.codicon-testing-passed-icon');
  assert.equal(await editor.page.locator('.monaco-editor .codicon-testing-failed-icon').count(), 0);
});

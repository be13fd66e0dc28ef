import assert from 'node:assert/strict';
import { custom } from '../suite/policies.ts';
import { windowTests } from './editor.ts';

const policy = `{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "modelarts:pool:*",
        "obs:bucket:ListBucket"
      ]
    },
    {
      "Effect": "Deny",
      "Action": [
        "modelarts:pool:delete"
      ]
    },
    {
      "Effect": "Allow",
      "Action": [
        "modelarts:notebook:create"
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
/** Denies what the other policy of the set allows. */
const guard = custom.replace('Allow', 'Deny');
const row = '.pane-body .monaco-list-row';
const step = windowTests({ files: { 'team.policy.json': policy, 'other.policy.json': custom, 'guard.policy.json': guard, '.modelarts-policy.json': '{ "sets": { "staff": ["team.policy.json", "guard.policy.json"] } }' }, size: { width: 1400, height: 900 } });

step('the tree says what each action comes to, and goes to the statement', async (editor) => {
  await editor.open('team.policy.json');
  await editor.command('ModelArts Policy: Show Effective Permissions');
  await editor.see(row, { text: /ModelArts.*Denied: 1/ });
  await (await editor.see(row, { text: /^pool/ })).click();
  const denied = await editor.see(row, { text: /delete.*Statement 2 denies it\./ });
  await denied.click();
  await editor.see('.statusbar-item', { text: /Ln 11,/ });
});

step('a filter keeps words and states, and is cleared', async (editor) => {
  await editor.command('ModelArts Policy: Filter Effective Permissions');
  await editor.see('.quick-input-widget:visible .quick-input-list .monaco-list-row', { text: 'Depends on conditions' });
  await editor.type('notebook');
  await editor.see(row, { text: /create.*depending on g:UserName/ });
  await editor.page.locator(row, { hasText: /^pool/ }).waitFor({ state: 'detached' });
  await editor.press('Enter');
  await editor.command('ModelArts Policy: Clear Filter of Effective Permissions');
  await editor.see(row, { text: /^pool/ });
});

step('the tree follows the text', async (editor) => {
  await editor.goTo('team.policy.json', 'Deny"');
  for (const _ of 'Deny') await editor.press('Delete');
  await editor.type('Allow');
  await editor.press('Escape');
  await editor.see(row, { text: /^pool.*Allowed: 5/ });
});

step('it is copied as CSV', async (editor) => {
  await editor.command('ModelArts Policy: Copy Effective Permissions');
  await (await editor.see('.quick-input-list .monaco-list-row', { text: 'Copy as CSV' })).click();
  await editor.see('.statusbar-item', { text: /Copied to the clipboard/ });
  assert.match(await editor.clipboard(), /^service,type,action,state,statements,keys,why\r\nmodelarts,/);
});

step('it changes with the policy in front', async (editor) => {
  await editor.open('other.policy.json');
  await editor.see('.pane-body', { text: /other\.policy\.json · / });
});

step('the policies of a set together: the statement that decides is in another file', async (editor) => {
  await editor.open('team.policy.json');
  await editor.command('ModelArts Policy: Effective Permissions of a Policy Set…');
  await (await editor.see('.quick-input-list .monaco-list-row', { text: /^staff/ })).click();
  await editor.see('.pane-body', { text: /staff · / });
  await editor.command('ModelArts Policy: Filter Effective Permissions');
  await editor.type('notebook create');
  await editor.press('Enter');
  await (await editor.see(row, { text: /^create.*guard\.policy\.json/ })).click();
  await editor.see('.tab.active', { text: 'guard.policy.json' });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whatIf } from '../../server/src/lsp/protocol/what-if.ts';
import { custom, withAction } from '../e2e/suite/policies.ts';
import { startClient } from '../support/client.ts';

const uri = 'file:///dev.policy.json';

test('a policy before and after, filtered to where they differ', async () => {
  const client = await startClient();
  client.open(uri, withAction('modelarts:notebook:get'));
  const subject = { policies: [{ name: 'HEAD', uri, text: custom }, { name: 'now', uri }] };
  const result = await client.ask(whatIf, { subject, differing: true, format: 'csv' });
  assert.ok('text' in result);
  assert.equal(result.text, 'service,action,HEAD,now\r\nmodelarts,modelarts:notebook:create,allowed,not-granted\r\nmodelarts,modelarts:notebook:get,not-granted,allowed\r\n');
  assert.deepEqual([result.shown, result.problems, result.projects], [2, [], []]);
  const page = await client.ask(whatIf, { subject, text: 'notebook create', format: 'markdown' });
  assert.ok('text' in page && page.text.includes('| `modelarts:notebook:create` | Allowed | Not granted |'));
  await client.stop();
});

test('the persons of an account, with files beside it and what cannot be used', async () => {
  const client = await startClient();
  const account = 'file:///team/company.iamaccount.json';
  client.open('file:///team/dev.policy.json', custom);
  client.open(account, JSON.stringify({ version: 1, users: { ann: { policies: [{ file: 'dev.policy.json', scope: { projects: ['cn-north-4'] } }] }, bob: { policies: ['gone.policy.json'] } } }));
  const ask = (project: string) => client.ask(whatIf, { subject: { account }, project, text: 'modelarts:notebook:create', format: 'csv' });
  const result = await ask('cn-north-4');
  assert.ok('text' in result);
  assert.equal(result.text, 'service,action,user:ann,user:bob\r\nmodelarts,modelarts:notebook:create,allowed,unknown\r\n');
  assert.deepEqual([result.projects, result.problems], [['cn-north-4'], ['The file gone.policy.json cannot be read.']]);
  const elsewhere = await ask('cn-east-3');
  assert.ok('text' in elsewhere && elsewhere.text.includes('modelarts:notebook:create,not-granted,unknown'));
  assert.deepEqual(await client.ask(whatIf, { subject: { account: 'file:///team/none.iamaccount.json' }, format: 'csv' }), { problem: 'The file none.iamaccount.json cannot be read.' });
  await client.stop();
});

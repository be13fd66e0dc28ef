import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grant, grantAnew, needs, taskParts, tasks, writeTask } from '../../server/src/lsp/protocol/tasks.ts';
import { startClient } from '../support/client.ts';

const uri = 'file:///a.policy.json';
const policy = (...actions: string[]): string => JSON.stringify({ Version: '1.1', Statement: [{ Effect: 'Allow', Action: actions }] });

test('tasks: the nine functions of the console, and roles, in the language of the client', async () => {
  const client = await startClient({ locale: 'zh-cn' });
  const { functions, roles } = await client.ask(tasks, {});
  assert.deepEqual(functions.map((it) => `${it.title} ${it.versions.join()}`), ['数据管理 1.1,5.0', '开发环境 1.1,5.0', '训练管理 1.1,5.0', '工作流 1.1,5.0', '自动学习 1.1,5.0', 'AI应用管理 1.1,5.0', '部署上线 1.1,5.0', 'AI Gallery ', '专属资源池 1.1,5.0']);
  assert.deepEqual(roles.map((it) => `${it.id} ${it.versions.join()}${it.denies ? ' denies' : ''}${it.asksForValue ? ' asks' : ''}`), [
    'read-only 1.1,5.0',
    'developer 1.1,5.0',
    'annotator 1.1',
    'administrator 1.1,5.0',
    'deny-pools 1.1,5.0 denies',
    'deny-public-pools 1.1,5.0 denies',
    'workspace 1.1,5.0 asks',
  ]);
  await client.stop();
});

test('a template writes what was chosen, and a page that names its rows', async () => {
  const client = await startClient();
  const found = await client.ask(taskParts, { task: 'training', version: '1.1' });
  assert.ok('parts' in found);
  const chosen = found.parts.filter((it) => it.needed || it.id === 'agency/Training jobs/OBS').map((it) => it.id);
  assert.deepEqual(chosen, ['own', 'user/Basic function/IAM', 'agency/Training jobs/OBS']);
  const written = await client.ask(writeTask, { task: 'training', version: '1.1', parts: chosen });
  assert.ok('policies' in written);
  assert.deepEqual(written.policies.map((it) => `${it.fileName}: ${it.attachedAs}`), [
    'training.policy.json: For the user group, in the projects of the regions where it is to hold.',
    'training-global.policy.json: For the user group, as a policy for global services.',
    'training-agency-obs.policy.json: For the agency that ModelArts uses. OBS is kept apart: create it for global services and for projects, and attach both.',
  ]);
  assert.match(written.markdown, /Training jobs · OBS: Fetch code and data, store logs and models of a job \(\[source\]\(https:/);
  assert.match(written.markdown, /modelarts:trainJob:create/);
  await client.stop();
});

test('where nothing is documented, the roles of the page are named', async () => {
  const client = await startClient();
  const found = await client.ask(taskParts, { task: 'gallery', version: '1.1' });
  assert.ok('markdown' in found && found.markdown.includes('OBS Administrator'));
  assert.ok('problem' in (await client.ask(taskParts, { task: 'nothing', version: '1.1' })));
  await client.stop();
});

test('what a request needs, and adding it', async () => {
  const client = await startClient();
  client.open(uri, policy('modelarts:notebook:update'));
  const found = await client.ask(needs, { api: 'PUT /v1/{project_id}/notebooks/{id}', user: [uri] });
  assert.ok('needs' in found);
  assert.deepEqual(found.needs.map((it) => `${it.action} ${it.state}`), ['modelarts:notebook:update allowed', 'csms:secret:get not-granted', 'csms:secretVersion:get not-granted', 'kps:domainKeypairs:get not-granted']);
  const added = await client.ask(grant, { textDocument: { uri }, actions: ['csms:secret:get'] });
  assert.ok('edits' in added && added.edits[0]?.newText.includes('csms:secret:get'));
  assert.ok('problem' in (await client.ask(needs, { api: 'GET /nothing/at/all', user: [uri] })));
  assert.ok('problem' in (await client.ask(grant, { textDocument: { uri: 'file:///gone.policy.json' }, actions: ['a:b:c'] })));
  await client.stop();
});

test('a policy that is not open is read from where the client has it, and one that is nowhere grants nothing', async () => {
  const client = await startClient();
  const found = await client.ask(needs, { task: 'workflow', user: ['file:///not/there.policy.json'] });
  assert.ok('needs' in found && found.needs.every((it) => it.state !== 'allowed'));
  await client.stop();
});

test('what else the requests of an action need is a question of the menu, never of the light bulb', async () => {
  const client = await startClient();
  client.open(uri, policy('modelarts:notebook:update', 'modelarts:notebook:list'));
  const ask = async (character: number, triggerKind: 1 | 2): Promise<readonly string[]> => {
    const at = { line: 0, character };
    const found = (await client.request('textDocument/codeAction', { textDocument: { uri }, range: { start: at, end: at }, context: { diagnostics: [], triggerKind } })) as readonly { readonly title: string; readonly command?: { readonly command: string; readonly arguments?: readonly unknown[] } }[];
    return found.flatMap(({ command }) => (command?.command === 'modelartsPolicy.needs' ? [JSON.stringify(command.arguments)] : []));
  };
  const text = policy('modelarts:notebook:update', 'modelarts:notebook:list');
  assert.deepEqual(await ask(text.indexOf('notebook:update'), 1), [JSON.stringify([uri, 'modelarts:notebook:update'])]);
  assert.deepEqual(await ask(text.indexOf('notebook:update'), 2), []);
  assert.deepEqual(await ask(text.indexOf('notebook:list'), 1), []);
  const found = await client.ask(needs, { action: 'modelarts:notebook:update', user: [uri] });
  assert.ok('needs' in found && found.needs.some((it) => it.action === 'csms:secret:get' && it.state === 'not-granted'));
  assert.ok('problem' in (await client.ask(needs, { action: 'modelarts:nothing:get', user: [uri] })));
  await client.stop();
});

test('a workspace is a matter of scope in 1.1', async () => {
  const client = await startClient();
  assert.deepEqual(await client.ask(taskParts, { task: 'workspace', version: '1.1' }), { byScope: 'workspaces' });
  await client.stop();
});

test('somebody of an account with the agency that serves them, and a policy of its own for what is missing', async () => {
  const client = await startClient();
  const account = 'file:///company.iamaccount.json';
  const grantAll = (...actions: string[]) => [{ document: JSON.parse(policy(...actions)) as unknown }];
  client.open(account, JSON.stringify({ version: '1', users: { ann: { policies: grantAll('modelarts:trainJob:create') }, bob: { policies: [] } }, agencies: { helper: { policies: grantAll('obs:object:GetObject') } }, accessAuthorizations: [{ to: 'user:ann', agency: 'helper', permissions: 'custom' }] }));
  const found = await client.ask(needs, { action: 'modelarts:trainJob:create', user: { account, as: 'user:ann' } });
  assert.ok('needs' in found);
  const stateOf = (holder: string, action: string): string | undefined => found.needs.find((it) => it.holder === holder && it.action === action)?.state;
  assert.equal(stateOf('user', 'modelarts:trainJob:create'), 'allowed');
  assert.equal(stateOf('agency', 'obs:object:GetObject'), 'allowed');
  assert.equal(stateOf('agency', 'obs:object:PutObject'), 'not-granted');
  assert.deepEqual(found.notes, ['The user is user:ann of company.iamaccount.json.', 'ModelArts: user:ann uses ModelArts through the agency helper.']);
  const other = await client.ask(needs, { action: 'modelarts:trainJob:create', user: { account, as: 'user:bob' } });
  assert.ok('notes' in other && other.notes[1] === 'ModelArts cannot be used whatever IAM allows: user:bob has no access authorization.');
  assert.ok('needs' in other && other.needs.every((it) => it.state === (it.holder === 'user' ? 'not-granted' : undefined)));
  assert.ok('problem' in (await client.ask(needs, { task: 'training', user: { account, as: 'user:eve' } })));
  const written = await client.ask(grantAnew, { actions: ['obs:object:PutObject', 'smn:topic:publish'], version: '1.1', holder: 'agency' });
  assert.deepEqual(written.map((it) => it.fileName), ['needed-agency.policy.json', 'needed-agency-obs.policy.json']);
  await client.stop();
});

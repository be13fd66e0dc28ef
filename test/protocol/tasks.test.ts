import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grant, needs, taskParts, tasks, writeTask } from '../../server/src/lsp/protocol/tasks.ts';
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
    'workspace 5.0 asks',
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
  assert.deepEqual(found.needs.map((it) => `${it.action} ${it.state}`), ['modelarts:notebook:update allowed', 'csms:secret:get not-granted']);
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

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { referenceAbout, referencePart, referenceServices } from '../../server/src/lsp/protocol/reference.ts';
import { startClient } from '../support/client.ts';

test('services are listed without their actions, which come with the service that is opened', async () => {
  const client = await startClient({ locale: 'zh-cn' });
  const { services, found, total } = await client.ask(referenceServices, {});
  assert.equal(found, total);
  assert.deepEqual(services[0], { name: 'modelarts', title: 'AI开发平台ModelArts', actions: 211, children: services[0]?.children });
  assert.equal(services.at(-1)?.name, '');
  assert.ok(JSON.stringify(services).length < 8192);
  const { types, keys } = await client.ask(referencePart, { service: 'modelarts' });
  const notebook = types.find((it) => it.name === 'notebook');
  assert.deepEqual(notebook?.actions.find((it) => it.name === 'modelarts:notebook:create'), { name: 'modelarts:notebook:create', description: '创建Notebook实例', detail: 'Write · 1.1, 5.0', level: 'Write', deprecated: false, source: true });
  assert.deepEqual(keys.map((it) => it.name), ['modelarts:poolId', 'modelarts:poolType']);
  await client.stop();
});

test('a filter leaves what Find Action finds; what is unknown is answered with nothing', async () => {
  const client = await startClient();
  const { services, found } = await client.ask(referenceServices, { query: 'POST /v2/{project_id}/training-jobs' });
  assert.deepEqual([services.map((it) => [it.name, it.actions]), found], [[['modelarts', 1]], 1]);
  assert.deepEqual((await client.ask(referencePart, { service: 'modelarts', query: 'POST /v2/{project_id}/training-jobs' })).types.map((it) => it.actions.map((one) => one.name)), [['modelarts:trainJob:create']]);
  assert.deepEqual(await client.ask(referencePart, { service: 'nosuch' }), { types: [], keys: [] });
  assert.equal(await client.ask(referenceAbout, { kind: 'action', name: '<b>:x:y' }), null);
  const about = await client.ask(referenceAbout, { kind: 'action', name: 'modelarts:trainJob:create' });
  assert.match(about?.markdown ?? '', /API requests:/);
  assert.match(about?.source ?? '', /^https:/);
  await client.stop();
});

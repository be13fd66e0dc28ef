import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { tool } from './tool.ts';

const schema = readFileSync(new URL('../overlay/schemas/modelarts.json', import.meta.url), 'utf8');
const added = JSON.stringify({ version: 'v1', actions: [{ name: 'modelarts:pool:paint', access_level: 'write', permission_only: false, description: { en_US: 'Paint a pool', zh_CN: '粉刷资源池' } }] });
const policy = '{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:pool:paint"] }] }';
const config = '{ "catalog": ["schemas"] }';

const codes = async (files: Record<string, string>): Promise<readonly string[]> => {
  const { code, out, err } = await tool(['check', 'a.policy.json', '--format', 'json'], { files });
  const { files: checked, errors } = JSON.parse(out) as { files: { findings: { code: string }[] }[]; errors: { file: string; message: string }[] };
  return [String(code), ...checked.flatMap((it) => it.findings.map((one) => one.code)), ...errors.map((it) => `${it.file}: ${it.message}`), err];
};

test('an action that only a schema knows is known once the configuration names its folder', async () => {
  assert.deepEqual(await codes({ 'a.policy.json': policy }), ['0', 'unknown-action', '']);
  assert.deepEqual(await codes({ 'a.policy.json': policy, '.modelarts-policy.json': config, 'schemas/modelarts.json': added }), ['0', '']);
});

test('a schema that is refused is named with place and reason; the facts that are built in stay', async () => {
  const broken = added.replace('"access_level":"write",', '');
  const said = 'schemas/modelarts.json:1:28: This authorization schema is refused: "access_level" is missing.';
  assert.deepEqual(await codes({ 'a.policy.json': policy, '.modelarts-policy.json': config, 'schemas/modelarts.json': broken }), ['2', 'unknown-action', said, `modelarts-policy: ${said}\n`]);
  const gone = 'schemas: There is no such file.';
  assert.deepEqual(await codes({ 'a.policy.json': policy, '.modelarts-policy.json': config }), ['2', 'unknown-action', gone, `modelarts-policy: ${gone}\n`]);
});

test('other commands know it, too', async () => {
  const files = { 'a.policy.json': policy, '.modelarts-policy.json': config, 'schemas/modelarts.json': added };
  assert.match((await tool(['explain', './a.policy.json'], { files })).out, /Paint a pool/);
});

test('catalog diff says what is new, changed, and only here', async () => {
  const files = { 'schemas/modelarts.json': schema };
  const { code, out, err } = await tool(['catalog', 'diff', 'schemas'], { files });
  assert.deepEqual([code, err], [0, '']);
  assert.match(out, /^modelarts\n {2}actions\n/);
  assert.match(out, /^ {4}~ modelarts:notebook:create {2}needs also: /m);
  assert.match(out, /^ {4}- modelarts:notebook:delete {2}only here$/m);
  assert.match(out, /\n1 of 1 services differ · \d+ names new, \d+ facts changed, \d+ names only here\n$/);
  const json = JSON.parse((await tool(['catalog', 'diff', '--format', 'json'], { files: { ...files, '.modelarts-policy.json': config } })).out) as { version: number; services: { service: string }[]; errors: unknown[] };
  assert.deepEqual([json.version, json.services.map((it) => it.service), json.errors], [1, ['modelarts'], []]);
});

test('a call that cannot be used is said', async () => {
  assert.deepEqual([(await tool(['catalog'])).code, (await tool(['catalog', 'diff'])).code, (await tool(['catalog', 'diff', 'gone'])).code], [2, 2, 2]);
  assert.match((await tool(['catalog', 'diff'])).err, /No folder is named/);
});

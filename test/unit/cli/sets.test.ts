import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderOf, tool, type World } from './tool.ts';

interface Found {
  readonly code: string;
  readonly severity: string;
  readonly path: string;
  readonly set: string | null;
  readonly related: readonly { readonly file: string; readonly path: string; readonly range: { readonly start: { readonly line: number; readonly character: number } } }[];
}

async function says(argv: readonly string[], world: World, cwd?: string) {
  const { code, out } = await tool(['check', '--format', 'json', ...argv], world, cwd);
  const { files, summary } = JSON.parse(out) as { files: { file: string; findings: Found[] }[]; summary: object };
  const shown = (it: Found): string => `${it.severity} ${it.code} ${it.path}${it.set ? ` set ${it.set}` : ''}${it.related.map(({ file, path, range }) => ` -> ${file} ${path} ${range.start.line}:${range.start.character}`).join('')}`;
  return { code, summary, files: files.map((it) => [it.file, ...it.findings.map(shown)].join(' | ')) };
}

const policy = (effect: string, ...actions: string[]): string => `{ "Version": "1.1",\n"Statement": [{ "Effect": "${effect}", "Action": ${JSON.stringify(actions)} }] }`;
const files = {
  '.modelarts-policy.json': '{ "sets": { "staff": ["dev/dev.policy.json", "./ops.policy.json"] } }',
  'dev/dev.policy.json': policy('Allow', 'modelarts:pool:delete', 'modelarts:pool:list'),
  'ops.policy.json': policy('Deny', 'modelarts:pool:delete'),
};
const found = 'warning denied-allow $.Statement[0].Action[0] set staff -> ops.policy.json $.Statement[0].Action[0] 1:45';

test('a set finding stands and counts in the document of the Allow, and names the set and the other file', async () => {
  assert.deepEqual(await says([], { files }), {
    code: 0,
    summary: { errors: 0, warnings: 1, informations: 0, hints: 0 },
    files: [`dev/dev.policy.json | ${found}`, 'ops.policy.json'],
  });
  assert.deepEqual((await says(['dev'], { files })).files, [`dev/dev.policy.json | ${found}`]);
  assert.deepEqual((await says(['ops.policy.json'], { files })).files, ['ops.policy.json']);
  assert.equal((await tool(['check', '--fail-on', 'warning'], { files })).code, 1);
});

test('files are called as they were given', async () => {
  const cwd = folderOf(Object.fromEntries(Object.entries({ ...files, '../q/.keep': '' }).filter(([name]) => !name.startsWith('..')).map(([name, text]) => [`p/${name}`, text])));
  assert.deepEqual((await says(['p/dev', 'p/ops.policy.json'], {}, cwd)).files, [`p/dev/dev.policy.json | ${found.replace('-> ops', '-> p/ops')}`, 'p/ops.policy.json']);
  assert.deepEqual((await says(['dev.policy.json'], {}, join(cwd, 'p', 'dev'))).files, [`dev.policy.json | ${found.replace('-> ops', '-> ../ops')}`]);
});

test('people read which set it is', async () => {
  const { out } = await tool(['check', 'dev'], { files });
  assert.match(out, /Allowed here, but denied by statement 1 of ops\.policy\.json, for everybody in the set "staff"\. Example: modelarts:pool:delete\./);
  const chinese = await tool(['check', 'dev', '--lang', 'zh-cn'], { files });
  assert.match(chinese.out, /此处允许，但在策略集“staff”中被ops\.policy\.json的第1条授权语句对所有人拒绝。/);
});

test('severities and ignores count as for any finding', async () => {
  const configured = (more: object): World => ({ files: { ...files, '.modelarts-policy.json': JSON.stringify({ ...(JSON.parse(files['.modelarts-policy.json']) as object), ...more }) } });
  assert.deepEqual((await says(['dev'], configured({ rules: { 'denied-allow': 'error' } }))).files, [`dev/dev.policy.json | ${found.replace('warning', 'error')}`]);
  assert.deepEqual((await says(['dev'], configured({ rules: { 'denied-allow': 'off' } }))).files, ['dev/dev.policy.json']);
  assert.deepEqual((await says([], configured({ ignore: [{ code: 'denied-allow', file: 'dev/dev.policy.json', text: 'modelarts:pool:delete' }] }))).files, ['dev/dev.policy.json', 'ops.policy.json']);
});

test('what is wrong with a set is found in the configuration, at its place', async () => {
  const broken = {
    ...files,
    'list.json': '[]',
    'one.trust.json': '{ "Version": "5.0", "Statement": [] }',
    '.modelarts-policy.json': '{ "sets": { "staff": ["dev/dev.policy.json", "gone.policy.json", "list.json", "one.trust.json", "dev", { "system": "ModelArts FullAccess" }],\n "other": ["missing.json", { "system": "ModelArts User" }] } }',
  };
  assert.deepEqual((await says(['dev'], { files: broken })).files, [
    '.modelarts-policy.json | information unknown-in-set $.sets.staff set staff | error invalid-config $.sets.staff[1] | error invalid-config $.sets.staff[2] | error invalid-config $.sets.staff[3] | error invalid-config $.sets.staff[4] | error invalid-config $.sets.other[0]',
    'dev/dev.policy.json',
  ]);
});

test('a policy that is written into the configuration has its findings there', async () => {
  const inline = { ...files, '.modelarts-policy.json': `{ "sets": { "staff": ["ops.policy.json",\n{ "document": ${policy('Allow', 'modelarts:pool:delete').replace('\n', '')} }] } }` };
  assert.deepEqual((await says([], { files: inline })).files, [
    '.modelarts-policy.json | warning denied-allow $.sets.staff[1].document.Statement[0].Action[0] set staff -> ops.policy.json $.Statement[0].Action[0] 1:45',
    'dev/dev.policy.json',
    'ops.policy.json',
  ]);
  const denies = { ...files, '.modelarts-policy.json': `{ "sets": { "staff": ["dev/dev.policy.json",\n{ "document": ${policy('Deny', 'modelarts:pool:list').replace('\n', '')} }] } }` };
  assert.deepEqual((await says(['dev'], { files: denies })).files, ['dev/dev.policy.json | warning denied-allow $.Statement[0].Action[1] set staff -> .modelarts-policy.json $.sets.staff[1].document.Statement[0].Action[0] 1:78']);
});

test('a policy in two sets has a finding for each', async () => {
  const twice = { ...files, '.modelarts-policy.json': '{ "sets": { "a": ["dev/dev.policy.json", "ops.policy.json"], "b": ["ops.policy.json", "dev/dev.policy.json"] } }' };
  assert.deepEqual((await says(['dev'], { files: twice })).files, [`dev/dev.policy.json | ${found.replace('staff', 'a')} | ${found.replace('staff', 'b')}`]);
});

test('a set judges what is idle, and what only denies; fix leaves that to it', async () => {
  const idle = { ...files, 'dev/dev.policy.json': '{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["obs:object:GetObject"] }, { "Effect": "Deny", "Action": ["ecs:cloudServers:delete"] }] }', 'ops.policy.json': policy('Allow', 'ecs:cloudServers:delete') };
  assert.deepEqual((await says(['dev'], { files: idle })).files.map((it) => it.includes('idle-deny')), [false]);
  assert.equal((await tool(['fix', 'dev'], { files: idle })).out.includes('idle-deny'), false);
  const alone = { ...idle, 'ops.policy.json': policy('Allow', 'obs:bucket:*') };
  assert.deepEqual((await says(['dev'], { files: alone })).files.map((it) => it.includes('hint idle-deny $.Statement[1].Action[0] set staff')), [true]);
});

test('the policies of a file of access tests are a set by its name, where a folder is checked', async () => {
  const tests = JSON.stringify({ policies: ['../dev/dev.policy.json', '../ops.policy.json'], tests: [] });
  const world = { files: { 'dev/dev.policy.json': files['dev/dev.policy.json'], 'ops.policy.json': files['ops.policy.json'], 'tests/a.iamtest.json': tests } };
  const named = found.replace('staff', 'tests/a.iamtest.json');
  assert.deepEqual((await says([], world)).files, [`dev/dev.policy.json | ${named}`, 'ops.policy.json | information deny-only $.Statement[0].Effect']);
  assert.deepEqual((await says(['dev', 'tests'], world)).files, [`dev/dev.policy.json | ${named}`]);
  assert.deepEqual((await says(['dev'], world)).files, ['dev/dev.policy.json']);
  assert.deepEqual((await says(['tests/a.iamtest.json'], world)).files, ['tests/a.iamtest.json | error not-a-policy $']);
});

test('boundaries of access tests are no part of it, inline documents and scopes are', async () => {
  const deny = JSON.parse(files['ops.policy.json']) as object;
  const world = (file: object): World => ({ files: { 'dev.policy.json': files['dev/dev.policy.json'], 'a.iamtest.json': JSON.stringify({ tests: [], ...file }) } });
  const codes = async (file: object): Promise<string[]> => (await says([], world(file))).files;
  assert.deepEqual(await codes({ policies: ['dev.policy.json'], boundaries: { session: [{ document: deny }] } }), ['dev.policy.json']);
  assert.deepEqual(await codes({ policies: ['dev.policy.json', { document: deny, scope: { projects: ['p'] } }] }), ['dev.policy.json']);
  assert.match((await codes({ policies: ['dev.policy.json', { document: deny }] })).join(), /^dev\.policy\.json \| warning denied-allow \$\.Statement\[0\]\.Action\[0\] set a\.iamtest\.json -> a\.iamtest\.json \$\.policies\[1\]\.document\.Statement\[0\]\.Action\[0\] 0:\d+$/);
});

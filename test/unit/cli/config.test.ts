import assert from 'node:assert/strict';
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderOf, process as start, root, tool, type World } from './tool.ts';

const policy = '{ "Version": "1.1", "Statement": [{ "Effect": "allow", "Action": ["ModelArts:notebook:list"] }] }';

/** Kind and findings of each file, and what could not be used. */
async function says(argv: readonly string[], world: World, cwd?: string) {
  const { code, out } = await tool(['check', '--format', 'json', ...argv], world, cwd);
  const { files, errors } = JSON.parse(out) as { files: { file: string; kind: string; findings: { code: string; severity: string; path: string; message: string }[] }[]; errors: { file: string; message: string }[] };
  return { code, files: files.map((it) => [it.file, it.kind, ...it.findings.map((found) => `${found.severity} ${found.code} ${found.path}`)].join(' | ')), errors: errors.map((it) => `${it.file}: ${it.message}`) };
}

const effect = 'information effect-case $.Statement[0].Effect';
const service = 'information uppercase-service $.Statement[0].Action[0]';

test('the nearest configuration upwards counts, alone', async () => {
  const files = {
    '.modelarts-policy.json': '{ "rules": { "effect-case": "error", "uppercase-service": "off" } }',
    'a.policy.json': policy,
    'deep/er/b.policy.json': policy,
    'own/.modelarts-policy.json': '{ "rules": { "effect-case": "off" } }',
    'own/c.policy.json': policy,
    'own/deep/d.policy.json': policy,
  };
  const error = effect.replace('information', 'error');
  assert.deepEqual(await says([], { files }), {
    code: 1,
    files: [`a.policy.json | custom-1.1 | ${error}`, `deep/er/b.policy.json | custom-1.1 | ${error}`, `own/c.policy.json | custom-1.1 | ${service}`, `own/deep/d.policy.json | custom-1.1 | ${service}`],
    errors: [],
  });
});

test('it is found from the folder of the file, wherever the call is made', async () => {
  const cwd = folderOf({ 'p/.modelarts-policy.json': '{ "rules": { "effect-case": "off", "uppercase-service": "of" } }', 'p/a.policy.json': policy, 'q/.keep': '' });
  const { files } = await says(['../p/a.policy.json'], {}, join(cwd, 'q'));
  assert.deepEqual(files, ["../p/.modelarts-policy.json | none | error invalid-config $.rules['uppercase-service']", `../p/a.policy.json | custom-1.1 | ${service}`]);
});

test('a Deny of ModelArts is idle only where the account is known to be strict', async () => {
  const idle = '{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list"] }, { "Effect": "Deny", "Action": ["modelarts:pool:delete"] }] }';
  const files = { 'a.policy.json': idle, 'strict/.modelarts-policy.json': '{ "authorization": "strict" }', 'strict/b.policy.json': idle, 'open/.modelarts-policy.json': '{ "authorization": "non-strict" }', 'open/c.policy.json': idle };
  assert.deepEqual((await says([], { files })).files, ['a.policy.json | custom-1.1', 'open/c.policy.json | custom-1.1', 'strict/b.policy.json | custom-1.1 | hint idle-deny $.Statement[1].Action[0]']);
});

test('kinds by pattern count before the name, --kind before them', async () => {
  const files = { '.modelarts-policy.json': '{ "kinds": { "guard/**": "scp-5.0", "x.trust.json": "identity-5.0" } }', 'guard/deep/a.policy.json': '{}', 'x.trust.json': '{}', 'y.trust.json': '{}' };
  const kinds = async (...argv: string[]): Promise<string[]> => (await says(argv, { files })).files.map((it) => it.split(' | ').slice(0, 2).join(' '));
  assert.deepEqual(await kinds(), ['guard/deep/a.policy.json scp-5.0', 'x.trust.json identity-5.0', 'y.trust.json trust-5.0']);
  assert.deepEqual(await kinds('--kind', 'session-5.0', 'x.trust.json'), ['x.trust.json session-5.0']);
});

test('a finding is ignored; an ignore that matches nothing is reported where it stands', async () => {
  const ignore = (file: string, text: string): object => ({ code: 'effect-case', file, text });
  const files = {
    '.modelarts-policy.json': JSON.stringify({ ignore: [ignore('a.policy.json', 'allow'), ignore('p/b.policy.json', 'deny'), ignore('gone.policy.json', 'allow'), ignore('c.policy.json', 'deny')] }),
    'a.policy.json': policy,
    'p/b.policy.json': policy,
    'c.policy.json': policy,
  };
  assert.deepEqual((await says(['a.policy.json', 'p'], { files })).files, [
    '.modelarts-policy.json | none | warning unused-ignore $.ignore[1] | warning unused-ignore $.ignore[2]',
    `a.policy.json | custom-1.1 | ${service}`,
    `p/b.policy.json | custom-1.1 | ${effect} | ${service}`,
  ]);
  const off = { ...files, '.modelarts-policy.json': files['.modelarts-policy.json'].replace('{', '{"rules":{"unused-ignore":"off"},') };
  assert.equal((await says(['p'], { files: off })).files.length, 1);
});

test('a broken configuration is one finding in it, and the defaults count', async () => {
  const files = { '.modelarts-policy.json': '{ "rules": { "effect-case": "off" "x" } }', 'a.policy.json': policy };
  assert.deepEqual(await says([], { files }), { code: 1, files: ['.modelarts-policy.json | none | error invalid-config $.rules', `a.policy.json | custom-1.1 | ${effect} | ${service}`], errors: [] });
});

test('a configuration that is named is checked, not taken for a policy', async () => {
  const files = { '.modelarts-policy.json': '{ "rules": { "x": "off" } }' };
  assert.deepEqual((await says(['.modelarts-policy.json'], { files })).files, ['.modelarts-policy.json | none | error invalid-config $.rules.x']);
  assert.deepEqual(await says(['.modelarts-policy.json'], { files: { '.modelarts-policy.json': '{}' } }), { code: 0, files: ['.modelarts-policy.json | none'], errors: [] });
});

test('standard input counts as a file of the current folder', async () => {
  const files = { '.modelarts-policy.json': '{ "rules": { "effect-case": "off" } }' };
  assert.deepEqual((await says(['-'], { files, stdin: policy })).files, [`- | custom-1.1 | ${service}`]);
});

test('a folder of the name of a configuration is none; one that may not be read is named', async () => {
  assert.deepEqual((await says([], { files: { '.modelarts-policy.json/x': '', 'a.policy.json': policy } })).files, [`a.policy.json | custom-1.1 | ${effect} | ${service}`]);
  if (process.getuid?.() === 0) return;
  const cwd = folderOf({ '.modelarts-policy.json': '{ "rules": { "effect-case": "off" } }', 'a.policy.json': policy });
  chmodSync(join(cwd, '.modelarts-policy.json'), 0);
  assert.deepEqual(await says([], {}, cwd), { code: 2, files: [`a.policy.json | custom-1.1 | ${effect} | ${service}`], errors: ['.modelarts-policy.json: It may not be read.'] });
});

test('pretty: the configuration has its own paragraph', async () => {
  const files = { '.modelarts-policy.json': '{ "rule": {} }', 'a.policy.json': '{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list"] }] }' };
  assert.equal((await tool(['check'], { files })).out, `.modelarts-policy.json
  1:4  error  "rule" is no setting here. Did you mean "rules"?  invalid-config  (fixable in the editor)

1 error in 1 of 2 files · 1 fixable in the editor
`);
});

test('as a process: dist/cli.js', { skip: !existsSync(join(root, 'dist/cli.js')) && 'not built' }, () => {
  const files = { '.modelarts-policy.json': '{ "rules": { "effect-case": "off", "uppercase-service": "off" } }', 'a.policy.json': policy };
  assert.deepEqual(start('dist/cli.js', ['check'], { files }), { code: 0, out: 'Nothing found in 1 file\n', err: '' });
});

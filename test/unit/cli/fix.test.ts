import assert from 'node:assert/strict';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderOf, tool } from './tool.ts';

const wrong = '{\n  "Version": "1.1",\n  "Statement": [{ "Effect": "allow", "Action": ["ModelArts:notebook:list",] }]\n}\n';
const right = '{\n  "Version": "1.1",\n  "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list"] }]\n}\n';
const mistake = right.replace('notebook', 'notebok');

const contents = (folder: string): Record<string, string> => Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

test('writes what changes, prints each, and says what is left', async () => {
  const cwd = folderOf({ 'a.policy.json': wrong, 'b.policy.json': right, 'c.policy.json': mistake });
  const old = new Date(1e12);
  for (const name of readdirSync(cwd)) utimesSync(join(cwd, name), old, old);
  const answer = await tool(['fix', '.'], {}, cwd);
  assert.deepEqual(answer, {
    code: 0,
    out: `a.policy.json
  Remove the comma       json-syntax
  Change to "Allow"      effect-case
  Change to "modelarts"  uppercase-service

3 fixed in 1 file · left: 1 warning in 1 of 3 files
`,
    err: '',
  });
  assert.deepEqual(contents(cwd), { 'a.policy.json': right, 'b.policy.json': right, 'c.policy.json': mistake });
  assert.deepEqual(readdirSync(cwd).filter((it) => statSync(join(cwd, it)).mtimeMs !== 1e12), ['a.policy.json']);
  assert.deepEqual(await tool(['fix', '.'], {}, cwd), { code: 0, out: 'Nothing to fix · left: 1 warning in 1 of 3 files\n', err: '' });
});

test('--dry-run says the same and writes nothing', async () => {
  const cwd = folderOf({ 'a.policy.json': wrong });
  const { code, out } = await tool(['fix', 'a.policy.json', '--dry-run'], {}, cwd);
  assert.deepEqual([code, out.split('\n').at(-2)], [0, '3 to fix in 1 file · nothing left']);
  assert.deepEqual(contents(cwd), { 'a.policy.json': wrong });
});

test('json: what was fixed, and the findings that are left as check has them', async () => {
  const { code, out } = await tool(['fix', 'a.policy.json', '--format', 'json'], { files: { 'a.policy.json': wrong.replace(/notebook/g, 'notebok') } });
  const { files, ...answer } = JSON.parse(out) as { files: { file: string; kind: string; findings: { code: string }[] }[] };
  assert.deepEqual(answer, {
    version: 1,
    dryRun: false,
    fixed: [
      {
        file: 'a.policy.json',
        changed: true,
        fixes: [
          { code: 'json-syntax', title: 'Remove the comma' },
          { code: 'effect-case', title: 'Change to "Allow"' },
          { code: 'uppercase-service', title: 'Change to "modelarts"' },
        ],
      },
    ],
    errors: [],
    summary: { errors: 0, warnings: 1, informations: 0, hints: 0 },
  });
  assert.deepEqual(files.map((it) => [it.file, it.kind, it.findings.map((found) => found.code)]), [['a.policy.json', 'custom-1.1', ['unknown-resource-type']]]);
  assert.equal(code, 0);
});

test('the exit code is that of a check on what is left', async () => {
  const code = async (content: string, ...argv: string[]): Promise<number> => (await tool(['fix', 'a.policy.json', ...argv], { files: { 'a.policy.json': content } })).code;
  assert.equal(await code(wrong), 0);
  assert.equal(await code(mistake), 0);
  assert.equal(await code(mistake, '--fail-on', 'warning'), 1);
  assert.equal(await code(wrong.replace('"allow"', '"permit"')), 1);
  assert.equal(await code(wrong.replace('"allow"', '"permit"'), '--fail-on', 'never'), 0);
});

test('indentation, line endings and byte order mark stay', async () => {
  const windows = (text: string): string => `\ufeff${text.replaceAll('\n', '\r\n').replaceAll('  ', '\t')}`;
  const cwd = folderOf({ 'a.policy.json': windows(wrong) });
  await tool(['fix', 'a.policy.json'], {}, cwd);
  assert.deepEqual(contents(cwd), { 'a.policy.json': windows(right) });
});

test('a file that would still be no valid JSON stays as it is', async () => {
  const broken = wrong.replace('"Version":', '"Version"::');
  const cwd = folderOf({ 'a.policy.json': broken });
  const { code, out } = await tool(['fix', 'a.policy.json'], {}, cwd);
  assert.equal(code, 1);
  assert.match(out, /^a\.policy\.json {2}left as it is: it would still be no valid JSON\n[^]* {2}Remove the comma +json-syntax\n/);
  assert.deepEqual(contents(cwd), { 'a.policy.json': broken });
});

test('bytes that are no UTF-8 are not lost: the file stays as it is', async () => {
  const bytes = Buffer.concat([Buffer.from(wrong), Buffer.from([0xff])]);
  const cwd = folderOf({ 'a.policy.json': bytes, 'b.policy.json': wrong });
  const { code, err } = await tool(['fix', '.'], {}, cwd);
  assert.deepEqual([code, err], [2, 'modelarts-policy: a.policy.json: It is not written in UTF-8, so it is left as it is.\n']);
  assert.deepEqual(readFileSync(join(cwd, 'a.policy.json')), bytes);
  assert.equal(readFileSync(join(cwd, 'b.policy.json'), 'utf8'), right);
});

test('permissions stay, and a link stays a link', async () => {
  const cwd = folderOf({ 'real/a.policy.json': wrong });
  chmodSync(join(cwd, 'real/a.policy.json'), 0o600);
  symlinkSync('real/a.policy.json', join(cwd, 'link.policy.json'));
  await tool(['fix', 'link.policy.json'], {}, cwd);
  assert.ok(lstatSync(join(cwd, 'link.policy.json')).isSymbolicLink());
  assert.equal(statSync(join(cwd, 'real/a.policy.json')).mode & 0o777, 0o600);
  assert.equal(readFileSync(join(cwd, 'real/a.policy.json'), 'utf8'), right);
});

test('a file that may not be written is named', { skip: process.getuid?.() === 0 && 'root may write everything' }, async () => {
  const cwd = folderOf({ 'a.policy.json': wrong });
  chmodSync(join(cwd, 'a.policy.json'), 0o444);
  assert.deepEqual([(await tool(['fix', '.'], {}, cwd)).code, contents(cwd)], [2, { 'a.policy.json': wrong }]);
});

test('what the configuration switches off or ignores is not fixed', async () => {
  const config = JSON.stringify({ rules: { 'uppercase-service': 'off' }, ignore: [{ code: 'effect-case', file: 'a.policy.json', text: 'allow' }] });
  const cwd = folderOf({ '.modelarts-policy.json': config, 'a.policy.json': wrong });
  const { out } = await tool(['fix', '.'], {}, cwd);
  assert.equal(out, 'a.policy.json\n  Remove the comma  json-syntax\n\n1 fixed in 1 file · nothing left\n');
  assert.equal(readFileSync(join(cwd, 'a.policy.json'), 'utf8'), wrong.replace(',]', ']'));
});

test('a call that cannot be understood', async () => {
  assert.deepEqual(await tool(['fix']), { code: 2, out: '', err: 'modelarts-policy: A file or folder is missing.\nSee modelarts-policy fix --help\n' });
  assert.deepEqual(await tool(['fix', '-']), { code: 2, out: '', err: 'modelarts-policy: Only files can be fixed, not standard input.\nSee modelarts-policy fix --help\n' });
  assert.deepEqual((await tool(['fix', 'gone.json'])).err, 'modelarts-policy: gone.json: There is no such file.\n');
});

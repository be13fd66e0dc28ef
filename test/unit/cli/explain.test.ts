import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { documented } from '../../../server/src/core/rules/all.ts';
import { root, tool } from './tool.ts';

const policy = '{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list"] }] }';

test('a code: the page of the rule, in the language of the reader', async () => {
  const page = (name: string): string => readFileSync(join(root, 'docs/rules', name), 'utf8');
  assert.deepEqual(await tool(['explain', 'effect-case', '--format', 'markdown']), { code: 0, out: page('effect-case.md'), err: '' });
  assert.deepEqual(await tool(['explain', 'effect-case', '--format', 'markdown', '--lang', 'zh-cn']), { code: 0, out: page('effect-case.zh-cn.md'), err: '' });
});

test('pretty: a page without its marks', async () => {
  const { out } = await tool(['explain', 'effect-case']);
  assert.match(out, /^Effect is not written as Allow or Deny\n\neffect-case · information · disputed\n\nAvoid\. allow, DENY\.\n/);
  assert.doesNotMatch(out, /[`*]|^#/m);
  const onTerminal = (await tool(['explain', 'effect-case'], { tty: true })).out;
  assert.match(onTerminal, /^\u001b\[1mEffect is not written as Allow or Deny\u001b\[0m\n/);
});

test('every rule can be explained in both languages', async () => {
  for (const { code } of documented) {
    for (const lang of ['en', 'zh-cn']) assert.equal((await tool(['explain', code, '--lang', lang])).code, 0, `${code} ${lang}`);
  }
  assert.equal((await tool(['explain', 'unused-ignore'])).code, 0);
});

test('a file: the policy in words, plain or as Markdown', async () => {
  const files = { 'a.policy.json': policy };
  assert.deepEqual(await tool(['explain', 'a.policy.json'], { files }), {
    code: 0,
    out: `The policy in words

Whoever holds this policy may:

- Statement 1
  - modelarts:notebook:list: List the caller's notebook instances

It allows nothing else. Other policies of the same holder may allow more, and a Deny of any of them wins.
`,
    err: '',
  });
  assert.match((await tool(['explain', 'a.policy.json', '--format', 'markdown'], { files })).out, /^# The policy in words\n[^]*\n- \*\*Statement 1\*\*\n {2}- `modelarts:notebook:list`: /);
  assert.equal((await tool(['explain', '-'], { stdin: policy })).out, (await tool(['explain', 'a.policy.json'], { files })).out);
});

test('a known code wins over a file; ./ makes it a file', async () => {
  const files = { 'effect-case': policy };
  assert.match((await tool(['explain', 'effect-case'], { files })).out, /^Effect is not written/);
  assert.match((await tool(['explain', './effect-case'], { files })).out, /^The policy in words/);
});

test('the kind comes from --kind, else from the configuration', async () => {
  const files = { '.modelarts-policy.json': '{ "kinds": { "*.json": "session-1.1" } }', 'a.policy.json': policy };
  assert.match((await tool(['explain', 'a.policy.json'], { files })).out, /During the session/);
  assert.match((await tool(['explain', 'a.policy.json', '--kind', 'scp-5.0'], { files })).out, /service control policy/);
});

test('what cannot be explained is said, exit code 2', async () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [['explain'], 'modelarts-policy: Exactly one code or file is needed.\nSee modelarts-policy explain --help\n'],
    [['explain', 'a', 'b'], 'modelarts-policy: Exactly one code or file is needed.\nSee modelarts-policy explain --help\n'],
    [['explain', 'no-such-rule'], 'modelarts-policy: There is no rule and no file "no-such-rule".\nSee modelarts-policy explain --help\n'],
    [['explain', 'gone.json'], 'modelarts-policy: gone.json: There is no such file.\n'],
    [['explain', 'a.json'], 'modelarts-policy: a.json: This is no policy of Huawei Cloud IAM, so there is nothing to tell.\n'],
    [['explain', '../../etc/x.md'], 'modelarts-policy: ../../etc/x.md: There is no such file.\n'],
  ];
  for (const [argv, err] of cases) assert.deepEqual(await tool(argv, { files: { 'a.json': '{}' } }), { code: 2, out: '', err }, argv.join(' '));
});

test('what a policy holds cannot steer the terminal', async () => {
  const files = { 'a.policy.json': policy.replace('notebook:list', 'notebook:list\\u001b[2J\\u202e\\n') };
  for (const format of ['pretty', 'markdown']) assert.doesNotMatch((await tool(['explain', 'a.policy.json', '--format', format], { files })).out, /[\u0000-\u0009\u000b-\u001f\u202e]/);
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { folderOf, tool } from './tool.ts';

const policy = (...statements: readonly object[]): string => JSON.stringify({ Version: '1.1', Statement: statements });
const allow = (...actions: readonly string[]): object => ({ Effect: 'Allow', Action: actions });
const files = {
  'old.policy.json': policy(allow('modelarts:*:*')),
  'new.policy.json': policy(allow('modelarts:notebook:*')),
  'requests.jsonl': '{"action":"modelarts:pool:delete"}\n{"action":"modelarts:notebook:get"}\n{"action":"modelarts:pool:delete"}\nno\n',
};
const sides = ['--old', 'old.policy.json', '--new', 'new.policy.json'];

test('what flips is shown with its lines, and a line sums up', async () => {
  assert.deepEqual(await tool(['replay', 'requests.jsonl', ...sides], { files }), {
    code: 0,
    out: `2  Allowed → Not granted  modelarts:pool:delete
    line 1  {"action":"modelarts:pool:delete"}
    line 3  {"action":"modelarts:pool:delete"}

? line 4  This is no valid JSON.
Records that could not be read: 1.
Decided again: 3. Decisions that flip: 2, of which were allowed: 2.
`,
    err: '',
  });
});

test('exit codes follow --fail-on', async () => {
  const code = async (...more: readonly string[]): Promise<number> => (await tool(['replay', 'requests.jsonl', ...more], { files })).code;
  assert.equal(await code(...sides, '--fail-on', 'lost'), 1);
  assert.equal(await code(...sides, '--fail-on', 'any'), 1);
  const back = ['--old', 'new.policy.json', '--new', 'old.policy.json'];
  assert.equal(await code(...back, '--fail-on', 'lost'), 0);
  assert.equal(await code(...back, '--fail-on', 'any'), 1);
  assert.equal(await code('--old', 'old.policy.json', '--new', 'old.policy.json', '--fail-on', 'any'), 0);
});

test('for programs', async () => {
  const { out } = await tool(['replay', '-', ...sides, '--format', 'json'], { files, stdin: '{"action":"modelarts:pool:delete"}' });
  assert.deepEqual(JSON.parse(out), {
    version: 1,
    summary: { records: 1, decided: 1, flipped: 1, lost: 1, malformed: 0, unmapped: 0, repeated: 0, system: 0, root: 0, leftOut: 0, before: { Allow: 1, Deny: 0, ImplicitDeny: 0, Unknown: 0 }, after: { Allow: 0, Deny: 0, ImplicitDeny: 1, Unknown: 0 } },
    flips: [{ action: 'modelarts:pool:delete', from: 'Allow', to: 'ImplicitDeny', count: 1, examples: [{ line: 1, request: { action: 'modelarts:pool:delete' } }] }],
    malformed: [],
    unmapped: [],
    partial: false,
    errors: [],
  });
});

test('a packed file of traces, and the mapping file that is written and read again', async () => {
  const traces = [{ trace_name: 'createNotebook', service_type: 'ModelArts', resource_type: 'Notebook', user: '{"name":"ann"}' }, { trace_name: 'nobodyKnows', service_type: 'ModelArts', resource_type: 'Pool', user: { name: 'ann' } }];
  const folder = folderOf({ ...files, 'traces.json.gz': gzipSync(JSON.stringify(traces)) });
  const first = await tool(['replay', 'traces.json.gz', ...sides, '--write-mapping', 'traces.mapping.json'], {}, folder);
  assert.equal(first.code, 0);
  assert.match(first.out, /ModelArts Pool nobodyKnows {2}traces without a mapping: 1/);
  const mapping = JSON.parse(readFileSync(join(folder, 'traces.mapping.json'), 'utf8')) as { traces: { action: string }[] };
  assert.deepEqual(mapping, { version: 1, traces: [{ service: 'ModelArts', resourceType: 'Pool', name: 'nobodyKnows', action: '' }] });
  const mapped = folderOf({ ...files, 'traces.json.gz': gzipSync(JSON.stringify(traces)), 'm.json': JSON.stringify({ version: 1, traces: [{ ...mapping.traces[0], action: 'modelarts:pool:update' }] }) });
  assert.match((await tool(['replay', 'traces.json.gz', ...sides, '--mapping', 'm.json'], {}, mapped)).out, /1 {2}Allowed → Not granted {2}modelarts:pool:update/);
});

test('accounts stand for all their persons', async () => {
  const account = (file: string): string => JSON.stringify({ version: 1, users: { ann: { policies: [file] } } });
  const world = { ...files, 'old.iamaccount.json': account('old.policy.json'), 'new.iamaccount.json': account('new.policy.json'), 'r.jsonl': '{"as":"user:ann","action":"modelarts:pool:get"}\n' };
  assert.match((await tool(['replay', 'r.jsonl', '--old', 'old.iamaccount.json', '--new', 'new.iamaccount.json'], { files: world })).out, /1 {2}Allowed → Not granted {2}modelarts:pool:get/);
});

test('what cannot be used is named, with exit code 2', async () => {
  const said = async (argv: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<string> => {
    const { code, err } = await tool(['replay', ...argv], { files: { ...files, ...more } });
    assert.equal(code, 2);
    return err.split('\n')[0] ?? '';
  };
  assert.equal(await said([]), 'modelarts-policy: Exactly one file of requests is needed: REQUESTS.');
  assert.equal(await said(['requests.jsonl', '--old', 'old.policy.json']), 'modelarts-policy: Name the policies with --new.');
  assert.equal(await said(['missing.jsonl', ...sides]), 'modelarts-policy: missing.jsonl: There is no such file.');
  assert.equal(await said(['requests.jsonl', '--old', 'gone.policy.json', '--new', 'new.policy.json']), 'modelarts-policy: gone.policy.json: There is no such file.');
  assert.equal(await said(['requests.jsonl', ...sides, '--mapping', 'm.json'], { 'm.json': '{"traces":[{"service":"a","name":"b","action":"c"}]}' }), 'modelarts-policy: m.json: Line 1, column 47: "c" is no action. Write service:type:operation.');
  assert.equal(await said(['requests.jsonl', '--old', 'a.iamaccount.json', '--old', 'old.policy.json', '--new', 'new.policy.json']), 'modelarts-policy: An account stands alone: --old.');
});

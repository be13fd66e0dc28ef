import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Range } from 'vscode-languageserver';
import { accessTests, type PlaceInFile, runAccessTests, saveAsTest, testTargets, traceAccessTest, writeTests } from '../../server/src/lsp/protocol/access-test.ts';
import { type Client, startClient } from '../support/client.ts';

const folder = 'file:///team/';
const testUri = `${folder}tests/dev.iamtest.json`;
const policyUri = `${folder}dev.policy.json`;
const policy = `{
  "Version": "1.1",
  "Statement": [
    { "Effect": "Allow", "Action": ["modelarts:notebook:*", "modelarts:pool:list"] },
    { "Effect": "Deny", "Action": ["modelarts:notebook:delete"], "Condition": { "StringEquals": { "g:UserName": ["ann"] } } }
  ]
}
`;
const tests = `{
  "policies": ["../dev.policy.json", { "document": { "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:image:list"] }] } }],
  "tests": [
    { "name": "bob deletes", "request": { "action": "modelarts:notebook:delete", "context": { "g:UserName": "bob" } }, "expect": "Allow" },
    { "name": "ann does not", "request": { "action": "modelarts:notebook:delete", "context": { "g:UserName": "ann" } }, "expect": "Allow" },
    { "name": "an image", "request": { "action": "modelarts:image:list" }, "expect": "Deny" },
    { "name": "no action", "request": { "action": "image" }, "expect": "Deny" }
  ]
}
`;
const files: Record<string, string> = { [testUri]: tests, [policyUri]: policy };

async function withClient(body: (client: Client) => Promise<void>, more: Readonly<Record<string, string>> = {}): Promise<void> {
  const client = await startClient({ readFile: (uri) => ({ ...files, ...more })[uri] });
  try {
    await body(client);
    assert.deepEqual(client.logged, []);
  } finally {
    await client.stop();
  }
}

/** The text of a range of a file. */
function at(uri: string, { start, end }: Range, texts = files): string {
  const lines = (texts[uri] ?? '').split('\n');
  assert.equal(start.line, end.line);
  return lines[start.line]!.slice(start.character, end.character);
}

const place = ({ uri, range }: PlaceInFile): string => `${uri.slice(folder.length)} ${at(uri, range)}`;

test('the tests of a file have names and places, whether it is open or not', async () => {
  await withClient(async (client) => {
    const { tests: found, problem } = await client.ask(accessTests, { uri: testUri });
    assert.equal(problem, undefined);
    assert.deepEqual(found.map((it) => [it.index, it.name, at(testUri, it.range).slice(0, 20)]), [
      [0, 'bob deletes', '{ "name": "bob delet'],
      [1, 'ann does not', '{ "name": "ann does '],
      [2, 'an image', '{ "name": "an image"'],
      [3, 'no action', '{ "name": "no action'],
    ]);
    client.open(testUri, '{ "policies": ["gone.json"], "tests": [{ "name": "new" }] }');
    const open = await client.ask(accessTests, { uri: testUri });
    assert.deepEqual([open.tests.map((it) => it.name), open.problem, open.range], [['new'], 'The file gone.json cannot be read.', { start: { line: 0, character: 15 }, end: { line: 0, character: 26 } }]);
    assert.deepEqual(await client.ask(accessTests, { uri: `${folder}none.iamtest.json` }), { tests: [], problem: 'The file cannot be read.' });
  });
});

test('a run says what was expected, what came, and which statement decides', async () => {
  await withClient(async (client) => {
    const result = await client.ask(runAccessTests, { uri: testUri });
    assert.ok('tests' in result);
    assert.deepEqual(result.files, [policyUri]);
    assert.deepEqual(result.coverage, []);
    assert.deepEqual(
      result.tests.map(({ index, status, message, expected, actual, range, decidedBy }) => [index, status, message, expected, actual, at(testUri, range), decidedBy && `${decidedBy.title}: ${place(decidedBy)}`]),
      [
        [0, 'passed', undefined, undefined, undefined, '"Allow"', 'Statement 1 of ../dev.policy.json: dev.policy.json { "Effect": "Allow", "Action": ["modelarts:notebook:*", "modelarts:pool:list"] }'],
        [1, 'failed', 'Expected Allowed, was Denied: statement 2 of ../dev.policy.json denies it.', 'Allowed', 'Denied', '"Allow"', 'Statement 2 of ../dev.policy.json: dev.policy.json { "Effect": "Deny", "Action": ["modelarts:notebook:delete"], "Condition": { "StringEquals": { "g:UserName": ["ann"] } } }'],
        [2, 'failed', 'Expected Denied, was Allowed: statement 1 of dev.iamtest.json#/policies/1 allows it.', 'Denied', 'Allowed', '"Deny"', 'Statement 1 of dev.iamtest.json#/policies/1: tests/dev.iamtest.json { "Effect": "Allow", "Action": ["modelarts:image:list"] }'],
        [3, 'error', '"image" is no action. Write service:type:operation.', undefined, undefined, '"image"', undefined],
      ],
    );
    const some = await client.ask(runAccessTests, { uri: testUri, tests: [2] });
    assert.ok('tests' in some);
    assert.deepEqual(some.tests.map((it) => it.index), [2]);
  });
});

test('the unsaved text of a policy counts', async () => {
  await withClient(async (client) => {
    client.open(policyUri, policy.replace('"ann"', '"eve"'));
    const result = await client.ask(runAccessTests, { uri: testUri, tests: [1] });
    assert.ok('tests' in result);
    assert.deepEqual(result.tests.map((it) => it.status), ['passed']);
  });
});

test('coverage: statements, action strings, and conditions met and not met', async () => {
  await withClient(async (client) => {
    const result = await client.ask(runAccessTests, { uri: testUri, tests: [0, 1], coverage: true });
    assert.ok('tests' in result);
    const flat = result.coverage.map(({ uri, statements }) => [
      uri.slice(folder.length),
      ...statements.flatMap((it) => [
        `${it.id} ${it.name} ${it.applied}`,
        ...it.strings.map((string) => `${at(uri, string.range)} ${string.named}`),
        ...it.conditions.map((condition) => `${at(uri, condition.range)} met ${condition.met}, not met ${condition.notMet}`),
      ]),
    ]);
    assert.deepEqual(flat, [
      ['dev.policy.json', '$.Statement[0] Statement 1 (Allow) 2', '"modelarts:notebook:*" 2', '"modelarts:pool:list" 0', '$.Statement[1] Statement 2 (Deny) 1', '"modelarts:notebook:delete" 2', '"g:UserName": ["ann"] met 1, not met 1'],
      ['tests/dev.iamtest.json', '#/policies/1$.Statement[0] Statement 1 (Allow) 0', '"modelarts:image:list" 0'],
    ]);
  });
});

test('a trace has the places of all its policies', async () => {
  await withClient(async (client) => {
    const traced = await client.ask(traceAccessTest, { uri: testUri, test: 1 });
    assert.ok('simulation' in traced);
    assert.deepEqual([traced.name, traced.request, traced.simulation.decision, traced.simulation.reason], ['ann does not', { action: 'modelarts:notebook:delete', context: { 'g:UserName': 'ann' } }, 'Deny', { kind: 'statement', policy: '../dev.policy.json', path: '$.Statement[1]' }]);
    assert.deepEqual(Object.entries(traced.places).map(([key, it]) => `${key}: ${place(it).slice(0, 45)}`), [
      '../dev.policy.json $.Statement[1]: dev.policy.json { "Effect": "Deny", "Action":',
      '../dev.policy.json $.Statement[0]: dev.policy.json { "Effect": "Allow", "Action"',
      '../dev.policy.json $.Statement[0].Action[0]: dev.policy.json "modelarts:notebook:*"',
      '../dev.policy.json $.Statement[1].Action[0]: dev.policy.json "modelarts:notebook:delete"',
      "../dev.policy.json $.Statement[1].Condition.StringEquals['g:UserName']: dev.policy.json \"g:UserName\": [\"ann\"]",
      'dev.iamtest.json#/policies/1 $.Statement[0]: tests/dev.iamtest.json { "Effect": "Allow", "',
    ]);
    assert.deepEqual(await client.ask(traceAccessTest, { uri: testUri, test: 3 }), { problem: '"image" is no action. Write service:type:operation.' });
  });
});

test('a simulation becomes a test of a file that tests the policy, or of a new one', async () => {
  await withClient(async (client) => {
    client.open(policyUri, policy);
    const other = `${folder}other.iamtest.json`;
    assert.deepEqual(await client.ask(testTargets, { policy: policyUri, candidates: [testUri, other, `${folder}broken.iamtest.json`] }), [
      { uri: testUri, count: 4, usesPolicy: true },
      { uri: other, count: 0, usesPolicy: false },
    ]);
    const simulation = { policy: policyUri, request: { action: 'modelarts:pool:list' }, decision: 'Allow' as const };
    const added = await client.ask(saveAsTest, { ...simulation, target: testUri, name: 'an image' });
    assert.ok('edits' in added);
    assert.deepEqual([added.name, added.taken], ['an image (2)', ['bob deletes', 'ann does not', 'an image', 'no action']]);
    assert.deepEqual(added.edits, [{ range: { start: { line: 6, character: 79 }, end: { line: 6, character: 79 } }, newText: ',\n    { "name": "an image (2)", "request": { "action": "modelarts:pool:list" }, "expect": "Allow" }' }]);
    const made = await client.ask(saveAsTest, { ...simulation, newFile: `${folder}tests/new.iamtest.json`, authorization: 'non-strict' });
    assert.ok('text' in made);
    assert.deepEqual(JSON.parse(made.text!), { policies: ['../dev.policy.json'], authorization: 'non-strict', tests: [{ name: 'modelarts:pool:list is allowed', request: { action: 'modelarts:pool:list' }, expect: 'Allow' }] });
  }, { [`${folder}other.iamtest.json`]: '{ "policies": [], "tests": [] }', [`${folder}broken.iamtest.json`]: '{' });
});

test('tests for what the policy does today are written once', async () => {
  await withClient(async (client) => {
    client.open(policyUri, policy);
    const made = await client.ask(writeTests, { policy: policyUri, newFile: `${folder}dev.iamtest.json` });
    assert.ok('text' in made, JSON.stringify(made));
    const newUri = `${folder}dev.iamtest.json`;
    client.open(newUri, made.text!);
    const ran = await client.ask(runAccessTests, { uri: newUri });
    assert.ok('tests' in ran);
    assert.deepEqual([ran.tests.length, ran.tests.filter((it) => it.status !== 'passed')], [made.count, []]);
    assert.deepEqual(await client.ask(writeTests, { policy: policyUri, target: newUri }), { problem: 'The file has all of these tests already.' });
  });
});

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

test('a simulation as somebody becomes a test of the account', async () => {
  const accountUri = `${folder}company.iamaccount.json`;
  const ofAccount = `${folder}tests/company.iamtest.json`;
  const texts = { [accountUri]: '{ "version": 1, "users": { "ann": { "policies": ["dev.policy.json"] } } }', [ofAccount]: '{ "account": "../company.iamaccount.json", "tests": [] }' };
  await withClient(async (client) => {
    const candidates = [testUri, ofAccount];
    assert.deepEqual(await client.ask(testTargets, { policy: accountUri, candidates }), [{ uri: ofAccount, count: 0, usesPolicy: true }]);
    assert.deepEqual((await client.ask(testTargets, { policy: policyUri, candidates })).map((it) => it.uri), [testUri]);
    const made = await client.ask(saveAsTest, { policy: accountUri, as: 'user:ann', request: { action: 'modelarts:pool:list', project: 'p' }, decision: 'Allow', newFile: `${folder}new.iamtest.json` });
    assert.ok('text' in made, JSON.stringify(made));
    assert.deepEqual(JSON.parse(made.text!), { account: 'company.iamaccount.json', tests: [{ name: 'user:ann: modelarts:pool:list is allowed', request: { as: 'user:ann', action: 'modelarts:pool:list', project: 'p' }, expect: 'Allow' }] });
    client.open(`${folder}new.iamtest.json`, made.text!);
    const ran = await client.ask(runAccessTests, { uri: `${folder}new.iamtest.json`, coverage: true });
    assert.ok('tests' in ran);
    assert.deepEqual([ran.tests.map((it) => it.status), ran.files.map((it) => it.slice(folder.length)), ran.coverage.map((it) => it.uri)], [['passed'], ['company.iamaccount.json', 'dev.policy.json'], [policyUri]]);
    const added = await client.ask(saveAsTest, { policy: accountUri, as: 'user:ann', request: { action: 'modelarts:pool:list' }, decision: 'Allow', target: ofAccount, name: 'lists' });
    assert.ok('edits' in added && added.edits![0]!.newText.includes('"as": "user:ann"'), JSON.stringify(added));
  }, texts);
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

const account = '{ "version": 1, "users": { "ann": { "policies": ["dev.policy.json"] } } }';
const beside = { [`${folder}company.iamaccount.json`]: account };

/** Opens a test file with a cursor `|` and asks at it. */
async function askAt(client: Client, marked: string, method: string): Promise<{ uri: string; result: unknown; text: string }> {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const uri = `${folder}tests/cursor${(opened += 1)}.iamtest.json`;
  client.open(uri, text);
  const before = text.slice(0, offset).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)!.length };
  return { uri, text, result: await client.request(method, { textDocument: { uri }, position }) };
}
let opened = 0;

interface Item {
  label: string;
  textEdit: { range: Range; newText: string };
  additionalTextEdits?: { range: Range; newText: string }[];
  preselect?: boolean;
}

async function complete(marked: string, policyFiles: readonly string[] = []): Promise<{ labels: string[]; accepted: (label: string) => string; preselected: string[] }> {
  const client = await startClient({ readFile: (uri) => ({ ...files, ...beside })[uri], policyFiles: () => policyFiles, folders: [folder] });
  try {
    const { result, text } = await askAt(client, marked, 'textDocument/completion');
    const { items } = result as { items: Item[] };
    const lines = text.split('\n');
    const offsetOf = ({ line, character }: Range['start']): number => lines.slice(0, line).reduce((all, it) => all + it.length + 1, 0) + character;
    return {
      labels: items.map((it) => it.label),
      preselected: items.filter((it) => it.preselect).map((it) => it.label),
      accepted: (label) => {
        const item = items.find((it) => it.label === label);
        assert.ok(item, `${label} is offered among ${items.map((it) => it.label).join()}`);
        let done = text;
        for (const { range, newText } of [item.textEdit, ...(item.additionalTextEdits ?? [])].sort((a, b) => offsetOf(b.range.start) - offsetOf(a.range.start))) done = done.slice(0, offsetOf(range.start)) + newText + done.slice(offsetOf(range.end));
        return done;
      },
    };
  } finally {
    await client.stop();
  }
}

const inTest = (member: string): string => `{ "policies": ["../dev.policy.json"], "tests": [{ "name": "a", ${member} }] }`;

test('completion: actions and resources as in a policy, without wildcards', async () => {
  const action = await complete(inTest('"request": { "action": "modelarts:notebook:|" }'));
  assert.ok(action.labels.includes('delete') && !action.labels.some((it) => it.includes('*')), action.labels.join());
  assert.equal(action.accepted('delete'), inTest('"request": { "action": "modelarts:notebook:delete" }'));
  const service = await complete(inTest('"request": { "action": | }'));
  assert.equal(service.labels[0], 'modelarts');
  const resource = await complete(inTest('"request": { "action": "modelarts:notebook:delete", "resource": "modelarts:cn-north-4:abc:|" }'));
  assert.ok(resource.labels.includes('notebook'), resource.labels.join());
});

test('completion: files, system policies, persons, keys, values, and what is decided today', async () => {
  const uris = [policyUri, `${folder}org.scp.json`, `${folder}company.iamaccount.json`, `${folder}tests/own.policy.json`];
  const entry = await complete('{ "policies": [|], "tests": [] }', uris);
  assert.deepEqual(entry.labels, ['own.policy.json', '../dev.policy.json', '../org.scp.json']);
  assert.equal(entry.accepted('../dev.policy.json'), '{ "policies": ["../dev.policy.json"], "tests": [] }');
  assert.deepEqual((await complete('{ "policies": [], "boundaries": { "scps": [{ "file": "|" }] }, "tests": [] }', uris)).labels[0], '../org.scp.json');
  assert.deepEqual((await complete('{ "account": "|", "tests": [] }', uris)).labels, ['../company.iamaccount.json']);
  assert.deepEqual((await complete('{ "account": "../company.iamaccount.json", "tests": [{ "request": { "as": "|" } }] }')).labels, ['user:ann']);
  assert.ok((await complete('{ "policies": [{ "system": "|" }], "tests": [] }')).labels.includes('ModelArts FullAccess'));
  const key = await complete(inTest('"request": { "action": "modelarts:notebook:create", "context": { "g:UserName": "x" "g:M|" } }'));
  assert.ok(key.labels.includes('g:MFAPresent') && !key.labels.includes('g:UserName'), key.labels.join());
  assert.equal(key.accepted('g:MFAPresent'), inTest('"request": { "action": "modelarts:notebook:create", "context": { "g:UserName": "x", "g:MFAPresent": "${1|true,false|}" } }'));
  assert.deepEqual((await complete(inTest('"request": { "action": "modelarts:notebook:create", "context": { "g:MFAPresent": "|" } }'))).labels, ['true', 'false']);
  const expect = await complete(inTest('"request": { "action": "modelarts:notebook:create" }, "expect": "|"'));
  assert.deepEqual([expect.labels, expect.preselected], [['Allow', 'Deny', 'ImplicitDeny', 'Unknown', 'NotAllowed'], ['Allow']]);
});

test('an inline policy is completed, hovered and checked as a policy, at its own places', async () => {
  const inline = (action: string, list = 'policies'): string => `{\n  "policies": ["../dev.policy.json"],\n  "boundaries": {\n    "scps": [\n      { "document": {\n        "Version": "5.0",\n        "Statement": [{ "Effect": "deny", "Action": ["${action}"] }]\n      } }\n    ]\n  },\n  "tests": []\n}`.replace('policies"', `${list}"`);
  const offered = await complete(inline('modelarts:notebook:|'));
  assert.ok(offered.labels.includes('delete'));
  assert.ok(offered.accepted('delete').includes('["modelarts:notebook:delete"]'));
  await withClient(async (client) => {
    const { uri, text } = await askAt(client, inline('modelarts:notebook:d|elete'), 'textDocument/hover');
    const hover = await client.request<{ contents: { value: string }; range: Range }>('textDocument/hover', { textDocument: { uri }, position: { line: 6, character: text.split('\n')[6]!.indexOf('delete') } });
    assert.match(hover.contents.value, /modelarts:notebook:delete/);
    assert.deepEqual(at(uri, hover.range, { [uri]: text }), '"modelarts:notebook:delete"');
    const found = await client.diagnostics(uri);
    assert.deepEqual(found.map((it) => [it.code, at(uri, it.range, { [uri]: text })]), [['effect-case', '"deny"']]);
    const [action] = await client.request<{ title: string; edit: { changes: Record<string, { range: Range; newText: string }[]> } }[]>('textDocument/codeAction', { textDocument: { uri }, range: found[0]!.range, context: { diagnostics: [] } });
    assert.deepEqual(action!.edit.changes[uri]!.map((it) => [at(uri, it.range, { [uri]: text }), it.newText]), [['deny', 'Deny']]);
  });
});

test('diagnostics say what no schema can say', async () => {
  await withClient(async (client) => {
    const uri = `${folder}tests/wrong.iamtest.json`;
    const text = `{ "policies": ["gone.json"], "extra": 1, "tests": [
  { "name": "a", "request": { "action": "modelarts:pool:get" }, "expect": "Never" },
  { "name": "a", "request": { "action": "modelarts:pool:get", "as": "user:ann" }, "expect": "Allow" } ] }`;
    client.open(uri, text);
    assert.deepEqual((await client.diagnostics(uri)).map((it) => `${at(uri, it.range, { [uri]: text })} ${it.message}`), [
      '"gone.json" The file gone.json cannot be read.',
      '"a" Another test of this file is called "a".',
      '"as" Only the tests of an account say who asks.',
    ]);
    const pattern = `${folder}tests/pattern.iamtest.json`;
    const other = '{ "account": "../company.iamaccount.json", "tests": [{ "name": "a", "request": { "as": "user:eve", "action": "modelarts:pool:get" }, "expect": "Allow" }, { "name": "b", "request": { "as": "user:ann", "action": "modelarts:pool:*" }, "expect": "Allow" }] }';
    client.open(pattern, other);
    assert.deepEqual((await client.diagnostics(pattern)).map((it) => `${at(pattern, it.range, { [pattern]: other })} ${it.message}`), [
      '"user:eve" The account has no "user:eve". It has user:ann.',
      '"modelarts:pool:*" "modelarts:pool:*" is a pattern. A request names one action.',
    ]);
  }, beside);
});

test('hover, definition, links and symbols of a test file', async () => {
  await withClient(async (client) => {
    const ask = async (marked: string, method: string): Promise<unknown> => (await askAt(client, marked, method)).result;
    const hover = async (marked: string): Promise<string> => ((await ask(marked, 'textDocument/hover')) as { contents: { value: string } } | null)?.contents.value ?? '';
    assert.equal(await hover(inTest('"request": { "action": "modelarts:pool:delete" }, "expect": "De|ny"')), '**Denied**: A statement denies it, whatever else allows it\\.\n\nToday: Not granted, because no statement allows it.'.replaceAll('\\.', '.'));
    assert.match(await hover(inTest('"request": { "action": "modelarts:pool:del|ete" }')), /modelarts:pool:delete/);
    assert.match(await hover(inTest('"request": { "action": "modelarts:pool:get", "context": { "g:User|Name": "x" } }')), /g:UserName/);
    assert.match(await hover('{ "policies": [{ "system": "ModelArts Full|Access" }], "tests": [] }'), /not published/);
    assert.equal(await hover('{ "policies": ["../dev.pol|icy.json"], "tests": [] }'), 'IAM policy 1.1, statements: 2');
    const go = async (marked: string): Promise<string> => {
      const found = (await ask(marked, 'textDocument/definition')) as PlaceInFile | null;
      return found ? `${found.uri.slice(folder.length)} ${found.range.start.line}:${found.range.start.character}` : 'nowhere';
    };
    assert.equal(await go('{ "policies": ["../dev|.policy.json"], "tests": [] }'), 'dev.policy.json 0:0');
    assert.equal(await go(inTest('"request": { "action": "modelarts:pool:list" }, "expect": "Al|low"')), 'dev.policy.json 3:4');
    assert.equal(await go(inTest('"request": { "action": "modelarts:pool:delete" }, "expect": "Al|low"')), 'nowhere');
    assert.equal(await go('{ "account": "../company.iamaccount.json", "tests": [{ "name": "a", "request": { "as": "user:a|nn" } }] }'), 'company.iamaccount.json 0:27');
    client.open(testUri, tests);
    const links = await client.request<{ range: Range; target: string }[]>('textDocument/documentLink', { textDocument: { uri: testUri } });
    assert.deepEqual(links.map((it) => [at(testUri, it.range), it.target]), [['../dev.policy.json', policyUri]]);
    const symbols = await client.request<{ name: string; detail?: string }[]>('textDocument/documentSymbol', { textDocument: { uri: testUri } });
    assert.deepEqual(symbols.map((it) => [it.name, it.detail]), [['../dev.policy.json', undefined], ['/policies/1', undefined], ['bob deletes', 'modelarts:notebook:delete'], ['ann does not', 'modelarts:notebook:delete'], ['an image', 'modelarts:image:list'], ['no action', 'image']]);
  }, beside);
});

test('findings about a file that is named are asked for again when it is there', async () => {
  const texts: Record<string, string> = {};
  const client = await startClient({ readFile: (uri) => texts[uri] });
  try {
    const uri = `${folder}later.iamtest.json`;
    client.open(uri, '{ "policies": ["later.policy.json"], "tests": [] }');
    assert.deepEqual((await client.diagnostics(uri)).map((it) => it.message), ['The file later.policy.json cannot be read.']);
    assert.equal(client.refreshed(), 0);
    client.open(`${folder}later.policy.json`, policy);
    assert.deepEqual(await client.diagnostics(uri), []);
    assert.equal(client.refreshed(), 1);
    client.open(`${folder}another.policy.json`, policy);
    assert.deepEqual(await client.diagnostics(uri), []);
    assert.equal(client.refreshed(), 1);
  } finally {
    await client.stop();
  }
});

test('whatever is typed, every question has an answer and nothing is logged', async () => {
  await withClient(async (client) => {
    const whole = tests.replace('"policies": [', '"account": "../company.iamaccount.json", "boundaries": { "scps": [{ "system": "ModelArts FullAccess", "scope": { "projects": ["a"] } }] }, "policies": [').replace('"action": "image"', '"as": "user:ann", "resource": ["modelarts:*:*:notebook:x", ""], "context": { "": [""] }, "action": "image"');
    for (let length = 0; length <= whole.length; length += 13) {
      // Half typed, and with the rest behind the cursor.
      for (const text of [whole.slice(0, length), `${whole.slice(0, length)} ${whole.slice(length)}`]) {
        const uri = `${folder}tests/typing${(opened += 1)}.iamtest.json`;
        client.open(uri, text);
        const before = text.slice(0, length).split('\n');
        const textDocument = { uri };
        const position = { line: before.length - 1, character: before.at(-1)!.length };
        await Promise.all([
          ...['completion', 'hover', 'definition'].map((it) => client.request(`textDocument/${it}`, { textDocument, position })),
          ...['documentSymbol', 'documentLink'].map((it) => client.request(`textDocument/${it}`, { textDocument })),
          client.diagnostics(uri),
          client.ask(runAccessTests, { uri, coverage: true }),
        ]);
        client.close(uri);
      }
    }
  }, beside);
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { CodeLens, CompletionList, DocumentLink, DocumentSymbol, FoldingRange, Hover, InlayHint, SelectionRange, TextEdit } from 'vscode-languageserver';
import { choices, copyAsApiRequest, copyForConsole, pasteFromConsole, simulate } from '../../server/src/lsp/protocol.ts';
import { type Client, startClient } from '../support/client.ts';

const uri = 'file:///folder/team.policy.json';
const textDocument = { uri };
const policy = `{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "modelarts:pool:*",
        "modelarts:notebook:get"
      ]
    },
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:delete"],
      "Condition": { "StringEquals": { "g:UserName": ["alice"] } }
    }
  ]
}
`;

/** One server with the policy open. */
async function withPolicy(use: (client: Client) => Promise<void>, text = policy): Promise<void> {
  const client = await startClient();
  client.open(uri, text);
  await use(client);
  assert.deepEqual(client.logged, []);
  await client.stop();
}

test('completion shares its range and data, and marks items that go on', () =>
  withPolicy(async (client) => {
    client.change(uri, 2, [{ range: { start: { line: 7, character: 9 }, end: { line: 7, character: 31 } }, text: 'mode' }]);
    const list = await client.request<CompletionList>('textDocument/completion', { textDocument, position: { line: 7, character: 13 } });
    assert.deepEqual(list.itemDefaults?.editRange, { start: { line: 7, character: 9 }, end: { line: 7, character: 13 } });
    const first = list.items[0];
    assert.equal(first?.label, 'modelarts');
    assert.equal(first.textEditText, 'modelarts:');
    assert.deepEqual(first.command, { title: '', command: 'editor.action.triggerSuggest' });
    const resolved = await client.request<{ documentation?: { kind: string; value: string } }>('completionItem/resolve', { ...first, data: first.data ?? list.itemDefaults?.data });
    assert.equal(resolved.documentation?.kind, 'markdown');
    assert.match(resolved.documentation.value, /ModelArts/);
  }));

test('no reply of completion is larger than 8 KB, in either language, at any place of an example', async () => {
  const text = readFileSync(new URL('../../examples/developer.policy.json', import.meta.url), 'utf8');
  const bundle = JSON.parse(readFileSync(new URL('../../l10n/bundle.l10n.zh-cn.json', import.meta.url), 'utf8')) as Record<string, string>;
  for (const initializationOptions of [{ language: 'en' }, { language: 'zh-cn', bundle }]) {
    const client = await startClient({ initializationOptions });
    client.open(uri, text);
    const lines = text.split('\n');
    let largest = 0;
    for (const [line, { length }] of lines.entries()) {
      for (let character = 0; character <= length; character++) {
        const list = await client.request<CompletionList>('textDocument/completion', { textDocument, position: { line, character } });
        largest = Math.max(largest, Buffer.byteLength(JSON.stringify({ jsonrpc: '2.0', id: 1000, result: list })));
      }
    }
    assert.ok(largest > 1000 && largest <= 8192, `${String(largest)} bytes`);
    await client.stop();
  }
});

test('a typed brace asks for policy variables, and not for what an object holds', async () => {
  const client = await startClient();
  const ask = async (marked: string): Promise<readonly string[]> => {
    const character = marked.indexOf('|');
    client.open(uri, marked.replace('|', ''));
    const list = await client.request<CompletionList>('textDocument/completion', { textDocument, position: { line: 0, character }, context: { triggerKind: 2, triggerCharacter: '{' } });
    client.close(uri);
    return list.items.map((it) => it.label);
  };
  assert.ok(client.capabilities.completionProvider?.triggerCharacters?.includes('{'));
  assert.deepEqual((await ask('{"Statement": [{"Resource": ["obs:*:*:object:home/${|}"]}]}')).slice(0, 1), ['${g:UserName}']);
  assert.deepEqual(await ask('{"Statement": [{|}]}'), []);
  assert.deepEqual(await ask('{|'), []);
  await client.stop();
});

test('a client without shared ranges or snippets gets items that stand for themselves', async () => {
  const client = await startClient({ capabilities: { textDocument: { diagnostic: {}, completion: {} } } });
  client.open(uri, '{ "Version": "1.1", "Statement": [{ "Effect": "Allow",  }] }');
  const list = await client.request<CompletionList>('textDocument/completion', { textDocument, position: { line: 0, character: 55 } });
  const action = list.items.find((it) => it.label === 'Action');
  const edit = action?.textEdit as TextEdit | undefined;
  assert.ok(edit && !/\$\d|\$\{/.test(edit.newText), JSON.stringify(action));
  assert.equal(list.itemDefaults?.editRange, undefined);
  assert.equal(action?.insertTextFormat, undefined);
  await client.stop();
});

test('hover is Markdown on the range of the thing, and nothing where there is nothing to say', () =>
  withPolicy(async (client) => {
    const hover = await client.request<Hover | null>('textDocument/hover', { textDocument, position: { line: 7, character: 29 } });
    assert.deepEqual((hover?.contents as { kind: string }).kind, 'markdown');
    assert.match((hover?.contents as { value: string }).value, /notebook/);
    assert.equal(hover?.range?.start.line, 7);
    assert.equal(await client.request('textDocument/hover', { textDocument, position: { line: 0, character: 0 } }), null);
  }));

test('outline, folds, selection and links follow the policy', () =>
  withPolicy(async (client) => {
    const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
    assert.deepEqual(symbols.map((it) => [it.name, it.children?.map((child) => child.name)]), [
      ['Statement 1: Allow', ['modelarts:pool:*', 'modelarts:notebook:get']],
      ['Statement 2: Deny', ['modelarts:pool:delete', 'Condition']],
    ]);
    const folds = await client.request<FoldingRange[]>('textDocument/foldingRange', { textDocument });
    assert.deepEqual(folds.map((it) => [it.startLine, it.endLine]).slice(0, 3), [[0, 15], [2, 14], [3, 8]]);
    const [selection] = await client.request<SelectionRange[]>('textDocument/selectionRange', { textDocument, positions: [{ line: 7, character: 12 }] });
    assert.deepEqual(selection?.range, { start: { line: 7, character: 9 }, end: { line: 7, character: 18 } });
    let parents = 0;
    for (let it = selection; it?.parent; it = it.parent) parents++;
    assert.ok(parents >= 4, String(parents));
    const links = await client.request<DocumentLink[]>('textDocument/documentLink', { textDocument });
    assert.deepEqual(links.map((it) => [it.range.start, new URL(it.target ?? '').protocol]), [
      [{ line: 7, character: 28 }, 'https:'],
      [{ line: 12, character: 33 }, 'https:'],
    ]);
  }));

test('two lenses over each statement: what it does, and to simulate', () =>
  withPolicy(async (client) => {
    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument });
    assert.deepEqual(lenses.map((it) => [it.range.start.line, it.command?.title, it.command?.command]), [
      [3, 'Allows 6 known actions, 1 of them denied by statement 2 under conditions', 'modelartsPolicy.showActions'],
      [3, 'Simulate…', 'modelartsPolicy.simulate'],
      [10, 'Denies 1 known action under conditions, 1 of them allowed here', 'modelartsPolicy.showActions'],
      [10, 'Simulate…', 'modelartsPolicy.simulate'],
    ]);
    const hints = await client.request<InlayHint[]>('textDocument/inlayHint', { textDocument, range: { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } } });
    assert.deepEqual(hints.map((it) => [it.position, it.label]), [[{ line: 6, character: 26 }, '5 actions']]);
  }));

test('formatting changes white space alone', () =>
  withPolicy(async (client) => {
    const edits = await client.request<TextEdit[]>('textDocument/formatting', { textDocument, options: { tabSize: 2, insertSpaces: true } });
    assert.ok(edits.length > 0);
    assert.ok(edits.every((it) => it.newText.trim() === ''));
    assert.deepEqual(await client.request('textDocument/rangeFormatting', { textDocument, options: { tabSize: 2, insertSpaces: true }, range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } } }), []);
  }));

test('a simulation answers as the command line does, with the places of the paths', () =>
  withPolicy(async (client) => {
    const result = await client.ask(simulate, { textDocument, request: { action: 'modelarts:pool:delete', context: { 'g:UserName': 'alice' } } });
    assert.ok('simulation' in result);
    assert.equal(result.simulation.decision, 'Deny');
    assert.deepEqual(result.simulation.reason, { kind: 'statement', policy: 'team.policy.json', path: '$.Statement[1]' });
    assert.deepEqual(result.ranges['$.Statement[1]'], { start: { line: 10, character: 4 }, end: { line: 14, character: 5 } });
    assert.deepEqual(result.ranges['$.Statement[0].Action[0]'], { start: { line: 6, character: 8 }, end: { line: 6, character: 26 } });
    const bob = await client.ask(simulate, { textDocument, request: { action: 'modelarts:pool:delete', context: { 'g:UserName': 'bob' } } });
    assert.ok('simulation' in bob && bob.simulation.decision === 'Allow');
  }));

test('a text with a syntax error is not simulated, and says so', () =>
  withPolicy(async (client) => {
    const result = await client.ask(simulate, { textDocument, request: { action: 'modelarts:pool:delete' } });
    assert.deepEqual(result, { problem: 'The policy has a syntax error, so nothing can be simulated until it is mended.' });
  }, policy.replace('"Deny",', '"Deny"')));

test('what a simulation asks: own actions first, and only the keys that matter', () =>
  withPolicy(async (client) => {
    const all = await client.ask(choices, { textDocument });
    assert.deepEqual(all.actions.slice(0, 6).map((it) => [it.action, it.group]), [
      ['modelarts:pool:create', 'In this policy'],
      ['modelarts:pool:delete', 'In this policy'],
      ['modelarts:pool:get', 'In this policy'],
      ['modelarts:pool:list', 'In this policy'],
      ['modelarts:pool:update', 'In this policy'],
      ['modelarts:notebook:get', 'In this policy'],
    ]);
    const about = await client.ask(choices, { textDocument, action: 'modelarts:pool:delete' });
    assert.deepEqual([about.asksForResource, about.asksForPrincipal, about.keys.map((it) => [it.key, it.values])], [false, false, [['g:UserName', ['alice']]]]);
    const other = await client.ask(choices, { textDocument, action: 'modelarts:pool:get' });
    assert.deepEqual(other.keys, []);
  }));

test('copies for the console and for the API, and pastes what both give', () =>
  withPolicy(async (client) => {
    const forConsole = await client.ask(copyForConsole, { textDocument });
    assert.ok('text' in forConsole);
    assert.deepEqual(JSON.parse(forConsole.text), JSON.parse(policy));
    const request = await client.ask(copyAsApiRequest, { textDocument });
    assert.ok('text' in request);
    const { role } = JSON.parse(request.text) as { role: { display_name: string; type: string; policy: unknown } };
    assert.deepEqual([role.display_name, role.type, role.policy], ['team', 'XA', JSON.parse(policy)]);
    const pasted = await client.ask(pasteFromConsole, { text: request.text });
    assert.ok('policies' in pasted);
    assert.deepEqual(pasted.policies.map((it) => [it.name, it.kind, JSON.parse(it.text)]), [['team', 'custom-1.1', JSON.parse(policy)]]);
  }));

test('a policy with an error is not copied', () =>
  withPolicy(async (client) => {
    const result = await client.ask(copyForConsole, { textDocument });
    assert.ok('problem' in result && result.problem.startsWith('IAM would refuse this policy'), JSON.stringify(result));
  }, policy.replace('"Allow"', '"Perhaps"')));

const hostile: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['a byte order mark', '\ufeff'],
  ['a number', '1'],
  ['a list', '[[], {}]'],
  ['10,000 levels', '['.repeat(10_000)],
  ['10,000 levels in a policy', `{"Version": "1.1", "Statement": ${'{"a":'.repeat(10_000)}`],
  ['NUL and a lone surrogate', '{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["modelarts:\u0000:\ud800"]}]}'],
  ['CR LF', policy.replaceAll('\n', '\r\n')],
  ['one quote', '"'],
  ['half a policy', policy.slice(0, 120)],
];

for (const [what, text] of hostile) {
  test(`${what}: every request has an answer and the log stays empty`, () =>
    withPolicy(async (client) => {
      const range = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };
      for (const position of [{ line: 0, character: 0 }, { line: 0, character: 3 }, { line: 6, character: 12 }]) {
        for (const method of ['completion', 'hover']) await client.request(`textDocument/${method}`, { textDocument, position });
        await client.request('textDocument/selectionRange', { textDocument, positions: [position] });
      }
      for (const method of ['documentSymbol', 'foldingRange', 'documentLink', 'codeLens']) await client.request(`textDocument/${method}`, { textDocument });
      await client.request('textDocument/inlayHint', { textDocument, range });
      await client.request('textDocument/formatting', { textDocument, options: { tabSize: 2, insertSpaces: true } });
      await client.request('textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } });
      await client.diagnostics(uri);
      await client.ask(choices, { textDocument });
      await client.ask(simulate, { textDocument, request: { action: 'modelarts:pool:get' } });
      await client.ask(copyForConsole, { textDocument });
      await client.ask(copyAsApiRequest, { textDocument });
    }, text));
}

test('10 MB are answered', () =>
  withPolicy(async (client) => {
    const found = await client.diagnostics(uri);
    assert.ok(found.length > 0 && found.length <= 1000, String(found.length));
  }, `{"Version": "1.1", "Statement": [${'{"Effect": "Allow", "Action": ["modelarts:pool:get"]},'.repeat(150_000)}]}`));

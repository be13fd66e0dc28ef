import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choices, copyAsApiRequest, copyForConsole, effective, simulate } from '../../server/src/lsp/protocol.ts';
import { startClient } from '../support/client.ts';

const uri = 'file:///folder/large.policy.json';
const textDocument = { uri };

/** A policy of about 5 MB: so many statements with so many actions. */
function large(statements: number, actions: number, indent: number): string {
  const Action = Array.from({ length: actions }, (_, index) => ['modelarts:pool:create', 'modelarts:notebook:*', 'obs:bucket:ListBucket'][index % 3]);
  return JSON.stringify({ Version: '1.1', Statement: Array.from({ length: statements }, () => ({ Effect: 'Allow', Action })) }, null, indent);
}

const texts: readonly (readonly [what: string, text: string])[] = [
  ['one statement on one line', large(1, 200_000, 0)],
  ['statements of 100 actions, laid out', large(1500, 100, 2)],
  ['statements of one action', large(55_000, 1, 1)],
];

for (const [what, text] of texts) {
  test(`everything is answered about 5 MB, in replies that a client can take: ${what}`, async () => {
    assert.ok(text.length > 4_000_000 && text.length < 8_000_000, String(text.length));
    const client = await startClient();
    client.open(uri, text);
    const lines = text.split('\n');
    const line = Math.max(0, lines.findIndex((it, index) => index >= lines.length / 2 && it.includes('modelarts')));
    const position = { line, character: (lines[line] ?? '').indexOf('modelarts') + 12 };
    const range = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } };
    const options = { tabSize: 2, insertSpaces: true };
    const asks: readonly (readonly [method: string, params: object, kilobytes: number])[] = [
      ['documentSymbol', {}, 2000],
      ['documentLink', {}, 1000],
      ['foldingRange', {}, 300],
      ['codeLens', {}, 500],
      ['inlayHint', { range }, 500],
      ['diagnostic', {}, 1000],
      ['hover', { position }, 10],
      ['completion', { position }, 8],
      ['selectionRange', { positions: [position] }, 10],
      ['codeAction', { range, context: { diagnostics: [] } }, 1000],
      ['rangeFormatting', { range: { start: position, end: position }, options }, 10_000],
      ['formatting', { options }, 10_000],
    ];
    for (const [method, params, kilobytes] of asks) {
      const reply = JSON.stringify(await client.request(`textDocument/${method}`, { textDocument, ...params }));
      assert.ok(reply.length <= kilobytes * 1024, `${method}: ${String(reply.length)} characters`);
    }
    await client.ask(choices, { textDocument });
    await client.ask(simulate, { textDocument, request: { action: 'modelarts:pool:get' } });
    await client.ask(copyForConsole, { textDocument });
    await client.ask(copyAsApiRequest, { textDocument });
    await client.ask(effective, { textDocument });
    // What is too large for the analysis is said in the log; a failure would be there with its stack.
    assert.deepEqual(client.logged.filter((it) => /\n\s+at /.test(it)), []);
    await client.stop();
  });
}

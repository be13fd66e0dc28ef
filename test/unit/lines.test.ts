import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { linesOf, offsetAt, positionAt, rangeOf } from '../../server/src/core/lines.ts';

/** Texts full of line ends of all kinds. */
const texts = fc.array(fc.constantFrom('a', 'é', '😀', '\r', '\n', '\r\n', '\u2028', '')).map((parts) => parts.join(''));

test('positions are those of the language server, for every offset in and around a text', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const document = TextDocument.create('file:///a.json', 'json', 1, text);
      const lines = linesOf(text);
      for (let offset = -1; offset <= text.length + 1; offset++) assert.deepEqual(positionAt(lines, offset), document.positionAt(offset));
    }),
  );
});

test('offsets are those of the language server, for every position in and around a text', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const document = TextDocument.create('file:///a.json', 'json', 1, text);
      const lines = linesOf(text);
      for (let line = -1; line <= lines.starts.length; line++) {
        for (let character = -1; character <= 12; character++) {
          assert.equal(offsetAt(lines, { line, character }), document.offsetAt({ line, character }), `${line}:${character}`);
        }
      }
    }),
  );
});

test('a span becomes a range', () => {
  assert.deepEqual(rangeOf(linesOf('{\r\n  "a": 1\r\n}'), { start: 5, end: 11 }), { start: { line: 1, character: 2 }, end: { line: 1, character: 8 } });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../../server/src/core/text.ts';
import { folds } from '../../../server/src/core/structure/folding.ts';
import { formatEdits, type FormatOptions } from '../../../server/src/core/structure/format.ts';
import { inlays } from '../../../server/src/core/structure/inlay.ts';
import { links } from '../../../server/src/core/structure/links.ts';
import { selectionSpans } from '../../../server/src/core/structure/selection.ts';
import { catalog } from '../../support/catalog.ts';
import { readCursor } from '../../support/marked.ts';
import { small } from '../hover/hovers.ts';
import { read, said } from './asks.ts';

test('folding: objects and lists of more than two lines, up to the line before their closing bracket', () => {
  const text = '{\n  "Version": "1.1",\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": [\n        "a:b:c"\n      ]\n    }, {\n      "Effect": "Deny", "Action": ["x:y:z"]\n    }\n  ]\n}\n';
  const expected = [
    { start: 0, end: 11 },
    { start: 2, end: 10 },
    { start: 3, end: 7 },
    { start: 5, end: 6 },
    { start: 8, end: 9 },
  ];
  assert.deepEqual(folds(read(text)), expected);
  assert.deepEqual(folds(read(text.replaceAll('\n', '\r\n'))), expected);
  assert.deepEqual(folds(read('{"a": [\n]}')), []);
  assert.deepEqual(folds(read('{\n"a": [\n1,\n2')), [{ start: 0, end: 3 }, { start: 1, end: 3 }]);
  assert.deepEqual(folds(read('')), []);
});

function selects(marked: string, expected: readonly string[]): void {
  const { text, cursor } = readCursor(marked);
  const spans = selectionSpans(read(text), cursor);
  assert.deepEqual(spans.map(({ start, end }) => text.slice(start, end)), expected);
}

test('selection grows from segment to string, list, member, statement, document', () => {
  const statement = '"Effect": "Allow", "Action": ["modelarts:pool:get", "b:c:d"]';
  const all = `{"Version": "1.1", "Statement": [{${statement}}]}`;
  selects(all.replace('pool', 'po|ol'), [
    'pool',
    'modelarts:pool:get',
    '"modelarts:pool:get"',
    '"modelarts:pool:get", "b:c:d"',
    '["modelarts:pool:get", "b:c:d"]',
    '"Action": ["modelarts:pool:get", "b:c:d"]',
    statement,
    `{${statement}}`,
    `[{${statement}}]`,
    `"Statement": [{${statement}}]`,
    `"Version": "1.1", "Statement": [{${statement}}]`,
    all,
  ]);
  selects(`${all.replace('Effect', 'Eff|ect')}\n`, ['Effect', '"Effect"', '"Effect": "Allow"', statement, `{${statement}}`, `[{${statement}}]`, `"Statement": [{${statement}}]`, `"Version": "1.1", "Statement": [{${statement}}]`, all, `${all}\n`]);
});

test('selection in empty, half-typed and other texts', () => {
  selects('|', ['']);
  selects(' | {}', ['  {}']);
  selects('{"a": [|]}', ['[]', '"a": [|]'.replace('|', ''), '{"a": []}']);
  selects('{"Statement": [{"Action": ["mod|', ['mod', '"mod', '["mod', '"Action": ["mod', '{"Action": ["mod', '[{"Action": ["mod', '"Statement": [{"Action": ["mod', '{"Statement": [{"Action": ["mod']);
});

test('each selection contains the one before and the offset', () => {
  const text = '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["a:b:c",""],"Resource":["a:b:c:d:e"],"Condition":{"Bool":{"g:MFAPresent":["true"]}}}]}  ';
  for (let offset = 0; offset <= text.length; offset++) {
    const spans = selectionSpans(read(text), offset);
    spans.forEach((span, index) => {
      assert.ok(span.start <= offset && offset <= span.end);
      const before = spans[index - 1];
      if (before) assert.ok(span.start <= before.start && before.end <= span.end && span.end - span.start > before.end - before.start);
    });
    assert.deepEqual(spans.at(-1), { start: 0, end: text.length });
  }
});

test('links from the operation of known actions to the page that names them, and from nothing else', () => {
  const text = JSON.stringify({ Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['modelarts:pool:create', 'modelarts:pool:delete', 'modelarts:pool:*', 'https://evil.example/x', 'nosuch:a:b'], NotAction: ['MODELARTS:POOL:CREATE'] }] });
  assert.deepEqual(
    links(read(text), small).map(({ span, url, tooltip }) => [text.slice(span.start, span.end), url, said(tooltip)]),
    ['create', 'CREATE'].map((it) => [it, 'https://example.com/pool(1)', 'Open the page that names modelarts:pool:create']),
  );
});

test('every link of the catalogue is https', () => {
  const Action = catalog.services.flatMap((it) => catalog.actions(it.name)).map((it) => it.name);
  const all = links(read(JSON.stringify({ Version: '1.1', Statement: [{ Effect: 'Allow', Action }] })), catalog);
  assert.ok(all.length > 200);
  assert.deepEqual(all.filter((it) => !it.url.startsWith('https://')), []);
});

test('inlay counts stand behind wildcards, in the part that is asked for', () => {
  const text = JSON.stringify({ Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['modelarts:pool:*', 'modelarts:pool:create', 'obs:*:*'] }, { Effect: 'Deny', Action: ['x:*', '*:*:*'] }] });
  const shown = (from: number, to: number): unknown => inlays(read(text), small, { start: from, end: to }).map(({ offset, label }) => [text.slice(0, offset).split('"').at(-2), said(label)]);
  assert.deepEqual(shown(0, text.length), [['modelarts:pool:*', '2 actions'], ['obs:*:*', '1 action'], ['*:*:*', '3 actions']]);
  assert.deepEqual(shown(0, text.indexOf('obs')), [['modelarts:pool:*', '2 actions'], ['obs:*:*', '1 action']]);
  assert.deepEqual(shown(0, 5), []);
});

const twoBlanks: FormatOptions = { tabSize: 2, insertSpaces: true };

function formats(text: string, expected: string, options: FormatOptions = twoBlanks): void {
  assert.equal(applyEdits(text, formatEdits(read(text).json, options)), expected);
}

test('formatting changes white space only, as the JSON formatter of VS Code does', () => {
  formats('{"Version":"1.1","Statement":[{"Action":["a:b:c"],"x":{}}]}', '{\n  "Version": "1.1",\n  "Statement": [\n    {\n      "Action": [\n        "a:b:c"\n      ],\n      "x": {}\n    }\n  ]\n}');
  formats('{"a":1}', '{\n\t"a": 1\n}\n', { tabSize: 4, insertSpaces: false, insertFinalNewline: true });
  formats('{"a":\r\n1}', '{\r\n  "a": 1\r\n}');
  formats('{\n  "a": 1\n}', '{\n  "a": 1\n}');
  formats('{"Action":["a:b', '{\n  "Action": ["a:b');
});

test('formatting a part leaves the rest alone', () => {
  const text = '{"a":1,\n"b":[1,2],\n"c":3}';
  const start = text.indexOf('"b"');
  const edits = formatEdits(read(text).json, twoBlanks, { start, end: start + 9 });
  assert.equal(applyEdits(text, edits), '{"a":1,\n"b": [\n  1,\n  2\n],\n"c":3}');
});

test('hostile texts are not formatted', () => {
  assert.deepEqual(formatEdits(read('['.repeat(10000)).json, twoBlanks), []);
  assert.deepEqual(formatEdits(read(`"${'x'.repeat(5 * 1024 * 1024)}"`).json, twoBlanks), []);
  for (const text of ['\0', '{"\ud800":"\udfff"}', '/*', '{"a":/* x', '\ufeff{}']) {
    const squeezed = (it: string): string => it.replace(/\s/g, '');
    assert.equal(squeezed(applyEdits(text, formatEdits(read(text).json, twoBlanks))), squeezed(text));
  }
});

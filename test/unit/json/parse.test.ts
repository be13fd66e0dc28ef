import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatPath, type Json, valueSpan } from '../../../server/src/core/json/json.ts';
import { parseJson } from '../../../server/src/core/json/parse.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import { readMarks } from '../../support/marked.ts';

/** A broken text with its problems marked, and the text after all its fixes. */
const broken: readonly { readonly marked: string; readonly fixed?: string }[] = [
  { marked: '  {"a": 1,}\n//       ^ The comma after the last item has to go.', fixed: '  {"a": 1}' },
  { marked: '  [1, 2,]\n//     ^ The comma after the last item has to go.', fixed: '  [1, 2]' },
  { marked: '  {"a": 1，"b": 2}\n//       ^ "，" is a full-width character.', fixed: '  {"a": 1,"b": 2}' },
  { marked: '  {"a"：1}\n//    ^ "：" is a full-width character.', fixed: '  {"a":1}' },
  { marked: '  ["a"、"b"]\n//    ^ "、" is a full-width character.', fixed: '  ["a","b"]' },
  { marked: '  {"a": 1 /* b */}\n//        ^^^^^^^ IAM takes no comments', fixed: '  {"a": 1 }' },
  { marked: '  {"a": "b\\x"}\n//      ^^^^^ A backslash starts an escape' },
  { marked: '  {"a": "b\tc"}\n//      ^^^^^ A string in JSON holds no control characters.' },
  { marked: '  {"a": nul}\n//      ^^^ A value is missing after "a".' },
  { marked: '  {a: 1}\n// ^ A name in quotes belongs here.' },
  { marked: '  {“a”：“b”}\n// ^ "“" is a full-width\n//    ^ "：" is a full-width\n//     ^ "“" is a full-width', fixed: '  {"a":"b"}' },
  { marked: '  [1,,2]\n//   ^ A value is missing before the comma.' },
  { marked: '  [1] 2\n//    ^ Nothing may follow the end of the policy.' },
  { marked: '  ["a" b]\n//     ^ A value belongs here.' },
];

for (const { marked, fixed } of broken) {
  test(`finds what is wrong in ${JSON.stringify(marked.split('\n')[0])}`, () => {
    const { text, marks } = readMarks(marked);
    const { problems } = parseJson(text);
    assert.deepEqual(
      problems.map((it, index) => [it.span, toPlain(it.message, english).slice(0, marks[index]?.message.length)]),
      marks.map((it) => [it.span, it.message]),
    );
    if (fixed !== undefined) assert.equal(applyEdits(text, problems.flatMap((it) => it.fix?.edits ?? [])), fixed);
  });
}

test('one finding stands for all brackets that are open at the end', () => {
  const { problems, root } = parseJson('{"Statement": [{"Effect": "Allow"');
  assert.deepEqual(problems.map((it) => toPlain(it.message, english)), ['The text ends before the policy does: }]} is missing.']);
  assert.equal(applyEdits('{"Statement": [{"Effect": "Allow"', problems.flatMap((it) => it.fix?.edits ?? [])), '{"Statement": [{"Effect": "Allow"}]}');
  assert.deepEqual(plain(root), { Statement: [{ Effect: 'Allow' }] });
});

test('a text that is not UTF-8 is one problem', () => {
  const text = '{"Version": "1.1"}';
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
  for (const bytes of [utf16, utf16.subarray(2), Buffer.from(utf16).swap16(), Buffer.from(utf16).swap16().subarray(2)]) {
    const { problems, root } = parseJson(bytes.toString('utf8'));
    assert.deepEqual([root, problems.map((it) => toPlain(it.message, english))], [undefined, ['This text is not UTF-8: it looks like UTF-16. Save the file as UTF-8.']]);
  }
  assert.deepEqual(parseJson(`\ufeff${text}`).problems, []);
});

test('what is half-typed is missing, and the rest is there', () => {
  const cases: readonly [string, unknown][] = [
    ['{"a": "b', { a: 'b' }],
    ['{"a": "b\n "c": 1}', { a: 'b', c: 1 }],
    ['{"a": , "c": [1, ', { a: undefined, c: [1] }],
    ['{"a" "b", "c": 1}', { a: 'b', c: 1 }],
    ['{"a": ["b" "c": 1}', { a: ['b'], c: 1 }],
    ['{"Statement": ["Effect": "Deny", "Action": []]}', { Statement: [{ Effect: 'Deny', Action: [] }] }],
    ['["\n a:b:c\n d:e:f\n"]', ['\n a:b:c\n d:e:f\n']],
    ['["\n  "a"]', ['', 'a']],
    ['', undefined],
  ];
  for (const [text, expected] of cases) assert.deepEqual(plain(parseJson(text).root), expected, text);
});

test('members with the same name are all there, and the earlier ones are named', () => {
  const { twins } = parseJson('{"a": {"b": 1, "b": 2, "b": 3}, "a": 4}');
  assert.deepEqual(twins.map((it) => [it.key.span.start, formatPath(it.path)]), [[7, '$.a.b'], [15, '$.a.b'], [1, '$.a']]);
});

test('places are exact behind escapes, byte order marks and pairs', () => {
  const text = '\ufeff["\\u0061\\n🙂b"]';
  const { root } = parseJson(text);
  assert.ok(root?.type === 'array');
  const [node] = root.elements;
  assert.ok(node?.type === 'string');
  assert.equal(node.value, 'a\n🙂b');
  const part = (from: number, to: number): string => {
    const { start, end } = valueSpan(text, node, from, to);
    return text.slice(start, end);
  };
  assert.deepEqual([part(0, 1), part(1, 2), part(2, 4), part(4, 5)], ['\\u0061', '\\n', '🙂', 'b']);
});

test('a text with 10,000 levels is one finding, found without a tree', () => {
  const { problems, root, tooDeep } = parseJson('{"a":'.repeat(10_000));
  assert.deepEqual([problems.length, root, tooDeep], [1, undefined, true]);
  assert.equal(problems[0]?.span.start, 500);
});

test('a bracket inside a string counts for nothing', () => {
  assert.equal(parseJson(`["${'['.repeat(200)}", "\\"${'['.repeat(200)}"]`).tooDeep, false);
});

/** The value without its places. */
function plain(json: Json | undefined): unknown {
  switch (json?.type) {
    case 'object':
      return Object.fromEntries(json.members.map((it) => [it.key.value, plain(it.value)]));
    case 'array':
      return json.elements.map(plain);
    case 'string':
    case 'boolean':
      return json.value;
    case 'number':
      return 1;
    case 'null':
      return null;
    default:
      return undefined;
  }
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appendTests, freeName, newTestFile, type WrittenTest } from '../../../server/src/core/access-test/write.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import { applyEdits } from '../../../server/src/core/text.ts';

const added: WrittenTest = { expect: 'Deny', name: 'new', request: { context: { 'g:TagKeys': ['a', 'b'] }, action: 'modelarts:pool:delete' } };

function append(text: string): string {
  const edits = appendTests(text, [added]);
  return 'template' in edits ? toPlain(edits, english) : applyEdits(text, edits);
}

const cases: readonly (readonly [name: string, before: string, after: string])[] = [
  [
    'indented by two blanks',
    `{
  "policies": [],
  "tests": [
    {
      "name": "a"
    }
  ]
}
`,
    `{
  "policies": [],
  "tests": [
    {
      "name": "a"
    },
    {
      "name": "new",
      "request": {
        "action": "modelarts:pool:delete",
        "context": {
          "g:TagKeys": [
            "a",
            "b"
          ]
        }
      },
      "expect": "Deny"
    }
  ]
}
`,
  ],
  ['a test in each line', '{\r\n\t"tests": [\r\n\t\t{ "name": "a" }\r\n\t]\r\n}', '{\r\n\t"tests": [\r\n\t\t{ "name": "a" },\r\n\t\t{ "name": "new", "request": { "action": "modelarts:pool:delete", "context": { "g:TagKeys": ["a", "b"] } }, "expect": "Deny" }\r\n\t]\r\n}'],
  ['all in one line', '{"tests":[{"name":"a"}]}', '{"tests":[{"name":"a"}, {"name":"new","request":{"action":"modelarts:pool:delete","context":{"g:TagKeys":["a","b"]}},"expect":"Deny"}]}'],
  ['tabs and an empty list', '{\n\t"tests": []\n}', '{\n\t"tests": [\n\t\t{\n\t\t\t"name": "new",\n\t\t\t"request": {\n\t\t\t\t"action": "modelarts:pool:delete",\n\t\t\t\t"context": {\n\t\t\t\t\t"g:TagKeys": [\n\t\t\t\t\t\t"a",\n\t\t\t\t\t\t"b"\n\t\t\t\t\t]\n\t\t\t\t}\n\t\t\t},\n\t\t\t"expect": "Deny"\n\t\t}\n\t]\n}'],
  ['broken', '{ "tests": [ }', 'The file has a syntax error, so nothing is added to it.'],
  ['no list', '{ "tests": {} }', '"tests" is no list in this file, so nothing is added to it.'],
];

for (const [name, before, after] of cases) test(`adds a test to a file: ${name}`, () => assert.equal(append(before), after));

test('a file without tests, and an empty one, get the list', () => {
  const value = { policies: ['a.policy.json'] };
  assert.deepEqual(JSON.parse(append(JSON.stringify(value, null, 2))), { ...value, tests: [JSON.parse(JSON.stringify(added)) as unknown] });
  assert.deepEqual(JSON.parse(append('{}')), { tests: [JSON.parse(JSON.stringify(added)) as unknown] });
});

test('a new file names its policies, and what differs from the rule', () => {
  assert.deepEqual(JSON.parse(newTestFile({ policies: ['a.policy.json'], scps: ['b.scp.json'], authorization: 'non-strict' }, [added])), { policies: ['a.policy.json'], boundaries: { scps: ['b.scp.json'] }, authorization: 'non-strict', tests: [JSON.parse(JSON.stringify(added)) as unknown] });
});

test('a name that is taken gets a number', () => {
  assert.equal(freeName('a', []), 'a');
  assert.equal(freeName('a', ['a', 'a (2)']), 'a (3)');
});

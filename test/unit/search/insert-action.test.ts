import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocument } from '../../../server/src/core/check.ts';
import { insertAction } from '../../../server/src/core/search/insert-action.ts';
import { applyEdits } from '../../../server/src/core/text.ts';

const policy = (statement: string): string => `{\n  "Version": "1.1",\n  "Statement": [\n    { "Effect": "Allow", ${statement} }\n  ]\n}`;

/** The cursor is `|`; what comes out, or undefined where nothing can be written. */
const cases: Readonly<Record<string, readonly [before: string, after: string | undefined]>> = {
  'an empty list': ['"Action": [|]', '"Action": ["a:b:c"]'],
  'an empty string': ['"Action": ["|"]', '"Action": ["a:b:c"]'],
  'a string that is being typed': ['"Action": ["modelarts:note|"]', '"Action": ["a:b:c"]'],
  'behind a complete string': ['"Action": ["modelarts:notebook:li|st"]', '"Action": ["modelarts:notebook:list", "a:b:c"]'],
  'behind a string that is in the middle': ['"Action": ["x:y:|z", "x:y:w"]', '"Action": ["x:y:z", "a:b:c", "x:y:w"]'],
  'an empty place behind a comma': ['"Action": ["x:y:z", |]', '"Action": ["x:y:z", "a:b:c"]'],
  'elsewhere in the statement': ['"Action": ["x:y:z"], "Resource": ["|*"]', '"Action": ["x:y:z", "a:b:c"], "Resource": ["*"]'],
  'a plain string': ['"Action": "x:y:|z"', '"Action": ["x:y:z", "a:b:c"]'],
  'no value yet': ['"Action": |', '"Action": ["a:b:c"]'],
  'one that is there already, whatever its case': ['"Action": ["A:b:|C"]', '"Action": ["A:b:C"]'],
  'NotAction': ['"NotAction": ["x:y:|z"]', '"NotAction": ["x:y:z", "a:b:c"]'],
  'no list of actions': ['"Resource": ["|*"]', undefined],
};

test('an action goes where the cursor is', () => {
  const results = Object.fromEntries(
    Object.entries(cases).map(([name, [before]]) => {
      const marked = policy(before);
      const offset = marked.indexOf('|');
      const text = marked.replace('|', '');
      const edits = insertAction(readDocument(text, { fileName: 'a.policy.json' }), offset, 'a:b:c');
      return [name, edits && applyEdits(text, edits)];
    }),
  );
  assert.deepEqual(results, Object.fromEntries(Object.entries(cases).map(([name, [, after]]) => [name, after === undefined ? undefined : policy(after)])));
});

test('a list over several lines keeps its layout', () => {
  const text = '{\r\n\t"Version": "1.1",\r\n\t"Statement": [{\r\n\t\t"Effect": "Allow",\r\n\t\t"Action": [\r\n\t\t\t"x:y:z"\r\n\t\t]\r\n\t}]\r\n}';
  const edits = insertAction(readDocument(text, { fileName: 'a.policy.json' }), text.indexOf('x:y') + 1, 'a:b:c');
  assert.equal(edits && applyEdits(text, edits), text.replace('"x:y:z"', '"x:y:z",\r\n\t\t\t"a:b:c"'));
});

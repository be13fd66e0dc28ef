import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { check, readDocument } from '../../../server/src/core/check.ts';
import { fixAll } from '../../../server/src/core/fix/fix-all.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import { documented } from '../../../server/src/core/rules/all.ts';
import { readMarks } from '../../../server/src/core/rules/example.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import { catalog } from '../../support/catalog.ts';

const fix = (text: string, fileName = 'example.policy.json') => fixAll(text, { fileName }, catalog);
const errorsIn = (text: string, fileName: string): number => check(readDocument(text, { fileName }), catalog).findings.filter((it) => it.severity === 'error').length;

/** What holds for any text: the same again changes nothing, the edits are what was done, nothing got worse. */
function assertSound(text: string, fileName = 'example.policy.json'): string {
  const first = fix(text, fileName);
  assert.equal(applyEdits(text, first.edits), first.text, 'the edits lead to another text');
  assert.equal(first.applied.length === 0, first.text === text, 'something was applied and nothing changed');
  const second = fix(first.text, fileName);
  assert.deepEqual([second.text, second.applied], [first.text, []], 'a second time changes more');
  if (readDocument(text, { fileName }).json.problems.length === 0) {
    assert.deepEqual(readDocument(first.text, { fileName }).json.problems, [], 'valid JSON stays valid');
    assert.ok(errorsIn(first.text, fileName) <= errorsIn(text, fileName), 'there are more errors than before');
  }
  return first.text;
}

test('applies all safe fixes at once and leaves the others', () => {
  const text = '{\n  "Statement": [\n    {\n      "Effect": "allow",\n      "Action": ["ModelArts:notebook:list ", "modelarts:notebok:list",],\n    }\n  ]\n}\n';
  const result = fix(text);
  assert.equal(result.text, '{\n  "Version": "1.1",\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": ["modelarts:notebook:list", "modelarts:notebok:list"]\n    }\n  ]\n}\n');
  assert.deepEqual(
    result.applied.map((it) => `${it.code}: ${toPlain(it.title, english)}`).sort(),
    ['blank-in-action: Change to "ModelArts:notebook:list"', 'effect-case: Change to "Allow"', 'json-syntax: Remove the comma', 'json-syntax: Remove the comma', 'missing-version: Insert "Version": "1.1"', 'uppercase-service: Change to "modelarts"'],
  );
});

test('what a configuration takes away is not fixed', () => {
  const text = '{ "Version": "1.1", "Statement": [{ "Effect": "allow", "Action": ["ModelArts:notebook:list"] }] }';
  const { text: fixed } = fixAll(text, { fileName: 'a.policy.json' }, catalog, (findings) => findings.filter((it) => it.code !== 'effect-case'));
  assert.equal(fixed, text.replace('ModelArts', 'modelarts'));
});

test('of two strings that cover each other one stays', () => {
  const text = '{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list", "modelarts:notebook:list"] }, { "Effect": "Allow", "Action": ["modelarts:notebook:list"] }] }';
  const fixed = assertSound(text);
  assert.equal(fixed.match(/modelarts:notebook:list/g)?.length, 1, fixed);
});

test('a policy without findings, an empty text, and texts that are no policy stay as they are', () => {
  for (const text of ['{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list"] }] }', '', '[]', '1', 'x', '['.repeat(200)]) assert.equal(assertSound(text), text);
});

for (const { code, bad, good, fileName, noFix } of documented) {
  test(`${code}: its bad example is fixed as far as that is safe, and stays so`, () => {
    const { text } = readMarks(bad);
    const fixed = assertSound(text, fileName);
    assertSound(readMarks(good).text, fileName);
    if (noFix) return;
    const left = check(readDocument(fixed, { fileName: fileName ?? 'example.policy.json' }), catalog).findings.filter((it) => it.code === code);
    assert.deepEqual(left.flatMap((it) => it.fixes ?? []).filter((it) => it.safe).map((it) => toPlain(it.title, english)), []);
  });

  test(`${code}: line endings and tabs stay`, () => {
    const text = readMarks(bad).text.replace(/^( {2})+/gm, (blanks) => '\t'.repeat(blanks.length / 2)).replaceAll('\n', '\r\n');
    const fixed = assertSound(text, fileName);
    assert.doesNotMatch(fixed, /(^|[^\r])\n|\r(?!\n)/, 'a line ends otherwise');
    assert.doesNotMatch(fixed, /^ /m, 'a line begins with a blank');
  });
}

test('mixtures of statements and mistakes: once is enough, nothing gets worse', () => {
  const action = fc.constantFrom('modelarts:notebook:list', 'ModelArts:notebook:get', ' modelarts:pool:list', 'modelarts:pool:*', 'modelarts:*:*', 'obs:object:GetObject', 'a:b:c, d:e:f', 'vpc:vpcs:list vpc:vpcs:get', 'modelarts:job', '*', 'iam::x', 'modelarts:notebook:lsit');
  const actions = fc.array(action, { maxLength: 4 }).map((it) => JSON.stringify(it));
  const listed = fc.oneof({ weight: 5, arbitrary: actions }, action.map((it) => JSON.stringify(it)), fc.constantFrom('null', '7', '{}'));
  const effect = fc.constantFrom('"Allow"', '"Deny"', '"allow"', '"DENY"', '" Allow"', 'true', '"Permit"');
  const resource = fc.constantFrom('["*"]', '"*"', '["obs:*:*:object:b/*"]', '["modelarts:*:*:notebook:x"]', '[" obs:*:*:object:b"]', '[]');
  const condition = fc.constantFrom('{ "StringEquals": { "g:UserName": "a" } }', '{ "Bool": { "g:MFAPresent": true } }', '{ "NumericLessThan": { "g:MFAAge": [5] } }', '{}');
  const members = fc.record({ Effect: effect, Action: listed, NotAction: listed, Resource: resource, Condition: condition, Sid: fc.constant('"s"') }, { requiredKeys: [] });
  const statement = members.map((it) => `{ ${Object.entries(it).map(([name, value]) => `"${name}": ${value}`).join(', ')} }`);
  const comma = fc.constantFrom(',', ',', ',', ',,', '', ' // x\n,');
  const version = fc.constantFrom('"Version": "1.1", ', '"Version": "5.0", ', '', '"Version": 1.1, ', '"Version": "2012-10-17", ');
  const policy = fc.tuple(version, fc.array(fc.tuple(statement, comma), { maxLength: 5 }), fc.constantFrom('] }', '] }', ']', '')).map(([head, statements, end]) => `{ ${head}"Statement": [${statements.map(([it, separator], index) => it + (index < statements.length - 1 ? separator : '')).join('\n')}${end}`);
  fc.assert(fc.property(policy, fc.constantFrom('a.policy.json', 'a.scp.json', 'a.trust.json'), (text, fileName) => void assertSound(text, fileName)), { numRuns: 400 });
});

test('nothing is taken away or joined that does not equal what stays: twins, blanks, comments, wrappers', () => {
  const blank = fc.constantFrom('', '', '', ' ', '  ', '\t');
  const comment = fc.constantFrom('', '', '', '', '/* one */', '/* two */');
  // Each statement has names of its own, so that none of them is idle beside another one.
  const action = fc.tuple(blank, fc.constantFrom('list', 'get', 'create list', 'LIST'), blank, fc.constantFrom('notebook', 'note book', 'pool'), blank);
  const list = fc.array(action, { minLength: 1, maxLength: 3 });
  const listText = (actions: readonly (readonly string[])[], index: number): string => `[${actions.map(([a = '', word = '', b = '', type = '', c = '']) => JSON.stringify(`${a}modelarts:${b}${type}${c}:${word}${String(index)}`)).join(', ')}]`;
  const condition = fc.array(fc.tuple(fc.constantFrom('StringEquals', 'StringLike'), fc.array(fc.tuple(fc.constantFrom('g:UserName', 'g:DomainName'), fc.constantFrom('a', 'b')), { minLength: 1, maxLength: 2 })), { minLength: 1, maxLength: 3 });
  const conditionText = (operators: readonly (readonly [string, readonly (readonly [string, string])[]])[]): string => `{${operators.map(([name, keys]) => `"${name}": {${keys.map(([key, value]) => `"${key}": ["${value}"]`).join(', ')}}`).join(', ')}}`;
  const member = fc.oneof(
    fc.constantFrom('Allow', 'Deny', 'allow').map((it) => () => `"Effect": "${it}"`),
    list.map((it) => (index: number) => `"Action": ${listText(it, index)}`),
    condition.map((it) => () => `"Condition": ${conditionText(it)}`),
  );
  const statement = fc.array(fc.tuple(comment, member), { maxLength: 5 });
  const part = fc.oneof({ weight: 4, arbitrary: fc.array(statement, { maxLength: 3 }).map((all) => `"Statement": [${all.map((members, index) => `{${members.map(([before, write]) => before + write(index)).join(', ')}}`).join(', ')}]`) }, fc.constantFrom('"Version": "1.1"', '"Version": "5.0"', '"role": {"type": "XA"}', '"role": "x"'));
  const text = fc.tuple(comment, fc.array(part, { maxLength: 4 })).map(([before, parts]) => `{${before}${parts.join(', ')}}`);
  fc.assert(
    fc.property(text, (before) => {
      const after = assertSound(before);
      const [old, now] = [wordsOf(before), wordsOf(after)];
      assert.deepEqual([...old].filter((it) => !now.has(it)), [], `${before}\n${after}\nsomething is gone`);
      assert.deepEqual([...now].filter((it) => !old.has(it) && !['version', '1.1', '5.0'].includes(it)), [], `${before}\n${after}\nsomething is new`);
      for (const it of ['/* one */', '/* two */']) assert.equal(after.split(it).length, before.split(it).length, 'a comment is gone, or there twice');
    }),
    { numRuns: 600 },
  );
});

/** Every string of a text; letter case does not count, nor do blanks at the ends and beside colons. */
function wordsOf(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([it]) => (JSON.parse(it) as string).trim().replace(/\s*:\s*/g, ':').toLowerCase()));
}

test('a text with thousands of mistakes is fixed in bounded time', () => {
  const actions = Array.from({ length: 3000 }, (_, index) => `"ModelArts:notebook:x${index}"`).join(',\n');
  const { text, applied } = fix(`{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": [${actions}] }] }`);
  assert.ok(applied.length > 0);
  assert.equal(fix(text).applied.length, 0);
});

test('commas that are missing in very many places are written in one go', () => {
  const count = 20_000;
  const { text, applied } = fix(`{ "Version": "1.1", "Statement": [${'1 '.repeat(count)}] }`);
  assert.deepEqual([applied.length, text], [count - 1, `{ "Version": "1.1", "Statement": [${'1, '.repeat(count - 1)}1 ] }`]);
});

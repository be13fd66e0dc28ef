import assert from 'node:assert/strict';
import { test } from 'node:test';
import { english, toPlain } from '../../../server/src/core/message.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import { allow, custom, identity, on, when } from '../../support/policies.ts';
import { findingsIn } from '../../support/rules.ts';

interface Offer {
  readonly text: string;
  readonly code: string;
  /** Title and text after it, for each fix of the findings of this code. */
  readonly fixes: readonly (readonly [title: string, after: string])[];
}

const list = ['modelarts:notebook:list'];
const plain = allow(list);

const offers: readonly Offer[] = [
  // A number in quotes is right only where the text is.
  { text: '{"Version": 1.1, "Statement": []}', code: 'wrong-type', fixes: [['Put it in quotes', '{"Version": "1.1", "Statement": []}']] },
  { text: '{"Version": 2, "Statement": []}', code: 'wrong-type', fixes: [] },
  { text: custom('{"Effect": 5, "Action": [5, true]}'), code: 'wrong-type', fixes: [] },
  { text: custom(allow(list, '"Resource": [5]')), code: 'wrong-type', fixes: [] },
  { text: identity(allow(list, '"Sid": 5')), code: 'wrong-type', fixes: [['Put it in quotes', identity(allow(list, '"Sid": "5"'))]] },
  { text: custom(when('{"NumberEquals": {"g:MFAAge": [300]}}')), code: 'wrong-type', fixes: [['Put it in quotes', custom(when('{"NumberEquals": {"g:MFAAge": ["300"]}}'))]] },
  { text: custom(when('{"Bool": {"g:MFAPresent": true}}')), code: 'wrong-type', fixes: [['Put it in quotes and in a list', custom(when('{"Bool": {"g:MFAPresent": ["true"]}}'))]] },
  // What does not belong goes, and the title says what is lost.
  { text: custom(allow(list, '"Sid": "x"')), code: 'unknown-element', fixes: [['Remove "Sid" with all that stands in it', custom(plain)]] },
  { text: custom(allow(list, '"Actions": ["obs:bucket:HeadBucket"]')), code: 'unknown-element', fixes: [['Remove "Actions" with all that stands in it', custom(plain)]] },
  { text: custom(allow(list, '"NotResource": ["*"]')), code: 'unknown-element', fixes: [['Remove "NotResource": the statement is then about every resource', custom(plain)]] },
  { text: '{"Version": "1.1", "Statement": [], "Id": "x"}', code: 'unknown-element', fixes: [['Remove "Id" with all that stands in it', '{"Version": "1.1", "Statement": []}']] },
  { text: custom('{"Efect": "Allow", "Action": []}'), code: 'unknown-element', fixes: [['Change to "Effect"', custom('{"Effect": "Allow", "Action": []}')]] },
  // Of twins the last counts.
  { text: custom('{"Effect": "Deny", "Effect": "Allow", "Action": ["modelarts:notebook:list"]}'), code: 'duplicate-key', fixes: [['Remove this one, which does not count', custom(plain)]] },
  { text: '{"Version": "5.0", "Statement": [], "Version": "1.1"}', code: 'duplicate-key', fixes: [['Remove this one, which does not count', '{"Statement": [], "Version": "1.1"}']] },
  { text: '{"Version": "5.0", "Statement": [], "Version": }', code: 'duplicate-key', fixes: [] },
  // Twins in what does not count itself.
  { text: '{"Statement": {"A": 1, "A": 2}, "Version": "1.1", "Statement": []}', code: 'duplicate-key', fixes: [['Remove this one, which does not count', '{"Version": "1.1", "Statement": []}'], ['Remove this one, which does not count', '{"Statement": {"A": 2}, "Version": "1.1", "Statement": []}']] },
  { text: custom(when('{"StringEquals": {"g:UserName": ["a"]}, "Bool": {"g:MFAPresent": ["true"]}, "StringEquals": {"g:DomainName": ["b"]}}')), code: 'duplicate-key', fixes: [
    ['Move its condition keys into the one that counts', custom(when('{"Bool": {"g:MFAPresent": ["true"]}, "StringEquals": {"g:UserName": ["a"], "g:DomainName": ["b"]}}'))],
    ['Remove this one, which does not count', custom(when('{"Bool": {"g:MFAPresent": ["true"]}, "StringEquals": {"g:DomainName": ["b"]}}'))],
  ] },
  { text: custom(when('{"StringEquals": {"g:UserName": ["a"]}, "StringEquals": {"g:UserName": ["b"]}}')), code: 'duplicate-key', fixes: [['Remove this one, which does not count', custom(when('{"StringEquals": {"g:UserName": ["b"]}}'))]] },
  // Two words may be two names.
  { text: custom(allow(['ecs:cloudServers:get delete'])), code: 'blank-in-action', fixes: [] },
  { text: custom(allow(['modelarts:note book:list'])), code: 'blank-in-action', fixes: [['Change to "modelarts:notebook:list"', custom(allow(['modelarts:notebook:list']))]] },
  { text: custom(on('obs:*:*:object:a b')), code: 'blank-in-resource', fixes: [['Change to "obs:*:*:object:a*b", which matches other names, too', custom(on('obs:*:*:object:a*b'))]] },
  { text: custom(on("obs: *:*:object:${g:UserName, 'no body'}/a  b c")), code: 'blank-in-resource', fixes: [[`Change to "obs:*:*:object:\${g:UserName, 'no body'}/a*b*c", which matches other names, too`, custom(on("obs:*:*:object:${g:UserName, 'no body'}/a*b*c"))]] },
  { text: custom(on('obs:*:*:object: x')), code: 'blank-in-resource', fixes: [['Change to "obs:*:*:object:x"', custom(on('obs:*:*:object:x'))]] },
  { text: custom(on('ief:*:*:no de:x')), code: 'blank-in-resource', fixes: [] },
  { text: custom(on('obs:*:object:b')), code: 'resource-format', fixes: [['Change to "obs:*:*:object:b"', custom(on('obs:*:*:object:b'))]] },
  { text: custom(on('obs:*:*:b')), code: 'resource-format', fixes: [] },
  { text: custom(allow(['modelarts：notebook：create'])), code: 'action-format', fixes: [['Change to "modelarts:notebook:create"', custom(allow(['modelarts:notebook:create']))]] },
  { text: custom(allow(['model\u200barts:notebook:list\u00ad'])), code: 'action-format', fixes: [['Change to "modelarts:notebook:list"', custom(allow(['modelarts:notebook:list']))]] },
  { text: custom(allow(['modelarts：笔：list'])), code: 'action-format', fixes: [] },
  { text: custom(on('obs:*:*:object:b((')), code: 'obs-resource', fixes: [['Change to "*", which matches other names, too', custom(on('obs:*:*:object:b*'))]] },
  { text: '{“Version”：“1.1”, "Statement": []}', code: 'json-syntax', fixes: [['Change to "', '{"Version"：“1.1”, "Statement": []}'], ['Change to :', '{“Version”:“1.1”, "Statement": []}'], ['Change to "', '{“Version”："1.1", "Statement": []}']] },
  { text: '{“Version”：“1.1”, "Statement": []}', code: 'missing-version', fixes: [] },
  // What does not belong at all is not corrected.
  { text: custom(allow(list, '"Principal": {"AWS": "*"}')), code: 'wrong-type', fixes: [] },
  // Only white space is laid out again.
  { text: '{ // my policy\n  "Statement": []}', code: 'missing-version', fixes: [['Insert "Version": "1.1"', '{ // my policy\n  "Version": "1.1",\n  "Statement": []}']] },
  { text: '{x"Statement": []}', code: 'missing-version', fixes: [['Insert "Version": "1.1"', '{x"Version": "1.1", "Statement": []}']] },
  { text: custom('{/* all */ "Action": []}'), code: 'missing-effect', fixes: ['Allow', 'Deny'].map((it) => [`Insert "Effect": "${it}"`, custom(`{/* all */ "Effect": "${it}", "Action": []}`)] as const) },
  { text: custom(on('modelarts:*:*:notebook:')), code: 'resource-format', fixes: [['Change to "modelarts:*:*:notebook:*", which means all of this type', custom(on('modelarts:*:*:notebook:*'))]] },
  { text: custom(on('modelarts:*:*:notebook')), code: 'resource-format', fixes: [['Change to "modelarts:*:*:notebook:*", which means all of this type', custom(on('modelarts:*:*:notebook:*'))]] },
  { text: custom(on('modelarts:*:*')), code: 'resource-format', fixes: [] },
  { text: custom(on('arn:aws:s3:::bucket/a')), code: 'resource-format', fixes: [['Change to "obs:*:*:object:bucket/a"', custom(on('obs:*:*:object:bucket/a'))]] },
  { text: custom(allow(list, '"Resource": []')), code: 'empty-list', fixes: [['Remove "Resource": the statement is then about every resource', custom(plain)]] },
  { text: identity(allow(list, '"NotResource": [ ]')), code: 'empty-list', fixes: [['Remove "NotResource": the statement is then about every resource', identity(plain)]] },
  { text: custom('{"Effect": "Allow", "Action": []}'), code: 'empty-list', fixes: [] },
  { text: custom(allow(list, '"Condition": {}')), code: 'empty-list', fixes: [['Remove Condition, which is empty', custom(plain)]] },
  { text: custom(allow(list, '"Condition": []')), code: 'wrong-type', fixes: [['Remove Condition, which is empty', custom(plain)]] },
];

for (const { text, code, fixes } of offers) {
  test(`${code} in ${text}`, () => {
    const offered = findingsIn(text).filter((it) => it.code === code).flatMap((it) => it.fixes ?? []);
    assert.deepEqual(offered.map((it) => [toPlain(it.title, english), applyEdits(text, it.edits)]), fixes);
  });
}

const safely: readonly (readonly [text: string, code: string])[] = [
  ['{"Version": 1.1, "Statement": []}', 'wrong-type'],
  ['{"Statement": []}', 'missing-version'],
  [custom('{"Effect": "Allow", "Effect": "Allow", "Action": ["modelarts:notebook:list"]}'), 'duplicate-key'],
  [custom('{"Effect": "Allow", "Action": [ "modelarts:notebook:list" ], "Action": ["modelarts\\u003anotebook:list"]}'), 'duplicate-key'],
  [custom(allow([' modelarts : notebook:list'])), 'blank-in-action'],
  [custom(on('obs: *:*:bucket:a ')), 'blank-in-resource'],
  [custom(allow(['modelarts：notebook：create'])), 'action-format'],
];
const notSafely: readonly (readonly [text: string, code: string])[] = [
  [custom('{"Effect": "Deny", "Effect": "Allow", "Action": ["modelarts:notebook:list"]}'), 'duplicate-key'],
  ['{"Version": "1.1", "Statement": [1], "Statement": []}', 'duplicate-key'],
  [custom('{"Effect": "Allow", /* why */ "Effect": "Allow", "Action": []}'), 'duplicate-key'],
  [custom(when('{"StringEquals": {"g:UserName": ["a"]}, "StringEquals": {"g:DomainName": ["b"]}}')), 'duplicate-key'],
  [custom(allow(['modelarts:note book:list'])), 'blank-in-action'],
  [custom(on('obs:*:*:object: x')), 'blank-in-resource'],
  [custom(on('obs:*:*:object:a b')), 'blank-in-resource'],
  [custom(on('modelarts:*:*:notebook')), 'resource-format'],
  [custom(allow(['modelarts:notebook:＊'])), 'action-format'],
  [custom(allow(list, '"Sid": "x"')), 'unknown-element'],
  [custom(allow(list, '"Resource": []')), 'empty-list'],
];

for (const [safe, texts] of [[true, safely], [false, notSafely]] as const) {
  for (const [text, code] of texts) {
    test(`${code} is ${safe ? '' : 'not '}fixed without being asked in ${text}`, () => {
      const offered = findingsIn(text).filter((it) => it.code === code).flatMap((it) => it.fixes ?? []);
      assert.ok(offered.length > 0);
      assert.equal(offered[0]?.safe, safe);
    });
  }
}

test('very many twins have their fixes in time that grows with the text', () => {
  const text = `{"Version": "1.1", "Statement": [], ${'"a": 1, '.repeat(20_000)}"a": 2}`;
  const found = findingsIn(text).filter((it) => it.code === 'duplicate-key');
  assert.equal(found.length, 20_000);
  assert.ok(found.every((it) => it.fixes?.length === 1));
});

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
  { text: custom(when('{"Bool": {"g:MFAPresent": true}}')), code: 'wrong-type', fixes: [['Put it in quotes', custom(when('{"Bool": {"g:MFAPresent": ["true"]}}'))]] },
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

test('fixes that lose nothing that counts are safe, those that lose or widen something are not', () => {
  const safe = new Set(['Put it in quotes', 'Remove this one, which does not count']);
  for (const { text, code } of offers) {
    for (const fix of findingsIn(text).filter((it) => it.code === code).flatMap((it) => it.fixes ?? [])) {
      assert.equal(fix.safe, safe.has(toPlain(fix.title, english)), text);
    }
  }
});

test('very many twins have their fixes in time that grows with the text', () => {
  const text = `{"Version": "1.1", "Statement": [], ${'"a": 1, '.repeat(20_000)}"a": 2}`;
  const found = findingsIn(text).filter((it) => it.code === 'duplicate-key');
  assert.equal(found.length, 20_000);
  assert.ok(found.every((it) => it.fixes?.length === 1));
});

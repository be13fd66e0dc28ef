import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesOf, limitsOf } from '../../../server/src/core/compare/changes.ts';
import { compareDocuments, sourceOf } from '../../../server/src/core/compare/compare-documents.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import { allow, deny } from '../../support/analysis-findings.ts';
import { catalog } from '../../support/catalog.ts';

const list = 'obs:bucket:ListBucket';
const mfa = { Condition: { Bool: { 'g:MFAPresent': ['true'] } } };
const onBucket = { Resource: ['obs:*:*:bucket:a'] };

const cases: readonly (readonly [name: string, before: readonly object[], after: readonly object[], limits: readonly string[]])[] = [
  ['a condition comes', [allow(list)], [allow(list, mfa)], ['Except where: Condition Bool g:MFAPresent "true"']],
  ['a resource comes', [allow(list)], [allow(list, onBucket)], ['Except where: Resource obs:*:*:bucket:a']],
  ['both come', [allow(list)], [allow(list, { ...onBucket, ...mfa })], ['Except where: Resource obs:*:*:bucket:a · Condition Bool g:MFAPresent "true"']],
  ['a condition goes', [allow(list, mfa)], [allow(list)], ['Except where: Condition Bool g:MFAPresent "true"']],
  ['all of it goes', [allow(list)], [allow('obs:object:GetObject')], []],
  ['nothing in common', [allow(list, mfa)], [allow(list, { Condition: { Bool: { 'g:MFAPresent': ['false'] } } })], ['Condition: Bool g:MFAPresent "false"']],
  ['a Deny comes', [allow(list, onBucket)], [allow(list, onBucket), deny(list, mfa)], ['Condition: Bool g:MFAPresent "true"']],
  ['a Deny widens', [deny(list, mfa)], [deny(list)], ['Except where: Condition Bool g:MFAPresent "true"']],
];

for (const [name, before, after, expected] of cases) {
  test(`where a difference is none is said: ${name}`, () => {
    const [old, now] = [before, after].map((it) => readDocument(JSON.stringify({ Version: '5.0', Statement: it }), { kind: 'identity-5.0' }));
    assert.ok(old && now);
    const pair = { old: sourceOf('a', old), new: sourceOf('b', now), scp: false, ...compareDocuments(old, now, catalog) };
    const change = changesOf(pair).find((it) => it.actions.includes(list));
    assert.ok(change);
    const texts = limitsOf(pair, change).map(([label, text]) => `${typeof label === 'object' && 'template' in label ? label.template : String(label)}: ${text}`);
    assert.deepEqual(texts, expected);
  });
}

test('what hangs on NotPrincipal is said to', () => {
  const [old, now] = ['1', '2'].map((id) => readDocument(JSON.stringify({ Version: '5.0', Statement: [{ Effect: 'Deny', NotPrincipal: { IAM: [id] }, Action: ['sts:agencies:assume'] }] }), { kind: 'trust-5.0' }));
  assert.ok(old && now);
  const { comparison } = compareDocuments(old, now, catalog);
  assert.equal(comparison.result, 'cannot-tell');
  assert.deepEqual([...new Set(comparison.cannotTell.map((it) => it.why.template))], ['Whether this makes a difference hangs on NotPrincipal, which cannot be compared.']);
});

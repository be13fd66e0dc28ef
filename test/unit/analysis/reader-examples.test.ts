import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from '../../../server/src/core/analysis/compare.ts';
import { exampleText } from '../../../server/src/core/analysis/words.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import { toPlain } from '../../../server/src/core/message.ts';
import type { Policy } from '../../../server/src/core/policy/policy.ts';
import { allow } from '../../support/analysis-findings.ts';
import { catalog } from '../../support/catalog.ts';

const identity = (...statements: readonly object[]): Policy => {
  const { policy } = readDocument(JSON.stringify({ Version: '5.0', Statement: statements }), { kind: 'identity-5.0' });
  assert.ok(policy);
  return policy;
};

const examples: readonly (readonly [name: string, statement: object, text: string])[] = [
  ['a letter instead of an empty value', allow('obs:bucket:ListBucket', { Condition: { StringMatch: { 'g:UserName': ['*'] } } }), 'obs:bucket:ListBucket with g:UserName = x'],
  ['an empty value where there is no other', allow('obs:bucket:ListBucket', { Condition: { StringEquals: { 'g:UserName': [''] } } }), 'obs:bucket:ListBucket with g:UserName = (empty)'],
  ['the spelling of the text', allow('nobody:*:tagSession'), 'nobody::tagSession'],
];

for (const [name, statement, expected] of examples) {
  test(`examples: ${name}`, () => {
    const [first] = compare(identity(), identity(statement), catalog).gained;
    assert.ok(first);
    assert.equal(toPlain(exampleText(first.example), { language: 'en', bundle: {} }), expected);
  });
}

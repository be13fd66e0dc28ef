import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocument } from '../../../server/src/core/check.ts';
import { toPlain } from '../../../server/src/core/message.ts';
import { offersAt } from '../../../server/src/core/refactor/offers.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import { catalog } from '../../support/catalog.ts';

const reader = { language: 'en', bundle: {} } as const;

/** Title and text of a rewriting at the text that `at` names. */
function rewritten(name: string, policy: object, at: string): { readonly title: string; readonly after: unknown } | undefined {
  const text = JSON.stringify(policy);
  const start = text.indexOf(at);
  const offer = offersAt(readDocument(text, {}), { start, end: start }, catalog).find((it) => it.name === name);
  if (!offer) return undefined;
  return { title: toPlain(offer.title, reader), after: 'edits' in offer ? JSON.parse(applyEdits(text, offer.edits)) : toPlain(offer.refused, reader) };
}

test('what of 5.0 has no counterpart in 1.1 is named, and single strings become lists', () => {
  const statement = { Sid: 'a', Effect: 'Allow', NotAction: 'iam:*:*', NotResource: ['obs:*:*:bucket:a'], Condition: { Bool: { 'g:MFAPresent': 'true' } } };
  assert.deepEqual(rewritten('convertVersion', { Version: '5.0', Statement: [statement] }, '"Version"'), {
    title: 'Write as a custom policy of version 1.1 (without counterpart: Sid, NotAction, NotResource)',
    after: { Version: '1.1', Statement: [{ ...statement, NotAction: ['iam:*:*'], Condition: { Bool: { 'g:MFAPresent': ['true'] } } }] },
  });
});

test('what of 1.1 has no counterpart in 5.0 is named, and so is what nobody knows', () => {
  const policy = { Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['iam:agencies:assume', 'modelarts:nothing:known'], Resource: { uri: ['/iam/agencies/a'] } }] };
  const { title = '' } = rewritten('convertVersion', policy, '"Version"') ?? {};
  assert.match(title, /without counterpart: Resource\.uri/);
  assert.match(title, /not known: modelarts:nothing:known/);
});

test('of spellings that say the same the first stays', () => {
  const statement = { Effect: 'Allow', Action: ['modelarts:notebook:stop', 'modelarts:notebook:create', 'MODELARTS:notebook:Stop'], Resource: ['obs:*:*:bucket:b', 'OBS:*:*:bucket:b', 'obs:*:*:bucket:B', 'obs:*:A:bucket:b'] };
  const policy = { Version: '5.0', Statement: [statement] };
  assert.deepEqual(rewritten('sortList', policy, 'modelarts:notebook:create'), {
    title: 'Sort the list and remove 1 duplicate',
    after: { Version: '5.0', Statement: [{ ...statement, Action: ['modelarts:notebook:create', 'modelarts:notebook:stop'] }] },
  });
  assert.deepEqual(rewritten('sortList', policy, 'obs:*:*:bucket:B'), {
    title: 'Sort the list and remove 1 duplicate',
    after: { Version: '5.0', Statement: [{ ...statement, Resource: ['obs:*:*:bucket:B', 'obs:*:*:bucket:b', 'obs:*:A:bucket:b'] }] },
  });
});

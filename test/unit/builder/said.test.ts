import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BuilderChange, ListName } from '../../../server/src/core/builder/change.ts';
import { builderEdit } from '../../../server/src/core/builder/edit.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';

const text = '{ "Version": "5.0", "Statement": [{ "Sid": "s1", "Effect": "Allow", "Action": ["a:b:c", "a:b:d"], "Resource": ["*"] }] }';

function heard(change: BuilderChange): string {
  const result = builderEdit(readDocument(text, { kind: 'identity-5.0' }), change);
  return toPlain('problem' in result ? result.problem : result.said, english);
}

const add = (element: ListName, ...values: string[]): BuilderChange => ({ kind: 'add-strings', statement: 0, element, values });
const remove = (element: ListName, ...values: string[]): BuilderChange => ({ kind: 'remove-strings', statement: 0, element, values });

const cases: readonly (readonly [BuilderChange, string])[] = [
  [add('action', 'a:b:c', 'A:B:D', 'a:b:e'), 'a:b:e added to statement 1.'],
  [add('action', 'a:b:c', 'a:b:e', 'a:b:E', 'a:b:f'), '2 actions added to statement 1.'],
  [add('action', 'a:b:c'), 'Nothing has changed.'],
  [remove('action', 'A:B:C', 'a:b:x', 'a:b:y', 'a:b:z'), 'a:b:c removed from statement 1.'],
  [remove('action', 'a:b:c', 'a:b:d', 'a:b:z'), '2 actions removed from statement 1.'],
  [remove('resource', '*', 'modelarts:*:*:notebook:*'), '* removed. Statement 1 now applies to every resource.'],
  [remove('resource', 'modelarts:*:*:notebook:*', 'modelarts:*:*:pool:*'), 'Nothing has changed.'],
  [add('resource', 'modelarts:*:*:notebook:*', 'modelarts:*:*:pool:*'), '2 resources added to statement 1.'],
  [{ kind: 'set-effect', statement: 0, value: 'Allow' }, 'Nothing has changed.'],
  [{ kind: 'set-sid', statement: 0, value: 's1' }, 'Nothing has changed.'],
];

for (const [change, expected] of cases) test(`${change.kind} ${JSON.stringify('values' in change ? change.values : '')} tells: ${expected}`, () => assert.equal(heard(change), expected));

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { english, toPlain } from '../../../server/src/core/message.ts';
import type { Kind } from '../../../server/src/core/policy/kind.ts';
import { whyNoAction, whyNotAllowed } from '../../../server/src/core/search/writable.ts';
import { catalog } from '../../support/catalog.ts';

const noAction = (it: string): string => `"${it}" is no action. An action has three parts: "modelarts:notebook:create".`;

const cases: readonly (readonly [kind: Kind, actions: readonly string[], problem: string])[] = [
  ['custom-1.1', ['modelarts:notebook:create', 'obs:object:GetObject', 'obs:*:*'], ''],
  ['custom-1.1', ['modelarts:notebook:create', 'nonsense'], noAction('nonsense')],
  ['identity-5.0', ['nonsense'], noAction('nonsense')],
  ['custom-1.1', ['a:b:c", "x:y:z'], noAction('a:b:c", "x:y:z')],
  ['custom-1.1', [''], noAction('')],
  // Services that are not known by name are not judged.
  ['identity-5.0', ['nobody:knows:this'], ''],
  ['identity-5.0', ['modelarts:notebook:create', 'modelarts:*:*', '*'], ''],
  ['identity-5.0', ['modelarts:notebook:create', 'obs:object:GetObject', 'obs:object:PutObject', 'obs:object:GetObject'], 'Version 5.0 has no action of this name: obs:object:GetObject, obs:object:PutObject.'],
];

for (const [kind, actions, problem] of cases) {
  test(`${kind}: ${actions.join(' ')}`, () => {
    const found = whyNotAllowed({ kind }, actions, catalog);
    assert.equal(found ? toPlain(found, english) : '', problem);
    const [only = ''] = actions;
    if (actions.length === 1) assert.equal(whyNoAction({ kind }, only) !== undefined, problem !== '');
  });
}

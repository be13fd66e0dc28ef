import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../../server/src/core/analysis/analyse.ts';
import type { Entry } from '../../../server/src/core/analysis/entry.ts';
import { createMeter, take } from '../../../server/src/core/analysis/meter.ts';
import { ask, mayAsk, type Model, readModel, stepsOfDocument, stepsOfEntry, stepsTaken } from '../../../server/src/core/analysis/model.ts';
import { analysisRules } from '../../../server/src/core/analysis/rules.ts';
import { exampleText, listOf, statementNumbers } from '../../../server/src/core/analysis/words.ts';
import { check, readDocument } from '../../../server/src/core/check.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import { smallCatalog } from '../../support/analysis-catalog.ts';
import { allow, deny } from '../../support/analysis-findings.ts';
import { catalog } from '../../support/catalog.ts';

function modelOf(statements: readonly object[], kind: 'custom-1.1' | 'identity-5.0' = 'custom-1.1'): Model {
  const { policy } = readDocument(JSON.stringify({ Version: kind.slice(-3), Statement: statements }), { kind });
  const model = policy && readModel(policy, smallCatalog, []);
  assert.ok(model);
  return model;
}

test('a question has its own steps, and takes them from those of the document', () => {
  const model = modelOf([deny('a:b:c')]);
  const [entry] = model.denies as [Entry];
  const { document, givenUp } = model.budget;
  const outer = model.space.meter;
  const from = document.left;
  assert.equal(ask(model, entry, () => (take(model.space.meter, 10), 'yes')), 'yes');
  assert.equal(document.left, from - 10);
  assert.equal(model.space.meter, outer);
  assert.equal(ask(model, entry, () => model.space.meter.left), stepsOfEntry);
  assert.deepEqual([...givenUp], []);
  // One step too many: nothing may be said about the entry.
  assert.equal(ask(model, entry, () => take(model.space.meter, stepsOfEntry)), true);
  document.left = stepsOfEntry + 10;
  assert.equal(ask(model, entry, () => take(model.space.meter, stepsOfEntry + 1)), undefined);
  assert.deepEqual([...givenUp], [entry.order]);
  assert.equal(document.left, 10);
  assert.equal(ask(model, entry, () => model.space.meter.left), 10);
  assert.equal(mayAsk(model), true);
  assert.equal(ask(model, entry, () => take(model.space.meter, 10)), true);
  assert.equal(mayAsk(model), false);
  let asked = false;
  givenUp.clear();
  assert.equal(ask(model, entry, () => (asked = true)), undefined);
  assert.deepEqual([asked, [...givenUp]], [false, [entry.order]]);
});

test('looks are counted, of all that was asked', () => {
  const model = modelOf([deny('a:b:c')]);
  const before = stepsTaken(model);
  ask(model, model.denies[0] as Entry, () => {
    take(model.space.meter, 5);
    model.space.meter.looks += 2;
  });
  const after = stepsTaken(model);
  assert.deepEqual([after.all - before.all, after.looks - before.looks], [5, 2]);
  assert.ok(before.all > 0 && before.all < 10);
  // The model in which keys are one that differ in case has its own steps.
  const twins = modelOf([deny('a:b:c', { Condition: { StringEquals: { 'k:a': ['x'], 'K:a': ['x'] } } })]);
  assert.notEqual(twins.folded, twins);
  const from = stepsTaken(twins);
  take(twins.folded.space.meter, 7);
  assert.equal(stepsTaken(twins).all - from.all, 7);
  assert.equal(modelOf([deny('a:b:c', { Condition: { StringEquals: { 'k:a': ['x'], 'k:b': ['x'] } } })]).folded.space.foldKeys, false);
});

test('a document that cannot be read within the steps is given up', () => {
  const statements = Array.from({ length: 60 }, (_, index) => ({ Effect: 'Deny', NotAction: Array.from({ length: 10 }, (_unused, at) => `a*${at}:b*${index}:c*${at}`), NotResource: Array.from({ length: 10 }, (_unused, at) => `*${at}:r${index}*:c*:t*${at}:p*${index}`) }));
  const { policy } = readDocument(JSON.stringify({ Version: '5.0', Statement: statements }), { kind: 'identity-5.0' });
  assert.ok(policy);
  assert.equal(readModel(policy, smallCatalog, []), undefined);
  assert.equal(analyse(policy, smallCatalog).givenUp, 60);
  assert.equal(createMeter(stepsOfDocument).left, stepsOfDocument);
});

test('the rules ask with the errors of the others and the mode of the account', () => {
  const found = (statements: readonly object[], options: Parameters<typeof check>[3] = {}): string[] => {
    const document = readDocument(JSON.stringify({ Version: '1.1', Statement: statements }), {});
    return check(document, catalog, undefined, options).findings.map((it) => it.code).filter((it) => analysisRules.some((rule) => rule.code === it));
  };
  const idle = [allow('obs:bucket:ListBucket'), deny('modelarts:pool:delete')];
  assert.deepEqual(found(idle), []);
  assert.deepEqual(found(idle, { authorization: 'strict' }), ['idle-deny']);
  assert.deepEqual(found(idle, { authorization: 'non-strict' }), []);
  assert.deepEqual(found(idle, { authorization: 'strict', inSet: true }), []);
  const other = [allow('obs:bucket:ListBucket'), deny('ecs:cloudServers:delete')];
  assert.deepEqual(found(other), ['idle-deny']);
  assert.deepEqual(found(other, { inSet: true }), []);
  const denied = [allow('obs:bucket:ListBucket'), deny('obs:bucket:*')];
  assert.deepEqual(found(denied), ['denied-allow']);
  assert.deepEqual(found([denied[0] as object, { ...denied[1], Condition: { NoSuchOperator: { 'g:UserName': ['a'] } } }]), []);
  assert.deepEqual(analysisRules.map((it) => it.code), ['denied-allow', 'denied-resource', 'partly-denied-allow', 'redundant-allow', 'redundant-deny', 'idle-deny', 'never-applies']);
});

test('numbers of statements and examples in words', () => {
  const list = (...numbers: readonly number[]): string => toPlain(listOf(numbers), english);
  assert.deepEqual([list(2), list(2, 4), list(2, 3, 4), list(1, 2, 3, 4)], ['2', '2 and 4', '2, 3 and 4', '1, 2, 3 and 4']);
  const model = modelOf(Array.from({ length: 12 }, () => deny(['a:b:c', 'a:b:d'])));
  const { denies } = model;
  assert.deepEqual(statementNumbers([...denies].reverse()), Array.from({ length: 12 }, (_, index) => index + 1));
  const words = (example: Parameters<typeof exampleText>[0]): string => toPlain(exampleText(example), english);
  assert.equal(words({ action: 'a:b:c', context: {} }), 'a:b:c');
  assert.equal(words({ action: 'a:b:c', resource: 'r', project: 'p', enterpriseProject: 'e', principal: { kind: 'IAM', value: '1' }, context: { x: '1', y: '2', z: '3' } }), 'a:b:c on r in the project p in the enterprise project e by 1 with x = 1, y = 2, z = 3');
  assert.equal(words({ action: 'a:b:c', project: 'p', context: { x: '1' } }), 'a:b:c in the project p with x = 1');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from '../../../server/src/core/analysis/compare.ts';
import { createCatalog } from '../../../server/src/core/catalog/catalog.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import type { PolicyKind } from '../../../server/src/core/policy/kind.ts';
import type { Example } from '../../../server/src/core/rules/rule.ts';
import { analysisOf } from '../../support/analysis-findings.ts';

const text = { en: '', zhCn: '' };
const action = (name: string, more: object = {}) => ({ name, versions: ['1.1', '5.0'], description: text, apis: [], dependsOn: [], conditionKeys: [], resources: [], deprecated: false, aliases: [], confidence: 'high', ...more });
const service = (name: string) => ({ name, title: text, levelGrade: 'unknown', resourceFormats: [], coverage: 'partial' });

/** A catalogue of its own for each use: what is kept of one is not seen by another. */
const newCatalog = () => {
  const data: Readonly<Record<string, unknown>> = {
    index: { date: '2026-01-01', services: ['aaa', 'modelarts', 'zzz'].map(service), globalKeys: [], operators: [] },
    aaa: { actions: [action('aaa:One:get')], resourceTypes: [{ name: 'Thing', description: text, deprecated: false, documented: true }], conditionKeys: [] },
    modelarts: { actions: [action('modelarts:old:get', { deprecated: true }), action('modelarts:new:get'), action('modelarts:five:list', { versions: ['5.0'] }), action('modelarts:one:list', { versions: ['1.1'] })], resourceTypes: [], conditionKeys: [] },
    zzz: { actions: [], resourceTypes: [], conditionKeys: [] },
  };
  return createCatalog((name) => data[name]);
};

/** The examples of what an Allow grants that was not there before. */
function examples(statement: object, kind: PolicyKind = 'identity-5.0'): Example[] {
  const read = (statements: readonly object[]) => readDocument(JSON.stringify({ Version: kind.slice(-3), Statement: statements }), { kind }).policy;
  const [before, after] = [read([]), read([{ Effect: 'Allow', ...statement }])];
  assert.ok(before && after);
  return compare(before, after, newCatalog()).gained.map((it) => it.example);
}

const actions = (pattern: string, kind?: PolicyKind): string[] => examples({ Action: [pattern] }, kind).map((it) => it.action);

test('an example names a known action where one fits, ModelArts first and those out of date last', () => {
  assert.deepEqual(actions('*:*:*'), ['modelarts:new:get', 'modelarts:five:list', 'modelarts:old:get', 'aaa:One:get']);
  assert.deepEqual(actions('*:*:*', 'custom-1.1'), ['modelarts:new:get', 'modelarts:one:list', 'modelarts:old:get', 'aaa:One:get']);
  assert.deepEqual(actions('a*:*:*'), ['aaa:One:get']);
  assert.deepEqual(actions('AAA:one:G*'), ['aaa:One:get']);
  assert.deepEqual(actions('modelarts:*:list'), ['modelarts:five:list']);
  assert.deepEqual(actions('modelarts:*:list', 'custom-1.1'), ['modelarts:one:list']);
});

test('else it has the shortest words, or the spelling of the policy where that is one action', () => {
  assert.deepEqual(actions('zzz:*:*'), ['zzz::x']);
  assert.deepEqual(actions('zzz:*:*', 'custom-1.1'), ['zzz:x:x']);
  assert.deepEqual(actions('zzz:B?:x*z'), ['zzz:bx:xz']);
  assert.deepEqual(actions('Zzz:Some:Thing'), ['Zzz:Some:Thing']);
  assert.deepEqual(actions('qqq*:a:b'), ['qqq:a:b']);
});

const resource = (...resources: readonly string[]): (string | undefined)[] => examples({ Action: ['zzz:a:b'], Resource: resources }).map((it) => it.resource);

test('the resource of an example is the shortest that is named, and none where none has to be', () => {
  assert.deepEqual(resource('*'), [undefined]);
  assert.deepEqual(resource('zzz:*:*:x:y'), ['zzz:*:*:x:y']);
  assert.deepEqual(resource('zzz:::x:y/*'), ['zzz:*:*:x:y/']);
  assert.deepEqual(resource('zzz:r:C:x:Y'), ['zzz:r:C:x:Y']);
  assert.deepEqual(resource('aaa:*:*:thing:*'), ['aaa:*:*:Thing:x']);
  assert.deepEqual(resource('*:*:*:*:*'), ['x:*:*:x:x']);
  assert.deepEqual(resource('/iam/agencies/a'), ['/iam/agencies/a']);
  const not = examples({ Action: ['zzz:a:b'], NotResource: ['zzz:*:*:x:*'] });
  assert.deepEqual(not.map((it) => it.resource), [undefined]);
});

const context = (condition: object): Example['context'] | undefined => examples({ Action: ['zzz:a:b'], Condition: condition })[0]?.context;

test('the context of an example has the keys that are needed, each with a plain value', () => {
  const of = (operator: string, ...values: readonly string[]): unknown => context({ [operator]: { 'k:x': values } })?.['k:x'];
  assert.deepEqual(context({ StringEqualsIfExists: { 'k:x': ['a'] }, Null: { 'k:y': ['true', 'false'] } }), {});
  assert.deepEqual(context({ StringEquals: { 'k:x': ['a'] }, NumberEqualsIfExists: { 'k:y': ['1'] } }), { 'k:x': 'a' });
  assert.deepEqual(of('StringEquals', 'bb', 'a'), 'a');
  assert.deepEqual(of('StringMatch', 'a?*'), 'ax');
  assert.deepEqual(of('Null', 'false'), 'x');
  assert.deepEqual([of('NumberEquals', '1.50'), of('NumberGreaterThan', '2'), of('NumberLessThan', '2'), of('NumberLessThanEquals', '2'), of('NumberGreaterThanEquals', '2.5')], ['1.5', '3', '1', '2', '2.5']);
  assert.deepEqual([of('Bool', 'true'), of('Bool', 'false'), of('Bool', 'false', 'true')], ['true', 'false', 'true']);
  assert.deepEqual([of('DateGreaterThan', '2024-01-01T00:00:00Z'), of('DateLessThan', '2024-01-01T00:00:00Z'), of('DateEquals', '2024-01-01T00:00:00.120Z')], ['2024-01-01T00:00:01Z', '2023-12-31T23:59:59Z', '2024-01-01T00:00:00.120Z']);
  assert.deepEqual([of('DateEquals', '9999-12-31T23:59:59Z'), of('DateEquals', '0001-01-01T00:00:00Z')], ['9999-12-31T23:59:59Z', '0001-01-01T00:00:00Z']);
  assert.deepEqual([of('IpAddress', '10.1.2.3'), of('IpAddress', '10.1.2.3/8'), of('IpAddress', '255.254.253.252')], ['10.1.2.3', '10.0.0.0', '255.254.253.252']);
  assert.deepEqual([of('IpAddress', '1:2:3:4:5:6:7:abcd'), of('IpAddress', 'ffff::/16')], ['1:2:3:4:5:6:7:abcd', 'ffff:0:0:0:0:0:0:0']);
  assert.deepEqual(of('NotIpAddressIfExists', '0.0.0.0/0'), undefined);
});

test('values that no request could have make no example', () => {
  const of = (operator: string, ...values: readonly string[]): unknown => context({ [operator]: { 'k:x': values } });
  assert.deepEqual([of('DateGreaterThan', '9999-12-31T23:59:59Z'), of('DateLessThan', '0001-01-01T00:00:00Z'), of('DateEquals', '0000-01-01T00:00:00Z')], [undefined, undefined, undefined]);
  assert.deepEqual([of('NumberEquals', '0.0000001'), of('NumberEquals', '0.000001')], [undefined, { 'k:x': '0.000001' }]);
  assert.equal(of('StringEndWith', 'x'), undefined);
  assert.deepEqual(of('StringNotEquals', 'a'), { 'k:x': 'x' });
  assert.deepEqual(of('StringNotMatch', '*'), undefined);
});

test('the names of keys are data', () => {
  const found = context({ StringEquals: { __proto__x: ['a'] } });
  assert.deepEqual(Object.entries(found ?? {}), [['__proto__x', 'a']]);
  const read = (statements: string) => readDocument(`{"Version":"5.0","Statement":[${statements}]}`, { kind: 'identity-5.0' }).policy;
  const [before, after] = [read(''), read('{"Effect":"Allow","Action":["zzz:a:b"],"Condition":{"StringEquals":{"__proto__":["a"]}}}')];
  assert.ok(before && after);
  const example = compare(before, after, newCatalog()).gained[0]?.example;
  assert.deepEqual(Object.entries(example?.context ?? {}), [['__proto__', 'a']]);
  assert.deepEqual(JSON.stringify({ ...example?.context }), '{"__proto__":"a"}');
});

test('the principal of an example is one of those that are listed', () => {
  const found = analysisOf([{ Effect: 'Allow', Principal: { Service: ['service.x y'] }, Action: ['sts:agencies:assume'] }, { Effect: 'Deny', Principal: { Service: ['service.x y'], IAM: ['1'] }, Action: ['sts:*:*'] }], 'trust-5.0')['denied-allow'];
  assert.deepEqual(found?.map((it) => it.example), [{ action: 'sts:agencies:assume', context: {}, principal: { kind: 'Service', value: 'service.x y' } }]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Cuts, equalTo, everyValue, greaterThan, hasValue, intersectCuts, lessThan, sampleOf, subtractCuts, uniteCuts } from '../../../server/src/core/analysis/cuts.ts';
import { compare } from '../../../server/src/core/analysis/compare.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import { smallCatalog } from '../../support/analysis-catalog.ts';
import { allow, codesOf, deny } from '../../support/analysis-findings.ts';

/** Conditions of two Deny statements; whether they deny everything together, or one covers the other. */
const conditioned = (operator: string, key: string, ...values: readonly string[]): object => ({ Condition: { [operator]: { [key]: values } } });

/** What `compare` says of two conditions on one Allow. */
function between(before: object, after: object): string {
  const read = (condition: object) => readDocument(JSON.stringify({ Version: '5.0', Statement: [{ Effect: 'Allow', Action: ['a:b:c'], Condition: condition }] }), { kind: 'identity-5.0' }).policy;
  const [old, now] = [read(before), read(after)];
  assert.ok(old && now);
  return compare(old, now, smallCatalog).result;
}

const on = (key: string, operator: string, ...values: readonly string[]): object => ({ [operator]: { [key]: values } });

test('numbers are decimal numbers; others are opaque', () => {
  const n = (...it: readonly string[]): object => on('k:n', 'NumberEquals', ...it);
  for (const [a, b] of [['1', '1.0'], ['01', '1'], ['-0', '0'], ['0.50', '0.5']] as [string, string][]) assert.equal(between(n(a), n(b)), 'equivalent', `${a} ${b}`);
  for (const [a, b] of [['1', '2'], ['1', '-1'], ['123456789012345', '123456789012346'], ['0.5', '0.05']] as [string, string][]) assert.equal(between(n(a), n(b)), 'both', `${a} ${b}`);
  for (const odd of ['1e3', '+1', '.5', '1.', '1.2.3', 'x', '', ' 1', '1 ', '1234567890.1234567', '0x10', '1,5', '--1']) {
    assert.equal(between(n(odd), n('1000')), 'cannot-tell', odd);
    assert.equal(between(n(odd), n(odd)), 'equivalent', odd);
  }
});

test('dates are instants with a zone; others are opaque', () => {
  const d = (...it: readonly string[]): object => on('k:d', 'DateLessThan', ...it);
  assert.equal(between(d('2024-01-01T00:00:00Z'), d('2024-01-01T00:00:00.000Z')), 'equivalent');
  assert.equal(between(d('2024-01-01T00:00:00.5Z'), d('2024-01-01T00:00:00.50Z')), 'equivalent');
  assert.equal(between(d('2024-01-01T00:00:00Z'), d('2024-01-01T00:00:00.001Z')), 'grants-more');
  for (const odd of ['2024-01-01T00:00:00', '2024-13-01T00:00:00Z', 'x2024-01-01T00:00:00Z', '2024-01-01T00:00:00Zx', '2024-01-01T00:00:00.0001Z', '1704067200', '']) {
    assert.equal(between(d(odd), d('2024-01-01T00:00:00Z')), 'cannot-tell', odd);
    assert.equal(between(d(odd), d(odd)), 'equivalent', odd);
  }
  assert.equal(between(on('k:d', 'DateEquals', '2024-01-01T00:00:00Z'), on('k:d', 'DateLessThanEquals', '2024-01-01T00:00:00Z')), 'grants-more');
});

test('addresses and networks are ranges; what is neither is opaque', () => {
  const ip = (...it: readonly string[]): object => on('k:i', 'IpAddress', ...it);
  const same: readonly [string, string][] = [
    ['10.0.0.0/8', '10.1.2.3/8'],
    ['10.0.0.1', '10.0.0.1/32'],
    ['255.255.255.255/0', '0.0.0.0/0'],
    ['::1', '0:0:0:0:0:0:0:1'],
    ['::1', '::1/128'],
    ['1::', '1:0:0:0:0:0:0:0'],
    ['1::8', '1:0:0:0:0:0:0:8'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['ABCD::', 'abcd::'],
    ['::', '0::0/128'],
    ['00ab::', 'ab::'],
    ['fe80::ffff/10', 'fe80::/10'],
  ];
  for (const [a, b] of same) assert.equal(between(ip(a), ip(b)), 'equivalent', `${a} ${b}`);
  const apart: readonly [string, string, string][] = [
    ['10.0.0.0/8', '11.0.0.0/8', 'both'],
    ['10.0.0.0/9', '10.0.0.0/8', 'grants-more'],
    ['10.0.0.0', '10.0.0.1', 'both'],
    ['1.2.3.4', '4.3.2.1', 'both'],
    ['0.0.0.0/0', '::/0', 'both'],
    ['::', '::1', 'both'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:9', 'both'],
    ['ffff::', 'fffe::', 'both'],
    ['255.0.0.0', '254.0.0.0', 'both'],
  ];
  for (const [a, b, result] of apart) assert.equal(between(ip(a), ip(b)), result, `${a} ${b}`);
  assert.equal(between(ip('10.0.0.0/9', '10.128.0.0/9'), ip('10.0.0.0/8')), 'equivalent');
  assert.equal(between(ip('::/1', '8000::/1'), ip('::/0')), 'equivalent');
  for (const odd of ['10.0.0', '10.0.0.0.0', '10.0.0.256', '10.0.0.01', '10.0.0.x', '1000.0.0.0', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.0/', '10.0.0.0/x', '10.0.0.0/0008', '::/129', '1:2:3', '1:2:3:4:5:6:7:8:9', '::1::', '1:2:3:4:5:6:7:8::', 'g::', '12345::', '', ':', '1:2:3:4:5:6:7:', 'x10.0.0.0', '10.0.0.0x', '::1.2.3.4']) {
    assert.equal(between(ip(odd), ip('10.0.0.0/8')), 'cannot-tell', odd);
    assert.equal(between(ip(odd), ip(odd)), 'equivalent', odd);
  }
});

test('each ordering operator has its own range', () => {
  const n = (operator: string, value = '5'): object => on('k:n', operator, value);
  const table: readonly [string, string, string][] = [
    ['NumberLessThan', 'NumberLessThanEquals', 'grants-more'],
    ['NumberGreaterThan', 'NumberGreaterThanEquals', 'grants-more'],
    ['NumberLessThan', 'NumberGreaterThan', 'both'],
    ['NumberLessThanEquals', 'NumberGreaterThanEquals', 'both'],
    ['NumberEquals', 'NumberLessThanEquals', 'grants-more'],
    ['NumberEquals', 'NumberGreaterThanEquals', 'grants-more'],
    ['NumberEquals', 'NumberLessThan', 'both'],
    ['NumberEquals', 'NumberGreaterThan', 'both'],
  ];
  for (const [a, b, result] of table) assert.equal(between(n(a), n(b)), result, `${a} ${b}`);
  for (const [a, b, result] of table) {
    const date = (operator: string): object => on('k:d', operator.replace('Number', 'Date'), '2024-01-01T00:00:00Z');
    assert.equal(between(date(a), date(b)), result, `${a} ${b}`);
  }
  assert.equal(between({ ...n('NumberLessThanEquals'), ...n('NumberGreaterThanEquals') }, n('NumberEquals')), 'equivalent');
  assert.equal(between(on('k:n', 'NumberNotEquals', '1', '2'), { NumberLessThan: { 'k:n': ['1'] } }), 'grants-less');
  assert.equal(between(on('k:n', 'NumberNotEqualsIfExists', '1', '2'), { NumberLessThanIfExists: { 'k:n': ['1'] } }), 'grants-less');
});

test('Bool and Null are finite', () => {
  const b = (operator: string, ...values: readonly string[]): object => on('k:b', operator, ...values);
  assert.equal(between(b('Bool', 'true', 'false'), b('Null', 'false')), 'equivalent');
  assert.equal(between({ ...b('Bool', 'true', 'false') }, { ...b('Bool', 'false', 'true') }), 'equivalent');
  assert.equal(between(b('Bool', 'true'), b('Bool', 'false')), 'both');
  assert.equal(between(b('Bool', 'TRUE'), b('Bool', 'true')), 'cannot-tell');
  assert.equal(between(b('Bool', 'true'), b('BoolIfExists', 'true')), 'grants-more');
  assert.equal(between(b('Null', 'true', 'false'), b('Null', 'true')), 'grants-less');
  assert.equal(between(b('Null', 'true'), b('Null', 'false')), 'both');
  assert.equal(between(b('Null', 'yes'), b('Null', 'true')), 'cannot-tell');
  assert.equal(between(b('Null', 'yes'), b('Null', 'yes')), 'equivalent');
});

test('a key that is compared with two kinds of values is opaque, with Null it is not', () => {
  const opaque = { StringEquals: { 'k:x': ['1'] }, NumberEquals: { 'k:x': ['1'] } };
  assert.equal(between(opaque, { ...opaque, StringEquals: { 'k:x': ['2'] } }), 'cannot-tell');
  for (const [operator, value] of [['StringEquals', 'a'], ['NumberEquals', '1'], ['DateLessThan', '2024-01-01T00:00:00Z'], ['Bool', 'true'], ['IpAddress', '10.0.0.0/8'], ['NotIpAddressIfExists', '10.0.0.0/8']] as const) {
    assert.equal(between({ [operator]: { 'k:x': [value] }, Null: { 'k:x': ['false'] } }, { [operator]: { 'k:x': [value] } }), operator.endsWith('IfExists') ? 'grants-more' : 'equivalent', operator);
  }
});

test('the values of StringMatch may have wildcards, those of StringEquals have none', () => {
  const s = (operator: string, ...values: readonly string[]): object => on('k:s', operator, ...values);
  assert.equal(between(s('StringMatch', 'a*'), s('StringMatch', 'a', 'a?*')), 'equivalent');
  assert.equal(between(s('StringEquals', 'a*'), s('StringMatch', 'a*')), 'grants-more');
  assert.equal(between(s('StringEquals', 'a?'), s('StringMatch', 'a?')), 'grants-more');
  assert.equal(between(s('StringEquals', 'a*'), s('StringMatch', 'a${*}')), 'equivalent');
  assert.equal(between(s('StringEquals', 'a'), s('StringEqualsIgnoreCase', 'A')), 'grants-more');
  assert.equal(between(s('StringEqualsIgnoreCase', 'a'), s('StringEqualsIgnoreCase', 'A')), 'equivalent');
  assert.equal(between(s('StringEqualsIgnoreCase', 'ä'), s('StringEqualsIgnoreCase', 'Ä')), 'cannot-tell');
  assert.equal(between(s('StringMatch', 'A'), s('StringMatch', 'a')), 'both');
  assert.equal(between(s('StringMatch', 'a', '*'), s('Null', 'false')), 'equivalent');
  assert.equal(between(s('StringEquals', 'a', '\ud800'), s('StringEquals', '\ud800', 'a')), 'equivalent');
  assert.equal(between(s('StringMatch', '\ud800'), s('StringMatch', '?')), 'cannot-tell');
  for (const operator of ['StringStartWith', 'StringEndWith', 'StringLike', 'StringNotLike', 'StringEqualsAnyOf', 'ForAllValues:StringEquals', 'ForAnyValue:StringMatch']) {
    assert.equal(between(s(operator, 'a'), s(operator, 'b')), 'cannot-tell', operator);
    assert.equal(between(s(operator, 'a', 'b'), s(operator, 'b', 'a', 'b')), 'equivalent', operator);
    assert.equal(between(s(operator, 'a'), s(`${operator}IfExists`, 'a')), 'cannot-tell', operator);
  }
  assert.equal(between(s('StringEquals', '${g:UserName}'), s('StringEquals', 'a')), 'cannot-tell');
});

test('an empty list holds for no request, unless the operator is negated or the key may be absent', () => {
  const trial = (operator: string): string[] => codesOf([{ Effect: 'Allow', Action: ['obs:bucket:a'], Condition: { [operator]: { 'k:s': [] } } }], 'identity-5.0');
  assert.deepEqual(['StringEquals', 'StringStartWith', 'ForAnyValue:StringEquals', 'Bool', 'Null'].map((it) => trial(it).includes('never-applies')), [true, true, true, true, true]);
  assert.deepEqual(['StringEqualsIfExists', 'StringNotEquals', 'StringNotEqualsIfExists', 'ForAllValues:StringEquals', 'StringNotStartWith'].map((it) => trial(it).includes('never-applies')), [false, false, false, false, false]);
  assert.equal(between(on('k:s', 'StringEqualsIfExists'), on('k:s', 'Null', 'true')), 'equivalent');
  assert.equal(between(on('k:s', 'StringNotEqualsIfExists'), { StringMatchIfExists: { 'k:s': ['*'] } }), 'equivalent');
});

test('a negated operator on an absent key is read both ways', () => {
  const both = ['obs:object:GetObject', 'obs:object:PutObject'];
  const single = 'obs:object:GetObject';
  const not = (suffix = ''): object => conditioned(`StringNotEquals${suffix}`, 'k:s', 'a');
  const codes = (...statements: readonly object[]): string[] => codesOf([allow(both), ...statements]);
  assert.deepEqual(codes(deny(single, not()), deny(single, conditioned('StringEquals', 'k:s', 'a'))), []);
  assert.deepEqual(codes(deny(single, not('IfExists')), deny(single, conditioned('StringEquals', 'k:s', 'a'))), ['denied-allow']);
  assert.deepEqual(codes(deny(single, not()), deny(single, conditioned('StringEqualsIfExists', 'k:s', 'a'))), ['denied-allow']);
  // The same reading holds for both keys at once.
  assert.deepEqual(codesOf([allow(both, { Condition: { Null: { 'k:s': ['true'], 'k:t': ['true'] }, StringNotEquals: { 'k:s': ['a'] } } }), deny(single, { Condition: { StringNotEquals: { 'k:t': ['a'] } } })]), ['denied-allow']);
  assert.deepEqual(codesOf([allow(single, { Condition: { Null: { 'k:s': ['true'] }, StringNotEquals: { 'k:s': ['a'] } } })]), []);
  assert.deepEqual(codesOf([allow(single, { Condition: { Null: { 'k:s': ['true'] }, StringEquals: { 'k:s': ['a'] } } })]), ['never-applies']);
  assert.deepEqual(codesOf([allow(single, { Condition: { StringNotMatch: { 'k:s': ['*'] }, Null: { 'k:s': ['false'] } } })]), ['never-applies']);
  const before = on('k:s', 'StringNotEquals', 'a');
  assert.equal(between(before, on('k:s', 'StringNotEqualsIfExists', 'a')), 'cannot-tell');
  assert.equal(between(before, on('k:s', 'StringNotEquals', 'a', 'b')), 'grants-less');
  assert.equal(between({ ...before, Null: { 'k:s': ['false'] } }, { StringNotEqualsIfExists: { 'k:s': ['a'] }, Null: { 'k:s': ['false'] } }), 'equivalent');
  assert.equal(between(before, before), 'equivalent');
  assert.equal(between(on('k:s', 'StringNotMatch', '*'), on('k:s', 'Null', 'true')), 'cannot-tell');
});

// --- Ranges

const numbers = [-1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 4];
const sets: readonly [Cuts, (value: number) => boolean][] = [
  [everyValue('number'), () => true],
  [lessThan('number', 1, false), (it) => it < 1],
  [lessThan('number', 2, true), (it) => it <= 2],
  [greaterThan('number', 1, false), (it) => it > 1],
  [greaterThan('number', 2, true), (it) => it >= 2],
  [equalTo('number', 1), (it) => it === 1],
  [equalTo('number', 3), (it) => it === 3],
  [subtractCuts(everyValue('number'), equalTo('number', 2)), (it) => it !== 2],
  [intersectCuts(greaterThan('number', 0, false), lessThan('number', 3, false)), (it) => it > 0 && it < 3],
];

test('ranges are intersected, subtracted and united as their numbers are', () => {
  for (const [a, inA] of sets) {
    assert.deepEqual(numbers.filter((it) => hasValue(a, it)), numbers.filter(inA));
    for (const [b, inB] of sets) {
      const [common, left, all] = [intersectCuts(a, b), subtractCuts(a, b), uniteCuts(a, b)];
      assert.deepEqual(numbers.filter((it) => hasValue(common, it)), numbers.filter((it) => inA(it) && inB(it)));
      assert.deepEqual(numbers.filter((it) => hasValue(left, it)), numbers.filter((it) => inA(it) && !inB(it)));
      assert.deepEqual(numbers.filter((it) => hasValue(all, it)), numbers.filter((it) => inA(it) || inB(it)));
      for (const set of [common, left, all]) {
        const sample = sampleOf(set);
        assert.equal(sample === undefined, set.cuts.length === 0);
        if (sample !== undefined) assert.ok(hasValue(set, sample), JSON.stringify(set));
      }
      // What is equal is written in one way.
      assert.deepEqual(uniteCuts(common, left).cuts, a.cuts);
    }
  }
});

test('the sample of a range is short, and in it', () => {
  const number = (from: number, to: number): Cuts => intersectCuts(greaterThan('number', from, false), lessThan('number', to, false));
  assert.deepEqual(
    [everyValue('number'), lessThan('number', 5, true), lessThan('number', 5, false), lessThan('number', 5.5, false), greaterThan('number', 5, true), greaterThan('number', 5, false), greaterThan('number', 5.5, false), number(1, 3), number(1, 2), number(1, 1.5), intersectCuts(greaterThan('number', 1, false), lessThan('number', 1.5, true)), equalTo('number', 7)].map(sampleOf),
    [0, 5, 4, 5, 5, 6, 6, 2, 1.5, 1.25, 1.5, 7],
  );
  assert.deepEqual([lessThan('date', 5000, false), greaterThan('date', 5000, false), greaterThan('date', 5000, true), equalTo('date', 5000), intersectCuts(greaterThan('date', 5000, false), lessThan('date', 5500, false))].map(sampleOf), [4000, 6000, 5000, 5000, 5250]);
  assert.deepEqual([sampleOf(everyValue('ip')), sampleOf(subtractCuts(everyValue('number'), everyValue('number')))], [0n, undefined]);
  assert.equal(hasValue(everyValue('ip'), (1n << 128n) + (1n << 32n) - 1n), true);
  assert.equal(hasValue(everyValue('ip'), (1n << 128n) + (1n << 32n)), false);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lenses } from '../../../server/src/core/structure/lens.ts';
import { catalog } from '../../support/catalog.ts';
import { chinese, small } from '../hover/hovers.ts';
import { read, said } from './asks.ts';

/** Titles of the lenses of statements that are given as `Effect: actions`. */
function counts(statements: readonly object[], expected: readonly (string | undefined)[], version = '1.1', fileName?: string): void {
  const text = JSON.stringify({ Version: version, Statement: statements });
  assert.deepEqual(lenses(read(text, fileName), small).map((it) => said(it.count?.title)), expected);
}

const allow = (...Action: string[]): object => ({ Effect: 'Allow', Action });
const deny = (...Action: string[]): object => ({ Effect: 'Deny', Action });

test('known actions that the strings match, counted once', () => {
  counts([allow('modelarts:pool:*')], ['Allows 2 known actions']);
  counts([allow('modelarts:pool:*', 'modelarts:*:delete', 'ModelArts:Pool:Create')], ['Allows 2 known actions']);
  counts([allow('modelarts:pool:create')], ['Allows 1 known action']);
  counts([deny('*:*:*')], ['Denies 3 known actions']);
  counts([deny('obs:bucket:List')], ['Denies 1 known action']);
  counts([allow('nosuch:a:b', 'modelarts:pool:fly', 'half')], ['Allows no known action']);
  counts([deny()], ['Denies no known action']);
});

test('what a Deny takes from an Allow, and which one', () => {
  counts([allow('modelarts:*:*'), deny('modelarts:pool:delete')], ['Allows 2 known actions, 1 of them denied by statement 2', 'Denies 1 known action, 1 of them allowed here']);
  counts(
    [deny('modelarts:pool:delete'), allow('*:*:*'), deny('obs:*:*'), deny('modelarts:*:*')],
    ['Denies 1 known action, 1 of them allowed here', 'Allows 3 known actions, 3 of them denied by statements 1, 3 and 4', 'Denies 1 known action, 1 of them allowed here', 'Denies 2 known actions, 2 of them allowed here'],
  );
  counts([allow('obs:*:*'), deny('modelarts:*:*')], ['Allows 1 known action', 'Denies 2 known actions']);
});

test('under conditions, where a resource or condition limits it', () => {
  const limited = (statement: object, more: object): object => ({ ...statement, ...more });
  counts([limited(allow('modelarts:*:*'), { Resource: ['modelarts:*:*:pool:*'] })], ['Allows 2 known actions under conditions']);
  counts([limited(allow('modelarts:*:*'), { Resource: ['*'] })], ['Allows 2 known actions']);
  counts([limited(deny('obs:*:*'), { Condition: { Bool: { 'g:MFAPresent': ['false'] } } })], ['Denies 1 known action under conditions']);
  counts([limited(deny('obs:*:*'), { Condition: {} })], ['Denies 1 known action']);
  counts([allow('modelarts:*:*'), limited(deny('modelarts:pool:delete'), { Condition: { Bool: { 'g:MFAPresent': ['false'] } } })], ['Allows 2 known actions, 1 of them denied by statement 2 under conditions', 'Denies 1 known action under conditions, 1 of them allowed here']);
  counts([limited(allow('modelarts::createPool'), { NotResource: ['a:b:c:d:e'] })], ['Allows 1 known action under conditions'], '5.0');
});

test('names of the version of the policy only', () => {
  counts([allow('modelarts:*:*')], ['Allows 2 known actions'], '5.0');
  counts([allow('modelarts::createPool')], ['Allows 1 known action'], '5.0');
  counts([allow('modelarts::createPool')], ['Allows no known action']);
  counts([allow('modelarts:pool:delete')], ['Allows no known action'], '5.0');
  counts([allow('*')], ['Allows 2 known actions'], '5.0');
});

test('NotAction counts all but its strings', () => {
  counts([{ Effect: 'Deny', NotAction: ['modelarts:pool:create'] }], ['Denies 1 known action'], '5.0');
});

test('an Allow of an SCP lets through', () => {
  counts([allow('*'), deny('modelarts::createPool')], ['Lets through 2 known actions, 1 of them denied by statement 2', 'Denies 1 known action, 1 of them allowed here'], '5.0', 'x.scp.json');
});

test('a statement that cannot be read has no count and takes part in none, but can be simulated', () => {
  counts([allow('modelarts:*:*'), { Action: ['modelarts:*:*'] }, { Effect: 'Deny', Action: 7 }], ['Allows 2 known actions', undefined, undefined]);
  const [lens] = lenses(read('{"Version": "1.1", "Statement": [{'), small);
  assert.equal(said(lens?.simulate.title), 'Simulate…');
});

test('the list behind the count, and its place', () => {
  const text = '{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["modelarts:*:*"]}, {"Effect": "Deny", "Action": ["modelarts:pool:delete"]}]}';
  const [lens] = lenses(read(text), small);
  assert.ok(lens);
  assert.equal(text.slice(lens.span.start, lens.span.end), '{');
  assert.deepEqual(lens.path, ['Statement', 0]);
  assert.deepEqual(lens.count?.actions.map((it) => [it.name, said(it.description), it.shared]), [['modelarts:pool:create', 'Create a pool', false], ['modelarts:pool:delete', 'Delete a pool', true]]);
  assert.equal(said(lens.count?.title, chinese), '允许2个已知授权项，其中1个被第2条授权语句拒绝');
});

test('example 2 of the ModelArts IAM page', () => {
  const text = JSON.stringify({ Version: '1.1', Statement: [allow('modelarts:*:*'), allow('swr:*:*'), allow('smn:*:*'), deny('modelarts:pool:create', 'modelarts:pool:update', 'modelarts:pool:delete')] });
  const all = lenses(read(text), catalog).map((it) => said(it.count?.title) ?? '');
  assert.match(all[0] ?? '', /^Allows 159 known actions, 3 of them denied by statement 4$/);
  assert.equal(all[3], 'Denies 3 known actions, 3 of them allowed here');
});

test('many statements are counted, not named', () => {
  const denies = Array.from({ length: 9 }, () => deny('obs:*:*'));
  assert.equal(said(lenses(read(JSON.stringify({ Version: '1.1', Statement: [allow('obs:*:*'), ...denies] })), small)[0]?.count?.title), 'Allows 1 known action, 1 of them denied by statements 2, 3, 4, 5, 6, 7 and 3 more');
});

test('a text with more statements than any policy has is not counted', () => {
  const text = JSON.stringify({ Version: '1.1', Statement: Array.from({ length: 4000 }, (_, index) => (index % 2 === 0 ? allow('*:*:*') : deny('*:*:*'))) });
  const all = lenses(read(text), catalog);
  assert.equal(all.length, 1000);
  assert.deepEqual(all.filter((it) => it.count), []);
});

test('a hostile number of wildcards costs no seconds', () => {
  const Action = Array.from({ length: 20000 }, (_, index) => `modelarts:*${String(index)}*:*`);
  const text = JSON.stringify({ Version: '1.1', Statement: [{ Effect: 'Allow', Action }] });
  assert.deepEqual(lenses(read(text), small).map((it) => said(it.count?.title)), ['Allows no known action']);
});

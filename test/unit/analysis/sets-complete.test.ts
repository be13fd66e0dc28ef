import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setOfAttached } from '../../../server/src/core/analysis/sets/attached.ts';
import { containsScope, isNowhere, type Level, mayShareScope } from '../../../server/src/core/analysis/sets/scope.ts';
import type { PolicyDocument } from '../../../server/src/core/check.ts';
import type { Scope } from '../../../server/src/core/simulate/types.ts';
import { allow, deny } from '../../support/analysis-findings.ts';
import { catalog } from '../../support/catalog.ts';
import { analysedSet, completeSet, type Members, placesIn, policyOf } from '../../support/analysis-set.ts';

const user = (operator: string, ...names: string[]): object => ({ Condition: { [operator]: { 'g:UserName': names } } });
const on = (...it: string[]): object => ({ Resource: it });
const scp = (...statements: object[]): PolicyDocument => policyOf('5.0', statements, { kind: 'scp-5.0' });
const identity = (...statements: object[]): PolicyDocument => policyOf('5.0', statements, { kind: 'identity-5.0' });

const cases: readonly (readonly [title: string, members: Members, found: readonly string[]])[] = [
  [
    'one string, denied by one',
    { a: [allow(['obs:bucket:a', 'obs:bucket:b'])], b: [deny('obs:bucket:a')] },
    [
      'denied-allow warning a [0].Action[0] "obs:bucket:a": Allowed here, but denied by statement 1 of b, for everybody in the set "staff". Example: obs:bucket:a.',
      '-> b [0].Action[0] "obs:bucket:a": Statement 1 of b denies it here.',
      'fix Remove it from this statement (changes nothing in the set "staff"): ["obs:bucket:b"]',
      'example {"action":"obs:bucket:a","context":{}}',
      'there information b [0].Action[0] "obs:bucket:a": Denies "obs:bucket:a", which statement 1 of a allows, for everybody in the set "staff". -> a [0].Action[0] "obs:bucket:a": It is allowed here.',
    ],
  ],
  [
    'one string, denied by several of one document',
    { a: [allow(['obs:bucket:a', 'obs:bucket:b'])], b: [deny('obs:bucket:a', user('StringEquals', 'x')), deny('obs:bucket:a', user('StringNotEqualsIfExists', 'x'))] },
    [
      'denied-allow warning a [0].Action[0] "obs:bucket:a": Allowed here, but denied by statements 1 and 2 of b together, for everybody in the set "staff". Example: obs:bucket:a.',
      '-> b [0].Action[0] "obs:bucket:a": Statement 1 of b denies it here.',
      '-> b [1].Action[0] "obs:bucket:a": Statement 2 of b denies it here.',
      'fix Remove it from this statement (changes nothing in the set "staff"): ["obs:bucket:b"]',
      'example {"action":"obs:bucket:a","context":{}}',
      'there information b [0].Action[0] "obs:bucket:a": Denies, together with others, "obs:bucket:a", which statement 1 of a allows, for everybody in the set "staff". -> a [0].Action[0] "obs:bucket:a": It is allowed here.',
      'there information b [1].Action[0] "obs:bucket:a": Denies, together with others, "obs:bucket:a", which statement 1 of a allows, for everybody in the set "staff". -> a [0].Action[0] "obs:bucket:a": It is allowed here.',
    ],
  ],
  [
    'one string, denied by several documents',
    { a: [allow(['obs:bucket:a', 'obs:bucket:b']), deny('obs:bucket:a', user('StringEquals', 'x')), deny('obs:bucket:a', user('StringEquals', 'z'))], b: [deny('obs:bucket:a', user('StringEquals', 'y'))], c: [deny('obs:bucket:a', user('StringNotEqualsIfExists', 'x', 'y', 'z'))] },
    [
      'denied-allow warning a [0].Action[0] "obs:bucket:a": Allowed here, but denied by statements 2 and 3 here, statement 1 of b and statement 1 of c together, for everybody in the set "staff". Example: obs:bucket:a.',
      '-> a [1].Action[0] "obs:bucket:a": Statement 2 denies it here.',
      '-> a [2].Action[0] "obs:bucket:a": Statement 3 denies it here.',
      '-> b [0].Action[0] "obs:bucket:a": Statement 1 of b denies it here.',
      '-> c [0].Action[0] "obs:bucket:a": Statement 1 of c denies it here.',
      'fix Remove it from this statement (changes nothing in the set "staff"): ["obs:bucket:b"] ["obs:bucket:a"] ["obs:bucket:a"]',
      'example {"action":"obs:bucket:a","context":{}}',
      'there information b [0].Action[0] "obs:bucket:a": Denies, together with others, "obs:bucket:a", which statement 1 of a allows, for everybody in the set "staff". -> a [0].Action[0] "obs:bucket:a": It is allowed here.',
      'there information c [0].Action[0] "obs:bucket:a": Denies, together with others, "obs:bucket:a", which statement 1 of a allows, for everybody in the set "staff". -> a [0].Action[0] "obs:bucket:a": It is allowed here.',
    ],
  ],
  [
    'a whole statement',
    { a: [allow(['obs:bucket:a', 'obs:bucket:b'])], b: [deny('obs:bucket:*')] },
    [
      'denied-allow warning a [0] "Allow": All that this statement allows is denied by statement 1 of b, for everybody in the set "staff". Example: obs:bucket:a.',
      '-> b [0].Action[0] "obs:bucket:*": Statement 1 of b denies it here.',
      'example {"action":"obs:bucket:a","context":{}}',
      'there information b [0].Action[0] "obs:bucket:*": Denies all that statement 1 of a allows, for everybody in the set "staff". -> a [0] "Allow": It is allowed here.',
    ],
  ],
  [
    'a whole statement, by several',
    { a: [allow(['obs:bucket:a', 'obs:bucket:b']), allow('obs:x:y')], b: [deny('obs:bucket:a'), deny('obs:bucket:b')] },
    [
      'denied-allow warning a [0] "Allow": All that this statement allows is denied by statements 1 and 2 of b together, for everybody in the set "staff". Example: obs:bucket:a.',
      '-> b [0].Action[0] "obs:bucket:a": Statement 1 of b denies it here.',
      '-> b [1].Action[0] "obs:bucket:b": Statement 2 of b denies it here.',
      'fix Remove the statement (changes nothing in the set "staff"): ["obs:x:y"]',
      'example {"action":"obs:bucket:a","context":{}}',
      'there information b [0].Action[0] "obs:bucket:a": Denies, together with others, all that statement 1 of a allows, for everybody in the set "staff". -> a [0] "Allow": It is allowed here.',
      'there information b [1].Action[0] "obs:bucket:b": Denies, together with others, all that statement 1 of a allows, for everybody in the set "staff". -> a [0] "Allow": It is allowed here.',
    ],
  ],
  [
    'a resource',
    { a: [allow('obs:object:a', on('obs:*:*:object:x', 'obs:*:*:object:y'))], b: [deny('obs:object:*', on('obs:*:*:object:y'))] },
    [
      'denied-resource warning a [0].Resource[1] "obs:*:*:object:y": Allowed on this resource, but denied there by statement 1 of b, for everybody in the set "staff". Example: obs:object:a on obs:*:*:object:y.',
      '-> b [0].Action[0] "obs:object:*": Statement 1 of b denies it here.',
      'fix Remove it from this statement (changes nothing in the set "staff"): ["obs:object:a"] on ["obs:*:*:object:x"]',
      'example {"action":"obs:object:a","resource":"obs:*:*:object:y","context":{}}',
      'there information b [0].Action[0] "obs:object:*": Denies all that statement 1 of a allows on "obs:*:*:object:y", for everybody in the set "staff". -> a [0].Resource[1] "obs:*:*:object:y": It is allowed here.',
    ],
  ],
  [
    'a resource, by several',
    { a: [allow(['obs:object:a', 'obs:object:b'], on('obs:*:*:object:x', 'obs:*:*:object:y'))], b: [deny('obs:object:a', on('obs:*:*:object:y'))], c: [deny('obs:object:b')] },
    [
      'denied-allow warning a [0].Action[1] "obs:object:b": Allowed here, but denied by statement 1 of c, for everybody in the set "staff". Example: obs:object:b on obs:*:*:object:x.',
      '-> c [0].Action[0] "obs:object:b": Statement 1 of c denies it here.',
      'fix Remove it from this statement (changes nothing in the set "staff"): ["obs:object:a"] on ["obs:*:*:object:x","obs:*:*:object:y"]',
      'example {"action":"obs:object:b","resource":"obs:*:*:object:x","context":{}}',
      'there information c [0].Action[0] "obs:object:b": Denies "obs:object:b", which statement 1 of a allows, for everybody in the set "staff". -> a [0].Action[1] "obs:object:b": It is allowed here.',
      'denied-resource warning a [0].Resource[1] "obs:*:*:object:y": Allowed on this resource, but denied there by statement 1 of b and statement 1 of c together, for everybody in the set "staff". Example: obs:object:a on obs:*:*:object:y.',
      '-> b [0].Action[0] "obs:object:a": Statement 1 of b denies it here.',
      '-> c [0].Action[0] "obs:object:b": Statement 1 of c denies it here.',
      'fix Remove it from this statement (changes nothing in the set "staff"): ["obs:object:a","obs:object:b"] on ["obs:*:*:object:x"]',
      'example {"action":"obs:object:a","resource":"obs:*:*:object:y","context":{}}',
      'there information b [0].Action[0] "obs:object:a": Denies, together with others, all that statement 1 of a allows on "obs:*:*:object:y", for everybody in the set "staff". -> a [0].Resource[1] "obs:*:*:object:y": It is allowed here.',
      'there information c [0].Action[0] "obs:object:b": Denies, together with others, all that statement 1 of a allows on "obs:*:*:object:y", for everybody in the set "staff". -> a [0].Resource[1] "obs:*:*:object:y": It is allowed here.',
    ],
  ],
  [
    'patterns that cross',
    { a: [allow(['obs:object:*', 'obs:bucket:*'])], b: [deny('obs:*:get')] },
    [
      'partly-denied-allow hint a [0].Action[0] "obs:object:*": Some of what is allowed here, and more besides, is denied by statement 1 of b (set "staff"). Example: obs:object:get.',
      '-> b [0].Action[0] "obs:*:get": Statement 1 of b denies it here.',
      '-> a [0].Action[1] "obs:bucket:*": It takes some of this as well.',
      'example {"action":"obs:object:get","context":{}}',
      'there hint b [0].Action[0] "obs:*:get": Denies some of "obs:object:*", which statement 1 of a allows, and more besides (set "staff"). -> a [0].Action[0] "obs:object:*": It is allowed here.',
    ],
  ],
  [
    'patterns that cross, a whole statement',
    { a: [allow(['obs:object:*', 'obs:bucket:*'])], b: [deny('obs:obj*:get')], c: [deny('obs:buck*:x')] },
    [
      'partly-denied-allow hint a [0] "Allow": Some of what is allowed here, and more besides, is denied by statement 1 of b and statement 1 of c (set "staff"). Example: obs:object:get.',
      '-> b [0].Action[0] "obs:obj*:get": Statement 1 of b denies it here.',
      '-> c [0].Action[0] "obs:buck*:x": Statement 1 of c denies it here.',
      'example {"action":"obs:object:get","context":{}}',
      'there hint b [0].Action[0] "obs:obj*:get": Denies some of what statement 1 of a allows, and more besides (set "staff"). -> a [0] "Allow": It is allowed here.',
      'there hint c [0].Action[0] "obs:buck*:x": Denies some of what statement 1 of a allows, and more besides (set "staff"). -> a [0] "Allow": It is allowed here.',
    ],
  ],
  [
    'idle',
    { a: [allow('obs:object:a')], b: [deny(['obs:object:a', 'ecs:x:y'])], c: [deny(['ecs:x:y', 'ecs:x:z']), deny('ecs:z:*')] },
    [
      'denied-allow warning a [0].Action[0] "obs:object:a": Allowed here, but denied by statement 1 of b, for everybody in the set "staff". Example: obs:object:a.',
      '-> b [0].Action[0] "obs:object:a": Statement 1 of b denies it here.',
      'example {"action":"obs:object:a","context":{}}',
      'there information b [0].Action[0] "obs:object:a": Denies "obs:object:a", which statement 1 of a allows, for everybody in the set "staff". -> a [0].Action[0] "obs:object:a": It is allowed here.',
      'idle-deny hint b [0].Action[1] "ecs:x:y" [unnecessary]: No Allow in the set "staff" reaches it, so this Deny changes nothing there.',
      'fix Remove it from this statement (changes nothing in the set "staff", but no longer limits other policies): ["obs:object:a"]',
      'idle-deny hint c [0] "Deny" [unnecessary]: No Allow in the set "staff" reaches what this statement denies, so it changes nothing there.',
      'fix Remove the statement (changes nothing in the set "staff", but no longer limits other policies): ["ecs:z:*"]',
      'idle-deny hint c [1].Action[0] "ecs:z:*" [unnecessary]: No Allow in the set "staff" reaches it, so this Deny changes nothing there.',
      'fix Remove the statement (changes nothing in the set "staff", but no longer limits other policies): ["ecs:x:y","ecs:x:z"]',
    ],
  ],
  [
    'SCP: one string, denied by one',
    { a: scp(allow(['obs:bucket:a', 'obs:bucket:b'])), b: scp(deny('obs:bucket:a')) },
    [
      'denied-allow warning a [0].Action[0] "obs:bucket:a": Let through here, but denied by statement 1 of b, for everybody in the set "staff". Example: obs:bucket:a.',
      '-> b [0].Action[0] "obs:bucket:a": Statement 1 of b denies it here.',
      'fix Remove it from this statement (changes nothing in the set "staff"): ["obs:bucket:b"]',
      'example {"action":"obs:bucket:a","context":{}}',
    ],
  ],
  [
    'SCP: one string, denied by several',
    { a: scp(allow(['obs:bucket:a', 'obs:bucket:b'])), b: scp(deny('obs:bucket:a', user('StringEquals', 'x'))), c: scp(deny('obs:bucket:a', user('StringNotEqualsIfExists', 'x'))) },
    [
      'denied-allow warning a [0].Action[0] "obs:bucket:a": Let through here, but denied by statement 1 of b and statement 1 of c together, for everybody in the set "staff". Example: obs:bucket:a.',
      '-> b [0].Action[0] "obs:bucket:a": Statement 1 of b denies it here.',
      '-> c [0].Action[0] "obs:bucket:a": Statement 1 of c denies it here.',
      'fix Remove it from this statement (changes nothing in the set "staff"): ["obs:bucket:b"]',
      'example {"action":"obs:bucket:a","context":{}}',
    ],
  ],
  [
    'SCP: a whole statement',
    { a: scp(allow(['obs:bucket:a', 'obs:bucket:b'])), b: scp(deny('obs:bucket:*')) },
    [
      'denied-allow warning a [0] "Allow": All that this statement lets through is denied by statement 1 of b, for everybody in the set "staff". Example: obs:bucket:a.',
      '-> b [0].Action[0] "obs:bucket:*": Statement 1 of b denies it here.',
      'example {"action":"obs:bucket:a","context":{}}',
    ],
  ],
  [
    'SCP: a whole statement, by several',
    { a: scp(allow(['obs:bucket:a', 'obs:bucket:b'])), b: scp(deny('obs:bucket:a')), c: scp(deny('obs:bucket:b')) },
    [
      'denied-allow warning a [0] "Allow": All that this statement lets through is denied by statement 1 of b and statement 1 of c together, for everybody in the set "staff". Example: obs:bucket:a.',
      '-> b [0].Action[0] "obs:bucket:a": Statement 1 of b denies it here.',
      '-> c [0].Action[0] "obs:bucket:b": Statement 1 of c denies it here.',
      'example {"action":"obs:bucket:a","context":{}}',
    ],
  ],
  [
    'SCP: a resource',
    { a: scp(allow('obs:object:a', on('obs:*:*:object:x', 'obs:*:*:object:y'))), b: scp(deny('obs:object:*', on('obs:*:*:object:y'))) },
    [
      'denied-resource warning a [0].Resource[1] "obs:*:*:object:y": Let through on this resource, but denied there by statement 1 of b, for everybody in the set "staff". Example: obs:object:a on obs:*:*:object:y.',
      '-> b [0].Action[0] "obs:object:*": Statement 1 of b denies it here.',
      'fix Remove it from this statement (changes nothing in the set "staff"): ["obs:object:a"] on ["obs:*:*:object:x"]',
      'example {"action":"obs:object:a","resource":"obs:*:*:object:y","context":{}}',
    ],
  ],
  [
    'SCP: a resource, by several',
    { a: scp(allow(['obs:object:a', 'obs:object:b'], on('obs:*:*:object:x', 'obs:*:*:object:y'))), b: scp(deny('obs:object:a', on('obs:*:*:object:y'))), c: scp(deny('obs:object:b')) },
    [
      'denied-allow warning a [0].Action[1] "obs:object:b": Let through here, but denied by statement 1 of c, for everybody in the set "staff". Example: obs:object:b on obs:*:*:object:x.',
      '-> c [0].Action[0] "obs:object:b": Statement 1 of c denies it here.',
      'fix Remove it from this statement (changes nothing in the set "staff"): ["obs:object:a"] on ["obs:*:*:object:x","obs:*:*:object:y"]',
      'example {"action":"obs:object:b","resource":"obs:*:*:object:x","context":{}}',
      'denied-resource warning a [0].Resource[1] "obs:*:*:object:y": Let through on this resource, but denied there by statement 1 of b and statement 1 of c together, for everybody in the set "staff". Example: obs:object:a on obs:*:*:object:y.',
      '-> b [0].Action[0] "obs:object:a": Statement 1 of b denies it here.',
      '-> c [0].Action[0] "obs:object:b": Statement 1 of c denies it here.',
      'fix Remove it from this statement (changes nothing in the set "staff"): ["obs:object:a","obs:object:b"] on ["obs:*:*:object:x"]',
      'example {"action":"obs:object:a","resource":"obs:*:*:object:y","context":{}}',
    ],
  ],
  [
    'SCP: patterns that cross',
    { a: scp(allow('obs:object:*')), b: scp(deny('obs:*:get')) },
    [
      'partly-denied-allow hint a [0].Action[0] "obs:object:*": Some of what is let through here, and more besides, is denied by statement 1 of b (set "staff"). Example: obs:object:get.',
      '-> b [0].Action[0] "obs:*:get": Statement 1 of b denies it here.',
      'example {"action":"obs:object:get","context":{}}',
    ],
  ],
  [
    'a policy under an SCP',
    { a: identity(allow(['obs:bucket:a', 'obs:bucket:b'])), b: scp(allow('*'), deny('obs:bucket:a')) },
    [
      'denied-allow warning a [0].Action[0] "obs:bucket:a": Allowed here, but denied by statement 2 of b, for everybody in the set "staff". Example: obs:bucket:a.',
      '-> b [1].Action[0] "obs:bucket:a": Statement 2 of b denies it here.',
      'fix Remove it from this statement (changes nothing in the set "staff"): ["obs:bucket:b"]',
      'example {"action":"obs:bucket:a","context":{}}',
      'there information b [1].Action[0] "obs:bucket:a": Denies "obs:bucket:a", which statement 1 of a allows, for everybody in the set "staff". -> a [0].Action[0] "obs:bucket:a": It is allowed here.',
    ],
  ],
  [
    'a session policy beside a policy',
    { a: identity(allow(['obs:bucket:a', 'obs:bucket:b'])), b: policyOf('5.0', [deny('obs:bucket:a'), deny('ecs:x:y')], { kind: 'session-5.0' }) },
    [
      'denied-allow warning a [0].Action[0] "obs:bucket:a": Allowed here, but denied by statement 1 of b, for everybody in the set "staff". Example: obs:bucket:a.',
      '-> b [0].Action[0] "obs:bucket:a": Statement 1 of b denies it here.',
      'fix Remove it from this statement (changes nothing in the set "staff"): ["obs:bucket:b"]',
      'example {"action":"obs:bucket:a","context":{}}',
      'there information b [0].Action[0] "obs:bucket:a": Denies "obs:bucket:a", which statement 1 of a allows, for everybody in the set "staff". -> a [0].Action[0] "obs:bucket:a": It is allowed here.',
    ],
  ],
];

for (const [title, members, found] of cases) {
  test(`a set: ${title}`, () => {
    assert.deepEqual(completeSet(members), found);
  });
}

const scopes: Readonly<Record<string, Scope>> = { all: 'all', global: 'global', p: { projects: ['p'] }, pq: { projects: ['p', 'q'] }, q: { projects: ['q'] }, none: { projects: [] }, e: { enterpriseProjects: ['e'] }, ef: { enterpriseProjects: ['e', 'f'] } };

/** Which scopes have a property, as one text for each scope. */
function table(test: (a: Scope, b: Scope) => boolean): string[] {
  return Object.entries(scopes).map(([name, one]) => `${name}: ${Object.entries(scopes).flatMap(([other, it]) => (test(one, it) ? [other] : [])).join(' ')}`);
}

const contained = (level: Level): string[] => table((outer, inner) => containsScope(outer, inner, level));

test('scopes contain each other as the level of the service widens them', () => {
  const everything = 'all global p pq q none e ef';
  const known = ['e: e', 'ef: e ef'];
  assert.deepEqual(contained('global'), [`all: ${everything}`, 'global: global', `p: ${everything}`, `pq: ${everything}`, `q: ${everything}`, `none: ${everything}`, ...known]);
  assert.deepEqual(contained('project'), [`all: ${everything}`, `global: ${everything}`, 'p: p none', 'pq: p pq q none', 'q: q none', 'none: none', ...known]);
  assert.deepEqual(contained('unknown'), [`all: ${everything}`, 'global: ', 'p: ', 'pq: ', 'q: ', 'none: ', ...known]);
  assert.deepEqual(contained('any'), contained('unknown'));
});

test('scopes may share a request unless both are lists of the same kind without a common name', () => {
  const may = (level: Level): string[] => table((a, b) => mayShareScope(a, b, level));
  const everything = 'all global p pq q none e ef';
  assert.deepEqual(may('project'), [`all: ${everything}`, `global: ${everything}`, 'p: all global p pq e ef', 'pq: all global p pq q e ef', 'q: all global pq q e ef', 'none: all global e ef', `e: ${everything}`, `ef: ${everything}`]);
  for (const level of ['global', 'unknown', 'any'] as const) assert.deepEqual(may(level), Object.keys(scopes).map((it) => `${it}: ${everything}`));
  assert.equal(mayShareScope({ enterpriseProjects: ['e'] }, { enterpriseProjects: ['f'] }, 'global'), false);
  assert.deepEqual(Object.values(scopes).map(isNowhere), [false, false, false, false, false, true, false, false]);
  assert.equal(isNowhere({ enterpriseProjects: [] }), true);
});

test('findings are in the order of the members, then of the text', () => {
  assert.deepEqual(placesIn({ z: [allow(['obs:bucket:c', 'obs:object:*', 'obs:bucket:a']), deny('ecs:x:y')], a: [allow('obs:bucket:b'), deny(['obs:bucket:a', 'obs:b*:c', 'obs:*:get', 'obs:bucket:c'])], b: [deny('obs:bucket:b')] }), [
    'z [0].Action[0] denied-allow',
    'z [0].Action[1] partly-denied-allow',
    'z [0].Action[2] denied-allow',
    'z [1].Action[0] idle-deny',
    'a [0].Action[0] denied-allow',
  ]);
});

test('a Deny is idle only where every Allow is known', () => {
  const members: Members = { a: [allow('obs:bucket:a')], b: [deny('ecs:x:y')] };
  assert.deepEqual(placesIn(members), ['b [0].Action[0] idle-deny']);
  assert.deepEqual(placesIn(members, { idle: false }), []);
  assert.deepEqual(placesIn({ ...members, c: undefined }), []);
  assert.deepEqual(placesIn({ ...members, c: Array.from({ length: 201 }, () => allow('obs:q:w')) }), []);
  assert.deepEqual(placesIn({ ...members, c: identity(allow('obs:q:w')) }), []);
  assert.deepEqual(placesIn({ ...members, c: identity(deny('obs:q:w')) }), ['b [0].Action[0] idle-deny']);
  assert.deepEqual(placesIn({ ...members, c: [{ Effect: 'Allow', Action: ['obs:q'] }] }), []);
  assert.deepEqual(placesIn({ b: [deny('ecs:x:y')] }), []);
});

test('a role is nobody’s to change', () => {
  const role = policyOf('1.0', [allow(['obs:bucket:a', 'obs:bucket:b']), allow(['obs:object:*', 'obs:q:*']), deny('ecs:x:y')], { kind: 'role-1.0' });
  const { findings } = analysedSet({ a: role, b: [deny('obs:bucket:a'), deny('obs:*:z')], c: [deny('obs:b*:a')] });
  assert.deepEqual(findings.map((it) => [it.file, it.code, it.path, it.fixes]), [['a', 'denied-allow', ['Statement', 0, 'Action', 0], []]]);
});

test('a session policy hears of what is denied alone', () => {
  const session = policyOf('5.0', [allow(['obs:bucket:*', 'obs:bucket:a'], on('obs:*:*:bucket:x', 'obs:*:*:bucket:y')), deny('ecs:x:y'), deny('obs:*:q')], { kind: 'session-5.0' });
  assert.deepEqual(placesIn({ s: session, b: identity(allow('obs:b*:*'), deny('obs:b*:*', on('obs:*:*:bucket:y'))) }, { authorization: 'strict' }), []);
});

test('condition keys of different documents that differ in letter case only', () => {
  const key = (name: string, value: string): object => ({ Condition: { StringEquals: { [name]: [value] } } });
  assert.deepEqual(placesIn({ a: [allow('obs:bucket:a', key('g:UserName', 'x')), allow('obs:x:y')], b: [deny('obs:bucket:a', key('G:username', 'x'))] }), []);
  assert.deepEqual(placesIn({ a: [allow('obs:bucket:a', key('g:UserName', 'x'))], b: [deny('obs:bucket:a', key('G:username', 'y'))] }), ['b [0].Action[0] idle-deny']);
  assert.deepEqual(placesIn({ a: [allow('obs:bucket:a', key('g:UserName', 'x'))], b: [deny('obs:bucket:a')], c: [deny('obs:q:w', key('G:username', 'y'))] }), ['a [0].Action[0] denied-allow', 'c [0].Action[0] idle-deny']);
});

test('a document that is attached twice has a finding once', () => {
  assert.deepEqual(placesIn({ a: [allow('obs:bucket:*')], 'a@2': [allow('obs:bucket:*')], b: [deny('obs:*:a')] }), ['a [0].Action[0] partly-denied-allow']);
  assert.deepEqual(placesIn({ a: [allow('obs:bucket:a')], 'a@2': [allow('obs:bucket:a')], b: [deny('obs:*:a')] }), ['a [0].Action[0] denied-allow']);
});

test('a statement that never applies takes no part', () => {
  assert.deepEqual(placesIn({ a: identity(allow('obs:bucket:a', user('StringEquals')), allow('obs:x:z')), b: identity(deny('obs:bucket:a'), deny('obs:x:z')) }), ['a [1].Action[0] denied-allow', 'b [0].Action[0] idle-deny']);
});

test('what is too large is given up, and counted', () => {
  const large = Array.from({ length: 201 }, () => allow('obs:q:w'));
  assert.deepEqual([analysedSet({ a: [allow('obs:bucket:a')], b: [deny('obs:*:a')] }).givenUp, placesIn({ a: large, b: [deny('obs:q:w')] })], [0, []]);
});

test('attached policies are a set with all that they are attached with', () => {
  const document = identity(allow('obs:bucket:a'));
  assert.deepEqual(setOfAttached('n', [{ name: 'a', document }, { name: 'b', document, scope: { projects: ['p'] }, role: 'session', dependenciesAttached: true }] as unknown as Parameters<typeof setOfAttached>[1], 'strict'), {
    name: 'n',
    members: [
      { file: 'a', document },
      { file: 'b', document, scope: { projects: ['p'] }, role: 'session', dependenciesAttached: true },
    ],
    authorization: 'strict',
  });
  assert.deepEqual(setOfAttached('n', []), { name: 'n', members: [] });
});

test('a member has the role that it is attached in', () => {
  const [a, b] = [identity(allow(['obs:bucket:*', 'obs:object:*'])), identity(deny('obs:*:get'))];
  assert.deepEqual(placesIn({ a, b }), ['a [0].Action[0] partly-denied-allow']);
  assert.deepEqual(placesIn({ a: { document: a, role: 'session' }, b }), []);
  assert.deepEqual(placesIn({ a, b: { document: b, role: 'session' } }), []);
});

test('what other rules find wrong takes no part in a set either', () => {
  const a = [allow(['obs:bucket:a', 'obs:bucket:b'])];
  assert.deepEqual(placesIn({ a, b: [deny('obs:bucket:a')] }), ['a [0].Action[0] denied-allow']);
  assert.deepEqual(placesIn({ a, b: [{ ...deny('obs:bucket:a'), Foo: 1 }] }), []);
  const document = policyOf('1.1', [deny('obs:bucket:a')]);
  const finding = { code: 'x', grade: 'documented', message: { template: '', values: [] }, path: ['Statement', 0], span: { start: 0, end: 1 } };
  assert.deepEqual(placesIn({ a, b: { document, findings: [{ ...finding, severity: 'error' }] as never } }), []);
  assert.deepEqual(placesIn({ a, b: { document, findings: [{ ...finding, severity: 'warning' }] as never } }), ['a [0].Action[0] denied-allow']);
});

test('an action that knows no enterprise projects is not denied there', () => {
  const named = catalog.services.flatMap((it) => catalog.actions(it.name, '1.1')).filter((it) => /^[a-z]+:[A-Za-z]+:[A-Za-z]+$/.test(it.name));
  const [without, other] = [named.find((it) => it.enterpriseProject === false)?.name, named.find((it) => it.enterpriseProject === true)?.name];
  assert.ok(without && other);
  const scope = { enterpriseProjects: ['e'] };
  const placed = (...actions: readonly string[]): string[] => placesIn({ a: { document: policyOf('1.1', [allow(actions)]), scope }, b: { document: policyOf('1.1', [deny('*:*:*')]), scope } });
  assert.deepEqual(placed(other), ['a [0].Action[0] denied-allow']);
  assert.deepEqual(placed(without), []);
  assert.deepEqual(placed(without, other), ['a [0].Action[1] denied-allow']);
});

test('Deny entries of a whole statement are named in the order of the members', () => {
  const { findings } = analysedSet({ a: [allow(['obs:bucket:b', 'modelarts:pool:list'])], b: [deny('modelarts:pool:list')], c: [deny('obs:bucket:b')] });
  assert.deepEqual(findings.map((it) => [it.code, (it.related ?? []).map((one) => one.file)]), [['denied-allow', ['b', 'c']]]);
  const scoped = (first: Scope): unknown[] => analysedSet({ a: { document: policyOf('1.1', [allow(['obs:bucket:b', 'modelarts:pool:list'])]), scope: { projects: ['p'] } }, b: { document: policyOf('1.1', [deny('modelarts:pool:list')]), scope: first }, c: [deny('obs:bucket:b')] }).findings.map((it) => [it.code, (it.related ?? []).map((one) => one.file)]);
  assert.deepEqual(scoped({ projects: ['p', 'q'] }), [['denied-allow', ['b', 'c']]]);
  assert.deepEqual(scoped({ projects: ['q'] }), [['denied-allow', ['c']]]);
});

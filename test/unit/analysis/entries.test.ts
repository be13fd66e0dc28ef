import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from '../../../server/src/core/analysis/compare.ts';
import { counterparts } from '../../../server/src/core/analysis/sets/counterparts.ts';
import { type PolicyDocument, readDocument } from '../../../server/src/core/check.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import type { PolicyKind } from '../../../server/src/core/policy/kind.ts';
import { smallCatalog } from '../../support/analysis-catalog.ts';
import { allow, analysisOf, codesOf, complete, deny } from '../../support/analysis-findings.ts';
import { analysedSet, policyOf } from '../../support/analysis-set.ts';

/** What `compare` says of two statements. */
function between(before: object, after: object, kind: PolicyKind = 'identity-5.0'): string {
  const read = (statement: object) => readDocument(JSON.stringify({ Version: kind.slice(-3), Statement: [{ Effect: 'Allow', ...statement }] }), { kind }).policy;
  const [old, now] = [read(before), read(after)];
  assert.ok(old && now);
  return compare(old, now, smallCatalog).result;
}

const resources = (before: string | readonly string[], after: string | readonly string[], kind?: PolicyKind): string => between({ Action: ['a:b:c'], Resource: [before].flat() }, { Action: ['a:b:c'], Resource: [after].flat() }, kind);
const actions = (before: string, after: string, kind?: PolicyKind): string => between({ Action: [before] }, { Action: [after] }, kind);

test('segments of a resource: which have a case, which may be empty, where a star ends', () => {
  assert.deepEqual(['A:*:*:x:p', 'a:*:*:X:p', 'a:R:*:x:p', 'a:*:C:x:p', 'a:*:*:x:P'].map((it) => resources(it, it.toLowerCase())), ['equivalent', 'equivalent', 'equivalent', 'both', 'both']);
  assert.deepEqual([resources('a:::x:p', 'a:*:*:x:p'), resources('a:r::x:p', 'a:r:*:x:p'), resources('a:::x:p', 'a:r::x:p'), resources('a:::x:p', 'a::c:x:p')], ['equivalent', 'equivalent', 'grants-less', 'grants-less']);
  assert.notEqual(resources('a:::x:', 'a:::x:*'), 'equivalent');
  assert.notEqual(resources('a::::p', 'a:::*:p'), 'equivalent');
  assert.equal(resources('a:::x:b/*', 'a:::x:*'), 'grants-more');
  assert.equal(resources('a:::x:b:c', 'a:::x:b:*'), 'grants-more');
  assert.equal(resources('a:::x:**', 'a:::x:*'), 'equivalent');
  assert.equal(resources('a:::**:p', 'a:::*:p'), 'equivalent');
  assert.equal(resources(['a:::x:p', 'a:::x:p', 'a:::x:q'], ['a:::x:q', 'a:::x:p']), 'equivalent');
  assert.equal(resources(['a:::x:p', 'a:::x:q'], ['a:::x:p', 'a:::x:p']), 'grants-less');
  assert.equal(resources('*', '*:*:*:*:*'), 'grants-less');
  assert.equal(between({ Action: ['a:b:c'] }, { Action: ['a:b:c'], Resource: ['*'] }), 'equivalent');
});

test('a resource that is not five segments is itself', () => {
  assert.deepEqual([resources('/iam/agencies/a', '/iam/agencies/a'), resources('/iam/agencies/a', '/iam/agencies/b'), resources('/iam/agencies/a', '/iam/agencies/*'), resources('/iam/agencies/a', '*:*:*:*:*'), resources('/iam/agencies/a', '*')], ['equivalent', 'both', 'both', 'both', 'grants-more']);
  assert.equal(between({ Action: ['a:b:c'], NotResource: ['/iam/agencies/a'] }, { Action: ['a:b:c'] }), 'grants-more');
  assert.equal(between({ Action: ['a:b:c'], NotResource: ['*:*:*:*:*'] }, { Action: ['a:b:c'], Resource: ['/iam/agencies/a'] }), 'grants-less');
});

test('a question mark is a wildcard in 5.0, a literal in a path of 1.1', () => {
  assert.equal(resources('a:::x:p?', 'a:::x:pq'), 'grants-less');
  assert.equal(resources('a:::x:p?', 'a:::x:pq', 'custom-1.1'), 'both');
  assert.equal(actions('a:b:c?', 'a:b:cd'), 'grants-less');
});

test('variables are opaque, within the pattern in which each is a star', () => {
  const [user, other] = ['a:::x:h/${g:UserName}', 'a:::x:h/${g:UserId}'];
  assert.deepEqual([resources(user, user), resources(user, other), resources(user, 'a:::x:h/*'), resources(user, 'a:::x:h/ann'), resources(user, 'a:::y:*')], ['equivalent', 'cannot-tell', 'cannot-tell', 'cannot-tell', 'cannot-tell']);
  assert.deepEqual([resources('a:::${g:T}:p', 'a:::${g:T}:p'), resources('a:::${g:T}:p', 'a:::*:p')], ['equivalent', 'cannot-tell']);
  const denied = (allowed: string, other: string): string[] => codesOf([allow(['a:b:c', 'a:b:d'], { Resource: [allowed] }), deny('a:b:c', { Resource: [other] })], 'identity-5.0');
  assert.deepEqual(denied(user, 'a:::x:h/*'), ['denied-allow']);
  assert.deepEqual(denied(user, 'a:::x:h/a*'), []);
  // Where they stand apart whatever the variable is, the Deny does nothing.
  assert.deepEqual(denied('a:::x:i/*', user), ['idle-deny']);
});

test('characters that mean themselves: exact in a path, opaque elsewhere', () => {
  assert.deepEqual([resources('a:::x:${*}', 'a:::x:${*}'), resources('a:::x:${*}', 'a:::x:*'), resources('a:::x:${*}b', 'a:::x:${?}b'), resources('a:::x:${*}*', 'a:::x:${*}')], ['equivalent', 'grants-more', 'both', 'grants-less']);
  assert.deepEqual([resources('a:::${*}:p', 'a:::${*}:p'), resources('a:::${*}:p', 'a:::*:p'), resources('a:::${*}:p', 'a:::y:p')], ['equivalent', 'cannot-tell', 'cannot-tell']);
});

test('actions compare without case; only the type of a 5.0 action may be empty', () => {
  assert.deepEqual([actions('A:B:C', 'a:b:c'), actions('*', '*:*:*'), actions('a:*:b', 'a::b'), actions('a:**:b', 'a:*:b'), actions('a:?*:b', 'a:*:b')], ['equivalent', 'equivalent', 'grants-less', 'equivalent', 'grants-more']);
  assert.equal(between({ NotAction: ['a:*:*', 'A:*:*'] }, { NotAction: ['a:*:*'] }), 'equivalent');
  assert.equal(between({ NotAction: ['a:*:*', 'b:*:*'] }, { NotAction: ['a:*:*'] }), 'grants-more');
  assert.equal(between({ NotAction: ['a:b:c'] }, { NotAction: ['a:b:d'] }), 'both');
});

test('principals: kind and name, opaque where there is a wildcard or NotPrincipal', () => {
  const trust = (before: object, after: object): string => between({ Action: ['a:b:c'], ...before }, { Action: ['a:b:c'], ...after }, 'trust-5.0');
  const [one, two] = [{ Principal: { IAM: ['1'] } }, { Principal: { IAM: ['1', '2'] } }];
  assert.deepEqual([trust(one, two), trust(two, one), trust(one, { Principal: { Service: ['1'] } }), trust(two, { Principal: { IAM: ['2', '1', '1'] } })], ['grants-more', 'grants-less', 'both', 'equivalent']);
  assert.deepEqual([trust({ Principal: { IAM: ['*'] } }, { Principal: { IAM: ['*'] } }), trust({ Principal: { IAM: ['*'] } }, one), trust({ Principal: { IAM: ['*', '1'] } }, { Principal: { IAM: ['1', '*'] } }), trust({ Principal: { IAM: ['1?'] } }, { Principal: { IAM: ['1?', '2'] } }), trust({ Principal: { IAM: ['${g:X}'] } }, one)], ['equivalent', 'cannot-tell', 'equivalent', 'cannot-tell', 'cannot-tell']);
  assert.deepEqual([trust({ NotPrincipal: { IAM: ['1'] } }, { NotPrincipal: { IAM: ['1'] } }), trust({ NotPrincipal: { IAM: ['1'] } }, one), trust({ NotPrincipal: { IAM: ['*'] } }, { Principal: { IAM: ['*'] } })], ['equivalent', 'cannot-tell', 'cannot-tell']);
  const read = (statements: readonly object[]) => readDocument(JSON.stringify({ Version: '5.0', Statement: statements }), { kind: 'trust-5.0' }).policy;
  const [before, after] = [read([{ Effect: 'Allow', Action: ['a:b:c'], ...two }]), read([{ Effect: 'Allow', Action: ['a:b:c'], ...two }, { Effect: 'Deny', Action: ['a:b:c'], Principal: { IAM: ['2'] } }])];
  assert.ok(before && after);
  assert.deepEqual(compare(before, after, smallCatalog).lost.map((it) => [it.example.principal, it.from, it.to]), [[{ kind: 'IAM', value: '2' }, 'Allow', 'Deny']]);
});

test('denied-resource is about Allow statements of several resources that say something', () => {
  const on = (...it: readonly string[]): object => ({ Resource: it });
  const codes = (...statements: readonly object[]): string[] => codesOf([allow('a:*:*'), ...statements], 'identity-5.0').filter((it) => it === 'denied-resource');
  assert.deepEqual(codes(deny(['a:b:c', 'a:b:d'], on('a:::x:p', 'a:::x:q')), deny('a:b:*', on('a:::x:q'))), []);
  assert.deepEqual(codes(allow('a:b:c', on('a:::x:q')), deny('a:b:*', on('a:::x:q'))), []);
  assert.deepEqual(codes(allow('a:b:c', { ...on('a:::x:p', 'a:::x:q'), Condition: { StringEquals: { 'g:UserName': [] } } }), deny('a:b:*', on('a:::x:q'))), []);
  assert.deepEqual(codes(allow('a:b:c', on('a:::x:p', 'a:::x:q')), deny('a:b:*', on('a:::x:q'))), ['denied-resource']);
  assert.deepEqual(codes(allow('a:b:c', on('a:::x:p', 'a:::x:q')), deny('a:b:*', on('a:::x:*'))), []);
  assert.deepEqual(codes(allow('a:b:c', { NotResource: ['a:::x:p', 'a:::x:q'] }), deny('a:b:*', on('a:::x:q'))), []);
});

test('findings beside keys that differ in letter case only keep their examples', () => {
  const twins = deny('ecs:q:w', { Condition: { StringEquals: { 'k:A': ['x'], 'K:a': ['x'] } } });
  const lines = (statements: readonly object[]): string[] => complete([...statements, twins, allow('ecs:q:w')], 'identity-5.0').filter((it) => it.startsWith('example') || /^(denied|redundant)/.test(it));
  assert.deepEqual(lines([allow(['a:b:c', 'a:b:d']), deny('a:b:c')]), ['denied-allow [0].Action[0] "a:b:c": Allowed here, but statement 2 denies it for everybody. Example: a:b:c.', 'example {"action":"a:b:c","context":{}}']);
  assert.deepEqual(lines([allow('a:b:c', { Resource: ['a:::x:p', 'a:::x:q'] }), deny('a:b:c', { Resource: ['a:::x:q'] })]), ['denied-resource [0].Resource[1] "a:::x:q": Allowed on this resource, but statement 2 denies it there for everybody. Example: a:b:c on a:*:*:x:q.', 'example {"action":"a:b:c","resource":"a:*:*:x:q","context":{}}']);
  assert.deepEqual(lines([allow('a:*:c'), allow('a::c')]), ['redundant-allow [1].Action[0] "a::c" [unnecessary]: Statement 1 allows it anyway.', 'example {"action":"a::c","context":{}}']);
});

test('what is released from a Deny is allowed afterwards', () => {
  const titles = (...statements: readonly object[]): number[] => (analysisOf(statements, 'identity-5.0')['denied-allow'] ?? []).map((it) => (it.fixes ?? []).filter((fix) => fix.title.template.startsWith('Take it out')).length);
  assert.deepEqual(titles(allow(['a:b:c', 'a:b:d']), deny('A:B:C')), [1]);
  assert.deepEqual(titles(allow(['a:b:c', 'a:b:d']), deny(['a:b:c', 'a:b:d'])), [0]);
  assert.deepEqual(titles({ Effect: 'Allow', NotAction: ['a:b:c'] }, { Effect: 'Deny', NotAction: ['a:b:c'] }), [0]);
  assert.deepEqual(titles(allow(['a:b:c', 'a:b:d']), deny('a:b:c', { Condition: { StringEquals: { 'k:s': ['a'] } } }), deny('a:b:c', { Condition: { StringNotEqualsIfExists: { 'k:s': ['a'] } } })), [0]);
});

test('the document of a Deny shows nothing of what has no document, and paths in their file', () => {
  const a = policyOf('1.1', [allow(['obs:bucket:"a', 'obs:bucket:b'])]);
  const b = policyOf('1.1', [allow('obs:x:y'), deny('obs:bucket:b')]);
  const { findings } = analysedSet({ a: { document: a, base: ['one', 'two'] }, b: { document: b, base: ['three'] } });
  const [finding] = findings.filter((it) => it.code === 'denied-allow');
  assert.ok(finding);
  assert.deepEqual(finding.path, ['one', 'two', 'Statement', 0, 'Action', 1]);
  const documents: Record<string, { document: PolicyDocument; base: string[] }> = { a: { document: a, base: ['one', 'two'] }, b: { document: b, base: ['three'] } };
  const shown = (named: Readonly<Record<string, (typeof documents)[string]>>): unknown[] => counterparts(finding, (file) => named[file]).map((it) => [it.file, it.path, it.code, it.grade, it.set, toPlain(it.message, english)]);
  assert.deepEqual(shown(documents), [['b', ['three', 'Statement', 1, 'Action', 0], 'denied-allow', finding.grade, 'staff', 'Denies "obs:bucket:b", which statement 1 of a allows, for everybody in the set "staff".']]);
  assert.deepEqual([shown({}), shown({ a: documents['a'] as never }), shown({ b: documents['b'] as never })], [[], [], []]);
});

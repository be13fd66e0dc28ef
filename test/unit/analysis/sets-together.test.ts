import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyseSet } from '../../../server/src/core/analysis/sets/analyse-set.ts';
import { setOfAttached } from '../../../server/src/core/analysis/sets/attached.ts';
import { check, readDocument } from '../../../server/src/core/check.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import { prepare } from '../../../server/src/core/simulate/prepare.ts';
import { decide } from '../../../server/src/core/simulate/decide.ts';
import type { Scope } from '../../../server/src/core/simulate/types.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import { allow, deny } from '../../support/analysis-findings.ts';
import { analysedSet, foundIn, type Members, placesIn, policyOf, setOf } from '../../support/analysis-set.ts';
import { catalog } from '../../support/catalog.ts';

const user = (operator: string, ...names: string[]): object => ({ Condition: { [operator]: { 'g:UserName': names } } });
const pool = [allow(['modelarts:pool:delete', 'modelarts:pool:list'])];

test('a Deny of one document denies what another one allows', () => {
  assert.deepEqual(foundIn({ a: pool, b: [deny('modelarts:pool:delete*')] }), [
    'a [0].Action[0] denied-allow Allowed here, but denied by statement 1 of b, for everybody in the set "staff". Example: modelarts:pool:delete. -> b[0].Action[0]',
  ]);
});

test('several statements of several documents deny it together, each named with its document', () => {
  const a = [...pool, deny('modelarts:pool:delete', user('StringEquals', 'ann'))];
  const b = [allow('modelarts:pool:get'), deny('modelarts:pool:delete', user('StringEquals', 'bob'))];
  const c = [deny('modelarts:pool:delete', user('StringNotEqualsIfExists', 'ann', 'bob'))];
  assert.deepEqual(foundIn({ a, b, c }), [
    'a [0].Action[0] denied-allow Allowed here, but denied by statement 2 here, statement 2 of b and statement 1 of c together, for everybody in the set "staff". Example: modelarts:pool:delete. -> [1].Action[0], b[1].Action[0], c[0].Action[0]',
  ]);
  assert.deepEqual(foundIn({ a, b }), []);
});

test('all strings of a statement are one finding on its Effect', () => {
  assert.deepEqual(foundIn({ a: pool, b: [deny('modelarts:pool:*')] }), [
    'a [0] denied-allow All that this statement allows is denied by statement 1 of b, for everybody in the set "staff". Example: modelarts:pool:delete. -> b[0].Action[0]',
  ]);
});

test('what a document says in vain alone is not said again by its set', () => {
  assert.deepEqual(foundIn({ a: [...pool, deny('modelarts:pool:delete')], b: [deny('modelarts:pool:delete')] }), []);
  assert.deepEqual(placesIn({ a: [...pool, deny('modelarts:pool:delete')], b: [deny('modelarts:pool:list')] }), ['a [0].Action[1] denied-allow']);
  assert.deepEqual(placesIn({ a: pool }), []);
});

test('a resource, and patterns that cross', () => {
  const a = [allow(['obs:object:GetObject', 'obs:object:PutObject'], { Resource: ['OBS:*:*:object:a/*', 'OBS:*:*:object:b/c'] })];
  assert.deepEqual(foundIn({ a, b: [deny('obs:object:Get*', { Resource: ['OBS:*:*:object:b/*'] })], c: [deny('obs:object:Put*', { Resource: ['OBS:*:*:object:b/c'] })] }), [
    'a [0].Resource[1] denied-resource Allowed on this resource, but denied there by statement 1 of b and statement 1 of c together, for everybody in the set "staff". Example: obs:object:GetObject on obs:*:*:object:b/c. -> b[0].Action[0], c[0].Action[0]',
  ]);
  assert.deepEqual(foundIn({ a: [allow(['modelarts:notebook:*', 'modelarts:trainJob:*'])], b: [allow('modelarts:notebook:*')], c: [deny('modelarts:*:delete')] }), [
    'a [0].Action[0] partly-denied-allow Some of what is allowed here, and more besides, is denied by statement 1 of c (set "staff"). Example: modelarts:notebook:delete. -> c[0].Action[0], [0].Action[1], b[0].Action[0]',
  ]);
  assert.deepEqual(placesIn({ a: [allow('modelarts:*:*')], b: [deny('modelarts:pool:*')] }), []);
});

test('a Deny is idle when no Allow of the set reaches it', () => {
  const denies = [deny(['obs:object:GetObject', 'ecs:cloudServers:delete'])];
  assert.deepEqual(foundIn({ a: [allow('obs:object:*')], b: denies }), ['b [0].Action[1] idle-deny No Allow in the set "staff" reaches it, so this Deny changes nothing there.']);
  assert.deepEqual(placesIn({ a: [allow('obs:object:*')], b: denies, c: [allow('ecs:*:*')] }), []);
  assert.deepEqual(placesIn({ b: denies }), [], 'a set without any Allow');
  assert.deepEqual(placesIn({ a: [allow('obs:object:*')], b: denies, c: undefined }), [], 'a policy that nobody knows');
  assert.deepEqual(placesIn({ a: [allow('obs:object:*'), { Effect: 'Allow', Action: [] }], b: denies }), [], 'an Allow that is being typed');
  assert.deepEqual(placesIn({ a: [allow('obs:object:*')], b: denies, c: policyOf('5.0', [allow('eps:*:*')]) }), [], 'an Allow of the other version');
  assert.deepEqual(placesIn({ a: [allow('obs:object:*')], b: [deny('modelarts:pool:delete')] }), []);
  assert.deepEqual(placesIn({ a: [allow('obs:object:*')], b: [deny('modelarts:pool:delete')] }, { authorization: 'strict' }), ['b [0].Action[0] idle-deny']);
});

test('a document of a set has no idle Deny of its own', () => {
  const document = policyOf('1.1', [allow('obs:object:*'), deny('ecs:cloudServers:delete')]);
  const codes = (inSet: boolean): string[] => check(document, catalog, undefined, { inSet }).findings.map((it) => it.code).filter((it) => it === 'idle-deny');
  assert.deepEqual([codes(false), codes(true)], [['idle-deny'], []]);
});

test('1.0 and 1.1 are judged together, 5.0 apart', () => {
  const role = policyOf('1.0', [deny('obs:bucket:*')]);
  assert.deepEqual(placesIn({ a: [allow('obs:bucket:ListAllMyBuckets')], role }), ['a [0].Action[0] denied-allow']);
  assert.deepEqual(placesIn({ a: [allow('obs:bucket:ListAllMyBuckets')], b: policyOf('5.0', [deny('obs:bucket:*')]) }), []);
  assert.deepEqual(placesIn({ a: policyOf('5.0', [allow('obs:bucket:listAllMyBuckets')]), b: policyOf('5.0', [deny('obs:bucket:*')]) }), ['a [0].Action[0] denied-allow']);
});

test('a role takes part only with what it depends on', () => {
  const role = readDocument(JSON.stringify({ Version: '1.0', Statement: [deny('obs:bucket:*')], Depends: [{ catalog: 'BASE', display_name: 'Tenant Guest' }] }));
  const guest = readDocument(JSON.stringify({ role: { display_name: 'Tenant Guest', policy: { Version: '1.0', Statement: [allow('vpc:*:get*')] } } }));
  const a = [allow('obs:bucket:ListAllMyBuckets')];
  assert.deepEqual(placesIn({ a, role }), []);
  assert.deepEqual(placesIn({ a, role: { document: role, dependenciesAttached: true } }), ['a [0].Action[0] denied-allow']);
  assert.deepEqual(placesIn({ a, role, guest }), ['a [0].Action[0] denied-allow']);
});

test('an SCP denies what policies allow, and no policy denies what an SCP lets through', () => {
  const scp = policyOf('5.0', [allow('*:*:*'), deny('ecs:cloudServers:deleteServers')], { kind: 'scp-5.0' });
  assert.deepEqual(placesIn({ scp, a: policyOf('5.0', [allow(['ecs:cloudServers:deleteServers', 'ecs:cloudServers:listServersDetails'])]) }), ['a [0].Action[0] denied-allow']);
  assert.deepEqual(placesIn({ scp: policyOf('5.0', [allow('ecs:cloudServers:deleteServers')], { kind: 'scp-5.0' }), a: policyOf('5.0', [deny('ecs:*:*')]) }), []);
  const other = policyOf('5.0', [deny('ecs:cloudServers:*')], { kind: 'scp-5.0' });
  assert.deepEqual(foundIn({ a: policyOf('5.0', [allow('ecs:cloudServers:deleteServers')], { kind: 'scp-5.0' }), other }).map((it) => it.slice(0, 70)), ['a [0].Action[0] denied-allow Let through here, but denied by statement']);
});

test('trust policies take no part', () => {
  const trust = policyOf('5.0', [{ Effect: 'Allow', Principal: { Service: ['service.ECS'] }, Action: ['sts:agencies:assume'] }]);
  assert.equal(trust.kind, 'trust-5.0');
  assert.deepEqual(placesIn({ trust, a: policyOf('5.0', [deny('sts:*:*')]) }), []);
});

test('the set says which policies nobody knows', () => {
  const { unknown, findings } = analysedSet({ a: pool, 'ModelArts FullAccess': undefined, b: [deny('modelarts:pool:*')] });
  assert.deepEqual(unknown, ['ModelArts FullAccess']);
  assert.equal(findings.length, 1);
});

test('statements with an error take no part, whatever is configured', () => {
  assert.deepEqual(placesIn({ a: pool, b: [{ ...deny('modelarts:pool:*'), Foo: 1 }] }), []);
  assert.deepEqual(placesIn({ a: pool, b: [{ ...deny('modelarts:pool:*'), Resource: [] }] }), []);
});

// Allow and Deny are attached as named; the Deny is of exactly the same action.
const scopes: readonly (readonly [action: string, allow: Scope | undefined, deny: Scope | undefined, denied: boolean])[] = [
  ['modelarts:pool:delete', undefined, undefined, true],
  ['modelarts:pool:delete', { projects: ['a'] }, 'all', true],
  ['modelarts:pool:delete', { enterpriseProjects: ['1'] }, 'all', true],
  ['modelarts:pool:delete', 'global', 'all', true],
  ['modelarts:pool:delete', 'all', { projects: ['a'] }, false],
  ['modelarts:pool:delete', 'all', { enterpriseProjects: ['1'] }, false],
  ['modelarts:pool:delete', { projects: ['a'] }, { projects: ['a', 'b'] }, true],
  ['modelarts:pool:delete', { projects: ['a', 'b'] }, { projects: ['b', 'a'] }, true],
  ['modelarts:pool:delete', { projects: ['a', 'b'] }, { projects: ['a'] }, false],
  ['modelarts:pool:delete', { projects: ['a'] }, { projects: ['A'] }, false],
  ['modelarts:pool:delete', { projects: ['a'] }, { enterpriseProjects: ['a'] }, false],
  ['modelarts:notebook:create', { enterpriseProjects: ['1'] }, { enterpriseProjects: ['1', '2'] }, true],
  ['modelarts:notebook:create', { enterpriseProjects: ['1', '3'] }, { enterpriseProjects: ['1', '2'] }, false],
  // Project-level actions of a grant for global services count as attached everywhere.
  ['modelarts:pool:delete', 'all', 'global', true],
  ['modelarts:pool:delete', { projects: ['a'] }, 'global', true],
  ['modelarts:pool:delete', 'global', { projects: ['a'] }, false],
  // Actions of global services in a grant for projects do, too.
  ['iam:users:listUsers', 'all', { projects: ['a'] }, true],
  ['iam:users:listUsers', { projects: ['b'] }, { projects: ['a'] }, true],
  ['iam:users:listUsers', 'global', { projects: ['a'] }, true],
  ['iam:users:listUsers', 'global', 'global', true],
  ['iam:users:listUsers', 'all', 'global', false],
  // Of an unknown level nothing is contained but in all.
  ['nobody:knows:this', { projects: ['a'] }, { projects: ['a'] }, false],
  ['nobody:knows:this', 'global', 'global', false],
  ['nobody:knows:this', { projects: ['a'] }, 'all', true],
  // Nothing is attached to no project.
  ['modelarts:pool:delete', { projects: [] }, 'all', false],
  ['modelarts:pool:delete', { projects: [] }, { projects: [] }, false],
];

for (const [action, given, taken, denied] of scopes) {
  test(`${action} allowed in ${JSON.stringify(given ?? null)}, denied in ${JSON.stringify(taken ?? null)}: ${denied ? 'in vain' : 'not in vain'}`, () => {
    const members: Members = {
      a: { document: policyOf('1.1', [allow(action)]), ...(given ? { scope: given } : {}) },
      b: { document: policyOf('1.1', [deny(action)]), ...(taken ? { scope: taken } : {}) },
    };
    const { findings } = analysedSet(members);
    assert.deepEqual(findings.map((it) => it.code), denied ? ['denied-allow'] : []);
    for (const { example } of findings) assert.equal(simulated(members, example), 'Deny');
  });
}

/** What the whole set decides about an example. */
function simulated(members: Members, example: Parameters<typeof exampleRequest>[0]): string {
  const policies = setOf(members).members.map(({ file, document, scope }) => ({ name: file, document, ...(scope ? { scope } : {}) }));
  return decide(prepare(policies), exampleRequest(example), { catalog }).decision;
}

function exampleRequest(example: ReturnType<typeof analysedSet>['findings'][number]['example']) {
  assert.ok(example);
  const { resource, principal: _, ...others } = example;
  return { ...others, ...(resource === undefined ? {} : { resources: [resource] }) };
}

test('the level is that of each action', () => {
  const members: Members = {
    a: [allow(['iam:users:listUsers', 'modelarts:pool:delete'])],
    b: { document: policyOf('1.1', [deny('*:*:*')]), scope: { projects: ['p'] } },
  };
  assert.deepEqual(foundIn(members), ['a [0].Action[0] denied-allow Allowed here, but denied by statement 1 of b, for everybody in the set "staff". Example: iam:users:listUsers. -> b[0].Action[0]']);
  const wide: Members = { a: [allow('*:*:*')], b: { document: policyOf('1.1', [deny('iam:*:*')]), scope: 'global' } };
  assert.deepEqual(placesIn(wide), []);
});

test('a Deny of the same document takes part wherever that is attached, also where the level is not known', () => {
  const members: Members = {
    a: { document: policyOf('1.1', [allow('nobody:knows:this'), deny('nobody:knows:this', user('StringEquals', 'ann'))]), scope: { projects: ['p'] } },
    b: { document: policyOf('1.1', [deny('nobody:knows:this', user('StringNotEqualsIfExists', 'ann'))]) },
  };
  assert.deepEqual(placesIn(members), ['a [0].Action[0] denied-allow']);
});

test('an example says where the set is attached, where that matters', () => {
  const inProjects: Members = {
    a: { document: policyOf('1.1', [allow('modelarts:pool:delete')]), scope: { projects: ['p'] } },
    b: { document: policyOf('1.1', [deny('modelarts:pool:*')]), scope: { projects: ['q', 'p'] } },
  };
  assert.deepEqual(foundIn(inProjects), ['a [0].Action[0] denied-allow Allowed here, but denied by statement 1 of b, for everybody in the set "staff". Example: modelarts:pool:delete in the project p. -> b[0].Action[0]']);
  const inEnterpriseProjects: Members = {
    a: { document: policyOf('1.1', [allow('modelarts:notebook:*')]), scope: { enterpriseProjects: ['7'] } },
    b: { document: policyOf('1.1', [deny('modelarts:notebook:*')]), scope: { enterpriseProjects: ['7'] } },
  };
  const [finding] = analysedSet(inEnterpriseProjects).findings;
  assert.equal(finding?.example?.enterpriseProject, '7');
  assert.equal(simulated(inEnterpriseProjects, finding?.example), 'Deny');
});

test('a document that is attached twice is in vain only where both attachments are', () => {
  const document = policyOf('1.1', [allow('modelarts:pool:delete')]);
  const twice = (first: Scope, second: Scope): Members => ({ 'a@1': { document, scope: first }, 'a@2': { document, scope: second }, b: { document: policyOf('1.1', [deny('modelarts:pool:delete')]), scope: { projects: ['p'] } } });
  assert.deepEqual(placesIn(twice({ projects: ['p'] }, { projects: ['q'] })), []);
  assert.deepEqual(placesIn(twice({ projects: ['p'] }, { projects: ['p'] })), ['a [0].Action[0] denied-allow']);
});

test('the scopes of an idle Deny and of an Allow have to be apart for certain', () => {
  const idle = (given: Scope, taken: Scope, action = 'ecs:cloudServers:delete'): boolean =>
    placesIn({ a: { document: policyOf('1.1', [allow([action, 'obs:bucket:ListAllMyBuckets'])]), scope: given }, b: { document: policyOf('1.1', [deny(action)]), scope: taken } }).includes('b [0].Action[0] idle-deny');
  assert.equal(idle('all', 'all'), false);
  assert.equal(idle({ projects: ['p'] }, { projects: ['q'] }), true);
  assert.equal(idle({ projects: ['p'] }, { projects: ['q', 'p'] }), false);
  assert.equal(idle({ projects: ['p'] }, { projects: ['q'] }, 'iam:users:listUsers'), false);
  assert.equal(idle({ projects: ['p'] }, { projects: ['q'] }, 'nobody:knows:this'), false);
  assert.equal(idle({ enterpriseProjects: ['1'] }, { enterpriseProjects: ['2'] }), true);
  assert.equal(idle({ enterpriseProjects: ['1'] }, { projects: ['q'] }), false);
});

test('fixes take out the string or the statement, never the last statement', () => {
  const fixed = (statements: readonly object[]): [string, string][] => {
    const document = policyOf('1.1', statements);
    const { findings } = analyseSet({ name: 'staff', members: [{ file: 'a', document }, { file: 'b', document: policyOf('1.1', [deny('modelarts:pool:delete')]) }] }, catalog);
    return findings.flatMap(({ fixes = [] }) => fixes.map((it): [string, string] => [toPlain(it.title, english), applyEdits(document.json.text, it.edits)]));
  };
  assert.deepEqual(fixed(pool), [['Remove it from this statement (changes nothing in the set "staff")', JSON.stringify({ Version: '1.1', Statement: [allow('modelarts:pool:list')] })]]);
  assert.deepEqual(fixed([allow('modelarts:pool:delete'), ...pool.slice(0, 0), allow('obs:bucket:*')]), [['Remove the statement (changes nothing in the set "staff")', JSON.stringify({ Version: '1.1', Statement: [allow('obs:bucket:*')] })]]);
  assert.deepEqual(fixed([allow('modelarts:pool:delete')]), []);
});

test('a document inside another file has its paths from the root of that file', () => {
  const base = ['sets', 'staff', 1, 'document'];
  assert.deepEqual(foundIn({ a: pool, 'config#/sets/staff/1': { document: policyOf('1.1', [deny('modelarts:pool:delete')]), base } }).map((it) => it.split(' -> ')[1]), ['config#/sets/staff/1$.sets.staff[1].document.Statement[0].Action[0]']);
});

test('a set that is too large to be judged is given up, and says so', () => {
  const many = (effect: typeof allow): object[] => Array.from({ length: 60 }, (_, index) => effect(Array.from({ length: 80 }, (_unused, action) => `*a${index}*b${action}*:*x*:*y${action}*`)));
  const { givenUp } = analysedSet({ a: policyOf('5.0', many(allow).slice(0, 10)), b: policyOf('5.0', many(deny).slice(0, 10)) });
  assert.ok(givenUp > 0);
});

test('the policies of a simulation are a set, as those of an access test or of a person', () => {
  const [a, b] = [policyOf('1.1', pool), policyOf('1.1', [deny('modelarts:pool:delete')])];
  const policies = [{ name: 'a', document: a, scope: { projects: ['p'] } }, { name: 'b', document: b, scope: 'global' as const }, { name: 'ModelArts FullAccess', document: undefined }];
  const { findings, unknown } = analyseSet(setOfAttached('user:ann', policies), catalog);
  assert.deepEqual(findings.map(({ set, file, code, related = [] }) => [set, file, code, related.map((it) => it.file)]), [['user:ann', 'a', 'denied-allow', ['b']]]);
  assert.deepEqual(unknown, ['ModelArts FullAccess']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Account, readAccount } from '../../../server/src/core/account/account.ts';
import { accountFindings } from '../../../server/src/core/account/findings.ts';
import { permissionFixes } from '../../../server/src/core/account/fix.ts';
import { readMoment } from '../../../server/src/core/account/moment.ts';
import { requestAs, resolvePerson } from '../../../server/src/core/account/person.ts';
import { simulateAs } from '../../../server/src/core/account/simulate-as.ts';
import { whatCan, whoCan } from '../../../server/src/core/account/who.ts';
import { newAccountText } from '../../../server/src/core/account/write.ts';
import { formatPath } from '../../../server/src/core/json/json.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import type { SimulationRequest } from '../../../server/src/core/simulate/types.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import { catalog } from '../../support/catalog.ts';

const allow = (...actions: readonly string[]): object => ({ document: { Version: '1.1', Statement: [{ Effect: 'Allow', Action: actions }] } });

const files: Readonly<Record<string, string>> = {
  'a.policy.json': JSON.stringify({ Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['modelarts:pool:get'] }] }),
  'agency.policy.json': '{\n  "Version": "1.1",\n  "Statement": [\n    { "Effect": "Allow", "Action": ["obs:object:GetObject"] }\n  ]\n}\n',
  'broken.policy.json': '{ "Version": ',
};

const now = Date.parse('2026-11-25T00:00:00Z');
const options = { catalog, fileName: 'c.iamaccount.json', load: (name: string): string | undefined => files[name], now };

const account = (fields: object): Account => readAccount(JSON.stringify({ version: 1, ...fields }));

/** All that is found, form included: `severity path message`. */
function finds(of: Account): string[] {
  const form = of.findings.map((it) => `form ${formatPath(it.path)} ${toPlain(it.message, english)}`);
  return [...form, ...accountFindings(of, options).map((it) => `${it.severity} ${formatPath(it.path)} ${toPlain(it.message, english)}`)];
}

test('a sound account is not blamed', () => {
  const sound = account({
    name: 'acme',
    users: { ann: { groups: ['developers', 'admin'] }, auditor: { policies: [allow('iam:users:listUsers')] } },
    federatedUsers: { bob: { groups: ['developers'] } },
    groups: { developers: { policies: ['a.policy.json', { system: 'ModelArts CommonOperations', scope: { projects: ['cn-north-4'] } }, { system: 'OBS Administrator' }] } },
    agencies: { modelarts_agency: { policies: ['agency.policy.json'], trustedBy: 'op_svc_x', expires: '2027-01-01' }, pipeline: { policies: [], trustedBy: ['account:other', 'service.x'] } },
    accessAuthorizations: [
      { to: 'all-users', agency: 'modelarts_agency', permissions: 'common-user' },
      { to: 'agency:pipeline', agency: 'modelarts_agency', permissions: 'custom', project: 'cn-north-4' },
    ],
    enterpriseProjects: { e1: { name: 'team' } },
    workspaces: { default: { enterpriseProject: '0', access: 'public' }, team: { enterpriseProject: 'e1', access: 'internal', owner: 'user:ann', grants: ['federated:bob'] } },
    scps: [],
  });
  assert.deepEqual(finds(sound), []);
});

test('nobody is blamed for what the file does not describe', () => {
  assert.deepEqual(finds(account({ users: { ann: { policies: ['a.policy.json'] } } })), [], 'no access authorizations are described');
  assert.deepEqual(finds(account({ users: { root: { groups: ['admin'] } }, accessAuthorizations: [] })), [], 'an administrator need not use ModelArts');
});

/** What is wrong, and all that is said of it; the rules are in interfaces.md and in the pages that the messages rest on. */
const faults: readonly (readonly [name: string, fields: object, found: readonly string[]])[] = [
  ['unknown group', { users: { ann: { groups: ['x'] } } }, ['error $.users.ann.groups[0] There is no group "x" in groups.']],
  ['a group twice', { users: { ann: { groups: ['g', 'g'] } }, groups: { g: {} } }, ['information $.users.ann.groups[1] The group "g" is listed twice.']],
  ['unknown agency', { users: { ann: {} }, accessAuthorizations: [{ to: 'user:ann', agency: 'x' }] }, ['error $.accessAuthorizations[0].agency There is no agency "x" in agencies.']],
  ['unknown person', { users: { ann: {} }, agencies: { x: {} }, accessAuthorizations: [{ to: 'ann', agency: 'x' }] }, ['error $.accessAuthorizations[0].to Nobody is called "ann" here. Write user:ann.']],
  ['an authorization twice', { agencies: { x: {} }, accessAuthorizations: [{ to: 'all-users', agency: 'x' }, { to: 'all-users', agency: 'x' }] }, ['information $.accessAuthorizations[1].to "all-users" has an access authorization further up already. That one is taken.']],
  ['missing file', { groups: { g: { policies: ['gone.json'] } } }, ['error $.groups.g.policies[0] The file gone.json cannot be read.']],
  ['broken file', { scps: [{ file: 'broken.policy.json' }] }, ['error $.scps[0].file broken.policy.json has a JSON syntax error.']],
  ['unknown system policy', { groups: { g: { policies: [{ system: 'ModelArts Everything' }] } } }, ['information $.groups.g.policies[0].system "ModelArts Everything" is not among the system policies and roles that our data names. Its statements count as unknown.']],
  [
    'agencies in a circle',
    { agencies: { a: {}, b: {} }, accessAuthorizations: [{ to: 'agency:a', agency: 'b' }, { to: 'agency:b', agency: 'a' }] },
    ['warning $.accessAuthorizations[0].agency These agencies use ModelArts through one another in a circle: a → b → a.'],
  ],
  ['trust in a circle', { agencies: { a: { trustedBy: 'agency:b' }, b: { trustedBy: ['agency:a'] } } }, ['warning $.agencies.a.trustedBy These agencies trust one another in a circle: b → a → b.']],
  ['unknown trusted agency', { agencies: { a: { trustedBy: 'agency:z' } } }, ['error $.agencies.a.trustedBy There is no agency "z" in agencies.']],
  ['ended agency', { agencies: { a: { expires: '2026-11-24' } } }, ['warning $.agencies.a.expires The agency a has ended, so nothing goes through it.']],
  ['no moment', { agencies: { a: { expires: 'soon' } } }, ['error $.agencies.a.expires "soon" is no moment. Write 2026-12-31.']],
  ['no authorization', { users: { ann: { policies: ['a.policy.json'] } }, accessAuthorizations: [] }, ['warning $.users.ann user:ann has permissions of ModelArts and no access authorization, so ModelArts cannot be used.']],
  ['workspaces alone', { workspaces: { w: { access: 'public' } } }, ['warning $.workspaces.w Workspaces exist only where enterprise projects are enabled. List them in enterpriseProjects.']],
  ['unknown enterprise project', { enterpriseProjects: { e: {} }, workspaces: { w: { enterpriseProject: 'f' } } }, ['error $.workspaces.w.enterpriseProject There is no enterprise project "f" in enterpriseProjects.']],
  ['unknown enterprise project of a scope', { enterpriseProjects: { e: {} }, groups: { g: { policies: [{ file: 'a.policy.json', scope: { enterpriseProjects: ['f'] } }] } } }, ['warning $.groups.g.policies[0].file The scope names the enterprise project "f", which is not in enterpriseProjects.']],
  ['idle grants', { users: { ann: {} }, enterpriseProjects: { e: {} }, workspaces: { w: { access: 'private', grants: ['user:ann'] } } }, ['information $.workspaces.w.grants[0] Only an internal workspace is granted to somebody. This one is private.']],
  ['the wrong type', { users: [], groups: { g: 1 } }, ['form $.users "users" has to be an object.', 'form $.groups.g "g" has to be an object.']],
  ['unknown fields', { people: {}, users: { ann: { group: 'x' } } }, [`form $.people "people" is not known here. Known are version, name, id, description, authorization, users, federatedUsers, groups, agencies, accessAuthorizations, enterpriseProjects, workspaces, scps.`, 'form $.users.ann.group "group" is not known here. Known are id, description, groups, policies, session.']],
  ['no name in an authorization', { accessAuthorizations: [{}, 'x'] }, ['form $.accessAuthorizations[0] "to" is missing.', 'form $.accessAuthorizations[0] "agency" is missing.', 'form $.accessAuthorizations[1] An access authorization is an object with to and agency.']],
];

for (const [name, fields, found] of faults) test(`what is wrong: ${name}`, () => assert.deepEqual(finds(account(fields)), found));

test('more than fifty agencies or authorizations (guide, 2025-01-06)', () => {
  const agencies = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`a${index}`, {}]));
  const users = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`u${index}`, {}]));
  const authorizations = (count: number): object[] => Object.keys(users).slice(0, count).map((it) => ({ to: `user:${it}`, agency: 'a0' }));
  assert.deepEqual(finds(account({ agencies })).map((it) => it.split(' ').slice(0, 2)), [['warning', '$.agencies.a50']]);
  assert.deepEqual(finds(account({ users, agencies: { a0: {} }, accessAuthorizations: authorizations(50) })), []);
  assert.deepEqual(finds(account({ users, agencies: { a0: {} }, accessAuthorizations: authorizations(51) })).map((it) => it.split(' ').slice(0, 2)), [['warning', '$.accessAuthorizations[50]']]);
});

test('many agencies that lead to one another are no trouble', () => {
  const names = Array.from({ length: 400 }, (_, index) => `a${index}`);
  const agencies = Object.fromEntries(names.map((it) => [it, {}]));
  const line = names.slice(1).map((it, index) => ({ to: `agency:a${index}`, agency: it }));
  const inCircle = (more: readonly object[]): number => accountFindings(account({ agencies, accessAuthorizations: [...line, ...more] }), options).filter((it) => it.message.template.includes('circle')).length;
  assert.deepEqual([inCircle([]), inCircle([{ to: 'agency:a399', agency: 'a0' }])], [0, 1]);
});

test('nothing is thrown, whatever the text is', () => {
  for (const text of ['', '{', 'null', '[]', '"x"', '{"users": {"a": {"policies": [{}]}}}', '{"users": {"__proto__": {"groups": ["constructor"]}}}', '{"users":{"a":{"policies":[{"document":{"Statement":', '{"accessAuthorizations": [null, {"to": 1}]}']) {
    const read = readAccount(text);
    accountFindings(read, options);
    for (const it of read.users) resolvePerson(read, `user:${it.name}`, options);
  }
});

test('keys that IAM fills: g:UserName for IAM users only, those of the account where it has a name and an id', () => {
  const of = account({ name: 'acme', id: 'd1', users: { ann: { id: 'u1' } }, federatedUsers: { bob: {} }, agencies: { x: { id: 'a1' } } });
  const keys = (name: string): unknown => {
    const person = resolvePerson(of, name, options);
    return person && requestAs(person, { action: 'modelarts:pool:get', project: 'cn-north-4', context: { 'g:MFAPresent': 'true' } });
  };
  const shared = { 'g:DomainName': 'acme', 'g:DomainId': 'd1', 'g:PrincipalAccount': 'd1', 'g:ProjectName': 'cn-north-4', 'g:MFAPresent': 'true' };
  const common = { action: 'modelarts:pool:get', project: 'cn-north-4' };
  assert.deepEqual(keys('user:ann'), { ...common, caller: 'user', context: { 'g:UserName': 'ann', 'g:UserId': 'u1', 'g:PrincipalUrn': 'iam::d1:user:ann', ...shared } });
  assert.deepEqual(keys('federated:bob'), { ...common, caller: 'federated', context: shared });
  assert.deepEqual(keys('agency:x'), { ...common, caller: 'agency', context: shared });
  assert.equal(keys('ann'), undefined);
});

const company = account({
  users: { ann: { groups: ['developers', 'annotators'] }, root: { groups: ['admin'] }, zoe: {} },
  federatedUsers: { bob: { groups: ['developers'] } },
  groups: { developers: { policies: ['a.policy.json', { ...allow('modelarts:trainJob:create'), scope: { projects: ['cn-north-4'] } }] }, annotators: { policies: ['a.policy.json'] } },
  agencies: { one: { policies: ['agency.policy.json'] }, ended: { policies: ['agency.policy.json'], expires: '2026-01-01' }, bare: {} },
  accessAuthorizations: [
    { to: 'user:ann', agency: 'one', permissions: 'custom' },
    { to: 'user:zoe', agency: 'ended' },
    { to: 'all-users', agency: 'bare', permissions: 'common-user' },
  ],
  enterpriseProjects: { e1: {} },
  workspaces: { team: { enterpriseProject: 'e1', access: 'internal', owner: 'user:root', grants: ['user:ann'] } },
});

const simulated = (as: string, request: SimulationRequest, more: object = {}): Exclude<ReturnType<typeof simulateAs>, { template: string }> => {
  const answer = simulateAs(company, as, request, { ...options, ...more });
  assert.ok(!('template' in answer), 'template' in answer ? toPlain(answer, english) : '');
  return answer;
};

test('a policy that comes by two groups is one, with both', () => {
  assert.deepEqual(resolvePerson(company, 'user:ann', options)?.policies.map((it) => [it.name, it.via]), [
    ['a.policy.json', ['group:developers', 'group:annotators']],
    ['c.iamaccount.json#/groups/developers/policies/1', ['group:developers']],
  ]);
});

test('who can do this: all persons, each with the group that gives it', () => {
  const who = (action: string, project?: string): unknown => whoCan(company, { action, ...(project === undefined ? {} : { project }) }, options).map((it) => [it.id, it.decision, it.reason.via, it.access?.usable]);
  assert.deepEqual(who('modelarts:pool:get'), [
    ['user:ann', 'Allow', ['group:developers', 'group:annotators'], true],
    ['user:root', 'Allow', ['group:admin'], true],
    ['user:zoe', 'ImplicitDeny', undefined, false],
    ['federated:bob', 'Allow', ['group:developers'], true],
    ['agency:one', 'ImplicitDeny', undefined, true],
    ['agency:ended', 'ImplicitDeny', undefined, true],
    ['agency:bare', 'Unknown', undefined, true],
  ]);
  const ann = (project?: string): unknown => whoCan(company, { action: 'modelarts:trainJob:create', ...(project === undefined ? {} : { project }) }, options)[0]?.decision;
  assert.deepEqual([ann(), ann('cn-north-4'), ann('ap-southeast-1')], ['Unknown', 'Allow', 'ImplicitDeny']);
});

test('what can this person do: the effective permissions over all policies of theirs', () => {
  const allowed = (as: string, project?: string): unknown => {
    const person = resolvePerson(company, as, options);
    return person && whatCan(person, catalog, project === undefined ? {} : { project }).services.flatMap((it) => it.types.flatMap((type) => type.actions.filter((one) => one.outcome.state === 'allowed').map((one) => one.fact.name)));
  };
  assert.deepEqual(allowed('user:ann', 'cn-north-4'), ['modelarts:pool:get', 'modelarts:trainJob:create']);
  assert.deepEqual(allowed('user:ann', 'elsewhere'), ['modelarts:pool:get']);
  assert.deepEqual(allowed('user:zoe'), []);
});

test('through the agency: ended, not described, only on some resources', () => {
  const steps = (as: string): readonly (readonly [string, string, string])[] => simulated(as, { action: 'modelarts:trainJob:create', project: 'cn-north-4' }).agency?.steps.filter((it) => it.grade === 'documented').map((it) => [it.action, it.decision, toPlain(it.why, english)] as const) ?? [];
  const three = ['obs:bucket:ListBucket', 'obs:object:GetObject', 'obs:object:PutObject'];
  assert.deepEqual(steps('user:zoe'), three.map((it) => [it, 'ImplicitDeny', 'the agency ended ended on 2026-01-01']));
  assert.deepEqual(steps('user:root'), three.map((it) => [it, 'Unknown', 'which permissions "Common User" gives is not published']));
  const limited = { Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['obs:object:*', 'obs:bucket:ListBucket'], Resource: ['obs:*:*:object:team/*', 'obs:*:*:bucket:*'] }] };
  const narrow = account({ users: { ann: {} }, agencies: { one: { policies: [{ document: limited }] } }, accessAuthorizations: [{ to: 'user:ann', agency: 'one' }] });
  const answer = simulateAs(narrow, 'user:ann', { action: 'modelarts:trainJob:create' }, options);
  assert.ok(!('template' in answer));
  assert.deepEqual(answer.agency?.steps.filter((it) => it.grade === 'documented').map((it) => [it.action, it.decision, it.allowedOn]), [
    ['obs:bucket:ListBucket', 'Allow', []],
    ['obs:object:GetObject', 'Unknown', ['obs:*:*:object:team/*']],
    ['obs:object:PutObject', 'Unknown', ['obs:*:*:object:team/*']],
  ]);
});

test('what only some scenarios need says so; what no source names is not invented', () => {
  const of = (action: string): unknown => [...new Set(simulated('user:ann', { action }).agency?.steps.map((it) => it.scenario?.en ?? ''))];
  assert.deepEqual(of('modelarts:service:create'), ['Batch services', 'Edge services', 'Real-time services']);
  assert.deepEqual(of('modelarts:pool:delete'), []);
  assert.equal(simulated('user:ann', { action: 'obs:object:GetObject' }).agency, undefined, 'ModelArts has no part in it');
});

test('a workspace: its enterprise project is that of the request, and who may not enter is told', () => {
  const { entrance, result } = simulated('user:ann', { action: 'modelarts:pool:get' }, { workspace: 'team' });
  assert.deepEqual([entrance?.mayEnter, result.request.enterpriseProject], [true, 'e1']);
  assert.deepEqual([simulated('user:zoe', { action: 'modelarts:pool:get' }, { workspace: 'team' }).entrance?.mayEnter, simulated('user:zoe', { action: 'modelarts:pool:get' }, { workspace: 'other' }).entrance?.mayEnter], [false, null]);
});

test('the missing permission is added to the policy that names the service, and is allowed then', () => {
  const [fix, ...others] = permissionFixes(company, 'one', ['obs:object:PutObject'], options);
  assert.ok(fix);
  assert.deepEqual([others.length, fix.file, toPlain(fix.title, english)], [0, 'agency.policy.json', 'Add obs:object:PutObject to agency.policy.json (also held by agency:ended)']);
  assert.equal(applyEdits(files['agency.policy.json'] ?? '', fix.edits), '{\n  "Version": "1.1",\n  "Statement": [\n    { "Effect": "Allow", "Action": ["obs:object:GetObject", "obs:object:PutObject"] }\n  ]\n}\n');
  const [other] = permissionFixes(company, 'one', ['swr:repository:listTags', 'smn:topic:list'], options);
  assert.ok(other);
  assert.equal(toPlain(other.title, english), 'Add 2 permissions to agency.policy.json (also held by agency:ended)');
  assert.match(applyEdits(files['agency.policy.json'] ?? '', other.edits), /"obs:object:GetObject"\] \},\n {4}\{\n {6}"Effect": "Allow",\n {6}"Action": \[\n {8}"swr:repository:listTags",\n {8}"smn:topic:list"\n {6}\]\n {4}\}\n {2}\]/);
  assert.deepEqual(permissionFixes(company, 'bare', ['obs:object:PutObject'], options), [], 'no policy to write into');
  assert.deepEqual(permissionFixes(company, 'nobody', ['obs:object:PutObject'], options), []);
});

test('a first account from the policies of a folder is sound', () => {
  const text = newAccountText([
    { file: 'dev/a.policy.json', kind: 'custom-1.1' },
    { file: 'a.policy.json', kind: 'identity-5.0' },
    { file: 'agency.policy.json', kind: 'custom-1.1' },
    { file: 'g.scp.json', kind: 'scp-5.0' },
    { file: 't.trust.json', kind: 'trust-5.0' },
  ]);
  const read = readAccount(text);
  assert.deepEqual(read.findings, []);
  assert.deepEqual(read.users[0]?.groups.map((it) => it.name), ['a', 'a-2']);
  assert.deepEqual(read.agencies[0]?.policies.map((it) => it.source), [{ file: 'agency.policy.json' }]);
  assert.deepEqual(read.scps.map((it) => it.source), [{ file: 'g.scp.json' }]);
});

test('days end at midnight UTC, moments are UTC (formats 3.2)', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['2026-12-31', '2026-12-31T23:59:59.999Z'],
    ['2025-10-10T08:53:20.000000', '2025-10-10T08:53:20.000Z'],
    ['2025-10-10T08:53:20Z', '2025-10-10T08:53:20.000Z'],
    ['2026-02-31', undefined],
    ['FOREVER', undefined],
    ['', undefined],
  ];
  for (const [text, expected] of cases) {
    const moment = readMoment(text);
    assert.equal(moment === undefined ? undefined : new Date(moment).toISOString(), expected, text);
  }
});

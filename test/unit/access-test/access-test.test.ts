import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAccessTests } from '../../../server/src/core/access-test/read.ts';
import { runAccessTests, toAccessTestJson } from '../../../server/src/core/access-test/run.ts';
import type { AccessTestRun } from '../../../server/src/core/access-test/types.ts';
import { formatPath } from '../../../server/src/core/json/json.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import { catalog } from '../../support/catalog.ts';

const action = 'modelarts:pool:delete';
const files: Readonly<Record<string, string>> = {
  'developer.policy.json': JSON.stringify({ Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['modelarts:*:*'] }] }),
  'guard.scp.json': JSON.stringify({ Version: '5.0', Statement: [{ Effect: 'Deny', Action: ['modelarts:pool:*'] }] }),
  'session.json': JSON.stringify({ Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['modelarts:notebook:*'] }] }),
  'broken.policy.json': '{ "Version": "1.1", "Statement": [ }',
  'other.json': '{ "name": "x" }',
  'trust.json': JSON.stringify({ Version: '5.0', Statement: [{ Effect: 'Allow', Action: ['sts:agencies:assume'], Principal: { Service: ['s'] } }] }),
};

function run(value: unknown): AccessTestRun {
  return runAccessTests(typeof value === 'string' ? value : JSON.stringify(value), { catalog, fileName: 'a.iamtest.json', load: (path) => files[path] });
}

function one(policies: unknown, expect: string, more: object = {}, request: object = {}): string {
  const [result] = run({ policies, ...more, tests: [{ name: 't', request: { action, ...request }, expect }] }).tests;
  return `${result?.status} ${result?.decision} ${result?.message ? toPlain(result.message, english) : ''}`.trim();
}

/** `path: message` with the text under each. */
function findings(text: string): string[] {
  return run(text).findings.map(({ path, span, message, on }) => `${formatPath(path)}${on === 'key' ? ' (key)' : ''} ${text.slice(span.start, span.end)} ${toPlain(message, english)}`);
}

test('a test passes or fails with what was expected and what came', () => {
  const policies = ['developer.policy.json'];
  assert.equal(one(policies, 'Allow'), 'passed Allow');
  assert.equal(one(policies, 'Deny'), 'failed Allow Expected Denied, was Allowed: statement 1 of developer.policy.json allows it.');
  assert.equal(one(policies, 'NotAllowed'), 'failed Allow Expected Denied or Not granted, was Allowed: statement 1 of developer.policy.json allows it.');
  assert.equal(one([], 'NotAllowed'), 'passed ImplicitDeny');
  assert.equal(one(policies, 'NotAllowed', { boundaries: { scps: ['guard.scp.json'] } }), 'passed Deny');
  assert.equal(one(policies, 'ImplicitDeny', { boundaries: { session: ['session.json'] } }), 'passed ImplicitDeny');
  assert.equal(one([], 'Allow', { authorization: 'non-strict' }), 'passed Allow');
  assert.equal(one(['trust.json'], 'Allow', {}, { action: 'sts:agencies:assume', principal: { kind: 'Service', value: 's' } }), 'passed Allow');
});

test('a system policy is never known', () => {
  assert.equal(one([{ system: 'ModelArts FullAccess' }], 'Unknown'), 'passed Unknown');
  assert.equal(one([{ system: 'ModelArts FullAccess' }], 'Allow'), 'failed Unknown Expected Allowed, was Cannot be known: ModelArts FullAccess: the statements of this policy are not published.');
});

test('scopes and dependencies of an entry count', () => {
  const entry = { file: 'developer.policy.json', scope: { projects: ['p1'] } };
  assert.equal(one([entry], 'Allow', {}, { project: 'p1' }), 'passed Allow');
  assert.equal(one([entry], 'ImplicitDeny', {}, { project: 'p2' }), 'passed ImplicitDeny');
  assert.equal(one([entry], 'Unknown'), 'passed Unknown');
  const role = { document: { Version: '1.0', Statement: [{ Effect: 'Allow', Action: ['modelarts:*:*'] }], Depends: [{ catalog: 'BASE', display_name: 'x' }] } };
  assert.equal(one([role], 'ImplicitDeny'), 'passed ImplicitDeny');
  assert.equal(one([{ ...role, dependenciesAttached: true }], 'Allow'), 'passed Allow');
});

test('an inline document has its place in the test file and its paths at itself', () => {
  const text = JSON.stringify({ policies: ['developer.policy.json', { document: { Version: '1.1', Statement: [{ Effect: 'Deny', Action: [action] }] } }], tests: [{ name: 't', request: { action, resource: ['a:b:c:d:e', 'x'], context: { 'g:UserName': 'x', 'g:TagKeys': ['a'] } }, expect: 'Deny' }] });
  const [result] = run(text).tests;
  assert.ok(result);
  assert.deepEqual(toAccessTestJson(result, 'a.iamtest.json', ({ start, end }) => text.slice(start, end).slice(0, 11), english), {
    file: 'a.iamtest.json',
    name: 't',
    path: '$.tests[0]',
    range: '{"name":"t"',
    expect: 'Deny',
    decision: 'Deny',
    passed: true,
    status: 'passed',
    message: null,
    reason: { kind: 'statement', policy: 'a.iamtest.json#/policies/1', path: '$.Statement[0]' },
  });
  assert.equal(text.slice(result.reason?.span?.start, result.reason?.span?.end), '{"Effect":"Deny","Action":["modelarts:pool:delete"]}');
});

test('what is wrong in a file stands at its place', () => {
  const bad = `{ "policies": ["nosuch.json", "broken.policy.json", "other.json", 5, { "file": "a", "system": "b" }, { "scope": "all" }, { "file": "developer.policy.json", "scope": "some", "dependenciesAttached": 1 }],
  "boundries": {}, "authorization": "loose", "tests": {} }`;
  assert.deepEqual(findings(bad), [
    '$.policies[0] "nosuch.json" The file nosuch.json cannot be read.',
    '$.policies[1] "broken.policy.json" broken.policy.json has a JSON syntax error.',
    '$.policies[2] "other.json" other.json is no policy.',
    '$.policies[3] 5 A policy is a file name or an object with file, document or system.',
    '$.policies[4] "system" A policy is given by one of file, document and system.',
    '$.policies[5] { A policy is given by one of file, document and system.',
    '$.policies[6].scope "some" A scope is "all", "global", or an object with a list of projects or of enterpriseProjects.',
    '$.policies[6].dependenciesAttached 1 "dependenciesAttached" has to be true or false.',
    '$.boundries (key) "boundries" "boundries" is not known here. Known are policies, account, boundaries, authorization, tests.',
    '$.authorization "loose" The authorization mode is strict or non-strict.',
    '$.tests {} "tests" has to be a list.',
  ]);
});

test('what is wrong in one test stands at its place, and the others run', () => {
  const text = `{ "policies": ["developer.policy.json"], "tests": [
    { "name": "a", "request": { "action": "modelarts:pool:delete" }, "expect": "Allow" },
    { "name": "a", "request": { "action": "modelarts:pool:delete" }, "expect": "Allow" },
    { "name": "b", "request": { "action": 1, "resource": {}, "context": { "g:MFAPresent": true }, "as": "user:ann" }, "expect": "Denied" },
    { "request": {}, "exspect": "Allow" },
    { "name": "c", "request": { "action": "modelarts" }, "expect": "Allow" },
    { "name": "d", "request": { "action": "modelarts:pool:delete", "principal": { "kind": "User", "value": "x" } }, "expect": "Allow" },
    7 ] }`;
  assert.deepEqual(run(text).tests.map((it) => `${it.name} ${it.status}`), ['a passed', 'a error', 'b error', ' error', 'c error', 'd error', ' error']);
  assert.deepEqual(findings(text), [
    '$.tests[1].name "a" Another test of this file is called "a".',
    '$.tests[2].request.action 1 "action" has to be a string that is not empty.',
    '$.tests[2].request.resource {} A string or a list of strings belongs here.',
    "$.tests[2].request.context['g:MFAPresent'] true A string or a list of strings belongs here.",
    '$.tests[2].request.as (key) "as" Only the tests of an account say who asks.',
    '$.tests[2].expect "Denied" "Denied" cannot be expected. Write one of Allow, Deny, ImplicitDeny, Unknown, NotAllowed.',
    '$.tests[3] { "name" is missing.',
    '$.tests[3] { "expect" is missing.',
    '$.tests[3].request { "action" is missing.',
    '$.tests[3].exspect (key) "exspect" "exspect" is not known here. Known are name, request, expect.',
    '$.tests[5].request.principal.kind "User" "User" is no kind of principal. Write IAM, Service or Identity_provider.',
    '$.tests[6] 7 A test is an object with name, request and expect.',
  ]);
});

test('a file with an error runs no test, and says why at each', () => {
  const result = run({ policies: ['nosuch.json'], tests: [{ name: 't', request: { action }, expect: 'Allow' }] });
  assert.deepEqual(result.summary, { passed: 0, failed: 0, errors: 1 });
  assert.equal(result.tests[0]?.message && toPlain(result.tests[0].message, english), 'The file nosuch.json cannot be read.');
});

test('tests of an account ask as its persons', () => {
  const account = {
    version: 1,
    users: { ann: { groups: ['dev'] }, bob: {}, cat: { policies: ['gone.json'] } },
    groups: { dev: { policies: ['developer.policy.json'] } },
    agencies: { build: { policies: [{ document: { Version: '1.1', Statement: [{ Effect: 'Allow', Action: [action], Condition: { StringEquals: { 'g:DomainName': ['acme'] } } }] } }] } },
    name: 'acme',
  };
  const ask = (as: string | undefined, expect = 'Allow', text = JSON.stringify(account), more: object = {}): string => {
    const value = { account: 'team/company.iamaccount.json', ...more, tests: [{ name: 't', request: { ...(as === undefined ? {} : { as }), action }, expect }] };
    const asked: string[] = [];
    const load = (path: string): string | undefined => {
      asked.push(path);
      return path === 'team/company.iamaccount.json' ? text : files[path.replace('team/', '')];
    };
    const { tests: [result], findings: found } = runAccessTests(JSON.stringify(value), { catalog, fileName: 'a.iamtest.json', load });
    assert.ok(asked.every((it) => it.startsWith('team/')), asked.join());
    return `${result?.status} ${result?.decision} ${result?.reason?.via ?? ''} ${result?.message ? toPlain(result.message, english) : ''}${found.length > 0 ? ` [${found.map((it) => formatPath(it.path)).join()}]` : ''}`.trim();
  };
  assert.equal(ask('user:ann'), 'passed Allow group:dev');
  assert.equal(ask('user:bob'), 'failed ImplicitDeny  Expected Allowed, was Not granted: no statement allows it.');
  assert.equal(ask('agency:build'), 'passed Allow');
  assert.equal(ask('user:ann', 'Deny', undefined, { boundaries: { scps: [{ document: { Version: '5.0', Statement: [{ Effect: 'Deny', Action: ['*'] }] } }] } }), 'passed Deny');
  assert.equal(ask('user:eve'), 'error undefined  The account has no "user:eve". It has user:ann, user:bob, user:cat, agency:build.');
  assert.equal(ask('user:cat'), 'error undefined  team/company.iamaccount.json, $.users.cat.policies[0]: The file gone.json cannot be read.');
  assert.equal(ask(undefined), 'error undefined  With an account a request says who asks: "as": "user:NAME". [$.tests[0].request]');
  assert.equal(ask('user:ann', 'Allow', '{'), 'error undefined  team/company.iamaccount.json has a JSON syntax error. [$.account]');
  assert.equal(ask('user:ann', 'Allow', '{ "version": 1, "user": {} }'), 'error undefined  team/company.iamaccount.json, $.user: "user" is not known here. Known are version, name, id, description, authorization, users, federatedUsers, groups, agencies, accessAuthorizations, enterpriseProjects, workspaces, scps. [$.account]');
  assert.equal(ask('user:ann', 'Allow', undefined, { policies: [] }), 'error undefined  Either policies or an account, not both. [$.account]');
});

test('a policy with findings is tested all the same', () => {
  const document = { Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['modelarts:*:*'], Resource: ['modelarts:*:*:notebook:n1'] }] };
  assert.equal(one([{ document }], 'ImplicitDeny'), 'passed ImplicitDeny');
});

test('whatever is in the file, nothing throws', () => {
  for (const text of ['', '[]', '5', '{', '{"tests":[{}]}', '{"policies":null,"tests":null}', '{"policies":[null],"tests":[null]}', '{"policies":[{"document":5}],"tests":[]}', '{"policies":[],"policies":[],"tests":[]}', '\u0000']) {
    assert.ok(run(text).findings.length > 0, text);
    assert.equal(run(text).summary.passed, 0);
  }
  assert.deepEqual(run('{"policies":[],"tests":[]}').findings, []);
  assert.equal(readAccessTests('{"$schema":"x","policies":[],"tests":[]}').findings.length, 0);
});

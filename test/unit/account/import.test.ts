import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAccount } from '../../../server/src/core/account/account.ts';
import { importAccount } from '../../../server/src/core/account/import.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';

const links = (self: string): object => ({ links: { self: `https://iam.example.com${self}`, previous: null, next: null } });

const imports = (files: Readonly<Record<string, unknown>>): { account: unknown; policies: readonly string[]; notes: readonly string[] } => {
  const { account, policies, notes } = importAccount(Object.entries(files).map(([name, value]) => ({ name, text: typeof value === 'string' ? value : JSON.stringify(value) })));
  assert.deepEqual(readAccount(account).findings, [], account);
  return { account: JSON.parse(account), policies: policies.map((it) => `${it.file} ${JSON.stringify(JSON.parse(it.text))}`), notes: notes.map((it) => toPlain(it, english)) };
};

const notebooks = { Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['modelarts:notebook:list'] }] };

test('classic IAM: users, groups, members, projects, roles and the scopes of their grants (shapes of KeystoneList*, role-assignments)', () => {
  const { account, policies, notes } = imports({
    'users.json': { users: [{ id: 'u1', name: 'alice', domain_id: 'd1' }, { id: 'u2', name: 'bob', domain_id: 'd1' }], ...links('/v3/users') },
    'groups.json': { groups: [{ id: 'g1', name: 'developers', domain_id: 'd1' }], ...links('/v3/groups') },
    'members.json': { users: [{ id: 'u1', name: 'alice', domain_id: 'd1' }], ...links('/v3/groups/g1/users') },
    'projects.json': { projects: [{ id: 'p1', name: 'cn-north-4' }], ...links('/v3/projects') },
    'system.json': { roles: [{ id: 'r1', name: 'system_all_98', display_name: 'ModelArts CommonOperations', catalog: 'ModelArts', domain_id: null, policy: notebooks }], ...links('/v3/roles') },
    'custom.json': { roles: [{ id: 'r2', display_name: 'notebook user', catalog: 'CUSTOMED', domain_id: 'd1', policy: notebooks }], ...links('/v3/roles?domain_id=d1') },
    'agencies.json': { agencies: [{ id: 'a1', name: 'modelarts_agency', trust_domain_name: 'op_svc_example', duration: 'ONEDAY', expire_time: '2025-10-10T08:53:20.000000' }] },
    'agency-roles.json': { roles: [{ id: 'r1', display_name: 'ModelArts CommonOperations', domain_id: null, policy: notebooks }], ...links('/v3.0/OS-AGENCY/projects/p1/agencies/a1/roles') },
    'grants.json': {
      role_assignments: [
        { group: { id: 'g1' }, role: { id: 'r1' }, scope: { project: { id: 'p1' } }, is_inherited: false },
        { group: { id: 'g1' }, role: { id: 'r2' }, scope: { domain: { id: 'd1' } }, is_inherited: true },
        { user: { id: 'u2' }, role: { id: 'r2' }, scope: { domain: { id: 'd1' } }, is_inherited: false },
        { user: { id: 'u2' }, role: { id: 'r1' }, scope: { enterprise_project: { id: 'e1' } }, is_inherited: false },
      ],
      total_num: 4,
    },
  });
  assert.deepEqual(account, {
    version: 1,
    id: 'd1',
    authorization: 'strict',
    users: {
      alice: { id: 'u1', groups: ['developers'] },
      bob: { id: 'u2', policies: [{ file: 'notebook-user.policy.json', scope: 'global' }, { system: 'ModelArts CommonOperations', scope: { enterpriseProjects: ['e1'] } }] },
    },
    federatedUsers: {},
    groups: { developers: { id: 'g1', policies: [{ system: 'ModelArts CommonOperations', scope: { projects: ['cn-north-4'] } }, 'notebook-user.policy.json'] } },
    agencies: { modelarts_agency: { id: 'a1', policies: [{ system: 'ModelArts CommonOperations', scope: { projects: ['cn-north-4'] } }], trustedBy: 'op_svc_example', expires: '2025-10-10T08:53:20.000000' } },
  });
  const text = JSON.stringify(notebooks);
  assert.deepEqual(policies, [`ModelArts-CommonOperations.policy.json ${text}`, `notebook-user.policy.json ${text}`]);
  assert.deepEqual(notes, ['The authorization mode is not among the exports. Strict is assumed.']);
});

test('IAM v5: documents are text in a string, attachments are joined by what the files are called (shapes of the v5 model)', () => {
  const five = { Version: '5.0', Statement: [{ Effect: 'Allow', Action: ['modelarts:notebook:list'] }] };
  const { account, policies, notes } = imports({
    'users.json': { users: [{ user_id: 'u1', user_name: 'alice', urn: 'iam::d1:user:alice', is_root_user: false }, { user_id: 'u0', user_name: 'root', is_root_user: true }], page_info: { current_count: 2 } },
    'agencies.json': { agencies: [{ agency_id: 'a1', agency_name: 'build', trust_policy: JSON.stringify({ Version: '5.0', Statement: [{ Effect: 'Allow', Principal: { Service: ['service.X'] }, Action: ['sts:agencies:assume'] }] }) }], page_info: {} },
    'policies.json': { policies: [{ policy_type: 'custom', policy_name: 'lister', policy_id: 'p1', urn: 'iam::d1:policy:lister' }, { policy_type: 'system', policy_name: 'ModelArtsFullAccessPolicy', policy_id: 'p2' }], page_info: {} },
    'lister-v1.json': { policy_version: { document: JSON.stringify(five), version_id: 'v1', is_default: true } },
    'lister-entities.json': { policy_agencies: [], policy_groups: [], policy_users: [{ user_id: 'u1' }], page_info: {} },
    'build-attached.json': { attached_policies: [{ policy_name: 'ModelArtsFullAccessPolicy', policy_id: 'p2', urn: 'iam::system:policy:ModelArtsFullAccessPolicy' }], page_info: {} },
    'whose.json': { attached_policies: [], page_info: {} },
  });
  assert.deepEqual(account, {
    version: 1,
    id: 'd1',
    authorization: 'strict',
    users: { alice: { id: 'u1', policies: ['lister.policy.json'] } },
    federatedUsers: {},
    groups: {},
    agencies: { build: { id: 'a1', policies: [{ system: 'ModelArtsFullAccessPolicy' }], trustedBy: 'service.X' } },
  });
  assert.deepEqual(policies, [`lister.policy.json ${JSON.stringify(five)}`]);
  assert.deepEqual(notes, ['whose.json does not say to whom its policies are attached. Name the file after them.', 'The authorization mode is not among the exports. Strict is assumed.']);
});

test('ModelArts: authorizations in both spellings, the mode, workspaces (shapes of the ModelArts API)', () => {
  const { account, notes } = imports({
    'users.json': { users: [{ id: 'u1', name: 'alice' }] },
    'auth.json': {
      total_count: 5,
      auth: [
        { user_id: 'u1', user_name: 'alice', type: 'agency', content: 'one' },
        { user_id: 'all-users', user_name: 'all-users', type: 'AGENCY', content: 'two', user_type: 'ALL-USERS' },
        { user_name: 'eve', type: 'agency', content: 'one', user_type: 'FEDERATE' },
        { user_id: 'u9', user_name: 'gone', type: 'agency', content: 'one' },
        { user_id: 'u1', user_name: 'alice', type: 'credential', content: 'KEY' },
      ],
    },
    'mode.json': { domain_id: 'd1', mode: 'loose' },
    'workspaces.json': { total_count: 1, count: 1, workspaces: [{ id: 0, name: 'default', owner: 'alice', auth_type: 'PUBLIC', enterprise_project_id: '0', enterprise_project_name: 'default' }] },
    'team.json': { id: 'w1', name: 'team', owner: 'alice', auth_type: 'internal', enterprise_project_id: 'e1', grants: [{ user_name: 'eve', user_type: 'FEDERATE' }, { user_name: 'one', user_type: 'AGENCY' }] },
    'broken.json': '{',
    'other.json': { a: 1 },
  });
  assert.deepEqual(account, {
    version: 1,
    id: 'd1',
    authorization: 'non-strict',
    users: { alice: { id: 'u1' } },
    federatedUsers: { eve: {} },
    groups: {},
    agencies: {},
    accessAuthorizations: [
      { to: 'user:alice', agency: 'one' },
      { to: 'all-users', agency: 'two' },
      { to: 'federated:eve', agency: 'one' },
    ],
    enterpriseProjects: { '0': { name: 'default' }, e1: {} },
    workspaces: {
      default: { id: '0', enterpriseProject: '0', access: 'public', owner: 'user:alice' },
      team: { id: 'w1', enterpriseProject: 'e1', access: 'internal', owner: 'user:alice', grants: ['federated:eve', 'agency:one'] },
    },
  });
  assert.deepEqual(notes, [
    'broken.json is no valid JSON, so it was left out.',
    'other.json is none of the exports that are known, so it was left out.',
    'An access authorization for gone was left out: nobody of that name is among the exports.',
    'An access authorization by access key was left out. ModelArts offers agencies only.',
  ]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SimulateJson } from '../../../server/src/core/simulate/json.ts';
import { tool, type World } from './tool.ts';

const text = (value: unknown): string => JSON.stringify(value, null, 2);
const allow = (...actions: readonly string[]): string => text({ Version: '1.1', Statement: [{ Effect: 'Allow', Action: actions }] });

const files: NonNullable<World['files']> = {
  'company.iamaccount.json': text({
    version: 1,
    name: 'acme',
    users: {
      ann: { groups: ['developers'] },
      bea: { policies: ['dev.policy.json'] },
      cao: { policies: [{ system: 'ModelArts FullAccess' }] },
      dan: { policies: ['gone.policy.json'] },
    },
    federatedUsers: { eve: { groups: ['developers'] } },
    groups: { developers: { policies: ['dev.policy.json', 'own-only.policy.json'] } },
    agencies: { modelarts_agency: { policies: ['agency.policy.json'] } },
    accessAuthorizations: [
      { to: 'user:ann', agency: 'modelarts_agency', permissions: 'custom' },
      { to: 'federated:eve', agency: 'modelarts_agency', permissions: 'custom' },
    ],
    scps: ['limit.scp.json'],
  }),
  'dev.policy.json': allow('modelarts:trainJob:create', 'modelarts:pool:delete'),
  'own-only.policy.json': text({ Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['modelarts:notebook:delete'], Condition: { StringEquals: { 'g:UserName': ['ann'] } } }] }),
  'agency.policy.json': allow('obs:object:GetObject', 'obs:bucket:ListBucket'),
  'limit.scp.json': text({ Version: '5.0', Statement: [{ Effect: 'Deny', Action: ['modelarts:pool:delete'] }] }),
};

const ask = async (as: string, action: string, more: World['files'] = {}): Promise<{ code: number; err: string; json: SimulateJson }> => {
  const { code, out, err } = await tool(['simulate', '--account', 'company.iamaccount.json', '--as', as, '--action', action, '--format', 'json'], { files: { ...files, ...more } });
  return { code, err, json: JSON.parse(out) as SimulateJson };
};

test('who decides: the policies of the groups, the boundaries of the account, what IAM fills in (reference 4.1 to 4.3)', async () => {
  const cases: readonly (readonly [as: string, action: string, decision: string, reason: object])[] = [
    ['user:ann', 'modelarts:trainJob:create', 'Allow', { kind: 'statement', policy: 'dev.policy.json', path: '$.Statement[0]', via: ['group:developers'] }],
    ['user:bea', 'modelarts:trainJob:create', 'Allow', { kind: 'statement', policy: 'dev.policy.json', path: '$.Statement[0]', via: [] }],
    ['user:ann', 'modelarts:pool:delete', 'Deny', { kind: 'scp', policy: 'limit.scp.json', path: '$.Statement[0]', via: [] }],
    // g:UserName is there for IAM users only.
    ['user:ann', 'modelarts:notebook:delete', 'Allow', { kind: 'statement', policy: 'own-only.policy.json', path: '$.Statement[0]', via: ['group:developers'] }],
    ['federated:eve', 'modelarts:notebook:delete', 'ImplicitDeny', { kind: 'none' }],
    ['agency:modelarts_agency', 'obs:object:GetObject', 'Allow', { kind: 'statement', policy: 'agency.policy.json', path: '$.Statement[0]', via: [] }],
  ];
  for (const [as, action, decision, reason] of cases) {
    const { code, json } = await ask(as, action);
    assert.deepEqual([code, json.decision, json.principal, json.reason], [0, decision, as, reason], `${as} ${action}`);
  }
});

test('what follows through the agency: each documented step, the missing permission named', async () => {
  const { json } = await ask('user:ann', 'modelarts:trainJob:create');
  assert.deepEqual(json.access, { usable: true, agency: 'modelarts_agency', path: '$.accessAuthorizations[0]', why: 'user:ann uses ModelArts through the agency modelarts_agency' });
  // The three that the guide lists for agencies (console-dependencies.json, Training jobs).
  const documented = json.agencySteps.filter((it) => it.grade === 'documented').map(({ action, decision, missing, agency }) => ({ action, decision, missing, agency }));
  const agency = 'modelarts_agency';
  assert.deepEqual(documented, [
    { action: 'obs:bucket:ListBucket', decision: 'Allow', missing: false, agency },
    { action: 'obs:object:GetObject', decision: 'Allow', missing: false, agency },
    { action: 'obs:object:PutObject', decision: 'ImplicitDeny', missing: true, agency },
  ]);
  const others = json.agencySteps.filter((it) => it.grade !== 'documented');
  assert.ok(others.length > 10 && others.every((it) => it.grade === 'inferred' && it.decision === 'ImplicitDeny' && it.source !== undefined));
  assert.deepEqual((await ask('user:ann', 'modelarts:trainJob:list')).json.agencySteps, [], 'no source names a step');
});

test('without an access authorization ModelArts cannot be used, whatever IAM allows', async () => {
  const { code, json } = await ask('user:bea', 'modelarts:trainJob:create');
  assert.deepEqual([code, json.decision, json.access?.usable, json.agencySteps], [0, 'Allow', false, []]);
  assert.ok(json.notes.some((it) => it.text === 'ModelArts cannot be used whatever IAM allows: user:bea has no access authorization.' && it.grade === 'documented'));
});

test('a system policy without published statements is unknown and named; an exported copy is used instead', async () => {
  const { code, json } = await ask('user:cao', 'modelarts:trainJob:create');
  assert.deepEqual([code, json.decision, json.otherwise, json.unknowns.map((it) => it.policy)], [0, 'Unknown', 'ImplicitDeny', ['ModelArts FullAccess']]);
  const role = { id: '1', display_name: 'ModelArts FullAccess', domain_id: null, policy: { Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['modelarts:*:*'] }] } };
  const copies: readonly (readonly [name: string, content: string, policy: string, path: string])[] = [
    ['exports/full.json', text({ role }), 'exports/full.json', '$.role.policy.Statement[0]'],
    ['roles.json', text({ links: {}, roles: [{ ...role, display_name: 'Another' }, role] }), 'roles.json#/roles/1/policy', '$.Statement[0]'],
    ['ModelArts-FullAccess.policy.json', text(role.policy), 'ModelArts-FullAccess.policy.json', '$.Statement[0]'],
  ];
  for (const [name, content, policy, path] of copies) {
    const copied = await ask('user:cao', 'modelarts:trainJob:create', { [name]: content });
    assert.deepEqual([copied.json.decision, copied.json.reason], ['Allow', { kind: 'statement', policy, path, via: [] }], name);
  }
  // One's own policy that is called the same is no copy.
  const own = await ask('user:cao', 'modelarts:trainJob:create', { 'own.json': text({ role: { ...role, domain_id: 'abc', catalog: 'CUSTOMED' } }) });
  assert.equal(own.json.decision, 'Unknown');
});

test('a missing policy file is named with its place, and the answer says that it may matter', async () => {
  const { code, err, json } = await ask('user:dan', 'modelarts:trainJob:create');
  assert.equal(code, 2);
  assert.match(err, /^modelarts-policy: company\.iamaccount\.json:\d+:\d+: The file gone\.policy\.json cannot be read\.\n$/);
  assert.deepEqual([json.decision, json.unknowns], ['Unknown', [{ policy: 'gone.policy.json', path: '$', why: 'The file gone.policy.json cannot be read.' }]]);
  assert.equal((await ask('user:ann', 'modelarts:trainJob:create')).code, 0, 'others are not concerned');
});

test('a field that is not known is told and changes nothing; what was not read may decide', async () => {
  const ask = async (fields: object): Promise<unknown> => {
    const { code, err } = await tool(['simulate', '--account', 'a.iamaccount.json', '--as', 'user:ann', '--action', 'modelarts:pool:get'], { files: { 'a.iamaccount.json': text({ version: 1, users: { ann: {} }, ...fields }) } });
    return [code, err.replace(/^modelarts-policy: /, '').split('\n')[0]];
  };
  assert.deepEqual(await ask({}), [0, '']);
  assert.deepEqual(await ask({ remark: 'x' }), [0, 'a.iamaccount.json:6:3: "remark" is not known here. Known are version, name, id, description, authorization, users, federatedUsers, groups, agencies, accessAuthorizations, enterpriseProjects, workspaces, scps.']);
  assert.deepEqual(await ask({ scps: [1] }), [2, 'a.iamaccount.json:7:5: A policy is a file name or an object with file, document or system.']);
});

test('an unknown person: the known ones are listed, exit code 2', async () => {
  const { code, err } = await tool(['simulate', '--account', 'company.iamaccount.json', '--as', 'ann', '--action', 'modelarts:pool:get'], { files });
  assert.deepEqual([code, err.split('\n')[0]], [2, 'modelarts-policy: The account has no "ann". It has user:ann, user:bea, user:cao, user:dan, federated:eve, agency:modelarts_agency.']);
});

test('pretty: through which group, and the second half', async () => {
  const { out } = await tool(['simulate', '--account', 'company.iamaccount.json', '--as', 'user:ann', '--action', 'modelarts:trainJob:create'], { files });
  const lines = out.split('\n');
  assert.deepEqual(lines.slice(0, 2), ['✓ Allow  modelarts:trainJob:create  as user:ann', '  Allowed: statement 1 of dev.policy.json allows it. Through group:developers.']);
  const at = lines.indexOf('Then ModelArts does, through the agency modelarts_agency:');
  assert.match(lines[at + 1] ?? '', /✓ {2}obs:bucket:ListBucket +Fetch code and data, store logs and models of a job: statement 1 of agency\.policy\.json allows it · documented/);
  assert.ok(lines.includes('  Missing in the policies of modelarts_agency: obs:object:PutObject'));
});

test('what leads nowhere is told, by check and by simulate; a file that is no account is none', async () => {
  const broken = text({ version: 1, users: { ann: { groups: ['x'] } }, agencies: { a: { trustedBy: 'agency:b', expires: 'soon' } } });
  const simulated = await tool(['simulate', '--account', 'a.iamaccount.json', '--as', 'user:ann', '--action', 'modelarts:pool:get'], { files: { 'a.iamaccount.json': broken } });
  assert.match(simulated.err, /There is no group "x" in groups\./);
  const checked = await tool(['check', '.', '--format', 'json'], { files: { 'a.iamaccount.json': broken } });
  const { files: found } = JSON.parse(checked.out) as { files: { file: string; findings: { code: string; severity: string; message: string }[] }[] };
  assert.deepEqual([checked.code, found.map((it) => [it.file, it.findings.map((one) => `${one.code} ${one.severity} ${one.message}`)])], [
    1,
    [['a.iamaccount.json', ['invalid-account error There is no group "x" in groups.', 'invalid-account error There is no agency "b" in agencies.', 'invalid-account error "soon" is no moment. Write 2026-12-31.']]],
  ]);
  assert.equal((await tool(['check', 'company.iamaccount.json'], { files: { ...files, 'gone.policy.json': files['dev.policy.json'] ?? '' } })).code, 0);
  for (const [name, content] of [['l.iamaccount.json', '[]'], ['v.json', '{ "version": 2 }'], ['dev.policy.json', files['dev.policy.json'] ?? '']] as const) {
    const { code, err } = await tool(['simulate', '--account', name, '--as', 'user:ann', '--action', 'modelarts:pool:get'], { files: { [name]: content } });
    assert.deepEqual([code, err.split('\n')[0]], [2, `modelarts-policy: ${name} is no account: it describes no users, groups or agencies.`]);
  }
});

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { process as start, root, tool, type World } from './tool.ts';

const developer = `{
  "Version": "1.1",
  "Statement": [
    { "Effect": "Allow", "Action": ["modelarts:*:*"] },
    { "Effect": "Deny", "Action": ["modelarts:pool:delete"], "Condition": { "StringEndWith": { "g:UserName": ["-intern"] } } }
  ]
}
`;
const identity = '{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:*"], "Resource": ["modelarts:*:*:notebook:a"] }] }';
const scp = '{ "Version": "5.0", "Statement": [{ "Effect": "Deny", "Action": ["modelarts:notebook:delete"], "Resource": ["*"] }] }';
const session = '{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:get"] }] }';
const trust = '{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Principal": { "Service": ["service.ModelArts"] }, "Action": ["sts:agencies:assume"] }] }';
const files = { 'a.policy.json': developer, 'five.policy.json': identity, 'limit.scp.json': scp, 'limit.json': scp, 'session.json': session, 'agency.trust.json': trust, 'names.json': '{ "g:UserName": "ann", "g:TagKeys": ["a", "b"] }', 'bad.policy.json': '{ "Version": "1.1", }', 'other.json': '{ "a": 1 }' };

interface Json {
  decision: string;
  reason: { kind: string; policy?: string; path?: string };
  authorization: string;
  statements: { applies: boolean | null; conditions: { holds: boolean | null; why: string }[]; role: string }[];
  missingContext: string[];
  resources: { resource: string; decision: string }[];
}

async function simulated(argv: readonly string[], world: World = { files }): Promise<Json> {
  const { code, out, err } = await tool(['simulate', '--format', 'json', ...argv], world);
  assert.deepEqual([code, err], [0, ''], argv.join(' '));
  return JSON.parse(out) as Json;
}

const decides = async (...argv: string[]): Promise<string> => {
  const { decision, reason } = await simulated(argv);
  return [decision, reason.kind, reason.policy, reason.path].filter((it) => it !== undefined).join(' ');
};

test('json: the whole answer', async () => {
  const answer = await tool(['simulate', '--policy', 'a.policy.json', '--action', 'modelarts:pool:delete', '--context', 'g:UserName=ann-intern', '--format', 'json'], { files });
  assert.deepEqual([answer.code, answer.err], [0, '']);
  assert.deepEqual(JSON.parse(answer.out), {
    version: 1,
    decision: 'Deny',
    reason: { kind: 'statement', policy: 'a.policy.json', path: '$.Statement[1]' },
    authorization: 'strict',
    statements: [
      {
        policy: 'a.policy.json',
        path: '$.Statement[0]',
        role: 'policy',
        effect: 'Allow',
        applies: true,
        action: { matches: true, path: '$.Statement[0].Action[0]', why: '"modelarts:*:*" names the action' },
        resource: { matches: true, why: 'not limited to resources' },
        conditions: [],
      },
      {
        policy: 'a.policy.json',
        path: '$.Statement[1]',
        role: 'policy',
        effect: 'Deny',
        applies: true,
        action: { matches: true, path: '$.Statement[1].Action[0]', why: '"modelarts:pool:delete" names the action' },
        resource: { matches: true, why: 'not limited to resources' },
        conditions: [{ path: "$.Statement[1].Condition.StringEndWith['g:UserName']", operator: 'StringEndWith', key: 'g:UserName', holds: true, why: '"ann-intern" matches a listed value', grade: 'disputed' }],
      },
    ],
    missingContext: [],
    unknowns: [],
    otherwise: null,
    agencySteps: [],
    resources: [],
    notes: [
      {
        grade: 'documented',
        text: 'ModelArts authorization mode: strict. An explicit grant is needed.',
        source: 'https://github.com/opentelekomcloud-docs/modelarts/blob/1ba1873d960563c60759f67898a855d9ba3c3502/umn/source/permissions_management/basic_concepts.rst',
      },
    ],
  });
});

test('pretty: the decision first, then every statement with its reasons', async () => {
  const answer = await tool(['simulate', '--policy', 'a.policy.json', '--action', 'modelarts:pool:delete'], { files });
  assert.deepEqual(answer, {
    code: 0,
    err: '',
    out: `✓ Allow  modelarts:pool:delete
  Allowed: statement 1 of a.policy.json allows it.

a.policy.json
  ✓  4:5  Statement 1  Allow  decides         "modelarts:*:*" names the action
       ✓ Action    "modelarts:*:*" names the action
       ✓ Resource  not limited to resources
  –  5:5  Statement 2  Deny   does not apply  the request does not carry this key
       ✓ Action     "modelarts:pool:delete" names the action
       ✓ Resource   not limited to resources
       – Condition  StringEndWith  g:UserName  "-intern": the request does not carry this key · inferred

Not sent, and it could matter: g:UserName
ModelArts authorization mode: strict. An explicit grant is needed. (documented)
`,
  });
});

test('pretty, in Chinese, on a terminal: the same lines, dressed up', async () => {
  const argv = ['simulate', '--policy', 'a.policy.json', '--action', 'modelarts:pool:delete', '--lang', 'zh-cn'];
  const bare = await tool(argv, { files });
  assert.match(bare.out, /^✓ Allow {2}modelarts:pool:delete\n {2}.*：.*。\n\na\.policy\.json\n {2}✓ {2}4:5 {2}.* {2}Allow {2}决定结果 {2}/);
  const dressed = await tool(argv, { files, tty: true });
  assert.match(dressed.out, /\u001b\[32m✓ Allow\u001b\[0m/);
  assert.equal(dressed.out.replace(/\u001b\[\d+m|\u001b\]8;;[^\u001b]*\u001b\\/g, ''), bare.out);
});

test('pretty: a long policy is told by the statements that concern the action', async () => {
  const statements = Array.from({ length: 30 }, (_, index) => ({ Effect: 'Allow', Action: [`modelarts:${index === 17 ? 'pool' : 'notebook'}:get`] }));
  const { out } = await tool(['simulate', '--policy', '-', '--action', 'modelarts:pool:get'], { stdin: JSON.stringify({ Version: '1.1', Statement: statements }) });
  assert.deepEqual(out.split('\n').filter((it) => it.startsWith('  ') && !it.startsWith('   ')).map((it) => it.trim().replace(/ +/g, ' ')), ['Allowed: statement 18 of - allows it.', '✓ 1:966 Statement 18 Allow decides "modelarts:pool:get" names the action', '– 29 statements more: no action of theirs matches']);
});

test('what the request carries', async () => {
  const action = ['--policy', 'a.policy.json', '--action', 'modelarts:pool:delete'];
  assert.equal(await decides(...action, '--context', 'g:UserName=ann'), 'Allow statement a.policy.json $.Statement[0]');
  assert.equal(await decides(...action, '--context', 'g:UserName=a=b-intern'), 'Deny statement a.policy.json $.Statement[1]');
  assert.equal(await decides(...action, '--context-json', '{"g:UserName": "x-intern"}'), 'Deny statement a.policy.json $.Statement[1]');
  assert.equal(await decides(...action, '--context-json', '@names.json'), 'Allow statement a.policy.json $.Statement[0]');
  assert.equal(await decides(...action, '--context', 'g:UserName=a', '--context', 'g:UserName=b-intern'), 'Unknown unknown');
  assert.equal(await decides(...action, '--context-json', '@names.json', '--context', 'g:UserName=b-intern'), 'Unknown unknown');
  assert.equal(await decides(...action, '--context', 'g:UserName='), 'Allow statement a.policy.json $.Statement[0]');
});

test('resources: each must be allowed', async () => {
  const of = (...names: string[]) => simulated(['--policy', 'five.policy.json', '--action', 'modelarts:notebook:get', ...names.flatMap((it) => ['--resource', `modelarts:r:d:notebook:${it}`])]);
  assert.equal((await of('a')).decision, 'Allow');
  const both = await of('a', 'b');
  assert.deepEqual([both.decision, both.resources.map((it) => it.decision)], ['ImplicitDeny', ['Allow', 'ImplicitDeny']]);
});

test('boundaries have their kind by their use', async () => {
  const request = ['--policy', 'five.policy.json', '--resource', 'modelarts:r:d:notebook:a', '--action'];
  assert.equal(await decides(...request, 'modelarts:notebook:delete', '--scp', 'limit.json'), 'Deny scp limit.json $.Statement[0]');
  assert.equal(await decides(...request, 'modelarts:notebook:delete', '--scp', 'limit.scp.json'), 'Deny scp limit.scp.json $.Statement[0]');
  assert.equal(await decides(...request, 'modelarts:notebook:get', '--session', 'session.json'), 'Allow statement five.policy.json $.Statement[0]');
  assert.equal(await decides(...request, 'modelarts:notebook:delete', '--session', 'session.json'), 'ImplicitDeny session session.json');
});

test('who asks, for trust policies', async () => {
  const request = ['--policy', 'agency.trust.json', '--action', 'sts:agencies:assume'];
  assert.equal(await decides(...request, '--principal', 'Service=service.ModelArts'), 'Allow statement agency.trust.json $.Statement[0]');
  assert.equal(await decides(...request, '--principal', 'Service=service.OBS'), 'ImplicitDeny none');
});

test('the authorization mode', async () => {
  const request = ['--policy', 'five.policy.json', '--action', 'modelarts:pool:get'];
  assert.equal(await decides(...request), 'ImplicitDeny none');
  assert.equal(await decides(...request, '--authorization', 'non-strict'), 'Allow non-strict-default');
});

test('the kind of a policy can be said', async () => {
  const bare = '{ "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:get"] }] }';
  const request = ['simulate', '--policy', '-', '--action', 'modelarts:notebook:get', '--format', 'json'];
  assert.equal((await tool(request, { stdin: bare })).code, 2);
  assert.equal((JSON.parse((await tool([...request, '--kind', 'custom-1.1'], { stdin: bare })).out) as Json).decision, 'Allow');
});

test('findings do not stop a simulation, they are noted', async () => {
  const { out } = await tool(['simulate', '--policy', '-', '--action', 'modelarts:notebook:get', '--format', 'json'], { stdin: '{ "Version": "1.1", "Version": "1.1", "Statement": [{ "Effect": "allow", "Action": "modelarts:notebook:get" }] }' });
  const { decision, notes } = JSON.parse(out) as { decision: string; notes: { text: string }[] };
  assert.equal(decision, 'Allow');
  assert.ok(notes.some((it) => it.text.startsWith('IAM refuses -: ')));
});

test('a policy that cannot be used: a line for each, exit code 2', async () => {
  const argv = ['simulate', '--policy', 'gone.json', '--policy', 'bad.policy.json', '--policy', 'other.json', '--scp', 'names.json', '--policy', 'a.policy.json', '--action', 'modelarts:pool:get'];
  const problems = [
    { file: 'gone.json', message: 'There is no such file.' },
    { file: 'bad.policy.json', message: 'This is no valid JSON, so it cannot be simulated. Line 1, column 19: The comma after the last item has to go.' },
    { file: 'other.json', message: 'This is no policy, so it cannot be simulated.' },
    { file: 'names.json', message: 'This is no policy, so it cannot be simulated.' },
  ];
  const err = problems.map(({ file, message }) => `modelarts-policy: ${file}: ${message}\n`).join('');
  assert.deepEqual(await tool(argv, { files }), { code: 2, out: '', err });
  const json = await tool([...argv, '--format', 'json'], { files });
  assert.deepEqual([json.code, json.err, JSON.parse(json.out)], [2, err, { version: 1, errors: problems }]);
});

test('a call that cannot be understood: a line, where to read on, exit code 2', async () => {
  const request = ['--policy', 'a.policy.json', '--action', 'modelarts:pool:get'];
  const cases: readonly (readonly [readonly string[], string])[] = [
    [[], 'Name the policies with --policy.'],
    [['--scp', 'limit.json'], 'Name the policies with --policy.'],
    [['--policy', 'a.policy.json'], 'Say what is asked for with --action.'],
    [['a.policy.json', ...request], '"a.policy.json" is not expected here. Policies are named with --policy.'],
    [['--account', 'x.iamaccount.json', '--as', 'user:ann'], 'Say what is asked for with --action.'],
    [[...request, '--account', 'x.iamaccount.json'], '--policy and --account do not go together: the account says which policies there are.'],
    [[...request, '--as', 'user:ann'], '--as needs an account. Name its file with --account.'],
    [[...request, '--action', 'modelarts:pool:list'], '--action may be given once only.'],
    [['--policy', 'a.policy.json', '--action', ''], '--action needs a value: ACTION.'],
    [['--policy', 'a.policy.json', '--action', 'pool'], '"pool" is no action. Write service:type:operation.'],
    [['--policy', 'a.policy.json', '--action', 'modelarts:*:get'], '"modelarts:*:get" is a pattern. A request names one action.'],
    [['--policy', '-', '--scp', '-', '--action', 'modelarts:pool:get'], 'Standard input can be read only once.'],
    [[...request, '--context', 'g:UserName'], '"g:UserName" is no condition key with a value. Write --context g:UserName=ann.'],
    [[...request, '--context', '=ann'], '"=ann" is no condition key with a value. Write --context g:UserName=ann.'],
    [[...request, '--context-json', '{'], 'The value of --context-json is no valid JSON.'],
    [[...request, '--context-json', '[]'], 'The value of --context-json has to be an object of condition keys.'],
    [[...request, '--context-json', '{"g:MFAPresent": true}'], 'The value of "g:MFAPresent" has to be a string or a list of strings.'],
    [[...request, '--context-json', '@gone.json'], 'gone.json: There is no such file.'],
    [[...request, '--authorization', 'lax'], '--authorization cannot be "lax". It is one of: strict, non-strict.'],
    [[...request, '--principal', 'ann'], '"ann" is no principal. Write --principal Service=NAME.'],
    [[...request, '--principal', 'IAM=ann'], 'A principal can only be given for a trust policy.'],
    [['--policy', 'agency.trust.json', '--action', 'sts:agencies:assume'], 'agency.trust.json is a trust policy. Say who asks, as IAM, Service or Identity_provider.'],
    [['--policy', 'agency.trust.json', '--action', 'sts:agencies:assume', '--principal', 'User=ann'], '"User" is no kind of principal. Write IAM, Service or Identity_provider.'],
  ];
  for (const [argv, expected] of cases) {
    assert.deepEqual(await tool(['simulate', ...argv], { files }), { code: 2, out: '', err: `modelarts-policy: ${expected}\nSee modelarts-policy simulate --help\n` }, argv.join(' '));
  }
});

for (const entry of ['server/src/cli.ts', 'dist/cli.js']) {
  test(`as a process: ${entry}`, { skip: !existsSync(join(root, entry)) && 'not built' }, () => {
    const { code, out, err } = start(entry, ['simulate', '--policy', '-', '--action', 'modelarts:pool:delete'], { stdin: developer });
    assert.deepEqual([code, err, out.split('\n')[0]], [0, '', '✓ Allow  modelarts:pool:delete']);
  });
}

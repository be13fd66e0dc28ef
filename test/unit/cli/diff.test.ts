import assert from 'node:assert/strict';
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { catalog } from '../../support/catalog.ts';
import { folderOf, process as start, root, tool, type World } from './tool.ts';

const old = `{
  "Version": "1.1",
  "Statement": [
    { "Effect": "Allow", "Action": ["modelarts:notebook:list", "modelarts:pool:*"] },
    { "Effect": "Deny", "Action": ["modelarts:pool:delete", "ecs:cloudServers:stop"] }
  ]
}
`;
const now = `{
  "Version": "1.1",
  "Statement": [
    { "Effect": "Allow", "Action": ["modelarts:pool:*"] },
    { "Effect": "Allow", "Action": ["obs:bucket:ListAllMyBuckets", "obs:object:GetObject"], "Condition": { "StringEquals": { "g:UserName": ["ann", "bob"] } } },
    { "Effect": "Deny", "Action": ["modelarts:pool:create"] }
  ]
}
`;
const allow = (action: string, more: object = {}): object => ({ Effect: 'Allow', Action: [action], ...more });
const deny = (action: string, more: object = {}): object => ({ Effect: 'Deny', Action: [action], ...more });
const policy = (statements: readonly object[], version = '1.1'): string => JSON.stringify({ Version: version, Statement: statements });
const opaque = (value: string): object => ({ Condition: { StringEndWith: { 'g:UserName': [value] } } });

const list = policy([allow('modelarts:notebook:list')]);
const more = policy([allow('modelarts:notebook:list'), allow('modelarts:notebook:get')]);
const files = { 'old.policy.json': old, 'new.policy.json': now, 'list.policy.json': list, 'more.policy.json': more };

interface Json {
  result: string;
  gained: Difference[];
  lost: Difference[];
  cannotTell: { policy: string; path: string; why: string }[];
  files: { old: string | null; new: string | null; result: string; gained: Difference[]; lost: Difference[] }[];
  errors: { file: string; message: string }[];
}

interface Difference {
  action: string;
  from: string | null;
  to: string | null;
  by: { policy: string; path: string };
  example: { action: string; resource?: string; context: Record<string, string> };
}

const at = (line: number, from: number, to: number) => ({ start: { line, character: from }, end: { line, character: to } });

async function compared(argv: readonly string[], world: World = { files }): Promise<Json> {
  const { code, out, err } = await tool(['diff', '--format', 'json', ...argv], world);
  assert.deepEqual([code, err], [0, ''], argv.join(' '));
  return JSON.parse(out) as Json;
}

/** The result for two policies of these statements. */
async function result(before: string, after: string, ...argv: string[]): Promise<string> {
  return (await compared(['a.policy.json', 'b.policy.json', ...argv], { files: { 'a.policy.json': before, 'b.policy.json': after } })).result;
}

test('json: the whole answer', async () => {
  const { code, out, err } = await tool(['diff', 'old.policy.json', 'new.policy.json', '--format', 'json'], { files });
  assert.deepEqual([code, err], [0, '']);
  const conditions = [{ operator: 'StringEquals', key: 'g:UserName', values: ['ann', 'bob'] }];
  const plain = (action: string) => ({ action, resource: null, conditions: [], example: { action, context: {} } });
  const forAnn = (action: string) => ({ action, resource: null, conditions, example: { action, context: { 'g:UserName': 'ann' } }, from: 'ImplicitDeny', to: 'Allow' });
  assert.deepEqual(JSON.parse(out), {
    version: 1,
    result: 'both',
    over: 'every-request',
    gained: [
      { ...plain('modelarts:pool:delete'), from: 'Deny', to: 'Allow', by: { policy: 'old.policy.json', path: '$.Statement[1].Action[0]', range: at(4, 35, 58) } },
      { ...forAnn('obs:bucket:ListAllMyBuckets'), by: { policy: 'new.policy.json', path: '$.Statement[1].Action[0]', range: at(4, 36, 65) } },
      { ...forAnn('obs:object:GetObject'), by: { policy: 'new.policy.json', path: '$.Statement[1].Action[1]', range: at(4, 67, 89) } },
      { ...plain('ecs:cloudServers:stop'), from: 'Deny', to: 'ImplicitDeny', by: { policy: 'old.policy.json', path: '$.Statement[1].Action[1]', range: at(4, 60, 83) } },
    ],
    lost: [
      { ...plain('modelarts:notebook:list'), from: 'Allow', to: 'ImplicitDeny', by: { policy: 'old.policy.json', path: '$.Statement[0].Action[0]', range: at(3, 36, 61) } },
      { ...plain('modelarts:pool:create'), from: 'Allow', to: 'Deny', by: { policy: 'new.policy.json', path: '$.Statement[2].Action[0]', range: at(5, 35, 58) } },
    ],
    cannotTell: [],
    notes: [],
  });
});

const pretty = `Grants more and less  old.policy.json → new.policy.json

+ Newly allowed
    modelarts:pool:delete
  Because of  statement 2 of old.policy.json, which denied it (5:36)
  Decision    Deny → Allow
  Example     modelarts:pool:delete

+ Newly allowed
    obs:bucket:ListAllMyBuckets
    obs:object:GetObject
  Because of  statement 2 of new.policy.json, which allows it (5:37)
  Condition   StringEquals g:UserName "ann", "bob"
  Decision    ImplicitDeny → Allow
  Example     obs:bucket:ListAllMyBuckets · g:UserName=ann

+ No longer denied
    ecs:cloudServers:stop
  Because of  statement 2 of old.policy.json, which denied it (5:61)
  Decision    Deny → ImplicitDeny
  Example     ecs:cloudServers:stop

- No longer allowed
    modelarts:notebook:list
  Because of  statement 1 of old.policy.json, which allowed it (4:37)
  Decision    Allow → ImplicitDeny
  Example     modelarts:notebook:list

- No longer allowed
    modelarts:pool:create
  Because of  statement 3 of new.policy.json, which denies it (6:36)
  Decision    Allow → Deny
  Example     modelarts:pool:create
`;

test('pretty: what is gained and lost, because of what, with an example', async () => {
  assert.deepEqual(await tool(['diff', 'old.policy.json', 'new.policy.json'], { files }), { code: 0, err: '', out: pretty });
});

test('pretty, on a terminal: the same lines, dressed up', async () => {
  const { out } = await tool(['diff', 'old.policy.json', 'new.policy.json'], { files, tty: true });
  assert.match(out, /^\u001b\[31mGrants more and less\u001b\[0m /);
  assert.match(out, /\u001b\]8;;file:\/\/[^\u001b]*old\.policy\.json#L5,36\u001b\\5:36\u001b/);
  assert.equal(out.replace(/\u001b\[\d+m|\u001b\]8;;[^\u001b]*\u001b\\/g, ''), pretty);
});

test('pretty, in Chinese', async () => {
  const { out } = await tool(['diff', 'list.policy.json', 'more.policy.json', '--lang', 'zh-cn'], { files });
  assert.equal(out, `权限增加  list.policy.json → more.policy.json

+ 新增允许
    modelarts:notebook:get
  原因  more.policy.json的第2条授权语句，由它允许 (1:115)
  结果  ImplicitDeny → Allow
  示例  modelarts:notebook:get
`);
});

test('markdown: for the comment of a review', async () => {
  assert.deepEqual(await tool(['diff', 'old.policy.json', 'new.policy.json', '--format', 'markdown'], { files }), {
    code: 0,
    err: '',
    out: `## Grants more and less: \`old.policy.json\` → \`new.policy.json\`

### Newly allowed

- \`modelarts:pool:delete\`
  - Because of: statement 2 of \`old.policy.json\`, which denied it
  - Decision: Deny → Allow
  - Example: \`modelarts:pool:delete\`

- \`obs:bucket:ListAllMyBuckets\`, \`obs:object:GetObject\`
  - Because of: statement 2 of \`new.policy.json\`, which allows it
  - Condition: \`StringEquals g:UserName "ann", "bob"\`
  - Decision: ImplicitDeny → Allow
  - Example: \`obs:bucket:ListAllMyBuckets\` · \`g:UserName=ann\`

### No longer denied

- \`ecs:cloudServers:stop\`
  - Because of: statement 2 of \`old.policy.json\`, which denied it
  - Decision: Deny → ImplicitDeny
  - Example: \`ecs:cloudServers:stop\`

### No longer allowed

- \`modelarts:notebook:list\`
  - Because of: statement 1 of \`old.policy.json\`, which allowed it
  - Decision: Allow → ImplicitDeny
  - Example: \`modelarts:notebook:list\`

- \`modelarts:pool:create\`
  - Because of: statement 3 of \`new.policy.json\`, which denies it
  - Decision: Allow → Deny
  - Example: \`modelarts:pool:create\`
`,
  });
});

test('every example is decided as is said, by the simulation of both files', async () => {
  const five = (statements: readonly object[]) => policy(statements, '5.0');
  const pairs: readonly (readonly [string, string])[] = [
    [old, now],
    [five([allow('modelarts:notebook:*', { Resource: ['modelarts:*:*:notebook:a*'] })]), five([allow('modelarts:notebook:get'), deny('modelarts:*:*', { Resource: ['modelarts:*:*:notebook:ab'] })])],
    [policy([allow('modelarts:pool:get', { Condition: { NumberLessThan: { 'obs:max-keys': ['10'] } } })]), policy([allow('modelarts:pool:get', { Condition: { NumberLessThan: { 'obs:max-keys': ['5'] } } }), deny('*:*:*', { Condition: { Bool: { 'g:MFAPresent': ['false'] } } })])],
  ];
  let tried = 0;
  for (const [before, after] of pairs) {
    const world = { files: { 'a.policy.json': before, 'b.policy.json': after } };
    const { gained, lost } = await compared(['a.policy.json', 'b.policy.json'], world);
    const some = [...gained.slice(0, 10), ...lost.slice(0, 10)];
    assert.ok(some.length > 0, before);
    for (const { example, from, to } of some) {
      const request = ['--action', example.action, ...(example.resource === undefined ? [] : ['--resource', example.resource]), '--context-json', JSON.stringify(example.context)];
      for (const [file, expected] of [['a.policy.json', from], ['b.policy.json', to]] as const) {
        if (expected === null) continue;
        const { out } = await tool(['simulate', '--policy', file, '--format', 'json', ...request], world);
        assert.equal((JSON.parse(out) as { decision: string }).decision, expected, `${file} ${JSON.stringify(example)}`);
        tried++;
      }
    }
  }
  assert.ok(tried >= 30, `${tried} examples`);
});

test('the result', async () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [list, list, 'equivalent'],
    [list, policy([allow('MODELARTS:notebook:LIST'), allow('modelarts:notebook:list')]), 'equivalent'],
    [list, more, 'grants-more'],
    [more, list, 'grants-less'],
    [list, policy([allow('modelarts:notebook:list'), deny('obs:bucket:a')]), 'grants-less'],
    [list, policy([allow('modelarts:notebook:get')]), 'both'],
    [list, policy([allow('modelarts:notebook:list')], '5.0'), 'cannot-tell'],
    [policy([allow('modelarts:notebook:list', opaque('a'))]), policy([allow('modelarts:notebook:list', opaque('b'))]), 'cannot-tell'],
    [policy([allow('modelarts:notebook:list', opaque('a'))]), policy([allow('modelarts:notebook:list', opaque('a')), allow('modelarts:notebook:get')]), 'grants-more'],
    ['{ "Version": "1.0", "Statement": [] }', '{ "Version": "1.0", "Statement": [] }', 'equivalent'],
    ['{ "Version": "1.0", "Statement": [] }', '{ "Version": "1.0", "Statement": [{}] }', 'cannot-tell'],
    // A statement with an error may mean anything.
    [list, policy([allow('modelarts:notebook:list'), { Effect: 'Alow', Action: ['modelarts:notebook:get'] }]), 'cannot-tell'],
    // A copy of the IAM API holds the same policy.
    [list, `{ "role": { "display_name": "x", "type": "XA", "policy": ${list} } }`, 'equivalent'],
  ];
  for (const [before, after, expected] of cases) assert.equal(await result(before, after), expected, `${before} ${after}`);
});

test('over the catalogue: actions that do not exist yet make no difference', async () => {
  const known = catalog.actions('modelarts', '1.1').filter((it) => /^modelarts:devserver:/i.test(it.name)).map((it) => it.name);
  const [wildcard, expanded] = [policy([allow('modelarts:devserver:*')]), policy([{ Effect: 'Allow', Action: known }])];
  assert.equal(await result(wildcard, expanded), 'grants-less');
  assert.equal(await result(wildcard, expanded, '--over', 'catalogue'), 'equivalent');
  const world = { files: { 'a.policy.json': wildcard, 'b.policy.json': expanded } };
  assert.match((await tool(['diff', 'a.policy.json', 'b.policy.json'], world)).out, /^- No longer allowed\n {4}modelarts:devserver:\w+ \(not a known action\)\n/m);
  assert.equal((await tool(['diff', 'a.policy.json', 'b.policy.json', '--over', 'catalogue'], world)).out, 'Equivalent (known actions only)  a.policy.json → b.policy.json\n');
});

test('what cannot be told is named with its place and why; what is certain is still listed', async () => {
  const before = policy([allow('obs:bucket:a', opaque('a'))]);
  const after = policy([allow('obs:bucket:a', opaque('a')), deny('obs:bucket:a', opaque('b')), allow('modelarts:notebook:list')]);
  const world = { files: { 'a.policy.json': before, 'b.policy.json': after } };
  const answer = await compared(['a.policy.json', 'b.policy.json'], world);
  assert.deepEqual([answer.result, answer.gained.map((it) => it.action), answer.lost], ['cannot-tell', ['modelarts:notebook:list'], []]);
  const why = 'Whether this makes a difference hangs on conditions that cannot be compared.';
  assert.deepEqual(answer.cannotTell.map(({ policy: file, path, why: said }) => [file, path, said]), [
    ['a.policy.json', '$.Statement[0].Action[0]', why],
    ['b.policy.json', '$.Statement[1].Action[0]', why],
  ]);
  const { out } = await tool(['diff', 'a.policy.json', 'b.policy.json'], world);
  assert.ok(out.startsWith('Cannot tell  a.policy.json → b.policy.json\n\n+ Newly allowed\n    modelarts:notebook:list\n'), out);
  assert.ok(out.endsWith(`\n? statement 2 of b.policy.json (1:${after.indexOf('"obs:bucket:a"', after.indexOf('Deny')) + 1})\n  ${why}\n`), out);
  const markdown = await tool(['diff', 'a.policy.json', 'b.policy.json', '--format', 'markdown'], world);
  assert.ok(markdown.out.endsWith(`### Cannot tell\n\n- statement 1 of \`a.policy.json\`: ${why}\n- statement 2 of \`b.policy.json\`: ${why}\n`), markdown.out);
});

test('a policy that IAM refuses is noted', async () => {
  const world = { files: { 'a.policy.json': list, 'b.policy.json': list.replace('"1.1"', '"1.7"'), 'c.policy.json': list.replace('notebook:list', 'notebook') } };
  const { out } = await tool(['diff', 'a.policy.json', 'b.policy.json'], world);
  const note = 'IAM refuses b.policy.json: The Version of custom policies (1.1) is "1.1". ($.Version)';
  assert.equal(out, `Equivalent  a.policy.json → b.policy.json\n\n! ${note}\n`);
  const json = (await compared(['a.policy.json', 'b.policy.json'], world)) as unknown as { notes: { policy: string; path: string; text: string }[] };
  assert.deepEqual(json.notes.map((it) => [it.policy, it.path, it.text]), [['b.policy.json', '$.Version', note]]);
  const markdown = await tool(['diff', 'a.policy.json', 'c.policy.json', '--format', 'markdown'], world);
  assert.match(markdown.out, /\n\nIAM refuses `c\.policy\.json`: .+\n$/);
});

test('policies of different kinds are not compared', async () => {
  const five = policy([allow('modelarts:notebook:list')], '5.0');
  const { result: answer, cannotTell } = await compared(['a.policy.json', 'a.scp.json'], { files: { 'a.policy.json': five, 'a.scp.json': policy([allow('*')], '5.0') } });
  assert.deepEqual([answer, cannotTell.map((it) => it.why)], ['cannot-tell', ['The policies are of different kinds: identity-5.0 and scp-5.0.']]);
});

test('an SCP lets through and grants nothing', async () => {
  const world = { files: { 'a.scp.json': policy([allow('modelarts:notebook:list')], '5.0'), 'b.scp.json': policy([allow('modelarts:notebook:get')], '5.0') } };
  assert.equal((await tool(['diff', 'a.scp.json', 'b.scp.json'], world)).out, `Lets through more and less  a.scp.json → b.scp.json

+ Newly let through
    modelarts:notebook:get
  Because of  statement 1 of b.scp.json, which lets it through (1:59)
  Decision    ImplicitDeny → Allow
  Example     modelarts:notebook:get

- No longer let through
    modelarts:notebook:list
  Because of  statement 1 of a.scp.json, which let it through (1:59)
  Decision    Allow → ImplicitDeny
  Example     modelarts:notebook:list
`);
});

test('what the statement is limited to is told in full, beside the one example', async () => {
  const trust = (principal: object) => policy([{ Effect: 'Allow', Principal: principal, Action: ['sts:agencies:assume'] }], '5.0');
  const world = {
    files: {
      'a.trust.json': trust({ Service: ['service.ModelArts'] }),
      'b.trust.json': trust({ Service: ['service.ModelArts', 'service.OBS'], IAM: ['123'] }),
      'a.policy.json': policy([allow('modelarts:pool:get')], '5.0'),
      'b.policy.json': policy([allow('modelarts:pool:get'), allow('modelarts:notebook:stop', { Resource: ['modelarts:*:*:notebook:a', 'modelarts:*:*:notebook:b'] })], '5.0'),
    },
  };
  assert.equal((await tool(['diff', 'a.trust.json', 'b.trust.json'], world)).out, `Grants more  a.trust.json → b.trust.json

+ Newly allowed
    sts:agencies:assume
  Because of    statement 1 of b.trust.json, which allows it (1:133)
  Principal     Service: service.ModelArts, service.OBS
  Principal     IAM: 123
  Except where  Principal Service: service.ModelArts
  Decision      ImplicitDeny → Allow
  Example       sts:agencies:assume · IAM=123
`);
  assert.equal((await tool(['diff', 'a.policy.json', 'b.policy.json', '--format', 'markdown'], world)).out, `## Grants more: \`a.policy.json\` → \`b.policy.json\`

### Newly allowed

- \`modelarts:notebook:stop\`
  - Because of: statement 2 of \`b.policy.json\`, which allows it
  - Resource: \`modelarts:*:*:notebook:a, modelarts:*:*:notebook:b\`
  - Decision: ImplicitDeny → Allow
  - Example: \`modelarts:notebook:stop\` · \`modelarts:*:*:notebook:a\`
`);
});

test('many actions for one reason are one change, cut for people and whole for programs', async () => {
  const world = { files: { 'a.policy.json': policy([]), 'b.policy.json': policy([allow('modelarts:*:*')]) } };
  const { gained } = await compared(['a.policy.json', 'b.policy.json'], world);
  const known = catalog.actions('modelarts', '1.1').map((it) => it.name);
  assert.deepEqual(gained.map((it) => it.action).sort(), known.sort());
  const { out } = await tool(['diff', 'a.policy.json', 'b.policy.json'], world);
  assert.match(out, new RegExp(`^\\+ Newly allowed\\n(?: {4}modelarts:\\S+\\n){20} {4}and ${known.length - 20} more\\n {2}Because of `, 'm'));
  assert.equal(out.split('Newly allowed').length, 2);
});

const folders = {
  'old/a.policy.json': list,
  'new/a.policy.json': more,
  'old/same.json': list,
  'new/same.json': `\n${list}`,
  'old/gone.policy.json': list,
  'new/sub/added.policy.json': policy([deny('obs:bucket:a')]),
  'old/aws.json': '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*" }] }',
  'old/package.json': '{}',
};

test('folders: paired by name, a missing twin grants nothing', async () => {
  const { files: pairs, result: all, errors } = await compared(['old', 'new/'], { files: folders });
  assert.deepEqual([all, errors], ['both', []]);
  assert.deepEqual(pairs.map((it) => [it.old, it.new, it.result, it.gained.map((gained) => gained.action), it.lost.map((lost) => `${lost.action} ${lost.by.policy}`)]), [
    ['old/a.policy.json', 'new/a.policy.json', 'grants-more', ['modelarts:notebook:get'], []],
    ['old/gone.policy.json', null, 'grants-less', [], ['modelarts:notebook:list old/gone.policy.json']],
    ['old/same.json', 'new/same.json', 'equivalent', [], []],
    [null, 'new/sub/added.policy.json', 'grants-less', [], ['obs:bucket:a new/sub/added.policy.json']],
  ]);
});

test('folders: pretty and markdown leave out what is equivalent, and sum up', async () => {
  const { out } = await tool(['diff', 'old', 'new'], { files: folders });
  assert.deepEqual(out.split('\n').filter((it) => it.includes('→ ') && !it.startsWith(' ')), ['Grants more  old/a.policy.json → new/a.policy.json', 'Grants less  old/gone.policy.json → (no file)', 'Grants less  (no file) → new/sub/added.policy.json']);
  assert.doesNotMatch(out, /IAM refuses/);
  assert.ok(out.endsWith('\n\nGrants more and less  4 compared, 1 of them equivalent\n'), out);
  const markdown = await tool(['diff', 'old', 'new', '--format', 'markdown'], { files: folders });
  assert.deepEqual(markdown.out.split('\n').filter((it) => /^(\*\*|##? )/.test(it)), [
    '**Grants more and less** · 4 compared, 1 of them equivalent',
    '## Grants more: `old/a.policy.json` → `new/a.policy.json`',
    '## Grants less: `old/gone.policy.json` → (no file)',
    '## Grants less: (no file) → `new/sub/added.policy.json`',
  ]);
  const empty = { files: { 'old/x.txt': '', 'new/x.txt': '' } };
  assert.deepEqual(await tool(['diff', 'old', 'new'], empty), { code: 0, out: 'No policies here\n', err: '' });
  assert.deepEqual((await compared(['old', 'new'], empty)).files, []);
});

test('the exit code is that of --fail-on', async () => {
  const texts: Record<string, readonly [string, string]> = { equivalent: [list, list], 'grants-less': [more, list], 'grants-more': [list, more], both: [old, now], 'cannot-tell': [list, policy([], '5.0')] };
  const codes: Record<string, readonly number[]> = {};
  for (const [name, [before, after]] of Object.entries(texts)) {
    const world = { files: { 'a.policy.json': before, 'b.policy.json': after, 'old/x.policy.json': before, 'new/x.policy.json': after } };
    const code = async (...argv: string[]): Promise<number> => (await tool(['diff', ...argv], world)).code;
    codes[name] = [await code('a.policy.json', 'b.policy.json'), await code('a.policy.json', 'b.policy.json', '--fail-on', 'grants-more'), await code('a.policy.json', 'b.policy.json', '--fail-on', 'any'), await code('old', 'new', '--fail-on', 'grants-more'), await code('old', 'new', '--fail-on', 'any')];
  }
  assert.deepEqual(codes, { equivalent: [0, 0, 0, 0, 0], 'grants-less': [0, 0, 1, 0, 1], 'grants-more': [0, 1, 1, 1, 1], both: [0, 1, 1, 1, 1], 'cannot-tell': [0, 1, 1, 1, 1] });
});

test('standard input is one of the two', async () => {
  const { gained } = await compared(['-', 'more.policy.json'], { files, stdin: list });
  assert.deepEqual(gained.map((it) => [it.action, it.by.policy]), [['modelarts:notebook:get', 'more.policy.json']]);
  assert.equal((await compared(['more.policy.json', '-'], { files, stdin: list })).result, 'grants-less');
});

test('the kind can be said, or configured', async () => {
  const bare = { 'a.json': '{ "Statement": [] }', 'b.json': '{ "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:get"] }] }' };
  assert.equal((await tool(['diff', 'a.json', 'b.json'], { files: bare })).code, 2);
  assert.equal((await compared(['a.json', 'b.json', '--kind', 'custom-1.1'], { files: bare })).result, 'grants-more');
  assert.equal((await compared(['a.json', 'b.json'], { files: { ...bare, '.modelarts-policy.json': '{ "kinds": { "*.json": "custom-1.1" } }' } })).result, 'grants-more');
});

test('an input that cannot be used: a line each, exit code 2; the rest is still compared', async () => {
  const broken = '{\n  "Version": "1.1",\n}\n';
  const world = { files: { ...files, 'bad.policy.json': broken, 'other.json': '{ "a": 1 }' } };
  const cases: readonly (readonly [readonly string[], readonly string[]])[] = [
    [['gone.json', 'bad.policy.json'], ['gone.json: There is no such file.', 'bad.policy.json: This is no valid JSON, so it cannot be compared. Line 2, column 19: The comma after the last item has to go.']],
    [['old.policy.json', 'other.json'], ['other.json: This is no policy.']],
    [['.', 'old.policy.json'], ['.: This is a folder, not a file.']],
  ];
  for (const [argv, problems] of cases) {
    const err = problems.map((it) => `modelarts-policy: ${it}\n`).join('');
    assert.deepEqual(await tool(['diff', ...argv], world), { code: 2, out: '', err });
    const json = await tool(['diff', ...argv, '--format', 'json'], world);
    assert.deepEqual(JSON.parse(json.out), { version: 1, errors: problems.map((it) => ({ file: it.slice(0, it.indexOf(':')), message: it.slice(it.indexOf(':') + 2) })) });
  }
  const folder = await tool(['diff', 'old', 'new', '--format', 'json', '--fail-on', 'any'], { files: { ...folders, 'new/gone.policy.json': broken } });
  assert.equal(folder.code, 2);
  const { files: pairs, errors } = JSON.parse(folder.out) as Json;
  assert.deepEqual([pairs.map((it) => it.old ?? it.new), errors.map((it) => it.file)], [['old/a.policy.json', 'old/same.json', 'new/sub/added.policy.json'], ['new/gone.policy.json']]);
});

test('what cannot be read of a folder does not count as gone', async () => {
  const cwd = folderOf({ 'old/sub/a.policy.json': list, 'old/subway.policy.json': list, 'new/b.txt': '' });
  symlinkSync('sub', join(cwd, 'new/sub'));
  const { code, out, err } = await tool(['diff', 'old', 'new', '--format', 'json'], {}, cwd);
  assert.deepEqual([code, err], [2, 'modelarts-policy: new/sub: Its symbolic links lead in a circle.\n']);
  assert.deepEqual((JSON.parse(out) as Json).files.map((it) => it.old), ['old/subway.policy.json']);
});

test('a call that cannot be understood: a line, where to read on, exit code 2', async () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [[], 'Exactly two files or folders are needed: OLD NEW.'],
    [['a'], 'Exactly two files or folders are needed: OLD NEW.'],
    [['a', 'b', 'c'], 'Exactly two files or folders are needed: OLD NEW.'],
    [['-', '-'], 'Standard input can be read only once.'],
    [['a', 'b', '--over', 'all'], '--over cannot be "all". It is one of: every-request, catalogue.'],
    [['a', 'b', '--fail-on', 'error'], '--fail-on cannot be "error". It is one of: grants-more, any.'],
  ];
  for (const [argv, problem] of cases) assert.deepEqual(await tool(['diff', ...argv]), { code: 2, out: '', err: `modelarts-policy: ${problem}\nSee modelarts-policy diff --help\n` });
});

test('text of a policy stays text', async () => {
  const nasty = 'x`[a](command:b)\u001b[31m\u202e<b>';
  const world = { files: { 'a.policy.json': policy([]), 'b.policy.json': policy([allow('modelarts:notebook:get', { Condition: { StringEquals: { 'g:UserName': [nasty] } } })]) } };
  const plain = await tool(['diff', 'a.policy.json', 'b.policy.json'], world);
  assert.ok(plain.out.includes('Condition   StringEquals g:UserName "x`[a](command:b)\\u001b[31m\\u202e<b>"'), plain.out);
  assert.doesNotMatch(plain.out, /[\u001b\u202e]/);
  const markdown = await tool(['diff', 'a.policy.json', 'b.policy.json', '--format', 'markdown'], world);
  assert.ok(markdown.out.includes('  - Condition: ``StringEquals g:UserName "x`[a](command:b)\\u001b[31m\\u202e<b>"``\n'), markdown.out);
});

for (const entry of ['server/src/cli.ts', 'dist/cli.js']) {
  test(`as a process: ${entry}`, { skip: !existsSync(join(root, entry)) && 'not built' }, () => {
    assert.deepEqual(start(entry, ['diff', 'old.policy.json', 'new.policy.json'], { files }), { code: 0, err: '', out: pretty });
  });
}

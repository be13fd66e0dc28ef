import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderOf, process as start, root, tool, type World } from './tool.ts';

const sound = '{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list"] }] }';
const comma = '{\n  "Version": "1.1",\n  "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list",] }]\n}\n';
const twin = '{ "Version": "1.1", "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list"] }] }';
const aws = '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*" }] }';
const bucket = '{ "Statement": [{ "Sid": "a", "Effect": "Allow", "Principal": { "ID": ["*"] }, "Action": ["GetObject"], "Resource": ["b/*"] }] }';
const topic = '{ "Version": "2016-09-07", "Statement": [{ "Sid": "a", "Effect": "Allow", "Principal": { "CSP": ["urn:csp:iam::a:root"] }, "Action": ["SMN:Publish"] }] }';

const at = (line: number, from: number, to = from + 1) => ({ start: { line, character: from }, end: { line, character: to } });

/** What a check says, in short: file, kind, and for each finding its code and where it is. */
async function says(argv: readonly string[], world: World = {}, cwd?: string) {
  const { code, out, err } = await tool(['check', '--format', 'json', ...argv], world, cwd);
  const { files, errors, summary } = JSON.parse(out) as Json;
  const places = files.map(({ file, kind, findings }) => [file, kind, ...findings.map((it) => `${it.range.start.line}:${it.range.start.character} ${it.severity} ${it.code}`)].join(' | '));
  return { code, files: places, errors: errors.map((it) => `${it.file}: ${it.message}`), err, summary: Object.values(summary) };
}

interface Json {
  files: { file: string; kind: string; findings: { code: string; severity: string; message: string; range: ReturnType<typeof at> }[] }[];
  errors: { file: string; message: string }[];
  summary: Record<string, number>;
}

test('json: the whole answer', async () => {
  const { code, out, err } = await tool(['check', 'a.policy.json', 'gone.json', '--format', 'json'], { files: { 'a.policy.json': comma } });
  assert.deepEqual(JSON.parse(out), {
    version: 1,
    files: [
      {
        file: 'a.policy.json',
        kind: 'custom-1.1',
        findings: [
          {
            code: 'json-syntax',
            severity: 'error',
            message: 'The comma after the last item has to go.',
            path: '$.Statement[0].Action',
            range: at(2, 73),
            grade: 'documented',
            tags: [],
            docs: 'file:///docs/json-syntax.md',
            set: null,
            example: null,
            related: [],
            fixes: [{ title: 'Remove the comma', safe: true, edits: [{ range: at(2, 73), newText: '' }] }],
          },
        ],
      },
    ],
    errors: [{ file: 'gone.json', message: 'There is no such file.' }],
    summary: { errors: 1, warnings: 0, informations: 0, hints: 0 },
  });
  assert.equal(err, 'modelarts-policy: gone.json: There is no such file.\n');
  assert.equal(code, 2);
});

test('json: a finding about a name says so', async () => {
  const { out } = await tool(['check', 'a.policy.json', '--format', 'json'], { files: { 'a.policy.json': twin } });
  const finding = (JSON.parse(out) as Json).files[0]?.findings[0] as object as { on: string; path: string };
  assert.deepEqual([finding.on, finding.path], ['key', '$.Version']);
});

test('json: nothing to check is an answer, too', async () => {
  const { code, out } = await tool(['check', '--format', 'json']);
  assert.deepEqual(JSON.parse(out), { version: 1, files: [], errors: [], summary: { errors: 0, warnings: 0, informations: 0, hints: 0 } });
  assert.equal(code, 0);
});

test('pretty: a paragraph for each file with findings, and a line that sums up', async () => {
  const answer = await tool(['check', 'good.policy.json', 'a.policy.json', 'note.json'], { files: { 'good.policy.json': sound, 'a.policy.json': comma, 'note.json': '{"a": 1}' } });
  assert.deepEqual(answer, {
    code: 1,
    err: '',
    out: `a.policy.json
  3:74  error  The comma after the last item has to go.  json-syntax  (fixable)

note.json
  1:1  error  This is no policy: it has no Version and Statement that IAM knows.  not-a-policy

2 errors in 2 of 3 files · 1 fixable with modelarts-policy fix
`,
  });
});

test('pretty: columns stand under each other', async () => {
  const { out } = await tool(['check', 'a.policy.json'], { files: { 'a.policy.json': twin.replace('"] }', '",] }') } });
  assert.equal(
    out,
    `a.policy.json
  1:3    error  "Version" is written again further down. Only the last one counts.  duplicate-key  (fixable)
  1:110  error  The comma after the last item has to go.                            json-syntax  (fixable)

2 errors in 1 file · 2 fixable with modelarts-policy fix
`,
  );
});

test('pretty, in Chinese', async () => {
  const { out } = await tool(['check', 'a.policy.json', 'gone.json', '--lang', 'zh-cn'], { files: { 'a.policy.json': aws, 'gone.json': sound } });
  const [file, finding, empty, summary] = out.split('\n');
  assert.deepEqual([file, empty, summary], ['a.policy.json', '', '共2个文件，其中1个有问题：1条信息']);
  assert.match(finding ?? '', /^ {2}1:1 {2}信息 {2}\S.* {2}aws-policy$/);
});

test('pretty: nothing found', async () => {
  const none = await tool(['check']);
  const one = await tool(['check'], { files: { 'a.policy.json': sound } });
  const two = await tool(['check', '--lang', 'zh-cn'], { files: { 'a.policy.json': sound, 'b.policy.json': sound } });
  assert.deepEqual([none.out, one.out, two.out], ['No policies here\n', 'Nothing found in 1 file\n', '2个文件，未发现问题\n']);
});

test('colours and links are for terminals', async () => {
  const files = { 'a.policy.json': comma };
  const cwd = folderOf(files);
  const shown = async (env: Record<string, string>, tty: boolean): Promise<string> => (await tool(['check'], { env, tty }, cwd)).out;
  const colours = /\u001b\[/;
  const links = /\u001b\]8;;/;
  const bare = await shown({}, false);
  assert.doesNotMatch(bare, /\u001b/);
  const dressed = await shown({}, true);
  assert.match(dressed, colours);
  assert.ok(dressed.includes(`\u001b]8;;file://${cwd}/a.policy.json#L3,74\u001b\\3:74\u001b]8;;\u001b\\`));
  assert.equal(dressed.replace(/\u001b\[\d+m|\u001b\]8;;[^\u001b]*\u001b\\/g, ''), bare);
  const plain = await shown({ NO_COLOR: '1' }, true);
  assert.doesNotMatch(plain, colours);
  assert.match(plain, links);
  assert.equal(await shown({ TERM: 'dumb' }, true), bare);
  assert.match(await shown({ FORCE_COLOR: '1' }, false), colours);
});

test('what a policy or a file name holds cannot steer the terminal', async () => {
  const { out, err } = await tool(['check', 'a.policy.json', 'b\u001b[31m.json'], { files: { 'a.policy.json': '{ "\\u001b[2J\\u202e": 1, "\\u001b[2J\\u202e": 1 }' } });
  assert.doesNotMatch(out + err, /[\u0000-\u0009\u000b-\u001f\u202e]/);
  assert.ok(out.includes('"\\u001b[2J\\u202e" is written again'));
  assert.equal(err, 'modelarts-policy: b\\u001b[31m.json: There is no such file.\n');
});

test('folders: files with our names, and others by what they hold', async () => {
  const files = {
    'a.policy.json': sound,
    'b.scp.json': '{}',
    'plain.json': sound,
    'wrapped.json': `{ "role": { "policy": ${sound} } }`,
    'other.json': '{ "Version": "1.1" }',
    'package.json': '{ "name": "x" }',
    'notes.txt': sound,
    'aws.json': aws,
    'bucket.json': bucket,
    'topic.json': topic,
    'deep/er/c.policy.json': sound,
    'deep/UPPER.POLICY.JSON': sound,
    'node_modules/x/d.policy.json': sound,
    '.git/e.policy.json': sound,
    'late.json': `{ "about": "${'x'.repeat(70_000)}", "Version": "1.1", "Statement": [] }`,
    'long.json': `${sound.slice(0, -1)}, "about": "${'é'.repeat(70_000)}" }`,
  };
  const { files: found } = await says(['.'], { files });
  assert.deepEqual(
    found.map((it) => it.split(' | ').slice(0, 2).join(' ')),
    ['a.policy.json custom-1.1', 'aws.json aws', 'b.scp.json scp-5.0', 'bucket.json obs-bucket', 'deep/UPPER.POLICY.JSON custom-1.1', 'deep/er/c.policy.json custom-1.1', 'long.json custom-1.1', 'plain.json custom-1.1', 'topic.json smn-topic', 'wrapped.json custom-1.1'],
  );
  assert.deepEqual(found.filter((it) => /^(aws|bucket|topic)/.test(it)), ['aws.json | aws | 0:0 information aws-policy', 'bucket.json | obs-bucket', 'topic.json | smn-topic']);
});

test('files keep the name that they were given', async () => {
  const files = { 'p/a.policy.json': sound, 'p/b.policy.json': sound };
  const names = async (...argv: string[]): Promise<string[]> => (await says(argv, { files })).files.map((it) => it.split(' | ')[0] ?? '');
  assert.deepEqual(await names('p'), ['p/a.policy.json', 'p/b.policy.json']);
  assert.deepEqual(await names('p/'), ['p/a.policy.json', 'p/b.policy.json']);
  assert.deepEqual(await names('./p'), ['./p/a.policy.json', './p/b.policy.json']);
  assert.deepEqual(await names('./p/a.policy.json'), ['./p/a.policy.json']);
  assert.deepEqual(await names('p/b.policy.json', 'p'), ['p/b.policy.json', 'p/a.policy.json']);
  assert.deepEqual(await names('p/a.policy.json', './p/a.policy.json'), ['p/a.policy.json']);
});

test('symbolic links that lead in a circle or to nowhere do not stop a check', async () => {
  const cwd = folderOf({ 'in/a.policy.json': sound, 'out/b.policy.json': sound });
  symlinkSync('..', join(cwd, 'in', 'again'));
  symlinkSync('in', join(cwd, 'again'));
  symlinkSync(join(cwd, 'out'), join(cwd, 'in', 'linked'));
  symlinkSync('self.policy.json', join(cwd, 'in', 'self.policy.json'));
  symlinkSync('nowhere', join(cwd, 'in', 'gone.policy.json'));
  symlinkSync('nowhere', join(cwd, 'in', 'gone.json'));
  symlinkSync('nowhere', join(cwd, 'in', '.#lock.policy.json'));
  assert.deepEqual(await says(['in'], {}, cwd), {
    code: 2,
    files: ['in/a.policy.json | custom-1.1', 'in/linked/b.policy.json | custom-1.1'],
    errors: ['in/gone.policy.json: There is no such file.', 'in/self.policy.json: Its symbolic links lead in a circle.'],
    err: 'modelarts-policy: in/gone.policy.json: There is no such file.\nmodelarts-policy: in/self.policy.json: Its symbolic links lead in a circle.\n',
    summary: [0, 0, 0, 0],
  });
});

test('a name that cannot be opened is named, the others are checked', async () => {
  const cwd = folderOf({ 'a.policy.json': sound });
  symlinkSync('self.json', join(cwd, 'self.json'));
  const long = `${'x'.repeat(300)}.json`;
  const { code, files, errors } = await says(['self.json', long, 'a.policy.json/b.json', 'a.policy.json'], {}, cwd);
  assert.deepEqual([code, files, errors], [2, ['a.policy.json | custom-1.1'], ['self.json: Its symbolic links lead in a circle.', `${long}: Its name is too long.`, 'a.policy.json/b.json: There is no such file.']]);
});

test('a pipe is read to its end, and what never ends is given up', { skip: !existsSync('/dev/zero') && 'not on this system' }, async () => {
  const { code, errors } = await says(['/dev/zero']);
  assert.deepEqual([code, errors], [2, ['/dev/zero: It is larger than 64 MB, so it is not read.']]);
});

test('a file whose name looks like an option follows --', async () => {
  assert.deepEqual((await says(['--', '--kind.json'], { files: { '--kind.json': sound } })).files, ['--kind.json | custom-1.1']);
});

test('a file or folder that may not be read is named, the others are checked', { skip: process.getuid?.() === 0 && 'root may read everything' }, async () => {
  const cwd = folderOf({ 'a.policy.json': sound, 'b.policy.json': sound, 'c/d.policy.json': sound });
  chmodSync(join(cwd, 'b.policy.json'), 0);
  chmodSync(join(cwd, 'c'), 0);
  const { code, files, errors } = await says([], {}, cwd);
  chmodSync(join(cwd, 'c'), 0o700);
  assert.deepEqual([code, files, errors], [2, ['a.policy.json | custom-1.1'], ['b.policy.json: It may not be read.', 'c: It may not be read.']]);
});

test('a folder with the name of a policy is a folder', async () => {
  const cwd = folderOf({ 'x.policy.json/a.policy.json': sound });
  mkdirSync(join(cwd, 'y.policy.json'));
  assert.deepEqual((await says([], {}, cwd)).files, ['x.policy.json/a.policy.json | custom-1.1']);
});

test('standard input', async () => {
  assert.deepEqual((await says(['-'], { stdin: sound })).files, ['- | custom-1.1']);
  assert.deepEqual((await says(['-', '-'], { stdin: Buffer.from(comma) })).files, ['- | custom-1.1 | 2:73 error json-syntax']);
  assert.deepEqual((await says(['-', '--kind', 'scp-5.0'], { stdin: '{}' })).files.map((it) => it.split(' | ').slice(0, 2)), [['-', 'scp-5.0']]);
  assert.deepEqual((await says(['-'], { stdin: '' })).files, ['- | none | 0:0 error not-a-policy']);
});

test('a file that is named and is no policy', async () => {
  const files = { 'a.json': '{"a": 1}', 'empty.policy.json': '', 'broken.json': '{"a": 1,,', 'aws.json': aws, 'bucket.json': bucket, 'topic.json': topic };
  assert.deepEqual(await says(Object.keys(files), { files }), {
    code: 1,
    files: ['a.json | none | 0:0 error not-a-policy', 'empty.policy.json | none | 0:0 error not-a-policy', 'broken.json | none | 0:0 error not-a-policy | 0:8 error json-syntax', 'aws.json | aws | 0:0 information aws-policy', 'bucket.json | obs-bucket', 'topic.json | smn-topic'],
    errors: [],
    err: '',
    summary: [4, 0, 1, 0],
  });
});

test('--fail-on says from which level on the exit code is 1', async () => {
  const exits = async (content: string): Promise<number[]> => {
    const codes: number[] = [];
    for (const level of ['error', 'warning', 'information', 'hint', 'never']) codes.push((await tool(['check', 'a.policy.json', '--fail-on', level], { files: { 'a.policy.json': content } })).code);
    return codes;
  };
  assert.deepEqual(await exits(comma), [1, 1, 1, 1, 0]);
  assert.deepEqual(await exits(aws), [0, 0, 1, 1, 0]);
  assert.deepEqual(await exits(sound), [0, 0, 0, 0, 0]);
  assert.equal((await tool(['check', 'a.policy.json'], { files: { 'a.policy.json': comma } })).code, 1);
  assert.equal((await tool(['check', 'gone.json', '--fail-on', 'never'])).code, 2);
});

test('positions count lines that end with CR LF, and leave a byte order mark out', async () => {
  const files = { 'crlf.policy.json': comma.replaceAll('\n', '\r\n'), 'bom.policy.json': `\ufeff${twin}` };
  assert.deepEqual((await says([], { files })).files, ['bom.policy.json | custom-1.1 | 0:2 error duplicate-key', 'crlf.policy.json | custom-1.1 | 2:73 error json-syntax']);
});

test('hostile files get findings, never an exception', async () => {
  const bytes = new Uint8Array(10_000_000);
  for (let index = 0, seed = 1; index < bytes.length; index++) bytes[index] = (seed = (seed * 48271) % 2147483647) & 0xff;
  const files = {
    'binary.policy.json': bytes,
    'nul.policy.json': new Uint8Array(10_000_000),
    'commas.policy.json': `{"Version": "1.1", "Statement": [${','.repeat(1_000_000)}]}`,
    'deep.policy.json': '['.repeat(10_000),
    'surrogate.policy.json': twin.replaceAll('"Version"', '"\\ud800"'),
    'large.policy.json': `{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list"], "Resource": ["${'x'.repeat(10_000_000)}"] }] }`,
    'number.policy.json': '1',
  };
  const { code, out, err } = await tool(['check', '--format', 'json'], { files });
  const { files: checked, errors } = JSON.parse(out) as Json;
  assert.deepEqual([code, err, errors], [1, '', []]);
  assert.deepEqual(checked.map((it) => it.file), Object.keys(files).sort());
  const syntax = checked.find((it) => it.file === 'commas.policy.json')?.findings.filter((it) => it.code === 'json-syntax') ?? [];
  assert.equal(syntax.length, 101);
  assert.equal(syntax.at(-1)?.message, '999900 more places are no JSON.');
  assert.ok(checked.find((it) => it.file === 'deep.policy.json')?.findings.some((it) => it.code === 'too-deep'));
  const pretty = await tool(['check'], { files });
  assert.ok(pretty.out.split('\n').every((line) => line.length < 1000));
});

test('a call that cannot be understood: a line, where to read on, exit code 2', async () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [['check', '--foo'], 'There is no option --foo.\nSee modelarts-policy check --help'],
    [['check', '-x'], 'There is no option -x.\nSee modelarts-policy check --help'],
    [['check', '--kind', 'aws'], '--kind cannot be "aws". It is one of: role-1.0, custom-1.1, identity-5.0, trust-5.0, scp-5.0, session-1.1, session-5.0.\nSee modelarts-policy check --help'],
    [['check', '--kind'], '--kind needs a value: KIND.\nSee modelarts-policy check --help'],
    [['check', '--kind', '--format', 'json'], '--kind needs a value: KIND.\nSee modelarts-policy check --help'],
    [['check', '--format', 'xml'], '--format cannot be "xml". It is one of: pretty, json.\nSee modelarts-policy check --help'],
    [['check', '--fail-on', 'error', '--fail-on', 'hint'], '--fail-on may be given once only.\nSee modelarts-policy check --help'],
    [['check', '--help=yes'], '--help takes no value.\nSee modelarts-policy check --help'],
    [['check', '--lang', 'fr'], '--lang cannot be "fr". It is one of: en, zh-cn.\nSee modelarts-policy check --help'],
    [['constructor'], 'There is no command "constructor". The commands are: check, fix, explain, simulate, test, catalog, diff, replay.\nSee modelarts-policy --help'],
    [['check', '--lang', 'zh-cn', '--foo'], '没有选项--foo。\n参见：modelarts-policy check --help'],
  ];
  for (const [argv, expected] of cases) {
    assert.deepEqual(await tool(argv), { code: 2, out: '', err: `modelarts-policy: ${expected}\n` }, argv.join(' '));
  }
});

test('the language is that of --lang, else of the environment', async () => {
  const language = async (env: Record<string, string>, ...argv: string[]): Promise<string> => ((await tool(['check', ...argv], { env })).out === '这里没有策略\n' ? 'zh-cn' : 'en');
  assert.equal(await language({}), 'en');
  assert.equal(await language({ LANG: 'zh_CN.UTF-8' }), 'zh-cn');
  assert.equal(await language({ LANG: 'zh' }), 'zh-cn');
  assert.equal(await language({ LANG: 'zh_Hans_CN.UTF-8' }), 'zh-cn');
  assert.equal(await language({ LANG: 'zh_TW.UTF-8' }), 'en');
  assert.equal(await language({ LANG: 'de_DE.UTF-8' }), 'en');
  assert.equal(await language({ LANGUAGE: 'zh_CN:en' }), 'zh-cn');
  assert.equal(await language({ LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }), 'en');
  assert.equal(await language({ LC_ALL: '', LC_MESSAGES: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }), 'zh-cn');
  assert.equal(await language({ LANG: 'zh_CN.UTF-8' }, '--lang', 'en'), 'en');
  assert.equal(await language({ LANG: 'en_US.UTF-8' }, '--lang=zh-cn'), 'zh-cn');
});

test('help and version', async () => {
  const pages = await Promise.all([['--help'], ['-h'], ['help'], ['--help', '--lang', 'en']].map((argv) => tool(argv)));
  for (const page of pages) assert.deepEqual(page, pages[0]);
  assert.match(pages[0]?.out ?? '', /^Checks and simulates Huawei Cloud IAM policies for ModelArts, offline\.\n\nUsage\n {2}modelarts-policy COMMAND …\n\nCommands\n {2}check .*\n/);
  for (const command of ['check', 'fix', 'explain', 'simulate', 'test', 'diff']) {
    const page = await tool([command, '--help']);
    assert.deepEqual(page, await tool(['help', command]));
    assert.deepEqual([page.code, page.err], [0, '']);
    assert.match(page.out, new RegExp(`\n {2}modelarts-policy ${command} .*\n`));
    assert.match((await tool([command, '--help', '--lang', 'zh-cn'])).out, /\n用法\n/);
  }
  assert.deepEqual(await tool(['--version']), { code: 0, out: '9.9.9\n', err: '' });
  assert.deepEqual(await tool([]), { code: 2, out: '', err: pages[0]?.out });
});

for (const entry of ['server/src/cli.ts', 'dist/cli.js']) {
  test(`as a process: ${entry}`, { skip: !existsSync(join(root, entry)) && 'not built' }, () => {
    assert.deepEqual(start(entry, ['check', '-', 'gone.json'], { stdin: comma }), {
      code: 2,
      out: '-\n  3:74  error  The comma after the last item has to go.  json-syntax  (fixable)\n\n1 error in 1 file · 1 fixable with modelarts-policy fix · 1 input could not be used\n',
      err: 'modelarts-policy: gone.json: There is no such file.\n',
    });
    assert.equal(start(entry, ['--version']).out, '0.1.0\n');
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`${index}.policy.json`, comma]));
    const whole = start(entry, ['check', '--format', 'json'], { files: many });
    assert.equal((JSON.parse(whole.out) as Json).files.length, 500);
  });

  test(`a pipe that is closed early is no reason to complain: ${entry}`, { skip: !existsSync(join(root, entry)) && 'not built' }, async () => {
    const { spawn } = await import('node:child_process');
    const cwd = folderOf(Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`${index}.policy.json`, comma])));
    const child = spawn(process.execPath, [join(root, entry), 'check', '--format', 'json'], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    const code = await new Promise((done) => child.on('close', done));
    assert.deepEqual([code, err], [1, '']);
  });
}

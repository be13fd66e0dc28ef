import assert from 'node:assert/strict';
import { test } from 'node:test';
import { root, tool } from './tool.ts';

const policy = '{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:get"] }] }';

/** Tests with these names, all about one action. */
const tests = (expect: Readonly<Record<string, string>>, policies: readonly unknown[] = ['dev.policy.json'], more: object = {}): string =>
  `${JSON.stringify({ policies, ...more, tests: Object.entries(expect).map(([name, decision]) => ({ name, request: { action: 'modelarts:notebook:get' }, expect: decision })) }, null, 2)}\n`;

const files = { 'p/dev.policy.json': policy, 'p/good.iamtest.json': tests({ 'reads a notebook': 'Allow' }), 'p/bad.iamtest.json': tests({ 'reads a notebook': 'Allow', 'does not': 'NotAllowed' }) };

test('json: the whole answer; policies lie beside the test file', async () => {
  const { code, out, err } = await tool(['test', 'p/bad.iamtest.json', '--format', 'json'], { files });
  assert.deepEqual([code, err], [1, '']);
  const reason = { kind: 'statement', policy: 'dev.policy.json', path: '$.Statement[0]' };
  assert.deepEqual(JSON.parse(out), {
    version: 1,
    tests: [
      { file: 'p/bad.iamtest.json', name: 'reads a notebook', path: '$.tests[0]', range: { start: { line: 5, character: 4 }, end: { line: 11, character: 5 } }, expect: 'Allow', decision: 'Allow', passed: true, status: 'passed', message: null, reason },
      {
        file: 'p/bad.iamtest.json',
        name: 'does not',
        path: '$.tests[1]',
        range: { start: { line: 12, character: 4 }, end: { line: 18, character: 5 } },
        expect: 'NotAllowed',
        decision: 'Allow',
        passed: false,
        status: 'failed',
        message: 'Expected Denied or Not granted, was Allowed: statement 1 of dev.policy.json allows it.',
        reason,
      },
    ],
    errors: [],
    summary: { passed: 1, failed: 1, errors: 0 },
  });
});

test('pretty: a paragraph for each file, and a line that sums up', async () => {
  const expected = `p/bad.iamtest.json
  ✓ reads a notebook
  ✗ does not
      13:5  Expected Denied or Not granted, was Allowed: statement 1 of dev.policy.json allows it.

p/good.iamtest.json
  ✓ reads a notebook

2 passed, 1 failed
`;
  assert.deepEqual(await tool(['test', 'p'], { files }), { code: 1, out: expected, err: '' });
  assert.deepEqual(await tool(['test'], { files }), { code: 1, out: expected, err: '' });
  assert.deepEqual(await tool(['test', 'p/good.iamtest.json', '--lang', 'zh-cn'], { files }), { code: 0, out: 'p/good.iamtest.json\n  ✓ reads a notebook\n\n通过1个\n', err: '' });
});

test('on a terminal: the same lines, dressed up', async () => {
  const bare = await tool(['test'], { files });
  const dressed = await tool(['test'], { files, tty: true });
  assert.match(dressed.out, /\u001b\[31m✗\u001b\[0m does not/);
  assert.equal(dressed.out.replace(/\u001b\[\d+m|\u001b\]8;;[^\u001b]*\u001b\\/g, ''), bare.out);
});

test('a test that cannot be run is neither passed nor failed: exit code 2', async () => {
  const broken = {
    'a.iamtest.json': '{ "policies": [{ "document": {} }], "tests": [{ "name": "x", "request": { "action": "notebook" }, "expect": "Allow" }] }',
    'gone.iamtest.json': tests({ y: 'Allow' }, ['gone.policy.json']),
    'syntax.iamtest.json': '{ "policies": [],, "tests": [] }',
    'account.iamtest.json': '{ "account": "x.iamaccount.json", "tests": [] }',
  };
  const { code, out, err } = await tool(['test', ...Object.keys(broken), 'none.iamtest.json', 'p/good.iamtest.json'], { files: { ...files, ...broken } });
  assert.equal(code, 2);
  assert.equal(
    out,
    `a.iamtest.json
  ! x
      1:47  "notebook" is no action. Write service:type:operation.

gone.iamtest.json
  ! y
      6:5  The file gone.policy.json cannot be read.

p/good.iamtest.json
  ✓ reads a notebook

1 passed, 2 could not be run
`,
  );
  assert.deepEqual(err.split('\n').filter(Boolean), [
    'modelarts-policy: gone.iamtest.json:3:5: The file gone.policy.json cannot be read.',
    'modelarts-policy: syntax.iamtest.json:1:18: A name in quotes belongs here.',
    'modelarts-policy: account.iamtest.json:1:14: The file x.iamaccount.json cannot be read.',
    'modelarts-policy: none.iamtest.json: There is no such file.',
  ]);
});

test('inline documents are named after their place, standard input works, and system policies cannot be known', async () => {
  const stdin = tests({ z: 'ImplicitDeny' }, [{ document: JSON.parse(policy) as unknown }]);
  const { code, out } = await tool(['test', '-', '--format', 'json'], { stdin });
  const [result] = (JSON.parse(out) as { tests: { file: string; reason: object; status: string }[] }).tests;
  assert.deepEqual([code, result?.file, result?.status, result?.reason], [1, '-', 'failed', { kind: 'statement', policy: '-#/policies/0', path: '$.Statement[0]' }]);
  const system = await tool(['test', '-'], { stdin: tests({ z: 'Unknown' }, [{ system: 'ModelArts CommonOperations' }]) });
  assert.deepEqual(system, { code: 0, out: '-\n  ✓ z\n\n1 passed\n', err: '' });
});

test('junit: a suite for each file, a failure with what was expected and what came', async () => {
  const more = {
    ...files,
    'p/odd.iamtest.json': '{ "policies": [], "tests": [{ "name": "a \\"b\\" <c> & \\u0001 \\ud800 \\n 中文", "request": { "action": "notebook" }, "expect": "Allow" }] }',
    'p/syntax.iamtest.json': '{',
    'p/empty.iamtest.json': tests({}),
  };
  const { code, out } = await tool(['test', 'p', 'none.iamtest.json', '--format', 'junit'], { files: more });
  assert.equal(code, 2);
  assert.equal(
    out,
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="modelarts-policy" tests="6" failures="1" errors="3">
  <testsuite name="p/bad.iamtest.json" tests="2" failures="1" errors="0" skipped="0">
    <testcase classname="p/bad.iamtest.json" name="reads a notebook" file="p/bad.iamtest.json" line="6"/>
    <testcase classname="p/bad.iamtest.json" name="does not" file="p/bad.iamtest.json" line="13">
      <failure type="decision" message="Expected Denied or Not granted, was Allowed: statement 1 of dev.policy.json allows it.">expected: NotAllowed
actual: Allow</failure>
    </testcase>
  </testsuite>
  <testsuite name="p/empty.iamtest.json" tests="0" failures="0" errors="0" skipped="0">
  </testsuite>
  <testsuite name="p/good.iamtest.json" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="p/good.iamtest.json" name="reads a notebook" file="p/good.iamtest.json" line="6"/>
  </testsuite>
  <testsuite name="p/odd.iamtest.json" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="p/odd.iamtest.json" name="a &#34;b&#34; &lt;c&gt; &amp; \ufffd \ufffd &#10; 中文" file="p/odd.iamtest.json" line="1">
      <error type="error" message="&#34;notebook&#34; is no action. Write service:type:operation."/>
    </testcase>
  </testsuite>
  <testsuite name="p/syntax.iamtest.json" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="p/syntax.iamtest.json" name="p/syntax.iamtest.json" file="p/syntax.iamtest.json">
      <error type="error" message="The text ends before the policy does: } is missing.">p/syntax.iamtest.json:1:2: The text ends before the policy does: } is missing.</error>
    </testcase>
  </testsuite>
  <testsuite name="none.iamtest.json" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="none.iamtest.json" name="none.iamtest.json" file="none.iamtest.json">
      <error type="error" message="There is no such file.">none.iamtest.json: There is no such file.</error>
    </testcase>
  </testsuite>
</testsuites>
`,
  );
});

test('a call that cannot be understood: a line, where to read on, exit code 2', async () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [['--format', 'tap'], '--format cannot be "tap". It is one of: pretty, json, junit.'],
    [['--account', 'a'], 'There is no option --account.'],
    [[], 'There are no access tests here. Their files are called NAME.iamtest.json.'],
  ];
  for (const [argv, expected] of cases) {
    assert.deepEqual(await tool(['test', ...argv]), { code: 2, out: '', err: `modelarts-policy: ${expected}\nSee modelarts-policy test --help\n` }, argv.join(' '));
  }
});

test('the access tests of the examples pass', async () => {
  const { code, err } = await tool(['test', 'examples'], {}, root);
  assert.deepEqual([code, err], [0, '']);
});

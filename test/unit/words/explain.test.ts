import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { check, readDocument } from '../../../server/src/core/check.ts';
import { english, type Reader } from '../../../server/src/core/message.ts';
import type { PolicyKind } from '../../../server/src/core/policy/kind.ts';
import { operators } from '../../../server/src/core/simulate/operators.ts';
import { explain } from '../../../server/src/core/words/explain.ts';
import { toMarkdownText, toPlainText } from '../../../server/src/core/words/explanation.ts';
import { catalog } from '../../support/catalog.ts';

const parts = new URL('../../../l10n/parts/', import.meta.url);
const chinese: Reader = { language: 'zh-cn', bundle: Object.assign({}, ...readdirSync(parts).map((it) => JSON.parse(readFileSync(new URL(it, parts), 'utf8')) as object)) as Record<string, string> };

interface Options {
  readonly kind?: PolicyKind;
  readonly reader?: Reader;
  readonly markdown?: boolean;
}

function words(text: string, { kind, reader = english, markdown = false }: Options = {}): string {
  const document = readDocument(text, { fileName: 'a.policy.json', ...(kind ? { kind } : {}) });
  const blocks = explain(document, catalog, check(document, catalog).findings);
  return blocks ? (markdown ? toMarkdownText : toPlainText)(blocks, reader) : '';
}

/** The lines about the statements, without what is around them. */
function statement(part: string, { version = '1.1', ...options }: Options & { version?: string } = {}): string[] {
  const text = words(`{ "Version": "${version}", "Statement": [{ ${part} }] }`, options);
  return text.split('\n').filter((it) => it.startsWith('  '));
}

const allow = '"Effect": "Allow", "Action": ["modelarts:notebook:list"]';
const notebooks = "  - modelarts:notebook:list: List the caller's notebook instances";

test('a whole policy: Allow, Deny, conditions, resources, what is taken away', () => {
  const text = `{ "Version": "1.1", "Statement": [
    { "Effect": "Allow", "Action": ["modelarts:pool:*", "obs:object:GetObject"], "Resource": ["obs:*:*:object:data/*", "modelarts:*:*:pool:*"] },
    { "Effect": "Deny", "Action": ["modelarts:pool:delete"], "Condition": { "StringNotEquals": { "g:UserName": ["ann", "bob"] }, "Bool": { "g:MFAPresent": ["true"] } } },
    { "Effect": "Maybe", "Action": ["modelarts:pool:get"] }
  ] }`;
  assert.equal(
    words(text),
    `The policy in words

IAM refuses this policy, or it cannot mean what it says: Effect is "Allow" or "Deny".

Whoever holds this policy may:

- Statement 1
  - modelarts:pool:*: everything with pool in ModelArts (5 known actions)
  - obs:object:GetObject: Get object content and metadata
  - only on these resources:
    - obs:*:*:object:data/*: object in Object Storage Service (OBS), where name or path matches data/*
    - modelarts:*:*:pool:*: every pool in ModelArts
  - but 1 of these known actions is denied in some cases by statement 2

But not this, whatever else allows it:

- Statement 2
  - modelarts:pool:delete: Delete a dedicated resource pool
  - if all of this holds:
    - g:UserName (name of the calling IAM user) is not ann or bob
    - g:MFAPresent (whether the caller obtained the token (or credential) with multi-factor authentication) is true

These statements cannot be told, so what they do cannot be known:

- Statement 3: Effect is neither Allow nor Deny

It allows nothing else. Other policies of the same holder may allow more, and a Deny of any of them wins.

A condition on something that a request does not carry is not met, unless it says so here. No source states it; it follows from what IfExists does.
`,
  );
});

test('the same as Markdown in Chinese: names are code', () => {
  const text = '{ "Version": "1.1", "Statement": [{ "Effect": "Deny", "Action": ["modelarts:*:delete*"], "Condition": { "StringMatch": { "g:UserName": ["*-x"] } } }] }';
  assert.equal(
    words(text, { reader: chinese, markdown: true }),
    `# 策略的文字说明

无论其他策略是否允许，拥有该策略的主体都不可以：

- **第1条授权语句**
  - \`modelarts:*:delete*\`：AI开发平台ModelArts中与之匹配的所有授权项（25个已知授权项）
  - 条件：\`g:UserName\`（发起调用的IAM用户的名称）匹配\`*-x\`

它本身不允许任何操作。

除非上文另有说明，请求未携带条件所需的键时，条件不满足。这一点没有文档明确说明，由IfExists的作用推断得出。
`,
  );
});

const leads: readonly (readonly [PolicyKind, string, string])[] = [
  ['custom-1.1', 'Whoever holds this policy may:', 'Whoever holds this policy may not do this, whatever else allows it:'],
  ['identity-5.0', 'Whoever holds this policy may:', 'Whoever holds this policy may not do this, whatever else allows it:'],
  ['role-1.0', 'Whoever holds this policy may:', 'Whoever holds this policy may not do this, whatever else allows it:'],
  ['scp-5.0', 'In the accounts that it is attached to, this service control policy lets through what follows. It grants nothing itself.', 'In the accounts that this service control policy is attached to, nobody may do this, whatever else allows it:'],
  ['session-5.0', 'During the session no more than this is possible, and only what the policies of the holder allow as well:', 'During the session this is not possible, whatever else allows it:'],
];

for (const [kind, allows, denies] of leads) {
  test(`who it is about: ${kind}`, () => {
    const text = (effect: string): string => words(`{ "Version": "${kind.slice(-3)}", "Statement": [{ "Effect": "${effect}", "Action": ["modelarts:pool:list"] }] }`, { kind });
    assert.ok(text('Allow').includes(`\n\n${allows}\n\n- Statement 1\n`), text('Allow'));
    assert.ok(text('Deny').includes(`\n\n${denies}\n\n- Statement 1\n`), text('Deny'));
    assert.equal(text('Deny').includes('By itself it allows nothing.'), kind !== 'scp-5.0');
  });
}

test('a trust policy names who is meant', () => {
  const part = '"Effect": "Allow", "Principal": { "Service": ["service.ModelArts"], "IAM": ["a", "b"], "CSP": [] }, "Action": ["sts:agencies:assume"]';
  assert.deepEqual(statement(part, { version: '5.0', kind: 'trust-5.0' }).slice(0, 4), ['  - for these:', '    - cloud services: service.ModelArts', '    - accounts, users or agencies: a, b', '    - CSP, a kind of principal that the language does not have: []']);
  const other = part.replace('"Principal"', '"NotPrincipal"');
  assert.equal(statement(other, { version: '5.0', kind: 'trust-5.0' })[0], '  - everybody but these:');
});

test('what is excluded', () => {
  assert.deepEqual(statement('"Effect": "Deny", "NotAction": ["modelarts:pool:list"], "NotResource": ["modelarts:*:*:pool:a"]', { version: '5.0' }), [
    '  - every action but these:',
    '    - modelarts:pool:list: List dedicated resource pools',
    '  - on every resource but these:',
    '    - modelarts:*:*:pool:a: pool in ModelArts, the one called a',
  ]);
  assert.deepEqual(statement('"Effect": "Deny", "NotAction": []', { version: '5.0' }), ['  - every action']);
});

const actions: readonly (readonly [string, string, string?])[] = [
  ['*:*:*', 'everything in every service'],
  ['modelarts:*:*', 'everything in ModelArts'],
  ['modelarts:notebook:*', 'everything with notebook in ModelArts'],
  ['modelarts:*:get*', 'whatever matches it in ModelArts'],
  ['mod*:pool:*', 'whatever matches it'],
  ['*', 'everything in every service', '5.0'],
  ['modelarts::*', 'everything without a resource type in ModelArts', '5.0'],
];

for (const [action, expected, version = '1.1'] of actions) {
  test(`wildcards in words, with a count: ${action}`, () => {
    const [line = ''] = statement(`"Effect": "Allow", "Action": ["${action}"]`, { version });
    assert.match(line, /^ {2}- .+: .+ \([1-9]\d* known actions\)$/);
    assert.ok(line.startsWith(`  - ${action}: ${expected} (`), line);
  });
}

test('names that are not known, or are none', () => {
  assert.deepEqual(statement('"Effect": "Allow", "Action": ["modelarts:pool:fly", "foo:bar:baz", "foo:*:*", "modelarts:pool"]'), [
    '  - modelarts:pool:fly: not known here',
    '  - foo:bar:baz: not known here',
    '  - foo:*:*: everything in foo (no known action)',
    '  - modelarts:pool: this has not the form of an action, so it stands for nothing',
  ]);
  assert.deepEqual(statement('"Effect": "Allow", "Action": []'), ['  - no action at all: its list is empty']);
});

test('many actions are gathered by resource type', () => {
  const list = ['modelarts:pool:list', 'modelarts:pool:get', 'modelarts:notebook:*', 'modelarts:notebook:list', 'obs:bucket:ListAllMybuckets', 'modelarts:pool:update', 'modelarts:pool:delete'];
  assert.deepEqual(statement(`"Effect": "Allow", "Action": ${JSON.stringify(list)}`).map((it) => it.replace(/: (everything|List all).*/, '')), ['  - ModelArts, pool: list, get, update, delete', '  - modelarts:notebook:*', notebooks, '  - obs:bucket:ListAllMybuckets']);
});

const resources: readonly (readonly [string, string])[] = [
  ['obs:*:*:bucket:b', 'bucket in Object Storage Service (OBS), the one called b'],
  ['obs:*:*:*:*', 'everything in Object Storage Service (OBS)'],
  ['obs:cn-north-4:acc:object:${g:UserName}/x', 'object in Object Storage Service (OBS), where name or path matches ${g:UserName}/x, in region cn-north-4, of account acc'],
  ['*:*:*:*:*', 'everything in every service'],
  ['modelarts:pool', 'this has not the form of a resource, so it stands for nothing'],
];

for (const [resource, expected] of resources) {
  test(`a resource in words: ${resource}`, () => assert.deepEqual(statement(`${allow}, "Resource": ["${resource}"]`).slice(1), ['  - only on these resources:', `    - ${resource}: ${expected}`]));
}

test('every resource, no resource, agencies', () => {
  assert.deepEqual(statement(`${allow}, "Resource": ["*", "obs:*:*:bucket:b"]`), [notebooks, '  - on every resource']);
  assert.deepEqual(statement(`${allow}, "Resource": []`), [notebooks, '  - on no resource at all: its list is empty']);
  assert.deepEqual(statement('"Effect": "Allow", "Action": ["iam:agencies:assume"], "Resource": { "uri": ["/iam/agencies/07"] }').slice(1), ['  - only on these resources:', '    - /iam/agencies/07: the agency with this ID']);
});

const user = 'g:UserName (name of the calling IAM user)';
const conditions: readonly (readonly [string, string, string?])[] = [
  ['"StringEquals": { "g:UserName": ["a"] }', `${user} is a`],
  ['"StringEquals": { "g:UserName": "a" }', `${user} is a`],
  ['"StringEqualsIgnoreCase": { "g:UserName": ["a", "b", "c"] }', `${user} is a, b or c, whatever the letter case`],
  ['"StringNotEqualsIfExists": { "g:UserName": ["a"] }', `${user} is not a; or the request does not carry it`],
  ['"StringMatch": { "g:UserName": ["a*"] }', `${user} matches a*`],
  ['"StringStartWith": { "g:UserName": ["a"] }', `${user} begins with a`],
  ['"StringNotEndWith": { "g:UserName": ["a"] }', `${user} does not end with a`],
  ['"StringLike": { "g:UserName": ["a"] }', `${user} is like a (sources give this two meanings: holds the text, or matches it with *)`],
  ['"NumberLessThanEquals": { "x:y": ["5"] }', 'x:y is at most 5'],
  ['"DateLessThan": { "x:y": ["2026-01-01T00:00:00Z"] }', 'x:y is before 2026-01-01T00:00:00Z'],
  ['"DateGreaterThanEquals": { "x:y": ["2026-01-01T00:00:00Z"] }', 'x:y is not before 2026-01-01T00:00:00Z'],
  ['"Bool": { "x:y": ["true"] }', 'x:y is true'],
  ['"NotIpAddress": { "x:y": ["10.0.0.0/8", "::1"] }', 'x:y does not lie in 10.0.0.0/8 or ::1'],
  ['"Null": { "x:y": ["true"] }', 'the request does not carry x:y'],
  ['"Null": { "x:y": ["false"] }', 'the request carries x:y'],
  ['"Null": { "x:y": ["true", "false"] }', 'whether the request carries x:y is true or false'],
  ['"IsNullOrEmpty": { "x:y": [] }', 'the request does not carry x:y, or it is empty'],
  ['"ForAnyValue:StringEquals": { "x:y": ["a"] }', 'at least one value of x:y that the request carries fits: a value of x:y is a'],
  ['"ForAllValues:StringEquals": { "x:y": ["a"] }', 'every value of x:y that the request carries fits, also where it carries none: a value of x:y is a'],
  ['"StringEquals": { "g:ResourceTag/team": ["a"] }', 'g:ResourceTag/team (value of the tag team on the target resource) is a'],
  ['"StringEquals": { "x:y": [""] }', 'x:y is ""'],
  ['"StringEquals": { "x:y": [] }', 'StringEquals of x:y lists no value'],
  ['"StringEquals": { "x:y": [1] }', 'StringEquals of x:y: the listed values cannot be read, so what it asks cannot be known'],
  ['"NumericEquals": { "x:y": ["1"] }', 'NumericEquals of x:y: version 1.1 has no such operator, so what it asks cannot be known'],
  ['"StringLike": { "x:y": ["1"] }', 'StringLike of x:y: version 5.0 has no such operator, so what it asks cannot be known', '5.0'],
  ['"NullIfExists": { "x:y": ["true"] }', 'NullIfExists of x:y: version 1.1 has no such operator, so what it asks cannot be known'],
];

for (const [condition, expected, version = '1.1'] of conditions) {
  test(`a condition in words: ${condition}`, () => {
    assert.deepEqual(statement(`${allow}, "Condition": { ${condition} }`, { version }).slice(1), [`  - only if ${expected}`]);
    assert.deepEqual(statement(`${allow.replace('Allow', 'Deny')}, "Condition": { ${condition} }`, { version }).slice(1), [`  - if ${expected}`]);
  });
}

test('operators that mean different things have different words', () => {
  const said = new Map<string, string>();
  for (const { name, versions, aliasOf } of operators) {
    if (!versions['1.1'] || aliasOf) continue;
    const text = statement(`${allow}, "Condition": { "${name}": { "x:y": ["true"] } }`).join();
    assert.doesNotMatch(text, /cannot be known/, name);
    const other = said.get(text);
    // The same test by another name: both say when the key is absent, or the value equal.
    const family = operators.find((it) => it.name === other)?.tests.join();
    if (other !== undefined) assert.ok(operators.find((it) => it.name === name)?.tests.join() === family || /Null/.test(name + other), `${name} and ${other}: ${text}`);
    said.set(text, name);
  }
});

test('a long list is counted, a long policy cut', () => {
  const values = Array.from({ length: 50 }, (_, index) => `u${index}`);
  assert.match(statement(`${allow}, "Condition": { "StringEquals": { "x:y": ${JSON.stringify(values)} } }`)[1] ?? '', /u9, u10 or 39 more$/);
  const many = words(`{ "Version": "1.1", "Statement": [${Array.from({ length: 150 }, () => `{ ${allow} }`).join()}] }`);
  assert.ok(many.includes('\n\n50 more statements are not told here.\n'));
});

test('what a role depends on; an empty policy; a broken text; a document that is no policy', () => {
  const role = '{ "Version": "1.0", "Statement": [{ "Effect": "Allow", "Action": ["identity:*"] }], "Depends": [{ "catalog": "BASE", "display_name": "Tenant Guest" }, 1] }';
  assert.ok(words(role, { kind: 'role-1.0' }).includes('\n\nIt works only where these roles are given as well: Tenant Guest\n'));
  assert.ok(words('{ "Version": "1.1", "Statement": [] }').includes('It has no statements, so it neither allows nor denies anything.'));
  assert.ok(words('{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:pool:list"').includes('The text is no valid JSON. Only what could be read is told here.'));
  assert.equal(words('{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject"] }] }'), '');
});

test('no text of a policy becomes a link, HTML, a heading or a line of its own', () => {
  const nasty = '[x](command:y) <b> **z** `q` \\n# h';
  const text = `{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Principal": { "${nasty}": ["${nasty}"] }, "Action": ["${nasty}", "a:${nasty}:*"], "Resource": ["${nasty}", "a:b:c:d:${nasty}"], "Condition": { "${nasty}": { "${nasty}": ["${nasty}"] }, "StringEquals": { "${nasty}": ["${nasty}"] } } }] }`;
  for (const kind of ['identity-5.0', 'trust-5.0'] as const) {
    for (const line of words(text, { kind, markdown: true }).split('\n')) {
      // What is left without code and escapes is our own.
      const own = line.replace(/\\.|(`+)(?!`)[^]*?[^`]\1(?!`)/g, '');
      assert.doesNotMatch(own, /\]\(|<b>|\*\*z/, line);
      assert.match(line, /^( *- |# The policy in words$|[A-Z]|$)/, line);
    }
  }
});

test('any prefix of a policy can be told in both languages', () => {
  const whole = readFileSync(new URL('../../../examples/data-scientist.policy.json', import.meta.url), 'utf8');
  fc.assert(fc.property(fc.nat({ max: whole.length }), (end) => [english, chinese].every((reader) => typeof words(whole.slice(0, end), { reader, markdown: true }) === 'string')), { numRuns: 200 });
});

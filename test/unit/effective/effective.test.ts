import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocument } from '../../../server/src/core/check.ts';
import { attachAlone, effectivePermissions } from '../../../server/src/core/effective/effective.ts';
import { effectiveToCsv, effectiveToMarkdown } from '../../../server/src/core/effective/export.ts';
import { filterEffective } from '../../../server/src/core/effective/filter.ts';
import type { Effective } from '../../../server/src/core/effective/types.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import type { AttachedPolicy } from '../../../server/src/core/simulate/types.ts';
import { catalog } from '../../support/catalog.ts';
import { allow, custom, deny, identity } from '../../support/policies.ts';

function effectiveOf(text: string, fileName = 'a.policy.json', authorization: 'strict' | 'non-strict' = 'strict'): Effective {
  return effectivePermissions(attachAlone('a', readDocument(text, { fileName })), catalog, { authorization });
}

/** `state: why` of one action. */
function said(effective: Effective, action: string): string | undefined {
  const found = effective.services.flatMap((it) => it.types.flatMap((type) => type.actions)).find((it) => it.fact.name === action);
  return found && `${found.outcome.state}: ${toPlain(found.outcome.message, english)}`;
}

const mfa = '"Condition": {"Bool": {"g:MFAPresent": ["true"]}}';
const ann = '"Condition": {"StringEquals": {"g:UserName": ["ann"]}}';
const notAnn = '"Condition": {"StringNotEqualsIfExists": {"g:UserName": ["ann"]}}';
const bucket = (path: string): string => `"Resource": ["OBS:*:*:object:${path}"]`;

/** Policies, an action, and what is said of it. */
const cases: readonly [name: string, text: string, action: string, said: string][] = [
  ['allowed', custom(allow(['modelarts:pool:*'])), 'modelarts:pool:delete', 'allowed: Statement 1 allows it.'],
  ['not granted', custom(allow(['modelarts:pool:*'])), 'modelarts:notebook:create', 'not-granted: No statement allows it.'],
  ['denied, whatever allows it', custom(allow(['modelarts:*:*']), deny(['modelarts:pool:delete'])), 'modelarts:pool:delete', 'denied: Statement 2 denies it.'],
  ['denied without an Allow', custom(deny(['modelarts:pool:delete'])), 'modelarts:pool:delete', 'denied: Statement 1 denies it.'],
  ['an Allow under a condition', custom(allow(['modelarts:pool:*'], mfa)), 'modelarts:pool:delete', 'depends: Allowed or not granted, depending on g:MFAPresent'],
  ['a Deny under a condition', custom(allow(['modelarts:pool:*']), deny(['modelarts:pool:delete'], ann)), 'modelarts:pool:delete', 'depends: Allowed or denied, depending on g:UserName'],
  ['both', custom(allow(['modelarts:pool:*'], mfa), deny(['modelarts:pool:delete'], ann)), 'modelarts:pool:delete', 'depends: Allowed, denied or not granted, depending on g:MFAPresent, g:UserName'],
  ['a guard alone', custom(deny(['modelarts:pool:*'], ann)), 'modelarts:pool:delete', 'depends: Denied or not granted, depending on g:UserName'],
  ['an Allow that another one makes idle', custom(allow(['modelarts:pool:*'], mfa), allow(['modelarts:*:*'])), 'modelarts:pool:delete', 'allowed: Statement 2 allows it.'],
  ['a resource', custom(allow(['obs:object:GetObject'], bucket('a/*'))), 'obs:object:GetObject', 'depends: Allowed or not granted, depending on the resource'],
  ['every resource', custom(allow(['obs:object:GetObject'], '"Resource": ["*"]')), 'obs:object:GetObject', 'allowed: Statement 1 allows it.'],
  ['the same condition on both sides', custom(allow(['modelarts:pool:*'], ann), deny(['modelarts:pool:delete'], ann)), 'modelarts:pool:delete', 'denied: Statement 2 denies it.'],
  ['two Denies together', custom(allow(['modelarts:pool:*']), deny(['modelarts:pool:delete'], ann), deny(['modelarts:pool:delete'], notAnn)), 'modelarts:pool:delete', 'denied: Statements 2, 3 deny it together.'],
  ['a resource within a denied one', custom(allow(['obs:object:GetObject'], bucket('a/b/*')), deny(['obs:object:GetObject'], bucket('a/*'))), 'obs:object:GetObject', 'denied: Statement 2 denies it.'],
  ['an Allow that never applies', custom(allow(['modelarts:pool:*'], '"Condition": {"StringEquals": {"g:UserName": []}}')), 'modelarts:pool:delete', 'not-granted: No statement allows it.'],
  ['an unknown operator', custom(allow(['modelarts:pool:*'], '"Condition": {"Sounds": {"g:UserName": ["ann"]}}')), 'modelarts:pool:delete', 'unknown: Statement 1: Sounds is no operator of this version of the language'],
  ['an unknown Allow beside a known one', custom(allow(['modelarts:pool:*'], '"Condition": {"Sounds": {"g:UserName": ["ann"]}}'), allow(['modelarts:pool:*'])), 'modelarts:pool:delete', 'allowed: Statement 2 allows it.'],
  ['a statement that cannot be read', custom(allow(['modelarts:pool:*']), '{"Effect": "Never", "Action": ["modelarts:pool:get"]}'), 'modelarts:pool:delete', 'unknown: Statement 2: Effect is neither Allow nor Deny'],
  ['NotAction', identity('{"Effect": "Allow", "NotAction": ["modelarts:*:delete*"]}'), 'modelarts:notebook:create', 'allowed: Statement 1 allows it.'],
  ['a variable in a resource', custom(allow(['obs:object:GetObject'], bucket('home/${g:UserName}/*'))), 'obs:object:GetObject', 'depends: Allowed or not granted, depending on g:UserName, the resource'],
];

for (const [name, text, action, expected] of cases) {
  test(`effective permissions: ${name}`, () => assert.equal(said(effectiveOf(text), action), expected));
}

test('what an SCP lets through, and what it takes away', () => {
  const limiting = effectiveOf(identity(allow(['modelarts:*:*']), deny(['modelarts:pool:delete'])), 'a.scp.json');
  assert.equal(said(limiting, 'modelarts:pool:delete'), 'denied: Statement 2 denies it.');
  assert.equal(said(limiting, 'modelarts:pool:create'), 'allowed: Statement 1 lets it through.');
  const open = effectiveOf(identity(deny(['modelarts:pool:delete'], ann)), 'a.scp.json');
  assert.equal(said(open, 'modelarts:pool:create'), 'allowed: No statement denies it.');
  assert.equal(said(open, 'modelarts:pool:delete'), 'depends: Let through or denied, depending on g:UserName');
  const narrow = effectiveOf(identity(allow(['obs:*:*'])), 'a.scp.json');
  assert.equal(said(narrow, 'modelarts:pool:create'), 'not-granted: No statement lets it through.');
});

test('a trust policy depends on who asks', () => {
  const text = identity('{"Effect": "Allow", "Principal": {"Service": ["service.ModelArts"]}, "Action": ["sts:agencies:assume"]}');
  assert.equal(said(effectiveOf(text), 'sts:agencies:assume'), 'depends: Allowed or not granted, depending on who asks');
});

test('without a grant the non-strict mode allows ModelArts, and nothing else', () => {
  const effective = effectiveOf(custom(allow(['obs:bucket:ListBucket']), deny(['modelarts:pool:delete'])), 'a.policy.json', 'non-strict');
  assert.equal(said(effective, 'modelarts:notebook:create'), 'allowed: No statement speaks of it, and in non-strict mode ModelArts allows what is not denied.');
  assert.equal(said(effective, 'modelarts:pool:delete'), 'denied: Statement 2 denies it.');
  assert.equal(said(effective, 'obs:object:GetObject'), 'not-granted: No statement allows it.');
  const guarded = effectiveOf(custom(deny(['modelarts:pool:delete'], ann)), 'a.policy.json', 'non-strict');
  assert.equal(said(guarded, 'modelarts:pool:delete'), 'depends: Allowed or denied, depending on g:UserName');
});

test('all of ModelArts is listed, and the services that a statement names', () => {
  const effective = effectiveOf(custom(allow(['obs:bucket:ListBucket'])));
  assert.deepEqual(effective.services.map((it) => it.fact.name), ['modelarts', 'obs']);
  const [modelarts] = effective.services;
  assert.equal(modelarts?.counts['not-granted'], catalog.actions('modelarts', '1.1').length);
  assert.deepEqual(modelarts.types.map((it) => it.name), [...new Set(modelarts.types.map((it) => it.name))]);
  const named = effectiveOf(custom(allow(['modelarts:pool:get']), deny(['modelarts:workspace:*'])));
  assert.deepEqual(named.services[0]?.types.slice(0, 2).map((it) => it.name), ['pool', 'workspace']);
});

test('counts of a level are the sums of those below', () => {
  const effective = effectiveOf(custom(allow(['*:*:*']), deny(['modelarts:pool:*'], mfa), deny(['obs:*:*'])));
  for (const state of ['allowed', 'denied', 'not-granted', 'depends', 'unknown'] as const) {
    const actions = effective.services.flatMap((it) => it.types.flatMap((type) => type.actions)).filter((it) => it.outcome.state === state).length;
    assert.equal(effective.counts[state], actions, state);
    assert.equal(effective.services.reduce((all, it) => all + it.counts[state], 0), actions, state);
  }
  assert.ok(effective.counts.denied > 0 && effective.counts.depends > 0);
});

test('several policies: a Deny of one counts against the others, and a hidden one leaves the rest open', () => {
  const attach = (name: string, ...statements: string[]): AttachedPolicy => ({ name, document: readDocument(custom(...statements)) });
  const set = [attach('dev', allow(['modelarts:pool:*'])), attach('ops', deny(['modelarts:pool:delete']))];
  const known = effectivePermissions(set, catalog);
  assert.equal(said(known, 'modelarts:pool:delete'), 'denied: Denied: statement 1 of ops denies it');
  assert.equal(said(known, 'modelarts:pool:create'), 'allowed: Allowed: statement 1 of dev allows it');
  const open = effectivePermissions([...set, { name: 'Tenant Guest', document: undefined }], catalog);
  assert.equal(said(open, 'modelarts:pool:delete'), 'denied: Denied: statement 1 of ops denies it');
  assert.equal(said(open, 'modelarts:pool:create'), 'unknown: Tenant Guest: the statements of this policy are not published');
});

test('a filter keeps words and states', () => {
  const effective = effectiveOf(custom(allow(['modelarts:pool:*']), deny(['modelarts:pool:delete'])));
  const names = (filter: Parameters<typeof filterEffective>[1]): string[] => filterEffective(effective, filter).services.flatMap((it) => it.types.flatMap((type) => type.actions.map(({ fact }) => fact.name)));
  assert.deepEqual(names({ states: ['denied'] }), ['modelarts:pool:delete']);
  assert.deepEqual(names({ text: 'POOL: delete resource' }), ['modelarts:pool:delete']);
  assert.deepEqual(names({ text: 'pool', states: ['not-granted'] }).filter((it) => it.startsWith('modelarts:pool:')), []);
  assert.deepEqual(names({ text: 'no such words' }), []);
  assert.deepEqual(filterEffective(effective, { states: ['denied'] }).counts, { allowed: 0, denied: 1, 'not-granted': 0, depends: 0, unknown: 0 });
});

test('copied as Markdown and CSV, no text of a policy can break out', () => {
  const hostile = effectiveOf(custom(allow(['modelarts:pool:delete'], '"Condition": {"StringEquals": {"=cmd|\'<b>\',\\"x": ["a"]}}')));
  const only = filterEffective(hostile, { text: 'pool:delete' });
  assert.equal(
    effectiveToMarkdown(only, 'a|b`c.json', english),
    [
      '# Effective permissions of ``a|b`c.json``',
      '',
      '## ModelArts \\(AI Development Platform\\) (modelarts)'.replace('ModelArts \\(AI Development Platform\\)', titleOf(only)),
      '',
      '| Action | Decision | Why |',
      '| --- | --- | --- |',
      '| `modelarts:pool:delete` | Depends on conditions | Allowed or not granted, depending on =cmd\\|\'\\<b\\>\',"x |',
      '',
    ].join('\n'),
  );
  assert.equal(
    effectiveToCsv(only, english),
    ['service,type,action,state,statements,keys,why', 'modelarts,pool,modelarts:pool:delete,depends,1,"\'=cmd|\'<b>\',""x","Allowed or not granted, depending on =cmd|\'<b>\',""x"', ''].join('\r\n'),
  );
});

function titleOf(effective: Effective): string {
  return (effective.services[0]?.fact.title.en ?? '').replace(/[()]/g, '\\$&');
}

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runAccessTests } from '../../../server/src/core/access-test/run.ts';
import { readAccount } from '../../../server/src/core/account/account.ts';
import { accountFindings } from '../../../server/src/core/account/findings.ts';
import { permissionFixes } from '../../../server/src/core/account/fix.ts';
import { simulateAs } from '../../../server/src/core/account/simulate-as.ts';
import { check, readDocument } from '../../../server/src/core/check.ts';
import type { SimulationRequest } from '../../../server/src/core/simulate/types.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import { catalog } from '../../support/catalog.ts';

const folder = new URL('../../../examples/company/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
const files = readdirSync(folder);
const account = readAccount(read('company.iamaccount.json'));
const options = { catalog, fileName: 'company.iamaccount.json', load: read, now: Date.parse('2026-11-25T00:00:00Z') };

const ask = (as: string, request: SimulationRequest, changed: Readonly<Record<string, string>> = {}, more: object = {}): Exclude<ReturnType<typeof simulateAs>, { template: string }> => {
  const answer = simulateAs(account, as, request, { ...options, load: (file) => changed[file] ?? read(file), ...more });
  assert.ok(!('template' in answer));
  return answer;
};

test('nothing is found in the policies and the account', () => {
  for (const file of files.filter((it) => /\.(policy|scp)\.json$/.test(it))) assert.deepEqual(check(readDocument(read(file), { fileName: file }), catalog).findings, [], file);
  assert.deepEqual([account.findings, accountFindings(account, options)], [[], []]);
});

test('its access tests pass', () => {
  const { summary, findings } = runAccessTests(read('company.iamtest.json'), { ...options, fileName: 'company.iamtest.json' });
  assert.deepEqual([findings, summary.failed, summary.errors], [[], 0, 0]);
  assert.ok(summary.passed >= 14);
});

test('what the tutorial says is so', () => {
  const project = 'cn-north-4';
  const train = 'modelarts:trainJob:create';
  const { result } = ask('user:ben', { action: train, project });
  assert.deepEqual([result.decision, result.reason.via], ['Allow', ['group:developers']]);
  assert.deepEqual([ask('user:ben', { action: train, project: 'ap-southeast-1' }).result.decision, ask('user:ben', { action: train }).result.decision], ['ImplicitDeny', 'Unknown']);

  const publish = { action: 'modelarts:dataset:createDatasetVersion' };
  const steps = (changed = {}): unknown => ask('user:cai', publish, changed).agency?.steps.map((it) => [it.action, it.decision]);
  assert.deepEqual(steps(), [['obs:object:PutObject', 'ImplicitDeny']]);
  const [fix] = permissionFixes(account, 'labeling_agency', ['obs:object:PutObject'], options);
  assert.ok(fix?.file === 'labeling.policy.json');
  assert.deepEqual(steps({ [fix.file]: applyEdits(read(fix.file), fix.edits) }), [['obs:object:PutObject', 'Allow']]);

  const needs = (as: string, changed = {}): unknown => ask(as, publish, changed).userSteps.map((it) => [it.action, it.decision]);
  assert.deepEqual(['user:cai', 'user:ben', 'user:bea-lead', 'federated:eve', 'user:ann'].map((it) => needs(it)), ['ImplicitDeny', 'ImplicitDeny', 'ImplicitDeny', 'ImplicitDeny', 'ImplicitDeny'].map((it) => [['iam:tokens:assume', it]]));
  const assuming = read('annotator.policy.json').replace('"modelarts:dataset:listDatasets"', '"iam:tokens:assume", "modelarts:dataset:listDatasets"');
  assert.deepEqual(needs('user:cai', { 'annotator.policy.json': assuming }), [['iam:tokens:assume', 'Allow']]);

  const remove = { action: 'modelarts:service:delete', project };
  const each = (changed = {}): unknown => ['user:ben', 'user:bea-lead', 'federated:eve'].map((it) => ask(it, remove, changed).result.decision);
  assert.deepEqual(each(), ['Deny', 'Allow', 'Allow']);
  const mended = read('developer.policy.json').replace('"StringNotMatch"', '"StringNotMatchIfExists"');
  assert.deepEqual(each({ 'developer.policy.json': mended }), ['Deny', 'Allow', 'Deny']);

  assert.equal(ask('agency:pipeline', { action: train, project, context: { 'modelarts:poolType': 'public' } }).result.reason.policy, 'guardrail.scp.json');
  assert.deepEqual(ask('user:kim', { action: train, project }).result.unknowns.map((it) => it.policy), ['ModelArts CommonOperations']);
  assert.equal(ask('user:cai', { action: 'modelarts:dataset:listDatasets' }, {}, { workspace: 'research' }).entrance?.mayEnter, false);

  const alone = readAccount(read('company.iamaccount.json').replace(/,\s*\{ "to": "all-users"[^}]*\}/, ''));
  assert.deepEqual(alone.findings, []);
  const without = simulateAs(alone, 'user:ben', { action: train, project }, options);
  assert.ok(!('template' in without) && without.result.decision === 'Allow' && without.access?.usable === false);
});

test('both tutorials name every file, and ask the same', () => {
  const named = (page: string): unknown => [...new Set([...read(page).matchAll(/\]\(([^)]+\.json)\)/g)].map(([, file]) => file))].sort();
  const expected = files.filter((it) => it.endsWith('.json') && it !== 'training-services.policy.json').sort();
  assert.deepEqual([named('README.md'), named('README.zh-cn.md')], [expected, expected]);
  const calls = (page: string): unknown => [...read(page).matchAll(/^modelarts-policy .*$/gm)].map(([call]) => call);
  assert.deepEqual(calls('README.md'), calls('README.zh-cn.md'));
});

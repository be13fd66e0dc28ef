import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, readDocument } from '../../../server/src/core/check.ts';
import { applyConfig, standsOn } from '../../../server/src/core/config/apply.ts';
import { kindFor } from '../../../server/src/core/config/config.ts';
import { readConfig, readSeverities } from '../../../server/src/core/config/read.ts';
import { catalog } from '../../support/catalog.ts';

const policy = `{
  "Version": "1.1",
  "Statement": [
    { "Effect": "allow", "Action": ["ModelArts:notebook:list", "ModelArts:notebook:get"] },
    { "Effect": "deny", "Action": ["ModelArts:notebook:list"] }
  ]
}`;

/** Severity, code and text of what is left, and how often each ignore was used. */
function applied(config: object, { file = 'a.policy.json', text = policy, personal = {} }: { file?: string; text?: string; personal?: object } = {}) {
  const document = readDocument(text, { fileName: file });
  const { config: read, findings: problems } = readConfig(JSON.stringify(config));
  assert.deepEqual(problems, []);
  const { findings, used } = applyConfig(check(document, catalog).findings, document, read, file, readSeverities(personal));
  return { left: findings.map((it) => `${it.severity} ${it.code} ${text.slice(it.span.start, it.span.end)}`), used: read.ignores.map((it) => used.get(it) ?? 0) };
}

const all = ['information effect-case "allow"', 'information uppercase-service ModelArts', 'information uppercase-service ModelArts', 'information effect-case "deny"', 'information uppercase-service ModelArts'];
const others = (found: { left: string[] }): string[] => found.left.filter((it) => /effect-case|uppercase-service/.test(it));

test('without a word every finding stays as it is', () => {
  assert.deepEqual(others(applied({})), all);
});

test('a severity is changed, off leaves out', () => {
  assert.deepEqual(others(applied({ rules: { 'effect-case': 'error', 'uppercase-service': 'off' } })), ['error effect-case "allow"', 'error effect-case "deny"']);
});

test('settings count for rules that the file does not name', () => {
  const personal = { 'effect-case': 'hint', 'uppercase-service': 'warning' };
  assert.deepEqual(others(applied({ rules: { 'uppercase-service': 'off' } }, { personal })), ['hint effect-case "allow"', 'hint effect-case "deny"']);
  assert.deepEqual(others(applied({}, { personal })).length, 5);
});

test('an ignore silences by code, file and text', () => {
  const ignore = (more: object) => ({ ignore: [{ code: 'effect-case', file: 'a.policy.json', text: 'allow', ...more }] });
  const without = all.filter((it) => !it.includes('"allow"'));
  assert.deepEqual([others(applied(ignore({}))), applied(ignore({})).used], [without, [1]]);
  for (const more of [{ code: 'uppercase-service' }, { file: 'b.policy.json' }, { text: 'Allow' }, { text: '"allow"' }, { effect: 'Deny' }]) {
    assert.deepEqual([others(applied(ignore(more))), applied(ignore(more)).used], [all, [0]], JSON.stringify(more));
  }
  assert.deepEqual(applied(ignore({ effect: 'Allow' })).used, [1]);
});

test('effect and count narrow an ignore down', () => {
  const ignore = (more: object) => ({ ignore: [{ code: 'uppercase-service', file: 'a.policy.json', text: 'ModelArts', ...more }] });
  assert.deepEqual(applied(ignore({})).used, [3]);
  assert.deepEqual(applied(ignore({ effect: 'Deny' })).used, [1]);
  assert.deepEqual(applied(ignore({ count: 2 })).used, [2]);
  assert.deepEqual(others(applied(ignore({ count: 2 }))).filter((it) => it.includes('uppercase')).length, 1);
  assert.deepEqual(applied({ ignore: [...ignore({ count: 1 }).ignore, ...ignore({}).ignore] }).used, [1, 2]);
});

test('an ignore names the whole string or the part that is underlined', () => {
  const silenced = (text: string): string[] => {
    const { left } = applied({ ignore: [{ code: 'uppercase-service', file: 'a.policy.json', text }] });
    return [`${all.length - others({ left }).length}`];
  };
  assert.deepEqual(['ModelArts:notebook:list', 'ModelArts:notebook:get', 'ModelArts', 'notebook', 'ModelArts:notebook:*'].map((it) => silenced(it)[0]), ['2', '1', '3', '0', '0']);
});

test('the examples of an ignore that counts and of one that does not are as they say', () => {
  const text = '{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:craete", "modelarts:pool:craete"] }] }';
  const config = { ignore: ['modelarts:notebook:craete', 'modelarts:notebook:open'].map((it) => ({ code: 'unknown-action', file: 'a.policy.json', text: it })) };
  assert.deepEqual(applied(config, { text }), { left: applied({}, { text }).left.filter((_, index) => index !== 0), used: [1, 0] });
});

test('errors are silenced as well, and the analysis does not see it', () => {
  const text = '{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:list x"] }, { "Effect": "Deny", "Action": ["modelarts:notebook:*"] }] }';
  const before = applied({}, { text }).left;
  assert.ok(before.some((it) => it.startsWith('error ')), before.join());
  const codes = [...new Set(before.filter((it) => it.startsWith('error')).map((it) => it.split(' ')[1] ?? ''))];
  assert.deepEqual(applied({ rules: Object.fromEntries(codes.map((it) => [it, 'off'])) }, { text }).left, before.filter((it) => !it.startsWith('error')));
});

test('the text a finding stands on: without quotes, one blank for white space, not longer than 200', () => {
  const on = (text: string): string => standsOn(readDocument(text), { start: 0, end: text.length });
  assert.equal(on('"a b"'), 'a b');
  assert.equal(on('"'), '"');
  assert.equal(on('{\r\n\t"a":   1\n}'), '{ "a": 1 }');
  assert.equal(on('x'.repeat(1000)).length, 200);
  assert.equal(on(''), '');
});

test('of several patterns the last one that matches gives the kind', () => {
  const { config } = readConfig('{ "kinds": { "**": "custom-1.1", "scp/**": "scp-5.0" } }');
  assert.equal(kindFor(config, 'scp/a.json'), 'scp-5.0');
  assert.equal(kindFor(config, 'a/b.json'), 'custom-1.1');
  assert.equal(kindFor(readConfig('{}').config, 'a.json'), undefined);
});

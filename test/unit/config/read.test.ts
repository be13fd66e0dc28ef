import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noConfig } from '../../../server/src/core/config/config.ts';
import { readConfig, readSeverities } from '../../../server/src/core/config/read.ts';
import { configRules, invalidConfig } from '../../../server/src/core/config/rules.ts';
import { formatPath } from '../../../server/src/core/json/json.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import { readMarks } from '../../support/marked.ts';

/** Path, marked text and message of each finding. */
function finds(text: string): string[] {
  return readConfig(text).findings.map((it) => `${formatPath(it.path)}${it.on ? ' name' : ''} ${text.slice(it.span.start, it.span.end)} ${toPlain(it.message, english)}`);
}

test('reads everything that is sound', () => {
  const { config, findings } = readConfig(`{
    "$schema": "x",
    "rules": { "unknown-action": "error", "effect-case": "off", "unused-ignore": "hint" },
    "kinds": { "scp/**": "scp-5.0", "*.json": "custom-1.1" },
    "ignore": [
      { "code": "unknown-action", "file": "./a.policy.json", "text": "modelarts:pool:*", "effect": "Deny", "reason": "why", "count": 2 },
      { "code": "effect-case", "file": "b/c.policy.json", "text": "deny" }
    ],
    "authorization": "non-strict",
    "sets": { "staff": ["a.policy.json", { "document": {}, "scope": { "projects": ["p"] } }] },
    "catalog": ["facts"]
  }`);
  assert.deepEqual(findings, []);
  assert.deepEqual([...config.rules], [['unknown-action', 'error'], ['effect-case', 'off'], ['unused-ignore', 'hint']]);
  assert.deepEqual(config.kinds.map((it) => [it.glob.source, it.kind]), [['scp/**', 'scp-5.0'], ['*.json', 'custom-1.1']]);
  assert.deepEqual(
    config.ignores.map(({ span, ...rest }) => ({ ...rest, length: span.end - span.start })),
    [
      { code: 'unknown-action', file: 'a.policy.json', text: 'modelarts:pool:*', effect: 'Deny', reason: 'why', count: 2, path: ['ignore', 0], length: 130 },
      { code: 'effect-case', file: 'b/c.policy.json', text: 'deny', path: ['ignore', 1], length: 68 },
    ],
  );
  assert.equal(config.authorization, 'non-strict');
  assert.deepEqual([...config.sets.values()].map((it) => [it.name, it.entries.map(({ pointer, scope }) => [pointer, scope]), it.broken]), [['staff', [['/sets/staff/0', undefined], ['/sets/staff/1', { projects: ['p'] }]], 0]]);
  assert.deepEqual(config.catalog, ['facts']);
});

const severities = 'error, warning, information, hint, off';

const wrong: readonly (readonly [string, ...string[]])[] = [
  ['', '$  This is no valid JSON, so the whole file does not count.'],
  ['{ "rules": { "effect-case": "off", } }', '$.rules , This is no valid JSON, so the whole file does not count.'],
  ['{ "rules": {} // why\n}', '$.rules // why This is no valid JSON, so the whole file does not count.'],
  ['[]', '$ [] A configuration is an object in braces, so the whole file does not count.'],
  ['{ "rule": {} }', '$.rule name rule "rule" is no setting here. Did you mean "rules"?'],
  ['{ "extends": {} }', '$.extends name extends "extends" is no setting here. The settings are: rules, kinds, ignore, authorization, sets, catalog.'],
  ['{ "rules": [], "kinds": 1, "ignore": {}, "sets": "x", "catalog": null }', '$.rules [] This has to be an object.', '$.kinds 1 This has to be an object.', '$.ignore {} This has to be a list.', '$.sets "x" This has to be an object.', '$.catalog null This has to be a list.'],
  ['{ "rules": { "no-such-thing": "off" } }', '$.rules[\'no-such-thing\'] name no-such-thing There is no rule "no-such-thing".'],
  ['{ "rules": { "invalid-config": "off" } }', '$.rules[\'invalid-config\'] name invalid-config There is no rule "invalid-config".'],
  ['{ "rules": { "effect-case": "warn" } }', `$.rules['effect-case'] warn "warn" is no severity. It is one of: ${severities}.`],
  ['{ "rules": { "effect-case": 2 } }', "$.rules['effect-case'] 2 This has to be a string."],
  ['{ "rules": { "effect-case": "off", "effect-case": "hint" } }', '$.rules[\'effect-case\'] name "effect-case" "effect-case" is written again below. Only the last one counts.'],
  ['{ "kinds": { "/a/*": "scp-5.0" } }', '$.kinds[\'/a/*\'] name /a/* This pattern matches no file. It is relative to this folder, has "/" between names, and "*", "**" and "?" stand for other characters.'],
  ['{ "kinds": { "a/*": "scp" } }', '$.kinds[\'a/*\'] scp "scp" is no kind of policy. It is one of: role-1.0, custom-1.1, identity-5.0, trust-5.0, scp-5.0, session-1.1, session-5.0.'],
  ['{ "authorization": "lax" }', '$.authorization lax "lax" is not possible here. It is one of: strict, non-strict.'],
  ['{ "ignore": ["effect-case"] }', '$.ignore[0] "effect-case" This has to be an object.'],
  ['{ "ignore": [{ "code": "effect-case" }] }', '$.ignore[0] { "file" is missing. An ignore names code, file and text.', '$.ignore[0] { "text" is missing. An ignore names code, file and text.'],
  [
    '{ "ignore": [{ "code": "efect-case", "file": "a", "text": "x", "effect": "deny", "count": 0, "why": "" }] }',
    '$.ignore[0].code efect-case There is no rule "efect-case". Did you mean "effect-case"?',
    '$.ignore[0].effect deny "deny" is not possible here. It is one of: Allow, Deny.',
    '$.ignore[0].count 0 This has to be a whole number above 0.',
    '$.ignore[0].why name why "why" is no setting here. The settings are: code, file, text, effect, reason, count.',
  ],
  ['{ "ignore": [{ "code": 1, "file": 2, "text": 3, "reason": 4, "count": 1.5 }] }', '$.ignore[0].code 1 This has to be a string.', '$.ignore[0].file 2 This has to be a string.', '$.ignore[0].text 3 This has to be a string.', '$.ignore[0].reason 4 This has to be a string.', '$.ignore[0].count 1.5 This has to be a whole number above 0.'],
  ['{ "sets": { "a": "b", "c": [1] }, "catalog": [2] }', '$.sets.a "b" This has to be a list.', '$.sets.c[0] 1 A policy is a file name or an object with file, document or system.', '$.catalog[0] 2 This has to be the name of a folder.'],
];

for (const [text, ...expected] of wrong) {
  test(`says what is wrong: ${text || '(empty)'}`, () => assert.deepEqual(finds(text), expected));
}

test('a file that is broken gives the defaults and one finding, whatever else is in it', () => {
  const { config, findings } = readConfig('{ "rules": { "effect-case": "off" "no-such": 1 }, "x": 2 ');
  assert.equal(config, noConfig);
  assert.deepEqual(findings.map((it) => [it.code, it.severity]), [['invalid-config', 'error']]);
});

test('what is wrong is left out, the rest counts', () => {
  const { config } = readConfig('{ "rules": { "effect-case": "warn", "unknown-action": "hint" }, "kinds": { "a": "x", "b": "scp-5.0" }, "ignore": [1, { "code": "effect-case", "file": "a", "text": "x", "count": -1 }] }');
  assert.deepEqual([...config.rules], [['unknown-action', 'hint']]);
  assert.deepEqual(config.kinds.map((it) => it.glob.source), ['b']);
  assert.deepEqual(config.ignores.map((it) => [it.code, it.count]), [['effect-case', undefined]]);
});

test('the fix of a slip writes the name that was meant', () => {
  const { text } = readMarks(invalidConfig.bad);
  const edits = readConfig(text).findings.flatMap((it) => it.fixes?.[0]?.edits ?? []);
  assert.equal(applyEdits(text, edits), readMarks(invalidConfig.good).text);
});

test('the bad example of invalid-config has the marked findings, the good ones of both pages have none', () => {
  const { text, marks } = readMarks(invalidConfig.bad);
  assert.deepEqual(
    readConfig(text).findings.map((it, index) => ({ span: it.span, message: toPlain(it.message, english).slice(0, marks[index]?.message.length) })),
    marks,
  );
  for (const { good } of configRules) assert.deepEqual(finds(readMarks(good).text), []);
});

test('any text is read without an exception', () => {
  const seed = readMarks(invalidConfig.bad).text;
  for (let length = 0; length < seed.length; length++) assert.ok(readConfig(seed.slice(0, length)).findings.length > 0 || length > seed.trimEnd().length - 1);
  for (const text of ['null', '1', '"x"', '['.repeat(1000), '{"ignore":[[[]]]}', '{"rules":{"__proto__":"off","constructor":"off"}}']) assert.ok(readConfig(text).findings.length > 0, text);
});

test('severities of settings: what is none is left out', () => {
  assert.deepEqual([...readSeverities({ 'effect-case': 'off', 'unknown-action': 'loud', other: 1 })], [['effect-case', 'off']]);
  for (const value of [undefined, null, 'x', 1, []]) assert.deepEqual([...readSeverities(value)], []);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, readDocument } from '../../../server/src/core/check.ts';
import { applyConfig } from '../../../server/src/core/config/apply.ts';
import { addIgnore, ignoreFor, newConfig } from '../../../server/src/core/config/ignore.ts';
import { readConfig } from '../../../server/src/core/config/read.ts';
import { parseJson } from '../../../server/src/core/json/parse.ts';
import { documented } from '../../../server/src/core/rules/all.ts';
import { readMarks } from '../../../server/src/core/rules/example.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import { catalog } from '../../support/catalog.ts';

const ignore = { code: 'effect-case', file: 'a.policy.json', text: 'deny' };
const line = '{ "code": "effect-case", "file": "a.policy.json", "text": "deny" }';

const cases: readonly (readonly [string, string])[] = [
  ['{}', `{\n  "ignore": [\n    ${line}\n  ]\n}`],
  ['{ }\n', `{\n  "ignore": [\n    ${line}\n  ]\n}\n`],
  ['{ "rules": {} }', `{ "rules": {},\n  "ignore": [\n    ${line}\n  ] }`],
  ['{\r\n\t"rules": {}\r\n}\r\n', `{\r\n\t"rules": {},\r\n\t"ignore": [\r\n\t\t${line}\r\n\t]\r\n}\r\n`],
  ['{\n    "ignore": []\n}\n', `{\n    "ignore": [\n        ${line}\n    ]\n}\n`],
  ['{ "ignore": [1] }', `{ "ignore": [1, ${line}] }`],
  ['{ "ignore": [ 1, 2 ] }', `{ "ignore": [ 1, 2, ${line} ] }`],
  ['{\n  "ignore": [\n    1\n  ],\n  "rules": {}\n}', `{\n  "ignore": [\n    1,\n    ${line}\n  ],\n  "rules": {}\n}`],
];

for (const [before, expected] of cases) {
  test(`an ignore is written into ${JSON.stringify(before)}`, () => {
    const edit = addIgnore(parseJson(before), ignore);
    assert.ok(edit);
    assert.equal(applyEdits(before, [edit]), expected);
    assert.deepEqual(parseJson(expected).problems, []);
  });
}

test('not into what is broken or something else', () => {
  for (const text of ['', '[]', '{ "ignore": {} }', '{ "ignore": 1 }', '{ "rules": {}, }', '{ "ignore" }']) assert.equal(addIgnore(parseJson(text), ignore), undefined, text);
});

test('what is written silences that finding, for every rule', () => {
  for (const { code, bad, fileName = 'example.policy.json' } of documented) {
    const { text } = readMarks(bad);
    const document = readDocument(text, { fileName });
    const { findings } = check(document, catalog);
    const finding = findings.find((it) => it.code === code);
    assert.ok(finding, code);
    const { config, findings: problems } = readConfig(newConfig(ignoreFor(finding, document, fileName)));
    assert.deepEqual(problems, [], code);
    const left = applyConfig(findings, document, config, fileName).findings;
    assert.ok(!left.includes(finding) && left.length < findings.length, code);
    assert.deepEqual(left.filter((it) => it.code !== code), findings.filter((it) => it.code !== code), code);
  }
});

test('what is written silences nothing in another string', () => {
  const text = '{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:craete", "modelarts:pool:craete"] }] }';
  const document = readDocument(text, { fileName: 'a.policy.json' });
  const { findings } = check(document, catalog);
  const [first] = findings.filter((it) => it.code === 'unknown-action');
  assert.ok(first);
  const written = ignoreFor(first, document, 'a.policy.json');
  assert.deepEqual(written, { code: 'unknown-action', file: 'a.policy.json', text: 'modelarts:notebook:craete', effect: 'Allow' });
  assert.deepEqual(applyConfig(findings, document, readConfig(newConfig(written)).config, 'a.policy.json').findings, findings.filter((it) => it !== first));
});

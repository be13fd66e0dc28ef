import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { runAccessTests } from '../../server/src/core/access-test/run.ts';
import { check, readDocument } from '../../server/src/core/check.ts';
import { catalog } from '../support/catalog.ts';

const folder = new URL('../../examples/', import.meta.url);
const files = readdirSync(folder);
const policies = files.filter((file) => /\.(policy|scp|trust)\.json$/.test(file));
const kinds: Readonly<Record<string, string>> = {
  'data-scientist.policy.json': 'identity-5.0',
  'guardrail.scp.json': 'scp-5.0',
  'modelarts.trust.json': 'trust-5.0',
};

/** What is found in an example. The sound ones have no errors or warnings, only what is worth a thought. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'broken.policy.json': [
    'warning unknown-resource-type trainingJob',
    'information uppercase-service ModelArts',
    'warning denied-allow "modelarts:pool:delete"',
    'error resource-path fraud-detection',
    'error unknown-operator "NumericLessThan"',
  ],
  'data-scientist.policy.json': ['hint tag-condition "g:ResourceTag/team"'],
  'deny-pool-changes.policy.json': ['information whole-service modelarts:*:*', 'information whole-service swr:*:*', 'information whole-service smn:*:*'],
};

for (const file of policies) {
  test(`examples/${file} is of its kind, and nothing is found but what is broken in it`, () => {
    const { kind, found } = findingsOf(file);
    assert.equal(kind, kinds[file] ?? 'custom-1.1');
    assert.deepEqual(found, expected[file] ?? []);
  });
}

for (const file of files.filter((it) => it.endsWith('.iamtest.json'))) {
  test(`examples/${file} passes`, () => {
    const { tests, findings } = runAccessTests(read(file), { catalog, fileName: file, load: read });
    assert.deepEqual(findings, []);
    assert.ok(tests.length > 0);
    assert.deepEqual(tests.filter(({ status }) => status !== 'passed'), []);
  });
}

test('examples/README.md names every example', () => {
  const named = [...read('README.md').matchAll(/\]\(([^)]+\.json)\)/g)].map(([, file]) => file);
  assert.deepEqual(named.sort(), files.filter((it) => it.endsWith('.json')).sort());
});

function findingsOf(file: string): { kind: string; found: string[] } {
  const text = read(file);
  const document = readDocument(text, { fileName: file });
  const { findings, faults } = check(document, catalog);
  assert.deepEqual(faults, []);
  return { kind: document.kind, found: findings.map(({ severity, code, span }) => `${severity} ${code} ${text.slice(span.start, span.end)}`) };
}

function read(file: string): string {
  return readFileSync(new URL(file, folder), 'utf8');
}

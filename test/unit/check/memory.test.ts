import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { check, readDocument } from '../../../server/src/core/check.ts';
import { createCheckMemory } from '../../../server/src/core/check-memory.ts';
import { documented, rules } from '../../../server/src/core/rules/all.ts';
import { readMarks } from '../../../server/src/core/rules/example.ts';
import type { Rule } from '../../../server/src/core/rules/rule.ts';
import { catalog } from '../../support/catalog.ts';

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url));
const files = readdirSync(examples).filter((it) => /\.(policy|scp|trust)\.json$/.test(it));
const texts = [
  ...files.map((name) => ({ name, text: readFileSync(examples + name, 'utf8') })),
  ...documented.flatMap(({ fileName = 'example.policy.json', bad, good }) => [bad, good].map((it) => ({ name: fileName, text: readMarks(it).text }))),
];

/** An edit as a person makes one: some characters go, some come. */
const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(12), text: fc.constantFrom('', 'x', '"', ',', '{', '}', ' ', '\n', ':', '*', '"modelarts:pool:*",', '{"Effect": "Deny", "Action": ["obs:*:*"]},') });

test('what is remembered from earlier texts changes no finding', () => {
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 8 }), ({ name, text }, edits) => {
      const memory = createCheckMemory();
      let now = text;
      for (const { at, length, text: added } of [{ at: 0, length: 0, text: '' }, ...edits]) {
        const start = Math.floor(at * now.length);
        now = now.slice(0, start) + added + now.slice(start + length);
        const fresh = check(readDocument(now, { fileName: name }), catalog);
        const remembered = check(readDocument(now, { fileName: name }), catalog, undefined, { memory });
        assert.deepEqual(remembered, fresh, now);
      }
    }),
    { numRuns: 400, seed: 20261124 },
  );
});

test('a keystroke checks one statement', () => {
  let asked = 0;
  const counting: Rule = { ...(rules.find((it) => it.code === 'uppercase-service') as Rule), check: () => (asked++, []) };
  const enabled = [counting];
  const statement = (name: string): string => `{"Effect": "Allow", "Action": ["modelarts:notebook:${name}"]}`;
  const policy = (...names: string[]): string => `{"Version": "1.1", "Statement": [${names.map(statement).join(', ')}]}`;
  const memory = createCheckMemory();
  const asks = (text: string): number => {
    asked = 0;
    check(readDocument(text), catalog, enabled, { memory });
    return asked;
  };
  assert.equal(asks(policy('create', 'delete', 'get')), 3);
  assert.equal(asks(policy('create', 'delet', 'get')), 1);
  assert.equal(asks(policy('create', 'delet', 'get', 'list')), 1);
  assert.equal(asks(policy('list', 'create', 'get')), 0);
});

test('a rule that throws throws again, and the others are remembered all the same', () => {
  const broken: Rule = {
    ...(rules[0] as Rule),
    code: 'broken',
    check: () => {
      throw new Error('broken');
    },
  };
  const enabled = [...rules.filter((it) => it.code === 'uppercase-service'), broken];
  const memory = createCheckMemory();
  const document = readDocument('{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["ModelArts:notebook:get"]}]}');
  for (let round = 0; round < 2; round++) {
    const { findings, faults } = check(document, catalog, enabled, { memory });
    assert.deepEqual([findings.map((it) => it.code).filter((it) => it === 'uppercase-service'), faults.map((it) => it.code)], [['uppercase-service'], ['broken']]);
  }
});

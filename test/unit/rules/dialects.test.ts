import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocument } from '../../../server/src/core/check.ts';
import type { PolicyKind } from '../../../server/src/core/policy/kind.ts';
import { findingsIn } from '../../support/rules.ts';
import { cases } from './cases.ts';

const fifth: readonly PolicyKind[] = ['identity-5.0', 'scp-5.0', 'trust-5.0', 'session-5.0'];
const every: readonly PolicyKind[] = ['custom-1.1', 'session-1.1', ...fifth];

/** Rules that say the same in every dialect that people write, whatever the texts of their cases were written in. */
const everywhere: readonly string[] = [
  'json-syntax',
  'duplicate-key',
  'missing-version',
  'missing-statement',
  'missing-effect',
  'invalid-effect',
  'effect-case',
  'blank-in-action',
  'several-actions',
  'action-too-long',
  'null-if-exists',
  'bool-deny',
  'region-format',
];

/** Rules of version 1.1, which no document of version 5.0 may get. */
const only11: readonly string[] = [
  'not-action-in-1-1',
  'depends-in-policy',
  'uppercase-service',
  'resource-path',
  'legacy-operator',
  'too-many-statements',
  'too-many-actions',
  'too-many-resources',
  'resource-too-long',
  'too-many-conditions',
  'condition-value-length',
  'mixed-levels',
  'obs-resource',
  'resource-not-supported',
  'agency-resource',
  'any-agency',
];

/** Rules of one kind of 5.0 documents. */
const onlyOne: Readonly<Record<string, PolicyKind>> = {
  'scp-allow-not-action': 'scp-5.0',
  'scp-allow-condition': 'scp-5.0',
  'scp-wildcard': 'scp-5.0',
  'missing-principal': 'trust-5.0',
  'trust-without-source': 'trust-5.0',
};

for (const code of everywhere) {
  test(`${code} finds the same in every dialect`, () => {
    for (const { text, at } of cases[code]?.finds ?? []) {
      if (isWrapped(text)) continue;
      for (const kind of every) assert.deepEqual(underlined(text, code, kind), at, `${kind}: ${text.slice(0, 200)}`);
    }
  });
}

for (const code of only11) {
  test(`${code} judges no document of version 5.0`, () => {
    for (const { text } of cases[code]?.finds ?? []) {
      for (const kind of fifth) assert.deepEqual(underlined(text, code, kind), [], `${kind}: ${text.slice(0, 200)}`);
    }
  });
}

for (const [code, own] of Object.entries(onlyOne)) {
  test(`${code} judges documents of kind ${own} only`, () => {
    for (const { text, at } of cases[code]?.finds ?? []) {
      for (const kind of every) assert.deepEqual(underlined(text, code, kind), kind === own ? at : [], `${kind}: ${text.slice(0, 200)}`);
    }
  });
}

test('roles (1.0) are read only: what is found in them are broken JSON, shape and dependencies', () => {
  const allowed = new Set(['json-syntax', 'duplicate-key', 'too-deep', 'wrong-type', 'unknown-element', 'exclusive-elements', 'missing-version', 'invalid-version', 'missing-statement', 'missing-effect', 'missing-action', 'invalid-effect', 'effect-case', 'too-many-depends']);
  for (const { finds, passes } of Object.values(cases)) {
    for (const { text } of [...finds, ...passes]) {
      if (readDocument(text, { kind: 'role-1.0' }).policy === undefined) continue;
      const found = findingsIn(text, undefined, { kind: 'role-1.0' }).map((it) => it.code);
      assert.deepEqual(found.filter((it) => !allowed.has(it)), [], text.slice(0, 200));
    }
  }
});

/** A wrapper of the API belongs to version 1.1. */
function isWrapped(text: string): boolean {
  return text.startsWith('{"role"');
}

function underlined(text: string, code: string, kind: PolicyKind): string[] {
  return findingsIn(text, undefined, { kind })
    .filter((it) => it.code === code)
    .map(({ span }) => text.slice(span.start, span.end));
}

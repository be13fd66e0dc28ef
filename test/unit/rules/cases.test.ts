import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analysisRules } from '../../../server/src/core/analysis/rules.ts';
import { documented } from '../../../server/src/core/rules/all.ts';
import { findingsIn } from '../../support/rules.ts';
import { cases } from './cases.ts';

for (const [code, { finds, passes }] of Object.entries(cases)) {
  test(`${code}: underlines exactly what is wrong`, () => {
    for (const { text, at, fileName } of finds) assert.deepEqual(underlined(text, code, fileName), at, shorten(text));
  });

  test(`${code}: leaves sound and other texts alone`, () => {
    for (const { text, fileName } of passes) assert.deepEqual(underlined(text, code, fileName), [], shorten(text));
  });
}

test('every rule has at least three texts that it must find and three that it must not', () => {
  const own = documented.filter((it) => !analysisRules.some((other) => other.code === it.code)).map((it) => it.code);
  assert.deepEqual(Object.keys(cases).filter((it) => !own.includes(it)), []);
  assert.deepEqual(own.filter((code) => (cases[code]?.finds.length ?? 0) < 3 || (cases[code]?.passes.length ?? 0) < 3), []);
});

function underlined(text: string, code: string, fileName?: string): string[] {
  return findingsIn(text, fileName)
    .filter((it) => it.code === code)
    .map(({ span }) => text.slice(span.start, span.end));
}

function shorten(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

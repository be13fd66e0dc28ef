import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { readDocument } from '../../../server/src/core/check.ts';
import { policyKinds, type PolicyKind } from '../../../server/src/core/policy/kind.ts';
import { documented } from '../../../server/src/core/rules/all.ts';
import { findingsIn } from '../../support/rules.ts';
import type { Case } from './cases.ts';
import { carriedTo, casesOf } from './dialect-cases.ts';
import { dialectsOf } from './dialects.ts';

/** The rules about documents of no dialect: what they find is tried as it stands. */
const ofNoDialect: readonly string[] = ['not-a-policy', 'aws-policy'];

const codes = documented.map((it) => it.code);

test('every rule says which dialects it is about', () => {
  assert.deepEqual(codes.filter((it) => !dialectsOf[it] && !ofNoDialect.includes(it)), []);
  assert.deepEqual(Object.keys(dialectsOf).filter((it) => !codes.includes(it)), []);
});

test('every rule has at least three different texts that it must find and three that it must not, in each of its dialects', () => {
  const short: string[] = [];
  for (const code of codes) {
    const { finds, passes } = casesOf(code);
    for (const kind of dialectsOf[code] ?? []) {
      const count = (all: readonly Omit<Case, 'at'>[]): number => new Set(all.flatMap((it) => carriedTo(kind, it) ?? [])).size;
      if (count(finds) < 3 || count(passes) < 3) short.push(`${code} in ${kind}: ${String(count(finds))} to find, ${String(count(passes))} to pass`);
    }
    if (ofNoDialect.includes(code) && (finds.length < 3 || passes.length < 3)) short.push(code);
  }
  assert.deepEqual(short, []);
});

for (const code of codes) {
  test(`${code}: the same in each of its dialects, nothing in others`, () => {
    const { finds, passes } = casesOf(code);
    for (const kind of policyKinds) {
      const applies = dialectsOf[code]?.includes(kind) === true;
      for (const it of finds) {
        const text = applies ? carriedTo(kind, it) : it.text;
        if (text !== undefined) assert.deepEqual(underlined(text, code, kind), applies ? it.at : [], `${kind}: ${text.slice(0, 300)}`);
      }
      for (const it of passes) {
        const text = applies ? carriedTo(kind, it) : it.text;
        if (text !== undefined) assert.deepEqual(underlined(text, code, kind), [], `${kind}: ${text.slice(0, 300)}`);
      }
    }
  });
}

test('roles (1.0) are read only: what is found in them are broken JSON, shape and dependencies', () => {
  const allowed = new Set(codes.filter((it) => dialectsOf[it]?.includes('role-1.0')));
  for (const code of codes) {
    const { finds, passes } = casesOf(code);
    for (const { text } of [...finds, ...passes]) {
      if (readDocument(text, { kind: 'role-1.0' }).policy === undefined) continue;
      const found = findingsIn(text, undefined, { kind: 'role-1.0' }).map((it) => it.code);
      assert.deepEqual(found.filter((it) => !allowed.has(it)), [], text.slice(0, 200));
    }
  }
});

/** What all rules find in a text, in the dialects in which they find the same. */
interface Found {
  readonly text: string;
  readonly in: readonly { readonly kinds: readonly PolicyKind[]; readonly findings: readonly string[] }[];
}

test('what every rule finds in each of these texts is what was found before (UPDATE_FOUND=1 writes it anew)', () => {
  const now = codes.map((code) => [code, [...casesOf(code).finds, ...casesOf(code).passes].map((it) => foundIn(code, it))] as const);
  const file = new URL('found.json', import.meta.url);
  if (process.env['UPDATE_FOUND']) writeFileSync(file, `{\n${now.map(([code, all]) => `${JSON.stringify(code)}: [\n${all.map((it) => JSON.stringify(it)).join(',\n')}\n]`).join(',\n')}\n}\n`);
  const before = JSON.parse(readFileSync(file, 'utf8')) as Record<string, readonly Found[]>;
  for (const [code, all] of now) assert.deepEqual(all, before[code], code);
  assert.deepEqual(Object.keys(before), codes);
});

function foundIn(code: string, it: Omit<Case, 'at'>): Found {
  const groups = new Map<string, { kinds: PolicyKind[]; findings: readonly string[] }>();
  for (const kind of dialectsOf[code] ?? []) {
    const text = carriedTo(kind, it);
    if (text === undefined) continue;
    const findings = findingsIn(text, undefined, { kind }).map((one) => `${one.severity} ${one.code} ${shorten(text.slice(one.span.start, one.span.end))}`);
    const key = JSON.stringify(findings);
    const group = groups.get(key) ?? { kinds: [], findings };
    group.kinds.push(kind);
    groups.set(key, group);
  }
  return { text: shorten(it.text, 160), in: [...groups.values()] };
}

function shorten(text: string, length = 40): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

function underlined(text: string, code: string, kind: PolicyKind): string[] {
  return findingsIn(text, undefined, { kind })
    .filter((it) => it.code === code)
    .map(({ span }) => text.slice(span.start, span.end));
}

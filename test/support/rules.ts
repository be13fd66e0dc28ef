import assert from 'node:assert/strict';
import { check, readDocument } from '../../server/src/core/check.ts';
import { english, toPlain } from '../../server/src/core/message.ts';
import type { KindHints } from '../../server/src/core/policy/kind.ts';
import type { Finding } from '../../server/src/core/rules/rule.ts';
import { catalog } from './catalog.ts';
import { readMarks } from './marked.ts';

/** What is found in a text that stands in a file of this name. */
export function findingsIn(text: string, fileName = 'example.policy.json', hints: KindHints = {}): readonly Finding[] {
  const { findings, faults } = check(readDocument(text, { fileName, ...hints }), catalog);
  assert.deepEqual(faults, []);
  return findings;
}

/** `code "text" message` for each finding, which is what a person sees. */
export function show(text: string, finding: Finding): string {
  return `${finding.code} ${JSON.stringify(text.slice(finding.span.start, finding.span.end))} ${toPlain(finding.message, english)}`;
}

/** Asserts that a text with `^^^` marks has exactly these findings of one code, by place and beginning of message. */
export function assertMarked(marked: string, code: string, fileName?: string): readonly Finding[] {
  const { text, marks } = readMarks(marked);
  const found = findingsIn(text, fileName).filter((it) => it.code === code);
  const place = (span: { start: number; end: number }): string => `${span.start}-${span.end} ${JSON.stringify(text.slice(span.start, span.end))}`;
  const expected = [...marks].sort((a, b) => a.span.start - b.span.start);
  assert.deepEqual(
    found.map((it, index) => `${place(it.span)} ${toPlain(it.message, english).slice(0, expected[index]?.message.length ?? 1000)}`),
    expected.map((it) => `${place(it.span)} ${it.message}`),
  );
  return found;
}

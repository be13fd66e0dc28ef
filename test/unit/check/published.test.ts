import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { PolicyKind } from '../../../server/src/core/policy/kind.ts';
import { findingsIn, show } from '../../support/rules.ts';

/** A policy of an official page, an API definition or an answer of an API, with everything found in it. Where a page writes a part only, it stands in the smallest policy around it. */
interface Published {
  readonly page: string;
  /** Where the page says it and the text does not. */
  readonly kind?: PolicyKind;
  readonly text: readonly string[];
  /** `severity code "text" message`, in the order of the text. */
  readonly findings: readonly string[];
}

const published = JSON.parse(readFileSync(new URL('published.json', import.meta.url), 'utf8')) as Published[];

/** What is wrong on these pages. Every other policy has no error and no warning. */
const slips: readonly string[] = [
  'IAM user guide (Chinese), 自定义策略使用样例 (3)',
  'Data Lake Insight, user guide, agency permission policies in common scenarios (3)',
  'Terraform, jsonencode of numbers and truth values',
  'Terraform, policy of a VPC endpoint: a list of statements',
];

test('every published policy has exactly the expected findings', () => {
  for (const { page, kind, text, findings } of published) {
    const whole = text.join('\n');
    assert.deepEqual(findingsIn(whole, undefined, kind ? { kind } : {}).map((it) => `${it.severity} ${show(whole, it)}`), findings, page);
  }
});

test('a published policy that is right has no error and no warning', () => {
  const loud = published.filter(({ findings }) => findings.some((it) => /^(?:error|warning) /.test(it)));
  assert.deepEqual(loud.map((it) => it.page).sort(), [...slips].sort());
  assert.ok(published.length > 100);
});

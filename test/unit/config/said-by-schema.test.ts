import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../../../server/src/core/config/read.ts';
import { saidBySchema } from '../../../server/src/core/config/said-by-schema.ts';

/** A configuration, and the texts under the findings that its schema cannot give. */
const cases: readonly (readonly [text: string, ...own: readonly string[]])[] = [
  ['{ "rules": { "unknwon-action": "warning", "effect-case": "of", "json-syntax": 1 } }'],
  ['{ "ignore": [ 1, { "code": "x", "file": 1 } ], "authorization": "lax", "more": true }'],
  ['{ "kinds": { "scp/*": "scp" }, "catalog": [1], "sets": [] }'],
  ['{ "rules": {} "x" }'],
  ['[]'],
  ['{ "kinds": { "/scp/*": "scp-5.0" } }', '/scp/*'],
];

test('what a schema says is told apart from what it cannot know', () => {
  for (const [text, ...own] of cases) {
    const { findings } = readConfig(text);
    assert.ok(findings.length > 0, text);
    assert.deepEqual(findings.filter((it) => !saidBySchema(it)).map(({ span }) => text.slice(span.start, span.end)), own, text);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsIn } from '../../support/rules.ts';
import { tagCondition } from '../../../server/src/core/rules/tag-condition.ts';
import { allow, custom, deny } from '../../support/policies.ts';
import { cases } from './cases.ts';

for (const [code, { finds, passes }] of Object.entries(cases)) {
  test(`${code}: underlines exactly what is wrong`, () => {
    for (const { text, at, fileName } of finds) assert.deepEqual(underlined(text, code, fileName), at, shorten(text));
  });

  test(`${code}: leaves sound and other texts alone`, () => {
    for (const { text, fileName } of passes) assert.deepEqual(underlined(text, code, fileName), [], shorten(text));
  });
}

function underlined(text: string, code: string, fileName?: string): string[] {
  return findingsIn(text, fileName)
    .filter((it) => it.code === code)
    .map(({ span }) => text.slice(span.start, span.end));
}

function shorten(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

test('what only may be meant, or loses something, is no safe fix', () => {
  const safe = (text: string, fileName?: string): string[] => findingsIn(text, fileName).flatMap((it) => (it.fixes ?? []).filter((fix) => fix.safe).map(() => it.code));
  for (const text of [
    '{"Version": "1.1", /* why */ "Statement": []}',
    '{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["modelarts:notebook:list"]',
    '{"Version": "1.1", "Statement": [{"Effect": "Alow", "Action": ["modelarts:trainingJob:create"], "Resource": ["modelarts:*:*:notebook:demo"]}]}',
    '{"Version": "2.0", "Statement": [{"Action": ["*"], "Condition": {"NumericEquals": {"g:MFAAges": ["1"]}}}]}',
  ]) {
    assert.deepEqual(safe(text), [], text);
  }
  assert.deepEqual(safe('{"Version": "1.1", "Statement": [{"Effect": " allow", "Action": "ModelArts:notebook:list",}]}'), ['invalid-effect', 'wrong-type', 'uppercase-service', 'json-syntax']);
});

test('a Deny of tag actions beside a permission that depends on a tag is not called idle', () => {
  const idle = (text: string): string[] => underlined(text, 'idle-deny');
  const tagged = allow(['ecs:cloudServers:start'], '"Condition": {"StringEquals": {"g:ResourceTag/team": ["a"]}}');
  assert.deepEqual(findingsIn(tagCondition.good).map((it) => it.code), []);
  assert.deepEqual(idle(custom(tagged, deny(['ecs:cloudServers:batchSet*', 'ecs:cloudServers:delete']))), ['"ecs:cloudServers:delete"']);
  assert.deepEqual(idle(custom(allow(['ecs:cloudServers:start']), deny(['ecs:cloudServers:batchSetServerTags']))), ['"ecs:cloudServers:batchSetServerTags"']);
});

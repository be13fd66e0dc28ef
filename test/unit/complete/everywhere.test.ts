import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { readDocument } from '../../../server/src/core/check.ts';
import { type Completion, complete } from '../../../server/src/core/complete/complete.ts';
import type { Reader } from '../../../server/src/core/message.ts';
import { catalog } from '../../support/catalog.ts';
import { completionAt, replySize } from '../../support/completion.ts';

const examples = readdirSync(new URL('../../../examples/', import.meta.url))
  .filter((name) => name.endsWith('.json') && !name.endsWith('.iamtest.json'))
  .map((name) => ({ name, text: readFileSync(new URL(`../../../examples/${name}`, import.meta.url), 'utf8') }));

const other = JSON.stringify({
  Version: '1.1',
  Statement: [
    { Effect: 'Allow', Action: ['obs:object:GetObject', 'dws:cluster:list', 'dli:*:get*', 'ecs:*:*'], Resource: ['obs:*:*:object:bucket/*'], Condition: { 'ForAnyValue:StringEquals': { 'g:TagKeys': ['a'] }, Null: { 'obs:prefix': ['true'] } } },
  ],
});

/** Catalogue texts and details in Chinese take more bytes than letters. */
const chinese: Reader = { language: 'zh-cn', bundle: JSON.parse(readFileSync(new URL('../../../l10n/bundle.l10n.zh-cn.json', import.meta.url), 'utf8')) as Record<string, string> };

const kinds = ['a.policy.json', 'a.scp.json', 'a.trust.json'];

describe('At every offset', () => {
  for (const { name, text } of [...examples, { name: 'other services', text: other }, { name: 'pretty', text: JSON.stringify(JSON.parse(other), null, '\t').replaceAll('\n', '\r\n') }]) {
    it(`of ${name}, a reply is at most 8 KB, and well-formed`, () => {
      walk(text, name);
    });

    it(`of ${name}, cut off there`, () => {
      for (let offset = 0; offset <= text.length; offset++) sound(text.slice(0, offset), offset, name);
    });

    it(`of ${name}, with a character changed there`, () => {
      const noise = ['"', '{', '}', '[', ']', ',', ':', '\\', ' ', '，', '“', '\n', '/', '\ud800', '\0', 'x'];
      for (let offset = 0; offset <= text.length; offset++) {
        const char = noise[offset % noise.length] ?? '';
        sound(text.slice(0, offset) + char + text.slice(offset), offset + 1, name);
        sound(text.slice(0, offset) + char + text.slice(offset + 1), offset + 1, name);
      }
    });
  }

  it('of every service, type by type', () => {
    let largest = 0;
    for (const version of ['1.1', '5.0'] as const) {
      for (const service of catalog.services) {
        const types = new Set(catalog.actions(service.name, version).map((action) => action.name.split(':')[1] ?? ''));
        for (const before of ['', `${service.name}:`, ...[...types, '*'].map((type) => `${service.name}:${type}:`)]) {
          const completion = completionAt(`{"Version": "${version}", "Statement": [{"Action": ["${before}|"]}]}`);
          largest = Math.max(largest, replySize(completion), replySize(completion, chinese));
        }
      }
    }
    assert.ok(largest <= 8192, `${largest} bytes`);
  });

  it('of hostile texts, without an exception', () => {
    const texts = ['', '[', '1', '"', '\0', '\ufeff', '\ud800', '[[[['.repeat(5000), '{"a":'.repeat(90), '"'.repeat(999), ':'.repeat(999), `{"Statement": [{"Action": ["${'a'.repeat(100_000)}`, `{"Statement": [{"Action": ["${':'.repeat(10_000)}"]}]}`, `{"Statement": [{"Condition": {"${'\\'.repeat(999)}`];
    for (const text of texts) {
      for (const offset of [-1, 0, 1, 2, Math.floor(text.length / 2), text.length, text.length + 9, NaN]) {
        for (const file of kinds) checkReply(complete(readDocument(text, { fileName: file, ours: true }), offset, catalog), text, file);
      }
    }
  });

  it('stays within a smaller limit, and within one for an edge that writes more', () => {
    const text = '{"Statement": [{"Action": ["|"]}]}';
    const small = completionAt(text, undefined, { limit: 2000 });
    assert.ok(small.items.length > 5 && small.isIncomplete && replySize(small) <= 2000);
    assert.equal(small.items[0]?.label, 'modelarts');
    assert.equal(small.items.at(-1)?.kind, 'wildcard');
    const wide = completionAt(text, undefined, { perItem: 120 });
    assert.ok(wide.isIncomplete && replySize(wide) + 120 * wide.items.length <= 8192);
  });

  it('counts the commas that every item brings', () => {
    const completion = completionAt('{"Statement": [{"Action": ["a:b:c" "|" "d:e:f"]}]}');
    assert.equal(completion.additional.length, 2);
    assert.ok(replySize(completion) <= 8192);
  });
});

function walk(text: string, name: string): void {
  const document = readDocument(text, { fileName: name, ours: true });
  for (let offset = 0; offset <= text.length; offset++) checkReply(complete(document, offset, catalog), text, `${name} at ${offset}`);
}

function sound(text: string, offset: number, name: string): void {
  checkReply(complete(readDocument(text, { fileName: name, ours: true }), offset, catalog), text, `${name} at ${offset}`);
}

function checkReply(completion: Completion, text: string, where: string): void {
  const { items, insert, replace } = completion;
  assert.ok(replySize(completion) <= 8192, `${replySize(completion)} bytes in ${where}`);
  assert.ok(0 <= insert.start && insert.start === replace.start && insert.end <= replace.end && replace.end <= text.length, where);
  assert.ok(!/[\r\n]/.test(text.slice(replace.start, replace.end)), `an edit over lines in ${where}`);
  for (const { span } of completion.additional) assert.ok(span.end <= replace.start || span.start >= replace.end, `edits that touch in ${where}`);
  assert.equal(new Set(items.map((it) => it.label)).size, items.length, `twins in ${where}`);
  const order = items.map((it) => it.sortText);
  assert.deepEqual([...order].sort(), order, where);
}

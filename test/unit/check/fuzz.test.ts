import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createCheckMemory } from '../../../server/src/core/check-memory.ts';
import { check, readDocument } from '../../../server/src/core/check.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import { catalog } from '../../support/catalog.ts';
import { samples } from './samples.ts';

const examples = ['broken.policy.json', 'developer.policy.json', 'data-scientist.policy.json', 'guardrail.scp.json', 'modelarts.trust.json'].map((name) => readFileSync(new URL(`../../../examples/${name}`, import.meta.url), 'utf8'));
const texts = [...examples, ...Object.values(samples).map((it) => it.text)];
const files = ['a.policy.json', 'a.scp.json', 'a.trust.json', 'a.json'];
const pieces = ['"', '{', '}', '[', ']', ',', ':', '*', '\\', '\\u12', '\n', '\r\n', '\0', '\ud800', '，', '${', '}', ' ', '//', '/*', 'null', '1e9', 'true', '"Action"', '"Statement": [', '"NotAction": "x"', 'modelarts:', '??', '🙂'];

/** Numbers that look random and are the same each time. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

test('no cut or changed text makes a rule throw or point outside of the text', () => {
  const random = numbers(7);
  const next = (limit: number): number => Math.floor(random.next().value * limit);
  for (let round = 0; round < 1500; round++) {
    let text = texts[next(texts.length)] ?? '';
    if (next(3) === 0) text = text.slice(0, next(text.length));
    for (let change = next(6); change > 0; change--) {
      const at = next(text.length + 1);
      text = text.slice(0, at) + (pieces[next(pieces.length)] ?? '') + text.slice(at + next(4));
    }
    const fileName = files[next(files.length)] ?? '';
    const { findings, faults } = check(readDocument(text, { fileName }), catalog);
    assert.deepEqual(faults, [], text);
    for (const { span, fixes = [], related = [], code } of findings) {
      for (const it of [span, ...related.map((one) => one.span), ...fixes.flatMap((one) => one.edits.map((edit) => edit.span))]) {
        assert.ok(0 <= it.start && it.start <= it.end && it.end <= text.length, `${code} ${JSON.stringify(it)} in ${JSON.stringify(text)}`);
      }
    }
  }
});

test('what is remembered from one text to the next changes no finding', () => {
  const random = numbers(13);
  const next = (limit: number): number => Math.floor(random.next().value * limit);
  for (const fileName of files) {
    const memory = createCheckMemory();
    let text = texts[1] ?? '';
    for (let round = 0; round < 200; round++) {
      const at = next(text.length + 1);
      text = next(40) === 0 ? (texts[next(texts.length)] ?? '') : text.slice(0, at) + (next(2) === 0 ? (pieces[next(pieces.length)] ?? '') : '') + text.slice(at + next(3));
      const document = readDocument(text, { fileName });
      assert.deepEqual(check(document, catalog, undefined, { memory }).findings, check(document, catalog).findings, text);
    }
  }
});

test('safe fixes come to an end and leave no safe fix behind', () => {
  const random = numbers(11);
  const next = (limit: number): number => Math.floor(random.next().value * limit);
  for (let round = 0; round < 300; round++) {
    let text = texts[next(texts.length)] ?? '';
    for (let change = next(4); change > 0; change--) {
      const at = next(text.length + 1);
      text = text.slice(0, at) + (pieces[next(pieces.length)] ?? '') + text.slice(at + next(4));
    }
    const start = text;
    for (let step = 0; ; step++) {
      assert.ok(step < 200, `fixes do not come to an end in ${JSON.stringify(start)}`);
      const fix = check(readDocument(text, { fileName: 'a.policy.json' }), catalog).findings.flatMap((it) => it.fixes ?? []).find((it) => it.safe);
      if (!fix) break;
      const after = applyEdits(text, fix.edits);
      assert.notEqual(after, text);
      text = after;
    }
  }
});

test('a large and hostile text is checked in the time that its length asks for', () => {
  const many = (count: number): string => `{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": [${Array.from({ length: count }, (_, index) => `"modelarts:trainingJob:create${String(index)}"`).join(',\n')}]}]}`;
  const time = (text: string): number => {
    const start = performance.now();
    check(readDocument(text, { fileName: 'a.policy.json' }), catalog);
    return performance.now() - start;
  };
  time(many(100));
  // Ten times the text may take ten times as long, with room for the machine, but not a hundred times.
  assert.ok(time(many(20_000)) < 60 * Math.max(1, time(many(2_000))));
  const members = (count: number): string => Array.from({ length: count }, (_, index) => `"Actoin${String(index)}": 1`).join(',');
  for (const text of [`{${members(100_000)}}`, `{"Statement": [{${members(50_000)},${members(50_000)}}]}`, '"'.repeat(200_000), '["\n x'.repeat(40), `${'{"a":'.repeat(99)}`, `{"Statement": [{"Action": ["${'*a'.repeat(100_000)}:b:c"]}]}`, '\0'.repeat(100_000), '//'.repeat(100_000)]) check(readDocument(text, { fileName: 'a.policy.json' }), catalog);
});

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { documented, rules, textRules } from '../../../server/src/core/rules/all.ts';
import { readMarks } from '../../../server/src/core/rules/example.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import { assertMarked, findingsIn, show } from '../../support/rules.ts';

for (const rule of documented) {
  test(`${rule.code}: the bad example has exactly the marked findings`, () => {
    assert.ok(readMarks(rule.bad).marks.length > 0, 'the bad example has no marks');
    assertMarked(rule.bad, rule.code, rule.fileName);
  });

  test(`${rule.code}: the good example has none`, () => {
    const text = readMarks(rule.good).text;
    assert.deepEqual(findingsIn(text, rule.fileName).filter((it) => it.code === rule.code).map((it) => show(text, it)), []);
  });

  test(`${rule.code}: the fix turns bad into good, or the rule says why there is none`, () => {
    const { text } = readMarks(rule.bad);
    const found = findingsIn(text, rule.fileName).filter((it) => it.code === rule.code);
    const fixes = found.map(({ fixes = [] }) => fixes.find((it) => it.safe) ?? fixes[0]);
    if (rule.noFix) {
      assert.ok(fixes.every((it) => it === undefined), 'the rule has a fix and says that it has none');
      return;
    }
    assert.ok(fixes.every((it) => it !== undefined), 'a finding has no fix');
    assert.equal(applyEdits(text, fixes.flatMap((it) => it?.edits ?? [])), readMarks(rule.good).text);
  });
}

test('every file in rules/ is a rule under its own code', () => {
  const files = readdirSync(new URL('../../../server/src/core/rules/', import.meta.url))
    .filter((it) => it.endsWith('.ts') && !['all.ts', 'rule.ts', 'example.ts'].includes(it))
    .map((it) => it.replace('.ts', ''));
  const codes = documented.map((it) => it.code);
  assert.deepEqual(files.filter((it) => !codes.includes(it)), []);
  assert.equal(new Set(codes).size, codes.length, 'a code is listed twice');
  assert.equal(documented.length, rules.length + textRules.length);
});

test('every rule is explained in both languages, with its source', () => {
  for (const { code, docs } of documented) {
    assert.match(code, /^[a-z]+(-[a-z0-9]+)*$/);
    assert.ok(docs.sources.length > 0, code);
    for (const text of [docs.en, docs.zhCn]) assert.ok([text.title, text.avoid, text.prefer, text.why].every((it) => it !== ''), code);
    assert.match(docs.zhCn.title + docs.zhCn.why, /\p{Script=Han}/u, code);
  }
});

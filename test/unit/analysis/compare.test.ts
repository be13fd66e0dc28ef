import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../../server/src/core/analysis/analyse.ts';
import { compare, type CompareOptions, type Comparison } from '../../../server/src/core/analysis/compare.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import type { Policy } from '../../../server/src/core/policy/policy.ts';
import type { PolicyKind } from '../../../server/src/core/policy/kind.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import { smallCatalog } from '../../support/analysis-catalog.ts';
import { comparePairs } from '../../support/analysis-compare-pairs.ts';
import { allow, deny } from '../../support/analysis-findings.ts';
import { placeText } from '../../support/analysis-oracle.ts';
import { createRandom, drawPolicy } from '../../support/analysis-random.ts';
import { catalog } from '../../support/catalog.ts';
import { scaled } from '../../support/scale.ts';

const count = Number(process.env['ANALYSIS_PAIRS'] ?? scaled(2_000));

test(`what compare says of ${count} random pairs is what trying every request says`, () => {
  const { compared, differences, results } = comparePairs(5, count);
  assert.deepEqual(differences, []);
  assert.equal(compared, count);
  for (const result of ['equivalent', 'grants-more', 'grants-less', 'both']) assert.ok((results[result] ?? 0) >= Math.floor(count / 100), `${result} came up ${results[result]} times`);
});

test('fixes do what their titles say, on random policies', () => {
  const random = createRandom(17);
  const wrong: string[] = [];
  let fixed = 0;
  for (let round = 0; round < scaled(3_000); round++) {
    const { text, kind } = drawPolicy(random);
    const before = read(text, kind);
    for (const [code, findings] of Object.entries(analyse(before, smallCatalog).findings)) {
      for (const { fixes = [], path, on } of findings) {
        for (const { title, edits } of fixes) {
          const after = read(applyEdits(text, edits), kind);
          const release = title.template.startsWith('Take it out');
          const others = title.template.includes('other policies');
          const { result } = compare(before, after, smallCatalog, others ? { sets: 'granted' } : {});
          fixed++;
          if (result !== (release ? 'grants-more' : 'equivalent')) wrong.push(`${code} ${placeText(path, on)} "${title.template}" is ${result}: ${text}`);
        }
      }
    }
  }
  assert.deepEqual(wrong.slice(0, 3), []);
  assert.ok(fixed > scaled(3_000) / 3);
});

test('all redundant strings together can be taken out', () => {
  const random = createRandom(23);
  for (let round = 0; round < scaled(2_000); round++) {
    const { text, kind } = drawPolicy(random);
    const before = read(text, kind);
    const { findings } = analyse(before, smallCatalog);
    const edits = [...findings['redundant-allow'], ...findings['redundant-deny']].flatMap((it) => it.fixes?.filter((fix) => fix.safe)[0]?.edits ?? []).sort((a, b) => a.span.start - b.span.start);
    if (edits.length < 2 || edits.some((it, index) => it.span.start < (edits[index - 1]?.span.end ?? 0))) continue;
    const fixed = applyEdits(text, edits);
    if (readDocument(fixed, { kind }).json.problems.length > 0) continue;
    const after = read(fixed, kind);
    // A string that covers another one of its NotAction may have to stay for that.
    assert.equal(compare(before, after, smallCatalog).result, 'equivalent', text);
  }
});

test('what is gained and lost is named with an example', () => {
  const { result, gained, lost } = compared([allow('modelarts:notebook:create')], [allow('modelarts:notebook:*', { Condition: { StringEquals: { 'g:UserName': ['ann'] } } })]);
  assert.equal(result, 'both');
  assert.deepEqual(lost.map((it) => [it.action, it.from, it.to, it.example.context]), [['modelarts:notebook:create', 'Allow', 'ImplicitDeny', {}]]);
  const stop = gained.find((it) => it.action === 'modelarts:notebook:stop');
  assert.deepEqual([stop?.from, stop?.to, stop?.example.context, stop?.conditions], ['ImplicitDeny', 'Allow', { 'g:UserName': 'ann' }, [{ operator: 'StringEquals', key: 'g:UserName', values: ['ann'] }]]);
  assert.ok(!gained.some((it) => it.action === 'modelarts:notebook:create'));
});

test('what is denied counts as well, because it works in other policies', () => {
  const less = compared([allow('modelarts:*:*')], [allow('modelarts:*:*'), deny('ecs:cloudServers:delete')]);
  assert.deepEqual([less.result, less.lost.map((it) => [it.action, it.from, it.to])], ['grants-less', [['ecs:cloudServers:delete', 'ImplicitDeny', 'Deny']]]);
  assert.equal(compared([allow('modelarts:*:*')], [allow('modelarts:*:*'), deny('ecs:cloudServers:delete')], { sets: 'granted' }).result, 'equivalent');
});

test('over the catalogue only known actions count', () => {
  const known = catalog.actions('modelarts', '1.1').filter((it) => /^modelarts:devserver:/i.test(it.name)).map((it) => it.name);
  assert.ok(known.length > 1);
  assert.equal(compared([allow('modelarts:devserver:*')], [allow(known)], { over: 'catalogue' }).result, 'equivalent');
  assert.equal(compared([allow('modelarts:devserver:*')], [allow(known)]).result, 'grants-less');
});

test('order, duplicates and spelling make no difference', () => {
  assert.equal(compared([allow(['obs:bucket:a', 'obs:bucket:b']), deny('x:y:z')], [deny('X:y:Z'), allow('obs:bucket:B'), allow(['obs:bucket:a', 'obs:bucket:a'])]).result, 'equivalent');
});

test('what cannot be compared is named', () => {
  const opaque = compared([allow('obs:bucket:a', { Condition: { StringEndWith: { 'g:UserName': ['a'] } } })], [allow('obs:bucket:a', { Condition: { StringEndWith: { 'g:UserName': ['b'] } } })]);
  assert.equal(opaque.result, 'cannot-tell');
  assert.deepEqual(opaque.cannotTell.map((it) => [it.side, it.path.join('.')]), [['after', 'Statement.0.Action.0'], ['before', 'Statement.0.Action.0']]);
  assert.equal(compare(read('{"Version":"1.1","Statement":[]}', 'custom-1.1'), read('{"Version":"5.0","Statement":[]}', 'identity-5.0'), catalog).result, 'cannot-tell');
  assert.equal(compared([allow('obs:bucket:a'), { Effect: 'Deny', Action: 5 }], [allow('obs:bucket:a'), { Effect: 'Deny', Action: 5 }]).result, 'equivalent');
  assert.equal(compared([allow('obs:bucket:a'), { Effect: 'Deny', Action: 5 }], [{ Effect: 'Deny', Action: 5 }]).result, 'cannot-tell');
  assert.equal(compared([allow('obs:bucket:a'), { Effect: 'Deny', Action: 5 }], [allow('obs:bucket:a')]).result, 'cannot-tell');
});

function read(text: string, kind: PolicyKind): Policy {
  const { policy } = readDocument(text, { kind });
  assert.ok(policy);
  return policy;
}

function compared(before: readonly object[], after: readonly object[], options?: CompareOptions): Comparison {
  const document = (statements: readonly object[]): Policy => read(JSON.stringify({ Version: '1.1', Statement: statements }), 'custom-1.1');
  return compare(document(before), document(after), catalog, options);
}

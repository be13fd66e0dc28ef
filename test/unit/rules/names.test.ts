import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distance, slipOf } from '../../../server/src/core/rules/support/slip.ts';
import { isAddress, isDate, isNumber } from '../../../server/src/core/rules/support/values.ts';
import { catalog } from '../../support/catalog.ts';
import { allow, custom, identity } from '../../support/policies.ts';
import { findingsIn } from '../../support/rules.ts';

const nameCodes = new Set(['unknown-service', 'unknown-resource-type', 'unknown-action']);
const wrapped = { '1.1': custom, '5.0': identity } as const;

test('a slip has exactly one known name at the smallest distance, and that is small for its length', () => {
  const known = ['get', 'list', 'create', 'createVersion', 'delete', 'update', 'trainJob', 'trainJobLog', 'service', 'nodeservice'];
  const cases: readonly [string, string | undefined][] = [
    ['gte', 'get'],
    ['gett', 'get'],
    ['got', 'get'],
    ['gotx', undefined],
    ['lsit', 'list'],
    ['lst', 'list'],
    ['LIST', 'list'],
    ['craete', 'create'],
    ['creat', 'create'],
    ['crate', 'create'],
    ['creatVersoin', 'createVersion'],
    ['deelte', 'delete'],
    ['trainingJob', 'trainJob'],
    ['trainJobLo', 'trainJobLog'],
    ['servic', 'service'],
    ['explode', undefined],
    // As near to create as to update, and too far from both.
    ['cpdate', 'update'],
    ['crdate', 'create'],
    ['cudate', undefined],
  ];
  for (const [written, meant] of cases) assert.equal(slipOf(written, known), meant, written);
});

test('insertions, deletions, changes and swaps of neighbours count one each', () => {
  const cases: readonly [string, string, number][] = [
    ['', '', 0],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'abcd', 1],
    ['abc', 'ab', 1],
    ['abc', 'axc', 1],
    ['abcd', 'badc', 2],
    ['kitten', 'sitting', 3],
  ];
  for (const [a, b, size] of cases) {
    assert.equal(distance(a, b, 5), size, `${a} ${b}`);
    assert.equal(distance(b, a, 5), size, `${b} ${a}`);
    if (size > 0) assert.ok(distance(a, b, size - 1) > size - 1, `${a} ${b} within ${String(size - 1)}`);
  }
});

test('no action of the catalogue is blamed for its name in its own version', () => {
  for (const version of ['1.1', '5.0'] as const) {
    for (const service of catalog.services) {
      const names = catalog.actions(service.name, version).map((it) => it.name);
      for (const spelled of [names, names.map((it) => it.toLowerCase())]) {
        const text = wrapped[version](allow(spelled));
        const found = findingsIn(text).filter((it) => nameCodes.has(it.code));
        assert.deepEqual(found.map(({ span }) => text.slice(span.start, span.end)), [], `${service.name} ${version}`);
      }
    }
  }
});

test('a name of the other version is told apart from a slip, with its counterpart where the tables have one', () => {
  for (const [own, other] of [['1.1', '5.0'], ['5.0', '1.1']] as const) {
    for (const fact of catalog.actions('modelarts', own).filter((it) => !it.versions.includes(other))) {
      const [finding, ...more] = findingsIn(wrapped[other](allow([fact.name]))).filter((it) => nameCodes.has(it.code));
      assert.deepEqual(more, []);
      assert.equal(finding?.code, 'unknown-action', fact.name);
      const counterparts = fact.aliases.filter((it) => catalog.action(it)?.versions.includes(other));
      assert.equal(finding.severity, counterparts.length > 0 ? 'warning' : 'information', fact.name);
      assert.deepEqual((finding.fixes ?? []).map((it) => `modelarts:${it.edits[0]?.text ?? ''}`), counterparts, fact.name);
    }
  }
});

test('numbers, dates and addresses are read as conditions read them', () => {
  const good: readonly [(value: string) => boolean, readonly string[]][] = [
    [isNumber, ['0', '10', '-3', '1.5']],
    [isDate, ['2012-11-11T23:59:59Z', '2024-02-29', '2024-01-01T08:00:00+08:00']],
    [isAddress, ['10.0.0.1', '192.168.176.0/24', '::1', '2001:db8::/32', '0.0.0.0/0']],
  ];
  const bad: typeof good = [
    [isNumber, ['', 'ten', '1,5', '0x10', '1 0']],
    [isDate, ['', 'today', '2023-02-29', '11/11/2012', '2012-11-11 23:59:59']],
    [isAddress, ['', '10.0.0', '10.0.0.256', '10.0.0.0/33', '::1/129', 'example.com']],
  ];
  for (const [test, values] of good) for (const value of values) assert.equal(test(value), true, value);
  for (const [test, values] of bad) for (const value of values) assert.equal(test(value), false, value);
});

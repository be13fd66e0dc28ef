import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse, analyseWith, givenUpIn, isUsedUp } from '../../../server/src/core/analysis/analyse.ts';
import { type Box, crossBoxes, intersectBox, isCovered, isWithinBox, overlapBox, subtractAll, subtractBox } from '../../../server/src/core/analysis/box.ts';
import { certainOf } from '../../../server/src/core/analysis/certain.ts';
import { createIndex, hasNear, near } from '../../../server/src/core/analysis/cover.ts';
import { equalTo, everyValue, greaterThan, lessThan } from '../../../server/src/core/analysis/cuts.ts';
import { createKept } from '../../../server/src/core/analysis/kept.ts';
import { unionLang, wordsLang } from '../../../server/src/core/analysis/lang.ts';
import { createMeter } from '../../../server/src/core/analysis/meter.ts';
import { isTooLarge, readModel, stepsOfEntry } from '../../../server/src/core/analysis/model.ts';
import { intersectPart, isEmptyPart, isWithinPart, type KeyPart, mask, type Part, subtractPart } from '../../../server/src/core/analysis/part.ts';
import { hasPoint, oddPoint, valueOf } from '../../../server/src/core/analysis/point.ts';
import { atomDimension, createSpace, foldKey, keyDimension, opaque, part, reading, type Space } from '../../../server/src/core/analysis/space.ts';
import { readTokens } from '../../../server/src/core/analysis/tokens.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import type { PolicyKind } from '../../../server/src/core/policy/kind.ts';
import type { Policy } from '../../../server/src/core/policy/policy.ts';
import { smallCatalog } from '../../support/analysis-catalog.ts';
import { allow, deny } from '../../support/analysis-findings.ts';

function read(statements: readonly object[], kind: PolicyKind = 'custom-1.1'): Policy {
  const { policy } = readDocument(JSON.stringify({ Version: kind.slice(-3), Statement: statements }), { kind });
  assert.ok(policy);
  return policy;
}

const newSpace = (steps = 1e6): Space => createSpace(createMeter(steps), false, true);

/** Parts of one kind, with a plain test of some values. */
function partsOf(space: Space): Record<string, readonly (readonly [Part, (value: never) => boolean])[]> {
  const lang = (...patterns: readonly string[]): Part => unionLang(space.langs, patterns.map((it) => readTokens(it, { question: true }).tokens)) as Part;
  const keys: [KeyPart['values'], (value: number) => boolean][] = [
    [everyValue('number'), () => true],
    [lessThan('number', 2, false), (it) => it < 2],
    [greaterThan('number', 1, true), (it) => it >= 1],
    [equalTo('number', 1), (it) => it === 1],
    [null, () => false],
  ];
  return {
    lang: [
      [space.langs.all, () => true],
      [lang('a*'), (it: string) => it.startsWith('a')],
      [lang('*b', 'a'), (it: string) => it.endsWith('b') || it === 'a'],
      [wordsLang(space.langs, ['a', 'ab']), (it: string) => it === 'a' || it === 'ab'],
      [space.langs.none, () => false],
    ] as never,
    mask: [0, 1, 2, 3].map((bits) => [mask(bits), (it: number) => (bits & it) !== 0]) as never,
    cuts: keys.filter(([it]) => it !== null) as never,
    key: keys.flatMap(([values, has]) => [true, false].map((absent) => [{ kind: 'key', absent, values }, (it: number | null) => (it === null ? absent : has(it))])) as never,
  };
}

const samples: Record<string, readonly unknown[]> = { lang: ['', 'a', 'b', 'ab', 'ba', 'abb', 'ac'], mask: [1, 2], cuts: [0, 1, 1.5, 2, 3], key: [null, 0, 1, 1.5, 2, 3] };

test('parts of each kind are intersected and subtracted as their values are', () => {
  const space = newSpace();
  for (const [kind, list] of Object.entries(partsOf(space))) {
    const values = samples[kind] as never[];
    const members = (it: Part): unknown[] => values.filter((value) => hasPoint([it], [value]));
    for (const [a, inA] of list) {
      assert.deepEqual(members(a), values.filter(inA), kind);
      assert.equal(isEmptyPart(space, a), members(a).length === 0);
      for (const [b, inB] of list) {
        const common = intersectPart(space, a, b);
        assert.deepEqual(members(common), values.filter((it) => inA(it) && inB(it)));
        const left = subtractPart(space, a, b);
        assert.ok(left.every((it) => !isEmptyPart(space, it)));
        assert.deepEqual(values.filter((value) => left.some((it) => hasPoint([it], [value]))), values.filter((it) => inA(it) && !inB(it)));
        assert.ok(values.every((value) => left.filter((it) => hasPoint([it], [value])).length <= 1));
        assert.equal(isWithinPart(space, a, b), values.every((it) => !inA(it) || inB(it)));
        for (const it of [common, ...left]) {
          const value = valueOf(space, it);
          assert.equal(value === undefined, isEmptyPart(space, it));
          if (value !== undefined) assert.ok(hasPoint([it], [value]), `${kind} ${String(value)}`);
        }
      }
    }
  }
});

test('parts of different kinds are never compared', () => {
  const space = newSpace();
  const kinds: readonly Part[] = [space.langs.some, mask(1), everyValue('number'), { kind: 'key', absent: true, values: null }];
  for (const a of kinds) {
    for (const b of kinds) {
      if (a === b) continue;
      assert.throws(() => intersectPart(space, a, b), { name: 'TypeError', message: `a part cannot be both ${a.kind} and ${b.kind}` });
      assert.throws(() => subtractPart(space, a, b), { name: 'TypeError', message: `a part cannot be both ${a.kind} and ${b.kind}` });
    }
  }
});

test('the value of a part is short: the absent key, the first choice', () => {
  const space = newSpace();
  const numbers = everyValue('number');
  assert.deepEqual([valueOf(space, { kind: 'key', absent: true, values: numbers }), valueOf(space, { kind: 'key', absent: false, values: numbers }), valueOf(space, { kind: 'key', absent: false, values: null })], [null, 0, undefined]);
  assert.deepEqual([valueOf(space, mask(6)), valueOf(space, mask(4)), valueOf(space, mask(0))], [2, 4, undefined]);
  assert.deepEqual([valueOf(space, space.langs.some), valueOf(space, space.langs.none)], ['x', undefined]);
});

test('a point is in a product when each value is in its part', () => {
  const space = newSpace();
  const box: Box = [undefined, mask(1), { kind: 'key', absent: true, values: everyValue('number') }, wordsLang(space.langs, ['a'])];
  assert.deepEqual(
    [['z', 1, null, 'a'], ['z', 1, 5, 'a'], ['z', 2, null, 'a'], ['z', 1, null, 'b'], ['z', 1, null, 1], ['z', 'x', null, 'a'], ['z', 1, 'x', 'a'], ['z', null, null, 'a'], [], ['z', 1, null, null]].map((it) => hasPoint(box, it as never)),
    [true, true, false, false, false, false, false, false, false, false],
  );
  assert.equal(hasPoint([{ kind: 'key', absent: true, values: null }], [5]), false);
  assert.equal(hasPoint([{ kind: 'key', absent: false, values: mask(1) }], [1]), true);
});

// --- Products

/** Boxes over two parts with few values, and their points by a plain test. */
const grid = [0, 1, 2].flatMap((x) => [0, 1, 2].map((y) => [1 << x, 1 << y]));

function drawnBoxes(): Box[] {
  const boxes: Box[] = [];
  for (const a of [undefined, 1, 2, 3, 6, 7]) for (const b of [undefined, 1, 3, 4, 7]) boxes.push(b === undefined ? (a === undefined ? [] : [mask(a)]) : [a === undefined ? undefined : mask(a), mask(b)]);
  return boxes;
}

test('products are intersected and subtracted as their points are', () => {
  const space = { ...newSpace(), universe: [mask(7), mask(7)] };
  const points = (boxes: readonly Box[]): unknown[] => grid.filter((point) => boxes.some((it) => hasPoint(it, point)));
  const both = (a: Box, b: Box): unknown[] => grid.filter((point) => hasPoint(a, point) && hasPoint(b, point));
  const boxes = drawnBoxes();
  for (const a of boxes) {
    for (const b of boxes) {
      const common = intersectBox(space, a, b);
      assert.deepEqual(common ? points([common]) : [], both(a, b));
      assert.equal(common !== undefined, both(a, b).length > 0);
      assert.equal(overlapBox(space, a, b), both(a, b).length > 0);
      assert.equal(isWithinBox(space, a, b), both(a, b).length === points([a]).length);
      const left = subtractBox(space, a, b);
      assert.deepEqual(points(left), grid.filter((point) => hasPoint(a, point) && !hasPoint(b, point)));
      assert.ok(grid.every((point) => left.filter((it) => hasPoint(it, point)).length <= 1));
      assert.deepEqual(points(crossBoxes(space, [a, b], [b])), points([b]));
      assert.equal(isCovered(space, [a], [b]), left.length === 0);
    }
  }
  const [one, two, three] = [[mask(1)], [mask(2)], [mask(4)]] as [Box, Box, Box];
  assert.equal(isCovered(space, [[]], [one, two, three]), true);
  assert.equal(isCovered(space, [[]], [one, two]), false);
  assert.deepEqual(subtractAll(space, [], [one]), []);
  assert.deepEqual(subtractAll(space, [one, two], []), [one, two]);
});

test('a product without steps is left as it is, so that nothing is claimed', () => {
  const space = { ...newSpace(0.5), universe: [mask(7), mask(7)] };
  const box: Box = [mask(3)];
  assert.deepEqual(subtractBox(space, box, [mask(1)]), [box]);
  assert.equal(isCovered(space, [box], [box]), false);
  assert.equal(space.meter.spent, true);
  const steps = (count: number, run: (space: Space) => void): number => {
    const own = { ...newSpace(count), universe: [mask(7), mask(7)] };
    run(own);
    return count - own.meter.left;
  };
  // One step for each part that is cut, and one for each product and once more for each that is taken away.
  assert.equal(steps(100, (own) => subtractBox(own, [], [mask(1), mask(1)])), 2);
  assert.equal(steps(100, (own) => subtractAll(own, [[]], [[mask(1)], [mask(2)]])), 6);
  assert.equal(steps(100, (own) => subtractAll(own, [[mask(1)]], [[mask(1)], [mask(2)], [mask(4)]])), 2);
});

test('what is certain holds in both readings and hangs on nothing opaque', () => {
  const space = newSpace();
  const atom = atomDimension(space, 'x');
  const at = (index: number, it: Part, more: Box = []): Box => {
    const box = [...more];
    while (box.length <= index) box.push(undefined);
    box[index] = it;
    return box;
  };
  const words = (...it: readonly string[]): Box => [wordsLang(space.langs, it)];
  const shown = (boxes: readonly Box[]): unknown[] => boxes.map((it) => [(it[0] as { words?: unknown } | undefined)?.words, (it[part.reading] as { bits?: number } | undefined)?.bits]);
  assert.deepEqual(shown(certainOf(space, [words('a'), at(atom, opaque.holds, words('b')), at(atom, opaque.fails, words('c'))])), [[['a'], undefined]]);
  assert.deepEqual(shown(certainOf(space, [at(part.reading, reading.absentFails, words('a', 'b')), at(part.reading, reading.absentHolds, words('b', 'c'))])), [[['b'], undefined]]);
  assert.deepEqual(shown(certainOf(space, [at(part.reading, reading.absentFails, words('a'))])), []);
  assert.deepEqual(shown(certainOf(space, [at(part.reading, reading.absentHolds, words('a'))])), []);
  assert.deepEqual(shown(certainOf(space, [at(part.reading, mask(3), words('a'))])), [[['a'], 3]]);
});

test('the odd point of a product is in it, and as unlike others as can be', () => {
  const space = newSpace();
  const atom = atomDimension(space, 'x');
  const key = keyDimension(space, 'k:n', 'number').index;
  const starred = unionLang(space.langs, [readTokens('a*').tokens]) as Part;
  const point = oddPoint(space, [starred]);
  assert.ok(point);
  assert.equal(point.length, space.universe.length);
  assert.ok(hasPoint([starred], point) && !hasPoint([wordsLang(space.langs, ['a', 'ab'])], point));
  assert.equal(point[part.naming], 1);
  assert.equal(point[part.reading], reading.absentHolds.bits);
  assert.equal(point[atom], opaque.fails.bits);
  assert.equal(point[key], null);
  assert.equal(oddPoint(space, [space.langs.none]), undefined);
  assert.equal(oddPoint(space, [undefined, undefined, undefined, mask(0)]), undefined);
  assert.equal(oddPoint(space, [wordsLang(space.langs, ['b', 'a'])])?.[0], 'b');
});

test('the odd point of any set is in it', () => {
  const space = newSpace();
  const langs = ['a*', '*b', '?', '*', 'a?*', 'ab', '*a*'].map((it) => unionLang(space.langs, [readTokens(it, { question: true }).tokens]) as Part);
  for (const a of langs) {
    for (const b of langs) {
      for (const it of [intersectPart(space, a, b), ...subtractPart(space, a, b)]) {
        const point = oddPoint(space, [it]);
        assert.equal(point === undefined, isEmptyPart(space, it));
        if (point) assert.ok(hasPoint([it], point), String(point[0]));
      }
    }
  }
  assert.equal(oddPoint(space, [space.langs.all])?.[0], '');
});

test('keys compare without case, tag keys behind a slash with case', () => {
  assert.deepEqual(['g:UserName', 'G:USERNAME', 'g:RequestTag/Owner', 'G:requesttag/owner', '/A'].map(foldKey), ['g:username', 'g:username', 'g:requesttag/Owner', 'g:requesttag/owner', '/A']);
  const folding = createSpace(createMeter(1), true, true);
  assert.equal(keyDimension(folding, 'K:a', 'string').index, keyDimension(folding, 'k:A', 'string').index);
  assert.notEqual(keyDimension(folding, 'k:t/A', 'string').index, keyDimension(folding, 'k:t/a', 'string').index);
  const exact = newSpace();
  assert.notEqual(keyDimension(exact, 'K:a', 'string').index, keyDimension(exact, 'k:a', 'string').index);
  assert.deepEqual(keyDimension(exact, 'K:a', 'string'), { index: 12, name: 'K:a', family: 'string' });
  assert.deepEqual([atomDimension(exact, 'a'), atomDimension(exact, 'b'), atomDimension(exact, 'a')], [14, 15, 14]);
  assert.deepEqual(exact.asked, [12, 13, 12, 14, 15, 14]);
});

test('of the segments only the type of a 5.0 action, region and account may be empty', () => {
  const empty = (emptyType: boolean): unknown[] => createSpace(createMeter(1), false, emptyType).universe.flatMap((it, index) => (it.kind === 'lang' && hasPoint([it], ['']) ? [index] : []));
  assert.deepEqual(empty(true), [part.type, part.name, part.region, part.account, part.principal]);
  assert.deepEqual(empty(false), [part.name, part.region, part.account, part.principal]);
});

// --- Entries by what their actions begin with

test('entries near an entry are those that may meet it, in the order of the text', () => {
  const names = ['a:b:c', 'a:b:*', 'b:b:c', '*:b:c', 'A:B:C', 'a:*:c', 'b:x:y', 'c:x:y', 'a:b:d'];
  const model = readModel(read([deny(names)]), smallCatalog, []);
  assert.ok(model);
  const name = (it: { string: { value: string } | undefined }): string | undefined => it.string?.value;
  const index = createIndex(model.denies);
  const found = Object.fromEntries(model.denies.map((it) => [name(it), near(index, it).map(name)]));
  assert.deepEqual(found, {
    'a:b:c': ['a:b:*', '*:b:c', 'A:B:C', 'a:*:c'],
    'a:b:*': ['a:b:c', '*:b:c', 'A:B:C', 'a:*:c', 'a:b:d'],
    'b:b:c': ['*:b:c'],
    '*:b:c': names.filter((it) => it !== '*:b:c'),
    'A:B:C': ['a:b:c', 'a:b:*', '*:b:c', 'a:*:c'],
    'a:*:c': ['a:b:c', 'a:b:*', '*:b:c', 'A:B:C', 'a:b:d'],
    'b:x:y': ['*:b:c'],
    'c:x:y': ['*:b:c'],
    'a:b:d': ['a:b:*', '*:b:c', 'a:*:c'],
  });
  const without = createIndex(model.denies.filter((it) => name(it) !== '*:b:c'));
  assert.deepEqual(
    model.denies.map((it) => near(without, it).map(name)),
    [['a:b:*', 'A:B:C', 'a:*:c'], ['a:b:c', 'A:B:C', 'a:*:c', 'a:b:d'], [], names.filter((it) => it !== '*:b:c'), ['a:b:c', 'a:b:*', 'a:*:c'], ['a:b:c', 'a:b:*', 'A:B:C', 'a:b:d'], [], [], ['a:b:*', 'a:*:c']],
  );
  for (const one of [index, without]) for (const it of model.denies) assert.equal(hasNear(one, it), near(one, it).length > 0, name(it));
  const single = createIndex(model.denies.filter((it) => name(it) === 'a:b:c'));
  assert.deepEqual(model.denies.map((it) => near(single, it).map(name).join()), ['', 'a:b:c', '', 'a:b:c', 'a:b:c', 'a:b:c', '', '', '']);
  for (const it of model.denies) assert.equal(hasNear(single, it), near(single, it).length > 0, name(it));
});

// --- What is kept, and what is given up

test('the analysis of one policy is made once, and again where anything else is asked', () => {
  const policy = read([allow('a:b:c'), deny('b:b:c')]);
  const error = { path: ['Statement', 0], span: { start: 0, end: 1 } };
  const same = (...[one, other]: readonly [Parameters<typeof analyse>, Parameters<typeof analyse>]): boolean => {
    const first = analyse(...one);
    return analyse(...other) === first;
  };
  assert.equal(same([policy, smallCatalog], [policy, smallCatalog]), true);
  assert.equal(same([policy, smallCatalog, [error]], [policy, smallCatalog, [error]]), true);
  assert.equal(same([policy, smallCatalog], [policy, smallCatalog, [], { authorization: 'strict' }]), false);
  assert.equal(same([policy, smallCatalog], [policy, smallCatalog, [], { inSet: true }]), false);
  assert.equal(same([policy, smallCatalog], [policy, smallCatalog, [], { inSet: false }]), true);
  assert.equal(same([policy, smallCatalog], [policy, { ...smallCatalog }]), false);
  assert.equal(same([policy, smallCatalog], [{ ...policy }, smallCatalog]), false);
  assert.equal(same([policy, smallCatalog, [error]], [policy, smallCatalog, [{ ...error }]]), false);
  assert.equal(same([policy, smallCatalog, [error]], [policy, smallCatalog, []]), false);
  assert.equal(same([policy, smallCatalog, []], [policy, smallCatalog, [error]]), false);
  assert.equal(same([policy, smallCatalog, [error]], [policy, smallCatalog, [error, error]]), false);
  assert.deepEqual(analyse(policy, smallCatalog, [], { inSet: true }).findings['idle-deny'], []);
  assert.equal(analyse(policy, smallCatalog).findings['idle-deny'].length, 1);
});

test('how many entries were given up is known of the policy that was analysed last', () => {
  const large = read(Array.from({ length: 201 }, () => deny('a:b:c')));
  const small = read([deny('a:b:c')]);
  assert.equal(analyse(large, smallCatalog).givenUp, 201);
  assert.deepEqual([givenUpIn(large), givenUpIn(small)], [201, 0]);
  analyse(small, smallCatalog);
  assert.deepEqual([givenUpIn(large), givenUpIn(small)], [0, 0]);
});

test('what is kept is used up when a question might no longer have the steps it has from scratch', () => {
  const kept = createKept();
  assert.deepEqual([isUsedUp(kept), isUsedUp({ ...kept, steps: stepsOfEntry }), isUsedUp({ ...kept, steps: stepsOfEntry, last: 1 }), isUsedUp({ ...kept, last: stepsOfEntry + 1 })], [false, false, true, true]);
  const policy = read([allow(['a:b:c', 'a:b:d']), deny('a:*:c'), deny(['a:x:y', 'a:*:d'])]);
  const first = analyseWith(kept, policy, smallCatalog, []);
  assert.ok(kept.steps > 0 && kept.last > 0);
  const [steps, last] = [kept.steps, kept.last];
  // Only looks are taken again.
  const again = analyseWith(kept, read([allow(['a:b:c', 'a:b:d']), deny('a:*:c'), deny(['a:x:y', 'a:*:d'])]), smallCatalog, []);
  assert.deepEqual(JSON.stringify(again), JSON.stringify(first));
  assert.ok(kept.steps - steps < steps && kept.last <= last);
  const wornOut = { ...createKept(), steps: stepsOfEntry + 1 };
  assert.equal(JSON.stringify(analyseWith(wornOut, policy, smallCatalog, [])), JSON.stringify(first));
});

test('larger documents than IAM takes are not analysed', () => {
  const statements = (count: number, actions: number, more: object = {}): Policy => read(Array.from({ length: count }, (_, at) => deny(Array.from({ length: actions }, (_unused, index) => `a:b${at}:c${index}`), more)));
  assert.deepEqual([statements(200, 5), statements(201, 1), statements(100, 10), statements(99, 10), statements(91, 11)].map(isTooLarge), [false, true, false, false, true]);
  const not = (count: number): Policy => read(Array.from({ length: count }, () => ({ Effect: 'Deny', NotAction: ['a:*:*', 'b:*:*'] })), 'identity-5.0');
  assert.equal(isTooLarge(not(200)), false);
  assert.equal(isTooLarge(read([deny([]), { Effect: 'Deny', Action: 'a:b:c' }])), false);
});

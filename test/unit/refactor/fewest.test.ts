import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { actionsMatching, createCatalog, type ActionFact } from '../../../server/src/core/catalog/catalog.ts';
import { bits, fewest } from '../../../server/src/core/refactor/fewest.ts';
import { patternsFor, type Segments } from '../../../server/src/core/refactor/patterns.ts';
import { shrink } from '../../../server/src/core/refactor/shrink-actions.ts';
import { catalog } from '../../support/catalog.ts';

/** Every choice is tried. */
function plainFewest(size: number, candidates: readonly { readonly text: string; readonly things: readonly number[] }[]): readonly [count: number, length: number] | undefined {
  let best: readonly [number, number] | undefined;
  for (let choice = 0; choice < 1 << candidates.length; choice++) {
    const chosen = candidates.filter((_, index) => choice & (1 << index));
    if (new Set(chosen.flatMap((it) => it.things)).size < size) continue;
    const cost = [chosen.length, chosen.reduce((all, it) => all + it.text.length, 0)] as const;
    if (!best || cost[0] < best[0] || (cost[0] === best[0] && cost[1] < best[1])) best = cost;
  }
  return best;
}

test('the search finds what trying every choice finds', () => {
  const candidate = fc.record({ length: fc.integer({ min: 1, max: 9 }), things: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 }) });
  fc.assert(
    fc.property(fc.array(candidate, { minLength: 1, maxLength: 9 }), (given) => {
      const candidates = given.map(({ length, things }, index) => ({ text: String(index).padEnd(length, 'x'), things }));
      // Every thing has a candidate of its own, as every action has its name.
      for (let thing = 0; thing < 7; thing++) if (!candidates.some((it) => it.things.includes(thing))) candidates.push({ text: `own${String(thing)}`.padEnd(10, 'x'), things: [thing] });
      const found = fewest(7, candidates.map(({ text, things }) => ({ text, covers: bits(7, things) })), 10_000);
      assert.equal(found.exact, true);
      assert.deepEqual([found.chosen.length, found.chosen.join('').length], plainFewest(7, candidates));
    }),
    { numRuns: 300, seed: 5 },
  );
});

test('a search that runs out of steps does not call its answer the smallest', () => {
  const candidates = Array.from({ length: 40 }, (_, index) => ({ text: `c${String(index)}`, covers: bits(40, [index, (index + 1) % 40, (index * 7) % 40]) }));
  const found = fewest(40, candidates, 3);
  assert.equal(found.exact, false);
  assert.equal(new Set(found.chosen.flatMap((text) => [Number(text.slice(1)), (Number(text.slice(1)) + 1) % 40, (Number(text.slice(1)) * 7) % 40])).size, 40);
});

/** Two-letter words, so that every pattern with one `*` can be tried. */
const word = fc.constantFrom('a', 'b', 'ab', 'ba', 'aab', 'bb');

test('shrinking is as short as the shortest choice among all patterns, and names nothing else', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(word, word), { selector: (it) => it.join(':'), minLength: 2, maxLength: 6 }), fc.integer({ min: 1, max: 63 }), (pairs, choice) => {
      const known = pairs.map(([type, operation]): Segments => ['s', type, operation]);
      const wanted = known.filter((_, index) => choice & (1 << index));
      if (wanted.length === 0) return;
      const all = small(known);
      const names = wanted.map((it) => it.join(':'));
      const { strings, exact } = shrink(names, all, '1.1');
      const named = (list: readonly string[]): string[] => [...new Set(list.flatMap((it) => actionsMatching(all, it, '1.1').map((action) => action.name)))].sort();
      assert.deepEqual(named(strings), [...names].sort());
      assert.equal(exact, true);
      const candidates = everyPattern().flatMap((text) => {
        const covers = actionsMatching(all, text, '1.1').map((it) => names.indexOf(it.name));
        return covers.length > 0 && !covers.includes(-1) ? [{ text, things: covers }] : [];
      });
      const byCover = new Map<string, (typeof candidates)[number]>();
      for (const it of candidates) {
        const key = [...it.things].sort().join();
        if ((byCover.get(key)?.text.length ?? Infinity) > it.text.length) byCover.set(key, it);
      }
      assert.deepEqual([strings.length, strings.join('').length], plainFewest(wanted.length, [...byCover.values()]));
    }),
    { numRuns: 60, seed: 3 },
  );
});

test('ModelArts itself: the same known actions, never one more', () => {
  for (const version of ['1.1', '5.0'] as const) {
    const names = catalog.actions('modelarts', version).map((it) => it.name);
    for (const keep of [(it: string) => /get|list|show/i.test(it), (it: string) => !/delete/i.test(it), (_: string, index: number) => index % 2 === 0, (_: string, index: number) => index % 7 !== 3]) {
      const list = names.filter(keep);
      const { strings, exact } = shrink(list, catalog, version);
      assert.deepEqual([...new Set(strings.flatMap((it) => actionsMatching(catalog, it, version).map((action) => action.name)))].sort(), [...list].sort());
      assert.equal(exact, true);
      assert.ok(strings.length <= list.length && strings.every((it) => it.split(':').every((segment) => segment.split('*').length <= 2)));
    }
  }
});

test('patterns of a service name only what is wanted', () => {
  const known: Segments[] = [['s', 'pool', 'get'], ['s', 'pool', 'list'], ['s', 'node', 'get']];
  const found = patternsFor(known, known.slice(0, 2));
  assert.deepEqual(found.map((it) => it.text).sort(), ['s:*:l*', 's:p*:*', 's:p*:g*'].sort());
});

function small(known: readonly Segments[]): typeof catalog {
  const actions = known.map((it): ActionFact => ({ name: it.join(':'), versions: ['1.1'], description: { en: '', zhCn: '' }, apis: [], dependsOn: [], conditionKeys: [], resources: [], deprecated: false, aliases: [], confidence: 'high' }));
  return createCatalog((name) => (name === 'index' ? { date: '', services: [{ name: 's', title: { en: '', zhCn: '' }, levelGrade: 'unknown', resourceFormats: [], coverage: 'complete' }], globalKeys: [], operators: [] } : { actions, resourceTypes: [], conditionKeys: [] }));
}

function everyPattern(): readonly string[] {
  const words = ['', 'a', 'b', 'aa', 'ab', 'ba', 'bb', 'aab', 'abb', 'bba'];
  const segments = [...words.filter(Boolean), ...words.flatMap((a) => words.map((b) => `${a}*${b}`).filter((it) => it.length <= 4))];
  return segments.flatMap((type) => segments.map((operation) => `s:${type}:${operation}`));
}

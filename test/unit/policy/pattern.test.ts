import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compile, matches } from '../../../server/src/core/policy/pattern.ts';

/** Written for plainness: what each place of the pattern leaves possible, one code point after the other. */
function plainly(pattern: string, text: string): boolean {
  const places = [...pattern];
  const reach = (at: number): number[] => (places[at] === '*' ? [at, ...reach(at + 1)] : [at]);
  let now = new Set(reach(0));
  for (const char of text) {
    const next = new Set<number>();
    for (const at of now) {
      if (places[at] === '*') for (const it of reach(at)) next.add(it);
      else if (places[at] === '?' || places[at] === char) for (const it of reach(at + 1)) next.add(it);
    }
    now = next;
  }
  return now.has(places.length);
}

const letters = (...more: string[]): fc.Arbitrary<string> => fc.array(fc.constantFrom('a', 'a', 'b', '\u{1f600}', ...more), { maxLength: 12 }).map((it) => it.join(''));
/** Long runs without a star, as they are searched for in another way than short ones. */
const runs = fc.array(fc.tuple(letters('?', '?'), fc.nat(9)).map(([text, count]) => text.repeat(count)), { minLength: 1, maxLength: 4 });

test('patterns match what a plain reading says', () => {
  fc.assert(
    fc.property(runs, letters(), fc.nat(12), fc.boolean(), (parts, filling, count, fitting) => {
      const pattern = parts.join('*');
      // A text that the pattern was made for, or any.
      const text = fitting ? parts.map((it) => it.replaceAll('?', 'b')).join(filling) : filling.repeat(count);
      assert.equal(matches(compile(pattern, true), text), plainly(pattern, text), JSON.stringify([pattern, text]));
    }),
    { numRuns: 3000, seed: 7 },
  );
});

test('a long run is found at each place, over a border of 32 places, or not', () => {
  for (const length of [31, 32, 33, 63, 64, 65, 97]) {
    const run = `${'?'.repeat(length - 2)}ab`;
    for (const before of [0, 1, 31, 32, 40]) {
      const text = `${'x'.repeat(before + length - 2)}ab`;
      assert.equal(matches(compile(`*${run}*`, true), `${text}yy`), true);
      assert.equal(matches(compile(`*${run}*`, true), `${text.slice(0, -1)}y`), false);
      assert.equal(matches(compile(`${run}*`, true), text), before === 0);
    }
    assert.equal(matches(compile(`*${run}*`, true), `${'x'.repeat(length - 3)}ab`), false);
  }
});

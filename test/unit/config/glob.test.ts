import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileGlob, matchesGlob } from '../../../server/src/core/config/glob.ts';

const cases: readonly (readonly [pattern: string, path: string, matches: boolean])[] = [
  ['a.json', 'a.json', true],
  ['a.json', 'deep/er/a.json', true],
  ['*.json', 'deep/a.json', true],
  ['*.json', 'deep/a.json5', false],
  ['*', 'deep/a', true],
  ['scp/*.json', 'scp/a.json', true],
  ['scp/*.json', 'scp/deep/a.json', false],
  ['scp/*.json', 'x/scp/a.json', false],
  ['scp/**', 'scp/deep/a.json', true],
  ['scp/**', 'scp', true],
  ['**/scp/*.json', 'scp/a.json', true],
  ['**/scp/*.json', 'x/y/scp/a.json', true],
  ['a/**/b/**/c', 'a/b/x/b/c', true],
  ['a/**/b/**/c', 'a/x/c', false],
  ['a/**/c', 'a/c', true],
  ['a?c.json', 'abc.json', true],
  ['a?c.json', 'ac.json', false],
  ['a?c.json', 'a/c.json', false],
  ['?.json', '你.json', true],
  ['?.json', '😀.json', true],
  ['*a*b*', 'xaxxbx', true],
  ['*a*b*', 'xbxxax', false],
  ['A.json', 'a.json', false],
  ['a.json', 'aXjson', false],
  ['a+(b).json', 'a+(b).json', true],
  ['**.json', 'a.json', true],
];

for (const [pattern, path, expected] of cases) {
  test(`${pattern} ${expected ? 'matches' : 'does not match'} ${path}`, () => {
    const glob = compileGlob(pattern);
    assert.ok(glob);
    assert.equal(matchesGlob(glob, path), expected);
  });
}

test('patterns that could match nothing are refused', () => {
  for (const pattern of ['', '/a', 'a/', 'a//b', './a', 'a/../b', 'a\\b', '{a,b}', '[ab]']) assert.equal(compileGlob(pattern), undefined, pattern);
});

test('a pattern means what its translation to an expression means', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), minLength: 1, maxLength: 5 });
  const path = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(fc.oneof(name, fc.constant('**')), { minLength: 2, maxLength: 5 }), path, (names, parts) => {
      const glob = compileGlob(names.join('/'));
      assert.ok(glob);
      // Each name takes its slash with it, so that `**` may take none.
      const expression = new RegExp(`^${names.map((it) => (it === '**' ? '(?:[^/]+/)*' : `${it.replaceAll('?', '[^/]').replace(/\*+/g, '[^/]*')}/`)).join('')}$`);
      assert.equal(matchesGlob(glob, parts.join('/')), expression.test(`${parts.join('/')}/`), `${glob.source} ${parts.join('/')}`);
    }),
    { numRuns: 2000 },
  );
});

test('a hostile pattern takes no time', () => {
  const glob = compileGlob(`${'a*'.repeat(200)}b`);
  const deep = compileGlob(`${'**/a/'.repeat(100)}b`);
  assert.ok(glob && deep);
  const start = process.cpuUsage().user;
  assert.equal(matchesGlob(glob, 'a'.repeat(10_000)), false);
  assert.equal(matchesGlob(deep, Array.from({ length: 1000 }, () => 'a').join('/')), false);
  // An exponential matcher would not come back at all; this bound is a thousand times what it takes.
  assert.ok(process.cpuUsage().user - start < 20_000_000);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { before, type Cuts, equalTo, everyValue, greaterThan, hasValue, intersectCuts, lessThan, sampleOf, subtractCuts, uniteCuts } from '../../../server/src/core/analysis/cuts.ts';
import { createLangs, hasWord, intersectLang, isEmptyLang, isWithinLang, type Lang, overlapLang, patternLang, shortestWord, subtractLang, unionLang, wordsLang } from '../../../server/src/core/analysis/lang.ts';
import { createMeter } from '../../../server/src/core/analysis/meter.ts';
import { readTokens } from '../../../server/src/core/analysis/tokens.ts';
import { createRandom } from '../../support/analysis-random.ts';
import { scaled } from '../../support/scale.ts';

const langs = createLangs();
const meter = createMeter(Infinity);
const lang = (text: string): Lang => patternLang(langs, readTokens(text, { question: true }).tokens) ?? langs.none;
const within = (a: string, b: string): boolean => isWithinLang(langs, lang(a), lang(b), meter);
const left = (a: Lang, ...others: Lang[]): readonly Lang[] => others.reduce<readonly Lang[]>((rest, it) => rest.flatMap((one) => subtractLang(langs, one, it)), [a]);

test('a pattern lies within another when all its texts do', () => {
  const cases: [string, string, boolean][] = [
    ['a*', '*', true], ['*', 'a*', false], ['ab', 'a?', true], ['a?', 'ab', false], ['a*b', 'a*', true], ['*ab*', '*b*', true], ['a*a', 'a*', true], ['a*', 'a*a', false],
    ['?*', '*?', true], ['a?*', 'a*', true], ['a*', 'a?*', false], ['??', '?*', true], ['*a*b*', '*b*a*', false], ['', '*', true], ['*', '?*', false], ['x*y*z', 'x*z', true],
  ];
  for (const [a, b, expected] of cases) assert.equal(within(a, b), expected, `${a} within ${b}`);
});

test('patterns cover another one together where none does alone', () => {
  const empty = (rest: readonly Lang[]): boolean => rest.every((it) => isEmptyLang(it, meter));
  assert.ok(empty(left(lang('*'), lang(''), lang('?'), lang('??*'))));
  assert.ok(!empty(left(lang('*'), lang(''), lang('??*'))));
  assert.ok(empty(left(lang('a*'), lang('a'), lang('a?'), lang('a??*'))));
  assert.deepEqual(left(lang('a*'), lang('a'), lang('a?')).map((it) => shortestWord(it, meter)), ['axx']);
});

test('random sets of patterns have exactly the words that matching says', () => {
  const random = createRandom(11);
  const of = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const words = ['', 'a', 'b', 'x', 'aa', 'ab', 'ba', 'bb', 'ax', 'xa', 'xx', 'aaa', 'aba', 'bab', 'abx', 'xab', 'axb', 'xxx', 'abab', 'aabb', 'xaxb'];
  for (let round = 0; round < scaled(3000); round++) {
    const texts = Array.from({ length: 3 }, () => Array.from({ length: 1 + Math.floor(random() * 4) }, () => of(['a', 'b', '*', '?', '*'])).join(''));
    const [a = langs.all, b = langs.all, c = langs.all] = texts.map(lang);
    const both = intersectLang(langs, a, b);
    const pieces = subtractLang(langs, both, c);
    const fresh = createLangs();
    const fromScratch = (text: string): Lang => patternLang(fresh, readTokens(text, { question: true }).tokens) ?? fresh.none;
    for (const word of words) {
      const expected = hasWord(fromScratch(texts[0] ?? ''), word) && hasWord(fromScratch(texts[1] ?? ''), word) && !hasWord(fromScratch(texts[2] ?? ''), word);
      assert.equal(pieces.filter((it) => hasWord(it, word)).length, expected ? 1 : 0, `${word} in ${texts.join(' ')}`);
    }
    for (const piece of pieces) {
      const word = shortestWord(piece, meter);
      if (typeof word === 'string') {
        assert.ok(hasWord(piece, word), `${word} of ${texts.join(' ')}`);
        assert.ok(!words.some((it) => it.length < word.length && hasWord(piece, it)), `shorter than ${word} in ${texts.join(' ')}`);
      } else assert.ok(!words.some((it) => hasWord(piece, it)), texts.join(' '));
      assert.equal(isEmptyLang(piece, meter), word === null);
    }
    assert.equal(overlapLang(langs, a, b, meter), words.some((it) => hasWord(a, it) && hasWord(b, it)) || shortestWord(both, meter) !== null, texts.join(' '));
  }
});

test('letters without case have both cases, and the Kelvin sign is a k', () => {
  const tokens = (text: string) => readTokens(text, { wildcards: false }).tokens;
  const k = unionLang(langs, [tokens('k')], true) ?? langs.none;
  assert.deepEqual(['k', 'K', '\u212a', 'x'].map((it) => hasWord(k, it)), [true, true, true, false]);
  assert.equal(unionLang(langs, [tokens('é')], true), undefined);
  assert.ok(!isWithinLang(langs, k, wordsLang(langs, ['k', 'K']), meter));
  assert.ok(isWithinLang(langs, wordsLang(langs, ['k', 'K']), k, meter));
});

test('escapes are literals, variables are wildcards, and what is not clear is everything that follows', () => {
  const read = (text: string): string => readTokens(text, { question: true }).tokens.map((it) => (typeof it === 'string' ? it : it.literal.replaceAll(/[*?]/g, '=$&'))).join('|');
  assert.equal(read('a${*}b*'), 'a=*b|*');
  assert.equal(read('a${g:UserName}b'), 'a|*|b');
  assert.equal(read("a${g:UserName, 'x'}b"), 'a|*|b');
  assert.equal(read("a${g:UserName, 'x}y'}b"), 'a|*');
  assert.equal(read('a${b'), 'a|*');
});

test('ranges keep their ends', () => {
  const from2to5 = intersectCuts(greaterThan('number', 2, true), lessThan('number', 5, false));
  assert.deepEqual([1, 2, 3, 5].map((it) => hasValue(from2to5, it)), [false, true, true, false]);
  const without3 = subtractCuts(from2to5, equalTo('number', 3));
  assert.deepEqual([2, 3, 4].map((it) => hasValue(without3, it)), [true, false, true]);
  assert.deepEqual(uniteCuts(without3, equalTo('number', 3)), from2to5);
  const between: Cuts = intersectCuts(greaterThan('number', 1, false), lessThan('number', 2, false));
  const sample = sampleOf(between);
  assert.ok(sample !== undefined && hasValue(between, sample));
  assert.equal(sampleOf(subtractCuts(everyValue('date'), everyValue('date'))), undefined);
  const addresses = subtractCuts(everyValue('ip'), { kind: 'cuts', unit: 'ip', cuts: [before(0n), before(1n)] });
  assert.equal(sampleOf(addresses), 1n);
});

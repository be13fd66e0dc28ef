import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accepts, createGlob, haveCommonWord, oddWord } from '../../../server/src/core/analysis/glob.ts';
import { createLangs, hasWord, intersectLang, isEmptyLang, isWithinLang, type Lang, type Langs, overlapLang, patternLang, shortestWord, subtractLang, unionLang, wordLang, wordsLang } from '../../../server/src/core/analysis/lang.ts';
import { createMeter, look, take, takeLooks } from '../../../server/src/core/analysis/meter.ts';
import { readTokens } from '../../../server/src/core/analysis/tokens.ts';
import { createRandom } from '../../support/analysis-random.ts';

/** All words over three letters up to five of them: enough to tell the patterns below apart. */
const words = [''];
for (let from = 0, length = 1; length <= 5; length++) {
  const to = words.length;
  for (; from < to; from++) for (const char of 'abc') words.push(`${words[from]}${char}`);
}

const tokensOf = (text: string) => readTokens(text, { question: true }).tokens;
const plenty = () => createMeter(1e9);

/** Whether a pattern matches, by its definition. */
function plainly(pattern: string, word: string): boolean {
  if (pattern === '') return word === '';
  if (pattern.startsWith('*')) return plainly(pattern.slice(1), word) || (word !== '' && plainly(pattern, word.slice(1)));
  return word !== '' && (pattern.startsWith('?') || pattern.charAt(0) === word.charAt(0)) && plainly(pattern.slice(1), word.slice(1));
}

const patterns = ['', 'a', 'b', 'ab', 'a*', '*a', '*', '?', '??', '?*', '*?', 'a?', '?a', 'a*b', '*ab*', 'a*a', 'a?*', '*a?b*', '??*b', 'ba', 'b*', '**', '*a*b'];

/** A set with the words that are in it, by a plain matcher. */
interface Both {
  readonly lang: Lang;
  readonly plain: ReadonlySet<string>;
}

function made(langs: Langs, ...from: readonly string[]): Both {
  const lang = unionLang(langs, from.map(tokensOf));
  assert.ok(lang);
  return { lang, plain: new Set(words.filter((word) => from.some((it) => plainly(it, word)))) };
}

const membersOf = (lang: Lang): string[] => words.filter((it) => hasWord(lang, it));

/** Compares everything that can be asked about two sets with their words. */
function judge(langs: Langs, a: Both, b: Both): void {
  const meter = plenty();
  const common = [...a.plain].filter((it) => b.plain.has(it));
  assert.deepEqual(membersOf(a.lang), [...a.plain]);
  assert.equal(isEmptyLang(a.lang, meter), a.plain.size === 0);
  assert.equal(overlapLang(langs, a.lang, b.lang, meter), common.length > 0);
  assert.equal(overlapLang(langs, b.lang, a.lang, meter), common.length > 0);
  assert.equal(isWithinLang(langs, a.lang, b.lang, meter), common.length === a.plain.size);
  assert.equal(isWithinLang(langs, b.lang, a.lang, meter), common.length === b.plain.size);
  const both = intersectLang(langs, a.lang, b.lang);
  assert.deepEqual(membersOf(both), common);
  assert.equal(shortestWord(both, meter)?.length ?? 99, Math.min(99, ...common.map((it) => it.length)));
  const pieces = subtractLang(langs, a.lang, b.lang);
  const left = words.filter((word) => {
    const holding = pieces.filter((it) => hasWord(it, word)).length;
    assert.ok(holding <= 1, `pieces overlap in ${word}`);
    return holding === 1;
  });
  assert.deepEqual(left, [...a.plain].filter((it) => !b.plain.has(it)));
  for (const piece of pieces) {
    const word = shortestWord(piece, meter);
    assert.equal(word === null, isEmptyLang(piece, meter));
    if (typeof word === 'string') assert.ok(hasWord(piece, word) && hasWord(a.lang, word) && !hasWord(b.lang, word), word);
  }
}

test('every pair of patterns is compared as their words are', () => {
  const langs = createLangs();
  patterns.forEach((a, index) => {
    for (const b of patterns.slice(index)) judge(langs, made(langs, a), made(langs, b));
  });
});

test('unions, intersections and differences are compared as their words are', () => {
  const random = createRandom(3);
  const pick = (): string => patterns[Math.floor(random() * patterns.length)] ?? '';
  for (let round = 0; round < 60; round++) {
    const langs = createLangs();
    const draw = (): Both => made(langs, ...Array.from({ length: 1 + Math.floor(random() * 3) }, pick));
    let one = draw();
    for (let more = Math.floor(random() * 3); more > 0; more--) {
      const other = draw();
      if (random() < 0.5) one = { lang: intersectLang(langs, one.lang, other.lang), plain: new Set([...one.plain].filter((it) => other.plain.has(it))) };
      else {
        const pieces = subtractLang(langs, one.lang, other.lang);
        const lang = pieces[Math.floor(random() * pieces.length)] ?? langs.none;
        one = { lang, plain: new Set(membersOf(lang)) };
      }
    }
    judge(langs, one, draw());
    judge(langs, draw(), one);
  }
});

test('equal sets are the same object, whatever the order they are made in', () => {
  const langs = createLangs();
  const [a, b, c] = ['a*', '*b', '?c'].map((it) => patternLang(langs, tokensOf(it)) as Lang) as [Lang, Lang, Lang];
  assert.equal(patternLang(langs, tokensOf('a*')), a);
  assert.notEqual(a.id, b.id);
  assert.equal(unionLang(langs, ['a*', '*b'].map(tokensOf)), unionLang(langs, ['*b', 'a*', 'a*'].map(tokensOf)));
  assert.equal(intersectLang(langs, a, b), intersectLang(langs, b, a));
  assert.equal(intersectLang(langs, intersectLang(langs, a, b), c), intersectLang(langs, b, intersectLang(langs, c, a)));
  assert.equal(intersectLang(langs, a, langs.all), a);
  assert.equal(intersectLang(langs, langs.all, a), a);
  assert.equal(wordLang(langs, 'x'), wordsLang(langs, ['x']));
  assert.equal(wordsLang(langs, []), langs.none);
  assert.equal(wordsLang(langs, ['x', 'y']), wordsLang(langs, ['x', 'y']));
  assert.equal(unionLang(langs, ['a', '*'].map(tokensOf)), langs.all);
  assert.equal(unionLang(langs, ['a', 'a'].map(tokensOf)), wordLang(langs, 'a'));
  assert.deepEqual(subtractLang(langs, a, a), []);
  assert.deepEqual(subtractLang(langs, a, langs.all), []);
  const ids = [langs.all, langs.none, langs.some, a, b, c, wordLang(langs, 'x'), wordLang(langs, 'y'), wordsLang(langs, ['x', 'y']), intersectLang(langs, a, b)].map((it) => it.id);
  assert.equal(new Set(ids).size, ids.length);
});

test('every text, every text but the empty one, and none', () => {
  const langs = createLangs();
  assert.deepEqual(['', 'a'].map((it) => [langs.all, langs.some, langs.none].map((set) => hasWord(set, it))), [[true, false, false], [true, true, false]]);
  assert.deepEqual([langs.all, langs.some, langs.none].map((it) => isEmptyLang(it, plenty())), [false, false, true]);
  assert.deepEqual([langs.all, langs.some, langs.none].map((it) => shortestWord(it, plenty())), ['', 'x', null]);
});

test('a shortest word names letters that no pattern has, as readable as can be', () => {
  const langs = createLangs();
  const shortest = (text: string): string | null | undefined => shortestWord(patternLang(langs, tokensOf(text)) as Lang, plenty());
  assert.deepEqual(['?', 'x?', 'xy?', 'xyz?', 'a*', '*b?', '??'].map(shortest), ['x', 'xy', 'xyz', 'xyza', 'a', 'bx', 'xx']);
  const all = 'xyzabcdefghijklmnopqrstuvw0123456789';
  assert.equal(shortest(`${all}?`), `${all}一`);
  assert.equal(shortest(`${all}一丁?`), `${all}一丁丂`);
  assert.equal(shortestWord(wordsLang(langs, ['long', 'b', 'a', '']), plenty()), '');
  assert.equal(shortestWord(wordsLang(langs, ['long', 'b', 'a']), plenty()), 'b');
  const without = subtractLang(langs, patternLang(langs, tokensOf('?')) as Lang, wordsLang(langs, ['x', 'y']))[0] as Lang;
  assert.equal(shortestWord(without, plenty()), 'z');
});

test('letters lose their case where that is asked for, in ASCII only', () => {
  const langs = createLangs();
  const folded = (text: string): Lang | undefined => patternLang(langs, tokensOf(text), true);
  const on = folded('oN') as Lang;
  assert.deepEqual(['on', 'ON', 'oN', 'no', 'onn', 'o', ''].map((it) => hasWord(on, it)), [true, true, true, false, false, false, false]);
  const ok = folded('k') as Lang;
  assert.deepEqual(['k', 'K', '\u212a', 'l'].map((it) => hasWord(ok, it)), [true, true, true, false]);
  assert.equal(folded('ä'), undefined);
  assert.equal(folded('a\u0080'), undefined);
  assert.deepEqual([hasWord(folded('中') as Lang, '中'), hasWord(folded('\u3000') as Lang, '\u3000'), hasWord(folded('\u9fff') as Lang, '\u9fff')], [true, true, true]);
  assert.deepEqual([folded('\u2fff'), folded('\ua000')], [undefined, undefined]);
  assert.deepEqual(['1-', '1-x'].map((it) => hasWord(folded('1-') as Lang, it)), [true, false]);
  assert.notEqual(folded('a'), patternLang(langs, tokensOf('a')));
  assert.equal(isWithinLang(langs, wordLang(langs, 'oN'), on, plenty()), true);
  assert.equal(isWithinLang(langs, on, wordsLang(langs, ['on', 'oN', 'On', 'ON']), plenty()), true);
  assert.equal(isWithinLang(langs, on, wordsLang(langs, ['on', 'oN', 'On']), plenty()), false);
});

test('patterns count code points, and name wildcards that stand for themselves', () => {
  const langs = createLangs();
  const has = (pattern: string, word: string): boolean => hasWord(patternLang(langs, tokensOf(pattern)) as Lang, word);
  assert.deepEqual([has('?', '😀'), has('??', '😀'), has('😀?', '😀😀'), has('*😀', 'a😀')], [true, false, true, true]);
  assert.deepEqual([has('${*}', '*'), has('${*}', 'a'), has('a${?}', 'a?'), has('a${?}', 'ab'), has('${$}', '$'), has('${*}*', '*x'), has('${*}*', 'x')], [true, false, true, false, true, true, false]);
  assert.notEqual(patternLang(langs, tokensOf('${*}')), patternLang(langs, tokensOf('*')));
  assert.notEqual(patternLang(langs, tokensOf('a${?}*')), patternLang(langs, tokensOf('a?*')));
});

test('what is asked takes steps, and what is answered takes none again', () => {
  const langs = createLangs();
  const [a, b] = ['?a*', '*b?'].map((it) => patternLang(langs, tokensOf(it)) as Lang) as [Lang, Lang];
  const meter = createMeter(100);
  assert.equal(overlapLang(langs, a, b, meter), true);
  const after = meter.left;
  assert.ok(after < 100);
  assert.equal(overlapLang(langs, b, a, meter), true);
  assert.equal(meter.left, after);
  assert.equal(isWithinLang(langs, a, b, meter), false);
  const last = meter.left;
  assert.ok(last < after);
  assert.equal(isWithinLang(langs, a, b, meter), false);
  assert.equal(meter.left, last);
});

test('without steps nothing is known to be empty, and nothing is remembered of it', () => {
  const langs = createLangs();
  const [a, b] = ['?a', '?b'].map((it) => patternLang(langs, tokensOf(it)) as Lang) as [Lang, Lang];
  const none = createMeter(1);
  assert.equal(overlapLang(langs, a, b, none), true);
  assert.equal(none.spent, true);
  assert.equal(isWithinLang(langs, a, patternLang(langs, tokensOf('??')) as Lang, createMeter(1)), false);
  assert.equal(shortestWord(intersectLang(langs, a, b), createMeter(1)), undefined);
  assert.equal(overlapLang(langs, a, b, plenty()), false);
  assert.equal(isWithinLang(langs, a, patternLang(langs, tokensOf('??')) as Lang, plenty()), true);
});

test('a meter is spent when more is taken than it has', () => {
  const meter = createMeter(2);
  assert.deepEqual([take(meter, 1), take(meter, 1), meter.spent, take(meter, 0.5), meter.spent], [true, true, false, false, true]);
  const looks = createMeter(1);
  assert.equal(takeLooks(looks, 3), true);
  assert.ok(Math.abs(looks.looks - 3 * look) < 1e-9 && Math.abs(looks.left - (1 - 3 * look)) < 1e-9);
  assert.equal(takeLooks(looks, 30), false);
});

test('a pattern as a machine accepts what it matches', () => {
  for (const pattern of patterns) {
    const glob = createGlob(tokensOf(pattern));
    assert.ok(glob);
    assert.deepEqual(words.filter((it) => accepts(glob, it)), words.filter((it) => plainly(pattern, it)), pattern);
    assert.deepEqual([glob.starred, glob.questions], [pattern.includes('*'), pattern.includes('?')]);
    assert.equal(glob.word, /[*?]/.test(pattern) ? undefined : pattern);
    const odd = oddWord(glob);
    assert.ok(odd !== undefined && accepts(glob, odd), pattern);
    // Each star has a dozen letters that nobody writes, more than patterns have `?`.
    assert.equal([...odd].filter((it) => !'abc'.includes(it)).length, 12 * pattern.replace(/\*+/g, '*').split('*').slice(1).length + (pattern.split('?').length - 1));
  }
  const folded = createGlob(tokensOf('a*b'), true);
  assert.ok(folded);
  assert.deepEqual(['ab', 'AB', 'aXb', 'a', 'ba', 'abc'].map((it) => accepts(folded, it)), [true, true, true, false, false, false]);
  assert.deepEqual([folded.word, folded.pattern, oddWord(folded)], [undefined, undefined, undefined]);
  assert.equal(createGlob(tokensOf('12'), true)?.word, '12');
  assert.equal(createGlob(tokensOf('ab'), true)?.word, undefined);
});

test('starred patterns have a common word when their ends agree', () => {
  const starred = patterns.filter((it) => it.includes('*'));
  for (const a of starred) {
    for (const b of starred) {
      const globs = [a, b].map((it) => createGlob(tokensOf(it))).filter((it) => it !== undefined);
      const common = words.some((it) => plainly(a, it) && plainly(b, it));
      assert.equal(haveCommonWord(globs), common, `${a} ${b}`);
    }
  }
  const three = (...list: readonly string[]): boolean => haveCommonWord(list.flatMap((it) => createGlob(tokensOf(it), true) ?? []));
  assert.deepEqual([three('a*', 'A*'), three('a*', 'b*'), three('a*', '?*', 'b*'), three('*a', '*b'), three('*a', '*?', '*A')], [true, false, false, false, true]);
  const [either, lower, upper] = [createGlob(tokensOf('a*'), true), createGlob(tokensOf('a*')), createGlob(tokensOf('A*'))];
  assert.ok(either && lower && upper);
  assert.deepEqual([haveCommonWord([either, lower]), haveCommonWord([either, upper]), haveCommonWord([lower, upper])], [true, true, false]);
});

test('what stands in ${…} is a variable or a character that means itself', () => {
  const read = (text: string, options?: object): unknown => {
    const { tokens, variable, escaped } = readTokens(text, options);
    return [tokens.map((it) => (typeof it === 'string' ? it : `"${it.literal}"`)).join(' '), variable, escaped];
  };
  assert.deepEqual(read('a*b?c'), ['"a" * "b?c"', false, false]);
  assert.deepEqual(read('a*b?c', { question: true }), ['"a" * "b" ? "c"', false, false]);
  assert.deepEqual(read('a*b?c', { wildcards: false, question: true }), ['"a*b?c"', false, false]);
  assert.deepEqual(read('a${*}b${?}${$}'), ['"a*b?$"', false, true]);
  assert.deepEqual(read('a${g:UserName}b'), ['"a" * "b"', true, false]);
  assert.deepEqual(read("a${g:UserName, 'no {body}'}b"), ['"a" *', true, false]);
  assert.deepEqual(read("a${g:UserName, 'nobody'}b"), ['"a" * "b"', true, false]);
  assert.deepEqual(read("a${g:UserName, 'nobody' }b"), ['"a" * "b"', true, false]);
  assert.deepEqual(read('a${}b'), ['"a" * "b"', true, false]);
  assert.deepEqual(read('a${*?}b'), ['"a" * "b"', true, false]);
  assert.deepEqual(read('a${b'), ['"a" *', true, false]);
  assert.deepEqual(read('${x}'), ['*', true, false]);
  assert.deepEqual(read('$a{b}$'), ['"$a{b}$"', false, false]);
  assert.deepEqual(read('a${*}', { wildcards: false }), ['"a*"', false, true]);
  assert.deepEqual(read(''), ['', false, false]);
});

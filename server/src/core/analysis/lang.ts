import type { Token } from '../policy/pattern.ts';
import { accepts, createGlob, type Glob, haveCommonWord, oddWord, other, type State, step } from './glob.ts';
import { type Meter, take } from './meter.ts';

/** What some patterns match together: the values that a condition lists, or one pattern of an action. */
export interface Union {
  readonly id: number;
  /** Its patterns; unions stand in this order everywhere, so that no answer hangs on which was met first. */
  readonly name: string;
  readonly globs: readonly Glob[];
  /** All its words, where none of the globs has a wildcard. */
  readonly words: ReadonlySet<string> | undefined;
}

/**
 * A set of texts: those that are in all of `pos` and in none of `neg`; or, where `words` is given, just those.
 * Whatever is intersected and subtracted keeps this form.
 */
export interface Lang {
  readonly kind: 'lang';
  readonly id: number;
  readonly words: readonly string[] | undefined;
  readonly pos: readonly Union[];
  readonly neg: readonly Union[];
  /** The shortest word, `null` where there is none; absent while nobody asked. */
  shortest?: string | null;
  empty?: boolean | undefined;
}

/** Patterns and sets of one analysis; equal ones are the same object. */
export interface Langs {
  readonly globs: Map<string, Glob | null>;
  readonly unions: Map<string, Union>;
  /** Sets of one text, by it. */
  readonly single: Map<string, Lang>;
  /** All other sets, by what they are made of. */
  readonly composed: Map<string, Lang>;
  readonly within: Map<number, boolean>;
  readonly overlapping: Map<number, boolean>;
  /** Every text. */
  readonly all: Lang;
  /** Every text but the empty one. */
  readonly some: Lang;
  readonly none: Lang;
}

/** More sets than one analysis makes within its steps; two numbers below it are one exact number. */
const idLimit = 0x4000000;

export function createLangs(): Langs {
  const all: Lang = { kind: 'lang', id: 0, words: undefined, pos: [], neg: [] };
  const none: Lang = { kind: 'lang', id: 1, words: [], pos: [], neg: [] };
  const langs: Langs = { globs: new Map(), unions: new Map(), single: new Map(), composed: new Map(), within: new Map(), overlapping: new Map(), all, some: all, none };
  return { ...langs, some: patternLang(langs, ['?', '*']) ?? all };
}

/** The texts that one pattern matches; undefined where letters outside ASCII would have to lose their case. */
export function patternLang(langs: Langs, tokens: readonly Token[], ignoreCase = false): Lang | undefined {
  return unionLang(langs, [tokens], ignoreCase);
}

/** The texts that at least one of some patterns matches. */
export function unionLang(langs: Langs, patterns: readonly (readonly Token[])[], ignoreCase = false): Lang | undefined {
  const found = new Map<string, Glob>();
  for (const tokens of patterns) {
    const key = (ignoreCase ? 'i' : 'c') + tokens.map((it) => (typeof it === 'string' ? it : `=${JSON.stringify(it.literal)}`)).join('');
    if (found.has(key)) continue;
    let glob = langs.globs.get(key);
    if (glob === undefined) {
      glob = createGlob(tokens, ignoreCase) ?? null;
      langs.globs.set(key, glob);
    }
    if (!glob) return undefined;
    found.set(key, glob);
  }
  const globs = [...found.values()];
  if (globs.every((it) => it.word !== undefined)) return wordsLang(langs, [...new Set(globs.map((it) => it.word ?? ''))]);
  if (globs.some((it) => it.start.full)) return langs.all;
  const keys = found.size > 1 ? [...found.keys()].sort() : [...found.keys()];
  const name = keys.join('|');
  let union = langs.unions.get(name);
  if (!union) {
    union = { id: langs.unions.size, name, globs: keys.flatMap((it) => found.get(it) ?? []), words: undefined };
    langs.unions.set(name, union);
  }
  return intern(langs, undefined, [union], []);
}

/** Just these texts. */
export function wordsLang(langs: Langs, words: readonly string[]): Lang {
  const [first] = words;
  return first === undefined ? langs.none : words.length === 1 ? wordLang(langs, first) : intern(langs, words, [], []);
}

/** Just this text. */
export function wordLang(langs: Langs, word: string): Lang {
  let lang = langs.single.get(word);
  if (!lang) {
    lang = { kind: 'lang', id: nextId(langs), words: [word], pos: [], neg: [] };
    langs.single.set(word, lang);
  }
  return lang;
}

/** Whether some text is in both. */
export function overlapLang(langs: Langs, a: Lang, b: Lang, meter: Meter): boolean {
  if (a === b) return !isEmptyLang(a, meter);
  if (a.words?.length === 1 && b.words?.length === 1) return false;
  if (a.words) return a.words.some((it) => hasWord(b, it));
  if (b.words) return b.words.some((it) => hasWord(a, it));
  const key = a.id < b.id ? a.id * idLimit + b.id : b.id * idLimit + a.id;
  const known = langs.overlapping.get(key);
  if (known !== undefined) return known;
  take(meter, 0.2);
  const pos = merge(a.pos, b.pos);
  const neg = merge(a.neg, b.neg);
  const empty = seenAtOnce({ pos, neg }) ?? isEmptyLang(intern(langs, undefined, pos, neg), meter);
  if (!meter.spent) langs.overlapping.set(key, !empty);
  return !empty;
}

export function intersectLang(langs: Langs, a: Lang, b: Lang): Lang {
  if (a === b || b === langs.all) return a;
  if (a === langs.all) return b;
  if (a.words) return filtered(langs, a, a.words, (it) => hasWord(b, it));
  if (b.words) return filtered(langs, b, b.words, (it) => hasWord(a, it));
  return intern(langs, undefined, merge(a.pos, b.pos), merge(a.neg, b.neg));
}

/** What of `a` is not in `b`, as sets that do not overlap; some may be empty. */
export function subtractLang(langs: Langs, a: Lang, b: Lang): readonly Lang[] {
  if (a === b || b === langs.all) return [];
  if (a.words) return [filtered(langs, a, a.words, (it) => !hasWord(b, it))];
  if (b.words) return [intern(langs, undefined, a.pos, merge(a.neg, [unionOfWords(langs, b.words)]))];
  const pieces: Lang[] = [];
  let rest = a;
  for (const union of b.pos) {
    pieces.push(intern(langs, undefined, rest.pos, merge(rest.neg, [union])));
    rest = intern(langs, undefined, merge(rest.pos, [union]), rest.neg);
  }
  for (const union of b.neg) {
    pieces.push(intersectLang(langs, rest, unionAsLang(langs, union)));
    rest = intern(langs, undefined, rest.pos, merge(rest.neg, [union]));
  }
  return pieces;
}

export function isEmptyLang(lang: Lang, meter: Meter): boolean {
  if (lang.words) return lang.words.length === 0;
  if (lang.shortest !== undefined) return lang.shortest === null;
  lang.empty ??= seenAtOnce(lang);
  return lang.empty ?? shortestWord(lang, meter) === null;
}

/** Whether the set is empty, where that is seen from single patterns; undefined where the machines have to be walked. */
function seenAtOnce({ pos, neg }: Pick<Lang, 'pos' | 'neg'>): boolean | undefined {
  const globs: Glob[] = [];
  for (const { globs: [only], globs: { length } } of pos) {
    if (!only?.starred || length > 1) return undefined;
    globs.push(only);
  }
  if (neg.length === 0) return !haveCommonWord(globs);
  const [only] = globs;
  const word = only && globs.length === 1 ? oddWord(only) : undefined;
  if (word === undefined || neg.some((it) => it.globs.some((glob) => glob.questions))) return undefined;
  return neg.some((it) => inUnion(it, word));
}

/** Whether every text of `a` is in `b`. */
export function isWithinLang(langs: Langs, a: Lang, b: Lang, meter: Meter): boolean {
  if (a === b || b === langs.all) return true;
  if (a.words) return a.words.every((it) => hasWord(b, it));
  const key = a.id * idLimit + b.id;
  const known = langs.within.get(key);
  if (known !== undefined) return known;
  take(meter, 0.2);
  const result = subtractLang(langs, a, b).every((it) => isEmptyLang(it, meter));
  if (!meter.spent) langs.within.set(key, result);
  return result;
}

export function hasWord(lang: Lang, word: string): boolean {
  if (lang.words) return lang.words.includes(word);
  return lang.pos.every((it) => inUnion(it, word)) && !lang.neg.some((it) => inUnion(it, word));
}

/** A shortest text of the set; `null` where it is empty, undefined where the steps ran out. */
export function shortestWord(lang: Lang, meter: Meter): string | null | undefined {
  if (lang.shortest !== undefined) return lang.shortest;
  const found = lang.words ? lang.words.reduce<string | null>((best, it) => (best === null || it.length < best.length ? it : best), null) : search(lang, meter);
  if (found !== undefined) lang.shortest = found;
  return found;
}

/** Walks all machines side by side, shortest words first. */
function search(lang: Lang, meter: Meter): string | null | undefined {
  const groups = [...lang.pos, ...lang.neg];
  const globs = groups.flatMap((it) => it.globs);
  const bounds: number[] = [];
  for (const group of groups) bounds.push((bounds[bounds.length - 1] ?? 0) + group.globs.length);
  const positive = lang.pos.length;
  const first: Node = { states: globs.map((it) => it.start), char: other, from: undefined };
  const seen = new Set([keyOf(first.states)]);
  let queue: Node[] = [first];
  while (queue.length > 0) {
    const following: Node[] = [];
    for (const node of queue) {
      if (!take(meter, 1 + globs.length)) return undefined;
      if (verdict(node.states, bounds, positive, 'accepts') === true) return spell(node, globs);
      const named = new Set<string>();
      for (const state of node.states) for (const char of state.named) named.add(char);
      for (const char of [other, ...named]) {
        const states = node.states.map((it) => (it.full || it.dead ? it : step(it, char)));
        if (verdict(states, bounds, positive, 'alive') === false) continue;
        const key = keyOf(states);
        if (seen.has(key)) continue;
        seen.add(key);
        if (!take(meter, globs.length)) return undefined;
        following.push({ states, char, from: node });
      }
    }
    queue = following;
  }
  return null;
}

interface Node {
  readonly states: readonly State[];
  readonly char: string;
  readonly from: Node | undefined;
}

/** Whether the word so far is in the set, or whether any longer word can be. */
function verdict(states: readonly State[], bounds: readonly number[], positive: number, question: 'accepts' | 'alive'): boolean {
  let at = 0;
  for (let group = 0; group < bounds.length; group++) {
    const end = bounds[group] ?? 0;
    let holds = false;
    for (; at < end; at++) {
      const state = states[at];
      if (!state) continue;
      if (question === 'accepts' ? state.accepts : group < positive ? !state.dead : state.full) {
        holds = true;
        at = end;
        break;
      }
    }
    if (holds !== group < positive) return false;
  }
  return true;
}

function keyOf(states: readonly State[]): string {
  let key = '';
  for (const { id } of states) key += String.fromCharCode(id & 0xffff, id >>> 16);
  return key;
}

/** The word that leads to a node; where any other code point may stand, a readable one that no pattern names. */
function spell(node: Node, globs: readonly Glob[]): string {
  const used = new Set<string>();
  for (const { items } of globs) for (const item of items) if (typeof item === 'string') for (const char of item) used.add(char);
  const free = freeChar(used);
  let word = '';
  for (let at: Node | undefined = node; at?.from; at = at.from) word = (at.char === other ? free : at.char) + word;
  return word;
}

function freeChar(used: ReadonlySet<string>): string {
  for (const char of 'xyzabcdefghijklmnopqrstuvw0123456789') if (!used.has(char)) return char;
  let code = 0x4e00;
  while (used.has(String.fromCodePoint(code))) code++;
  return String.fromCodePoint(code);
}

function inUnion(union: Union, word: string): boolean {
  return union.words ? union.words.has(word) : union.globs.some((it) => accepts(it, word));
}

function filtered(langs: Langs, lang: Lang, words: readonly string[], keep: (word: string) => boolean): Lang {
  const kept = words.filter(keep);
  return kept.length === words.length ? lang : wordsLang(langs, kept);
}

function unionOfWords(langs: Langs, words: readonly string[]): Union {
  const name = `w${JSON.stringify(words)}`;
  let union = langs.unions.get(name);
  if (!union) {
    const globs = words.flatMap((it) => createGlob([{ literal: it }]) ?? []);
    union = { id: langs.unions.size, name, globs, words: new Set(words) };
    langs.unions.set(name, union);
  }
  return union;
}

function unionAsLang(langs: Langs, union: Union): Lang {
  return union.words ? wordsLang(langs, [...union.words]) : intern(langs, undefined, [union], []);
}

function merge(a: readonly Union[], b: readonly Union[]): readonly Union[] {
  if (a.length === 0) return b;
  const added = b.filter((it) => !a.includes(it));
  return added.length === 0 ? a : [...a, ...added].sort((x, y) => (x.name < y.name ? -1 : 1));
}

function intern(langs: Langs, words: readonly string[] | undefined, pos: readonly Union[], neg: readonly Union[]): Lang {
  if (!words && pos.length === 0 && neg.length === 0) return langs.all;
  const key = words ? JSON.stringify(words) : `${pos.map((it) => it.id).join(',')}-${neg.map((it) => it.id).join(',')}`;
  let lang = langs.composed.get(key);
  if (!lang) {
    lang = { kind: 'lang', id: nextId(langs), words, pos, neg };
    langs.composed.set(key, lang);
  }
  return lang;
}

function nextId({ single, composed }: Langs): number {
  return 2 + single.size + composed.size;
}

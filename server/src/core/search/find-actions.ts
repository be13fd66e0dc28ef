import { type ActionFact, actionsMatching } from '../catalog/catalog.ts';
import type { ActionIndex, IndexedAction } from './action-index.ts';
import { slipOf } from '../rules/support/slip.ts';
import { type Api, matchApi, readApi } from './api.ts';

export interface FoundAction {
  readonly fact: ActionFact;
  /** By what it was found, the best first. */
  readonly by: 'name' | 'api' | 'alias' | 'words';
  /** The documented request, where it was found by one. */
  readonly api?: string;
  /** The other spelling that was searched, where it was found by one. */
  readonly alias?: string;
}

/** A query is a few words, a request, or a part of a message: more than this is not read, in UTF-16 units. */
const mostRead = 4096;

/** Names are looked for one by one in a longer text; more than these are not. */
const mostNames = 50;

/**
 * The actions that somebody means with a few words of either language, the beginning or a part of a name, an old
 * name, an API request with or without real identifiers, or a text that names actions, such as a denial. The
 * likeliest first; of equal ones those of ModelArts. Every word must be found; nothing is guessed.
 *
 * @param limit most answers
 * @param strict words are taken as they stand: a filter shows what has them, and nothing that was perhaps meant
 */
export function findActions(index: ActionIndex, query: string, limit = 100, strict = false): readonly FoundAction[] {
  const text = query.slice(0, mostRead).trim();
  if (text === '') return [];
  const api = readApi(text);
  const byApi = api ? findByApi(index, api) : [];
  if (byApi.length > 0) return byApi.slice(0, limit);
  const named = findByName(index, text);
  if (named.length > 0) return named.slice(0, limit);
  const words = [text, ...(strict ? [] : looser(index, text))].map((it) => findByWords(index, it));
  return words.find((it) => it.length > 0)?.slice(0, limit) ?? [];
}

const apiRanks = { whole: 0, end: 1, start: 2 };

function findByApi({ actions }: ActionIndex, api: Api): FoundAction[] {
  const found: { rank: number; length: number; action: FoundAction }[] = [];
  for (const { fact, apis } of actions) {
    let best: (typeof found)[number] | undefined;
    for (const documented of apis) {
      const match = matchApi(api, documented);
      if (!match) continue;
      // What is written literally fits better than a place for anything.
      const open = documented.segments.filter((it, at) => it === undefined && api.segments[at] !== undefined).length;
      const rank = apiRanks[match] * 100 + open;
      if (!best || rank < best.rank) best = { rank, length: documented.segments.length, action: { fact, by: 'api', api: documented.text } };
    }
    if (best) found.push(best);
  }
  const ranked = found.sort((a, b) => a.rank - b.rank || a.length - b.length);
  const best = ranked[0]?.rank ?? 0;
  // Where a request is known, others that merely begin like it are none.
  return ranked.filter((it) => best >= 100 || it.rank < 100).map((it) => it.action);
}

/** Names with both colons that stand in the text, wildcards included. */
function findByName({ catalog, actions }: ActionIndex, text: string): FoundAction[] {
  const found = new Map<ActionFact, FoundAction>();
  for (const [name] of [...text.matchAll(/[\w*-]+:[\w*-]*:[\w*]+/g)].slice(0, mostNames)) {
    const facts = name.includes('*') ? [...actionsMatching(catalog, name, '1.1'), ...actionsMatching(catalog, name, '5.0')] : (catalog.action(name) ?? []);
    for (const fact of [facts].flat()) found.set(fact, { fact, by: 'name' });
    const lower = name.toLowerCase();
    for (const it of actions) if (it.aliases.includes(lower) && !found.has(it.fact)) found.set(it.fact, { fact: it.fact, by: 'alias', alias: name });
  }
  return [...found.values()];
}

/** Other readings of words that fit nothing as they stand: `trainingJob` as two words, slips mended, words that nothing has left out. */
function* looser(index: ActionIndex, text: string): Generator<string> {
  const spaced = text.replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  if (spaced !== text) yield spaced;
  const words = [...spaced.toLowerCase().matchAll(/[^\s:/,.;()"']+/g)].map(([it]) => it);
  if (words.length > mostWords) return;
  const fits = (word: string): boolean => findByWords(index, word).length > 0;
  const mended = words.map((it) => (fits(it) ? it : (slipOf(it, index.words) ?? it)));
  if (mended.some((it, at) => it !== words[at])) yield mended.join(' ');
  const left = mended.filter(fits);
  // One word of many says too little of what was meant.
  if (left.length < mended.length && left.length * 2 >= mended.length) yield left.join(' ');
}

/** Words of a query that are looked at one by one. */
const mostWords = 12;

interface Scored {
  readonly score: number;
  readonly action: IndexedAction;
  readonly alias: string | undefined;
}

function findByWords(index: ActionIndex, text: string): FoundAction[] {
  // In a name that is not known `trainingJob` is two words.
  const spaced = /\w:\w/.test(text) ? text.replace(/([a-z0-9])([A-Z])/g, '$1 $2') : text;
  const wanted = readWords(spaced.toLowerCase(), index.terms);
  if (wanted.length === 0) return [];
  const found: Scored[] = [];
  for (const action of index.actions) {
    const scored = score(action, wanted, text.toLowerCase());
    if (scored) found.push(scored);
  }
  // The order of the index, ModelArts first, decides between equals.
  found.sort((a, b) => b.score - a.score);
  return found.map(({ action, alias }) => (alias === undefined ? { fact: action.fact, by: namedBy(action, wanted) } : { fact: action.fact, by: 'alias', alias }));
}

/** Spellings of one thing that was asked for; the first is as it was written. */
type Wanted = readonly string[];

/** The words of a query, each with what else it is called; a Chinese run without blanks is taken apart at terms. */
function readWords(text: string, terms: ActionIndex['terms']): readonly Wanted[] {
  const wanted: Wanted[] = [];
  let rest = text;
  // The longest term first: "resource pool" is not "pool".
  const known = terms.flatMap((group) => group.filter((it) => text.includes(it)).map((term) => ({ term, group })));
  for (const { term, group } of known.sort((a, b) => b.term.length - a.term.length)) {
    const at = findTerm(rest, term);
    if (at < 0) continue;
    wanted.push([term, ...group.filter((it) => it !== term)]);
    rest = `${rest.slice(0, at)} ${rest.slice(at + term.length)}`;
  }
  for (const [word] of rest.matchAll(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu)) {
    for (const it of isHan(word) ? pieces(word) : [word]) if (!empty.has(it)) wanted.push(forms(it));
  }
  return wanted;
}

/** Words that say nothing of what is looked for. */
const empty = new Set(['a', 'an', 'the', 'of', 'to', 'for', 'in', 'on', 'with', 'and', 'or', 'my', 'can', 'who', 'how', 'i', '的', '我', '一个']);

/** A word with its other forms: "creating" finds "create", "notebooks" "notebook". */
function forms(word: string): Wanted {
  if (word.length > 5 && word.endsWith('ing')) return [word, word.slice(0, -3), `${word.slice(0, -3)}e`];
  return word.length > 3 && word.endsWith('s') ? [word, word.slice(0, -1)] : [word];
}

/** Where a term stands as words of its own; Chinese has no blanks around words. */
function findTerm(text: string, term: string): number {
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    if (isHan(term) || (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + term.length]))) return at;
  }
  return -1;
}

/** A run of Chinese characters in pairs, which is how its words are found in a description. */
function pieces(run: string): string[] {
  const characters = [...run];
  if (characters.length <= 2) return [run];
  const found: string[] = [];
  for (let at = 0; at < characters.length; at += 2) found.push(characters.slice(Math.min(at, characters.length - 2), Math.min(at, characters.length - 2) + 2).join(''));
  return found;
}

function isHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[a-z0-9]/.test(character);
}

function score(action: IndexedAction, wanted: readonly Wanted[], text: string): Scored | undefined {
  // The description word for word is what somebody copied from somewhere.
  let total = action.descriptions.includes(text) ? 30 : 0;
  let alias: string | undefined;
  for (const spellings of wanted) {
    let best = 0;
    for (const [index, spelling] of spellings.entries()) {
      // What was written itself counts a little more than what it is called elsewhere.
      const found = scoreWord(action, spelling) - (index === 0 ? 0 : 1);
      if (found > best) best = found;
    }
    if (best <= 0) {
      const at = action.aliases.findIndex((it) => it.includes(spellings[0] ?? ''));
      alias = action.fact.aliases[at];
      if (alias === undefined) return undefined;
      best = 2;
    }
    total += best;
  }
  // Of equals the one that both versions of the language know is less likely to be an old name.
  // ModelArts is what people here work with.
  const own = action.name.startsWith('modelarts:') ? 2 : 0;
  return { score: total + own - (action.fact.deprecated ? 3 : 0) + (action.fact.versions.length > 1 ? 1 : 0), action, alias };
}

function scoreWord({ nameWords, operation, name, description, around }: IndexedAction, word: string): number {
  if (operation === word) return 12;
  const inName = startOfWord(nameWords, word);
  if (inName) return inName === 'whole' ? 10 : 8;
  const inDescription = isHan(word) ? description.includes(word) && 'whole' : startOfWord(description, word);
  if (inDescription) return inDescription === 'whole' ? 7 : 6;
  if (name.includes(word)) return 5;
  if (isHan(word) ? around.includes(word) : startOfWord(around, word)) return 3;
  return 0;
}

/** Whether a word stands in the text, or begins one. */
function startOfWord(text: string, word: string): 'whole' | 'start' | undefined {
  let begins: 'start' | undefined;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at > 0 && isWordCharacter(text[at - 1])) continue;
    if (!isWordCharacter(text[at + word.length])) return 'whole';
    begins = 'start';
  }
  return begins;
}

function namedBy({ nameWords }: IndexedAction, wanted: readonly Wanted[]): 'name' | 'words' {
  return wanted.every(([word = '']) => nameWords.includes(word)) ? 'name' : 'words';
}

import { type Arg, english, type Reader, toPlain } from '../message.ts';
import type { Edit } from '../text.ts';
import type { CompletionItem } from './completion.ts';

/** Bytes of one reply (issue: a reply is at most 8 KB at any position). */
export const maximumReply = 8192;

/** The envelope of a reply: headers aside, ids, shared fields and two ranges. */
const envelope = 480;

/** What the text of an edit in LSP costs beside its own characters: a range with two positions. */
const editOverhead = 110;

type Draft = Omit<CompletionItem, 'sortText'>;

/**
 * The items that fit into a reply, in their order, and whether some were left out. Where it is enough, only
 * details are left out, from the end: the documentation has them, too. Else what does not hold the typed
 * letters goes, then items from the end, wildcards excepted. Few enough items are not filtered: the editor does it.
 */
export function fitting(items: readonly Draft[], typed: string, additional: readonly Edit[], limit: number, perItem: number): { readonly items: readonly Draft[]; readonly cut: boolean } {
  const room = limit - envelope;
  const shared = perItem + additional.reduce((sum, edit) => sum + editOverhead + bytes(JSON.stringify(edit.text)), additional.length > 0 ? 25 : 0);
  const size = (it: Draft): number => sizeOf(it) + shared;
  const total = sum(items, size);
  if (total <= room) return { items, cut: false };
  const short = withFewerDetails(items, total - room);
  if (sum(short, size) <= room) return { items: short, cut: false };
  const letters = typed.toLowerCase();
  const close = letters === '' ? items : byCloseness(items, letters);
  return { items: sum(close, size) > room ? upTo(close, room, size) : close, cut: true };
}

/** Without details of as many items, from the end, as it takes to save so many bytes. */
function withFewerDetails(items: readonly Draft[], excess: number): readonly Draft[] {
  let left = excess;
  return [...items]
    .reverse()
    .map((item) => {
      if (left <= 0 || item.detail === undefined) return item;
      const { detail: _, ...short } = item;
      left -= sizeOf(item) - sizeOf(short);
      return short;
    })
    .reverse();
}

function upTo(items: readonly Draft[], room: number, size: (it: Draft) => number): readonly Draft[] {
  const isWildcard = (it: Draft): boolean => it.kind === 'wildcard';
  let left = room - sum(items.filter(isWildcard), size);
  let full = false;
  return items.filter((it) => {
    if (isWildcard(it)) return true;
    full ||= (left -= size(it)) < 0;
    return !full;
  });
}

function sum(items: readonly Draft[], size: (it: Draft) => number): number {
  return items.reduce((total, it) => total + size(it), 0);
}

/** Those that hold the letters in their order: first what starts with them, then what holds them in a row. */
function byCloseness(items: readonly Draft[], letters: string): readonly Draft[] {
  const groups: [Draft[], Draft[], Draft[]] = [[], [], []];
  for (const item of items) {
    const text = (item.filterText ?? item.label).toLowerCase();
    if (text.startsWith(letters)) groups[0].push(item);
    else if (text.includes(letters)) groups[1].push(item);
    else if (holds(text, letters)) groups[2].push(item);
  }
  return groups.flat();
}

function holds(text: string, letters: string): boolean {
  let at = 0;
  for (const char of text) {
    if (char === letters.charAt(at)) at++;
  }
  return at >= letters.length;
}

/** At most so many bytes an item takes in a reply, in either language. */
export function sizeOf(item: Draft): number {
  let size = 40 + jsonSize(item.label);
  if (item.detail !== undefined) size += 11 + detailSize(item.detail);
  if (item.filterText !== undefined) size += 14 + jsonSize(item.filterText);
  if (item.text !== item.label) size += 16 + jsonSize(item.text);
  if (item.snippet) size += 21;
  if (item.deprecated) size += 11;
  if (item.retrigger) size += 66;
  if (item.data !== undefined) size += 8 + jsonSize(item.data);
  return size;
}

const chinese: Reader = { language: 'zh-cn', bundle: {} };

/** A translated template may be longer than the English one: three bytes for each of its few words. */
function detailSize(detail: Arg): number {
  const size = Math.max(jsonSize(toPlain(detail, english)), jsonSize(toPlain(detail, chinese)));
  return typeof detail === 'object' && 'template' in detail ? size + 24 : size;
}

function jsonSize(text: string): number {
  return bytes(JSON.stringify(text));
}

/** Bytes of UTF-8. */
function bytes(text: string): number {
  let size = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    size += char < 0x80 ? 1 : char < 0x800 || (char >= 0xd800 && char <= 0xdfff) ? 2 : 3;
  }
  return size;
}

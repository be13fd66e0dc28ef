import { innerSpan, type JsonString } from '../json/json.ts';
import type { Place } from '../json/locate.ts';
import type { Edit, Span } from '../text.ts';
import type { Offer } from './completion.ts';

/** Where the text of an item goes, and what has to stand around it so that the result is JSON. */
export interface Slot {
  readonly insert: Span;
  readonly replace: Span;
  /** What stands between the start of the slot and the cursor. */
  readonly typed: string;
  /** Written before and behind each item. */
  readonly open: string;
  readonly close: string;
  /** Another segment follows, so the colon is there. */
  readonly followed: boolean;
  /** What of `typed` belongs to earlier segments: repeated in the text and in what letters are compared with. */
  readonly before: string;
  readonly additional: readonly Edit[];
}

/** Text and cursor of a string value, read as far as it can be taken for one value. */
export interface Written {
  /** Where the characters of the value start. */
  readonly start: number;
  readonly value: string;
  /** Index of the cursor in `value`. */
  readonly cursor: number;
}

/** The characters of the string or word at a place. A string that nobody closed ends where no name goes on. */
export function writtenAt(text: string, { node, span }: Place, offset: number): Written {
  if (node?.type !== 'string') return { start: span.start, value: text.slice(span.start, span.end), cursor: offset - span.start };
  const inner = innerSpan(node);
  let end = inner.end;
  if (!node.closed) {
    end = offset;
    while (end < inner.end && isNameCharacter(text.charCodeAt(end))) end++;
  }
  return { start: inner.start, value: text.slice(inner.start, end), cursor: offset - inner.start };
}

/**
 * The slot of one segment of a value, or of the whole value.
 * @param from, to the segment, as indices in the written value
 * @param list the value stands where a list belongs
 */
export function valueSlot(written: Written, place: Place, from: number, to: number, list = false): Slot {
  const { start, value, cursor } = written;
  const followed = to < value.length;
  const comma = place.commaMissingAfter ? ',' : '';
  const typed = value.slice(0, cursor);
  if (place.node?.type === 'string') {
    const { node } = place;
    const additional = [...commaBefore(place), ...(comma && node.closed ? [{ span: { start: node.span.end, end: node.span.end }, text: comma }] : [])];
    const close = node.closed || followed ? '' : `"${comma}`;
    return { insert: { start: start + from, end: start + cursor }, replace: { start: start + from, end: start + to }, typed: typed.slice(from), open: '', close, followed, before: '', additional };
  }
  // Without quotes the whole word is written anew, between quotes; later segments go.
  const glued = place.commaMissingAt === start ? ', ' : '';
  return {
    insert: { start, end: start + cursor },
    replace: { start, end: start + value.length },
    typed,
    open: `${glued}${list ? '["' : '"'}`,
    close: `${list ? '"]' : '"'}${comma}`,
    followed: false,
    before: value.slice(0, from),
    additional: glued ? [] : commaBefore(place),
  };
}

/** The slot of a name of an object, or of a value that is no string: the quotes are part of the text. */
export function wholeSlot(text: string, place: Place, offset: number): Slot {
  const { node } = place;
  const { start } = place.span;
  const end = node?.type === 'string' && !node.closed ? endOfWord(text, offset, node) : place.span.end;
  const glued = place.commaMissingAt === start ? ', ' : '';
  return {
    insert: { start, end: offset },
    replace: { start, end },
    typed: text.slice(start, offset),
    open: glued,
    close: place.commaMissingAfter ? ',' : '',
    followed: false,
    before: '',
    additional: glued ? [] : commaBefore(place),
  };
}

/** The text of an item in its slot, and whether it is a snippet. */
export function fit(offer: Offer, slot: Slot): { readonly text: string; readonly snippet: boolean } {
  const content = offer.text ?? offer.label;
  const rest = slot.followed ? '' : offer.more ? ':' : (offer.rest ?? '');
  if (offer.snippet) return { text: `${slot.open}${escapeSnippet(slot.before)}${content}${rest}${slot.close}`, snippet: true };
  if (offer.more && rest && slot.close) return { text: `${slot.open}${escapeSnippet(slot.before + content)}${rest}$0${slot.close}`, snippet: true };
  return { text: `${slot.open}${slot.before}${content}${rest}${slot.close}`, snippet: false };
}

/** Text that means itself in a snippet. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

function commaBefore({ commaMissingAt }: Place): readonly Edit[] {
  return commaMissingAt === undefined ? [] : [{ span: { start: commaMissingAt, end: commaMissingAt }, text: ',' }];
}

function endOfWord(text: string, offset: number, node: JsonString): number {
  let end = offset;
  while (end < node.span.end && isNameCharacter(text.charCodeAt(end))) end++;
  return end;
}

/** Letters, digits and what names of IAM hold between them: `_ - * . : / $`. */
function isNameCharacter(char: number): boolean {
  return (char >= 0x61 && char <= 0x7a) || (char >= 0x41 && char <= 0x5a) || (char >= 0x2d && char <= 0x3a) || char === 0x5f || char === 0x2a || char === 0x24;
}

import type { Span } from '../text.ts';
import type { Json, JsonArray, JsonObject, JsonString, Member, Path } from './json.ts';
import type { JsonText } from './parse.ts';
import { fullWidth, Scanner, type TokenKind } from './scan.ts';

/** What stands, or may be written, at an offset of a JSON text. */
export interface Place {
  /** The whole document, a name of an object, the value of a member, or an element of an array. */
  readonly at: 'document' | 'name' | 'value' | 'element';
  /** Of the object for a name; with the name for a value, with the index for an element. */
  readonly path: Path;
  /** The object or array that the place is in. */
  readonly parent: JsonObject | JsonArray | undefined;
  /** The name or the scalar value that the offset is in; absent in an empty place. */
  readonly node: Json | undefined;
  /** The member that the name or the value belongs to. */
  readonly member: Member | undefined;
  /** What is written here, quotes included; empty in an empty place. */
  readonly span: Span;
  /** A colon follows a name. */
  readonly colon: boolean;
  /** The end of the item before, where the comma between it and this place is missing. */
  readonly commaMissingAt: number | undefined;
  /** An item follows, and no comma before it. */
  readonly commaMissingAfter: boolean;
}

/**
 * What is at `offset`, also in half-typed text: where the tree has no node, the text since the item before
 * says what is expected. Undefined where nothing can be written: behind a closing quote or a complete
 * document, between a name and its value, in a comment, in a text that is nested too deep.
 */
export function locate({ text, root, tooDeep }: JsonText, offset: number): Place | undefined {
  if (tooDeep) return undefined;
  if (root?.type === 'object' || root?.type === 'array') return isInside(root, offset, text.length) ? inContainer(text, root, offset, [], text.length) : undefined;
  const span = root && root.span.start <= offset && offset <= root.span.end ? root.span : wordAround(text, offset);
  return { at: 'document', path: [], parent: undefined, node: root, member: undefined, span, colon: false, commaMissingAt: undefined, commaMissingAfter: false };
}

/** @param limit how far an unclosed container may reach */
function inContainer(text: string, node: JsonObject | JsonArray, offset: number, path: Path, limit: number): Place | undefined {
  const end = node.closed ? node.span.end - 1 : limit;
  return node.type === 'object' ? inObject(text, node, offset, path, end) : inArray(text, node, offset, path, end);
}

function inObject(text: string, object: JsonObject, offset: number, path: Path, end: number): Place | undefined {
  const { members } = object;
  const index = lastBefore(members, offset, (it) => it.key.span.start);
  const current = members[index];
  const follower = members[index + 1];
  const until = follower?.key.span.start ?? end;
  const name = { at: 'name' as const, path, parent: object, member: undefined, node: undefined, colon: false };
  if (!current) return emptyPlace(text, name, { from: object.span.start + 1, first: true, offset, until, followed: follower !== undefined });
  if (isInString(current.key, offset)) {
    const before = members[index - 1];
    return {
      ...name,
      member: current,
      node: current.key,
      span: current.key.span,
      colon: hasBefore(text, current.key.span.end, current.value?.span.start ?? until, ':'),
      commaMissingAt: before && missingComma(text, before.span.end, current.key.span.start),
      commaMissingAfter: follower !== undefined && !hasBefore(text, current.span.end, until, ','),
    };
  }
  const value = current.value;
  if (value) {
    const valuePath = [...path, current.key.value];
    if (isContainer(value) && isInside(value, offset, until)) return inContainer(text, value, offset, valuePath, until);
    if (isInScalar(value, offset)) {
      return {
        at: 'value',
        path: valuePath,
        parent: object,
        member: current,
        node: value,
        span: value.span,
        colon: false,
        commaMissingAt: undefined,
        commaMissingAfter: follower !== undefined && !hasBefore(text, value.span.end, until, ','),
      };
    }
    if (offset <= value.span.start || isBehindString(value, offset)) return undefined;
    return emptyPlace(text, name, { from: value.span.end, first: false, offset, until, followed: follower !== undefined });
  }
  if (isBehindString(current.key, offset)) return undefined;
  const colon = colonBefore(text, current.key.span.end, offset);
  if (colon === undefined) return undefined;
  const gap = readGap(text, colon, offset, true);
  if (gap?.comma) return emptyPlace(text, name, { from: colon, first: false, offset, until, followed: follower !== undefined });
  return emptyPlace(text, { ...name, at: 'value', path: [...path, current.key.value], member: current }, { from: colon, first: true, offset, until, followed: follower !== undefined });
}

function inArray(text: string, array: JsonArray, offset: number, path: Path, end: number): Place | undefined {
  const { elements } = array;
  const index = lastBefore(elements, offset, (it) => it.span.start);
  const current = elements[index];
  const follower = elements[index + 1];
  const until = follower?.span.start ?? end;
  const element = { at: 'element' as const, parent: array, member: undefined, node: undefined, colon: false };
  if (current) {
    if (isContainer(current) && isInside(current, offset, until)) return inContainer(text, current, offset, [...path, index], until);
    if (isInScalar(current, offset)) {
      const before = elements[index - 1];
      return {
        ...element,
        path: [...path, index],
        node: current,
        span: current.span,
        commaMissingAt: before && missingComma(text, before.span.end, current.span.start),
        commaMissingAfter: follower !== undefined && !hasBefore(text, current.span.end, until, ','),
      };
    }
    if (isBehindString(current, offset)) return undefined;
  }
  return emptyPlace(text, { ...element, path: [...path, index + 1] }, { from: current?.span.end ?? array.span.start + 1, first: current === undefined, offset, until, followed: follower !== undefined });
}

interface Room {
  /** End of what comes before: an item, a bracket or a colon. */
  readonly from: number;
  /** Nothing before it asks for a comma. */
  readonly first: boolean;
  readonly offset: number;
  readonly until: number;
  readonly followed: boolean;
}

type EmptyPlace = Omit<Place, 'span' | 'commaMissingAt' | 'commaMissingAfter'>;

function emptyPlace(text: string, place: EmptyPlace, { from, first, offset, until, followed }: Room): Place | undefined {
  const gap = readGap(text, from, offset, place.at !== 'name');
  if (!gap) return undefined;
  return { ...place, span: gap.word, commaMissingAt: first || gap.comma ? undefined : from, commaMissingAfter: followed && !hasBefore(text, gap.word.end, until, ',') };
}

interface Gap {
  /** A comma stands between the item before and the offset. */
  readonly comma: boolean;
  /** The word without quotes that touches the offset; empty at the offset where there is none. */
  readonly word: Span;
}

/**
 * Reads from the end of an item to the offset. Undefined in a comment, and behind a colon where none is expected.
 * @param colons they belong to the word, as in `modelarts:notebook`
 */
function readGap(text: string, from: number, offset: number, colons: boolean): Gap | undefined {
  const scanner = new Scanner(text);
  scanner.end = from;
  let comma = false;
  let start: number | undefined;
  let end = from;
  for (;;) {
    const kind = meant(scanner.next(), text, scanner.start);
    const glued = start !== undefined && scanner.start === end;
    if (kind === 'end' || (scanner.start >= offset && !(glued && end >= offset))) break;
    if (kind === 'comment') {
      if (offset < scanner.end || (offset === scanner.end && text.startsWith('//', scanner.start)) || scanner.end === text.length) return undefined;
      start = undefined;
    } else if (isWord(kind) || (colons && kind === ':' && (glued || scanner.end >= offset))) {
      if (!glued) start = scanner.start;
    } else {
      if (scanner.start >= offset) break;
      if (kind === ',') comma = true;
      else if (kind === ':') return undefined;
      start = undefined;
    }
    end = scanner.end;
  }
  const word = start !== undefined && end >= offset ? { start, end } : { start: offset, end: offset };
  return { comma, word };
}

/** The end of the colon between a name and the offset. */
function colonBefore(text: string, from: number, offset: number): number | undefined {
  const scanner = new Scanner(text);
  scanner.end = from;
  return meant(scanner.next(), text, scanner.start) === ':' && scanner.end <= offset ? scanner.end : undefined;
}

/** Whether `wanted` comes before anything else that matters between `from` and `to`. */
function hasBefore(text: string, from: number, to: number, wanted: TokenKind): boolean {
  const scanner = new Scanner(text);
  scanner.end = from;
  while (scanner.end < to) {
    const kind = meant(scanner.next(), text, scanner.start);
    if (kind === 'end' || scanner.start >= to) return false;
    if (kind === wanted) return true;
  }
  return false;
}

function missingComma(text: string, from: number, to: number): number | undefined {
  return hasBefore(text, from, to, ',') ? undefined : from;
}

/** A full-width look-alike counts as the character that it was meant to be. */
function meant(kind: TokenKind, text: string, start: number): TokenKind {
  return kind === 'unknown' ? ((fullWidth.get(text.charCodeAt(start)) as TokenKind | undefined) ?? kind) : kind;
}

function isWord(kind: TokenKind): boolean {
  return kind === 'unknown' || kind === 'number' || kind === 'true' || kind === 'false' || kind === 'null';
}

function isContainer(node: Json): node is JsonObject | JsonArray {
  return node.type === 'object' || node.type === 'array';
}

function isInside(node: JsonObject | JsonArray, offset: number, limit: number): boolean {
  return offset > node.span.start && offset <= (node.closed ? node.span.end - 1 : limit);
}

function isInString(node: JsonString, offset: number): boolean {
  return offset > node.span.start && (node.closed ? offset < node.span.end : offset <= node.span.end);
}

function isInScalar(node: Json, offset: number): boolean {
  if (node.type === 'string') return isInString(node, offset);
  return !isContainer(node) && node.span.start <= offset && offset <= node.span.end;
}

/** Right behind a closing quote: whoever typed it is done with the string. */
function isBehindString(node: Json, offset: number): boolean {
  return node.type === 'string' && node.closed && offset === node.span.end;
}

function lastBefore<T>(items: readonly T[], offset: number, start: (item: T) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && start(item) < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Longer than any name; a document that is one long word is not read to its end. */
const longestWord = 200;

function wordAround(text: string, offset: number): Span {
  let start = offset;
  let end = offset;
  while (start > 0 && offset - start < longestWord && /[\w*.:-]/.test(text.charAt(start - 1))) start--;
  while (end < text.length && end - offset < longestWord && /[\w*.:-]/.test(text.charAt(end))) end++;
  return { start, end };
}

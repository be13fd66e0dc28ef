import type { Token } from '../policy/pattern.ts';
import { type Context, keyName } from './context.ts';

/** A piece of a text with policy variables (reference 1.4). */
export type Piece = { readonly literal: string } | Variable | 'unreadable';

export interface Variable {
  /** As written. */
  readonly name: string;
  /** As `keyName` gives it. */
  readonly key: string;
  /** Taken where the key is absent or has several values. */
  readonly fallback: string | undefined;
}

/** What becomes of a text: undefined where a variable has no value, null where one cannot be read. */
export type Substituted<T> = T | undefined | null;

/**
 * Reads `home/${g:UserName, 'nobody'}/*`. Undefined where there is nothing to replace. In a literal piece
 * `*` and `?` are as written; a `*` that `${*}` stands for is a piece of its own kind (`meant`).
 */
export function readVariables(text: string): readonly (Piece | Meant)[] | undefined {
  let at = text.indexOf('${');
  if (at < 0) return undefined;
  const pieces: (Piece | Meant)[] = [];
  let from = 0;
  while (at >= 0) {
    if (at > from) pieces.push({ literal: text.slice(from, at) });
    const { piece, end } = readVariable(text, at);
    pieces.push(piece);
    from = end;
    at = text.indexOf('${', from);
  }
  if (from < text.length) pieces.push({ literal: text.slice(from) });
  return pieces;
}

/** `${*}`, `${?}` and `${$}`: the character itself, never a wildcard. */
export interface Meant {
  readonly meant: string;
}

/** The keys whose values the text needs. */
export function variablesOf(pieces: readonly (Piece | Meant)[]): readonly Variable[] {
  return pieces.flatMap((it) => (typeof it === 'object' && 'key' in it ? [it] : []));
}

/** The text with every variable replaced. */
export function substitute(pieces: readonly (Piece | Meant)[], context: Context): Substituted<string> {
  let text = '';
  for (const piece of pieces) {
    const value = valueOf(piece, context);
    if (value === undefined || value === null) return value;
    text += value;
  }
  return text;
}

/** The same for a pattern: what a variable brings in means itself, also where it holds `*`. */
export function substituteTokens(pieces: readonly (Piece | Meant)[], context: Context, question: boolean): Substituted<Token[]> {
  const tokens: Token[] = [];
  for (const piece of pieces) {
    if (typeof piece === 'object' && 'literal' in piece) {
      tokens.push(...tokensOf(piece.literal, question));
      continue;
    }
    const value = valueOf(piece, context);
    if (value === undefined || value === null) return value;
    tokens.push({ literal: value });
  }
  return tokens;
}

/** The pattern in which each variable is a `*`: what the text can match at most. */
export function widestTokens(pieces: readonly (Piece | Meant)[], question: boolean): Token[] {
  return pieces.flatMap((piece): Token[] => {
    if (typeof piece === 'string' || 'key' in piece) return ['*'];
    return 'meant' in piece ? [{ literal: piece.meant }] : tokensOf(piece.literal, question);
  });
}

function valueOf(piece: Piece | Meant, context: Context): Substituted<string> {
  if (typeof piece === 'string') return null;
  if ('literal' in piece) return piece.literal;
  if ('meant' in piece) return piece.meant;
  const values = context.get(piece.key);
  return values?.length === 1 ? values[0] : piece.fallback;
}

function tokensOf(text: string, question: boolean): Token[] {
  const tokens: Token[] = [];
  let from = 0;
  for (let at = 0; at <= text.length; at++) {
    const char = text.charAt(at);
    if (at < text.length && char !== '*' && !(question && char === '?')) continue;
    if (at > from) tokens.push({ literal: text.slice(from, at) });
    if (at < text.length) tokens.push(char as '*' | '?');
    from = at + 1;
  }
  return tokens;
}

/** The variable that starts at `at`, and where it ends. One that is not closed takes the rest of the text. */
function readVariable(text: string, at: number): { piece: Piece | Meant; end: number } {
  let end = at + 2;
  while (end < text.length && text.charAt(end) !== ',' && text.charAt(end) !== '}') end++;
  const name = text.slice(at + 2, end).trim();
  if (text.charAt(end) === '}') {
    if (name === '*' || name === '?' || name === '$') return { piece: { meant: name }, end: end + 1 };
    return { piece: name === '' ? 'unreadable' : { name, key: keyName(name), fallback: undefined }, end: end + 1 };
  }
  const open = skipBlanks(text, end + 1);
  const quoted = text.charAt(open) === "'" ? readQuoted(text, open + 1) : undefined;
  const close = quoted ? skipBlanks(text, quoted.end) : -1;
  if (quoted && name !== '' && text.charAt(close) === '}') return { piece: { name, key: keyName(name), fallback: quoted.value }, end: close + 1 };
  const next = text.indexOf('}', end);
  return { piece: 'unreadable', end: next < 0 ? text.length : next + 1 };
}

/** What stands before the next single quote; a doubled one is a quote (reference 1.4). */
function readQuoted(text: string, from: number): { value: string; end: number } | undefined {
  let value = '';
  for (let at = from; at < text.length; at++) {
    if (text.charAt(at) !== "'") value += text.charAt(at);
    else if (text.charAt(at + 1) === "'") {
      value += "'";
      at++;
    } else return { value, end: at + 1 };
  }
  return undefined;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charAt(at).trim() === '') at++;
  return at;
}

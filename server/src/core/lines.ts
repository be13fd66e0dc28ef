import type { Span } from './text.ts';

/** A place as the Language Server Protocol counts it: line from 0, UTF-16 characters from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A text with the offsets at which its lines start. Made by `linesOf`. */
export interface Lines {
  readonly text: string;
  readonly starts: readonly number[];
}

/** Finds the lines of a text. CR LF, LF and CR alone end a line, as in the protocol. */
export function linesOf(text: string): Lines {
  const starts = [0];
  for (let offset = 0; offset < text.length; offset++) {
    const char = text.charCodeAt(offset);
    if (char === 0x0d && text.charCodeAt(offset + 1) === 0x0a) offset++;
    if (char === 0x0a || char === 0x0d) starts.push(offset + 1);
  }
  return { text, starts };
}

/** The position of an offset. One beyond the text is its end; one inside a line end is before it. */
export function positionAt(lines: Lines, offset: number): Position {
  const inside = Math.max(0, Math.min(offset, lines.text.length));
  const line = lineAt(lines, inside);
  const start = lines.starts[line] ?? 0;
  return { line, character: beforeLineEnd(lines.text, inside, start) - start };
}

/** The offset of a position. One beyond the end of its line is that end, one beyond the text is its end. */
export function offsetAt(lines: Lines, position: Position): number {
  if (position.line < 0) return 0;
  const start = lines.starts[position.line];
  if (start === undefined) return lines.text.length;
  if (position.character <= 0) return start;
  const next = lines.starts[position.line + 1] ?? lines.text.length;
  return beforeLineEnd(lines.text, Math.min(start + position.character, next), start);
}

export function rangeOf(lines: Lines, span: Span): Range {
  return { start: positionAt(lines, span.start), end: positionAt(lines, span.end) };
}

/** The last line that starts at or before `offset`. */
function lineAt({ starts }: Lines, offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

function beforeLineEnd(text: string, offset: number, start: number): number {
  let at = offset;
  while (at > start && isLineEnd(text.charCodeAt(at - 1))) at--;
  return at;
}

function isLineEnd(char: number): boolean {
  return char === 0x0a || char === 0x0d;
}

import type { Span } from '../text.ts';

/** A policy as a rule, a test or a page of documentation shows it, with its marks taken out. */
export interface MarkedText {
  readonly text: string;
  readonly marks: readonly Mark[];
  /** Where `|` stood, when the text has one (`readCursor` only). */
  readonly cursor?: number;
}

export interface Mark {
  readonly span: Span;
  /** Beginning of the expected message; may be empty. */
  readonly message: string;
}

/**
 * Takes the squiggles out of a text: a line `//   ^^^^ message` marks the characters right above it.
 * Several such lines under one line mark several places. A leading line break is dropped.
 */
export function readMarks(marked: string): MarkedText {
  const lines = marked.replace(/^\n/, '').split('\n');
  const kept: string[] = [];
  const marks: Mark[] = [];
  let offset = 0;
  let lineStart = 0;
  for (const line of lines) {
    const found = /^(\s*\/\/\s*)(\^+)\s?(.*)$/.exec(line);
    if (found) {
      const from = lineStart + (found[1] ?? '').length;
      marks.push({ span: { start: from, end: from + (found[2] ?? '').length }, message: found[3] ?? '' });
      continue;
    }
    kept.push(line);
    lineStart = offset;
    offset += line.length + 1;
  }
  return { text: kept.join('\n'), marks };
}

/** Takes the one `|` out of a text: the cursor. */
export function readCursor(marked: string): Required<Pick<MarkedText, 'text' | 'cursor'>> {
  const cursor = marked.indexOf('|');
  if (cursor < 0 || marked.includes('|', cursor + 1)) throw new Error('a text with a cursor has exactly one |');
  return { text: marked.slice(0, cursor) + marked.slice(cursor + 1), cursor };
}

import { format } from 'jsonc-parser';
import type { JsonText } from '../json/parse.ts';
import type { Edit, Span } from '../text.ts';

export interface FormatOptions {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
  readonly insertFinalNewline?: boolean;
  /** Taken from the text when left out. */
  readonly eol?: string;
}

/** Longer texts are left alone (UTF-16 units): edits for each white space would cost more than they help. */
const maximumLength = 4 * 1024 * 1024;

/** Each edit takes a hundred bytes of a reply: more of them are written as one that spans them all. */
export const maximumEdits = 20_000;

/**
 * Edits that lay out a policy, or the lines that `span` touches, as VS Code's JSON formatter does: white space
 * only, never a character of the policy. None for a text that is nested too deep or is too long.
 */
export function formatEdits({ text, tooDeep }: JsonText, options: FormatOptions, span?: Span): readonly Edit[] {
  if (tooDeep || text.length > maximumLength) return [];
  const range = span && { offset: span.start, length: span.end - span.start };
  const eol = options.eol ?? (text.includes('\r\n') ? '\r\n' : '\n');
  // A final line break that is there stays: without this the formatter would take it away.
  const insertFinalNewline = options.insertFinalNewline === true || text.endsWith('\n');
  const edits = format(text, range, { tabSize: options.tabSize, insertSpaces: options.insertSpaces, insertFinalNewline, eol });
  const found = edits.map(({ offset, length, content }) => ({ span: { start: offset, end: offset + length }, text: content }));
  return found.length > maximumEdits ? [inOne(text, found)] : found;
}

/** Edits in the order of the text as one, from the first to the last. */
function inOne(text: string, edits: readonly Edit[]): Edit {
  const start = edits[0]?.span.start ?? 0;
  let at = start;
  const parts: string[] = [];
  for (const edit of edits) {
    parts.push(text.slice(at, edit.span.start), edit.text);
    at = edit.span.end;
  }
  return { span: { start, end: at }, text: parts.join('') };
}

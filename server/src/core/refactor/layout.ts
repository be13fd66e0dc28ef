import type { Json, JsonArray } from '../json/json.ts';
import { quoted } from '../rules/support/edits.ts';
import type { Edit } from '../text.ts';

/** `\r\n` where the text has it, else `\n`. */
export function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** The white space that starts the line of an offset. */
export function indentAt(text: string, offset: number): string {
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[\t ]*/.exec(text.slice(from, offset))?.[0] ?? '';
}

/** One step of indentation: that of the first line that has some. */
export function unitOf(text: string): string {
  const found = /\n([\t ]+)\S/.exec(text)?.[1];
  return found === undefined ? '  ' : found.startsWith('\t') ? '\t' : found;
}

/**
 * Gives a list other strings, laid out as it was: what stands between its elements stays what stands between
 * them. A string that stands in place of a list becomes one. Undefined where something else than white space and
 * commas would be lost.
 */
export function writeStrings(text: string, value: Json, strings: readonly string[]): Edit | undefined {
  if (value.type === 'string') return { span: value.span, text: strings.length === 1 ? quoted(strings[0] ?? '') : newList(text, value.span.start, strings) };
  if (value.type !== 'array' || !value.closed) return undefined;
  return writeElements(text, value, strings.map(quoted));
}

/** The same for elements as they are written. */
export function writeElements(text: string, array: JsonArray, elements: readonly string[]): Edit | undefined {
  const { elements: before, span } = array;
  const [first, second] = before;
  const last = before[before.length - 1];
  if (!first || !last) return { span, text: newListOf(text, span.start, elements) };
  if (!isPlain(text, array)) return undefined;
  const lead = text.slice(span.start + 1, first.span.start);
  const between = second ? text.slice(first.span.end, second.span.start) : lead.includes('\n') ? `,${lead}` : ', ';
  // A list in one line that grows long is broken into lines, as people write it.
  if (!second && !lead.includes('\n') && elements.length > 3 && text.includes('\n')) return { span, text: newListOf(text, span.start, elements) };
  return { span: { start: first.span.start, end: last.span.end }, text: elements.join(between) };
}

/**
 * A new element of a list as JSON, laid out as its elements are; the first line is not indented.
 *
 * @param inLine how it is written in a text of one line
 */
export function layOutElement(text: string, { elements: [first], span }: JsonArray, value: object, inLine: (value: object) => string = JSON.stringify): string {
  if (!text.includes('\n')) return inLine(value);
  const unit = unitOf(text);
  const indent = first ? indentAt(text, first.span.start) : indentAt(text, span.start) + unit;
  return JSON.stringify(value, undefined, unit).replaceAll('\n', `${eolOf(text)}${indent}`);
}

/** What stands between the elements of a list, or would. */
export function separator(text: string, { elements, span }: JsonArray): string {
  const [first, second] = elements;
  if (first && second) return text.slice(first.span.end, second.span.start);
  return text.includes('\n') ? `,${eolOf(text)}${indentAt(text, first?.span.start ?? span.start)}` : ', ';
}

/** Only white space and commas stand between the elements. */
export function isPlain(text: string, { elements, span }: JsonArray): boolean {
  let from = span.start + 1;
  for (const element of elements) {
    if (!/^[\s,]*$/.test(text.slice(from, element.span.start))) return false;
    from = element.span.end;
  }
  return /^\s*\]$/.test(text.slice(from, span.end));
}

function newList(text: string, at: number, strings: readonly string[]): string {
  return newListOf(text, at, strings.map(quoted));
}

function newListOf(text: string, at: number, elements: readonly string[]): string {
  if (!text.includes('\n')) return `[${elements.join(', ')}]`;
  const eol = eolOf(text);
  const indent = indentAt(text, at);
  const unit = unitOf(text);
  return `[${eol}${elements.map((it) => indent + unit + it).join(`,${eol}`)}${eol}${indent}]`;
}

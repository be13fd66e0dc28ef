import type { Json, JsonArray, JsonObject, Member } from '../json/json.ts';
import { eolOf, indentAt, unitOf } from '../refactor/layout.ts';
import type { Edit } from '../text.ts';

/** What is written as JSON into a policy. */
export type Writable = string | readonly Writable[] | { readonly [name: string]: Writable };

/** Writes values, members and elements as the text around them is laid out. */
export class Layout {
  private readonly text: string;
  private readonly eol: string;
  private readonly unit: string;
  /** Lists of strings stand in one line, as the first one of the text does. */
  private readonly flatLists: boolean;

  constructor(text: string, root: Json | undefined) {
    this.text = text;
    this.eol = eolOf(text);
    this.unit = unitOf(text);
    const list = root && firstStrings(root);
    this.flatLists = list !== undefined && !text.slice(list.span.start, list.span.end).includes('\n');
  }

  /** `value` in lines of its own, the first of which is at `indent`; `inLine`: all in one line. */
  print(value: Writable, indent: string, inLine = false): string {
    if (typeof value === 'string') return JSON.stringify(value);
    if (Array.isArray(value)) {
      const flat = inLine || (this.flatLists && value.every((it) => typeof it === 'string'));
      return this.wrap('[', value.map((it: Writable) => this.print(it, indent + this.unit, flat)), ']', indent, flat);
    }
    const members = Object.entries(value).map(([name, it]: [string, Writable]) => `${JSON.stringify(name)}: ${this.print(it, indent + this.unit, inLine)}`);
    return this.wrap('{', members, '}', indent, inLine);
  }

  /** Writes elements behind the one at `index` of a closed list, or as its first ones; `values` are printed. */
  insertElements(array: JsonArray, index: number, values: readonly Writable[]): Edit {
    const { elements, span } = array;
    const after = elements[index];
    if (!after) {
      const inLine = !this.text.includes('\n') || (this.flatLists && values.every((it) => typeof it === 'string'));
      const indent = indentAt(this.text, span.start);
      const inside = values.map((it) => this.print(it, indent + this.unit, inLine));
      return { span: { start: span.start + 1, end: span.end - 1 }, text: this.wrap('', inside, '', indent, inLine) };
    }
    const separator = this.separator(span.start, elements);
    const inLine = !separator.includes('\n') && !this.text.slice(after.span.start, after.span.end).includes('\n');
    const indent = separator.includes('\n') ? separator.slice(separator.lastIndexOf('\n') + 1) : indentAt(this.text, after.span.start);
    return this.behind(after.span.end, indent, separator, values.map((it) => this.print(it, indent, inLine)));
  }

  /** The same for a text that is copied as it is. */
  insertCopy(array: JsonArray, index: number, copied: string): Edit {
    const node = array.elements[index]?.span ?? { start: array.span.start, end: array.span.start + 1 };
    return this.behind(node.end, indentAt(this.text, node.start), this.separator(array.span.start, array.elements), [copied]);
  }

  /** Writes a member behind `after`, or before all others. */
  insertMember(object: JsonObject, after: Member | undefined, name: string, value: Writable): Edit {
    const { members, span } = object;
    const [first] = members;
    const printed = (indent: string, inLine: boolean): string => `${JSON.stringify(name)}: ${this.print(value, indent, inLine)}`;
    if (!first) {
      const inLine = !this.text.includes('\n');
      const indent = indentAt(this.text, span.start);
      return { span: { start: span.start + 1, end: span.end - 1 }, text: this.wrap('', [printed(indent + this.unit, inLine)], '', indent, inLine) };
    }
    const separator = this.separator(span.start, members);
    const inLine = !separator.includes('\n');
    const indent = inLine ? '' : separator.slice(separator.lastIndexOf('\n') + 1);
    if (after) return this.behind(after.span.end, inLine ? indentAt(this.text, after.span.start) : indent, separator, [printed(indent, inLine)]);
    return { span: { start: first.span.start, end: first.span.start }, text: `${printed(indent, inLine)},${separator.slice(1) || ' '}` };
  }

  /** Writes all of an object that has nothing yet. */
  fill({ span }: JsonObject, value: Writable): Edit {
    const printed = this.print(value, indentAt(this.text, span.start));
    return { span: { start: span.start + 1, end: span.end - 1 }, text: printed.slice(1, -1) };
  }

  /** The whole of a text that has nothing yet. */
  document(value: Writable): string {
    return `${this.print(value, '')}${this.eol}`;
  }

  /** Writes items behind the one that ends at `end`, whose comment in the same line stays with it. */
  private behind(end: number, indent: string, separator: string, printed: readonly string[]): Edit {
    const remark = remarkBehind(this.text, end);
    if (!remark) return { span: { start: end, end }, text: printed.map((it) => separator + it).join('') };
    const line = this.eol + indent;
    if (remark.comma) return { span: { start: remark.end, end: remark.end }, text: printed.map((it) => `${line}${it},`).join('') };
    return { span: { start: end, end: remark.end }, text: `,${this.text.slice(end, remark.end)}${printed.map((it) => line + it).join(',')}` };
  }

  private wrap(open: string, items: readonly string[], close: string, indent: string, inLine: boolean): string {
    if (items.length === 0) return open + close;
    if (inLine) return open === '{' ? `{ ${items.join(', ')} }` : open + items.join(', ') + close;
    const deeper = this.eol + indent + this.unit;
    return open + deeper + items.join(`,${deeper}`) + this.eol + indent + close;
  }

  /** What stands between the items of a list or an object, or would: a comma and white space. */
  private separator(open: number, items: readonly { readonly span: { readonly start: number; readonly end: number } }[]): string {
    const last = items.at(-1);
    const beforeLast = items.at(-2);
    const [first] = items;
    const between = last && beforeLast ? this.text.slice(beforeLast.span.end, last.span.start) : '';
    if (/^,\s*$/.test(between)) return between;
    const lead = first ? this.text.slice(open + 1, first.span.start) : '';
    return /^\s*\n\s*$/.test(lead) ? `,${lead}` : first && last && this.text.slice(open, last.span.end).includes('\n') ? `,${this.eol}${indentAt(this.text, last.span.start)}` : ', ';
  }
}

/**
 * Takes elements out of a list, with their commas; what stands before and behind them stays, and so do comments
 * beside an element that goes alone.
 */
export function removeElements(text: string, array: Pick<JsonArray, 'span' | 'elements'>, indexes: readonly number[]): readonly Edit[] {
  const { elements, span } = array;
  const gone = new Set(indexes);
  const lines = removeLines(text, array, gone);
  if (lines) return lines;
  const edits: Edit[] = [];
  for (let from = 0; from < elements.length; from++) {
    if (!gone.has(from)) continue;
    let to = from;
    while (gone.has(to + 1)) to++;
    const [before, first, last, after] = [elements[from - 1], elements[from], elements[to], elements[to + 1]];
    if (first && last) {
      if (before) edits.push(...removeBehind(text, before.span.end, first.span.start, last.span.end));
      else if (after) edits.push({ span: { start: first.span.start, end: endOfComma(text, last.span.end, after.span.start) }, text: '' });
      else edits.push({ span: { start: span.start + 1, end: span.end - 1 }, text: '' });
    }
    from = to;
  }
  return edits;
}

/** A comment that ends the line of what ends at an offset, and whether a comma is before it. */
export function remarkBehind(text: string, end: number): { readonly start: number; readonly end: number; readonly comma: boolean } | undefined {
  const found = /^(?:[ \t]*(,))?([ \t]*(?:\/\/[^\r\n]*|\/\*(?:(?!\*\/)[^\r\n])*\*\/(?=[ \t]*[\r\n])))/.exec(text.slice(end, end + longestRemark));
  if (!found) return undefined;
  const [whole, comma = '', remark = ''] = found;
  return { start: end + whole.length - remark.length, end: end + whole.length, comma: comma !== '' };
}

/** UTF-16 units; what is longer is no remark on an element. */
const longestRemark = 2000;

/**
 * Takes elements out with their lines, where each stands in lines of its own and one of them has a comment at its
 * end; undefined elsewhere, or where nothing is left.
 */
function removeLines(text: string, { elements }: Pick<JsonArray, 'elements'>, gone: ReadonlySet<number>): readonly Edit[] | undefined {
  const removed = elements.filter((_, index) => gone.has(index));
  if (removed.length === elements.length || !removed.some((it) => remarkBehind(text, it.span.end))) return undefined;
  const edits: Edit[] = [];
  for (const { span } of removed) {
    const before = /\r?\n[ \t]*$/.exec(text.slice(0, span.start))?.index;
    const end = remarkBehind(text, span.end)?.end ?? span.end + (/^[ \t]*,/.exec(text.slice(span.end))?.[0].length ?? 0);
    if (before === undefined || !/^[ \t]*(?:\r?\n|$)/.test(text.slice(end))) return undefined;
    edits.push({ span: { start: before, end }, text: '' });
  }
  const last = elements.findLastIndex((_, index) => !gone.has(index));
  const end = elements[last]?.span.end;
  if (last === elements.length - 1 || end === undefined) return edits;
  const comma = /^\s*,/.exec(text.slice(end))?.[0].length;
  return comma === undefined ? undefined : [{ span: { start: end + comma - 1, end: end + comma }, text: '' }, ...edits];
}

/** From the end of the element before to the end of the last that goes; a comment between stays. */
function removeBehind(text: string, before: number, first: number, end: number): readonly Edit[] {
  if (/^\s*,\s*$/.test(text.slice(before, first))) return [{ span: { start: before, end }, text: '' }];
  const comma = before + text.slice(before, first).search(/,/);
  return [
    { span: { start: comma, end: comma + 1 }, text: '' },
    { span: { start: first, end }, text: '' },
  ];
}

/** Where the next element starts, or where a comment before it does. */
function endOfComma(text: string, end: number, next: number): number {
  return end + (/^\s*,\s*/.exec(text.slice(end, next))?.[0].length ?? 0);
}

function firstStrings(value: Json): JsonArray | undefined {
  if (value.type === 'array') {
    if (value.elements.length > 0 && value.elements.every((it) => it.type === 'string')) return value;
    for (const it of value.elements) {
      const found = firstStrings(it);
      if (found) return found;
    }
  }
  if (value.type === 'object') {
    for (const it of value.members) {
      const found = it.value && firstStrings(it.value);
      if (found) return found;
    }
  }
  return undefined;
}

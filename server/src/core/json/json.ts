import type { Span } from '../text.ts';

/** A JSON value with its place in the text. Half-typed values are there as far as they go. */
export type Json = JsonObject | JsonArray | JsonString | JsonNumber | JsonBoolean | JsonNull;

interface Value {
  readonly span: Span;
}

export interface JsonObject extends Value {
  readonly type: 'object';
  /** In the order of the text, twins included. */
  readonly members: readonly Member[];
  readonly closed: boolean;
}

export interface JsonArray extends Value {
  readonly type: 'array';
  readonly elements: readonly Json[];
  readonly closed: boolean;
}

export interface JsonString extends Value {
  readonly type: 'string';
  readonly value: string;
  readonly closed: boolean;
  /** The text differs from the value: offsets inside have to be counted (`valueSpan`). */
  readonly escaped: boolean;
}

export interface JsonNumber extends Value {
  readonly type: 'number';
}

export interface JsonBoolean extends Value {
  readonly type: 'boolean';
  readonly value: boolean;
}

export interface JsonNull extends Value {
  readonly type: 'null';
}

export interface Member {
  readonly key: JsonString;
  /** Absent while it is not typed yet. */
  readonly value: Json | undefined;
  /** From the key to the end of the value. */
  readonly span: Span;
}

/** One step of a JSON path: a name or an index. */
export type Step = string | number;
export type Path = readonly Step[];

/** The member that counts: of twins the last one. */
export function member(object: JsonObject, name: string): Member | undefined {
  for (let index = object.members.length - 1; index >= 0; index--) {
    const found = object.members[index];
    if (found?.key.value === name) return found;
  }
  return undefined;
}

/** A path as people and programs read it: `$.Statement[0].Condition.StringEquals['g:UserName']`. */
export function formatPath(path: Path): string {
  let text = '$';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(step)) text += `.${step}`;
    else text += `['${step.replace(/[\\']/g, '\\$&')}']`;
  }
  return text;
}

/**
 * The place in the text of the characters `from` to `to` (UTF-16) of a string's value. Where the string
 * has escapes the text is longer than the value, so they are counted.
 */
export function valueSpan(text: string, node: JsonString, from: number, to: number): Span {
  const inner = node.span.start + 1;
  if (!node.escaped) return { start: inner + from, end: inner + to };
  return { start: offsetInString(text, node, from), end: offsetInString(text, node, to) };
}

/** The characters between the quotes. */
export function innerSpan(node: JsonString): Span {
  return { start: node.span.start + 1, end: node.closed ? node.span.end - 1 : node.span.end };
}

function offsetInString(text: string, node: JsonString, index: number): number {
  let offset = node.span.start + 1;
  for (let seen = 0; seen < index && offset < node.span.end; seen++) {
    if (text.charCodeAt(offset) !== 0x5c) offset += 1;
    else offset += text.charCodeAt(offset + 1) === 0x75 ? 6 : 2;
  }
  return Math.min(offset, node.span.end);
}

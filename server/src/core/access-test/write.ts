import { type Json, type JsonArray, member } from '../json/json.ts';
import { type Message, msg } from '../message.ts';
import { eolOf, indentAt, unitOf } from '../refactor/layout.ts';
import type { AuthorizationMode, SimulationRequest } from '../simulate/types.ts';
import type { Edit } from '../text.ts';
import { readAccessTests } from './read.ts';
import type { Expectation } from './types.ts';

/** A test as it is to be written into a file. */
export interface WrittenTest {
  readonly name: string;
  readonly request: WrittenRequest;
  readonly expect: Expectation;
}

/** A request as access tests write it (interfaces.md). */
export type WrittenRequest = Omit<SimulationRequest, 'resources' | 'caller'> & { readonly resource?: string | readonly string[]; readonly as?: string };

/** Under what the tests of a new file decide. */
export interface Setting {
  readonly policies?: readonly unknown[];
  readonly account?: string;
  readonly scps?: readonly unknown[];
  readonly session?: readonly unknown[];
  readonly authorization?: AuthorizationMode;
}

/** A new file of access tests, indented by two blanks. */
export function newTestFile({ policies, account, scps, session, authorization }: Setting, tests: readonly WrittenTest[]): string {
  const file = {
    ...(account === undefined ? { policies: policies ?? [] } : { account }),
    ...(scps || session ? { boundaries: { ...(scps ? { scps } : {}), ...(session ? { session } : {}) } } : {}),
    ...(authorization ? { authorization } : {}),
    tests: tests.map(inOrder),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * What adds tests at the end of a file, laid out as the file is; nothing else of it changes. A message where it
 * cannot be done without guessing what was meant.
 */
export function appendTests(text: string, tests: readonly WrittenTest[]): readonly Edit[] | Message {
  const { json } = readAccessTests(text);
  const { root } = json;
  if (json.problems.length > 0 || root?.type !== 'object') return msg('The file has a syntax error, so nothing is added to it.');
  const found = member(root, 'tests');
  const values = tests.map(inOrder);
  if (found?.value?.type === 'array') return [inList(text, found.value, values)];
  if (found) return msg('"{0}" is no list in this file, so nothing is added to it.', 'tests');
  const last = root.members.at(-1);
  const inner = last && onOwnLine(text, last.span.start) ? indentAt(text, last.span.start) : unitOf(text);
  const list = JSON.stringify(values, null, unitOf(text)).replaceAll('\n', eolOf(text) + inner);
  const at = last?.span.end ?? root.span.start + 1;
  const separator = `${last ? ',' : ''}${eolOf(text)}${inner}`;
  return [{ span: { start: at, end: at }, text: `${separator}"tests": ${list}${last ? '' : eolOf(text)}` }];
}

/** A name that no test of the file has: the wanted one, else with a number behind it. */
export function freeName(wanted: string, taken: Iterable<string>): string {
  const names = new Set(taken);
  if (!names.has(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const name = `${wanted} (${number})`;
    if (!names.has(name)) return name;
  }
}

function inList(text: string, array: JsonArray, values: readonly WrittenTest[]): Edit {
  const { elements, span } = array;
  const last = elements.at(-1);
  const eol = eolOf(text);
  const unit = unitOf(text);
  if (last && !onOwnLine(text, last.span.start)) {
    // A list in one line stays in one line.
    return { span: { start: last.span.end, end: last.span.end }, text: values.map((it) => `, ${inOneLine(it, isSpaced(text, last))}`).join('') };
  }
  const indent = last ? indentAt(text, last.span.start) : indentAt(text, span.start) + unit;
  const compact = last !== undefined && isInOneLine(text, last);
  const written = values.map((it) => (compact ? inOneLine(it, isSpaced(text, last)) : JSON.stringify(it, null, unit).replaceAll('\n', eol + indent)));
  const items = written.join(`,${eol}${indent}`);
  if (last) return { span: { start: last.span.end, end: last.span.end }, text: `,${eol}${indent}${items}` };
  return { span, text: `[${eol}${indent}${items}${eol}${indentAt(text, span.start)}]` };
}

function onOwnLine(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '' && text.lastIndexOf('\n', offset - 1) >= 0;
}

function isInOneLine(text: string, { span }: Json): boolean {
  return !text.slice(span.start, span.end).includes('\n');
}

/** A blank stands behind the bracket. */
function isSpaced(text: string, { span }: Json): boolean {
  return text.charAt(span.start + 1) === ' ';
}

function inOneLine(value: unknown, spaced: boolean): string {
  if (Array.isArray(value)) return `[${value.map((it) => inOneLine(it, spaced)).join(spaced ? ', ' : ',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, it]) => `${JSON.stringify(name)}:${spaced ? ' ' : ''}${inOneLine(it, spaced)}`);
  if (members.length === 0) return '{}';
  return spaced ? `{ ${members.join(', ')} }` : `{${members.join(',')}}`;
}

/** The fields in the order in which people read them. */
function inOrder({ name, request, expect }: WrittenTest): WrittenTest {
  const { as, action, resource, project, enterpriseProject, context, principal } = request;
  const given = Object.entries({ as, action, resource, project, enterpriseProject, context, principal }).filter(([, value]) => value !== undefined);
  return { name, request: Object.fromEntries(given) as unknown as WrittenRequest, expect };
}

import type { Message } from '../message.ts';
import { msg } from '../message.ts';
import type { Span } from '../text.ts';
import { type Json, type JsonObject, member, type Path } from './json.ts';
import type { JsonText } from './parse.ts';

/** Something wrong in a file that people write for us, with its place. */
export interface FieldFinding {
  readonly path: Path;
  readonly span: Span;
  /** The finding is about the name at `path`. */
  readonly on?: 'key';
  readonly message: Message;
}

/** Collects findings while the fields of a file are read; nothing is thrown, and what is wrong counts as absent. */
export type Findings = FieldFinding[];

/** Syntax errors and names that are written twice. */
export function jsonFindings({ problems, twins }: JsonText): Findings {
  return [
    ...problems.map(({ span, path, message }) => ({ span, path, message })),
    ...twins.map(({ key, path }) => ({ span: key.span, path, on: 'key' as const, message: msg('"{0}" is written again further down. Only the last one counts.', key.value) })),
  ];
}

export function addFinding(findings: Findings, span: Span, path: Path, message: Message, on?: 'key'): void {
  findings.push({ span, path, message, ...(on ? { on } : {}) });
}

/** A string or a list of strings; else a finding and nothing. */
export function readStrings(value: Json | undefined, path: Path, findings: Findings): readonly string[] {
  if (!value) return [];
  if (value.type === 'string') return [value.value];
  const strings = plainStrings(value);
  if (!strings) addFinding(findings, value.span, path, msg('A string or a list of strings belongs here.'));
  return strings ?? [];
}

/** The elements of a list that holds nothing but strings. */
export function plainStrings(value: Json | undefined): readonly string[] | undefined {
  if (value?.type !== 'array' || !value.elements.every((it) => it.type === 'string')) return undefined;
  return value.elements.map((it) => (it.type === 'string' ? it.value : ''));
}

export function readString(object: JsonObject, base: Path, name: string, findings: Findings, required = false): string | undefined {
  const found = member(object, name);
  if (!found) {
    if (required) addFinding(findings, opening(object.span), base, msg('"{0}" is missing.', name));
    return undefined;
  }
  if (found.value?.type === 'string' && (found.value.value !== '' || !required)) return found.value.value;
  addFinding(findings, found.value?.span ?? found.span, [...base, name], required ? msg('"{0}" has to be a string that is not empty.', name) : msg('"{0}" has to be a string.', name));
  return undefined;
}

export function readFlag(object: JsonObject, base: Path, name: string, findings: Findings): boolean {
  const found = member(object, name)?.value;
  if (found && found.type !== 'boolean') addFinding(findings, found.span, [...base, name], msg('"{0}" has to be true or false.', name));
  return found?.type === 'boolean' && found.value;
}

export function readObject(object: JsonObject, base: Path, name: string, findings: Findings): JsonObject | undefined {
  const found = member(object, name)?.value;
  if (found && found.type !== 'object') addFinding(findings, found.span, [...base, name], msg('"{0}" has to be an object.', name));
  return found?.type === 'object' ? found : undefined;
}

export function readList(object: JsonObject, base: Path, name: string, findings: Findings): readonly Json[] {
  const found = member(object, name)?.value;
  if (found && found.type !== 'array') addFinding(findings, found.span, [...base, name], msg('"{0}" has to be a list.', name));
  return found?.type === 'array' ? found.elements : [];
}

/** A finding for each field whose name is none of these; `$schema` is not told. */
export function onlyFields(object: JsonObject, base: Path, known: readonly string[], findings: Findings): void {
  for (const { key } of object.members) {
    if (!known.includes(key.value)) addFinding(findings, key.span, [...base, key.value], msg('"{0}" is not known here. Known are {1}.', key.value, known.filter((it) => it !== '$schema').join(', ')), 'key');
  }
}

/** The bracket that opens an object, for what is missing in it. */
export function opening(span: Span): Span {
  return { start: span.start, end: span.start + 1 };
}

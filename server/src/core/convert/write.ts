import type { Json, Member } from '../json/json.ts';

/** Half-typed values have none. */
type Value = Json | undefined;

/**
 * JSON text of a policy that was read, with every string and number as it was written. `indent` is put before
 * each level; without it the text has no white space outside strings. Elements that are null count as absent
 * (formats.md, 3.1), so they are left out.
 */
export function writePolicy(text: string, policy: Value, indent = ''): string {
  return writeAt(text, policy, indent, '\n', 0);
}

/** Members of an object as JSON, from texts that are JSON already. */
export function writeObject(members: readonly (readonly [name: string, json: string])[], indent: string): string {
  const lines = members.map(([name, json]) => `${indent}${JSON.stringify(name)}: ${json.replaceAll('\n', `\n${indent}`)}`);
  return `{\n${lines.join(',\n')}\n}`;
}

/** The policy, the list of statements, a statement: only there are the elements of the policy. */
const levelsOfElements = 3;

function writeAt(text: string, node: Value, indent: string, line: string, level: number): string {
  const inner = line + indent;
  if (node?.type === 'array') return bracketed('[', node.elements.map((it) => writeAt(text, it, indent, inner, level + 1)), ']', indent, line);
  if (node?.type !== 'object') return node ? text.slice(node.span.start, node.span.end) : 'null';
  const members = level < levelsOfElements ? node.members.filter((it) => it.value?.type !== 'null') : node.members;
  return bracketed('{', members.map((it) => writeMember(text, it, indent, inner, level + 1)), '}', indent, line);
}

function writeMember(text: string, { key, value }: Member, indent: string, line: string, level: number): string {
  return `${text.slice(key.span.start, key.span.end)}:${indent === '' ? '' : ' '}${writeAt(text, value, indent, line, level)}`;
}

function bracketed(open: string, items: readonly string[], close: string, indent: string, line: string): string {
  if (items.length === 0) return open + close;
  return indent === '' ? open + items.join(',') + close : open + line + indent + items.join(`,${line}${indent}`) + line + close;
}

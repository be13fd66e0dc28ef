import { innerSpan, type JsonArray, type JsonObject, type JsonString, type Member } from '../../json/json.ts';
import type { Edit, Span } from '../../text.ts';

/** The text between the quotes gives way to `value`, escaped as JSON needs it. */
export function replaceString(node: JsonString, value: string): Edit {
  return { span: innerSpan(node), text: quoted(value).slice(1, -1) };
}

/** `value` as a JSON string. */
export function quoted(value: string): string {
  return JSON.stringify(value);
}

/** Takes a member out of its object, with its comma. */
export function removeMember(object: JsonObject, member: Member): Edit {
  return { span: removal(object, object.members, indexIn(object.members, member)), text: '' };
}

/** Takes one of two members with the same name out of their object, given as its members. */
export function removeTwin(members: readonly Member[], index: number): Edit {
  const outer = { start: members[0]?.span.start ?? 0, end: members.at(-1)?.span.end ?? 0 };
  return { span: removal({ span: outer, closed: false }, members, index), text: '' };
}

/** Takes an element out of its list, with its comma. */
export function removeElement(array: JsonArray, index: number): Edit {
  return { span: removal(array, array.elements, index), text: '' };
}

/** Puts a value in square brackets. */
export function wrapInList(span: Span): Edit[] {
  return [
    { span: { start: span.start, end: span.start }, text: '[' },
    { span: { start: span.end, end: span.end }, text: ']' },
  ];
}

/** Writes a member before all others, laid out as the first one is; of what stands before that only the white space is repeated. */
export function insertFirst(text: string, object: JsonObject, member: string): Edit {
  const at = object.span.start + 1;
  const first = object.members[0];
  if (!first) return { span: { start: at, end: at }, text: ` ${member} ` };
  return { span: { start: first.span.start, end: first.span.start }, text: `${member},${/[ \t\r\n]*$/.exec(text.slice(at, first.span.start))?.[0] || ' '}` };
}

let last: { readonly members: readonly Member[]; readonly indexes: ReadonlyMap<Member, number> } | undefined;

/** One object may have very many members that are to go. */
function indexIn(members: readonly Member[], member: Member): number {
  if (members.length < 20) return members.indexOf(member);
  if (last?.members !== members) last = { members, indexes: new Map(members.map((it, index) => [it, index])) };
  return last.indexes.get(member) ?? -1;
}

function removal(container: Pick<JsonObject | JsonArray, 'span' | 'closed'>, items: readonly { readonly span: Span }[], index: number): Span {
  const item = items[index];
  const before = items[index - 1];
  const after = items[index + 1];
  if (!item) return { start: container.span.start, end: container.span.start };
  if (before) return { start: before.span.end, end: item.span.end };
  if (after) return { start: item.span.start, end: after.span.start };
  return { start: container.span.start + 1, end: container.closed ? container.span.end - 1 : item.span.end };
}

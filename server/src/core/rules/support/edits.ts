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
  return { span: removal(object, object.members, object.members.indexOf(member)), text: '' };
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

/** Writes a member before all others, laid out as the first one is. */
export function insertFirst(text: string, object: JsonObject, member: string): Edit {
  const at = object.span.start + 1;
  const first = object.members[0];
  if (!first) return { span: { start: at, end: at }, text: ` ${member} ` };
  return { span: { start: first.span.start, end: first.span.start }, text: `${member},${text.slice(at, first.span.start) || ' '}` };
}

function removal(container: JsonObject | JsonArray, items: readonly { readonly span: Span }[], index: number): Span {
  const item = items[index];
  const before = items[index - 1];
  const after = items[index + 1];
  if (!item) return { start: container.span.start, end: container.span.start };
  if (before) return { start: before.span.end, end: item.span.end };
  if (after) return { start: item.span.start, end: after.span.start };
  return { start: container.span.start + 1, end: container.closed ? container.span.end - 1 : item.span.end };
}

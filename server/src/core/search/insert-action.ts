import type { PolicyDocument } from '../check.ts';
import type { Json, JsonArray } from '../json/json.ts';
import { locate, type Place } from '../json/locate.ts';
import type { ActionList, Statement } from '../policy/policy.ts';
import { separator, writeElements } from '../refactor/layout.ts';
import { quoted, replaceString } from '../rules/support/edits.ts';
import { contains, type Edit } from '../text.ts';

/**
 * Writes an action where the cursor is: in place of the string that is being typed, behind the one that is
 * complete, or at the end of the list of the statement around the cursor. No edits where the list has it
 * already; undefined where the cursor is in no statement that lists actions.
 *
 * @param offset UTF-16
 */
export function insertAction({ json, policy }: PolicyDocument, offset: number, action: string): readonly Edit[] | undefined {
  const statement = policy?.statements.find((it) => contains(it.node.span, offset)) ?? onlyStatement(policy?.statements);
  const place = locate(json, offset);
  const name = place?.path[place.path.length - (place.at === 'element' ? 2 : 1)];
  const inList = place && (name === 'Action' || name === 'NotAction') && (place.at === 'element' || place.at === 'value');
  if (statement && has(inList && name === 'NotAction' ? statement.notAction : (statement.action ?? statement.notAction), action)) return [];
  if (inList) return atPlace(json.text, place, action);
  const value = (statement?.action ?? statement?.notAction)?.member.value;
  return value && append(json.text, value, action);
}

/** With one statement there is no doubt which one is meant. */
function onlyStatement(statements: readonly Statement[] = []): Statement | undefined {
  return statements.length === 1 ? statements[0] : undefined;
}

function has(list: ActionList | undefined, action: string): boolean {
  return list?.strings.some((it) => it.value.toLowerCase() === action.toLowerCase()) ?? false;
}

function atPlace(text: string, place: Place, action: string): readonly Edit[] | undefined {
  const { node, span, commaMissingAt, commaMissingAfter, at } = place;
  if (node && !isComplete(node)) return node.type === 'string' && node.closed ? [replaceString(node, action)] : [{ span, text: quoted(action) }];
  if (node) return place.at === 'element' && place.parent?.type === 'array' ? [behind(text, place.parent, node, action)] : append(text, node, action);
  const written = at === 'value' ? `[${quoted(action)}]` : quoted(action);
  return [{ span, text: `${commaMissingAt === undefined ? '' : ', '}${written}${commaMissingAfter ? ',' : ''}` }];
}

/** Nobody is typing it: all three segments are there. */
function isComplete(node: Json): boolean {
  return node.type !== 'string' || /^(?:\*|[^:]+:[^:]*:[^:]+)$/.test(node.value);
}

function append(text: string, value: Json, action: string): readonly Edit[] | undefined {
  if (value.type === 'string') return [{ span: value.span, text: `[${text.slice(value.span.start, value.span.end)}, ${quoted(action)}]` }];
  if (value.type !== 'array' || !value.closed) return undefined;
  const last = value.elements[value.elements.length - 1];
  if (last) return [behind(text, value, last, action)];
  const edit = writeElements(text, value, [quoted(action)]);
  return edit && [edit];
}

function behind(text: string, array: JsonArray, element: Json, action: string): Edit {
  const { end } = element.span;
  // A list in one line stays in one line, also where it has no second element to show how.
  const inLine = !text.slice(array.span.start, element.span.start).includes('\n');
  return { span: { start: end, end }, text: `${inLine ? ', ' : separator(text, array)}${quoted(action)}` };
}

import type { Json, JsonObject } from '../json/json.ts';
import { member } from '../json/json.ts';
import { code, msg } from '../message.ts';
import type { Policy, Statement } from '../policy/policy.ts';
import { insertFirst, quoted, removeElement } from '../rules/support/edits.ts';
import { statementsMessage } from '../structure/counts.ts';
import { writeStrings } from './layout.ts';
import { isSound, statementAt } from './lists.ts';
import type { Refactoring } from './refactoring.ts';

/** Writes statements that differ in their actions only, or in their resources only, as one. */
export const mergeStatements: Refactoring = {
  name: 'mergeStatements',
  keeps: { over: 'every-request', sets: 'both' },
  rewrite({ policy, selection }) {
    const chosen = statementAt(policy, selection);
    const array = statementsOf(policy);
    if (!chosen || array?.type !== 'array') return undefined;
    for (const name of ['Action', 'Resource'] as const) {
      const key = keyWithout(chosen, name);
      const group = policy.statements.filter((it) => canMerge(it, name) && keyWithout(it, name) === key);
      const [first, ...others] = group;
      const value = first && member(first.node, name)?.value;
      if (!first || others.length === 0 || !value || !group.includes(chosen)) continue;
      const strings = distinct(group.flatMap((it) => (name === 'Action' ? it.action : it.resource)?.strings.map((string) => string.value) ?? []), name === 'Action');
      const edit = writeStrings(policy.text, value, strings);
      if (!edit) continue;
      const removals = others.map((it) => removeElement(array, array.elements.indexOf(it.node)));
      const [kept, ...lost] = [...new Set(group.flatMap(sidOf))];
      // The statement that stays has no name, but one that goes has.
      const named = kept !== undefined && sidOf(first).length === 0 ? [insertFirst(policy.text, first.node, `"Sid": ${quoted(kept)}`)] : [];
      const what = statementsMessage(group);
      const title = lost.length === 0 ? msg('Merge {0} into one', what) : lost.length === 1 ? msg('Merge {0} into one (the name {1} goes)', what, code(lost[0] ?? '')) : msg('Merge {0} into one ({1} names go)', what, lost.length);
      return { title, edits: [...named, edit, ...removals] };
    }
    return undefined;
  },
};

function statementsOf({ value }: Policy): Json | undefined {
  return value.type === 'object' ? member(value, 'Statement')?.value : undefined;
}

/** The name of the statement, if it has one. */
function sidOf({ node }: Statement): readonly string[] {
  const value = member(node, 'Sid')?.value;
  return value?.type === 'string' ? [value.value] : [];
}

function canMerge(statement: Statement, name: 'Action' | 'Resource'): boolean {
  if (statement.unreadable || (statement.action && !isSound(statement.action))) return false;
  if (name === 'Action') return statement.action !== undefined;
  return statement.resource !== undefined && !statement.resource.uri && statement.resource.strings.every((it) => it.sound);
}

/** What a statement says beside one element and its name; lists as sets. */
function keyWithout({ node, effect }: Statement, name: 'Action' | 'Resource'): string {
  const members = node.members.filter(({ key }) => key.value !== name && key.value !== 'Sid' && key.value !== 'Effect');
  return JSON.stringify([effect?.value, members.map((it) => [it.key.value, it.value ? plain(it.value, it.key.value.endsWith('Action')) : null] as const).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function plain(value: Json, fold: boolean): unknown {
  switch (value.type) {
    case 'object':
      return membersOf(value, fold);
    case 'array':
      return [...new Set(value.elements.map((it) => JSON.stringify(plain(it, fold))))].sort();
    case 'string':
      return [JSON.stringify(fold ? value.value.toLowerCase() : value.value)];
    default:
      return [value.type, value.type === 'boolean' && value.value];
  }
}

function membersOf(value: JsonObject, fold: boolean): unknown {
  return value.members.map((it) => [it.key.value, it.value ? plain(it.value, fold) : null] as const).sort(([a], [b]) => (a < b ? -1 : 1));
}

function distinct(strings: readonly string[], fold: boolean): readonly string[] {
  const found = new Map<string, string>();
  for (const it of strings) if (!found.has(fold ? it.toLowerCase() : it)) found.set(fold ? it.toLowerCase() : it, it);
  return [...found.values()];
}

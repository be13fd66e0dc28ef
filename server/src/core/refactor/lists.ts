import type { Json } from '../json/json.ts';
import type { ActionList, Policy, Statement } from '../policy/policy.ts';
import { contains, overlaps, type Span } from '../text.ts';

export interface FoundList {
  readonly statement: Statement;
  readonly list: ActionList;
  readonly value: Json;
}

/** The Action or NotAction that the selection touches. */
export function actionListAt(policy: Policy, selection: Span): FoundList | undefined {
  for (const statement of policy.statements) {
    for (const list of [statement.action, statement.notAction]) {
      const value = list?.member.value;
      if (list && value && isSound(list) && overlaps(list.member.span, selection)) return { statement, list, value };
    }
  }
  return undefined;
}

/** Every string can be read. */
export function isSound(list: ActionList): boolean {
  const value = list.member.value;
  const count = value?.type === 'array' ? value.elements.length : value?.type === 'string' ? 1 : -1;
  return count === list.strings.length && list.strings.every((it) => it.sound);
}

export function statementAt(policy: Policy, selection: Span): Statement | undefined {
  return policy.statements.find((it) => contains(it.node.span, selection.start) && contains(it.node.span, selection.end));
}

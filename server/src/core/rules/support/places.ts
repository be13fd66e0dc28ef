import { type JsonObject, type JsonString, type Member, member, type Path } from '../../json/json.ts';
import type { JsonText } from '../../json/parse.ts';
import type { ActionList, ActionString, ConditionKey, ConditionOperator, Policy, ResourceList, ResourceString, Statement } from '../../policy/policy.ts';
import type { Span } from '../../text.ts';

/** The first character of the document, for findings about the whole of it. */
export function firstCharacter({ root, text }: JsonText): Span {
  const start = root?.span.start ?? 0;
  return { start, end: Math.min(text.length, start + 1) };
}

/** The bracket that opens a value, for findings about what is missing in it. */
export function opening({ span }: { readonly span: Span }): Span {
  return { start: span.start, end: Math.min(span.end, span.start + 1) };
}

/** The object of the whole policy, or undefined when the policy is something else. */
export function policyObject({ value }: Policy): JsonObject | undefined {
  return value.type === 'object' ? value : undefined;
}

/** Whether the text is a `role` of the IAM API in which no policy is written: Version and Statement are missed in there, not around it. */
export function isEmptyWrapper({ kind, role, value }: Policy): boolean {
  return kind === 'custom-1.1' && role === undefined && value.type === 'object' && has(value, 'role') && !has(value, 'Version') && !has(value, 'Statement');
}

/** The members that count: of those with one name the last. In time that grows with the object, not with its square. */
export function countingMembers({ members }: JsonObject): readonly Member[] {
  const last = new Map(members.map((it) => [it.key.value, it]));
  return last.size === members.length ? members : [...last.values()];
}

/** Whether an object has a member of this name, whatever its value. */
export function has(object: JsonObject, name: string): boolean {
  return member(object, name) !== undefined;
}

export interface WrittenAction {
  readonly statement: Statement;
  readonly list: ActionList;
  readonly action: ActionString;
}

export interface WrittenResource {
  readonly statement: Statement;
  readonly list: ResourceList;
  readonly resource: ResourceString;
}

export interface WrittenOperator {
  readonly statement: Statement;
  readonly operator: ConditionOperator;
}

export interface WrittenKey extends WrittenOperator {
  readonly key: ConditionKey;
}

export interface WrittenValue extends WrittenKey {
  readonly value: JsonString;
  readonly path: Path;
}

/** All strings of Action and NotAction that are closed: one that is still being typed is nobody's business. */
export const writtenActions = once((policy): readonly WrittenAction[] => {
  const found: WrittenAction[] = [];
  for (const statement of policy.statements) {
    for (const list of [statement.action, statement.notAction]) {
      if (!list) continue;
      for (const action of list.strings) if (action.node.closed) found.push({ statement, list, action });
    }
  }
  return found;
});

/**
 * Whether a closed string of a list passes a test, as it stands in the text: the first one that does ends the look. Of
 * a large policy most lists need no more than this, and their `strings` are not made.
 */
export function hasWritten({ member: { value } }: Pick<ActionList, 'member'>, test: (node: JsonString) => boolean): boolean {
  if (value?.type !== 'array') return value?.type === 'string' && value.closed && test(value);
  for (const node of value.elements) if (node.type === 'string' && node.closed && test(node)) return true;
  return false;
}

/** All closed strings of Resource and NotResource. */
export const writtenResources = once((policy): readonly WrittenResource[] => {
  const found: WrittenResource[] = [];
  for (const statement of policy.statements) {
    for (const list of [statement.resource, statement.notResource]) {
      if (!list) continue;
      for (const resource of list.strings) if (resource.node.closed) found.push({ statement, list, resource });
    }
  }
  return found;
});

export const conditionOperators = once((policy): readonly WrittenOperator[] =>
  policy.statements.flatMap((statement) => (statement.condition?.operators ?? []).filter((it) => isWritten(it.member)).map((operator) => ({ statement, operator }))),
);

export const conditionKeys = once((policy): readonly WrittenKey[] =>
  conditionOperators(policy).flatMap((it) => it.operator.keys.filter((key) => isWritten(key.member)).map((key) => ({ ...it, key }))),
);

export const conditionValues = once((policy): readonly WrittenValue[] => {
  const found: WrittenValue[] = [];
  for (const it of conditionKeys(policy)) {
    const list = it.key.member.value?.type === 'array';
    for (const [index, value] of (it.key.values ?? []).entries()) {
      if (value.closed) found.push({ ...it, value, path: list ? [...it.key.path, index] : it.key.path });
    }
  }
  return found;
});

/**
 * Collects something of a policy once, however many rules go through it. Only the last policy is remembered:
 * rules see one after the other, and weak maps would cost the garbage collector more than they save.
 */
export function once<T>(collect: (policy: Policy) => T): (policy: Policy) => T {
  let last: { readonly policy: Policy; readonly found: T } | undefined;
  return (policy) => {
    if (last?.policy !== policy) last = { policy, found: collect(policy) };
    return last.found;
  };
}

/** A name without its closing quote or without a value is still being typed. */
function isWritten({ key, value }: Member): boolean {
  return key.closed && value !== undefined;
}

import { type JsonObject, type JsonString, member, type Path } from '../../json/json.ts';
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

/** Whether an object has a member of this name, whatever its value. */
export function has(object: JsonObject, name: string): boolean {
  return member(object, name) !== undefined;
}

/** All strings of Action and NotAction that are closed: one that is still being typed is nobody's business. */
export function* writtenActions(policy: Policy): Iterable<{ readonly statement: Statement; readonly list: ActionList; readonly action: ActionString }> {
  for (const statement of policy.statements) {
    for (const list of [statement.action, statement.notAction]) {
      if (!list) continue;
      for (const action of list.strings) if (action.node.closed) yield { statement, list, action };
    }
  }
}

/** All closed strings of Resource and NotResource. */
export function* writtenResources(policy: Policy): Iterable<{ readonly statement: Statement; readonly list: ResourceList; readonly resource: ResourceString }> {
  for (const statement of policy.statements) {
    for (const list of [statement.resource, statement.notResource]) {
      if (!list) continue;
      for (const resource of list.strings) if (resource.node.closed) yield { statement, list, resource };
    }
  }
}

export function* conditionOperators(policy: Policy): Iterable<{ readonly statement: Statement; readonly operator: ConditionOperator }> {
  for (const statement of policy.statements) {
    for (const operator of statement.condition?.operators ?? []) if (operator.member.key.closed) yield { statement, operator };
  }
}

export function* conditionKeys(policy: Policy): Iterable<{ readonly statement: Statement; readonly operator: ConditionOperator; readonly key: ConditionKey }> {
  for (const { statement, operator } of conditionOperators(policy)) {
    for (const key of operator.keys) if (key.member.key.closed) yield { statement, operator, key };
  }
}

export function* conditionValues(policy: Policy): Iterable<{
  readonly statement: Statement;
  readonly operator: ConditionOperator;
  readonly key: ConditionKey;
  readonly value: JsonString;
  readonly path: Path;
}> {
  for (const { statement, operator, key } of conditionKeys(policy)) {
    const list = key.member.value?.type === 'array';
    for (const [index, value] of (key.values ?? []).entries()) {
      if (value.closed) yield { statement, operator, key, value, path: list ? [...key.path, index] : key.path };
    }
  }
}


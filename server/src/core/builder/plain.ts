import type { Policy, Statement } from '../policy/policy.ts';

/**
 * A statement as the builder knows it: what it says, without the places of its parts. Two statements that say the
 * same in the same order are equal as JSON.
 */
export interface PlainStatement {
  /** Its own text, where the builder only shows that (shape.ts); the rest is then absent. */
  readonly raw?: string;
  readonly sid?: string;
  readonly effect?: 'Allow' | 'Deny';
  readonly principal?: PlainPrincipal;
  readonly action?: PlainList;
  readonly resource?: PlainList & { readonly uri: boolean };
  /** One for each key of each operator, in the order of the text. */
  readonly conditions: readonly PlainCondition[];
}

export interface PlainList {
  /** NotAction or NotResource. */
  readonly negated: boolean;
  readonly strings: readonly string[];
}

export interface PlainPrincipal {
  readonly negated: boolean;
  readonly entries: readonly { readonly kind: string; readonly values: readonly string[] }[];
}

export interface PlainCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** @param isShown whether the builder shows the statement part by part */
export function plainPolicy(policy: Policy, isShown: (statement: Statement) => boolean): readonly PlainStatement[] {
  return policy.statements.map((it) => (isShown(it) ? plainStatement(it) : { raw: policy.text.slice(it.node.span.start, it.node.span.end), conditions: [] }));
}

/** What a statement says that has a shape the builder shows. */
export function plainStatement(statement: Statement): PlainStatement {
  const { effect, principal, action, notAction, resource, notResource, condition } = statement;
  const actions = action ?? notAction;
  const resources = resource ?? notResource;
  const sid = sidOf(statement);
  return {
    ...(sid === undefined ? {} : { sid }),
    ...(effect?.value ? { effect: effect.value } : {}),
    ...(principal ? { principal: { negated: principal.negated, entries: principal.entries.map(({ kind, values }) => ({ kind, values: values.map((it) => it.value) })) } } : {}),
    ...(actions ? { action: { negated: action === undefined, strings: actions.strings.map((it) => it.value) } } : {}),
    ...(resources ? { resource: { negated: resource === undefined, uri: resources.uri, strings: resources.strings.map((it) => it.value) } } : {}),
    conditions: (condition?.operators ?? []).flatMap(({ written, keys }) => keys.map((it) => ({ operator: written, key: it.name, values: (it.values ?? []).map((value) => value.value) }))),
  };
}

function sidOf({ node }: Statement): string | undefined {
  const found = node.members.findLast((it) => it.key.value === 'Sid')?.value;
  return found?.type === 'string' ? found.value : undefined;
}

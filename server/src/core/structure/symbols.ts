import type { PolicyDocument } from '../check.ts';
import { member } from '../json/json.ts';
import { type Arg, type Message, msg } from '../message.ts';
import { actionStrings, type ConditionOperator, type Policy, type Statement } from '../policy/policy.ts';
import type { Span } from '../text.ts';

/** An entry of the outline. `name` is never empty, `selection` lies within `span`. */
export interface OutlineSymbol {
  readonly name: Message;
  readonly detail?: Message;
  readonly kind: 'statement' | 'action' | 'resource' | 'condition' | 'key';
  readonly span: Span;
  readonly selection: Span;
  readonly children: readonly OutlineSymbol[];
}

/** More than an outline can show, and than IAM accepts by far. Beyond, a reply would hold ten times the text. */
export const maximumSymbols = 5000;

/**
 * The outline: statements with their actions, resources and conditions, in the order of the text. Of a text with
 * more than `maximumSymbols` of them the statements alone, and no more of these.
 */
export function symbols({ policy }: PolicyDocument): readonly OutlineSymbol[] {
  if (!policy) return [];
  const deep = countUpTo(policy, maximumSymbols) <= maximumSymbols;
  return policy.statements.slice(0, maximumSymbols).map((it) => statementSymbol(policy, it, deep));
}

/** How many symbols there would be, counted no further than one more than `limit`. */
function countUpTo({ statements }: Policy, limit: number): number {
  let count = 0;
  for (const { action, notAction, resource, notResource, condition } of statements) {
    count += 1 + (condition ? 1 : 0);
    for (const list of [action, notAction, resource, notResource]) count += list?.strings.length ?? 0;
    for (const { keys } of condition?.operators ?? []) count += keys.length;
    if (count > limit) break;
  }
  return count;
}

function statementSymbol(policy: Policy, statement: Statement, deep: boolean): OutlineSymbol {
  const { node, effect } = statement;
  const children = deep ? [...strings(statement), ...conditions(statement)].sort((a, b) => a.span.start - b.span.start) : [];
  const detail = actionsMessage(statement);
  return {
    name: effect?.value ? msg('{0}: {1}', title(policy, statement), effect.value) : title(policy, statement),
    ...(detail ? { detail } : {}),
    kind: 'statement',
    span: node.span,
    selection: effect?.member.value?.span ?? { start: node.span.start, end: node.span.start + 1 },
    children,
  };
}

function title({ version }: Policy, { index, node }: Statement): Message {
  const sid = member(node, 'Sid')?.value;
  const number = index + 1;
  return version === '5.0' && sid?.type === 'string' && sid.value !== '' ? msg('Statement {0} ({1})', number, sid.value) : msg('Statement {0}', number);
}

/** "modelarts:notebook:create and 3 more". */
function actionsMessage(statement: Statement): Message | undefined {
  const all = actionStrings(statement);
  const [first] = all;
  if (!first) return undefined;
  const named = all.length === 1 ? msg('{0}', shown(first.value)) : msg('{0} and {1} more', shown(first.value), all.length - 1);
  return statement.action ? named : msg('all but {0}', named);
}

function strings(statement: Statement): OutlineSymbol[] {
  const lists = [
    { list: statement.action, kind: 'action', prefix: '' },
    { list: statement.notAction, kind: 'action', prefix: 'NotAction' },
    { list: statement.resource, kind: 'resource', prefix: 'Resource' },
    { list: statement.notResource, kind: 'resource', prefix: 'NotResource' },
  ] as const;
  return lists.flatMap(({ list, kind, prefix }) =>
    (list?.strings ?? []).map(({ value, node }) => ({
      name: msg('{0}', shown(value)),
      ...(prefix ? { detail: msg('{0}', prefix) } : {}),
      kind,
      span: node.span,
      selection: node.span,
      children: [],
    })),
  );
}

function conditions({ condition }: Statement): OutlineSymbol[] {
  if (!condition) return [];
  const { span, key } = condition.member;
  const children = condition.operators.flatMap(keySymbols);
  return [{ name: msg('{0}', 'Condition'), kind: 'condition', span, selection: key.span, children }];
}

function keySymbols({ written, keys }: ConditionOperator): OutlineSymbol[] {
  return keys.map(({ member: { span, key }, name }) => ({ name: msg('{0}', shown(name)), detail: msg('{0}', shown(written)), kind: 'key', span, selection: key.span, children: [] }));
}

function shown(text: string): Arg {
  return text.trim() === '' ? msg('(empty)') : text;
}

import { type Arg, code, type Message, msg } from '../message.ts';
import { type BuilderChange, listedAt, type ListName, notListed } from './change.ts';
import type { PlainStatement } from './plain.ts';

/** What a click did, for a screen reader: short, and with what the sight of the page would tell. */
export function said(change: BuilderChange, before: readonly PlainStatement[]): Message {
  if (change.kind === 'add-statement') return msg('Statement {0} added.', before.length + 1);
  const number = change.statement + 1;
  switch (change.kind) {
    case 'remove-statement':
      return msg('Statement {0} removed.', number);
    case 'duplicate-statement':
      return msg('Statement {0} duplicated as statement {1}.', number, number + 1);
    case 'move-statement':
      return msg('Statement {0} is now statement {1}.', number, number + change.by);
    case 'set-effect':
      return change.value === 'Allow' ? msg('Statement {0} allows.', number) : msg('Statement {0} denies.', number);
    case 'set-sid':
      return msg('Name of statement {0} changed.', number);
    case 'add-strings':
      return msg('{0} added to statement {1}.', what(notListed(listed(change, before), change.values, change.element), change.element), number);
    case 'remove-strings': {
      const strings = listed(change, before);
      const gone = listedAt(strings, change.values, change.element).flatMap((it) => strings[it] ?? []);
      const removed = what(gone, change.element);
      return change.element === 'resource' && gone.length === strings.length ? msg('{0} removed. Statement {1} now applies to every resource.', removed, number) : msg('{0} removed from statement {1}.', removed, number);
    }
    case 'set-negated':
      return change.negated ? msg('Statement {0} now applies to all but the listed.', number) : msg('Statement {0} now applies to the listed.', number);
    case 'add-principal':
    case 'add-value':
      return msg('{0} added to statement {1}.', code(change.value), number);
    case 'remove-principal':
      return msg('{0} removed from statement {1}.', code(change.value), number);
    case 'remove-value':
      if ((before[change.statement]?.conditions.find((it) => it.operator === change.operator && it.key === change.key)?.values.length ?? 0) <= 1) return msg('Condition {0} removed from statement {1}.', code(change.key), number);
      return msg('{0} removed from statement {1}.', code(change.value), number);
    case 'add-condition':
      return msg('Condition {0} added to statement {1}.', code(change.key), number);
    case 'remove-condition':
      return msg('Condition {0} removed from statement {1}.', code(change.key), number);
    case 'set-operator':
      return msg('Condition {0} now uses {1}.', code(change.key), code(change.to));
  }
}

/** What the list has before the click: only what it adds to that, or finds in it, is told. */
function listed({ statement, element }: { readonly statement: number; readonly element: ListName }, before: readonly PlainStatement[]): readonly string[] {
  return before[statement]?.[element]?.strings ?? [];
}

function what(values: readonly string[], element: ListName): Arg {
  const [first = ''] = values;
  if (values.length === 1) return code(first);
  return element === 'action' ? msg('{0} actions', values.length) : msg('{0} resources', values.length);
}

import { type Message, msg, type Reader, toPlain } from '../../core/message.ts';
import type { Changed, Difference, ServiceDifference } from '../../core/overlay/diff.ts';

/** `{ "version": 1, "services": [...] }`: the differences as they are, names of fields included. */
export function catalogDiffToJson(services: readonly ServiceDifference[]): { readonly version: 1; readonly services: readonly ServiceDifference[] } {
  return { version: 1, services };
}

/**
 * A heading for each service that differs, then what is new, changed, and only here; the last line is the one to read.
 *
 * @param compared services, those that do not differ included
 */
export function catalogDiffToText(services: readonly ServiceDifference[], compared: number, reader: Reader): string {
  const text = (message: Message): string => toPlain(message, reader);
  const lines: string[] = [];
  for (const { service, actions, resourceTypes, conditionKeys } of services) {
    lines.push(service, ...block(msg('actions'), actions, text), ...block(msg('resource types'), resourceTypes, text), ...block(msg('condition keys'), conditionKeys, text), '');
  }
  const all = services.flatMap((it) => [it.actions, it.resourceTypes, it.conditionKeys]);
  const count = (of: (it: Difference) => number): number => all.reduce((total, it) => total + of(it), 0);
  lines.push(text(msg('{0} of {1} services differ · {2} names new, {3} facts changed, {4} names only here', services.length, compared, count((it) => it.added.length), count((it) => it.changed.length), count((it) => it.missing.length))));
  return `${lines.join('\n')}\n`;
}

function block(title: Message, { added, changed, missing }: Difference, text: (message: Message) => string): string[] {
  if (added.length + changed.length + missing.length === 0) return [];
  return [
    `  ${text(title)}`,
    ...added.map((it) => `    + ${it}`),
    ...changed.map((it) => `    ~ ${it.name}  ${text(fieldName(it.field))}: ${it.before || '–'} → ${it.after || '–'}`),
    ...missing.map((it) => `    - ${it}  ${text(msg('only here'))}`),
  ];
}

function fieldName(field: Changed['field']): Message {
  switch (field) {
    case 'version':
      return msg('versions');
    case 'accessLevel':
      return msg('access level');
    case 'description':
      return msg('description');
    case 'conditionKeys':
      return msg('condition keys');
    case 'resources':
      return msg('resource types');
    case 'aliases':
      return msg('other names');
    case 'dependsOn':
      return msg('needs also');
    case 'valueType':
      return msg('type of value');
    case 'multiValued':
      return msg('several values');
  }
}

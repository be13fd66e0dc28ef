import { code, msg, type Reader, toMarkdown, toPlain } from '../message.ts';
import { markdownRow, toCsv } from '../table.ts';
import type { Effective, EffectiveAction } from './types.ts';
import { stateWord } from './words.ts';

/** One table for each service, with a heading of its counts, for a ticket or a review. */
export function effectiveToMarkdown(effective: Effective, title: string, reader: Reader): string {
  const lines = [`# ${toMarkdown(msg('Effective permissions of {0}', code(title)), reader)}`];
  const heading = [msg('Action'), msg('Decision'), msg('Why')].map((it) => toMarkdown(it, reader));
  for (const service of effective.services) {
    lines.push('', `## ${toMarkdown(service.fact.title, reader)} (${service.fact.name})`, '', markdownRow(heading), markdownRow(heading.map(() => '---')));
    for (const { fact, outcome } of actionsOf(service.types)) lines.push(markdownRow([toMarkdown(code(fact.name), reader), toMarkdown(stateWord(outcome.state, effective.letsThrough), reader), toMarkdown(outcome.message, reader)]));
  }
  return `${lines.join('\n')}\n`;
}

/**
 * RFC 4180: a heading, then one line for each action. The names of states are those of programs, so that the same
 * table can be made in any language.
 */
export function effectiveToCsv(effective: Effective, reader: Reader): string {
  // A number says which statement only where there is one policy.
  const several = new Set(effective.services.flatMap((it) => it.types.flatMap((type) => type.actions.flatMap(({ outcome }) => outcome.statements.map((statement) => statement.policy))))).size > 1;
  const lines = [['service', 'type', 'action', 'state', 'statements', 'keys', 'why']];
  for (const service of effective.services) {
    for (const type of service.types) {
      for (const { fact, outcome } of type.actions) {
        lines.push([service.fact.name, type.name, fact.name, outcome.state, outcome.statements.map((it) => (several ? `${it.policy}#${it.index + 1}` : it.index + 1)).join(' '), outcome.keys.join(' '), toPlain(outcome.message, reader)]);
      }
    }
  }
  return toCsv(lines);
}

function actionsOf(types: readonly { readonly actions: readonly EffectiveAction[] }[]): readonly EffectiveAction[] {
  return types.flatMap((it) => it.actions);
}

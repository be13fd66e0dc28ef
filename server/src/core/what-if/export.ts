import { stateWord } from '../effective/words.ts';
import { code, msg, type Reader, toMarkdown } from '../message.ts';
import { markdownRow, toCsv } from '../table.ts';
import type { WhatIfTable } from './what-if.ts';

/** One table for each service with a heading, actions by columns; the number of rows that a filter hides is said. */
export function whatIfToMarkdown({ columns, rows }: WhatIfTable, total: number, reader: Reader): string {
  const lines = [`# ${toMarkdown(msg('What if'), reader)}`, '', toMarkdown(rows.length < total ? msg('Actions shown: {0} of {1}.', rows.length, total) : msg('Actions: {0}.', total), reader)];
  const heading = [toMarkdown(msg('Action'), reader), ...columns.map((it) => toMarkdown(it, reader))];
  let service: string | undefined;
  for (const { service: of, fact, cells } of rows) {
    if (of.name !== service) {
      service = of.name;
      lines.push('', `## ${toMarkdown(of.title, reader)} (${of.name})`, '', markdownRow(heading), markdownRow(heading.map(() => '---')));
    }
    lines.push(markdownRow([toMarkdown(code(fact.name), reader), ...cells.map((it) => toMarkdown(stateWord(it, false), reader))]));
  }
  return `${lines.join('\n')}\n`;
}

/** RFC 4180: a heading, then one line for each action. States are named as programs name them, in every language. */
export function whatIfToCsv({ columns, rows }: WhatIfTable): string {
  const lines = [['service', 'action', ...columns], ...rows.map(({ service, fact, cells }) => [service.name, fact.name, ...cells])];
  return toCsv(lines);
}

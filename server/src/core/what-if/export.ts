import { stateWord } from '../effective/words.ts';
import { code, msg, type Reader, toMarkdown } from '../message.ts';
import type { WhatIfTable } from './what-if.ts';

/** One table for each service with a heading, actions by columns; the number of rows that a filter hides is said. */
export function whatIfToMarkdown({ columns, rows }: WhatIfTable, total: number, reader: Reader): string {
  const lines = [`# ${toMarkdown(msg('What if'), reader)}`, '', toMarkdown(rows.length < total ? msg('Actions shown: {0} of {1}.', rows.length, total) : msg('Actions: {0}.', total), reader)];
  const heading = [toMarkdown(msg('Action'), reader), ...columns.map((it) => cell(toMarkdown(it, reader)))];
  let service: string | undefined;
  for (const { service: of, fact, cells } of rows) {
    if (of.name !== service) {
      service = of.name;
      lines.push('', `## ${toMarkdown(of.title, reader)} (${of.name})`, '', row(heading), row(heading.map(() => '---')));
    }
    lines.push(row([cell(toMarkdown(code(fact.name), reader)), ...cells.map((it) => toMarkdown(stateWord(it, false), reader))]));
  }
  return `${lines.join('\n')}\n`;
}

/** RFC 4180: a heading, then one line for each action. States are named as programs name them, in every language. */
export function whatIfToCsv({ columns, rows }: WhatIfTable): string {
  const lines = [['service', 'action', ...columns], ...rows.map(({ service, fact, cells }) => [service.name, fact.name, ...cells])];
  return lines.map((it) => `${it.map(field).join(',')}\r\n`).join('');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cell(text: string): string {
  return text.replace(/\r?\n/g, ' ').replace(/(?<!\\)\|/g, '\\|');
}

/** A text that a table program would run as a formula gets a quote in front. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

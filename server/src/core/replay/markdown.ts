import { code, type Message, msg, type Reader, toMarkdown } from '../message.ts';
import { markdownRow } from '../table.ts';
import { toRequestJson } from './json.ts';
import type { ReplayResult } from './types.ts';
import { flipMessage, leftOutMessages, summaryMessage } from './words.ts';

/** Rows of one table. */
const mostRows = 500;

/** UTF-16 units of a request that are shown. */
const longest = 300;

/** What a replay found, as a page with tables. */
export function replayToMarkdown(result: ReplayResult, title: string, reader: Reader): string {
  const text = (message: Message): string => toMarkdown(message, reader);
  const lines = [`# ${text(msg('Replay of {0}', title))}`, '', text(summaryMessage(result))];
  const table = (heading: Message, columns: readonly Message[], rows: readonly (readonly string[])[]): void => {
    if (rows.length === 0) return;
    lines.push('', `## ${text(heading)}`, '', markdownRow(columns.map(text)), markdownRow(columns.map(() => '---')), ...rows.slice(0, mostRows).map(markdownRow));
    if (rows.length > mostRows) lines.push('', text(msg('and {0} more', rows.length - mostRows)));
  };
  table(msg('Decisions that flip'), [msg('Requests'), msg('Action'), msg('Decision'), msg('Lines')], result.flips.map((it) => [String(it.count), text(msg('{0}', code(it.action))), text(flipMessage(it)), it.examples.map(({ line }) => String(line)).join(', ')]));
  table(msg('Examples'), [msg('Line'), msg('Request')], result.flips.slice(0, mostRows).flatMap(({ examples }) => examples.slice(0, 1).map(({ line, request, as }) => [String(line), text(msg('{0}', code(clipped(JSON.stringify(toRequestJson(request, as))))))])));
  const leftOut = leftOutMessages(result);
  if (leftOut.length > 0) lines.push('', `## ${text(msg('Left out, or not known'))}`, '', ...leftOut.map((it) => `- ${text(it)}`));
  table(msg('Records that could not be read'), [msg('Line'), msg('Why')], result.malformed.first.map(({ line, problem }) => [String(line), text(problem)]));
  table(msg('Operations without a mapping'), [msg('Traces'), msg('Service'), msg('Resource type'), msg('Name')], result.unmapped.map((it) => [String(it.count), ...[it.service, it.resourceType, it.name].map((name) => text(msg('{0}', code(name))))]));
  return `${lines.join('\n')}\n`;
}

function clipped(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

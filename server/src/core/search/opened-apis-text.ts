import { stateWord } from '../effective/words.ts';
import { code, msg, type Reader, toMarkdown } from '../message.ts';
import { markdownRow } from '../table.ts';
import type { OpenedApi } from './opened-apis.ts';

/** The requests as a table for a ticket or a review, in Markdown. */
export function openedApisToMarkdown(apis: readonly OpenedApi[], policy: string, reader: Reader): string {
  const heading = [msg('API request'), msg('Action'), msg('Decision'), msg('Also needed, not allowed here')].map((it) => toMarkdown(it, reader));
  const lines = [`# ${toMarkdown(msg('API requests that {0} opens', code(policy)), reader)}`, '', markdownRow(heading), markdownRow(heading.map(() => '---'))];
  for (const { api, action, outcome, also } of apis) {
    const missing = also.filter((it) => it.state !== 'allowed').map((it) => toMarkdown(code(it.action), reader));
    lines.push(markdownRow([toMarkdown(code(api), reader), toMarkdown(code(action.name), reader), toMarkdown(stateWord(outcome.state, false), reader), missing.join(', ')]));
  }
  return `${lines.join('\n')}\n`;
}

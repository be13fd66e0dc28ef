import { type Message, type Reader, toMarkdown, toPlain } from '../message.ts';

/** One paragraph or item of a text in words. */
export interface Block {
  readonly message: Message;
  /** Items of a list, from 1 outwards in; 0 for a paragraph. */
  readonly depth: number;
  readonly heading?: boolean;
  readonly bold?: boolean;
}

/** The text as Markdown; what comes from the policy is escaped. Ends with a line end. */
export function toMarkdownText(blocks: readonly Block[], reader: Reader): string {
  return joined(blocks, (it) => {
    const bare = toMarkdown(it.message, reader);
    const text = it.bold ? `**${bare}**` : bare;
    return it.heading ? `# ${text}` : it.depth === 0 ? text : `${'  '.repeat(it.depth - 1)}- ${text}`;
  });
}

/** The text as people read it on a terminal. Ends with a line end. */
export function toPlainText(blocks: readonly Block[], reader: Reader): string {
  return joined(blocks, (it) => (it.depth === 0 ? '' : `${'  '.repeat(it.depth - 1)}- `) + toPlain(it.message, reader));
}

/** Items follow each other line by line; before and after a paragraph is an empty line. */
function joined(blocks: readonly Block[], line: (block: Block) => string): string {
  let text = '';
  blocks.forEach((it, index) => {
    if (index > 0) text += it.depth > 0 && (blocks[index - 1]?.depth ?? 0) > 0 ? '\n' : '\n\n';
    text += line(it).replace(/[\r\n]+/g, ' ');
  });
  return `${text}\n`;
}

import { type PolicyDocument, readDocument } from '../../../server/src/core/check.ts';
import { type Arg, english, type Reader, toPlain } from '../../../server/src/core/message.ts';
import type { OutlineSymbol } from '../../../server/src/core/structure/symbols.ts';

export function read(text: string, fileName = 'x.policy.json'): PolicyDocument {
  return readDocument(text, { fileName });
}

export function said(message: Arg | undefined, reader: Reader = english): string | undefined {
  return message === undefined ? undefined : toPlain(message, reader);
}

/** The outline as lines: two blanks for each level, name, detail after a bar, the text of the selection in brackets. */
export function outline(text: string, symbols: readonly OutlineSymbol[], level = ''): string[] {
  return symbols.flatMap((it) => [
    `${level}${said(it.name) ?? ''}${it.detail ? ` | ${said(it.detail) ?? ''}` : ''} [${text.slice(it.selection.start, it.selection.end)}]`,
    ...outline(text, it.children, `${level}  `),
  ]);
}

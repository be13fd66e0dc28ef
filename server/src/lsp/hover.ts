import { type Hover, MarkupKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { hover } from '../core/hover/hover.ts';
import { toMarkdown, toPlain } from '../core/message.ts';
import { toRange } from './convert.ts';
import { read } from './documents.ts';
import type { Session } from './server.ts';

/** What the thing at the offset is, as Markdown, or as plain text for clients that show nothing else. */
export function hoverAt(session: Session, document: TextDocument, offset: number): Hover | null {
  const found = hover(read(document), offset, session.host.catalog());
  if (!found) return null;
  const render = session.markdown ? toMarkdown : toPlain;
  const value = found.contents.map((it) => render(it, session.reader)).join('\n\n');
  return { contents: { kind: session.markdown ? MarkupKind.Markdown : MarkupKind.PlainText, value }, range: toRange(document, found.span) };
}

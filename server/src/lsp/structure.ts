import { type CodeLens, type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { toPlain } from '../core/message.ts';
import { lenses } from '../core/structure/lens.ts';
import { type OutlineSymbol, symbols } from '../core/structure/symbols.ts';
import { toRange } from './convert.ts';
import { read } from './documents.ts';
import type { Session } from './server.ts';

export function documentSymbols(session: Session, document: TextDocument): DocumentSymbol[] {
  const toSymbol = (it: OutlineSymbol): DocumentSymbol => ({
    name: toPlain(it.name, session.reader),
    ...(it.detail ? { detail: toPlain(it.detail, session.reader) } : {}),
    kind: symbolKinds[it.kind],
    range: toRange(document, it.span),
    selectionRange: toRange(document, it.selection),
    children: it.children.map(toSymbol),
  });
  return symbols(read(document)).map(toSymbol);
}

/** Two lenses over each statement: what it allows or denies, and *Simulate…*. */
export function codeLenses(session: Session, document: TextDocument): CodeLens[] {
  return lenses(read(document), session.host.catalog()).flatMap(({ span, count, simulate }) => {
    const range = toRange(document, span);
    const found: CodeLens[] = [];
    if (count) {
      const title = toPlain(count.title, session.reader);
      found.push({ range, command: { title, command: 'modelartsPolicy.showActions', arguments: [document.uri, title, count.actions.map((it) => it.name)] } });
    }
    found.push({ range, command: { title: toPlain(simulate.title, session.reader), command: 'modelartsPolicy.simulate', arguments: [document.uri] } });
    return found;
  });
}

const symbolKinds: Readonly<Record<OutlineSymbol['kind'], SymbolKind>> = {
  statement: SymbolKind.Object,
  action: SymbolKind.Method,
  resource: SymbolKind.File,
  condition: SymbolKind.Object,
  key: SymbolKind.Key,
};

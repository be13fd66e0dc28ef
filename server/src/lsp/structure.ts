import { type CodeLens, type DocumentLink, type DocumentSymbol, type FoldingRange, type FormattingOptions, type InlayHint, InlayHintKind, type Position, type Range, type SelectionRange, SymbolKind, type TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { toPlain } from '../core/message.ts';
import { folds } from '../core/structure/folding.ts';
import { formatEdits } from '../core/structure/format.ts';
import { inlays } from '../core/structure/inlay.ts';
import { lenses } from '../core/structure/lens.ts';
import { links } from '../core/structure/links.ts';
import { selectionSpans } from '../core/structure/selection.ts';
import { type OutlineSymbol, symbols } from '../core/structure/symbols.ts';
import { toRange, toSpan, toTextEdit } from './convert.ts';
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
  return lenses(read(document), session.host.catalog()).flatMap(({ span, statement, count, simulate }) => {
    const range = toRange(document, span);
    const found: CodeLens[] = [];
    if (count) {
      const title = toPlain(count.title, session.reader);
      found.push({ range, command: { title, command: 'modelartsPolicy.showActions', arguments: [document.uri, title, statement] } });
    }
    found.push({ range, command: { title: toPlain(simulate.title, session.reader), command: 'modelartsPolicy.simulate', arguments: [document.uri] } });
    return found;
  });
}

export function foldingRanges(document: TextDocument): FoldingRange[] {
  return folds(read(document)).map(({ start, end }) => ({ startLine: start, endLine: end }));
}

export function selectionRanges(document: TextDocument, positions: readonly Position[]): SelectionRange[] {
  return positions.map((position) => {
    const spans = selectionSpans(read(document), document.offsetAt(position));
    const whole = { range: { start: document.positionAt(0), end: document.positionAt(document.getText().length) } };
    return [...spans].reverse().reduce<SelectionRange | undefined>((parent, span) => ({ range: toRange(document, span), ...(parent ? { parent } : {}) }), undefined) ?? whole;
  });
}

export function documentLinks(session: Session, document: TextDocument): DocumentLink[] {
  return links(read(document), session.host.catalog()).map(({ span, url, tooltip }) => ({ range: toRange(document, span), target: url, tooltip: toPlain(tooltip, session.reader) }));
}

export function inlayHints(session: Session, document: TextDocument, range: Range): InlayHint[] {
  return inlays(read(document), session.host.catalog(), toSpan(document, range)).map(({ offset, label }) => ({ position: document.positionAt(offset), label: toPlain(label, session.reader), kind: InlayHintKind.Type, paddingLeft: true }));
}

export function formatting(document: TextDocument, { tabSize, insertSpaces, insertFinalNewline }: FormattingOptions, range?: Range): TextEdit[] {
  const options = { tabSize, insertSpaces, ...(insertFinalNewline === undefined ? {} : { insertFinalNewline }) };
  return formatEdits(read(document).json, options, range && toSpan(document, range)).map((it) => toTextEdit(document, it));
}

const symbolKinds: Readonly<Record<OutlineSymbol['kind'], SymbolKind>> = {
  statement: SymbolKind.Object,
  action: SymbolKind.Method,
  resource: SymbolKind.File,
  condition: SymbolKind.Object,
  key: SymbolKind.Key,
};

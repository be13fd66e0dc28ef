import type { InitializeResult } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { codeActions } from './code-actions.ts';
import { hoverAt } from './hover.ts';
import { guarded, type Session } from './server.ts';
import { codeLenses, documentSymbols } from './structure.ts';

type Capabilities = InitializeResult['capabilities'];

/** Registers the standard requests about one document and says which there are. */
export function registerLanguageFeatures(session: Session): Capabilities {
  const { connection } = session;
  connection.onCodeAction(about(session, 'code actions', (document, params) => codeActions(session, document, params), []));
  connection.onHover(about(session, 'hover', (document, { position }) => hoverAt(session, document, document.offsetAt(position)), null));
  connection.onDocumentSymbol(about(session, 'document symbols', (document) => documentSymbols(session, document), []));
  connection.onCodeLens(about(session, 'code lenses', (document) => codeLenses(session, document), []));
  return {
    codeActionProvider: { codeActionKinds: ['quickfix'] },
    hoverProvider: true,
    documentSymbolProvider: true,
    codeLensProvider: {},
  };
}

/** A handler for a request about an open document; one that is not open has no answer. */
function about<Params extends { readonly textDocument: { readonly uri: string } }, Result>(session: Session, what: string, handle: (document: TextDocument, params: Params) => Result, nothing: NoInfer<Result>): (params: Params) => Result {
  return guarded(session, what, (params: Params) => {
    const document = session.documents.get(params.textDocument.uri);
    return document ? handle(document, params) : nothing;
  }, nothing);
}

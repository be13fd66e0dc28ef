import type { ClientCapabilities, CodeActionParams, Definition, InitializeResult } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { codeActions, fixAllKind } from './code-actions.ts';
import { completionAt, completionClient, resolve } from './completion.ts';
import { hoverAt } from './hover.ts';
import { needsActions } from './needs-action.ts';
import { refactorActions, refactorKind } from './refactor.ts';
import { type Companion, companionName, inCompanion } from './later.ts';
import { guarded, type Session } from './server.ts';
import { codeLenses, documentLinks, documentSymbols, foldingRanges, formatting, inlayHints, selectionRanges } from './structure.ts';

type Capabilities = InitializeResult['capabilities'];

/** Registers the standard requests about one document and says which there are. */
export function registerLanguageFeatures(session: Session, capabilities: ClientCapabilities): Capabilities {
  const { connection } = session;
  // Each under its own guard: a bug in a refactoring takes no fix away.
  const fixes = inPolicy(session, 'fixes', (document, params: CodeActionParams) => codeActions(session, document, params), []);
  const refactorings = inPolicy(session, 'refactorings', (document, params: CodeActionParams) => refactorActions(session, document, params), []);
  const questions = inPolicy(session, 'questions', (document, params: CodeActionParams) => needsActions(session, document, params), []);
  connection.onCodeAction((params) => {
    const { uri } = params.textDocument;
    if (companionName(uri)) return inCompanion(session, uri, 'code actions', (it, document) => it.codeActions?.(session, document, params), []);
    return [...fixes(params), ...refactorings(params), ...questions(params)];
  });
  const client = completionClient(capabilities);
  connection.onCompletion(about(session, 'completion', (document, { position, context }) => completionAt(session, client, document, document.offsetAt(position), context?.triggerCharacter), { isIncomplete: false, items: [] }, (it, document, params) => it.completion?.(session, document, params)));
  connection.onCompletionResolve((item) => guarded(session, 'completion documentation', () => resolve(session, item), item)(undefined));
  connection.onHover(about(session, 'hover', (document, { position }) => hoverAt(session, document, document.offsetAt(position)), null, (it, document, { position }) => it.hover?.(session, document, position)));
  connection.onDefinition(about(session, 'definition', (): Definition | null => null, null, (it, document, { position }) => it.definition?.(session, document, position)));
  connection.onDocumentSymbol(about(session, 'document symbols', (document) => documentSymbols(session, document), [], (it, document) => it.documentSymbols?.(session, document)));
  connection.onCodeLens(about(session, 'code lenses', (document) => codeLenses(session, document), [], (it, document) => it.codeLenses?.(session, document)));
  connection.onFoldingRanges(about(session, 'folding ranges', (document) => foldingRanges(document), []));
  connection.onSelectionRanges(about(session, 'selection ranges', (document, { positions }) => selectionRanges(document, positions), []));
  connection.onDocumentLinks(about(session, 'document links', (document) => documentLinks(session, document), [], (it, document) => it.documentLinks?.(session, document)));
  connection.onDocumentFormatting(about(session, 'formatting', (document, { options }) => formatting(document, options), []));
  connection.onDocumentRangeFormatting(about(session, 'range formatting', (document, { options, range }) => formatting(document, options, range), []));
  connection.languages.inlayHint.on(about(session, 'inlay hints', (document, { range }) => inlayHints(session, document, range), []));
  return {
    codeActionProvider: { codeActionKinds: ['quickfix', fixAllKind, refactorKind] },
    completionProvider: { triggerCharacters: ['"', ':', '/', '{'], resolveProvider: true, completionItem: { labelDetailsSupport: true } },
    hoverProvider: true,
    definitionProvider: true,
    documentSymbolProvider: true,
    codeLensProvider: {},
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    documentLinkProvider: {},
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    inlayHintProvider: true,
  };
}

/**
 * A handler for a request about an open document; one that is not open has no answer.
 *
 * @param companion the same for a file beside policies; without it there is nothing
 */
function about<Params extends AboutDocument, Result>(
  session: Session,
  what: string,
  handle: (document: TextDocument, params: Params) => Result,
  nothing: NoInfer<Result>,
  companion: (companion: Companion, document: TextDocument, params: Params) => NoInfer<Result> | Promise<NoInfer<Result>> | undefined = () => undefined,
): (params: Params) => Result | Promise<Result> {
  const handler = inPolicy(session, what, handle, nothing);
  return (params) => {
    const { uri } = params.textDocument;
    return companionName(uri) ? inCompanion(session, uri, what, (it, document) => companion(it, document, params), nothing) : handler(params);
  };
}

interface AboutDocument {
  readonly textDocument: { readonly uri: string };
}

function inPolicy<Params extends AboutDocument, Result>(session: Session, what: string, handle: (document: TextDocument, params: Params) => Result, nothing: NoInfer<Result>): (params: Params) => Result {
  return guarded(session, what, (params: Params) => {
    const document = session.documents.get(params.textDocument.uri);
    return document ? handle(document, params) : nothing;
  }, nothing);
}

import { type Connection, type Diagnostic, type DocumentDiagnosticReport, DocumentDiagnosticReportKind, type InitializeResult, TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Catalog } from '../core/catalog/catalog.ts';
import { type Bundle, english, type Reader } from '../core/message.ts';
import type { Finding, Severity } from '../core/rules/rule.ts';
import { type ConfigsByUri, registerConfigs, shown } from './configs.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { registerLanguageFeatures } from './features.ts';
import { companionName, inCompanion, registerLaterRequests } from './later.ts';
import { registerOwnRequests } from './own-requests.ts';
import type { UseSchemas } from './schemas.ts';
import type { InitializationOptions } from './protocol.ts';
import { readerFor } from './reader.ts';

/** What the place where the server runs gives it: files beside it, or what a bundle holds. */
export interface Host {
  /** Read when first needed. */
  readonly catalog: () => Catalog;
  readonly chinese: () => Bundle;
  /** What a link to a rule page starts with when the client names nothing, `file:///…/docs/rules/`. */
  readonly docs: string;
  /** Lays authorization schemas over what `catalog` gives; absent where there is no file system. */
  readonly useSchemas?: UseSchemas;
  /** The configuration files that documents have; absent where there is no file system. */
  readonly configs?: ConfigsByUri;
  /** The text of a file by URI, where there is a file system; undefined for one that cannot be read. */
  readonly readFile?: (uri: string) => string | undefined;
  /** JSON files of a folder and below by URI, relative to it, where there is a file system. */
  readonly listFiles?: (folder: string) => readonly string[];
  /** URIs of the files below a folder that are policies or accounts by their names, where there is a file system. */
  readonly policyFiles?: (folder: string) => readonly string[];
}

/** What every handler works with. */
export interface Session {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly host: Host;
  /** Set by `initialize`. */
  reader: Reader;
  docs: string;
  /** The client shows Markdown in hovers and in documentation. */
  markdown: boolean;
  /** Severities that the settings give rules which the configuration file does not name. */
  personal: ReadonlyMap<string, Severity | 'off'>;
  /** What the client does with edits of other files. */
  edits: FileEdits;
  /** Folders of authorization schemas that the settings name, relative to the open folders. */
  schemaFolders: readonly string[];
  /** The findings of an open document as they are shown: for what is loaded later, and must not load this part again. */
  readonly shown: (document: TextDocument) => readonly Finding[];
}

export interface FileEdits {
  readonly documentChanges: boolean;
  /** It makes new files. */
  readonly create: boolean;
  /** URIs of the folders that are open. */
  readonly folders: readonly string[];
  /** Its command that saves a file by URI. */
  readonly saveCommand: string | undefined;
}

/** Answers one client until the connection ends. */
export function startServer(connection: Connection, host: Host): void {
  const documents = new TextDocuments(TextDocument);
  const session: Session = { connection, documents, host, reader: english, docs: host.docs, markdown: false, personal: new Map(), edits: { documentChanges: false, create: false, folders: [], saveCommand: undefined }, schemaFolders: [], shown: (document) => shown(session, document) };

  connection.onInitialize((params): InitializeResult => {
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    session.reader = readerFor(params, host.chinese);
    session.docs = options.docs ?? host.docs;
    session.markdown = params.capabilities.textDocument?.hover?.contentFormat?.includes('markdown') ?? false;
    const pulls = params.capabilities.textDocument?.diagnostic !== undefined;
    registerConfigs(session, params, (changed) => void (pulls ? undefined : changed.forEach((it) => sendDiagnostics(session, it))));
    if (!pulls) pushDiagnostics(session);
    return { capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental, ...registerLanguageFeatures(session, params.capabilities), ...(pulls ? pullDiagnostics(session) : {}) }, serverInfo: { name: 'ModelArts Policy' } };
  });
  registerOwnRequests(session);
  registerLaterRequests(session);
  documents.listen(connection);
  connection.listen();
}

/**
 * Runs one handler: a bug of ours is logged, that feature answers with nothing, and the rest goes on.
 */
export function guarded<Params, Result>(session: Session, what: string, handle: (params: Params) => Result, nothing: Result): (params: Params) => Result {
  return (params) => {
    try {
      return handle(params);
    } catch (error) {
      session.connection.console.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return nothing;
    }
  };
}

function pullDiagnostics(session: Session): Pick<InitializeResult['capabilities'], 'diagnosticProvider'> {
  const full = (items: Diagnostic[]): DocumentDiagnosticReport => ({ kind: DocumentDiagnosticReportKind.Full, items });
  const inPolicy = guarded(session, 'diagnostics', (uri: string) => {
    const document = session.documents.get(uri);
    const found = document ? diagnosticsOf(session, document) : [];
    return Array.isArray(found) ? full(found) : found.then(full);
  }, full([]));
  session.connection.languages.diagnostics.on(({ textDocument: { uri } }) => {
    return companionName(uri) ? diagnosticsInCompanion(session, uri).then(full) : inPolicy(uri);
  });
  return { diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false } };
}

function pushDiagnostics(session: Session): void {
  session.documents.onDidChangeContent(
    guarded(session, 'diagnostics', ({ document }: { document: TextDocument }) => sendDiagnostics(session, document), undefined),
  );
  session.documents.onDidClose(({ document }) => void session.connection.sendDiagnostics({ uri: document.uri, diagnostics: [] }));
}

async function diagnosticsInCompanion(session: Session, uri: string): Promise<Diagnostic[]> {
  return inCompanion(session, uri, 'diagnostics', (it, document) => it.diagnostics?.(session, document), []);
}

function sendDiagnostics(session: Session, document: TextDocument): void {
  const { uri, version } = document;
  if (companionName(uri)) {
    void diagnosticsInCompanion(session, uri).then((diagnostics) => session.connection.sendDiagnostics({ uri, version, diagnostics }));
    return;
  }
  const send = (diagnostics: Diagnostic[]): void => void session.connection.sendDiagnostics({ uri, version, diagnostics });
  const found = diagnosticsOf(session, document);
  if (Array.isArray(found)) send(found);
  else found.then(send, (error: unknown) => session.connection.console.error(`diagnostics: ${String(error)}`));
}

import { PassThrough } from 'node:stream';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { createProtocolConnection, type ClientCapabilities, type Diagnostic, type InitializeResult } from 'vscode-languageserver/node';
import { type Host, startServer } from '../../server/src/lsp/server.ts';
import type { InitializationOptions, RequestName } from '../../server/src/lsp/protocol.ts';
import { catalog } from './catalog.ts';

/** A client in the same process: what it sends goes through the protocol, over streams in memory. */
export interface Client {
  readonly capabilities: InitializeResult['capabilities'];
  /** Errors and warnings in the log, and diagnostics that were pushed. */
  readonly logged: string[];
  readonly pushed: { uri: string; diagnostics: Diagnostic[] }[];
  open(uri: string, text: string): void;
  change(uri: string, version: number, changes: { range?: { start: { line: number; character: number }; end: { line: number; character: number } }; text: string }[]): void;
  close(uri: string): void;
  notify(method: string, params: unknown): void;
  request<Result>(method: string, params: unknown): Promise<Result>;
  ask<Params, Result>(name: RequestName<Params, Result>, params: Params): Promise<Result>;
  diagnostics(uri: string): Promise<Diagnostic[]>;
  /** How often the server asked to be asked again for diagnostics. */
  refreshed(): number;
  stop(): Promise<void>;
}

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: InitializationOptions;
  readonly locale?: string;
  readonly chinese?: Readonly<Record<string, string>>;
  readonly catalog?: Host['catalog'];
  readonly useSchemas?: Host['useSchemas'];
  readonly configs?: Host['configs'];
  readonly readFile?: Host['readFile'];
  readonly policyFiles?: Host['policyFiles'];
  readonly folders?: readonly string[];
}

/** All that VS Code can do and that the server asks for. */
export const editorCapabilities: ClientCapabilities = {
  textDocument: {
    diagnostic: {},
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] }, completionList: { itemDefaults: ['editRange', 'data', 'insertTextFormat', 'commitCharacters'] } },
    hover: { contentFormat: ['markdown'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
};

export async function startClient(options: ClientOptions = {}): Promise<Client> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), {
    catalog: options.catalog ?? (() => catalog),
    ...(options.useSchemas ? { useSchemas: options.useSchemas } : {}),
    chinese: () => options.chinese ?? {},
    docs: 'https://docs.example/rules/',
    ...(options.configs ? { configs: options.configs } : {}),
    ...(options.readFile ? { readFile: options.readFile } : {}),
    ...(options.policyFiles ? { policyFiles: options.policyFiles } : {}),
  });
  const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const logged: string[] = [];
  const pushed: Client['pushed'] = [];
  connection.onNotification('window/logMessage', (it: { type: number; message: string }) => {
    if (it.type <= 2) logged.push(it.message);
  });
  connection.onNotification('textDocument/publishDiagnostics', (it: { uri: string; diagnostics: Diagnostic[] }) => void pushed.push(it));
  let refreshed = 0;
  connection.onRequest('workspace/diagnostic/refresh', () => void refreshed++);
  connection.listen();
  const { capabilities } = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: null,
    capabilities: options.capabilities ?? editorCapabilities,
    ...(options.locale ? { locale: options.locale } : {}),
    initializationOptions: options.initializationOptions,
    ...(options.folders ? { workspaceFolders: options.folders.map((uri) => ({ uri, name: uri })) } : {}),
  });
  await connection.sendNotification('initialized', {});
  return {
    capabilities,
    logged,
    pushed,
    open: (uri, text) => void connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'iam-policy', version: 1, text } }),
    change: (uri, version, contentChanges) => void connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges }),
    close: (uri) => void connection.sendNotification('textDocument/didClose', { textDocument: { uri } }),
    notify: (method, params) => void connection.sendNotification(method, params),
    request: (method, params) => connection.sendRequest(method, params),
    ask: ({ method }, params) => connection.sendRequest(method, params),
    diagnostics: async (uri) => (await connection.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } })).items,
    refreshed: () => refreshed,
    stop: async () => {
      // The server must not end the test's process: no `exit` is sent.
      await connection.sendRequest('shutdown');
      connection.dispose();
    },
  };
}

import { type CancellationToken, type CodeAction, type CodeActionParams, type CodeLens, type CompletionList, type CompletionParams, type Definition, type Diagnostic, type DocumentLink, type DocumentSymbol, ErrorCodes, type Hover, type Position, ResponseError } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { accessTestEnding, accountEnding } from '../core/entry/names.ts';
import type { More } from './more.ts';
import type { Session } from './server.ts';

/** A request that is answered by the part of the server that is loaded when it is first needed. */
export type LaterRequest = (session: Session, params: never, token: CancellationToken) => unknown;

/**
 * What the server offers for a kind of file beside policies: accounts, access tests. The editor knows them as
 * JSON and checks their shape by a schema; this is what only we know.
 */
export interface Companion {
  diagnostics?(session: Session, document: TextDocument): Awaitable<Diagnostic[]>;
  completion?(session: Session, document: TextDocument, params: CompletionParams): Awaitable<CompletionList>;
  hover?(session: Session, document: TextDocument, position: Position): Awaitable<Hover | null>;
  definition?(session: Session, document: TextDocument, position: Position): Awaitable<Definition | null>;
  documentSymbols?(session: Session, document: TextDocument): Awaitable<DocumentSymbol[]>;
  documentLinks?(session: Session, document: TextDocument): Awaitable<DocumentLink[]>;
  codeLenses?(session: Session, document: TextDocument): Awaitable<CodeLens[]>;
  codeActions?(session: Session, document: TextDocument, params: CodeActionParams): Awaitable<CodeAction[]>;
}

type Awaitable<Value> = Value | Promise<Value>;

const companionNames = [accountEnding, accessTestEnding] as const;

/** How the names of such files end. */
export type CompanionName = (typeof companionNames)[number];

/** The kind of file beside policies that a document is, by its name. */
export function companionName(uri: string): CompanionName | undefined {
  return companionNames.find((it) => uri.endsWith(it));
}

let loading: Promise<More> | undefined;

/** The part of the server that is not needed to check a policy. */
export function more(): Promise<More> {
  return (loading ??= import('./more.ts'));
}

/** Answers each request that no other handler takes. */
export function registerLaterRequests(session: Session): void {
  const { connection } = session;
  connection.onRequest(async (method: string, params: unknown, token: CancellationToken): Promise<unknown> => {
    const { requests, failed } = await more();
    const handle = Object.hasOwn(requests, method) ? requests[method] : undefined;
    if (!handle) return new ResponseError(ErrorCodes.MethodNotFound, `Unhandled method ${method}`);
    try {
      return await handle(session, (Array.isArray(params) ? params[0] : params) as never, token);
    } catch (error) {
      logFault(session, method, error);
      return failed(session);
    }
  });
}

/** One feature of a file beside policies, under a guard. */
export async function inCompanion<Result>(session: Session, uri: string, what: string, ask: (companion: Companion, document: TextDocument) => Awaitable<Result> | undefined, nothing: Result): Promise<Result> {
  const name = companionName(uri);
  const document = session.documents.get(uri);
  if (!name || !document) return nothing;
  try {
    return (await ask((await more()).companions[name], document)) ?? nothing;
  } catch (error) {
    logFault(session, what, error);
    return nothing;
  }
}

function logFault({ connection }: Session, what: string, error: unknown): void {
  connection.console.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}

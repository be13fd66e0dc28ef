import type { TextDocument } from 'vscode-languageserver-textdocument';
import { detectKind, type Kind } from '../core/policy/kind.ts';
import { type Message, msg, toPlain } from '../core/message.ts';
import { parseJson } from '../core/json/parse.ts';
import { explain } from '../core/words/explain.ts';
import { toMarkdownText } from '../core/words/explanation.ts';
import { checked, read } from './documents.ts';
import { copyAsApiRequest } from '../core/convert/api-request.ts';
import { copyForConsole } from '../core/convert/console.ts';
import { pasteFromConsole } from '../core/convert/paste.ts';
import type { Converted } from '../core/convert/ready.ts';
import { lenses } from '../core/structure/lens.ts';
import { choicesFor } from './choices.ts';
import { effectiveIn, effectiveTextIn } from './effective.ts';
import * as protocol from './protocol.ts';
import { nameOf, simulateIn } from './simulate.ts';
import { guarded, type Session } from './server.ts';

/** Answers the requests of protocol.ts. */
export function registerOwnRequests(session: Session): void {
  const problem = (message: Message): { problem: string } => ({ problem: toPlain(message, session.reader) });
  const failed = (): { problem: string } => problem(msg('This did not work. The log says why.'));
  const gone = (): { problem: string } => problem(msg('The document is not open any more.'));

  /** @param nothing the answer after a bug of ours; made then, because the language is known only after `initialize` */
  const on = <Params, Result>(name: protocol.RequestName<Params, Result>, handle: (params: Params) => Result, nothing: () => NoInfer<Result>): void => {
    const guard = guarded<Params, Result | undefined>(session, name.method, handle, undefined);
    session.connection.onRequest(name.method, (params: Params): unknown => guard(params) ?? nothing());
  };
  /** A request about an open document; `closed` answers for one that is not open. */
  const about = <Params extends protocol.DocumentParams, Result>(name: protocol.RequestName<Params, Result>, handle: (document: TextDocument, params: Params) => Result, closed: () => NoInfer<Result>, nothing: () => NoInfer<Result> = closed): void => {
    const answer = (params: Params): Result => {
      const document = session.documents.get(params.textDocument.uri);
      return document ? handle(document, params) : closed();
    };
    on(name, answer, nothing);
  };
  const toResult = (converted: Converted): protocol.ConvertResult =>
    'problem' in converted ? problem(converted.problem) : { text: converted.text, notes: converted.notes.map((it) => toPlain(it, session.reader)) };

  on(protocol.detect, ({ text }) => ({ kind: detectKind(parseJson(text).root) }), () => ({ kind: 'none' }));
  about(protocol.documentInfo, (document) => {
    const { kind } = read(document);
    return { kind, label: toPlain(kindLabel(kind), session.reader) };
  }, () => null);
  about(protocol.statementActions, (document, { statement }) => {
    const lens = lenses(read(document), session.host.catalog()).find((it) => it.statement === statement);
    return (lens?.count?.actions ?? []).map((it) => ({ action: it.name, description: toPlain(it.description, session.reader), shared: it.shared }));
  }, () => []);
  about(protocol.simulate, (document, params) => simulateIn(session, document, params), gone, failed);
  about(protocol.choices, (document, params) => choicesFor(session, document, params), () => ({ kind: 'none', actions: [], resources: [], asksForResource: false, asksForPrincipal: false, keys: [] }));
  about(protocol.copyForConsole, (document) => toResult(copyForConsole(read(document), checked(document, session.host.catalog()).findings)), gone, failed);
  about(protocol.copyAsApiRequest, (document, { name, type }) => {
    const catalog = session.host.catalog();
    const options = { name: name ?? nameOf(document.uri).replace(/(?:\.(?:policy|iampolicy|scp|trust))?\.json$/, ''), ...(type ? { type } : {}) };
    return toResult(copyAsApiRequest(read(document), catalog, checked(document, catalog).findings, options));
  }, gone, failed);
  about(protocol.explain, (document) => {
    const catalog = session.host.catalog();
    const blocks = explain(read(document), catalog, checked(document, catalog).findings);
    return blocks ? { markdown: toMarkdownText(blocks, session.reader) } : problem(msg('This is no policy of Huawei Cloud IAM, so there is nothing to tell.'));
  }, gone, failed);
  about(protocol.effective, (document, params) => effectiveIn(session, document, params), gone, failed);
  about(protocol.effectiveText, (document, params) => effectiveTextIn(session, document, params), gone, failed);
  on(protocol.pasteFromConsole, ({ text }) => {
    const pasted = pasteFromConsole(text);
    return 'problem' in pasted ? problem(pasted.problem) : pasted;
  }, failed);
}

/** What a kind of document is called for people. */
export function kindLabel(kind: Kind): Message {
  switch (kind) {
    case 'role-1.0':
      return msg('IAM role 1.0');
    case 'custom-1.1':
      return msg('IAM policy 1.1');
    case 'identity-5.0':
      return msg('IAM identity policy 5.0');
    case 'trust-5.0':
      return msg('IAM trust policy 5.0');
    case 'scp-5.0':
      return msg('Service control policy 5.0');
    case 'session-1.1':
      return msg('IAM session policy 1.1');
    case 'session-5.0':
      return msg('IAM session policy 5.0');
    case 'obs-bucket':
      return msg('OBS bucket policy (not checked)');
    case 'smn-topic':
      return msg('SMN topic policy (not checked)');
    case 'aws':
      return msg('AWS policy (not checked)');
    case 'none':
      return msg('Not a policy');
  }
}

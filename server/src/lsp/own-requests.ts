import { detectKind } from '../core/policy/kind.ts';
import { type Message, msg, toPlain } from '../core/message.ts';
import { parseJson } from '../core/json/parse.ts';
import type { Kind } from '../core/policy/kind.ts';
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
  const on = <Params, Result>(name: protocol.RequestName<Params, Result>, handle: (params: Params) => Result, nothing: NoInfer<Result>): void => {
    const guard = guarded(session, name.method, handle, nothing);
    session.connection.onRequest(name.method, (params: Params): unknown => guard(params));
  };
  on(protocol.detect, ({ text }) => ({ kind: detectKind(parseJson(text).root) }), { kind: 'none' });
  on(protocol.documentInfo, ({ textDocument }) => {
    const document = session.documents.get(textDocument.uri);
    if (!document) return null;
    const { kind } = read(document);
    return { kind, label: toPlain(kindLabel(kind), session.reader) };
  }, null);
  on(protocol.statementActions, ({ textDocument, statement }) => {
    const document = session.documents.get(textDocument.uri);
    const lens = document && lenses(read(document), session.host.catalog()).find((it) => it.statement === statement);
    return (lens?.count?.actions ?? []).map((it) => ({ action: it.name, description: toPlain(it.description, session.reader), shared: it.shared }));
  }, []);
  const gone = (): { problem: string } => ({ problem: toPlain(msg('The document is not open any more.'), session.reader) });
  on(protocol.simulate, (params) => {
    const document = session.documents.get(params.textDocument.uri);
    return document ? simulateIn(session, document, params) : gone();
  }, { problem: toPlain(msg('This did not work. The log says why.'), session.reader) });
  const nothing: protocol.ChoicesResult = { kind: 'none', actions: [], resources: [], asksForResource: false, asksForPrincipal: false, keys: [] };
  on(protocol.choices, (params) => {
    const document = session.documents.get(params.textDocument.uri);
    return document ? choicesFor(session, document, params) : nothing;
  }, nothing);
  const toResult = (converted: Converted): protocol.ConvertResult =>
    'problem' in converted ? { problem: toPlain(converted.problem, session.reader) } : { text: converted.text, notes: converted.notes.map((it) => toPlain(it, session.reader)) };
  const failed = { problem: toPlain(msg('This did not work. The log says why.'), session.reader) };
  on(protocol.copyForConsole, ({ textDocument }) => {
    const document = session.documents.get(textDocument.uri);
    return document ? toResult(copyForConsole(read(document), checked(document, session.host.catalog()).findings)) : gone();
  }, failed);
  on(protocol.copyAsApiRequest, ({ textDocument, name, type }) => {
    const document = session.documents.get(textDocument.uri);
    if (!document) return gone();
    const catalog = session.host.catalog();
    const options = { name: name ?? nameOf(document.uri).replace(/(?:\.(?:policy|iampolicy|scp|trust))?\.json$/, ''), ...(type ? { type } : {}) };
    return toResult(copyAsApiRequest(read(document), catalog, checked(document, catalog).findings, options));
  }, failed);
  on(protocol.explain, ({ textDocument }) => {
    const document = session.documents.get(textDocument.uri);
    if (!document) return gone();
    const catalog = session.host.catalog();
    const blocks = explain(read(document), catalog, checked(document, catalog).findings);
    return blocks ? { markdown: toMarkdownText(blocks, session.reader) } : { problem: toPlain(msg('This is no policy of Huawei Cloud IAM, so there is nothing to tell.'), session.reader) };
  }, failed);
  on(protocol.effective, (params) => {
    const document = session.documents.get(params.textDocument.uri);
    return document ? effectiveIn(session, document, params) : gone();
  }, failed);
  on(protocol.effectiveText, (params) => {
    const document = session.documents.get(params.textDocument.uri);
    return document ? effectiveTextIn(session, document, params) : gone();
  }, failed);
  on(protocol.pasteFromConsole, ({ text }) => {
    const pasted = pasteFromConsole(text);
    return 'problem' in pasted ? { problem: toPlain(pasted.problem, session.reader) } : pasted;
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

import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type DenialExplanation, explainDenial } from '../../core/denial/explain.ts';
import { readDenial } from '../../core/denial/read.ts';
import type { Denial, DenialData } from '../../core/denial/types.ts';
import { alsoGrants } from '../../core/denial/words.ts';
import { msg, toPlain } from '../../core/message.ts';
import { attach } from '../../core/simulate/attach.ts';
import { toRange } from '../convert.ts';
import { read } from '../documents.ts';
import { explainDenial as explainDenialRequest, type ExplainDenialParams, type ExplainDenialResult, type ExplainedDenial } from '../protocol/denial.ts';
import type { Session } from '../server.ts';
import { nameOf } from '../simulate.ts';
import { answer } from './answer.ts';

export const requests = [answer(explainDenialRequest, explain)];

function explain(session: Session, { textDocument, text, authorization }: ExplainDenialParams): ExplainDenialResult {
  const { documents, host, reader } = session;
  const document = documents.get(textDocument.uri);
  if (!document) return { problem: toPlain(msg('The document is not open any more.'), reader) };
  const policy = read(document);
  if (policy.json.problems.length > 0) return { problem: toPlain(msg('The policy has a syntax error, so nothing can be simulated until it is mended.'), reader) };
  if (!policy.policy) return { problem: toPlain(msg('This document is no policy that can be simulated.'), reader) };
  const catalog = host.catalog();
  const { denials, notes } = readDenial(text, catalog.facts('denials') as DenialData);
  const attached = attach(nameOf(document.uri), policy, catalog);
  return {
    denials: denials.map((it) => toExplained(session, document, it, explainDenial(it, [attached], { catalog, ...(authorization ? { authorization } : {}) }))),
    notes: notes.map((it) => toPlain(it, reader)),
  };
}

function toExplained({ reader }: Session, document: TextDocument, denial: Denial, { request, agreement, notes, changes }: DenialExplanation): ExplainedDenial {
  const [resource] = request?.resources ?? [];
  return {
    title: request?.action ?? denial.actions[0] ?? denial.operation ?? denial.rule ?? denial.code ?? toPlain(msg('Refusal'), reader),
    notes: notes.map((it) => toPlain(it, reader)),
    agreement,
    ...(request ? { request: { action: request.action, ...(resource === undefined ? {} : { resource }), ...(request.context ? { context: request.context } : {}) } } : {}),
    changes: changes.map(({ title, also, edits }) => ({ title: toPlain(title, reader), also: toPlain(alsoGrants(also), reader), edits: edits.map(({ span, text }) => ({ range: toRange(document, span), newText: text })) })),
  };
}

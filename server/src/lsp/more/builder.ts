import type { TextDocument } from 'vscode-languageserver-textdocument';
import { findActions, saidToRead, type ServiceActions, serviceActions, serviceChoices } from '../../core/builder/actions.ts';
import { keyOffers } from '../../core/builder/conditions.ts';
import { builderEdit } from '../../core/builder/edit.ts';
import { builderModel, type Card, type CardDetails, type CardFinding } from '../../core/builder/model.ts';
import { actionCount, serviceTitle } from '../../core/complete/actions.ts';
import { type Arg, msg, toPlain } from '../../core/message.ts';
import type { NameVersion } from '../../core/catalog/catalog.ts';
import { toRange, toTextEdit } from '../convert.ts';
import { read } from '../documents.ts';
import * as protocol from '../protocol/builder.ts';
import type { DocumentParams } from '../protocol.ts';
import type { Session } from '../server.ts';
import { answer } from './answer.ts';

/** What the policy builder asks. */
export const requests = [
  answer(protocol.builderModel, (session, params) => about(session, params, (document) => modelOf(session, document, params.open))),
  answer(protocol.builderActions, (session, params) => about(session, params, (document) => actionsFor(session, document, params))),
  answer(protocol.builderKeys, (session, params) => about(session, params, (document) => keysFor(session, document, params.statement))),
  answer(protocol.builderEdit, (session, params) => about(session, params, (document) => editFor(session, document, params))),
];

function about<Result>(session: Session, { textDocument }: DocumentParams, ask: (document: TextDocument) => Result): Result | { problem: string } {
  const document = session.documents.get(textDocument.uri);
  return document ? ask(document) : { problem: toPlain(msg('The document is not open any more.'), session.reader) };
}

function modelOf(session: Session, document: TextDocument, open: readonly number[]): protocol.BuilderModelResult {
  const catalog = session.host.catalog();
  const say = sayer(session);
  const model = builderModel(read(document), catalog, session.shown(document), open);
  const { kind, version, state, reason, offset, arrangeable, elements } = model;
  return {
    version: document.version,
    kind,
    nameVersion: version,
    state,
    ...(reason ? { reason: say(reason) } : {}),
    ...(offset === undefined ? {} : { range: toRange(document, { start: offset, end: offset }) }),
    cards: model.cards.map((it) => cardOf(document, it, say)),
    findings: model.findings.map((it) => findingOf(it, say)),
    arrangeable,
    elements,
    services: serviceChoices(catalog, kind, version).map((it) => ({ name: it.name, title: say(it.title) })),
  };
}

type Say = (message: Arg) => string;

function sayer({ reader }: Session): Say {
  return (message) => toPlain(message, reader);
}

function cardOf(document: TextDocument, { index, span, readOnly, plain, summary, findings, details }: Card, say: Say): protocol.BuilderCard {
  const { sid, effect, principal, action, resource } = plain;
  return {
    index,
    range: toRange(document, span),
    ...(readOnly ? { readOnly: say(readOnly) } : {}),
    ...(sid === undefined ? {} : { sid }),
    ...(effect ? { effect } : {}),
    ...(summary ? { summary: say(summary) } : {}),
    findings: findings.map((it) => findingOf(it, say)),
    ...(principal ? { principal } : {}),
    ...(action ? { action } : {}),
    ...(resource ? { resource } : {}),
    ...(details ? { details: detailsOf(details, say) } : {}),
  };
}

function findingOf({ severity, message, element }: CardFinding, say: Say): protocol.BuilderFinding {
  return { severity, message: say(message), ...(element === undefined ? {} : { element }) };
}

function detailsOf({ services, patterns, resources, resourceOffers, conditions }: CardDetails, say: Say): protocol.BuilderDetails {
  return {
    services: services.map((it) => ({ ...it, title: it.title === undefined ? it.name : say(it.title) })),
    patterns: patterns.map((it) => ({ ...it, label: say(actionCount(it.count)) })),
    resources: resources.map(({ value, meaning }) => ({ value, meaning: say(meaning) })),
    resourceOffers: resourceOffers.map((it) => ({ ...it, detail: it.detail === undefined ? '' : say(it.detail) })),
    conditions: conditions.map(({ description, hint, ...it }) => ({ ...it, description: description ? say(description) : '', hint: hint === undefined ? '' : say(hint) })),
  };
}

function actionsFor(session: Session, document: TextDocument, { service, text }: protocol.BuilderActionsParams): protocol.BuilderActionsResult {
  const catalog = session.host.catalog();
  const version = versionOf(document);
  if (text !== undefined) {
    const { services, more } = findActions(catalog, text, version);
    return { services: services.map((it) => serviceOf(it, session)), more };
  }
  const found = serviceActions(catalog, service ?? '', version);
  return { services: found ? [serviceOf(found, session)] : [], more: false };
}

function serviceOf({ service, types }: ServiceActions, session: Session): protocol.BuilderService {
  const say = sayer(session);
  const catalog = session.host.catalog();
  return {
    name: service.name,
    title: say(serviceTitle(service)),
    types: types.map(({ name, description, deprecated, levels }) => ({
      name,
      description: description ? say(description) : '',
      deprecated,
      levels: levels.map(({ level, actions }) => ({ level: level ?? '', actions: actions.map((it) => ({ name: it.name, description: say(it.description), deprecated: it.deprecated, doubt: level && saidToRead(catalog, it) ? say(msg('The table of the service says {0}, the name says otherwise. It is chosen on its own only.', level)) : '' })) })),
    })),
  };
}

function keysFor(session: Session, document: TextDocument, index: number): { keys: readonly protocol.BuilderKey[] } {
  const catalog = session.host.catalog();
  const say = sayer(session);
  const { policy } = read(document);
  if (!policy) return { keys: [] };
  const found = keyOffers(catalog, policy.kind, versionOf(document), policy.statements[index]);
  return { keys: found.map((it) => ({ name: it.name, tag: it.tag, description: say(it.description), type: say(it.type), ofActions: it.ofActions, operators: it.operators, offers: it.values, hint: it.hint === undefined ? '' : say(it.hint) })) };
}

function editFor(session: Session, document: TextDocument, { version, change }: protocol.BuilderEditParams): protocol.BuilderEditResult {
  if (document.version !== version) return { outdated: true };
  const say = sayer(session);
  const result = builderEdit(read(document), change, session.host.catalog());
  if ('problem' in result) return { problem: say(result.problem) };
  return { version, edits: result.edits.map((it) => toTextEdit(document, it)), said: say(result.said) };
}

function versionOf(document: TextDocument): NameVersion {
  return read(document).kind.endsWith('5.0') ? '5.0' : '1.1';
}

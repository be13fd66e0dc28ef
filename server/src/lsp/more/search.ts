import type { ActionFact } from '../../core/catalog/catalog.ts';
import { type Message, msg, type Reader, toPlain } from '../../core/message.ts';
import { indexOf } from '../../core/search/action-index.ts';
import { findActions } from '../../core/search/find-actions.ts';
import { insertAction } from '../../core/search/insert-action.ts';
import { whyNoAction } from '../../core/search/writable.ts';
import { openedApis } from '../../core/search/opened-apis.ts';
import { openedApisToMarkdown } from '../../core/search/opened-apis-text.ts';
import { toRange } from '../convert.ts';
import { read } from '../documents.ts';
import * as protocol from '../protocol/search.ts';
import type { Session } from '../server.ts';
import { nameOf } from '../simulate.ts';
import { answer } from './answer.ts';

export const requests = [answer(protocol.findActions, find), answer(protocol.insertAction, insert), answer(protocol.openedApis, opened)];

function find({ host, reader }: Session, { query, version }: protocol.FindActionsParams): readonly protocol.ActionFound[] {
  const found = findActions(indexOf(host.catalog()), query).map(({ fact, api, alias }): protocol.ActionFound => {
    const foundBy = api ?? alias;
    return { action: fact.name, description: toPlain(fact.description, reader), detail: detailOf(fact), ...(foundBy === undefined ? {} : { foundBy }), otherVersion: version !== undefined && !fact.versions.includes(version) };
  });
  return [...found.filter((it) => !it.otherVersion), ...found.filter((it) => it.otherVersion)];
}

function detailOf({ accessLevel, versions }: ActionFact): string {
  return [accessLevel, versions.join(', ')].filter(Boolean).join(' · ');
}

function insert({ documents, reader }: Session, { textDocument, position, action }: protocol.InsertActionParams): protocol.InsertActionResult {
  const document = documents.get(textDocument.uri);
  const wrong = document && whyNoAction(read(document), action);
  if (wrong) return problem(wrong, reader);
  const edits = document && insertAction(read(document), document.offsetAt(position), action);
  if (!document || !edits) return problem(msg('The cursor is in no statement that lists actions.'), reader);
  return { edits: edits.map(({ span, text }) => ({ range: toRange(document, span), newText: text })) };
}

function opened({ documents, host, reader }: Session, { textDocument, authorization }: protocol.OpenedApisParams): protocol.OpenedApisResult {
  const document = documents.get(textDocument.uri);
  const policy = document && read(document);
  if (!policy?.policy) return problem(msg('This document is no policy, so it opens no API.'), reader);
  if (policy.json.problems.length > 0) return problem(msg('The policy has a syntax error, so what it opens is shown once that is mended.'), reader);
  const catalog = host.catalog();
  const name = nameOf(textDocument.uri);
  const apis = openedApis(name, policy, catalog, authorization ? { authorization } : {});
  return {
    apis: apis.map(({ api, action, outcome, also }) => ({
      api,
      action: action.name,
      description: toPlain(action.description, reader),
      state: outcome.state,
      message: toPlain(outcome.message, reader),
      missing: also.filter((it) => it.state !== 'allowed').map((it) => it.action),
    })),
    markdown: openedApisToMarkdown(apis, name, reader),
  };
}

function problem(message: Message, reader: Reader): { readonly problem: string } {
  return { problem: toPlain(message, reader) };
}

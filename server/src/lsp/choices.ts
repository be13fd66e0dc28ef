import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ActionFact } from '../core/catalog/catalog.ts';
import { msg, toPlain } from '../core/message.ts';
import { attach } from '../core/simulate/attach.ts';
import { prepare } from '../core/simulate/prepare.ts';
import { asksForPrincipal, asksForResource, keysToAsk, namedActions, resourcesToStart } from '../core/simulate/questions.ts';
import { read } from './documents.ts';
import type { ActionChoice, ChoicesParams, ChoicesResult } from './protocol.ts';
import type { Session } from './server.ts';

/** What a simulation of the document asks for: actions to pick from, and what matters for the chosen one. */
export function choicesFor(session: Session, document: TextDocument, { action }: ChoicesParams): ChoicesResult {
  const { reader, host } = session;
  const catalog = host.catalog();
  const policy = read(document);
  const prepared = prepare([attach('', policy, catalog)]);
  const toChoice = (fact: ActionFact, group: string): ActionChoice => ({
    action: fact.name,
    description: toPlain(fact.description, reader),
    detail: [fact.accessLevel, fact.versions.join(', ')].filter(Boolean).join(' · '),
    group,
  });
  const actions: ActionChoice[] = [];
  if (action === undefined) {
    const version = policy.policy?.version === '5.0' ? '5.0' : '1.1';
    const own = toPlain(msg('In this policy'), reader);
    const named = namedActions(prepared, catalog);
    const seen = new Set(named);
    actions.push(...named.map((it) => toChoice(it, own)));
    for (const service of catalog.services) {
      for (const fact of catalog.actions(service.name, version)) if (!seen.has(fact)) actions.push(toChoice(fact, groupOf(fact)));
    }
  }
  return {
    kind: policy.kind,
    actions,
    asksForResource: action !== undefined && asksForResource(prepared, action),
    resources: action === undefined ? [] : resourcesToStart(prepared, action),
    asksForPrincipal: asksForPrincipal(prepared),
    keys: keysToAsk(prepared, catalog, action).map(({ key, fact, valueType, multiValued, closed, listed }) => ({
      key,
      description: fact ? toPlain(fact.description, reader) : '',
      valueType,
      multiValued,
      values: closed ?? listed,
    })),
  };
}

/** `modelarts:notebook`. */
function groupOf({ name }: ActionFact): string {
  return name.slice(0, name.lastIndexOf(':'));
}

import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ActionFact, NameVersion } from '../core/catalog/catalog.ts';
import { type Message, msg, toPlain } from '../core/message.ts';
import { attach } from '../core/simulate/attach.ts';
import { prepare, type Prepared } from '../core/simulate/prepare.ts';
import { asksForPrincipal, asksForResource, keysToAsk, namedActions, resourcesToStart } from '../core/simulate/questions.ts';
import { read } from './documents.ts';
import type { ActionChoice, ChoicesParams, ChoicesResult } from './protocol.ts';
import type { Session } from './server.ts';

/** What a simulation of the document asks for: actions to pick from, and what matters for the chosen one. */
export function choicesFor(session: Session, document: TextDocument, { action }: ChoicesParams): ChoicesResult {
  const policy = read(document);
  const version = policy.policy?.version === '5.0' ? '5.0' : '1.1';
  return choicesOf(session, prepare([attach('', policy, session.host.catalog())]), { kind: policy.kind, version, group: msg('In this policy') }, action);
}

/** The same for policies that are prepared; `group` heads the actions that they name. */
export function choicesOf({ reader, host }: Session, prepared: Prepared, { kind, version, group: ownGroup }: { readonly kind: string; readonly version: NameVersion; readonly group: Message }, action: string | undefined): ChoicesResult {
  const catalog = host.catalog();
  const toChoice = (fact: ActionFact, group: string): ActionChoice => ({
    action: fact.name,
    description: toPlain(fact.description, reader),
    detail: [fact.accessLevel, fact.versions.join(', ')].filter(Boolean).join(' · '),
    group,
  });
  const actions: ActionChoice[] = [];
  if (action === undefined) {
    const own = toPlain(ownGroup, reader);
    const named = namedActions(prepared, catalog);
    const seen = new Set(named);
    actions.push(...named.map((it) => toChoice(it, own)));
    for (const service of catalog.services) {
      for (const fact of catalog.actions(service.name, version)) if (!seen.has(fact)) actions.push(toChoice(fact, groupOf(fact)));
    }
  }
  return {
    kind,
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

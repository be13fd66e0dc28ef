import { type CodeAction, type CodeActionParams, CodeActionTriggerKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { msg, toPlain } from '../core/message.ts';
import { overlaps } from '../core/text.ts';
import { toSpan } from './convert.ts';
import { read } from './documents.ts';
import type { Session } from './server.ts';

/**
 * What else the requests of an allowed action need, where a page says that they need something. It changes nothing
 * and is no finding, since another policy may allow it: offered to who opens the menu, not by a light bulb.
 */
export function needsActions(session: Session, document: TextDocument, { range, context }: CodeActionParams): CodeAction[] {
  if (context.only ? !context.only.includes('') : context.triggerKind === CodeActionTriggerKind.Automatic) return [];
  const asked = toSpan(document, range);
  const catalog = session.host.catalog();
  const strings = read(document).policy?.statements.flatMap((it) => (it.effect?.value === 'Allow' ? (it.action?.strings ?? []) : [])) ?? [];
  const fact = strings.filter((it) => overlaps(it.node.span, asked)).map((it) => catalog.action(it.value)).find((it) => it && (it.dependsOn.length > 0 || Object.values(it.apiDependsOn ?? {}).some((also) => also.length > 0)));
  if (!fact) return [];
  const title = toPlain(msg('What else do requests of {0} need?', fact.name), session.reader);
  return [{ title, kind: '', command: { title, command: 'modelartsPolicy.needs', arguments: [document.uri, fact.name] } }];
}

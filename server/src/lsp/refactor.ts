import { type CodeAction, type CodeActionParams, CodeActionTriggerKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { toPlain } from '../core/message.ts';
import { offersAt } from '../core/refactor/offers.ts';
import { toSpan, toTextEdit } from './convert.ts';
import { read } from './documents.ts';
import type { Session } from './server.ts';

/** The kind of all refactorings; each adds its own name. */
export const refactorKind = 'refactor.rewrite';

/**
 * Other ways to write what the range touches. Each is compared with the policy as it is, which is too much to do
 * for every move of the cursor: they are looked for when somebody opens the menu. Those that are refused say why
 * only where refactorings are what was asked for.
 */
export function refactorActions(session: Session, document: TextDocument, { range, context }: CodeActionParams): CodeAction[] {
  const { reader } = session;
  if (context.only ? !context.only.some(isAbove) : context.triggerKind === CodeActionTriggerKind.Automatic) return [];
  return offersAt(read(document), toSpan(document, range), session.host.catalog()).flatMap((offer): CodeAction[] => {
    const action = { title: toPlain(offer.title, reader), kind: `${refactorKind}.${offer.name}` };
    if ('refused' in offer) return context.only?.some(isAbove) ? [{ ...action, disabled: { reason: toPlain(offer.refused, reader) } }] : [];
    return [{ ...action, edit: { changes: { [document.uri]: offer.edits.map((it) => toTextEdit(document, it)) } } }];
  });
}

/** A kind that holds ours, or one of ours. */
function isAbove(kind: string): boolean {
  return kind === '' || refactorKind === kind || refactorKind.startsWith(`${kind}.`) || kind.startsWith(`${refactorKind}.`);
}

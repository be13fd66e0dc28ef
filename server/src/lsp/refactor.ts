import { type CodeAction, type CodeActionParams, CodeActionTriggerKind, type WorkspaceEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { toPlain } from '../core/message.ts';
import { offersAt } from '../core/refactor/offers.ts';
import type { Offer } from '../core/refactor/refactoring.ts';
import { toSpan, toTextEdit } from './convert.ts';
import { read } from './documents.ts';
import type { Session } from './server.ts';
import { nameOf } from './simulate.ts';

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
  const siblings = siblingsOf(session, document.uri);
  return offersAt(read(document), toSpan(document, range), session.host.catalog(), siblings ? { siblings } : {}).flatMap((offer): CodeAction[] => {
    const action = { title: toPlain(offer.title, reader), kind: `${refactorKind}.${offer.name}` };
    if (context.only?.some((it) => it === '' || it === action.kind || action.kind.startsWith(`${it}.`)) === false) return [];
    if ('refused' in offer) return context.only?.some(isAbove) ? [{ ...action, disabled: { reason: toPlain(offer.refused, reader) } }] : [];
    return [{ ...action, edit: editOf(document, offer) }];
  });
}

function editOf(document: TextDocument, { edits, documents = [] }: Offer): WorkspaceEdit {
  const own = edits.map((it) => toTextEdit(document, it));
  if (documents.length === 0) return { changes: { [document.uri]: own } };
  const start = { line: 0, character: 0 };
  const made = documents.flatMap(({ name, text }) => {
    const uri = besides(document.uri, name);
    return [{ kind: 'create' as const, uri, options: { overwrite: false } }, { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: text }] }];
  });
  return { documentChanges: [...made, { textDocument: { uri: document.uri, version: document.version }, edits: own }] };
}

/** Names beside a document that no file has: `team-2.policy.json`; absent where the client makes no files. */
function siblingsOf({ edits, documents, host }: Session, uri: string): ((count: number) => readonly string[]) | undefined {
  const { readFile } = host;
  if (!edits.create || !edits.documentChanges || !readFile || !uri.startsWith('file:')) return undefined;
  const [, stem = '', ending = ''] = /^(.*?)((?:\.(?:policy|iampolicy|scp|trust))?\.json|)$/i.exec(nameOf(uri)) ?? [];
  const isFree = (name: string): boolean => !documents.get(besides(uri, name)) && readFile(besides(uri, name)) === undefined;
  return (count) => {
    const names: string[] = [];
    for (let number = 2; names.length < count && number < mostTried; number++) if (isFree(`${stem}-${number}${ending}`)) names.push(`${stem}-${number}${ending}`);
    return names;
  };
}

/** Numbers of names that are tried. */
const mostTried = 100;

function besides(uri: string, name: string): string {
  return `${uri.slice(0, uri.lastIndexOf('/') + 1)}${encodeURIComponent(name)}`;
}

/** A kind that holds ours, or one of ours. */
function isAbove(kind: string): boolean {
  return kind === '' || refactorKind === kind || refactorKind.startsWith(`${kind}.`) || kind.startsWith(`${refactorKind}.`);
}

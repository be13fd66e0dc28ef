import type { CodeAction, CodeActionParams } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { fixAll } from '../core/fix/fix-all.ts';
import { msg, toPlain } from '../core/message.ts';
import { overlaps } from '../core/text.ts';
import { configured, shown } from './configs.ts';
import { toDiagnostic, toQuickFix, toSpan, toTextEdit } from './convert.ts';
import { hintsOf } from './documents.ts';
import { ignoreHere } from './ignore.ts';
import type { Session } from './server.ts';
import { placesOf, setConfig } from './sets.ts';

/** What `editor.codeActionsOnSave` and the command *Fix All* ask for. */
export const fixAllKind = 'source.fixAll.iamPolicy';

/**
 * The fixes of all findings that touch the range, and behind them how to ignore each; or all safe fixes where that
 * is asked for. They are made of the present text, never of an old answer.
 */
export function codeActions(session: Session, document: TextDocument, { range, context }: CodeActionParams): CodeAction[] {
  const asks = (kind: string): boolean => context.only?.some((it) => it === '' || it === kind || kind.startsWith(`${it}.`)) ?? false;
  const all = asks(fixAllKind) ? fixEverything(session, document) : [];
  if (context.only && !asks('quickfix')) return all;
  const asked = toSpan(document, range);
  const found = shown(session, document).filter((it) => overlaps(it.span, asked));
  const config = setConfig(session, document);
  const placeOf = config && placesOf(session, config);
  const diagnostics = new Map(found.map((it) => [it, toDiagnostic(document, it, session.reader, session.docs, placeOf)]));
  const fixes = [...diagnostics].flatMap(([{ fixes = [] }, diagnostic]) => fixes.map((fix, index) => toQuickFix(document, fix, diagnostic, index === 0 && fixes.length === 1, session.reader)));
  return [...fixes, ...[...diagnostics].flatMap(([finding, diagnostic]) => ignoreHere(session, document, finding, diagnostic)), ...all];
}

/** Only where the text is valid JSON afterwards, as on the command line. */
function fixEverything(session: Session, document: TextDocument): CodeAction[] {
  const { applied, edits, document: fixed } = fixAll(document.getText(), hintsOf(document), session.host.catalog(), configured(session, document));
  if (applied.length === 0 || fixed.json.problems.length > 0) return [];
  return [{ title: toPlain(msg('Fix all that is safe to fix'), session.reader), kind: fixAllKind, edit: { changes: { [document.uri]: edits.map((it) => toTextEdit(document, it)) } } }];
}

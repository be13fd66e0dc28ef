import type { CodeAction, CodeActionParams } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { overlaps } from '../core/text.ts';
import { toDiagnostic, toQuickFix, toSpan } from './convert.ts';
import { checked } from './documents.ts';
import type { Session } from './server.ts';

/** The fixes of all findings that touch the range. They are made of the present text, never of an old answer. */
export function codeActions(session: Session, document: TextDocument, { range, context }: CodeActionParams): CodeAction[] {
  if (context.only && !context.only.some((kind) => kind === 'quickfix' || kind === '')) return [];
  const asked = toSpan(document, range);
  const { findings } = checked(document, session.host.catalog());
  return findings.flatMap((finding) => {
    if (!finding.fixes?.length || !overlaps(finding.span, asked)) return [];
    const diagnostic = toDiagnostic(document, finding, session.reader, session.docs);
    return finding.fixes.map((fix, index) => toQuickFix(document, fix, diagnostic, index === 0 && finding.fixes?.length === 1, session.reader));
  });
}

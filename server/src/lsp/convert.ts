import { type CodeAction, type Diagnostic, type DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, type Range, type TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Reader, toPlain } from '../core/message.ts';
import type { Finding, Fix, Severity } from '../core/rules/rule.ts';
import type { Edit, Span } from '../core/text.ts';

/** The only place where offsets become positions. */
export function toRange(document: TextDocument, span: Span): Range {
  return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
}

export function toSpan(document: TextDocument, range: Range): Span {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

export function toTextEdit(document: TextDocument, edit: Edit): TextEdit {
  return { range: toRange(document, edit.span), newText: edit.text };
}

/** Another document of a policy set, by its name there. */
export type PlaceOf = (file: string) => TextDocument | undefined;

/** @param docs what the link of a code starts with; the page is `<docs><code>.md` or `<code>.zh-cn.md` */
export function toDiagnostic(document: TextDocument, finding: Finding, reader: Reader, docs: string, placeOf?: PlaceOf): Diagnostic {
  const places = (finding.related ?? []).flatMap((it) => related(it.file === undefined ? document : placeOf?.(it.file), it, reader));
  return {
    range: toRange(document, finding.span),
    severity: severities[finding.severity],
    code: finding.code,
    codeDescription: { href: pageOf(finding.code, reader, docs) },
    source: 'ModelArts Policy',
    message: toPlain(finding.message, reader),
    ...(finding.tags?.includes('unnecessary') ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(places.length > 0 ? { relatedInformation: places } : {}),
  };
}

export function toQuickFix(document: TextDocument, fix: Fix, diagnostic: Diagnostic, preferred: boolean, reader: Reader): CodeAction {
  return {
    title: toPlain(fix.title, reader),
    kind: 'quickfix',
    diagnostics: [diagnostic],
    isPreferred: preferred && fix.preferred !== false,
    edit: { changes: { [document.uri]: fix.edits.map((it) => toTextEdit(document, it)) } },
  };
}

export function pageOf(code: string, reader: Reader, docs: string): string {
  return `${docs}${code}${reader.language === 'zh-cn' ? '.zh-cn' : ''}.md`;
}

/** The statements of a system policy are in no document. */
function related(document: TextDocument | undefined, it: NonNullable<Finding['related']>[number], reader: Reader): DiagnosticRelatedInformation[] {
  return document ? [{ location: { uri: document.uri, range: toRange(document, it.span) }, message: toPlain(it.message, reader) }] : [];
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

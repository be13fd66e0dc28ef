import { TextDocument } from 'vscode-languageserver-textdocument';
import type { AccessTestFile, TestEntry } from '../../core/access-test/types.ts';
import { contains, type Span } from '../../core/text.ts';
import { detectKind, type PolicyKind, versionOf, isPolicyKind } from '../../core/policy/kind.ts';
import { give } from '../documents.ts';

/** A policy inside a file of access tests, as a document of its own with the places of that file. */
export interface InlinePolicy {
  readonly entry: TestEntry;
  readonly span: Span;
  readonly document: TextDocument;
}

/** The policies that are written inside a test file. */
export function inlinePolicies(file: AccessTestFile, { uri, version }: TextDocument): InlinePolicy[] {
  return file.entries.flatMap((entry) => {
    if (!('document' in entry.source)) return [];
    const { span } = entry.source.document;
    // What is around the policy becomes blanks: offsets and positions stay what they are.
    const document = TextDocument.create(uri, 'iam-policy', version, masked(file.json.text, span));
    give(document, kindOf(entry), undefined);
    return [{ entry, span, document }];
  });
}

/** The inline policy at an offset. */
export function inlinePolicyAt(file: AccessTestFile, document: TextDocument, offset: number): InlinePolicy | undefined {
  return inlinePolicies(file, document).find(({ span }) => contains(span, offset) && offset > span.start);
}

/** A boundary has its kind by its use (interfaces.md, kinds); the others by their content. */
function kindOf({ source, role }: TestEntry): PolicyKind | undefined {
  if (role === 'scp') return 'scp-5.0';
  if (role !== 'session' || !('document' in source)) return undefined;
  const kind = detectKind(source.document, { ours: true });
  return isPolicyKind(kind) && versionOf(kind) === '5.0' ? 'session-5.0' : 'session-1.1';
}

function masked(text: string, { start, end }: Span): string {
  const blank = (part: string): string => part.replace(/[^\r\n]/g, ' ');
  return blank(text.slice(0, start)) + text.slice(start, end) + blank(text.slice(end));
}

import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CheckMemory, createCheckMemory } from '../core/check-memory.ts';
import { type CheckOptions, type CheckResult, check, type PolicyDocument, readDocument } from '../core/check.ts';
import type { Catalog } from '../core/catalog/catalog.ts';
import type { KindHints, PolicyKind } from '../core/policy/kind.ts';

interface Reading {
  readonly version: number;
  readonly document: PolicyDocument;
  checked?: CheckResult;
  /** What it was checked with. */
  catalog?: Catalog;
}

const readings = new WeakMap<TextDocument, Reading>();
const memories = new WeakMap<TextDocument, CheckMemory>();
/** What the configuration says of a document. */
interface Given {
  readonly kind: PolicyKind | undefined;
  readonly authorization: CheckOptions['authorization'];
  readonly inSet: boolean;
}

const given = new WeakMap<TextDocument, Given>();

/** What the configuration says of an open document, before it is read: its kind, the account, whether it is one of a set. */
export function give(textDocument: TextDocument, kind: PolicyKind | undefined, authorization: CheckOptions['authorization'], inSet = false): void {
  const before = given.get(textDocument);
  if (before?.kind === kind && before?.authorization === authorization && (before?.inSet ?? false) === inSet) return;
  given.set(textDocument, { kind, authorization, inSet });
  readings.delete(textDocument);
}

/** What tells the kind of an open document beside its content. */
export function hintsOf(textDocument: TextDocument): KindHints {
  const kind = given.get(textDocument)?.kind;
  return { fileName: textDocument.uri, ours: true, ...(kind ? { kind } : {}) };
}

/** What an open document says. Read once for each version of the text, whatever asks. */
export function read(textDocument: TextDocument): PolicyDocument {
  return reading(textDocument).document;
}

/** What the rules find in an open document, once for each version of the text. */
export function checked(textDocument: TextDocument, catalog: Catalog): CheckResult {
  const last = reading(textDocument);
  const { authorization, inSet = false } = given.get(textDocument) ?? {};
  if (last.catalog !== catalog) delete last.checked;
  last.catalog = catalog;
  last.checked ??= check(last.document, catalog, undefined, { memory: memoryOf(textDocument), inSet, ...(authorization ? { authorization } : {}) });
  return last.checked;
}

function memoryOf(textDocument: TextDocument): CheckMemory {
  let found = memories.get(textDocument);
  if (!found) memories.set(textDocument, (found = createCheckMemory()));
  return found;
}

function reading(textDocument: TextDocument): Reading {
  const last = readings.get(textDocument);
  if (last?.version === textDocument.version) return last;
  const document = readDocument(textDocument.getText(), hintsOf(textDocument));
  const fresh = { version: textDocument.version, document };
  readings.set(textDocument, fresh);
  return fresh;
}

import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CheckMemory, createCheckMemory } from '../core/check-memory.ts';
import { type CheckResult, check, type PolicyDocument, readDocument } from '../core/check.ts';
import type { Catalog } from '../core/catalog/catalog.ts';
import type { KindHints, PolicyKind } from '../core/policy/kind.ts';

interface Reading {
  readonly version: number;
  readonly document: PolicyDocument;
  checked?: CheckResult;
}

const readings = new WeakMap<TextDocument, Reading>();
const memories = new WeakMap<TextDocument, CheckMemory>();
const kinds = new WeakMap<TextDocument, PolicyKind | undefined>();

/** The kind that the configuration gives an open document, before it is read. */
export function giveKind(textDocument: TextDocument, kind: PolicyKind | undefined): void {
  if (kinds.get(textDocument) === kind) return;
  kinds.set(textDocument, kind);
  readings.delete(textDocument);
}

/** What tells the kind of an open document beside its content. */
export function hintsOf(textDocument: TextDocument): KindHints {
  const kind = kinds.get(textDocument);
  return { fileName: textDocument.uri, ours: true, ...(kind ? { kind } : {}) };
}

/** What an open document says. Read once for each version of the text, whatever asks. */
export function read(textDocument: TextDocument): PolicyDocument {
  return reading(textDocument).document;
}

/** What the rules find in an open document, once for each version of the text. */
export function checked(textDocument: TextDocument, catalog: Catalog): CheckResult {
  const last = reading(textDocument);
  last.checked ??= check(last.document, catalog, undefined, { memory: memoryOf(textDocument) });
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

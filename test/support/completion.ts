import assert from 'node:assert/strict';
import { readDocument } from '../../server/src/core/check.ts';
import { type Completion, complete, type CompletionItem, type CompletionOptions } from '../../server/src/core/complete/complete.ts';
import { english, type Reader, toPlain } from '../../server/src/core/message.ts';
import { applyEdits } from '../../server/src/core/text.ts';
import { catalog } from './catalog.ts';
import { readCursor } from './marked.ts';

/** What is offered at the `|` of a text. */
export function completionAt(marked: string, fileName = 'test.policy.json', options: CompletionOptions = {}): Completion {
  const { text, cursor } = readCursor(marked);
  return complete(readDocument(text, { fileName, ours: true }), cursor, catalog, options);
}

/** All labels, in their order. */
export function offers(marked: string, labels: readonly string[], fileName?: string): void {
  assert.deepEqual(completionAt(marked, fileName).items.map((it) => it.label), labels);
}

/**
 * Accepts an item and compares the text. Tab stops are shown as they are written in the snippet; lines are
 * indented as the line of the cursor, with two blanks a level, as an editor does it.
 */
export function accepts(marked: string, label: string, expected: string, fileName?: string): void {
  const { text, cursor } = readCursor(marked);
  const completion = complete(readDocument(text, { fileName: fileName ?? 'test.policy.json', ours: true }), cursor, catalog);
  const item = completion.items.find((it) => it.label === label);
  assert.ok(item, `${label} is not offered, only ${completion.items.map((it) => it.label).join(', ')}`);
  assert.equal(afterAccepting(text, completion, item), expected);
}

/** The text after accepting an item, with its tab stops as written. */
export function afterAccepting(text: string, completion: Completion, item: CompletionItem): string {
  const { replace, additional } = completion;
  const lineStart = text.lastIndexOf('\n', replace.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, replace.start))?.[0] ?? '';
  const inserted = item.text.replaceAll('\n', `\n${indent}`).replaceAll('\t', '  ');
  return applyEdits(text, [...additional, { span: replace, text: inserted }]);
}

/** A snippet as text: placeholders filled in, choices made, empty stops gone. */
export function filled(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\d+/g, '')
    .replace(/\\([\\$}])/g, '$1');
}

/** The reply as an edge writes it for a client that knows shared fields: bytes of JSON. */
export function replySize(completion: Completion, reader: Reader = english): number {
  const position = { line: 99999, character: 9999 };
  const range = { start: position, end: position };
  const result = {
    isIncomplete: completion.isIncomplete,
    itemDefaults: { editRange: { insert: range, replace: range }, insertTextMode: 2, data: completion.data },
    items: completion.items.map((it) => ({
      label: it.label,
      kind: 20,
      ...(it.detail === undefined ? {} : { detail: toPlain(it.detail, reader) }),
      sortText: it.sortText,
      ...(it.filterText === undefined ? {} : { filterText: it.filterText }),
      ...(it.text === it.label ? {} : { textEditText: it.text }),
      ...(it.snippet ? { insertTextFormat: 2 } : {}),
      ...(it.deprecated ? { tags: [1] } : {}),
      ...(it.retrigger ? { command: { title: '', command: 'editor.action.triggerSuggest' } } : {}),
      ...(it.data === undefined ? {} : { data: it.data }),
      ...(completion.additional.length > 0 ? { additionalTextEdits: completion.additional.map(({ text }) => ({ range, newText: text })) } : {}),
    })),
  };
  return Buffer.byteLength(JSON.stringify({ jsonrpc: '2.0', id: 99999, result }));
}

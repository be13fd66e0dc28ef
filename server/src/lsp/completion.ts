import { type ClientCapabilities, type CompletionItem, CompletionItemKind, CompletionItemTag, type CompletionList, InsertTextFormat, MarkupKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { complete, type Completion, type CompletionItem as Item, type ItemKind } from '../core/complete/complete.ts';
import { resolveCompletion } from '../core/complete/documentation.ts';
import { toMarkdown, toPlain } from '../core/message.ts';
import { toRange, toTextEdit } from './convert.ts';
import { read } from './documents.ts';
import type { Session } from './server.ts';

/** What the client can read of a completion; without the shared fields each item carries its own. */
export interface CompletionClient {
  readonly sharedRange: boolean;
  readonly sharedData: boolean;
  readonly insertReplace: boolean;
  readonly snippets: boolean;
  readonly labelDetails: boolean;
}

export function completionClient({ textDocument }: ClientCapabilities): CompletionClient {
  const item = textDocument?.completion?.completionItem;
  const defaults = textDocument?.completion?.completionList?.itemDefaults ?? [];
  return {
    sharedRange: defaults.includes('editRange'),
    sharedData: defaults.includes('data'),
    insertReplace: item?.insertReplaceSupport === true,
    snippets: item?.snippetSupport === true,
    labelDetails: item?.labelDetailsSupport === true,
  };
}

/** Bytes of an item's own range, where ranges cannot be shared. */
const ownRange = 130;
const ownData = 40;
/** `"labelDetails":{"description":…}` beside `"detail":…`. */
const wrappedDetail = 26;

/** @param trigger the character whose typing asks */
export function completionAt(session: Session, client: CompletionClient, document: TextDocument, offset: number, trigger?: string): CompletionList {
  // A brace asks where it opens a policy variable. Behind one that opens an object comes Enter, which a list would take.
  if (trigger === '{' && document.getText(toRange(document, { start: offset - 2, end: offset })) !== '${') return { isIncomplete: false, items: [] };
  const perItem = (client.sharedRange ? 0 : ownRange) + (client.sharedData ? 0 : ownData) + (client.labelDetails ? wrappedDetail : 0);
  const found = complete(read(document), offset, session.host.catalog(), { perItem });
  const toItem = itemMaker(session, client, document, found);
  return {
    isIncomplete: found.isIncomplete,
    itemDefaults: {
      ...(client.sharedRange ? { editRange: client.insertReplace ? { insert: toRange(document, found.insert), replace: toRange(document, found.replace) } : toRange(document, found.replace) } : {}),
      ...(client.sharedData ? { data: found.data } : {}),
    },
    items: found.items.map(toItem),
  };
}

/** The documentation of one item, made when it is looked at. */
export function resolve(session: Session, item: CompletionItem): CompletionItem {
  if (typeof item.data !== 'string') return item;
  const paragraphs = resolveCompletion(item.data, item.label, session.host.catalog());
  if (paragraphs.length === 0) return item;
  const render = session.markdown ? toMarkdown : toPlain;
  return { ...item, documentation: { kind: session.markdown ? MarkupKind.Markdown : MarkupKind.PlainText, value: paragraphs.map((it) => render(it, session.reader)).join('\n\n') } };
}

function itemMaker(session: Session, client: CompletionClient, document: TextDocument, found: Completion): (item: Item) => CompletionItem {
  const additional = found.additional.map((it) => toTextEdit(document, it));
  const range = toRange(document, found.replace);
  return ({ label, kind, detail, sortText, filterText, text, snippet, deprecated, retrigger, data }) => {
    const written = snippet && !client.snippets ? withoutTabStops(text) : text;
    const shown = detail === undefined ? undefined : toPlain(detail, session.reader);
    return {
      label,
      kind: kinds[kind],
      sortText,
      ...(shown === undefined ? {} : client.labelDetails ? { labelDetails: { description: shown } } : { detail: shown }),
      ...(filterText === undefined ? {} : { filterText }),
      ...(client.sharedRange ? (written === label ? {} : { textEditText: written }) : { textEdit: { range, newText: written } }),
      ...(snippet && client.snippets ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
      ...(deprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
      ...(retrigger ? { command: { title: '', command: 'editor.action.triggerSuggest' } } : {}),
      ...(additional.length > 0 ? { additionalTextEdits: additional } : {}),
      ...(data !== undefined ? { data } : client.sharedData ? {} : { data: found.data }),
    };
  };
}

/** The text of a snippet for a client that has none: placeholders keep their text. */
function withoutTabStops(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|((?:[^,|\\]|\\.)*)[^|]*\|\}/g, '$1')
    .replace(/\$\{\d+:((?:[^}\\]|\\.)*)\}/g, '$1')
    .replace(/\$\{\d+\}|\$\d+/g, '')
    .replace(/\\([\\$}])/g, '$1');
}

const kinds: Readonly<Record<ItemKind, CompletionItemKind>> = {
  element: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  statement: CompletionItemKind.Struct,
  service: CompletionItemKind.Module,
  type: CompletionItemKind.Class,
  operation: CompletionItemKind.Method,
  resource: CompletionItemKind.File,
  operator: CompletionItemKind.Operator,
  key: CompletionItemKind.Field,
  wildcard: CompletionItemKind.Constant,
};

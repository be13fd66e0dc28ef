import { type CodeLens, type CompletionItem, CompletionItemKind, type Diagnostic, DiagnosticSeverity, type DocumentLink, type DocumentSymbol, type Hover, type Location, type Position, SymbolKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Account, personName } from '../../core/account/account.ts';
import { type AccountItem, completeAccount } from '../../core/account/complete.ts';
import { describeMeaning, personCounts } from '../../core/account/describe.ts';
import { type AccountFinding, accountFindings, entriesOf } from '../../core/account/findings.ts';
import { meaningAt } from '../../core/account/places.ts';
import { type AccountSymbol, accountSymbols } from '../../core/account/symbols.ts';
import { describeTopic, topicOf } from '../../core/account/topics.ts';
import { locate } from '../../core/json/locate.ts';
import { msg, toMarkdown, toPlain } from '../../core/message.ts';
import { isPolicyFileName } from '../../core/policy/kind.ts';
import { toRange, toTextEdit } from '../convert.ts';
import type { Companion } from '../later.ts';
import type { Session } from '../server.ts';
import { filesBeside, openAccount } from './account-files.ts';
import { uriBeside } from './read-file.ts';
import { topicPage } from './topic-page.ts';

/** What only we know about the file of an account; the editor's schema knows its form. */
export const companion: Companion = {
  diagnostics: async (session, document) => {
    const opened = await openAccount(session, document.uri);
    if (!opened) return [];
    return accountFindings(opened.account, { ...opened.options, policies: opened.policies, now: Date.now() }).map((it) => toDiagnostic(session, document, it));
  },
  completion: async (session, document, { position }) => {
    const opened = await openAccount(session, document.uri);
    const found = opened && completeAccount(opened.account, document.offsetAt(position), session.host.catalog(), filesBeside(session, document.uri).filter(isPolicyFileName));
    if (!found) return { isIncomplete: false, items: [] };
    const range = toRange(document, found.span);
    const typed = document.getText(range);
    return { isIncomplete: false, items: found.items.map((it, index) => toItem(session, it, index, range, typed, found.additional.map((edit) => toTextEdit(document, edit)))) };
  },
  hover: async (session, document, position): Promise<Hover | null> => {
    const opened = await openAccount(session, document.uri);
    const meaning = opened && meaningAt(opened.account, document.offsetAt(position));
    if (opened && !meaning) return topicHover(session, document, opened.account, position);
    if (!opened || !meaning) return null;
    const paragraphs = describeMeaning(opened.account, meaning, opened.policies, { ...opened.options, now: Date.now() });
    if (paragraphs.length === 0) return null;
    const range = toRange(document, meaning.span);
    const render = session.markdown ? toMarkdown : toPlain;
    return { range, contents: { kind: session.markdown ? 'markdown' : 'plaintext', value: paragraphs.map((it) => render(it, session.reader)).join('\n\n') } };
  },
  definition: async (session, document, position): Promise<Location | null> => {
    const opened = await openAccount(session, document.uri);
    const meaning = opened && meaningAt(opened.account, document.offsetAt(position));
    if (!meaning) return null;
    if (meaning.kind === 'holder') return { uri: document.uri, range: toRange(document, meaning.holder.span) };
    const project = meaning.kind === 'enterpriseProject' ? opened.account.enterpriseProjects?.find((it) => it.name === meaning.id) : undefined;
    if (project) return { uri: document.uri, range: toRange(document, project.span) };
    const file = meaning.kind === 'file' ? uriBeside(document.uri, meaning.file) : undefined;
    return file === undefined ? null : { uri: file, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
  },
  documentSymbols: async (session, document) => {
    const opened = await openAccount(session, document.uri);
    return opened ? accountSymbols(opened.account).map((it) => toSymbol(session, document, it)) : [];
  },
  documentLinks: async (session, document): Promise<DocumentLink[]> => {
    const opened = await openAccount(session, document.uri);
    const entries = [...(opened ? entriesOf(opened.account) : [])].sort((a, b) => a.span.start - b.span.start);
    return entries.flatMap(({ source, span }) => {
      const target = 'file' in source && opened?.loaded.get(source.file) !== undefined ? uriBeside(document.uri, source.file) : undefined;
      return target === undefined ? [] : [{ range: toRange(document, { start: span.start + 1, end: span.end - 1 }), target }];
    });
  },
  codeLenses: async (session, document): Promise<CodeLens[]> => {
    const opened = await openAccount(session, document.uri);
    if (!opened) return [];
    const { account, policies, options } = opened;
    return [...account.users, ...account.federatedUsers, ...account.agencies].slice(0, mostLenses).flatMap((it): CodeLens[] => {
      const range = toRange(document, it.span);
      const args = [document.uri, personName(it)];
      return [
        { range, command: { title: toPlain(personCounts(account, it, policies, options), session.reader), command: 'modelartsPolicy.whatCan', arguments: args } },
        { range, command: { title: toPlain(msg('Simulate as…'), session.reader), command: 'modelartsPolicy.simulateAs', arguments: args } },
      ];
    });
  },
};

/** What a field is about, and the page that says more. */
function topicHover(session: Session, document: TextDocument, { json }: Account, position: Position): Hover | null {
  const place = locate(json, document.offsetAt(position));
  const topic = place?.at === 'name' && place.node?.type === 'string' ? topicOf([...place.path, place.node.value]) : undefined;
  if (!place || !topic) return null;
  const render = session.markdown ? toMarkdown : toPlain;
  return { range: toRange(document, place.span), contents: { kind: session.markdown ? 'markdown' : 'plaintext', value: describeTopic(topic, topicPage(session, topic)).map((it) => render(it, session.reader)).join('\n\n') } };
}

/** A lens is a line of the editor. */
const mostLenses = 500;

function toDiagnostic({ reader }: Session, document: TextDocument, { span, severity, message }: AccountFinding): Diagnostic {
  return { range: toRange(document, span), severity: severities[severity], source: 'ModelArts Policy', message: toPlain(message, reader) };
}

function toItem({ reader, markdown }: Session, { label, kind, detail, about, text }: AccountItem, index: number, range: Diagnostic['range'], typed: string, additionalTextEdits: NonNullable<CompletionItem['additionalTextEdits']>): CompletionItem {
  return {
    label,
    kind: itemKinds[kind],
    ...(detail ? { labelDetails: { description: toPlain(detail, reader) } } : {}),
    ...(about === undefined ? {} : { documentation: { kind: markdown ? 'markdown' : 'plaintext', value: markdown ? toMarkdown(about, reader) : toPlain(about, reader) } }),
    sortText: String(index).padStart(4, '0'),
    // What stands there is compared with its quotes, which an object does not begin with.
    filterText: typed.startsWith('"') ? `"${label}"` : label,
    textEdit: { range, newText: text },
    ...(additionalTextEdits.length > 0 ? { additionalTextEdits } : {}),
  };
}

function toSymbol({ reader }: Session, document: TextDocument, { name, detail, kind, span, selection }: AccountSymbol): DocumentSymbol {
  return { name, ...(detail ? { detail: toPlain(detail, reader) } : {}), kind: symbolKinds[kind], range: toRange(document, span), selectionRange: toRange(document, selection) };
}

const severities = { error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning, information: DiagnosticSeverity.Information } as const;
const itemKinds = { person: CompletionItemKind.Reference, group: CompletionItemKind.Class, agency: CompletionItemKind.Interface, file: CompletionItemKind.File, system: CompletionItemKind.Module, value: CompletionItemKind.Value } as const;
const symbolKinds = { user: SymbolKind.Object, group: SymbolKind.Class, agency: SymbolKind.Interface, authorization: SymbolKind.Event, workspace: SymbolKind.Namespace, enterpriseProject: SymbolKind.Package } as const;

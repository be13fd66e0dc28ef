import { type CodeAction, type CodeActionParams, type CompletionItem, CompletionItemKind, type CompletionList, type CompletionParams, type Definition, type Diagnostic, DiagnosticSeverity, type DocumentLink, type DocumentSymbol, type Hover, InsertTextFormat, MarkupKind, type Position, type Range, SymbolKind } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type AsInPolicy, completeTests, expectationText, type TestContext, type TestOffer, type TestOfferKind } from '../../core/access-test/complete.ts';
import { nodeAt } from '../../core/access-test/places.ts';
import { expectations, readAccessTests } from '../../core/access-test/read.ts';
import { describeExpectation, runOpened, whyDecided } from '../../core/access-test/run.ts';
import type { AccessTestFile, TestFinding } from '../../core/access-test/types.ts';
import { personName, personsOf, readAccount } from '../../core/account/account.ts';
import { isAccountName } from '../../core/entry/names.ts';
import { describeTopic, topicOf } from '../../core/account/topics.ts';
import { systemPolicy } from '../../core/entry/system-policies.ts';
import { hover as policyHover } from '../../core/hover/hover.ts';
import { readDocument } from '../../core/check.ts';
import { linesOf, rangeOf } from '../../core/lines.ts';
import { type Arg, msg, type Message, toMarkdown, toPlain } from '../../core/message.ts';
import { describeDecision } from '../../core/simulate/describe-reason.ts';
import type { Span } from '../../core/text.ts';
import { overlaps } from '../../core/text.ts';
import { chainAt } from '../../core/structure/chain.ts';
import { type CompletionClient, completionAt } from '../completion.ts';
import { configured } from '../configs.ts';
import { toDiagnostic, toQuickFix, toRange, toSpan, toTextEdit } from '../convert.ts';
import { checked, read } from '../documents.ts';
import { hoverAt } from '../hover.ts';
import { kindLabel } from '../own-requests.ts';
import type { Companion } from '../later.ts';
import type { Session } from '../server.ts';
import { followFiles, openTestFile, type TestFile, uriOfPolicy } from './access-test-files.ts';
import { inlinePolicies, inlinePolicyAt } from './access-test-inline.ts';
import { readUri, relativeUri, uriBeside } from './read-file.ts';
import { topicPage } from './topic-page.ts';

/** What we know of a file of access tests; its shape is checked and its fields are named by the schema. */
export const companion: Companion = { diagnostics, completion, hover, definition, documentSymbols, documentLinks, codeActions };

async function diagnostics(session: Session, document: TextDocument): Promise<Diagnostic[]> {
  const found = await openTestFile(session, document.uri);
  if (!found) return [];
  followFiles(session, found);
  const { opened } = found;
  const ofTests = opened.file.tests.flatMap((it) => [...it.findings, opened.problemsOf(it) ?? []].flat());
  const own = [...opened.findings, ...ofTests].filter((it) => it.ours).map((it) => toOwnDiagnostic(session, document, it));
  return [...own, ...inlinePolicies(opened.file, document).flatMap((it) => findingsIn(session, it.document))];
}

function toOwnDiagnostic({ reader }: Session, document: TextDocument, { span, message }: TestFinding): Diagnostic {
  return { range: toRange(document, span), severity: DiagnosticSeverity.Error, source: 'ModelArts Policy', message: toPlain(message, reader) };
}

/** The findings of an inline policy, as the configuration wants them. */
function shownIn(session: Session, document: TextDocument) {
  return configured(session, document)(checked(document, session.host.catalog()).findings, read(document));
}

function findingsIn(session: Session, document: TextDocument): Diagnostic[] {
  return shownIn(session, document).map((it) => toDiagnostic(document, it, session.reader, session.docs));
}

function codeActions(session: Session, document: TextDocument, { range, context }: CodeActionParams): CodeAction[] {
  if (context.only && !context.only.some((it) => it === '' || it === 'quickfix')) return [];
  const asked = toSpan(document, range);
  return inlinePolicies(readAccessTests(document.getText()), document).flatMap((inline) =>
    shownIn(session, inline.document)
      .filter((it) => overlaps(it.span, asked))
      .flatMap((it) => {
        const diagnostic = toDiagnostic(inline.document, it, session.reader, session.docs);
        return (it.fixes ?? []).map((fix, index, all) => toQuickFix(inline.document, fix, diagnostic, index === 0 && all.length === 1, session.reader));
      }),
  );
}

/** All that VS Code reads; a test file is edited by nobody else's client with less than this without loss. */
const client: CompletionClient = { sharedRange: false, sharedData: false, insertReplace: false, snippets: true, labelDetails: true };

async function completion(session: Session, document: TextDocument, { position, context: asked }: CompletionParams): Promise<CompletionList> {
  const offset = document.offsetAt(position);
  const file = readAccessTests(document.getText());
  const inline = inlinePolicyAt(file, document, offset);
  if (inline) return completionAt(session, client, inline.document, offset, asked?.triggerCharacter);
  const persons = await personsIn(session, document.uri, file);
  const needsToday = /"expect"\s*:\s*"?[A-Za-z]*$/.test(document.getText().slice(Math.max(0, offset - 40), offset));
  const opened = needsToday ? await openTestFile(session, document.uri) : undefined;
  const context: TestContext = {
    catalog: session.host.catalog(),
    policyFiles: () => filesBeside(session, document.uri, (it) => !isAccountName(it)),
    accountFiles: () => filesBeside(session, document.uri, isAccountName),
    persons: () => persons,
    today: (test) => todayOf(opened, test),
  };
  const found = completeTests(file, offset, context);
  if (!found) return { isIncomplete: false, items: [] };
  if ('element' in found) return asInPolicy(session, document, found, offset);
  const additional = found.additional.map((it) => toTextEdit(document, it));
  return { isIncomplete: false, items: found.offers.map((it, index) => ({ ...toItem(session, document, found.span, it, index), ...(additional.length > 0 ? { additionalTextEdits: additional } : {}) })) };
}

function toItem({ reader, markdown }: Session, document: TextDocument, span: Span, { label, kind, detail, documentation, text, preselect }: TestOffer, index: number): CompletionItem {
  const told = (arg: Arg): string => (markdown ? toMarkdown(arg, reader) : toPlain(arg, reader));
  return {
    label,
    kind: kinds[kind],
    ...(detail === undefined ? {} : { labelDetails: { description: toPlain(detail, reader) } }),
    ...(documentation === undefined ? {} : { documentation: { kind: markdown ? MarkupKind.Markdown : MarkupKind.PlainText, value: told(documentation) } }),
    filterText: `"${label}"`,
    sortText: String(index).padStart(4, '0'),
    textEdit: { range: toRange(document, span), newText: text },
    insertTextFormat: InsertTextFormat.Snippet,
    ...(preselect ? { preselect } : {}),
  };
}

const kinds: Readonly<Record<TestOfferKind, CompletionItemKind>> = {
  file: CompletionItemKind.File,
  account: CompletionItemKind.File,
  system: CompletionItemKind.Module,
  person: CompletionItemKind.Variable,
  key: CompletionItemKind.Field,
  value: CompletionItemKind.Value,
  expect: CompletionItemKind.EnumMember,
};

/** A string of a request is completed as one of a policy that allows what the request asks; wildcards are none of it. */
function asInPolicy(session: Session, document: TextDocument, asked: AsInPolicy, offset: number): CompletionList {
  const { text, start } = policyAround(document.getText().slice(asked.span.start, asked.span.end), asked);
  const shadow = TextDocument.create('untitled:request', 'iam-policy', 0, text);
  const { items, ...list } = completionAt(session, client, shadow, start + offset - asked.span.start);
  const move = ({ start: from, end: to }: Range): Range => ({ start: moved(from), end: moved(to) });
  const base = document.positionAt(asked.span.start);
  // Both are in one line.
  const moved = ({ character }: Position): Position => ({ line: base.line, character: character - start + base.character });
  const kept = items.filter((it) => it.kind !== CompletionItemKind.Constant && !it.label.includes('*'));
  return {
    ...list,
    items: kept.map((it) => ({
      ...it,
      ...(it.textEdit && 'range' in it.textEdit ? { textEdit: { ...it.textEdit, range: move(it.textEdit.range) } } : {}),
      ...(it.additionalTextEdits ? { additionalTextEdits: it.additionalTextEdits.map((edit) => ({ ...edit, range: move(edit.range) })) } : {}),
    })),
  };
}

/** A policy in one line that holds the string, and where that starts. */
function policyAround(string: string, { element, action }: AsInPolicy): { readonly text: string; readonly start: number } {
  const before = element === 'Action' ? '{"Version":"5.0","Statement":[{"Effect":"Allow","Action":[' : `{"Version":"5.0","Statement":[{"Effect":"Allow","Action":[${JSON.stringify(action ?? 'modelarts:*:*')}],"Resource":[`;
  const written = string.replace(/[\r\n]/g, ' ');
  return { text: `${before}${written}]}]}`, start: before.length };
}

async function personsIn(session: Session, uri: string, { account }: AccessTestFile): Promise<readonly string[]> {
  const beside = account && uriBeside(uri, account.value);
  const text = beside === undefined ? undefined : await readUri(session, beside);
  return text === undefined ? [] : personsOf(readAccount(text)).map(personName);
}

function filesBeside({ host, edits, documents }: Session, uri: string, wanted: (name: string) => boolean): string[] {
  const folders = edits.folders.length > 0 ? edits.folders : [uri.slice(0, uri.lastIndexOf('/'))];
  const found = new Set([...folders.flatMap((it) => host.policyFiles?.(it) ?? []), ...documents.keys().filter((it) => /\.(?:policy|iampolicy|scp|trust|iamaccount)\.json$/.test(it))]);
  const names = [...found].filter(wanted).flatMap((it) => relativeUri(uri, it) ?? []);
  const depth = (name: string): number => name.split('/').length;
  return names.sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
}

function todayOf(found: TestFile | undefined, index: number) {
  const test = found?.opened.file.tests[index];
  if (!found || !test) return undefined;
  const question = found.opened.ask({ ...test, findings: [] });
  return 'template' in question ? undefined : runOpened(found.opened, [{ ...test, findings: [] }]).tests[0]?.decision;
}

async function hover(session: Session, document: TextDocument, position: Position): Promise<Hover | null> {
  const offset = document.offsetAt(position);
  const file = readAccessTests(document.getText());
  const inline = inlinePolicyAt(file, document, offset);
  if (inline) return hoverAt(session, inline.document, offset);
  const chain = file.json.root && chainAt(file.json.root, offset);
  if (!chain || chain.node.type !== 'string') return null;
  const { node, path, on } = chain;
  const [first, index, field, part] = path;
  const show = (contents: readonly Message[], span: Span = node.span): Hover => ({ contents: { kind: session.markdown ? MarkupKind.Markdown : MarkupKind.PlainText, value: contents.map((it) => (session.markdown ? toMarkdown(it, session.reader) : toPlain(it, session.reader))).join('\n\n') }, range: toRange(document, span) });
  const topic = on === 'name' ? topicOf(path) : undefined;
  if (topic) return show(describeTopic(topic, topicPage(session, topic)));
  if (first === 'tests' && typeof index === 'number') {
    if (field === 'expect' && on === 'value') {
      const expect = expectations.find((it) => it === node.value);
      if (!expect) return null;
      return show([msg('**{0}**: {1}', describeExpectation(expect), expectationText(expect)), ...(await todaySentence(session, document, index))]);
    }
    if (field === 'request' && part === 'action' && on === 'value') return asHover(session, document, node.span, offset, 'Action', node.value);
    if (field === 'request' && part === 'resource' && on === 'value') {
      const action = nodeAt(file.json.root, ['tests', index, 'request', 'action']);
      return asHover(session, document, node.span, offset, 'Resource', action?.type === 'string' ? action.value : undefined);
    }
    if (field === 'request' && part === 'context' && path.length === 5 && on === 'name') return keyHover(session, document, node.span, offset);
    return null;
  }
  const entry = file.entries.find((it) => it.span.start === node.span.start);
  if (!entry || on === 'name') return null;
  if ('system' in entry.source) {
    const fact = systemPolicy(session.host.catalog(), entry.source.system);
    if (!fact) return show([msg('No system-defined policy or role of this name is in the data.')]);
    return show([...(fact.description ? [msg('{0}', fact.description)] : []), fact.content === undefined ? msg('Its statements are not published, so what depends on it cannot be known.') : msg('Its statements are published.')]);
  }
  const name = 'file' in entry.source ? entry.source.file : undefined;
  const policy = name === undefined ? undefined : (await openTestFile(session, document.uri))?.opened.policies.find((it) => it.name === name);
  const { document: policyDocument, error } = policy ?? {};
  if (!policyDocument?.policy) return null;
  return show([msg('{0}, statements: {1}', kindLabel(policyDocument.kind), policyDocument.policy.statements.length), ...(error ? [msg('IAM refuses it: {0}', error.message)] : [])]);
}

async function todaySentence(session: Session, document: TextDocument, index: number): Promise<Message[]> {
  const found = await openTestFile(session, document.uri);
  const test = found?.opened.file.tests[index];
  const question = test && found.opened.ask(test);
  if (!question) return [];
  if ('template' in question) return [question];
  const [result] = runOpened(found.opened, [test]).tests;
  if (!result?.decision || !result.reason) return [];
  return [msg('Today: {0}, because {1}.', describeDecision(result.decision), whyDecided(question, { decision: result.decision, reason: result.reason }))];
}

function asHover(session: Session, document: TextDocument, span: Span, offset: number, element: AsInPolicy['element'], action: string | undefined): Hover | null {
  const { text, start } = policyAround(document.getText().slice(span.start, span.end), { element, span, action });
  return shadowHover(session, document, text, start, span, offset);
}

function keyHover(session: Session, document: TextDocument, span: Span, offset: number): Hover | null {
  const before = '{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["modelarts:*:*"],"Condition":{"StringEquals":{';
  return shadowHover(session, document, `${before}${document.getText().slice(span.start, span.end)}:["x"]}}}]}`, before.length, span, offset);
}

function shadowHover({ host, markdown, reader }: Session, document: TextDocument, text: string, start: number, span: Span, offset: number): Hover | null {
  const found = policyHover(readDocument(text, { kind: 'identity-5.0' }), start + offset - span.start, host.catalog());
  if (!found) return null;
  const shift = span.start - start;
  const value = found.contents.map((it) => (markdown ? toMarkdown(it, reader) : toPlain(it, reader))).join('\n\n');
  return { contents: { kind: markdown ? MarkupKind.Markdown : MarkupKind.PlainText, value }, range: toRange(document, { start: found.span.start + shift, end: found.span.end + shift }) };
}

const top: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** From a file name to the file, from what is expected to the statement that decides, from a person to the account. */
async function definition(session: Session, document: TextDocument, position: Position): Promise<Definition | null> {
  const file = readAccessTests(document.getText());
  const chain = file.json.root && chainAt(file.json.root, document.offsetAt(position));
  if (!chain || chain.node.type !== 'string' || chain.on === 'name') return null;
  const { node, path } = chain;
  const link = linksOf(file, document.uri).find((it) => it.span.start === node.span.start);
  if (link) return { uri: link.target, range: top };
  const [first, index, field, part] = path;
  if (first !== 'tests' || typeof index !== 'number') return null;
  if (field === 'expect') return decidingStatement(session, document, index);
  if (field !== 'request' || part !== 'as' || !file.account) return null;
  const uri = uriBeside(document.uri, file.account.value);
  const text = uri === undefined ? undefined : await readUri(session, uri);
  const person = text === undefined ? undefined : personsOf(readAccount(text)).find((it) => personName(it) === node.value);
  return uri === undefined || text === undefined || !person ? null : { uri, range: rangeOf(linesOf(text), person.span) };
}

async function decidingStatement(session: Session, document: TextDocument, index: number): Promise<Definition | null> {
  const found = await openTestFile(session, document.uri);
  const test = found?.opened.file.tests[index];
  const reason = test && runOpened(found.opened, [test]).tests[0]?.reason;
  const policy = reason && found?.opened.policies.find((it) => it.name === reason.policy);
  const uri = policy && found ? uriOfPolicy(found, policy) : undefined;
  return uri === undefined || !reason?.span || !policy?.document ? null : { uri, range: rangeOf(linesOf(policy.document.json.text), reason.span) };
}

function documentSymbols({ reader }: Session, document: TextDocument): DocumentSymbol[] {
  const file = readAccessTests(document.getText());
  const symbol = (name: string, kind: SymbolKind, span: Span, detail?: string): DocumentSymbol => ({ name, kind, range: toRange(document, span), selectionRange: toRange(document, span), ...(detail === undefined ? {} : { detail }) });
  const entries = file.entries.map((it) => {
    const name = 'file' in it.source ? it.source.file : 'system' in it.source ? it.source.system : it.pointer;
    return symbol(name, 'file' in it.source ? SymbolKind.File : SymbolKind.Object, it.span, it.role === 'scp' ? 'SCP' : it.role === 'session' ? toPlain(msg('session policy'), reader) : undefined);
  });
  const account = file.account ? [symbol(file.account.value, SymbolKind.File, file.account.span)] : [];
  const tests = file.tests.map((it, index) => symbol(it.name || toPlain(msg('Test {0}', index + 1), reader), SymbolKind.Method, it.span, it.request.action));
  return [...account, ...entries, ...tests];
}

function documentLinks({ reader }: Session, document: TextDocument): DocumentLink[] {
  return linksOf(readAccessTests(document.getText()), document.uri).map(({ span, target }) => ({ range: toRange(document, { start: span.start + 1, end: span.end - 1 }), target, tooltip: toPlain(msg('Open the file'), reader) }));
}

function linksOf({ entries, account }: AccessTestFile, uri: string): { readonly span: Span; readonly target: string }[] {
  const named = [...entries.flatMap(({ source, span }) => ('file' in source ? [{ span, name: source.file }] : [])), ...(account ? [{ span: account.span, name: account.value }] : [])];
  return named.flatMap(({ span, name }) => {
    const target = uriBeside(uri, name);
    return target === undefined || name === '' ? [] : [{ span, target }];
  });
}

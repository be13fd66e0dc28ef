import type { TextDocument } from 'vscode-languageserver-textdocument';
import { check, type PolicyDocument, readDocument } from '../../core/check.ts';
import type { DocumentPlace, Uncompared } from '../../core/analysis/compare.ts';
import { type Change, changeKinds, changesOf, kindTitle, limitsOf, placeMessage, refusedMessage, sourceAt } from '../../core/compare/changes.ts';
import { type ComparedPair, compareDocuments, sourceOf } from '../../core/compare/compare-documents.ts';
import { comparisonBlocks } from '../../core/compare/markdown.ts';
import { decisionMessage, resultMessage, verdictMessage } from '../../core/compare/words.ts';
import { kindFor } from '../../core/config/config.ts';
import { rangeOf } from '../../core/lines.ts';
import { type Arg, code, type Message, msg, toMarkdown, toPlain } from '../../core/message.ts';
import type { Finding } from '../../core/rules/rule.ts';
import { checked, read } from '../documents.ts';
import { compareCounts, type ComparedBase, type ComparedChange, type ComparedCounts, type ComparedNote, type ComparedPlace, comparePolicies, type CompareParams, type CompareResult, compareText, type CompareTextResult, type CompareCountsResult, type BaseNeeded, type NotCompared } from '../protocol/compare.ts';
import type { Session } from '../server.ts';
import { nameOf } from '../simulate.ts';
import { answer } from './answer.ts';

export const requests = [
  answer(compareCounts, (session, params): CompareCountsResult => {
    const pair = pairOf(session, params, countedSteps);
    return 'comparison' in pair ? countsOf(session, pair) : pair;
  }),
  answer(comparePolicies, (session, params): CompareResult => {
    const pair = pairOf(session, params);
    if (!('comparison' in pair)) return pair;
    const changes = changesOf(pair);
    const groups = changeKinds.map((kind) => ({ kind, title: toPlain(kindTitle(kind, pair.scp), session.reader), changes: changes.filter((it) => it.kind === kind).map((it) => toChange(session, pair, it)) }));
    return {
      ...countsOf(session, pair),
      groups: groups.filter((it) => it.changes.length > 0),
      cannotTell: pair.comparison.cannotTell.map((it) => toNote(session, pair, it, placeMessage(pair, it), it.why)),
      refused: pair.refused.map((it) => toNote(session, pair, it, refusedMessage(pair, it))),
    };
  }),
  answer(compareText, (session, params): CompareTextResult => {
    const pair = pairOf(session, params);
    return 'comparison' in pair ? { markdown: toText(session, pair) } : pair;
  }),
];

/** A comparison that is asked for after each pause of typing may take a quarter of what a person waits for who asked. */
const countedSteps = 50_000;

/** IAM takes 6,144. */
const mostCharacters = 100_000;

/** The last base of each document: its text is sent once. */
const bases = new WeakMap<TextDocument, { readonly base: ComparedBase; readonly document: PolicyDocument; findings?: readonly Finding[] }>();

function pairOf(session: Session, { textDocument, base }: CompareParams, steps?: number): ComparedPair | NotCompared | BaseNeeded {
  const { documents, host, reader } = session;
  const problem = (message: Message): NotCompared => ({ problem: toPlain(message, reader) });
  const opened = documents.get(textDocument.uri);
  if (!opened) return problem(msg('The document is not open any more.'));
  let kept = bases.get(opened);
  if (kept?.base.id !== base.id) {
    if (base.text === undefined) return { baseNeeded: true };
    kept = { base, document: readBase(session, base, base.text) };
    bases.set(opened, kept);
  }
  const before = kept;
  const now = read(opened);
  const [oldName, nowName] = [base.name, nameOf(textDocument.uri)];
  for (const [name, document] of [[oldName, before.document], [nowName, now]] as const) {
    if (document.json.problems.length > 0) return problem(msg('{0} has a syntax error, so it cannot be compared until that is mended.', name));
    if (!document.policy) return problem(msg('{0} is no policy that can be compared.', name));
    if (document.json.text.length > mostCharacters) return problem(msg('{0} is too long to be compared.', name));
  }
  const catalog = host.catalog();
  const findingsOf = (document: PolicyDocument): readonly Finding[] => (document === now ? checked(opened, catalog).findings : (before.findings ??= check(before.document, catalog).findings));
  return { old: sourceOf(oldName, before.document), new: sourceOf(nowName, now), scp: now.kind === 'scp-5.0', ...compareDocuments(before.document, now, catalog, { findingsOf, ...(steps === undefined ? {} : { steps }) }) };
}

/** The base as a document that is open has its kind: by its configuration, then by its name and its content. */
function readBase({ host }: Session, { uri }: ComparedBase, text: string): PolicyDocument {
  const config = host.configs?.nearest(uri);
  const kind = config && kindFor(config.reading.config, config.file);
  return readDocument(text, { fileName: uri, ours: true, ...(kind ? { kind } : {}) });
}

function countsOf({ reader, host }: Session, pair: ComparedPair): ComparedCounts {
  const { result, gained, lost, cannotTell } = pair.comparison;
  const catalog = host.catalog();
  const count = (list: typeof gained): number => new Set(list.flatMap((it) => (catalog.action(it.action) ? [it.action.toLowerCase()] : []))).size;
  return { result, gained: count(gained), lost: count(lost), open: cannotTell.length > 0, title: toPlain(resultMessage(result, pair.scp), reader), verdict: toPlain(verdict(pair), reader) };
}

function verdict({ comparison, old, new: now, scp }: ComparedPair): Message {
  return verdictMessage(comparison.result, code(old?.file ?? ''), code(now?.file ?? ''), scp);
}

function toChange({ reader, host }: Session, pair: ComparedPair, change: Change): ComparedChange {
  const catalog = host.catalog();
  const { action: _, ...example } = change.first.example;
  return {
    actions: change.actions.map((name) => {
      const known = catalog.action(name);
      return [name, known ? toPlain(known.description, reader) : null] as const;
    }),
    reason: toPlain(change.reason, reader),
    place: toPlace(pair, change.place),
    limits: limitsOf(pair, change).map(([label, text]) => [toPlain(label, reader), text] as const),
    decision: toPlain(decisionMessage(change.first, pair.scp), reader),
    example,
  };
}

function toNote({ reader }: Session, pair: ComparedPair, at: Uncompared, text: Arg, why?: Message): ComparedNote {
  return { text: toPlain(text, reader), ...(why ? { why: toPlain(why, reader) } : {}), place: toPlace(pair, at) };
}

function toPlace(pair: ComparedPair, place: DocumentPlace): ComparedPlace {
  const source = sourceAt(pair, place);
  return { side: place.side, range: source ? rangeOf(source.lines, place.span) : { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
}

function toText({ reader, host }: Session, pair: ComparedPair): string {
  const text = (message: Arg): string => toMarkdown(message, reader);
  return [`## ${text(verdict(pair))}`, ...comparisonBlocks(pair, host.catalog(), { text, shown: (it) => it })].join('\n\n') + '\n';
}


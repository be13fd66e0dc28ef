import { TextDocument } from 'vscode-languageserver-textdocument';
import type { SetFinding } from '../core/analysis/sets/types.ts';
import { check, type PolicyDocument, readDocument } from '../core/check.ts';
import { applyConfig } from '../core/config/apply.ts';
import { kindFor } from '../core/config/config.ts';
import { isInSet } from '../core/config/members.ts';
import type { SetFile } from '../core/config/sets.ts';
import { type Message, msg } from '../core/message.ts';
import type { Finding } from '../core/rules/rule.ts';
import type { NearestConfig } from './configs.ts';
import { type PlaceOf, toDiagnostic } from './convert.ts';
import { checked, read } from './documents.ts';
import { companionName, more } from './later.ts';
import type { More } from './more.ts';
import { guarded, type Session } from './server.ts';

/** What was last said about the sets of one configuration. */
interface Judged {
  /** The reading, the open documents and the state of the disk that it rests on. */
  readonly reading: NearestConfig['reading'];
  readonly key: string;
  readonly sets: ReturnType<More['judgeSets']>;
  readonly placeOf: PlaceOf;
  readonly documentOf: (file: string) => PolicyDocument | undefined;
}

interface SessionSets {
  readonly judged: Map<string, Judged>;
  /** Documents on the disk by URI, as long as their text and kind stay. */
  readonly files: Map<string, OnDisk>;
  /** What the sets said in each open document, as it was last given to the client. */
  readonly given: Map<string, string>;
  /** Counts the changes on the disk. */
  disk: number;
  /** URI of configurations whose analysis was given up, as the log says once. */
  readonly told: Set<string>;
}

interface OnDisk {
  readonly text: string;
  readonly kind: string | undefined;
  readonly file: SetFile;
  readonly document: TextDocument;
}

const sessions = new WeakMap<Session, SessionSets>();
let loaded: More | undefined;

/** The configuration of a document that is one of a set; undefined for any other. */
export function setConfig({ host }: Session, { uri }: TextDocument): NearestConfig | undefined {
  const config = host.configs?.nearest(uri);
  return config && isInSet(config.reading.config, config.file) ? config : undefined;
}

/** Loads what judges sets; undefined where it is there. */
export function loadSets(): Promise<void> | undefined {
  return loaded ? undefined : more().then((it) => void (loaded = it));
}

/** What a document has only together with others, before any configuration; empty until `loadSets` is done. */
export function setFindings(session: Session, config: NearestConfig): readonly SetFinding[] {
  return judge(session, config)?.sets.findings.get(config.file) ?? [];
}

/** What is wrong with the sets of a configuration, as far as they have been judged. */
export function setProblems(session: Session, { uri, reading }: NearestConfig): { readonly findings: readonly Finding[]; readonly placeOf?: PlaceOf } {
  const last = sessions.get(session)?.judged.get(uri);
  return last?.reading === reading ? { findings: last.sets.problems, placeOf: last.placeOf } : { findings: [] };
}

/** Judges the sets of a configuration again where something changed. */
export function judge(session: Session, config: NearestConfig): Judged | undefined {
  const part = loaded;
  if (!part) return undefined;
  const state = stateOf(session);
  const open = openMembers(session, config);
  const key = JSON.stringify([state.disk, ...[...open].map(([file, it]) => [file, it.uri, it.version])]);
  const last = state.judged.get(config.uri);
  if (last?.reading === config.reading && last.key === key) return last;
  const sets = guarded(session, 'sets', () => part.judgeSets(config.reading, session.host.catalog(), (file) => load(session, config, open, file)), undefined)(undefined);
  if (!sets) return undefined;
  if (sets.givenUp > 0 && !state.told.has(config.uri)) session.connection.console.info(`analysis: ${sets.givenUp} entries of the sets of ${config.uri} were given up as too complex`);
  if (sets.givenUp > 0) state.told.add(config.uri);
  else state.told.delete(config.uri);
  const own = TextDocument.create(config.uri, 'json', 0, config.reading.json.text);
  const onDisk = (file: string): OnDisk | undefined => state.files.get(session.host.configs?.member?.(config.uri, file).uri ?? '');
  const judged: Judged = {
    reading: config.reading,
    key,
    sets,
    placeOf: (file) => (sets.inline.has(file) ? own : (open.get(file) ?? onDisk(file)?.document)),
    documentOf: sets.documentOf,
  };
  state.judged.set(config.uri, judged);
  return judged;
}

/** What an open document denies of others, for the editor alone: it is counted where the Allow is. */
export function deniedHere(session: Session, config: NearestConfig): readonly Finding[] {
  const found = judge(session, config);
  if (!found) return [];
  return [...found.sets.findings].flatMap(([file, list]) => {
    const touching = list.filter((it) => it.related?.some((one) => one.file === config.file));
    const document = found.documentOf(file);
    if (touching.length === 0 || !document) return [];
    const kept = configured(session, config, file, document, touching);
    return found.sets.counterparts(kept as readonly SetFinding[]).filter((it) => it.file === config.file);
  });
}

/** Gives the files that a configuration names: what is open before what is on the disk. */
export function loaderOf(session: Session, config: NearestConfig): (file: string) => SetFile | { readonly problem: Message } {
  const open = openMembers(session, config);
  return (file) => load(session, config, open, file);
}

/** Where the other documents of a set are. */
export function placesOf(session: Session, config: NearestConfig): PlaceOf {
  const found = judge(session, config);
  return (file) => found?.placeOf(file);
}

/**
 * Notes what the sets say in the document that gets its diagnostics now, if one does, and gives the other open
 * documents of the configuration that have to be asked about again because the sets now say something else in them.
 */
export function outdated(session: Session, config: NearestConfig, given?: TextDocument): readonly TextDocument[] {
  const state = stateOf(session);
  return [...openMembers(session, config).values()].filter((document) => {
    const own = setConfig(session, document);
    const before = state.given.get(document.uri);
    if (!own || (document !== given && before === undefined)) return false;
    const places = placesOf(session, own);
    const findings = [...configured(session, own, own.file, read(document), setFindings(session, own)), ...deniedHere(session, own)];
    const now = JSON.stringify(findings.map((it) => toDiagnostic(document, it, session.reader, session.docs, places)));
    state.given.set(document.uri, now);
    return document !== given && before !== now;
  });
}

/** A document is not open any more. */
export function forgetGiven(session: Session, { uri }: TextDocument): void {
  stateOf(session).given.delete(uri);
}

/** Files that may be policies changed on the disk. */
export function diskChanged(session: Session): void {
  stateOf(session).disk++;
}

function configured({ personal }: Session, { reading }: NearestConfig, file: string, document: PolicyDocument, findings: readonly Finding[]): readonly Finding[] {
  return applyConfig(findings, document, reading.config, file, personal).findings;
}

function stateOf(session: Session): SessionSets {
  let state = sessions.get(session);
  if (!state) sessions.set(session, (state = { judged: new Map(), files: new Map(), given: new Map(), disk: 0, told: new Set() }));
  return state;
}

/** The open documents of the sets of a configuration, by their names there. */
function openMembers({ documents, host }: Session, { uri, reading }: NearestConfig): ReadonlyMap<string, TextDocument> {
  const open = new Map<string, TextDocument>();
  for (const document of documents.all()) {
    if (companionName(document.uri)) continue;
    const config = host.configs?.nearest(document.uri);
    if (config?.uri === uri && isInSet(reading.config, config.file)) open.set(config.file, document);
  }
  return open;
}

function load(session: Session, config: NearestConfig, open: ReadonlyMap<string, TextDocument>, file: string): SetFile | { readonly problem: Message } {
  const catalog = session.host.catalog();
  const edited = open.get(file);
  if (edited) return { name: file, document: read(edited), findings: checked(edited, catalog).findings };
  const member = session.host.configs?.member?.(config.uri, file);
  if (!member || 'problem' in member) return { problem: member?.problem ?? msg('There is no such file.') };
  const { files } = stateOf(session);
  const kind = kindFor(config.reading.config, file);
  const known = files.get(member.uri);
  if (known?.text === member.text && known.kind === kind) return known.file;
  const document = readDocument(member.text, { fileName: file, ...(kind ? { kind } : {}) });
  const { findings } = check(document, catalog, undefined, { inSet: true });
  const found: OnDisk = { text: member.text, kind, file: { name: file, document, findings }, document: TextDocument.create(member.uri, 'json', 0, member.text) };
  files.set(member.uri, found);
  return found.file;
}

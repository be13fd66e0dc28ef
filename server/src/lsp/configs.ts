import type { Diagnostic, InitializeParams } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { PolicyDocument } from '../core/check.ts';
import { type Applied, applyConfig } from '../core/config/apply.ts';
import { configFileName, type ConfigReading, type Ignore, kindFor, noConfig } from '../core/config/config.ts';
import { isInSet } from '../core/config/members.ts';
import { readSeverities, unusedIgnoreFinding } from '../core/config/read.ts';
import { saidBySchema } from '../core/config/said-by-schema.ts';
import type { Wanted } from '../core/fix/fix-all.ts';
import type { Message } from '../core/message.ts';
import type { Finding } from '../core/rules/rule.ts';
import { toDiagnostic } from './convert.ts';
import { checked, give, read } from './documents.ts';
import { companionName } from './later.ts';
import { type InitializationOptions, inSchema } from './protocol.ts';
import { isInSchemas, schemaFindings, useSchemas } from './schemas.ts';
import { guarded, type Session } from './server.ts';
import { diskChanged, forgetGiven, judge, loadSets, outdated, setFindings, setProblems } from './sets.ts';

/** The configuration files of documents, by URI. */
export interface ConfigsByUri {
  nearest(uri: string): NearestConfig | undefined;
  /** A document as a configuration in `folder` would call it; undefined for one that is not below it. */
  nameBelow(folder: string, uri: string): string | undefined;
  /** A file that a configuration names, read once; absent where there is no file system. */
  member?(config: string, file: string): { readonly uri: string } & ({ readonly text: string } | { readonly problem: Message });
  /** Forgets the files that configurations name. */
  forgetMembers?(): void;
  /** Forgets all that was read. */
  refresh(): void;
}

export interface NearestConfig {
  readonly uri: string;
  /** The document as the configuration calls it. */
  readonly file: string;
  readonly reading: ConfigReading;
  /** Ignores of files that are gone. */
  readonly missing: () => readonly Ignore[];
}

/** Used ignores of each open document below a configuration, and what was last said about the configuration. */
interface Said {
  readonly config: NearestConfig;
  readonly used: Map<string, ReadonlySet<Ignore>>;
  last: string;
}

const said = new WeakMap<Session, Map<string, Said>>();
const noProblems: ReturnType<typeof setProblems> = { findings: [] };
const again = new WeakMap<Session, (outdated: readonly TextDocument[]) => void>();

/** The findings of an open document as its configuration and the settings want them. */
export function shown(session: Session, document: TextDocument): readonly Finding[] {
  const { findings } = checked(document, session.host.catalog());
  const config = session.host.configs?.nearest(document.uri);
  const { findings: kept, used } = apply(session, config, config && isInSet(config.reading.config, config.file) ? withSets(session, config, findings) : findings, read(document));
  if (config) {
    const state = stateOf(session, config);
    state.used.set(config.file, new Set(used.keys()));
    tell(session, state);
  }
  return kept;
}

function withSets(session: Session, config: NearestConfig, findings: readonly Finding[]): readonly Finding[] {
  const together = setFindings(session, config);
  return together.length === 0 ? findings : [...findings, ...together].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** The same for any text of the document, such as one that is fixed in part. */
export function configured(session: Session, { uri }: TextDocument): Wanted {
  const config = session.host.configs?.nearest(uri);
  return (findings, document) => apply(session, config, findings, document).findings;
}

/**
 * Follows the configuration files and the settings of a client: whenever one changes, kinds are given anew and the
 * client is asked to ask again.
 *
 * @param push sends the diagnostics of some documents to a client that does not ask for them
 */
export function registerConfigs(session: Session, { capabilities, initializationOptions, workspaceFolders }: InitializeParams, push: (documents: readonly TextDocument[]) => void): void {
  const { connection, documents, host } = session;
  const options = initializationOptions as InitializationOptions | undefined;
  const { workspaceEdit } = capabilities.workspace ?? {};
  session.personal = readSeverities(options?.rules);
  session.schemaFolders = stringsOf(options?.catalogFolders);
  session.edits = {
    documentChanges: workspaceEdit?.documentChanges ?? false,
    create: workspaceEdit?.resourceOperations?.includes('create') ?? false,
    folders: (workspaceFolders ?? []).map((it) => it.uri),
    saveCommand: options?.saveCommand,
  };
  said.set(session, new Map());
  const refresh = (): void => {
    if (capabilities.workspace?.diagnostics?.refreshSupport) connection.languages.diagnostics.refresh().catch((error: unknown) => connection.console.error(String(error)));
  };
  const askAgain = (outdated: readonly TextDocument[]): void => {
    if (outdated.length === 0) return;
    refresh();
    push(outdated);
  };
  again.set(session, askAgain);
  const changed = guarded(session, 'configuration', () => {
    host.configs?.refresh();
    useSchemas(session, true);
    const states = said.get(session) ?? new Map<string, Said>();
    for (const it of states.values()) it.used.clear();
    for (const document of documents.all()) {
      if (companionName(document.uri)) continue;
      giveConfigured(session, document);
      shown(session, document);
    }
    for (const [uri, { used }] of states) if (used.size === 0) forget(session, uri);
    refresh();
    push(documents.all());
  }, undefined);
  documents.onDidOpen(guarded(session, 'configuration', ({ document }: { document: TextDocument }) => {
    // An editor that does not watch files still sees the file as it is when a document is opened.
    if (documents.all().length === 1) host.configs?.refresh();
    giveConfigured(session, document);
    if (useSchemas(session)) askAgain(documents.all().filter((it) => it !== document));
    judgeFirst(session, document);
  }, undefined));
  documents.onDidClose(guarded(session, 'configuration', ({ document }: { document: TextDocument }) => {
    const config = host.configs?.nearest(document.uri);
    const state = config && said.get(session)?.get(config.uri);
    if (!state) return;
    if (isInSet(config.reading.config, config.file)) {
      forgetGiven(session, document);
      askAgain(outdated(session, config));
    }
    state.used.delete(config.file);
    if (state.used.size > 0) tell(session, state);
    else forget(session, config.uri);
  }, undefined));
  const onDisk = guarded(session, 'files of sets', () => {
    host.configs?.forgetMembers?.();
    diskChanged(session);
    for (const { config } of said.get(session)?.values() ?? []) {
      if (config.reading.config.sets.size === 0 || !judge(session, config)) continue;
      askAgain(outdated(session, config));
      tell(session, stateOf(session, config));
    }
  }, undefined);
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const policiesOnly = changes.length > 0 && changes.every(({ uri }) => !uri.endsWith(`/${configFileName}`) && !isInSchemas(session, uri));
    (policiesOnly ? onDisk : changed)(undefined);
  });
  connection.onDidChangeConfiguration(({ settings }: { settings?: { modelartsPolicy?: { rules?: unknown; catalogFolders?: unknown } } | null }) => {
    if (!settings?.modelartsPolicy) return;
    session.personal = readSeverities(settings.modelartsPolicy.rules);
    session.schemaFolders = stringsOf(settings.modelartsPolicy.catalogFolders);
    changed(undefined);
  });
}

/** After a document of a set got its diagnostics: the others in which the sets now say something else are asked about again. */
export function tellOthers(session: Session, config: NearestConfig, document: TextDocument): void {
  again.get(session)?.(outdated(session, config, document));
}

/** The sets of a configuration are judged as soon as a document below it is open, so that what is wrong in them is told. */
function judgeFirst(session: Session, { uri }: TextDocument): void {
  const config = session.host.configs?.nearest(uri);
  if (!config || config.reading.config.sets.size === 0) return;
  const first = guarded(session, 'sets', () => {
    if (judge(session, config)) tell(session, stateOf(session, config));
  }, undefined);
  const loading = loadSets();
  if (loading) loading.then(first, (error: unknown) => session.connection.console.error(`sets: ${String(error)}`));
  else first(undefined);
}

function apply({ personal }: Session, config: NearestConfig | undefined, findings: readonly Finding[], document: PolicyDocument): Applied {
  return applyConfig(findings, document, config?.reading.config ?? noConfig, config?.file ?? '', personal);
}

function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((it): it is string => typeof it === 'string') : [];
}

function giveConfigured({ host }: Session, document: TextDocument): void {
  const config = host.configs?.nearest(document.uri);
  give(document, config && kindFor(config.reading.config, config.file), config?.reading.config.authorization, config !== undefined && isInSet(config.reading.config, config.file));
}

function stateOf(session: Session, config: NearestConfig): Said {
  const states = said.get(session) ?? new Map<string, Said>();
  said.set(session, states);
  const state = states.get(config.uri);
  if (state?.config.reading === config.reading) return state;
  const fresh = { config, used: new Map<string, ReadonlySet<Ignore>>(), last: state?.last ?? '[]' };
  states.set(config.uri, fresh);
  return fresh;
}

/** No open document needs the configuration any more, so nothing is said about it. */
function forget(session: Session, uri: string): void {
  const state = said.get(session)?.get(uri);
  said.get(session)?.delete(uri);
  if (state && state.last !== '[]') void session.connection.sendDiagnostics({ uri, diagnostics: [] });
}

/** What is wrong in a configuration, with the ignores that no open document needs; said when it changes. */
function tell(session: Session, state: Said): void {
  const { config, used } = state;
  const { reading, uri } = config;
  const missing = new Set(config.missing());
  const unused = reading.config.ignores.filter((it) => (used.has(it.file) ? !used.get(it.file)?.has(it) : missing.has(it)));
  const { findings: ofSets, placeOf } = reading.config.sets.size > 0 ? setProblems(session, config) : noProblems;
  const document = TextDocument.create(uri, 'json', 0, reading.json.text);
  const diagnostic = (it: Finding): Diagnostic => toDiagnostic(document, it, session.reader, session.docs, placeOf);
  const beside = [...ofSets, ...schemaFindings(session, config), ...unused.flatMap((it) => unusedIgnoreFinding(reading, it) ?? [])];
  const diagnostics = [...reading.findings.map((it) => (saidBySchema(it) ? { ...diagnostic(it), data: inSchema } : diagnostic(it))), ...beside.map(diagnostic)];
  const text = JSON.stringify(diagnostics);
  if (text === state.last) return;
  state.last = text;
  void session.connection.sendDiagnostics({ uri, diagnostics });
}

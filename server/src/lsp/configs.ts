import type { Diagnostic, InitializeParams } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { PolicyDocument } from '../core/check.ts';
import { type Applied, applyConfig } from '../core/config/apply.ts';
import { type ConfigReading, type Ignore, kindFor, noConfig } from '../core/config/config.ts';
import { readSeverities, unusedIgnoreFinding } from '../core/config/read.ts';
import { saidBySchema } from '../core/config/said-by-schema.ts';
import type { Wanted } from '../core/fix/fix-all.ts';
import type { Finding } from '../core/rules/rule.ts';
import { toDiagnostic } from './convert.ts';
import { checked, give, read } from './documents.ts';
import { companionName } from './later.ts';
import { type InitializationOptions, inSchema } from './protocol.ts';
import { guarded, type Session } from './server.ts';

/** The configuration files of documents, by URI. */
export interface ConfigsByUri {
  nearest(uri: string): NearestConfig | undefined;
  /** A document as a configuration in `folder` would call it; undefined for one that is not below it. */
  nameBelow(folder: string, uri: string): string | undefined;
  /** Forgets what was read. */
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

/** The findings of an open document as its configuration and the settings want them. */
export function shown(session: Session, document: TextDocument): readonly Finding[] {
  const { findings } = checked(document, session.host.catalog());
  const config = session.host.configs?.nearest(document.uri);
  const { findings: kept, used } = apply(session, config, findings, read(document));
  if (config) {
    const state = stateOf(session, config);
    state.used.set(config.file, new Set(used.keys()));
    tell(session, state);
  }
  return kept;
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
 * @param push sends diagnostics to a client that does not ask for them
 */
export function registerConfigs(session: Session, { capabilities, initializationOptions, workspaceFolders }: InitializeParams, push: () => void): void {
  const { connection, documents, host } = session;
  const options = initializationOptions as InitializationOptions | undefined;
  const { workspaceEdit } = capabilities.workspace ?? {};
  session.personal = readSeverities(options?.rules);
  session.edits = {
    documentChanges: workspaceEdit?.documentChanges ?? false,
    create: workspaceEdit?.resourceOperations?.includes('create') ?? false,
    folders: (workspaceFolders ?? []).map((it) => it.uri),
    saveCommand: options?.saveCommand,
  };
  said.set(session, new Map());
  const changed = guarded(session, 'configuration', () => {
    host.configs?.refresh();
    const states = said.get(session) ?? new Map<string, Said>();
    for (const it of states.values()) it.used.clear();
    for (const document of documents.all()) {
      if (companionName(document.uri)) continue;
      giveConfigured(session, document);
      shown(session, document);
    }
    for (const [uri, { used }] of states) if (used.size === 0) forget(session, uri);
    if (capabilities.workspace?.diagnostics?.refreshSupport) connection.languages.diagnostics.refresh().catch((error: unknown) => connection.console.error(String(error)));
    push();
  }, undefined);
  documents.onDidOpen(guarded(session, 'configuration', ({ document }: { document: TextDocument }) => {
    // An editor that does not watch files still sees the file as it is when a document is opened.
    if (documents.all().length === 1) host.configs?.refresh();
    giveConfigured(session, document);
  }, undefined));
  documents.onDidClose(guarded(session, 'configuration', ({ document }: { document: TextDocument }) => {
    const config = host.configs?.nearest(document.uri);
    const state = config && said.get(session)?.get(config.uri);
    if (!state) return;
    state.used.delete(config.file);
    if (state.used.size > 0) tell(session, state);
    else forget(session, config.uri);
  }, undefined));
  connection.onDidChangeWatchedFiles(() => changed(undefined));
  connection.onDidChangeConfiguration(({ settings }: { settings?: { modelartsPolicy?: { rules?: unknown } } | null }) => {
    if (!settings?.modelartsPolicy) return;
    session.personal = readSeverities(settings.modelartsPolicy.rules);
    changed(undefined);
  });
}

function apply({ personal }: Session, config: NearestConfig | undefined, findings: readonly Finding[], document: PolicyDocument): Applied {
  return applyConfig(findings, document, config?.reading.config ?? noConfig, config?.file ?? '', personal);
}

function giveConfigured({ host }: Session, document: TextDocument): void {
  const config = host.configs?.nearest(document.uri);
  give(document, config && kindFor(config.reading.config, config.file), config?.reading.config.authorization);
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
  const findings = [...reading.findings, ...unused.flatMap((it) => unusedIgnoreFinding(reading, it) ?? [])];
  const document = TextDocument.create(uri, 'json', 0, reading.json.text);
  const diagnostics = findings.map((it): Diagnostic => ({ ...toDiagnostic(document, it, session.reader, session.docs), ...(saidBySchema(it) ? { data: inSchema } : {}) }));
  const text = JSON.stringify(diagnostics);
  if (text === state.last) return;
  state.last = text;
  void session.connection.sendDiagnostics({ uri, diagnostics });
}

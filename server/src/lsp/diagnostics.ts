import type { Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { givenUpIn } from '../core/analysis/analyse.ts';
import type { Finding } from '../core/rules/rule.ts';
import { shown, tellOthers } from './configs.ts';
import { type PlaceOf, toDiagnostic } from './convert.ts';
import { checked, read } from './documents.ts';
import type { Session } from './server.ts';
import { deniedHere, loadSets, placesOf, setConfig } from './sets.ts';

/** More findings than anybody reads; a broken file of megabytes would send as much again. */
const most = 1000;

/** Documents whose analysis was given up, as the log says once and not with every keystroke. */
const told = new WeakSet<TextDocument>();

/**
 * The findings of an open document, as the client shows them. Faults of rules go to the log. Only a document of a
 * policy set may have to wait, for the part of the server that judges sets.
 */
export function diagnosticsOf(session: Session, document: TextDocument): Diagnostic[] | Promise<Diagnostic[]> {
  const config = setConfig(session, document);
  if (!config) return aloneOf(session, document);
  const loading = loadSets();
  const inSet = (): Diagnostic[] => inSetOf(session, document);
  const failed = (error: unknown): Diagnostic[] => {
    session.connection.console.error(`sets: ${String(error)}`);
    return aloneOf(session, document);
  };
  return loading ? loading.then(inSet).catch(failed) : inSet();
}

/** With what the document denies in others of its sets. */
function inSetOf(session: Session, document: TextDocument): Diagnostic[] {
  const config = setConfig(session, document);
  if (!config) return aloneOf(session, document);
  const placeOf = placesOf(session, config);
  const alone = aloneOf(session, document, placeOf);
  const denied = deniedHere(session, config).map((it) => toDiagnostic(document, it, session.reader, session.docs, placeOf));
  tellOthers(session, config, document);
  return [...alone, ...denied];
}

function aloneOf(session: Session, document: TextDocument, placeOf?: PlaceOf): Diagnostic[] {
  const { faults } = checked(document, session.host.catalog());
  for (const { code, error } of faults) session.connection.console.error(`rule ${code}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const { policy } = read(document);
  const givenUp = policy ? givenUpIn(policy) : 0;
  if (givenUp === 0) told.delete(document);
  else if (!told.has(document)) {
    told.add(document);
    session.connection.console.info(`analysis: ${givenUp} entries or statements of ${document.uri} were given up as too complex`);
  }
  return mostSevere(shown(session, document)).map((it) => toDiagnostic(document, it, session.reader, session.docs, placeOf));
}

function mostSevere(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= most) return findings;
  const ranked = [...findings].sort((a, b) => ranks.indexOf(a.severity) - ranks.indexOf(b.severity));
  return ranked.slice(0, most);
}

const ranks = ['error', 'warning', 'information', 'hint'];

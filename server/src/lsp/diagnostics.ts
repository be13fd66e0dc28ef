import type { Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { givenUpIn } from '../core/analysis/analyse.ts';
import type { Finding } from '../core/rules/rule.ts';
import { shown } from './configs.ts';
import { toDiagnostic } from './convert.ts';
import { checked, read } from './documents.ts';
import type { Session } from './server.ts';

/** More findings than anybody reads; a broken file of megabytes would send as much again. */
const most = 1000;

/** Documents whose analysis was given up, as the log says once and not with every keystroke. */
const told = new WeakSet<TextDocument>();

/** The findings of an open document, as the client shows them. Faults of rules go to the log. */
export function diagnosticsOf(session: Session, document: TextDocument): Diagnostic[] {
  const { faults } = checked(document, session.host.catalog());
  for (const { code, error } of faults) session.connection.console.error(`rule ${code}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const { policy } = read(document);
  const givenUp = policy ? givenUpIn(policy) : 0;
  if (givenUp === 0) told.delete(document);
  else if (!told.has(document)) {
    told.add(document);
    session.connection.console.info(`analysis: ${givenUp} entries or statements of ${document.uri} were given up as too complex`);
  }
  return mostSevere(shown(session, document)).map((it) => toDiagnostic(document, it, session.reader, session.docs));
}

function mostSevere(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= most) return findings;
  const ranked = [...findings].sort((a, b) => ranks.indexOf(a.severity) - ranks.indexOf(b.severity));
  return ranked.slice(0, most);
}

const ranks = ['error', 'warning', 'information', 'hint'];

import { member } from '../core/json/json.ts';
import { found } from '../core/config/read.ts';
import { type Message, msg, toPlain } from '../core/message.ts';
import type { Finding } from '../core/rules/rule.ts';
import type { NearestConfig } from './configs.ts';
import type { Session } from './server.ts';

/** A folder of authorization schemas, as a configuration or the settings name it. */
export interface SchemaFolder {
  /** URI of the configuration, or of the open folder with a slash at its end. */
  readonly base: string;
  readonly folder: string;
}

/** What is wrong with a file of such a folder, or with the folder. */
export interface SchemaProblem extends SchemaFolder {
  /** Below the folder's parent, with line and column: `schemas/modelarts.json:3:5`. */
  readonly file: string;
  readonly problem: Message;
}

interface InUse {
  readonly folders: readonly SchemaFolder[];
  readonly problems: readonly SchemaProblem[];
}

const inUse = new WeakMap<Session, InUse>();
const none: InUse = { folders: [], problems: [] };

/**
 * Lays the authorization schemas over the catalogue that the settings and the configurations of the open documents
 * name. Facts about the cloud hold for every document of the session, whichever configuration names them.
 *
 * @param again reads the folders even if they are the same as before
 * @returns whether the catalogue is another one now
 */
export function useSchemas(session: Session, again = false): boolean {
  const { host, documents } = session;
  if (!host.useSchemas) return false;
  const configs = new Map<string, NearestConfig>();
  for (const { uri } of documents.all()) {
    const config = host.configs?.nearest(uri);
    if (config) configs.set(config.uri, config);
  }
  const settings = session.schemaFolders.flatMap((folder) => session.edits.folders.map((base) => ({ base: `${base.replace(/\/$/, '')}/`, folder })));
  const folders = [...settings, ...[...configs.values()].flatMap(({ uri, reading }) => reading.config.catalog.map((folder) => ({ base: uri, folder })))];
  const before = inUse.get(session) ?? none;
  if (JSON.stringify(folders) === JSON.stringify(before.folders) && (!again || folders.length === 0)) return false;
  const problems = host.useSchemas(folders);
  inUse.set(session, { folders, problems });
  const known = new Set(before.problems.map(textOf));
  for (const it of problems) {
    if (configs.has(it.base) || known.has(textOf(it))) continue;
    session.connection.window.showWarningMessage(`${it.file}: ${toPlain(it.problem, session.reader)}`);
  }
  return true;
}

/** Findings in a configuration about the folders that it names. */
export function schemaFindings(session: Session, { uri, reading }: NearestConfig): readonly Finding[] {
  const problems = inUse.get(session)?.problems.filter((it) => it.base === uri) ?? [];
  if (problems.length === 0) return [];
  const { root } = reading.json;
  const list = root?.type === 'object' ? member(root, 'catalog')?.value : undefined;
  const elements = list?.type === 'array' ? list.elements : [];
  return problems.flatMap(({ folder, file, problem }) => {
    const index = elements.findIndex((it) => it.type === 'string' && it.value === folder);
    const element = elements[index];
    return element ? [found(element.span, ['catalog', index], msg('{0}: {1}', file, problem))] : [];
  });
}

/** What the place where the server runs does with schemas; absent where it has no files. */
export type UseSchemas = (folders: readonly SchemaFolder[]) => readonly SchemaProblem[];

/** Whether a changed file lies in a folder whose schemas count. */
export function isInSchemas(session: Session, uri: string): boolean {
  const { folders } = inUse.get(session) ?? none;
  return folders.some(({ base, folder }) => uri.startsWith(new URL(`${folder.split('/').map(encodeURIComponent).join('/')}/`, base).href));
}

function textOf({ base, file, problem }: SchemaProblem): string {
  return JSON.stringify([base, file, problem]);
}

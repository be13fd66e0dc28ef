import { readAccessTests } from '../../core/access-test/read.ts';
import { type OpenedTests, openTests } from '../../core/access-test/run.ts';
import type { AttachedPolicy } from '../../core/simulate/types.ts';
import type { Session } from '../server.ts';
import { nameOf } from '../simulate.ts';
import { readUri, sameUri, uriBeside, withFiles } from './read-file.ts';

/** A file of access tests with all that it names. */
export interface TestFile {
  readonly uri: string;
  readonly opened: OpenedTests;
  /** URIs of the files that it rests on. */
  readonly files: readonly string[];
}

/** Open test files and the files that they rest on, as they were read last. */
const restsOn = new Map<string, readonly string[]>();
const followed = new WeakSet<Session>();

/** What is said of an open test file is asked for again when a file that it rests on is opened or saved. */
export function followFiles(session: Session, { uri, files }: TestFile): void {
  restsOn.set(uri, files);
  if (followed.has(session)) return;
  followed.add(session);
  const { documents, connection } = session;
  const changed = ({ document }: { readonly document: { readonly uri: string } }): void => {
    const resting = documents.all().some((it) => restsOn.get(it.uri)?.some((file) => sameUri(file, document.uri)));
    // A client that cannot be asked to ask again does so with the next keystroke.
    if (resting) connection.languages.diagnostics.refresh().catch(() => undefined);
  };
  documents.onDidOpen(changed);
  documents.onDidSave(changed);
  documents.onDidClose(({ document }) => void restsOn.delete(document.uri));
}

/** Reads a file of access tests and every file that its tests need; undefined where it cannot be read. */
export async function openTestFile(session: Session, uri: string): Promise<TestFile | undefined> {
  const text = await readUri(session, uri);
  if (text === undefined) return undefined;
  const catalog = session.host.catalog();
  const files = new Set<string>();
  const file = readAccessTests(text);
  const read = async (name: string): Promise<string | undefined> => {
    const beside = uriBeside(uri, name);
    if (beside === undefined) return undefined;
    files.add(beside);
    return readUri(session, beside);
  };
  const opened = await withFiles(read, (load) => {
    const found = openTests(file, { catalog, fileName: nameOf(uri), load });
    // The policies of a person are read when somebody asks in their name.
    for (const test of file.tests) found.ask(test);
    return found;
  });
  return { uri, opened, files: [...files] };
}

/** The URI of the file in which a policy stands; undefined for a system policy. */
export function uriOfPolicy({ uri, opened }: TestFile, { name, document }: AttachedPolicy): string | undefined {
  const file = document && opened.fileOf(name);
  return file === undefined ? undefined : file === '' ? uri : uriBeside(uri, file);
}

import { readFile } from '../protocol/files.ts';
import type { Session } from '../server.ts';

/**
 * The text of a file that an account, a test or a configuration names: as it stands in the editor, else on the
 * disk, else as the client has it (a virtual workspace). Undefined where there is none.
 */
export async function readUri({ documents, host, connection }: Session, uri: string): Promise<string | undefined> {
  // Editors differ in which characters they write with a percent sign.
  const open = documents.get(uri) ?? documents.all().find((it) => sameUri(it.uri, uri));
  if (open) return open.getText();
  const onDisk = host.readFile?.(uri);
  if (onDisk !== undefined || uri.startsWith('file:')) return onDisk;
  try {
    return (await connection.sendRequest<string | null>(readFile.method, { uri })) ?? undefined;
  } catch {
    // Not every client reads files for us.
    return undefined;
  }
}

/**
 * The URI of a file named relative to another one; undefined for a name that leads nowhere. What is not saved yet
 * stands where it will be: the files beside it are on the disk.
 */
export function uriBeside(base: string, relative: string): string | undefined {
  try {
    return new URL(relative.split(/[\\/]/).map(encodeURIComponent).join('/'), base.replace(/^untitled:(?=\/)/, 'file://')).href;
  } catch {
    return undefined;
  }
}

/** How a file is named in another one: `../policies/a.policy.json`. One of another place is named whole. */
export function relativeUri(from: string, to: string): string {
  const [base, path] = [decoded(from).split('/'), decoded(to).split('/')];
  let common = 0;
  while (common < base.length - 1 && base[common] === path[common]) common++;
  // `file:`, nothing and the host are the same for all of one place.
  return common < 3 ? decoded(to) : [...base.slice(common, -1).map(() => '..'), ...path.slice(common)].join('/');
}

/**
 * Runs something pure that loads files by name, again until it has all that it asks for.
 *
 * @param read gives the text of a name
 * @param run asks for names, and does without those that are not there yet
 */
export async function withFiles<Result>(read: (name: string) => Promise<string | undefined>, run: (load: (name: string) => string | undefined) => Result): Promise<Result> {
  const known = new Map<string, string | undefined>();
  for (;;) {
    const wanted = new Set<string>();
    const result = run((name) => {
      if (!known.has(name)) wanted.add(name);
      return known.get(name);
    });
    if (wanted.size === 0) return result;
    for (const name of wanted) known.set(name, await read(name));
  }
}

/** Whether two URIs name one file, whatever is written with a percent sign. */
export function sameUri(a: string, b: string): boolean {
  return a === b || decoded(a) === decoded(b);
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

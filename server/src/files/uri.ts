import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isAccountName } from '../core/entry/names.ts';
import { isPolicyFileName } from '../core/policy/kind.ts';
import { findFiles } from './find.ts';
import { readText } from './text.ts';

/** The text of a file by its URI; undefined for one that cannot be read or is not on a disk of this machine. */
export function readFileUri(uri: string): string | undefined {
  try {
    if (!uri.startsWith('file:')) return undefined;
    const read = readText(fileURLToPath(uri));
    return 'text' in read ? read.text : undefined;
  } catch {
    return undefined;
  }
}

/** More files than anybody looks through in a list. */
const mostFiles = 1000;

/** The policies and accounts below a folder, by their names; empty for one that is not on a disk of this machine. */
export function policyFileUris(folder: string): readonly string[] {
  try {
    if (!folder.startsWith('file:')) return [];
    const path = fileURLToPath(folder);
    const { files } = findFiles(path, { byName: (name) => isPolicyFileName(name) || isAccountName(name) });
    return files.slice(0, mostFiles).map((it) => pathToFileURL(join(path, it)).href);
  } catch {
    return [];
  }
}

import { fileURLToPath } from 'node:url';
import { findFiles } from './find.ts';
import { jsonFiles, mostFiles } from './nearby.ts';

/** The JSON files of a folder and those below it by URI, relative to it; none where there is no such folder on a disk. */
export function listFilesUri(folder: string): readonly string[] {
  if (!folder.startsWith('file:')) return [];
  try {
    return findFiles(fileURLToPath(folder), jsonFiles).files.slice(0, mostFiles);
  } catch {
    // A URI need not be one of this machine.
    return [];
  }
}

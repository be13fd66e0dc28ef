import { fileURLToPath } from 'node:url';
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

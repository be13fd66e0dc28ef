import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isAccessTestName } from '../core/entry/names.ts';
import { parseJson } from '../core/json/parse.ts';
import type { Message } from '../core/message.ts';
import { detectKind, isPolicyFileName } from '../core/policy/kind.ts';
import { readText, whyUnreadable } from './text.ts';

/** Bytes at the beginning of a file that tell what it is. */
const beginning = 64 * 1024;

export interface Found {
  /** Below the folder, with `/`, in the order of the names. */
  readonly files: readonly string[];
  readonly problems: readonly { readonly file: string; readonly problem: Message }[];
}

/** Which files of a folder are meant. */
export interface Wanted {
  /** By the name alone. */
  readonly byName: (name: string) => boolean;
  /** By what the file holds; asked where the name does not tell. */
  readonly byContent?: (name: string, path: string) => boolean;
}

/** Files with our names, and other `.json` files whose beginning says that they are policies. */
export const policyFiles: Wanted = {
  byName: isPolicyFileName,
  byContent: (name, path) => {
    if (!name.toLowerCase().endsWith('.json')) return false;
    const read = readText(path, beginning);
    // One that cannot be read may be a policy: it is named among the problems when it is read again.
    return 'problem' in read || isPolicyText(read.text);
  },
};

export const accessTestFiles: Wanted = { byName: isAccessTestName };

/**
 * The files that are wanted in a folder and those below it. `node_modules` and folders whose name starts with a
 * dot are left out. A folder that is reached twice, by a symbolic link, is read once.
 */
export function findFiles(folder: string, wanted: Wanted): Found {
  const files: string[] = [];
  const problems: { file: string; problem: Message }[] = [];
  const seen = new Set<string>();
  const folders = [''];
  const linked: string[] = [];
  for (;;) {
    // Links come last, so that a folder is named by its own place when it has one here.
    const below = folders.pop() ?? linked.pop();
    if (below === undefined) break;
    const here = join(folder, below);
    try {
      const real = realpathSync(here);
      if (seen.has(real)) continue;
      seen.add(real);
      for (const entry of readdirSync(here, { withFileTypes: true })) {
        const name = below ? `${below}/${entry.name}` : entry.name;
        try {
          const type = typeOf(entry, join(here, entry.name), wanted);
          if (type === 'folder') {
            if (!isLeftOut(entry.name)) (entry.isSymbolicLink() ? linked : folders).push(name);
          } else if (type === 'file' && (wanted.byName(entry.name) || wanted.byContent?.(entry.name, join(here, entry.name)))) files.push(name);
        } catch (error) {
          problems.push({ file: name, problem: whyUnreadable(error) });
        }
      }
    } catch (error) {
      problems.push({ file: below, problem: whyUnreadable(error) });
    }
  }
  return { files: files.sort(), problems };
}

function typeOf(entry: Dirent, path: string, wanted: Wanted): 'file' | 'folder' | 'other' {
  if (entry.isDirectory()) return 'folder';
  if (entry.isFile()) return 'file';
  // Pipes and devices are not for us, and links only where they may lead to a policy.
  if (!entry.isSymbolicLink() || isLock(entry.name)) return 'other';
  const target = statSync(path, { throwIfNoEntry: wanted.byName(entry.name) });
  return target?.isDirectory() ? 'folder' : target?.isFile() ? 'file' : 'other';
}

function isLeftOut(folderName: string): boolean {
  return folderName === 'node_modules' || folderName.startsWith('.');
}

/** Emacs marks a file that is being edited by a link to nowhere: `.#a.policy.json`. */
function isLock(name: string): boolean {
  return name.startsWith('.#');
}

function isPolicyText(text: string): boolean {
  // Every kind has a Statement. Most JSON files have none, and need no parsing to say so.
  if (!text.includes('Statement') && !text.includes('\\u')) return false;
  return detectKind(parseJson(text).root) !== 'none';
}

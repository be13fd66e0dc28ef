import { resolve } from 'node:path';
import type { NearbyFile } from '../core/entry/system-copy.ts';
import { findFiles } from './find.ts';
import { readText } from './text.ts';

/** Files beside a file that names system policies are looked through up to this many, and bytes each. */
export const mostFiles = 1000;
const mostBytes = 2 * 1024 * 1024;

/** The JSON files of a folder and those below it, read one by one as they are asked for, each time anew. */
export function* nearbyFiles(folder: string): Generator<NearbyFile> {
  for (const name of findFiles(folder, jsonFiles).files.slice(0, mostFiles)) {
    const read = readText(resolve(folder, name), mostBytes);
    if ('text' in read) yield { name, text: read.text };
  }
}

export const jsonFiles = { byName: (name: string): boolean => name.toLowerCase().endsWith('.json') && !/\.(iamaccount|iamtest)\.json$/i.test(name) };

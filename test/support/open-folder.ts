import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { configsByUri } from '../../server/src/files/config.ts';
import { type Client, type ClientOptions, startClient } from './client.ts';

/** A folder on the disk, and a client that has it open. */
export interface OpenFolder {
  readonly client: Client;
  readonly folder: string;
  uri(name: string): string;
  write(name: string, content: string): void;
}

const folders: string[] = [];
after(() => folders.forEach((it) => rmSync(it, { recursive: true, force: true })));

/** Makes a folder with these files, which goes after the tests, and starts a client in it. */
export async function openFolder(files: Readonly<Record<string, string>>, options: ClientOptions = {}): Promise<OpenFolder> {
  const folder = mkdtempSync(join(tmpdir(), 'modelarts-policy-'));
  folders.push(folder);
  const write = (name: string, content: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  const uri = (name: string): string => pathToFileURL(join(folder, name)).href;
  const client = await startClient({ configs: configsByUri(), folders: [pathToFileURL(folder).href], ...options });
  return { client, folder, uri, write };
}

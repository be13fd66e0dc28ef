import { existsSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { configFileName, type ConfigReading, type Ignore, kindFor, noConfig } from '../core/config/config.ts';
import { isInSet } from '../core/config/members.ts';
import { readConfig } from '../core/config/read.ts';
import { type Message, msg } from '../core/message.ts';
import type { PolicyKind } from '../core/policy/kind.ts';
import { readText, type Text, whyUnreadable } from './text.ts';

/** A configuration on the disk. */
export interface ConfigFile extends ConfigReading {
  /** Absolute. */
  readonly path: string;
  /** Why it could not be read; then it configures nothing. */
  readonly problem?: Message;
}

/** Finds the configuration of a file: the nearest one upwards counts, alone. */
export interface Configs {
  /** @param path absolute, of a file that need not exist */
  nearest(path: string): ConfigFile | undefined;
  /** Forgets what is on the disk. */
  refresh(): void;
}

/** Each folder is looked into once, each configuration is read once, until `refresh`. */
export function configFinder(): Configs {
  const folders = new Map<string, ConfigFile | undefined>();
  const inFolder = (folder: string): ConfigFile | undefined => {
    if (folders.has(folder)) return folders.get(folder);
    const parent = dirname(folder);
    const found = read(join(folder, configFileName)) ?? (parent === folder ? undefined : inFolder(parent));
    folders.set(folder, found);
    return found;
  };
  return { nearest: (path) => inFolder(dirname(path)), refresh: () => folders.clear() };
}

/** How a configuration calls a file: relative to its own folder, with `/`. */
export function nameIn(config: Pick<ConfigFile, 'path'>, path: string): string {
  const below = relative(dirname(config.path), path);
  return sep === '/' ? below : below.replaceAll(sep, '/');
}

/** The kind that a configuration gives a file. */
export function configuredKind(config: ConfigFile | undefined, path: string): PolicyKind | undefined {
  return config && kindFor(config.config, nameIn(config, path));
}

/** What a configuration says of a file that matters to its check: the account that it is for, and whether it is one of a set. */
export function checkOptionsOf(config: ConfigFile | undefined, path: string): { authorization?: 'strict' | 'non-strict'; inSet?: boolean } {
  if (!config) return {};
  const { authorization } = config.config;
  return { ...(authorization ? { authorization } : {}), ...(isInSet(config.config, nameIn(config, path)) ? { inSet: true } : {}) };
}

/** Why a file that a configuration names cannot be read, as far as a look at it tells. */
export function reasonMissing({ path }: Pick<ConfigFile, 'path'>, file: string): Message | undefined {
  try {
    return statSync(join(dirname(path), file)).isDirectory() ? msg('This is a folder, not a file.') : undefined;
  } catch (error) {
    return whyUnreadable(error);
  }
}

/** Ignores whose file is gone: they match nothing for certain. */
export function ignoresOfMissingFiles({ path, config }: ConfigFile): readonly Ignore[] {
  return config.ignores.filter(({ file }) => !existsSync(join(dirname(path), file)));
}

function read(path: string): ConfigFile | undefined {
  if (!isFile(path)) return undefined;
  const text = readText(path);
  if ('text' in text) return { path, ...readConfig(text.text) };
  return { path, ...readConfig('{}'), config: noConfig, problem: text.problem };
}

/** What cannot be looked at, below a link in a circle or a name that is too long, configures nothing. */
function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false;
  }
}

/** The same for the language server, which names files by their URI; files that are not on the disk have none. */
export function configsByUri() {
  const configs = configFinder();
  const members = new Map<string, { readonly uri: string } & Text>();
  return {
    nearest(uri: string) {
      const path = pathOf(uri);
      const found = path === undefined ? undefined : configs.nearest(path);
      return found && path !== undefined ? { uri: pathToFileURL(found.path).href, file: nameIn(found, path), reading: found, missing: () => ignoresOfMissingFiles(found) } : undefined;
    },
    nameBelow(folder: string, uri: string) {
      const [base, path] = [pathOf(folder), pathOf(uri)];
      const name = base === undefined || path === undefined ? undefined : nameIn({ path: join(base, configFileName) }, path);
      return name === undefined || name.startsWith('../') || isAbsolute(name) ? undefined : name;
    },
    member(config: string, file: string) {
      const uri = new URL(file.split('/').map(encodeURIComponent).join('/'), config).href;
      let found = members.get(uri);
      if (!found) members.set(uri, (found = { uri, ...readText(fileURLToPath(uri)) }));
      return found;
    },
    forgetMembers: () => members.clear(),
    refresh() {
      configs.refresh();
      members.clear();
    },
  };
}

function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}

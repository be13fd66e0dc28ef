import { type Account, readAccount } from '../../core/account/account.ts';
import { entriesOf } from '../../core/account/findings.ts';
import { type AccountPolicies, accountPolicies } from '../../core/account/policies.ts';
import type { EntryFiles } from '../../core/entry/attach.ts';
import type { NearbyFile } from '../../core/entry/system-copy.ts';
import type { Session } from '../server.ts';
import { nameOf } from '../simulate.ts';
import { readUri, uriBeside, withFiles } from './read-file.ts';

/** An account with all the files that it names. */
export interface OpenedAccount {
  readonly uri: string;
  readonly text: string;
  readonly account: Account;
  readonly policies: AccountPolicies;
  readonly options: EntryFiles;
  /** Texts by the name that the account gives them; undefined for one that cannot be read. */
  readonly loaded: ReadonlyMap<string, string | undefined>;
}

/** The last reading of each account: it is read again when a text that it rests on is another one. */
const kept = new WeakMap<Session, Map<string, OpenedAccount>>();

/** Reads an account and every file that it names; undefined where it cannot be read. */
export async function openAccount(session: Session, uri: string): Promise<OpenedAccount | undefined> {
  const text = await readUri(session, uri);
  if (text === undefined) return undefined;
  const known = kept.get(session) ?? new Map<string, OpenedAccount>();
  kept.set(session, known);
  const before = known.get(uri);
  const read = (name: string): Promise<string | undefined> => textBeside(session, uri, name);
  const nearby = await nearbyOf(session, uri, text);
  if (before?.text === text && nearby.length === 0 && before.options.nearby === undefined && (await isSame(before.loaded, read))) return before;
  const loaded = new Map<string, string | undefined>();
  const account = readAccount(text);
  const remember = async (name: string): Promise<string | undefined> => {
    const found = await read(name);
    loaded.set(name, found);
    return found;
  };
  const opened = await withFiles(remember, (load): OpenedAccount => {
    const options: EntryFiles = { catalog: session.host.catalog(), fileName: nameOf(uri), load, ...(nearby.length > 0 ? { nearby: () => nearby } : {}) };
    const policies = accountPolicies(account, options);
    for (const entry of entriesOf(account)) policies.problem(entry);
    return { uri, text, account, policies, options, loaded };
  });
  known.set(uri, opened);
  return opened;
}

/** The URI of the file in which a policy stands, by the name that results call it; undefined for one without a file. */
export function uriOfPolicy({ uri, options, account }: OpenedAccount, name: string): string | undefined {
  if (name.startsWith(`${options.fileName}#`)) return uri;
  const [file = name] = name.split('#/');
  const named = entriesOf(account).some(({ source }) => 'file' in source && source.file === name);
  return named || name !== file || options.nearby ? (/\.json$/i.test(file) ? uriBeside(uri, file) : undefined) : undefined;
}

/** Names of JSON files beside a file and below, as that file would name them. */
export function filesBeside({ host }: Session, uri: string): readonly string[] {
  const folder = uriBeside(uri, '.');
  return folder === undefined ? [] : (host.listFiles?.(folder) ?? []);
}

async function textBeside(session: Session, uri: string, name: string): Promise<string | undefined> {
  const beside = uriBeside(uri, name);
  return beside === undefined ? undefined : readUri(session, beside);
}

/** Files that may hold a copy of a system policy; looked for only where the account names one. */
async function nearbyOf(session: Session, uri: string, text: string): Promise<readonly NearbyFile[]> {
  if (!text.includes('"system"')) return [];
  const names = filesBeside(session, uri);
  const texts = await Promise.all(names.map((name) => textBeside(session, uri, name)));
  return names.flatMap((name, index) => (texts[index] === undefined ? [] : [{ name, text: texts[index] }]));
}

async function isSame(loaded: OpenedAccount['loaded'], read: (name: string) => Promise<string | undefined>): Promise<boolean> {
  for (const [name, text] of loaded) if ((await read(name)) !== text) return false;
  return true;
}

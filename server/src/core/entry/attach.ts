import type { Catalog } from '../catalog/catalog.ts';
import { type PolicyDocument, readDocument } from '../check.ts';
import { type Message, msg } from '../message.ts';
import { attach, type AttachOptions } from '../simulate/attach.ts';
import type { AttachedPolicy } from '../simulate/types.ts';
import type { Entry } from './entry.ts';
import { inlineDocument, readInRole } from './inline.ts';
import { findSystemCopy, type NearbyFile, type SystemCopy } from './system-copy.ts';
import { publishedDocument, systemPolicy } from './system-policies.ts';

export interface EntryFiles {
  readonly catalog: Catalog;
  /** The file that names the entries, as results call it, for inline documents: `TESTFILE#/policies/2`. */
  readonly fileName: string;
  /** The text of a file named there, relative to it; undefined where it cannot be read. */
  load(relativePath: string): string | undefined;
  /** JSON files beside that file and below, in which an exported copy of a system policy may lie. */
  nearby?(): Iterable<NearbyFile>;
}

/** The policy of an entry as it takes part in a simulation, or why it cannot. `text` is that of the file with the entry. */
export function attachEntry(entry: Entry, text: string, options: EntryFiles): AttachedPolicy | Message {
  const { source, role, scope, dependenciesAttached, unreadable } = entry;
  if (unreadable) return unreadable;
  const common = { ...(role ? { role } : {}), ...(scope ? { scope } : {}), ...(dependenciesAttached ? { dependenciesAttached } : {}) };
  if ('system' in source) return attachSystem(source.system, common, options);
  const name = 'document' in source ? `${options.fileName}#${entry.pointer}` : source.file;
  const document = entryDocument(entry, text, options);
  return 'template' in document ? document : attach(name, document, options.catalog, common);
}

/** The document of an entry with a file or an inline document, or why it is none; a system policy has none. */
export function entryDocument({ source, role }: Entry, text: string, { load }: Pick<EntryFiles, 'load'>): PolicyDocument | Message {
  if ('system' in source) return msg('The statements of {0} are not published.', source.system);
  if ('document' in source) {
    const document = inlineDocument(source.document, text, role);
    return document.policy ? document : msg('This is no policy.');
  }
  const loaded = load(source.file);
  if (loaded === undefined) return msg('The file {0} cannot be read.', source.file);
  const document = readInRole(role, { fileName: source.file }, (hints) => readDocument(loaded, hints));
  if (document.json.problems.length > 0) return msg('{0} has a JSON syntax error.', source.file);
  return document.policy ? document : msg('{0} is no policy.', source.file);
}

/** Where the statements of a system policy come from: a copy beside the file, else the page that publishes them. */
export function systemSource(name: string, { catalog, nearby }: Pick<EntryFiles, 'catalog' | 'nearby'>): SystemCopy | PolicyDocument | undefined {
  const copy = nearby && findSystemCopy(name, nearby());
  if (copy) return copy;
  const fact = systemPolicy(catalog, name);
  return fact && publishedDocument(fact);
}

export function isMessage(value: AttachedPolicy | Message): value is Message {
  return 'template' in value;
}

function attachSystem(name: string, common: AttachOptions, options: EntryFiles): AttachedPolicy {
  const found = systemSource(name, options);
  if (!found) return { name, document: undefined, ...(systemPolicy(options.catalog, name) ? {} : { hidden: msg('no system policy or role of this name is known') }), ...common };
  const copied = 'document' in found;
  return { name: copied ? found.name : name, document: copied ? found.document : found, systemName: name, ...common };
}

import type { Catalog } from '../catalog/catalog.ts';
import { type PolicyDocument, readDocument } from '../check.ts';
import type { Json } from '../json/json.ts';
import { type Message, msg } from '../message.ts';
import { detectKind, isPolicyKind, type KindHints } from '../policy/kind.ts';
import { readPolicy } from '../policy/read.ts';
import { attach } from '../simulate/attach.ts';
import type { AttachedPolicy, PolicyRole } from '../simulate/types.ts';
import type { Entry } from './entry.ts';

export interface EntryFiles {
  readonly catalog: Catalog;
  /** The file that names the entries, as results call it, for inline documents: `TESTFILE#/policies/2`. */
  readonly fileName: string;
  /** The text of a file named there, relative to it; undefined where it cannot be read. */
  load(relativePath: string): string | undefined;
}

/** The policy of an entry as it takes part in a simulation, or why it cannot. `text` is that of the file with the entry. */
export function attachEntry(entry: Entry, text: string, options: EntryFiles): AttachedPolicy | Message {
  const { source, role, scope, dependenciesAttached } = entry;
  const common = { ...(role ? { role } : {}), ...(scope ? { scope } : {}), ...(dependenciesAttached ? { dependenciesAttached } : {}) };
  if ('system' in source) return { name: source.system, document: undefined, ...common };
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

export function isMessage(value: AttachedPolicy | Message): value is Message {
  return 'template' in value;
}

/** A document inside another file keeps its places there; its paths start at itself. */
function inlineDocument(root: Json, text: string, role: PolicyRole | undefined): PolicyDocument {
  return readInRole(role, { ours: true }, (hints) => {
    const kind = detectKind(root, hints);
    return { json: { text, root, problems: [], twins: [], tooDeep: false }, kind, policy: root.type === 'object' && isPolicyKind(kind) ? readPolicy(text, root, kind) : undefined };
  });
}

/** A boundary has its kind by its use, a session policy in the version of its content (interfaces.md, kinds). */
function readInRole(role: PolicyRole | undefined, hints: KindHints, read: (hints: KindHints) => PolicyDocument): PolicyDocument {
  const plain = read(hints);
  if (!plain.policy || role === undefined || role === 'policy') return plain;
  return read({ ...hints, kind: role === 'scp' ? 'scp-5.0' : plain.policy.version === '5.0' ? 'session-5.0' : 'session-1.1' });
}

import { type PolicyDocument, readDocument } from '../check.ts';
import { type Json, type JsonObject, member } from '../json/json.ts';
import { parseJson } from '../json/parse.ts';
import { foldName } from './system-policies.ts';
import { inlineDocument } from './inline.ts';

/** A file beside the one that names a system policy; `name` is relative to it. */
export interface NearbyFile {
  readonly name: string;
  readonly text: string;
}

/** An exported copy of a system policy: what results call it, and its statements. */
export interface SystemCopy {
  readonly name: string;
  readonly file: string;
  readonly document: PolicyDocument;
}

/**
 * The exported copy of a system policy among files: a `role` as the IAM API gives it or a list of them, known by
 * its display name (formats 3.1), or a plain policy whose file is called like the policy. Custom policies are none.
 */
export function findSystemCopy(systemName: string, files: Iterable<NearbyFile>): SystemCopy | undefined {
  const wanted = foldName(systemName);
  const fileWanted = foldFile(systemName);
  for (const { name, text } of files) {
    const named = foldFile(stemOf(name)) === fileWanted;
    if (!named && !text.toLowerCase().includes(wanted) && !text.includes('\\u')) continue;
    const copy = copyIn(name, text, wanted, named);
    if (copy) return copy;
  }
  return undefined;
}

function copyIn(file: string, text: string, wanted: string, named: boolean): SystemCopy | undefined {
  const { root } = parseJson(text);
  if (root?.type !== 'object') return undefined;
  const role = member(root, 'role')?.value;
  const roles = member(root, 'roles')?.value;
  if (role?.type === 'object') return isSystemRole(role, wanted) ? plain(file, text) : undefined;
  if (roles?.type !== 'array') return named && member(root, 'Statement') ? plain(file, text) : undefined;
  for (const [index, it] of roles.elements.entries()) {
    const policy = it.type === 'object' && isSystemRole(it, wanted) ? member(it, 'policy')?.value : undefined;
    const document = policy && inlineDocument(policy, text, undefined);
    if (document?.policy) return { name: `${file}#/roles/${index}/policy`, file, document };
  }
  return undefined;
}

function plain(file: string, text: string): SystemCopy | undefined {
  const document = readDocument(text, { fileName: file });
  return document.policy && document.json.problems.length === 0 ? { name: file, file, document } : undefined;
}

function isSystemRole(role: JsonObject, wanted: string): boolean {
  const owned = member(role, 'domain_id')?.value;
  if (owned?.type === 'string' || textOf(role, 'catalog') === 'CUSTOMED') return false;
  const name = textOf(role, 'display_name');
  return name !== undefined && foldName(name) === wanted;
}

function textOf(object: JsonObject, name: string): string | undefined {
  const value: Json | undefined = member(object, name)?.value;
  return value?.type === 'string' ? value.value : undefined;
}

/** `a/b/ModelArts FullAccess.policy.json` → `ModelArts FullAccess`. */
function stemOf(name: string): string {
  return (name.split(/[\\/]/).at(-1) ?? name).replace(/(\.(policy|iampolicy|role))?\.json$/i, '');
}

/** File names are often written with dashes for blanks. */
function foldFile(name: string): string {
  return foldName(name).split(/[\s_-]+/).join(' ');
}

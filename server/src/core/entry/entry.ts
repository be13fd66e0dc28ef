import { addFinding, type Findings, onlyFields, opening, plainStrings, readFlag, readList } from '../json/fields.ts';
import { type Json, type JsonObject, member, type Path } from '../json/json.ts';
import { type Message, msg } from '../message.ts';
import type { AuthorizationMode, PolicyRole, Scope } from '../simulate/types.ts';
import type { Span } from '../text.ts';

/** An ENTRY of a test file or an account (interfaces.md): one policy, and how it is attached. */
export interface Entry {
  readonly source: { readonly file: string } | { readonly document: Json } | { readonly system: string };
  /** Of a boundary; the others have the role of their kind. */
  readonly role: PolicyRole | undefined;
  readonly scope: Scope | undefined;
  readonly dependenciesAttached: boolean;
  /** What is written cannot be read: the policy or where it holds. Nobody knows then what it grants or denies. */
  readonly unreadable?: Message;
  /** Of the entry in its file; of its file name where it has one. */
  readonly path: Path;
  readonly span: Span;
  /** `/policies/2`, by which an inline document is called in results. */
  readonly pointer: string;
}

/**
 * The entries of the list `name` of an object. What cannot be read is among the findings, and among the entries as
 * unreadable: leaving it out would say that nothing is attached there.
 */
export function readEntries(object: JsonObject, base: Path, name: string, role: PolicyRole | undefined, findings: Findings): Entry[] {
  const path = [...base, name];
  const before = findings.length;
  const list = readList(object, base, name, findings);
  const value = member(object, name)?.value;
  if (findings.length > before && value) return [unreadableEntry(value, path, role, findings)];
  return list.map((node, index) => {
    const at = [...path, index];
    return readEntry(node, at, role, findings) ?? unreadableEntry(node, at, role, findings);
  });
}

/** @param findings the last one says what is wrong with it */
function unreadableEntry(node: Json, path: Path, role: PolicyRole | undefined, findings: Findings): Entry {
  return { source: { document: node }, role, scope: undefined, dependenciesAttached: false, path, span: node.span, pointer: pointerOf(path), unreadable: findings.at(-1)?.message ?? msg('This is no policy.') };
}

/** One entry: a file name, or an object with one of file, document and system. */
export function readEntry(node: Json, path: Path, role: PolicyRole | undefined, findings: Findings): Entry | undefined {
  const common = { role, pointer: pointerOf(path), scope: undefined, dependenciesAttached: false };
  if (node.type === 'string') return { ...common, source: { file: node.value }, path, span: node.span };
  if (node.type !== 'object') {
    addFinding(findings, node.span, path, msg('A policy is a file name or an object with file, document or system.'));
    return undefined;
  }
  onlyFields(node, path, ['file', 'document', 'system', 'scope', 'dependenciesAttached'], findings);
  const [first, second] = ['file', 'document', 'system'].flatMap((name) => member(node, name) ?? []);
  if (!first?.value || second) {
    addFinding(findings, second ? second.key.span : opening(node.span), path, msg('A policy is given by one of file, document and system.'));
    return undefined;
  }
  const name = first.key.value;
  const before = findings.length;
  const scope = readScope(node, path, findings);
  const wrong = findings[before]?.message;
  const options = { ...common, scope, ...(wrong ? { unreadable: wrong } : {}), dependenciesAttached: readFlag(node, path, 'dependenciesAttached', findings) };
  if (name === 'document') return { ...options, source: { document: first.value }, path: [...path, name], span: first.value.span };
  if (first.value.type !== 'string') {
    addFinding(findings, first.value.span, [...path, name], msg('"{0}" has to be a string.', name));
    return undefined;
  }
  const { value, span } = first.value;
  return { ...options, source: name === 'file' ? { file: value } : { system: value }, path: [...path, name], span };
}

function pointerOf(path: Path): string {
  return path.map((step) => `/${step}`).join('');
}

/** The `scope` of an object; undefined where it has none, or none that can be read (a finding). */
export function readScope(object: JsonObject, base: Path, findings: Findings): Scope | undefined {
  const found = member(object, 'scope')?.value;
  if (!found) return undefined;
  if (found.type === 'string' && (found.value === 'all' || found.value === 'global')) return found.value;
  const [only, second] = found.type === 'object' ? found.members : [];
  const names = plainStrings(only?.value);
  if (names && !second && only?.key.value === 'projects') return { projects: names };
  if (names && !second && only?.key.value === 'enterpriseProjects') return { enterpriseProjects: names };
  addFinding(findings, found.span, [...base, 'scope'], msg('A scope is "all", "global", or an object with a list of projects or of enterpriseProjects.'));
  return undefined;
}

/** The `authorization` of an object, strict when left out. */
export function readAuthorization(root: JsonObject, findings: Findings): AuthorizationMode {
  const found = member(root, 'authorization')?.value;
  if (!found) return 'strict';
  if (found.type === 'string' && (found.value === 'strict' || found.value === 'non-strict')) return found.value;
  addFinding(findings, found.span, ['authorization'], msg('The authorization mode is strict or non-strict.'));
  return 'strict';
}

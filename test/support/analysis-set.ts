import { analyseSet } from '../../server/src/core/analysis/sets/analyse-set.ts';
import type { PolicySet, SetAnalysis, SetMember } from '../../server/src/core/analysis/sets/types.ts';
import { type PolicyDocument, readDocument } from '../../server/src/core/check.ts';
import { formatPath } from '../../server/src/core/json/json.ts';
import { english, toPlain } from '../../server/src/core/message.ts';
import type { KindHints } from '../../server/src/core/policy/kind.ts';
import { catalog } from './catalog.ts';

/** A document of these statements in a language version, or one whose kind its name tells. */
export function policyOf(version: string, statements: readonly object[], hints: KindHints = {}): PolicyDocument {
  return readDocument(JSON.stringify({ Version: version, Statement: statements }), hints);
}

/** Members by the name of their file: statements of version 1.1, a document, or more of a member. */
export type Members = Readonly<Record<string, readonly object[] | PolicyDocument | Partial<SetMember> | undefined>>;

export function setOf(members: Members, more: Partial<PolicySet> = {}): PolicySet {
  return { name: 'staff', members: Object.entries(members).map(([file, it]) => memberOf(file, it)), ...more };
}

export function analysedSet(members: Members, more: Partial<PolicySet> = {}): SetAnalysis {
  return analyseSet(setOf(members, more), catalog);
}

/** Everything that a set finds: `file place code message -> related places`. */
export function foundIn(members: Members, more: Partial<PolicySet> = {}): string[] {
  return analysedSet(members, more).findings.map(({ file, path, on, code, message, related = [] }) => {
    const places = related.map((it) => `${it.file ?? ''}${short(formatPath(it.path))}`).join(', ');
    return `${file} ${short(formatPath(path))}${on ? ' (key)' : ''} ${code} ${toPlain(message, english)}${places ? ` -> ${places}` : ''}`;
  });
}

/** The same without messages: `file place code`. */
export function placesIn(members: Members, more: Partial<PolicySet> = {}): string[] {
  return analysedSet(members, more).findings.map(({ file, path, code }) => `${file} ${short(formatPath(path))} ${code}`);
}

function memberOf(name: string, it: Members[string]): SetMember {
  const file = name.replace(/@.*$/, '');
  if (it === undefined) return { file, document: undefined };
  if (Array.isArray(it)) return { file, document: policyOf('1.1', it as readonly object[]) };
  if ('kind' in it) return { file, document: it as PolicyDocument };
  return { file, document: undefined, ...(it as Partial<SetMember>) };
}

function short(path: string): string {
  return path.replace('$.Statement', '').replace('$.role.policy.Statement', 'role ');
}

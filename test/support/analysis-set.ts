import { analyseSet } from '../../server/src/core/analysis/sets/analyse-set.ts';
import { counterparts } from '../../server/src/core/analysis/sets/counterparts.ts';
import type { PolicySet, SetAnalysis, SetFinding, SetMember } from '../../server/src/core/analysis/sets/types.ts';
import { type PolicyDocument, readDocument } from '../../server/src/core/check.ts';
import { formatPath } from '../../server/src/core/json/json.ts';
import { english, toPlain } from '../../server/src/core/message.ts';
import type { KindHints } from '../../server/src/core/policy/kind.ts';
import { applyEdits } from '../../server/src/core/text.ts';
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

/**
 * Everything that a set finds, with all that people see of it: `file place text [tags]: message`, then each related
 * place, each fix with the actions that are there afterwards, the example, and what the documents of the Deny entries show.
 */
export function completeSet(members: Members, more: Partial<PolicySet> = {}): string[] {
  const set = setOf(members, more);
  const documentOf = (file: string): PolicyDocument | undefined => set.members.find((it) => it.file === file)?.document;
  const at = (file: string, { path, span }: Pick<SetFinding, 'path' | 'span'>): string => `${file} ${short(formatPath(path))} ${documentOf(file)?.json.text.slice(span.start, span.end)}`;
  return analyseSet(set, catalog).findings.flatMap((finding) => {
    const { file, code, on, tags, message, related = [], fixes = [], example, severity } = finding;
    return [
      `${code} ${severity} ${at(file, finding)}${on ? ` (${on})` : ''}${tags ? ` [${tags.join(' ')}]` : ''}: ${toPlain(message, english)}`,
      ...related.map((it) => `-> ${at(it.file ?? file, it)}: ${toPlain(it.message, english)}`),
      ...fixes.map((it) => `${it.safe ? 'safe fix' : 'fix'} ${toPlain(it.title, english)}: ${actionsOf(applyEdits(documentOf(file)?.json.text ?? '', it.edits))}`),
      ...(example ? [`example ${JSON.stringify(example)}`] : []),
      ...(documentOf(file)?.kind === 'scp-5.0' ? [] : counterparts(finding, (name) => ({ document: documentOf(name) as PolicyDocument })).map((it) => `there ${it.severity} ${at(it.file, it)}: ${toPlain(it.message, english)} -> ${(it.related ?? []).map((one) => `${at(one.file ?? '', one)}: ${toPlain(one.message, english)}`).join(', ')}`)),
    ];
  });
}

/** The actions of each statement. */
function actionsOf(text: string): string {
  const { Statement: statements } = JSON.parse(text) as { Statement: readonly Record<string, unknown>[] };
  return statements.map((it) => JSON.stringify(it['Action']) + (it['Resource'] ? ` on ${JSON.stringify(it['Resource'])}` : '')).join(' ');
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

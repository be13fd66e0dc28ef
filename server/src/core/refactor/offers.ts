import { compare } from '../analysis/compare.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { check, type PolicyDocument, readDocument } from '../check.ts';
import { type Message, msg } from '../message.ts';
import { applyEdits, type Span } from '../text.ts';
import { convertVersion } from './convert-version.ts';
import { exceptionsIntoDeny } from './exceptions-into-deny.ts';
import { expandWildcard } from './expand-wildcard.ts';
import { invertNotAction } from './invert-not-action.ts';
import { mergeStatements } from './merge-statements.ts';
import type { Offer, RefactorContext, Refactoring, RefusedOffer, Rewriting } from './refactoring.ts';
import { shrinkActions } from './shrink-actions.ts';
import { sortList } from './sort-list.ts';
import { splitPolicy } from './split-policy.ts';
import { splitStatement } from './split-statement.ts';

export const refactorings: readonly Refactoring[] = [expandWildcard, shrinkActions, mergeStatements, splitStatement, splitPolicy, sortList, exceptionsIntoDeny, invertNotAction, convertVersion];

/**
 * What can be written differently at the selection. Each offer was compared with what the policy grants and
 * denies now; one that would change it, or bring an error, is refused and says why. Never throws; pure.
 */
export function offersAt(document: PolicyDocument, selection: Span, catalog: Catalog, { siblings }: Pick<RefactorContext, 'siblings'> = {}): readonly (Offer | RefusedOffer)[] {
  const { policy, json } = document;
  if (!policy || json.problems.length > 0 || json.text.length > mostCharacters) return [];
  return refactorings.flatMap((refactoring): (Offer | RefusedOffer)[] => {
    const found = refactoring.rewrite({ document, policy, catalog, selection, ...(siblings ? { siblings } : {}) });
    if (!found) return [];
    if ('refused' in found) return [{ name: refactoring.name, ...found }];
    const refused = problemOf(document, found, refactoring, catalog);
    return [refused ? { name: refactoring.name, title: found.title, refused } : { name: refactoring.name, ...found }];
  });
}

/** Longer texts are no policies that IAM would take, and comparing them would take too long. */
const mostCharacters = 100_000;

/** Why the rewriting is not offered; undefined where it keeps what it has to. */
function problemOf(document: PolicyDocument, { edits, documents = [] }: Rewriting, { keeps }: Refactoring, catalog: Catalog): Message | undefined {
  const { policy, json, kind } = document;
  if (!keeps) return undefined;
  const unreadable = msg('The result could not be read.');
  const read = (text: string): PolicyDocument => readDocument(text, { kind: policy?.kind ?? 'custom-1.1' });
  const parts = [applyEdits(json.text, edits), ...documents.map((it) => it.text)].map(read);
  if (!policy || parts.some((it) => !it.policy || it.json.problems.length > 0 || it.kind !== kind)) return unreadable;
  const [only, ...others] = parts;
  const after = others.length === 0 ? only : read(together(parts));
  if (!after?.policy || after.json.problems.length > 0) return unreadable;
  const comparison = compare(policy, after.policy, catalog, keeps);
  if (comparison.result === 'cannot-tell') return comparison.cannotTell[0]?.why ?? msg('The policies are too complex to be compared.');
  if (comparison.result !== 'equivalent') return msg('It would change what the policy grants or denies.');
  return newError(document, parts, catalog);
}

/** What policies mean that are granted together: all their statements in one. */
function together(parts: readonly PolicyDocument[]): string {
  const version = parts[0]?.policy?.version ?? '1.1';
  const statements = parts.flatMap(({ policy }) => policy?.statements.map(({ node: { span } }) => policy.text.slice(span.start, span.end)) ?? []);
  return `{"Version":"${version}","Statement":[${statements.join(',')}]}`;
}

/** The message of the first error that was not there before. */
function newError(before: PolicyDocument, parts: readonly PolicyDocument[], catalog: Catalog): Message | undefined {
  const counts = new Map<string, number>();
  for (const { code, severity } of check(before, catalog).findings) if (severity === 'error') counts.set(code, (counts.get(code) ?? 0) + 1);
  const errors = parts.flatMap((it) => check(it, catalog).findings.filter(({ severity }) => severity === 'error'));
  return errors.find(({ code }) => {
    const left = (counts.get(code) ?? 0) - 1;
    counts.set(code, left);
    return left < 0;
  })?.message;
}

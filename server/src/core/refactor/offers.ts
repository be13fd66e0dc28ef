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
import type { Offer, Refactoring, RefusedOffer, Rewriting } from './refactoring.ts';
import { shrinkActions } from './shrink-actions.ts';
import { sortList } from './sort-list.ts';
import { splitStatement } from './split-statement.ts';

export const refactorings: readonly Refactoring[] = [expandWildcard, shrinkActions, mergeStatements, splitStatement, sortList, exceptionsIntoDeny, invertNotAction, convertVersion];

/**
 * What can be written differently at the selection. Each offer was compared with what the policy grants and
 * denies now; one that would change it, or bring an error, is refused and says why. Never throws; pure.
 */
export function offersAt(document: PolicyDocument, selection: Span, catalog: Catalog, enabled: readonly Refactoring[] = refactorings): readonly (Offer | RefusedOffer)[] {
  const { policy, json } = document;
  if (!policy || json.problems.length > 0 || json.text.length > mostCharacters) return [];
  return enabled.flatMap((refactoring): (Offer | RefusedOffer)[] => {
    const found = refactoring.rewrite({ document, policy, catalog, selection });
    if (!found) return [];
    if ('refused' in found) return [{ name: refactoring.name, ...found }];
    const refused = problemOf(document, found, refactoring, catalog);
    return [refused ? { name: refactoring.name, title: found.title, refused } : { name: refactoring.name, ...found }];
  });
}

/** Longer texts are no policies that IAM would take, and comparing them would take too long. */
const mostCharacters = 100_000;

/** Why the rewriting is not offered; undefined where it keeps what it has to. */
function problemOf(document: PolicyDocument, { edits }: Rewriting, { keeps }: Refactoring, catalog: Catalog): Message | undefined {
  const { policy, json, kind } = document;
  if (!keeps) return undefined;
  const text = applyEdits(json.text, edits);
  const after = readDocument(text, { kind: policy?.kind ?? 'custom-1.1' });
  if (!policy || !after.policy || after.json.problems.length > 0 || after.kind !== kind) return msg('The result could not be read.');
  const comparison = compare(policy, after.policy, catalog, keeps);
  if (comparison.result === 'cannot-tell') return comparison.cannotTell[0]?.why ?? msg('The policies are too complex to be compared.');
  if (comparison.result !== 'equivalent') return msg('It would change what the policy grants or denies.');
  return newError(document, after, catalog);
}

/** The message of the first error that was not there before. */
function newError(before: PolicyDocument, after: PolicyDocument, catalog: Catalog): Message | undefined {
  const counts = new Map<string, number>();
  for (const { code, severity } of check(before, catalog).findings) if (severity === 'error') counts.set(code, (counts.get(code) ?? 0) + 1);
  return check(after, catalog).findings.find(({ code, severity }) => {
    if (severity !== 'error') return false;
    const left = (counts.get(code) ?? 0) - 1;
    counts.set(code, left);
    return left < 0;
  })?.message;
}

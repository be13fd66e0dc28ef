import { compare, type Comparison, type ComparisonResult, type Uncompared } from '../analysis/compare.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { check, type PolicyDocument, readDocument } from '../check.ts';
import { type Lines, linesOf } from '../lines.ts';
import { msg } from '../message.ts';
import type { PolicyKind } from '../policy/kind.ts';
import type { Policy } from '../policy/policy.ts';
import type { Finding } from '../rules/rule.ts';

/** Two documents that were compared; one of them may be missing. */
export interface ComparedPair<Of extends Source = Source> {
  readonly old: Of | undefined;
  readonly new: Of | undefined;
  /** An Allow lets through, and grants nothing. */
  readonly scp: boolean;
  readonly comparison: Comparison;
  /** The first error of each document that has one: IAM would refuse it. */
  readonly refused: readonly Uncompared[];
}

/** A document as texts about a comparison call it. */
export interface Source {
  readonly file: string;
  readonly lines: Lines;
  readonly policy: Policy;
}

export interface ComparedOptions {
  readonly over?: 'every-request' | 'catalogue';
  /** Steps after which the comparison is given up; as many as a command takes when left out. */
  readonly steps?: number;
  /** What the rules find in a document, where somebody knows it already. */
  readonly findingsOf?: (document: PolicyDocument) => readonly Finding[];
}

export type ComparedDocuments = Pick<ComparedPair, 'comparison' | 'refused'>;

/** Compares two documents that were read as policies, by what they mean. Pure; never throws. */
export function compareDocuments(before: PolicyDocument, after: PolicyDocument, catalog: Catalog, { findingsOf, ...options }: ComparedOptions = {}): ComparedDocuments {
  const [old, now] = [before.policy, after.policy];
  if (!old || !now) return only('cannot-tell', []);
  if (old.version === now.version && old.kind !== now.kind) return only('cannot-tell', [{ side: 'after', path: now.path, span: now.value.span, why: msg('The policies are of different kinds: {0} and {1}.', old.kind, now.kind) }]);
  // The same text means the same, whatever of it could not be compared.
  if (old.kind === now.kind && valueText(old) === valueText(now)) return only('equivalent', []);
  const errorsOf = (document: PolicyDocument) => (findingsOf ? findingsOf(document) : check(document, catalog).findings).filter((it) => it.severity === 'error');
  const errors = { before: errorsOf(before), after: errorsOf(after) };
  const refused = (['before', 'after'] as const).flatMap((side) => errors[side].slice(0, 1).map(({ path, span, message }) => ({ side, path, span, why: message })));
  return { comparison: compare(old, now, catalog, { ...options, errors }), refused };
}

/** What a missing document counts as. */
export function emptyDocument(kind: PolicyKind): PolicyDocument {
  return readDocument('{"Statement":[]}', { kind });
}

/** A document under a name; undefined for one that is no policy. */
export function sourceOf(file: string, { policy, json }: PolicyDocument): Source | undefined {
  return policy && { file, lines: linesOf(json.text), policy };
}

function only(result: ComparisonResult, cannotTell: Comparison['cannotTell']): ComparedDocuments {
  return { comparison: { result, gained: [], lost: [], cannotTell }, refused: [] };
}

function valueText({ text, value }: Policy): string {
  return text.slice(value.span.start, value.span.end);
}

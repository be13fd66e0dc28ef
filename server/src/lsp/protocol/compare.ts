import type { Range } from 'vscode-languageserver';
import type { DocumentParams, RequestName, SimulatedRequest } from '../protocol.ts';

/** What the open document is compared with: the earlier one of the two. */
export interface ComparedBase {
  /** Tells one text from another: the same id never has two texts. */
  readonly id: string;
  /** What people call it: `HEAD`, or the name of a file. */
  readonly name: string;
  /** The document it is a version of, or the other file: tells its kind. */
  readonly uri: string;
  /** Left out when the server has seen it under this id; then it may answer that it has to be sent again. */
  readonly text?: string;
}

export interface CompareParams extends DocumentParams {
  readonly base: ComparedBase;
}

/** The text of the base has to be sent (again). */
export interface BaseNeeded {
  readonly baseNeeded: true;
}

/** Why there is no comparison. */
export interface NotCompared {
  readonly problem: string;
}

export type ComparisonResult = 'equivalent' | 'grants-more' | 'grants-less' | 'both' | 'cannot-tell';

export interface ComparedPlace {
  /** In the base, or in the open document. */
  readonly side: 'before' | 'after';
  readonly range: Range;
}

/** Actions that differ for one reason and under the same circumstances. */
export interface ComparedChange {
  /** Name, and description; null for one that nobody knows. */
  readonly actions: readonly (readonly [name: string, description: string | null])[];
  /** "statement 2 of HEAD, which denied it". */
  readonly reason: string;
  readonly place: ComparedPlace;
  /** Resource, Principal and conditions of the statement behind it: what it is called, and what is written. */
  readonly limits: readonly (readonly [label: string, text: string])[];
  /** "Denied → Allowed". */
  readonly decision: string;
  /** The request without its action: with each of the actions it is an example. */
  readonly example: Omit<SimulatedRequest, 'action'>;
}

export interface ComparedGroup {
  readonly kind: 'allowed' | 'undenied' | 'unallowed' | 'denied';
  readonly title: string;
  readonly changes: readonly ComparedChange[];
}

export interface ComparedNote {
  readonly text: string;
  readonly why?: string;
  readonly place: ComparedPlace;
}

export interface ComparedCounts {
  readonly result: ComparisonResult;
  /** Known actions with something gained and with something lost; one action can be among both. */
  readonly gained: number;
  readonly lost: number;
  /** Something could not be compared. */
  readonly open: boolean;
  /** The verdict in a word or two, and as a sentence. */
  readonly title: string;
  readonly verdict: string;
}

export interface Compared extends ComparedCounts {
  readonly groups: readonly ComparedGroup[];
  readonly cannotTell: readonly ComparedNote[];
  /** The first error of each document that IAM would refuse. */
  readonly refused: readonly ComparedNote[];
}

export type CompareResult = Compared | NotCompared | BaseNeeded;
export type CompareCountsResult = ComparedCounts | NotCompared | BaseNeeded;
export type CompareTextResult = { readonly markdown: string } | NotCompared | BaseNeeded;

/** What the open document grants and denies that its base does not, and the reverse. */
export const comparePolicies: RequestName<CompareParams, CompareResult> = { method: 'iamPolicy/compare' };
/** The same in numbers, given up early where it would take long: for the status bar. */
export const compareCounts: RequestName<CompareParams, CompareCountsResult> = { method: 'iamPolicy/compareCounts' };
/** The same as Markdown, for a review. */
export const compareText: RequestName<CompareParams, CompareTextResult> = { method: 'iamPolicy/compareText' };

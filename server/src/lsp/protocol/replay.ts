import type { RequestName } from '../protocol.ts';

/** A policy as text, with what tells its kind. */
export interface ReplayedPolicy {
  readonly uri: string;
  readonly text: string;
}

export interface ReplayStartParams {
  readonly before: ReplayedPolicy;
  readonly after: ReplayedPolicy;
  readonly authorization?: 'strict' | 'non-strict';
  /** The text of the user's mapping file. */
  readonly mapping?: string;
}

export interface ReplayPieceParams {
  readonly replay: number;
  readonly text: string;
}

export interface ReplayEndParams {
  readonly replay: number;
  /** What the page calls the file. */
  readonly title: string;
  /** It was given up before the end: what is known so far is told. */
  readonly partial: boolean;
}

export type ReplayEndResult =
  | {
      /** A page with tables. */
      readonly markdown: string;
      readonly summary: string;
      readonly flipped: number;
      /** Operations without a mapping. */
      readonly unmapped: number;
      /** The mapping file with these operations added. */
      readonly mapping: string;
    }
  | { readonly problem: string };

/** Starts deciding the requests of a file again; its text is sent in pieces. */
export const replayStart: RequestName<ReplayStartParams, { readonly replay: number } | { readonly problem: string }> = { method: 'iamPolicy/replayStart' };
/** @returns the records so far */
export const replayPiece: RequestName<ReplayPieceParams, { readonly records: number } | { readonly problem: string }> = { method: 'iamPolicy/replayPiece' };
export const replayEnd: RequestName<ReplayEndParams, ReplayEndResult> = { method: 'iamPolicy/replayEnd' };

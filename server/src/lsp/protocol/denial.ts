import type { Range } from 'vscode-languageserver';
import type { DocumentParams, RequestName, SimulatedRequest } from '../protocol.ts';

export interface ExplainDenialParams extends DocumentParams {
  /** What the cloud or a client printed. */
  readonly text: string;
  readonly authorization?: 'strict' | 'non-strict';
}

/** One change that would allow the request. */
export interface DenialChange {
  readonly title: string;
  /** What else it grants. */
  readonly also: string;
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
}

export interface ExplainedDenial {
  /** The action, the operation or the code: what it is called in a list. */
  readonly title: string;
  /** What was recognised and what was not, in sentences. */
  readonly notes: readonly string[];
  readonly agreement: 'agrees' | 'differs' | 'cannot-tell';
  /** The request to simulate, where one is known. */
  readonly request?: SimulatedRequest;
  /** Those that grant least else come first. */
  readonly changes: readonly DenialChange[];
}

export type ExplainDenialResult = { readonly denials: readonly ExplainedDenial[]; readonly notes: readonly string[] } | { readonly problem: string };

/** What a pasted refusal means under the policy of an open document. */
export const explainDenial: RequestName<ExplainDenialParams, ExplainDenialResult> = { method: 'iamPolicy/explainDenial' };

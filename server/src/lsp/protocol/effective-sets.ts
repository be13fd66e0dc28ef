import type { DocumentParams, EffectiveParams, EffectiveResult, EffectiveTextParams, RequestName } from '../protocol.ts';

export interface InSet {
  /** A policy set of the document's configuration. */
  readonly set: string;
}

/** Names of the policy sets that the open document is in, in the order of the configuration. */
export const policySets: RequestName<DocumentParams, { readonly sets: readonly string[] }> = { method: 'iamPolicy/policySets' };
/** Effective permissions of all policies of a set together. */
export const effectiveOfSet: RequestName<EffectiveParams & InSet, EffectiveResult> = { method: 'iamPolicy/effectiveOfSet' };
export const effectiveTextOfSet: RequestName<EffectiveTextParams & InSet, { readonly text: string } | { readonly problem: string }> = { method: 'iamPolicy/effectiveTextOfSet' };

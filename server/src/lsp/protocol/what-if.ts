import type { RequestName } from '../protocol.ts';

/** A policy by its file; its text where it is another than that of the file. */
export interface WhatIfPolicy {
  readonly name: string;
  readonly uri: string;
  readonly text?: string;
}

/** What the columns are: policies (also one before and after), or the persons of an account. */
export type WhatIfSubject = { readonly policies: readonly WhatIfPolicy[] } | { readonly account: string };

export interface WhatIfParams {
  readonly subject: WhatIfSubject;
  readonly authorization?: 'strict' | 'non-strict';
  /** The IAM project in which it is asked. */
  readonly project?: string;
  /** Words that must all stand in an action's name or description. */
  readonly text?: string;
  /** Only actions about which the columns differ. */
  readonly differing?: boolean;
  readonly format: 'markdown' | 'csv';
}

export type WhatIfResult =
  | {
      readonly text: string;
      /** Actions with and without the filter. */
      readonly shown: number;
      readonly total: number;
      /** Policies or persons that are left out, and why. */
      readonly problems: readonly string[];
      /** Projects for which policies of the account are attached: the answer depends on which is asked. */
      readonly projects: readonly string[];
    }
  | { readonly problem: string };

/** Actions by persons, by policies, or by before and after, as a table. */
export const whatIf: RequestName<WhatIfParams, WhatIfResult> = { method: 'iamPolicy/whatIf' };

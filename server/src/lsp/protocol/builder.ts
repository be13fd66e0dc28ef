import type { Range, TextEdit } from 'vscode-languageserver';
import type { BuilderChange } from '../../core/builder/change.ts';
import type { DocumentParams, RequestName } from '../protocol.ts';

export type { BuilderChange };

export type BuilderSeverity = 'error' | 'warning' | 'information' | 'hint';

export interface BuilderModelParams extends DocumentParams {
  /** Statements, from 0, whose details are wanted. */
  readonly open: readonly number[];
}

/** What the builder shows of a policy; every text in the reader's language. */
export interface BuilderModelResult {
  /** Of the text that was read. */
  readonly version: number;
  readonly kind: string;
  /** Of names: `1.1` or `5.0`. */
  readonly nameVersion: string;
  /** `frozen`: the text has a syntax error. `impossible`: there is nothing to show. */
  readonly state: 'ready' | 'frozen' | 'impossible';
  readonly reason?: string;
  /** Where the syntax error is. */
  readonly range?: Range;
  readonly cards: readonly BuilderCard[];
  readonly findings: readonly BuilderFinding[];
  /** Whether statements can be added, moved, duplicated and removed. */
  readonly arrangeable: boolean;
  /** Elements that a statement of this kind may have. */
  readonly elements: readonly string[];
  readonly services: readonly { readonly name: string; readonly title: string }[];
}

export interface BuilderCard {
  /** From 0. */
  readonly index: number;
  readonly range: Range;
  /** Why only the text of the statement can be changed. */
  readonly readOnly?: string;
  readonly sid?: string;
  readonly effect?: 'Allow' | 'Deny';
  readonly summary?: string;
  readonly findings: readonly BuilderFinding[];
  readonly principal?: { readonly negated: boolean; readonly entries: readonly { readonly kind: string; readonly values: readonly string[] }[] };
  readonly action?: BuilderList;
  readonly resource?: BuilderList & { readonly uri: boolean };
  readonly details?: BuilderDetails;
}

export interface BuilderList {
  readonly negated: boolean;
  readonly strings: readonly string[];
}

export interface BuilderFinding {
  readonly severity: BuilderSeverity;
  readonly message: string;
  readonly element?: string;
}

export interface BuilderDetails {
  readonly services: readonly {
    readonly name: string;
    readonly title: string;
    /** Known actions, how many strings match, and which are named one by one. */
    readonly known: number;
    readonly matched: number;
    readonly listed: readonly string[];
    /** Known actions by the string with wildcards that matches them. */
    readonly covered: Readonly<Record<string, string>>;
  }[];
  readonly patterns: readonly { readonly value: string; readonly service: string; readonly count: number; readonly label: string }[];
  readonly resources: readonly { readonly value: string; readonly meaning: string }[];
  /** `complete`: may be added as it is; else there is something to fill in. */
  readonly resourceOffers: readonly { readonly value: string; readonly complete: boolean; readonly detail: string }[];
  readonly conditions: readonly {
    readonly operator: string;
    readonly key: string;
    readonly values: readonly string[];
    readonly description: string;
    readonly operators: readonly string[];
    /** Values to choose from, if they are a closed set. */
    readonly offers: readonly string[];
    readonly hint: string;
  }[];
}

export interface BuilderActionsParams extends DocumentParams {
  /** A service; or `text`: words to search in all services. */
  readonly service?: string;
  readonly text?: string;
}

export interface BuilderActionsResult {
  readonly services: readonly BuilderService[];
  /** More were found than are listed. */
  readonly more: boolean;
}

export interface BuilderService {
  readonly name: string;
  readonly title: string;
  readonly types: readonly {
    readonly name: string;
    readonly description: string;
    readonly deprecated: boolean;
    /** Empty: no source states the level. `doubt`: why an action is not chosen with its level, or empty. */
    readonly levels: readonly { readonly level: string; readonly actions: readonly { readonly name: string; readonly description: string; readonly deprecated: boolean; readonly doubt: string }[] }[];
  }[];
}

export interface BuilderKeysParams extends DocumentParams {
  readonly statement: number;
}

export interface BuilderKey {
  /** Ends with `/` where a tag key follows. */
  readonly name: string;
  readonly tag: boolean;
  readonly description: string;
  readonly type: string;
  readonly ofActions: boolean;
  readonly operators: readonly string[];
  readonly offers: readonly string[];
  readonly hint: string;
}

export interface BuilderEditParams extends DocumentParams {
  /** Of the text that the reader saw; for another one nothing is answered but `outdated`. */
  readonly version: number;
  readonly change: BuilderChange;
}

export type BuilderEditResult =
  | { readonly version: number; readonly edits: readonly TextEdit[]; readonly said: string }
  | { readonly problem: string }
  | { readonly outdated: true };

export const builderModel: RequestName<BuilderModelParams, BuilderModelResult | { readonly problem: string }> = { method: 'iamPolicy/builderModel' };
export const builderActions: RequestName<BuilderActionsParams, BuilderActionsResult | { readonly problem: string }> = { method: 'iamPolicy/builderActions' };
export const builderKeys: RequestName<BuilderKeysParams, { readonly keys: readonly BuilderKey[] } | { readonly problem: string }> = { method: 'iamPolicy/builderKeys' };
export const builderEdit: RequestName<BuilderEditParams, BuilderEditResult> = { method: 'iamPolicy/builderEdit' };

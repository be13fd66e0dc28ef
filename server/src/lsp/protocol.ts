import type { Range, TextDocumentIdentifier } from 'vscode-languageserver';
import type { PartJson, SimulateJson, StatementJson } from '../core/simulate/json.ts';

export type { PartJson, SimulateJson, StatementJson };

/**
 * What the language server offers beside standard LSP, shared with the client. Only names and types: this file
 * must cost nothing in either bundle.
 */

/** `initializationOptions`; each field may be missing, as any editor may be the client. */
export interface InitializationOptions {
  /** Language of all texts; the client's `locale` counts when it is missing. */
  readonly language?: string;
  /** Translations by English text, so that a server without a file system needs no file. */
  readonly bundle?: Readonly<Record<string, string>>;
  /** What the link of a code starts with, `iam-policy-docs:/`; else the pages that lie beside the server. */
  readonly docs?: string;
  /** Severities of rules by code, as the settings have them. */
  readonly rules?: Readonly<Record<string, string>>;
  /** Folders of authorization schemas, relative to the open folders. */
  readonly catalogFolders?: readonly string[];
  /** Command that saves the file of this URI, after an ignore was written into it. */
  readonly saveCommand?: string;
}

/** The `data` of a diagnostic that a check against the schema of the file gives, too. */
export const inSchema = 'schema';

/** A request of ours: its method, what goes in and what comes out. */
export interface RequestName<Params, Result> {
  readonly method: string;
  /** Types only; never there at run time. */
  readonly types?: [Params, Result];
}

export interface DocumentParams {
  readonly textDocument: TextDocumentIdentifier;
}

export interface DetectParams {
  /** The first 64 KB (65,536 UTF-16 units) of a text that is not ours by name. */
  readonly text: string;
}

export interface DocumentInfo {
  readonly kind: string;
  /** "IAM Policy 1.1", in the reader's language. */
  readonly label: string;
}

export interface ConvertParams extends DocumentParams {
  /** Name for the API request; the name of the file when left out. */
  readonly name?: string;
  /** Level of the policy, where the services do not decide it. */
  readonly type?: 'AX' | 'XA';
}

export type ConvertResult =
  | { readonly text: string; readonly notes: readonly string[] }
  | { readonly problem: string };

export interface PasteParams {
  readonly text: string;
}

export type PasteResult =
  | { readonly policies: readonly { readonly name: string | undefined; readonly text: string; readonly kind: string }[] }
  | { readonly problem: string };

/** A request to IAM, as access tests write it (interfaces.md). */
export interface SimulatedRequest {
  readonly action: string;
  readonly resource?: string | readonly string[];
  readonly project?: string;
  readonly enterpriseProject?: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  readonly principal?: { readonly kind: string; readonly value: string };
}

export interface SimulateParams extends DocumentParams {
  readonly request: SimulatedRequest;
  readonly authorization?: 'strict' | 'non-strict';
}

export type SimulateResult =
  | {
      /** The object that `modelarts-policy simulate --format json` prints. */
      readonly simulation: SimulateJson;
      /** Place of each path that the simulation names. */
      readonly ranges: Readonly<Record<string, Range>>;
    }
  | { readonly problem: string };

export interface ChoicesParams extends DocumentParams {
  /** The action chosen so far; without it only the actions are asked for. */
  readonly action?: string;
}

export interface ActionChoice {
  readonly action: string;
  readonly description: string;
  /** `Write · 1.1, 5.0`. */
  readonly detail: string;
  /** Heading of its group: this policy, or a resource type. */
  readonly group: string;
}

export interface KeyChoice {
  readonly key: string;
  readonly description: string;
  readonly valueType: string;
  readonly multiValued: boolean;
  /** Values to pick from: a closed set, or those that the policy lists. */
  readonly values: readonly string[];
}

export interface ChoicesResult {
  readonly kind: string;
  readonly actions: readonly ActionChoice[];
  /** Resource strings of the policy that fit the action, to start from; empty when no Resource limits it. */
  readonly resources: readonly string[];
  readonly asksForResource: boolean;
  readonly asksForPrincipal: boolean;
  readonly keys: readonly KeyChoice[];
}

export interface StatementActionsParams extends DocumentParams {
  /** From 0. */
  readonly statement: number;
}

export interface StatementAction {
  readonly action: string;
  readonly description: string;
  /** A statement of the other Effect matches it, too. */
  readonly shared: boolean;
}

export const statementActions: RequestName<StatementActionsParams, readonly StatementAction[]> = { method: 'iamPolicy/statementActions' };
/** The policy in words, as Markdown. */
export type ExplainResult = { readonly markdown: string } | { readonly problem: string };

export const documentInfo: RequestName<DocumentParams, DocumentInfo | null> = { method: 'iamPolicy/documentInfo' };
export const detect: RequestName<DetectParams, { readonly kind: string }> = { method: 'iamPolicy/detect' };
export const copyForConsole: RequestName<ConvertParams, ConvertResult> = { method: 'iamPolicy/copyForConsole' };
export const copyAsApiRequest: RequestName<ConvertParams, ConvertResult> = { method: 'iamPolicy/copyAsApiRequest' };
export const pasteFromConsole: RequestName<PasteParams, PasteResult> = { method: 'iamPolicy/pasteFromConsole' };
export const simulate: RequestName<SimulateParams, SimulateResult> = { method: 'iamPolicy/simulate' };
export const choices: RequestName<ChoicesParams, ChoicesResult> = { method: 'iamPolicy/choices' };
export const explain: RequestName<DocumentParams, ExplainResult> = { method: 'iamPolicy/explain' };

/** What becomes of an action over all requests (core/effective/types.ts). */
export type EffectiveState = 'allowed' | 'denied' | 'not-granted' | 'depends' | 'unknown';

export interface EffectiveParams extends DocumentParams {
  readonly authorization?: 'strict' | 'non-strict';
  /** Words that must all stand in an action's name or description. */
  readonly text?: string;
  /** States to keep; empty or absent for all. */
  readonly states?: readonly EffectiveState[];
}

export type EffectiveCounts = Readonly<Record<EffectiveState, number>>;

export interface EffectiveOutcome {
  readonly state: EffectiveState;
  /** Why, in the reader's language. */
  readonly message: string;
  /** The first statement that has a say. */
  readonly range?: Range;
  /** The file of that statement, where several policies take part. */
  readonly uri?: string;
}

export interface EffectiveType {
  readonly name: string;
  readonly counts: EffectiveCounts;
  /** Name, description, and the position of the outcome in `outcomes`. */
  readonly actions: readonly (readonly [name: string, description: string, outcome: number])[];
}

export interface EffectiveService {
  readonly name: string;
  readonly title: string;
  readonly counts: EffectiveCounts;
  readonly types: readonly EffectiveType[];
}

export type EffectiveResult =
  | {
      readonly services: readonly EffectiveService[];
      readonly outcomes: readonly EffectiveOutcome[];
      /** Of what the filter leaves. */
      readonly counts: EffectiveCounts;
      /** Known actions without the filter. */
      readonly total: number;
      /** What each state is called for this kind of policy. */
      readonly words: Readonly<Record<EffectiveState, string>>;
    }
  | { readonly problem: string };

export interface EffectiveTextParams extends EffectiveParams {
  readonly format: 'markdown' | 'csv';
}

export const effective: RequestName<EffectiveParams, EffectiveResult> = { method: 'iamPolicy/effective' };
export const effectiveText: RequestName<EffectiveTextParams, { readonly text: string } | { readonly problem: string }> = { method: 'iamPolicy/effectiveText' };

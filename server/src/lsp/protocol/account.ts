import type { Range } from 'vscode-languageserver';
import type { ChoicesResult, EffectiveParams, EffectiveResult, RequestName, SimulatedRequest, SimulateJson } from '../protocol.ts';
import type { PlaceInFile } from './access-test.ts';

/** The file of an account. It need not be open. */
export interface AccountParams {
  readonly uri: string;
}

/** Why something cannot be done, in the reader's language. */
export interface AccountProblem {
  readonly problem: string;
}

export interface AccountPerson {
  /** `user:ann`. */
  readonly id: string;
  readonly kind: 'user' | 'federated' | 'agency';
  /** Groups, or what it is for. */
  readonly detail: string;
}

export interface AccountPersons {
  readonly persons: readonly AccountPerson[];
  /** Projects that grants and authorizations name. */
  readonly projects: readonly string[];
  /** The files that it names, as far as they can be read. */
  readonly files: readonly string[];
}

export interface SimulateAsParams extends AccountParams {
  readonly as: string;
  readonly request: SimulatedRequest;
}

export type SimulateAsResult =
  | {
      readonly simulation: SimulateJson;
      /** Where each path of each policy is, by `POLICY PATH`. */
      readonly places: Readonly<Record<string, PlaceInFile>>;
      /** Files on which the answer rests. */
      readonly files: readonly string[];
    }
  | AccountProblem;

export interface AgencyFixParams extends AccountParams {
  readonly agency: string;
  /** Permissions that it lacks. */
  readonly actions: readonly string[];
  readonly request: SimulatedRequest;
}

/** An edit of one file that gives the agency the permissions. */
export interface AgencyFix {
  readonly title: string;
  readonly uri: string;
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
}

export interface WhoCanParams extends AccountParams {
  readonly request: SimulatedRequest;
}

export interface WhoCanRow {
  readonly id: string;
  readonly decision: SimulateJson['decision'];
  /** "Allowed", in the reader's language. */
  readonly word: string;
  /** "statement 1 of a.policy.json allows it, through group:developers". */
  readonly why: string;
  /** Why ModelArts cannot be used all the same. */
  readonly but?: string;
  readonly place?: PlaceInFile;
}

export interface PersonParams extends AccountParams, Pick<EffectiveParams, 'text' | 'states'> {
  readonly as: string;
}

export interface NamedText {
  /** Relative to where the account is to be. */
  readonly name: string;
  readonly text: string;
}

export interface WrittenAccount {
  readonly account: string;
  readonly policies: readonly { readonly file: string; readonly text: string }[];
  readonly notes: readonly string[];
  /** "2 users, 1 group, …". */
  readonly summary: string;
}

export const accountPersons: RequestName<AccountParams, AccountPersons | AccountProblem> = { method: 'iamPolicy/accountPersons' };
export const simulateAs: RequestName<SimulateAsParams, SimulateAsResult> = { method: 'iamPolicy/simulateAs' };
/** What a simulation as somebody, or as anybody, asks for; `action` chosen so far. */
export const accountChoices: RequestName<AccountParams & { readonly as?: string; readonly action?: string }, ChoicesResult | AccountProblem> = { method: 'iamPolicy/accountChoices' };
export const agencyFixes: RequestName<AgencyFixParams, readonly AgencyFix[]> = { method: 'iamPolicy/agencyFixes' };
export const whoCan: RequestName<WhoCanParams, { readonly rows: readonly WhoCanRow[] } | AccountProblem> = { method: 'iamPolicy/whoCan' };
/** What a person can do, with the place of each statement. */
export const whatCan: RequestName<PersonParams, EffectiveResult> = { method: 'iamPolicy/whatCan' };
export const whatCanText: RequestName<PersonParams & { readonly format: 'markdown' | 'csv' }, { readonly text: string } | AccountProblem> = { method: 'iamPolicy/whatCanText' };
/** A first account file from the policies of a folder. */
export const newAccount: RequestName<{ readonly files: readonly NamedText[] }, { readonly text: string }> = { method: 'iamPolicy/newAccount' };
/** An account from exports. */
export const importAccount: RequestName<{ readonly files: readonly NamedText[] }, WrittenAccount> = { method: 'iamPolicy/importAccount' };

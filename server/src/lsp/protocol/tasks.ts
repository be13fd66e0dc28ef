import type { TextEdit } from 'vscode-languageserver';
import type { DocumentParams, EffectiveState, RequestName } from '../protocol.ts';

export type Version = '1.1' | '5.0';

export interface TaskItem {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Versions in which it can be had; none where nothing is documented. */
  readonly versions: readonly Version[];
  /** The person names the value of the condition, such as an enterprise project. */
  readonly asksForValue: boolean;
  /** It allows nothing. */
  readonly denies: boolean;
}

export interface TasksResult {
  /** The functions of the console. */
  readonly functions: readonly TaskItem[];
  /** Roles of people, and limits. */
  readonly roles: readonly TaskItem[];
}

export interface TaskParams {
  readonly task: string;
  readonly version: Version;
}

export interface TaskPart {
  readonly id: string;
  readonly title: string;
  readonly purpose: string;
  readonly holder: 'user' | 'agency';
  readonly needed: boolean;
  readonly actions: readonly string[];
}

/** `markdown`: what is known where no action is documented; `byScope`: the topic that says how a policy is attached for it. */
export type TaskPartsResult = { readonly parts: readonly TaskPart[] } | { readonly markdown: string } | { readonly byScope: string } | { readonly problem: string };

export interface WriteTaskParams extends TaskParams {
  /** Parts that were chosen. */
  readonly parts: readonly string[];
  readonly value?: string;
}

export interface WrittenPolicy {
  readonly fileName: string;
  readonly text: string;
  /** To whom and how it is attached. */
  readonly attachedAs: string;
}

export type WriteTaskResult = { readonly policies: readonly WrittenPolicy[]; readonly markdown: string } | { readonly problem: string };

/** All policies of a set of the configuration of an open document. */
export interface HeldBySet {
  readonly uri: string;
  readonly set: string;
}

/** What somebody of an account holds, and the agency that serves them. */
export interface HeldByPerson {
  /** URI of the account. */
  readonly account: string;
  readonly as: string;
  readonly project?: string;
}

/** What somebody asks about: a function of the console by its id, an API request, or all requests of an action. */
export interface NeedsParams {
  readonly task?: string;
  readonly api?: string;
  readonly action?: string;
  /** Those that the user holds, as URIs or together; the version of the first one counts. */
  readonly user: readonly string[] | HeldBySet | HeldByPerson;
  /** Those that the agency holds; absent where that is not known, or where a person's account says it. */
  readonly agency?: readonly string[];
  readonly authorization?: 'strict' | 'non-strict';
}

export interface NeedItem {
  readonly action: string;
  readonly description: string;
  readonly holder: 'user' | 'agency';
  readonly optional: boolean;
  /** Absent where it is not known what the holder has. */
  readonly state?: EffectiveState;
  readonly message: string;
  /** The rows that name it. */
  readonly why: string;
}

export interface NeedsFound {
  readonly title: string;
  readonly version: Version;
  readonly needs: readonly NeedItem[];
  /** Whom it was asked of, and what decides beside policies. */
  readonly notes: readonly string[];
  /** Roles that the page of the console functions names. */
  readonly roles: readonly string[];
  /** URIs of the files whose policies the user and the agency hold. */
  readonly files: Readonly<Record<NeedItem['holder'], readonly string[]>>;
  readonly markdown: string;
}

export type NeedsResult = NeedsFound | { readonly problem: string };

export interface GrantParams extends DocumentParams {
  readonly actions: readonly string[];
}

export type GrantResult = { readonly edits: readonly TextEdit[] } | { readonly problem: string };

export interface GrantAnewParams {
  readonly actions: readonly string[];
  readonly version: Version;
  readonly holder: NeedItem['holder'];
}

export const tasks: RequestName<Record<string, never>, TasksResult> = { method: 'iamPolicy/tasks' };
export const taskParts: RequestName<TaskParams, TaskPartsResult> = { method: 'iamPolicy/taskParts' };
export const writeTask: RequestName<WriteTaskParams, WriteTaskResult> = { method: 'iamPolicy/writeTask' };
export const needs: RequestName<NeedsParams, NeedsResult> = { method: 'iamPolicy/needs' };
export const grant: RequestName<GrantParams, GrantResult> = { method: 'iamPolicy/grant' };
/** Policies of their own for some actions, split as every source accepts. */
export const grantAnew: RequestName<GrantAnewParams, readonly WrittenPolicy[]> = { method: 'iamPolicy/grantAnew' };

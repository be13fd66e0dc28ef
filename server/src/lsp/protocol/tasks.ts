import type { TextEdit } from 'vscode-languageserver';
import type { DocumentParams, EffectiveState, RequestName } from '../protocol.ts';

export type Version = '1.1' | '5.0';

export interface TaskItem {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Versions in which a policy can be written for it; none where nothing is documented. */
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

/** `markdown`: what is known where no action is documented. */
export type TaskPartsResult = { readonly parts: readonly TaskPart[] } | { readonly markdown: string } | { readonly problem: string };

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

/** What somebody asks about: a function of the console by its id, or an API request. */
export interface NeedsParams {
  readonly task?: string;
  readonly api?: string;
  /** URIs of the policies that the user holds; the version of the first one counts. */
  readonly user: readonly string[];
  /** Those that the agency holds; absent where that is not known. */
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

export type NeedsResult = { readonly title: string; readonly version: Version; readonly needs: readonly NeedItem[]; readonly markdown: string } | { readonly problem: string };

export interface GrantParams extends DocumentParams {
  readonly actions: readonly string[];
}

export type GrantResult = { readonly edits: readonly TextEdit[] } | { readonly problem: string };

export const tasks: RequestName<Record<string, never>, TasksResult> = { method: 'iamPolicy/tasks' };
export const taskParts: RequestName<TaskParams, TaskPartsResult> = { method: 'iamPolicy/taskParts' };
export const writeTask: RequestName<WriteTaskParams, WriteTaskResult> = { method: 'iamPolicy/writeTask' };
export const needs: RequestName<NeedsParams, NeedsResult> = { method: 'iamPolicy/needs' };
export const grant: RequestName<GrantParams, GrantResult> = { method: 'iamPolicy/grant' };

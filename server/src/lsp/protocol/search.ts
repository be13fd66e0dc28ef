import type { Position, TextEdit } from 'vscode-languageserver';
import type { DocumentParams, EffectiveState, RequestName } from '../protocol.ts';

export interface FindActionsParams {
  /** Words, a name or a part of one, an API request, a message that names actions. */
  readonly query: string;
  /** Version of the policy that the action is for; what only the other version knows comes last. */
  readonly version?: '1.1' | '5.0';
}

export interface ActionFound {
  readonly action: string;
  readonly description: string;
  /** `Write · 1.1, 5.0`. */
  readonly detail: string;
  /** The request or the other name by which it was found. */
  readonly foundBy?: string;
  /** The version that was asked for does not know it. */
  readonly otherVersion: boolean;
}

export interface InsertActionParams extends DocumentParams {
  readonly position: Position;
  readonly action: string;
}

/** No edits where the action is there already. */
export type InsertActionResult = { readonly edits: readonly TextEdit[] } | { readonly problem: string };

export interface OpenedApisParams extends DocumentParams {
  readonly authorization?: 'strict' | 'non-strict';
}

export interface ApiOpened {
  readonly api: string;
  /** Empty where no permission is needed. */
  readonly action: string;
  readonly description: string;
  readonly state: EffectiveState;
  /** Why, in the reader's language. */
  readonly message: string;
  /** What else the request needs and this policy does not allow; empty where it is all there. */
  readonly missing: readonly string[];
}

export type OpenedApisResult = { readonly apis: readonly ApiOpened[]; readonly markdown: string } | { readonly problem: string };

export const findActions: RequestName<FindActionsParams, readonly ActionFound[]> = { method: 'iamPolicy/findActions' };
export const insertAction: RequestName<InsertActionParams, InsertActionResult> = { method: 'iamPolicy/insertAction' };
export const openedApis: RequestName<OpenedApisParams, OpenedApisResult> = { method: 'iamPolicy/openedApis' };

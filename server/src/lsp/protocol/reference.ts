import type { RequestName } from '../protocol.ts';

export interface ReferenceParams {
  /** As Find Action takes it; empty or absent for everything. */
  readonly query?: string;
}

export interface ReferenceServiceLine {
  /** Prefix of the actions; empty for the condition keys of every service. */
  readonly name: string;
  readonly title: string;
  readonly actions: number;
  /** Types and keys to expand; 0 where only the prefix is known. */
  readonly children: number;
}

export interface ReferenceResult {
  readonly services: readonly ReferenceServiceLine[];
  /** Actions that the query leaves, and all that are known. */
  readonly found: number;
  readonly total: number;
}

export interface ReferencePartParams extends ReferenceParams {
  /** Prefix of a service; empty for the condition keys of every service. */
  readonly service: string;
}

export interface ReferenceActionLine {
  readonly name: string;
  readonly description: string;
  /** `Write · 1.1, 5.0`. */
  readonly detail: string;
  readonly level?: 'Read' | 'Write' | 'List' | 'Tagging' | 'Permission_management';
  readonly deprecated: boolean;
  /** Its source can be opened. */
  readonly source: boolean;
}

export interface ReferenceTypeLine {
  /** Empty for actions without a resource type. */
  readonly name: string;
  readonly description: string;
  readonly deprecated: boolean;
  readonly source: boolean;
  readonly actions: readonly ReferenceActionLine[];
}

export interface ReferenceKeyLine {
  readonly name: string;
  readonly description: string;
  readonly source: boolean;
}

export interface ReferencePartResult {
  readonly types: readonly ReferenceTypeLine[];
  readonly keys: readonly ReferenceKeyLine[];
}

export interface ReferenceAboutParams {
  readonly kind: 'service' | 'type' | 'action' | 'key';
  /** Of a type with its service: `modelarts:notebook`. */
  readonly name: string;
}

export interface ReferenceAboutResult {
  readonly markdown: string;
  /** The page that names it, where it has an address. */
  readonly source?: string;
}

export const referenceServices: RequestName<ReferenceParams, ReferenceResult> = { method: 'iamPolicy/referenceServices' };
export const referencePart: RequestName<ReferencePartParams, ReferencePartResult> = { method: 'iamPolicy/referencePart' };
export const referenceAbout: RequestName<ReferenceAboutParams, ReferenceAboutResult | null> = { method: 'iamPolicy/referenceAbout' };

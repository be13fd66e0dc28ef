import type { Catalog } from '../catalog/catalog.ts';
import { type PolicyDocument, readDocument } from '../check.ts';
import type { Local } from '../message.ts';

/** A policy or role that the cloud provides, as the collected facts know it. */
export interface SystemPolicyFact {
  readonly name: string;
  readonly kind: 'policy' | 'role';
  readonly version?: '1.0' | '1.1' | '5.0';
  readonly description?: Local;
  /** Of a role: the service that it is about. */
  readonly service?: Local;
  /** Where the statements are published: the document. */
  readonly content?: unknown;
  readonly historic?: boolean;
  readonly source?: string;
}

/** What `scripts/build-catalog.mjs` writes to `dist/catalog/system-policies.json`. */
export interface SystemPolicyData {
  readonly policies: readonly SystemPolicyFact[];
}

/** Policies and roles that sources name. Most have no published statements. */
export function systemPolicies(catalog: Catalog): readonly SystemPolicyFact[] {
  return (catalog.facts('system-policies') as SystemPolicyData | undefined)?.policies ?? [];
}

/** Names of system policies are display names; letter case and blanks around do not count. */
export function systemPolicy(catalog: Catalog, name: string): SystemPolicyFact | undefined {
  const wanted = foldName(name);
  return systemPolicies(catalog).find((it) => foldName(it.name) === wanted);
}

/** The statements of a system policy, where they are published. */
export function publishedDocument({ content }: SystemPolicyFact): PolicyDocument | undefined {
  return content === undefined ? undefined : readDocument(JSON.stringify(content, null, 2), { ours: true });
}

/** A display name for comparing. */
export function foldName(name: string): string {
  return name.trim().toLowerCase();
}

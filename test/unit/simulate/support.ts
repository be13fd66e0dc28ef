import { readFileSync } from 'node:fs';
import { readDocument } from '../../../server/src/core/check.ts';
import type { PolicyKind } from '../../../server/src/core/policy/kind.ts';
import { attach } from '../../../server/src/core/simulate/attach.ts';
import type { AttachedPolicy, AuthorizationMode, PolicyRole, Scope, SimulationRequest } from '../../../server/src/core/simulate/types.ts';
import { catalog } from '../../support/catalog.ts';

/** A policy of a case: a document, or statements of version 1.1; a name alone is a system policy. */
export interface CasePolicy {
  readonly name?: string;
  readonly document?: unknown;
  readonly statements?: readonly unknown[];
  readonly version?: string;
  readonly kind?: PolicyKind;
  readonly role?: PolicyRole;
  readonly scope?: Scope;
  readonly dependenciesAttached?: boolean;
}

export interface Case {
  readonly name: string;
  readonly policies: readonly CasePolicy[];
  readonly request: SimulationRequest;
  readonly authorization?: AuthorizationMode;
  readonly decision: string;
  /** `statement p1 $.Statement[0]`, or the kind alone. */
  readonly reason: string;
  readonly otherwise?: string;
  /** `policy path`, in order. */
  readonly unknowns?: readonly string[];
  readonly missing?: readonly string[];
  /** Where the rule comes from. */
  readonly source: string;
}

export function readCases<T>(file: string): readonly T[] {
  return JSON.parse(readFileSync(new URL(`cases/${file}.json`, import.meta.url), 'utf8')) as T[];
}

/** Policies are called p1, p2, … where they have no name. */
export function attachAll(policies: readonly CasePolicy[]): readonly AttachedPolicy[] {
  return policies.map(({ name, document, statements, version = '1.1', kind, ...options }, index) => {
    const value = document ?? (statements ? { Version: version, Statement: statements } : undefined);
    if (value === undefined) return { name: name ?? `p${index + 1}`, document: undefined, ...options };
    return attach(name ?? `p${index + 1}`, readDocument(JSON.stringify(value), kind ? { kind } : { ours: true }), catalog, options);
  });
}

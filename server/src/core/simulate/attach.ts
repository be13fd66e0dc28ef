import type { Catalog } from '../catalog/catalog.ts';
import { check, type PolicyDocument } from '../check.ts';
import type { AttachedPolicy } from './types.ts';

/** How a document is attached, beside its name. */
export type AttachOptions = Omit<AttachedPolicy, 'name' | 'document' | 'error'>;

/** A document as it takes part in a simulation, with its first error, for which IAM would refuse it. */
export function attach(name: string, document: PolicyDocument, catalog: Catalog, options: AttachOptions = {}): AttachedPolicy {
  const error = check(document, catalog).findings.find((it) => it.severity === 'error');
  return { ...options, name, document, ...(error ? { error: { message: error.message, path: error.path, grade: error.grade } } : {}) };
}

import type { Kind } from '../../core/policy/kind.ts';
import type { FindingJson } from './finding.ts';

export interface CheckedFile {
  readonly file: string;
  /** Absolute; undefined for standard input. */
  readonly path: string | undefined;
  readonly kind: Kind;
  readonly findings: readonly FindingJson[];
}

export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly informations: number;
  readonly hints: number;
}

/** Everything that `check` answers, in the language of the reader. */
export interface CheckOutput {
  readonly files: readonly CheckedFile[];
  readonly errors: readonly { readonly file: string; readonly message: string }[];
  readonly summary: Summary;
}

export function summaryOf(files: readonly CheckedFile[]): Summary {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { findings } of files) for (const { severity } of findings) counts[severity]++;
  return { errors: counts.error, warnings: counts.warning, informations: counts.information, hints: counts.hint };
}

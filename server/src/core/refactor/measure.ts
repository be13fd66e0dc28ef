import type { Policy } from '../policy/policy.ts';
import { solidLength, sizeLimit } from '../rules/policy-too-large.ts';
import { limits } from '../rules/support/limits.ts';

/** Whether IAM takes a policy of some of the statements of another one. */
export interface Measure {
  /** @param statements their positions */
  fits(statements: readonly number[]): boolean;
}

/** Measures as the rules about size do: statements of 1.1 are counted; SCPs count with white space, others without. */
export function measureOf({ text, value, kind, statements }: Policy): Measure {
  const limit = sizeLimit(kind);
  const isSolid = kind !== 'scp-5.0' && kind !== 'session-5.0';
  const size = (span: { readonly start: number; readonly end: number }): number => (isSolid ? solidLength(text, span) : span.end - span.start);
  const sizes = statements.map((it) => size(it.node.span));
  const total = sizes.reduce((sum, it) => sum + it, 0);
  const between = Math.max(0, statements.length - 1);
  const whole = size(value.span);
  // What is not a statement stays in each part; of what stands between statements, at most as much as the longest.
  const comma = between === 0 ? 1 : isSolid ? 1 : Math.ceil((whole - total) / between);
  const frame = isSolid ? whole - total - between : whole - total;
  const most = kind === 'custom-1.1' || kind === 'session-1.1' ? limits.statements : Infinity;
  return {
    fits: (chosen) => chosen.length <= most && frame + chosen.reduce((sum, it) => sum + (sizes[it] ?? 0), 0) + comma * Math.max(0, chosen.length - 1) <= limit,
  };
}

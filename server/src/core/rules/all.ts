import type { Rule } from './rule.ts';

/** The rules that run, in the order of the generated tables. */
export const rules: readonly Rule[] = [];

import { deniedAllow } from '../rules/denied-allow.ts';
import type { Rule } from '../rules/rule.ts';

/** The rules about sets of requests. They come last, because statements with an error take no part. */
export const analysisRules: readonly Rule[] = [deniedAllow];

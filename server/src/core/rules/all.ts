import { analysisRules } from '../analysis/rules.ts';
import { awsPolicy } from './aws-policy.ts';
import { duplicateKey } from './duplicate-key.ts';
import { jsonSyntax } from './json-syntax.ts';
import { notAPolicy } from './not-a-policy.ts';
import type { Rule, RuleInfo, TextRule } from './rule.ts';
import { tooDeep } from './too-deep.ts';

/** The rules about the text itself, which run on everything. */
export const textRules: readonly TextRule[] = [jsonSyntax, duplicateKey, tooDeep, notAPolicy, awsPolicy];

/** The rules that run on a policy, in the order of the generated tables. */
export const rules: readonly Rule[] = [...analysisRules];

/** All that have a page of documentation. */
export const documented: readonly RuleInfo[] = [...textRules, ...rules];

import { deniedAllow } from '../rules/denied-allow.ts';
import { deniedResource } from '../rules/denied-resource.ts';
import { idleDeny } from '../rules/idle-deny.ts';
import { neverApplies } from '../rules/never-applies.ts';
import { partlyDeniedAllow } from '../rules/partly-denied-allow.ts';
import { redundantAllow } from '../rules/redundant-allow.ts';
import { redundantDeny } from '../rules/redundant-deny.ts';
import type { Rule } from '../rules/rule.ts';

/** The rules about sets of requests. They come last, because statements with an error take no part. */
export const analysisRules: readonly Rule[] = [deniedAllow, deniedResource, partlyDeniedAllow, redundantAllow, redundantDeny, idleDeny, neverApplies];

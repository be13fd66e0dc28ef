import { msg } from '../../core/message.ts';
import type { Decision } from '../../core/simulate/types.ts';
import type { Colour } from './terminal.ts';

/** How decisions and grades look on a terminal. */
export const decisionMarks: Readonly<Record<Decision, string>> = { Allow: '✓', Deny: '✗', ImplicitDeny: '–', Unknown: '?' };
export const decisionColours: Readonly<Record<Decision, Colour>> = { Allow: 'green', Deny: 'red', ImplicitDeny: 'red', Unknown: 'yellow' };
export const grades = { documented: msg('documented'), inferred: msg('inferred'), disputed: msg('disputed') } as const;

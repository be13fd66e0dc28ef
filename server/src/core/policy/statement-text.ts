import type { Policy, Statement } from './policy.ts';

/**
 * A statement as it is written. Whoever remembers something by this text asks here: the string is made once for
 * each policy, and a string knows its hash once somebody looked for it.
 */
export function statementText(policy: Policy, { index, node: { span } }: Statement): string {
  if (last?.policy !== policy) last = { policy, texts: [] };
  return (last.texts[index] ??= policy.text.slice(span.start, span.end));
}

/** The last policy only: those who ask follow each other. */
let last: { readonly policy: Policy; readonly texts: string[] } | undefined;

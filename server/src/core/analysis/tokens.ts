import type { Token } from '../policy/pattern.ts';

export interface ReadTokens {
  readonly tokens: readonly Token[];
  /** The text has a policy variable; each one is a `*` among the tokens. */
  readonly variable: boolean;
  /** A wildcard character stands for itself: `${*}`, `${?}`, `${$}`. */
  readonly escaped: boolean;
}

/**
 * Reads `*`, where `question` is set `?`, and what stands in `${…}`: a variable, or a character that means itself.
 * Without `wildcards` only the latter is read.
 */
export function readTokens(text: string, { wildcards = true, question = false }: { readonly wildcards?: boolean; readonly question?: boolean } = {}): ReadTokens {
  const tokens: Token[] = [];
  let literal = '';
  let variable = false;
  let escaped = false;
  const flush = (): void => {
    if (literal !== '') tokens.push({ literal });
    literal = '';
  };
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '$' && text.charAt(at + 1) === '{') {
      const found = /^\$\{([^{}']*(?:'[^{}']*'\s*)?)\}/.exec(text.slice(at))?.[1];
      if (found !== undefined && /^[*?$]$/.test(found)) {
        literal += found;
        escaped = true;
      } else {
        flush();
        tokens.push('*');
        variable = true;
      }
      // Where it ends is not certain for any other form, so it may stand for all that follows.
      if (found === undefined) break;
      at += found.length + 2;
      continue;
    }
    if (wildcards && char === '*') {
      flush();
      tokens.push('*');
    } else if (wildcards && question && char === '?') {
      flush();
      tokens.push('?');
    } else literal += char;
  }
  flush();
  return { tokens, variable, escaped };
}

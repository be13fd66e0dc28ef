/** A policy variable in a value, `${g:UserName, 'nobody'}`. */
export interface Variable {
  /** UTF-16 offsets into the value: from the dollar sign to behind the closing bracket, or to the end. */
  readonly from: number;
  readonly to: number;
  readonly closed: boolean;
}

/**
 * The policy variables in a value (reference 1.4). A `}` inside the quotes of a default is a character of it, a
 * quote inside them is doubled. A `${` without its `}` reaches to the end.
 */
export function variablesIn(value: string): readonly Variable[] {
  const found: Variable[] = [];
  for (let from = value.indexOf('${'); from >= 0; ) {
    const to = endOfVariable(value, from);
    if (to === undefined) return [...found, { from, to: value.length, closed: false }];
    found.push({ from, to, closed: true });
    from = value.indexOf('${', to);
  }
  return found;
}

/** Where the variable that starts at this `${` ends, behind its `}`; undefined for one that is not closed. */
export function endOfVariable(value: string, from: number): number | undefined {
  let end = from + 2;
  while (end < value.length && value.charAt(end) !== ',' && value.charAt(end) !== '}') end++;
  if (value.charAt(end) === '}') return end + 1;
  const quoted = /^\s*'(?:[^']|'')*'\s*\}/.exec(value.slice(end + 1));
  if (quoted) return end + 1 + quoted[0].length;
  const close = value.indexOf('}', end);
  return close < 0 ? undefined : close + 1;
}

/** The value with every closed variable replaced. */
export function replaceVariables(value: string, by: (written: string) => string): string {
  if (!value.includes('${')) return value;
  let text = '';
  let at = 0;
  for (const { from, to, closed } of variablesIn(value)) {
    if (!closed) break;
    text += value.slice(at, from) + by(value.slice(from, to));
    at = to;
  }
  return text + value.slice(at);
}

export interface Variable {
  /** UTF-16 offsets into the value: from the dollar sign to behind the closing bracket, or to the end. */
  readonly from: number;
  readonly to: number;
  readonly closed: boolean;
}

/** The policy variables in a value: `${g:UserName}`. A `${` without its `}` reaches to the end. */
export function variablesIn(value: string): readonly Variable[] {
  const found: Variable[] = [];
  for (let from = value.indexOf('${'); from >= 0; ) {
    const close = value.indexOf('}', from);
    if (close < 0) return [...found, { from, to: value.length, closed: false }];
    found.push({ from, to: close + 1, closed: true });
    from = value.indexOf('${', close + 1);
  }
  return found;
}

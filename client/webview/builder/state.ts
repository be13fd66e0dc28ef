/**
 * What a person has opened, typed and scrolled to: kept while the page is hidden. Everything about a statement is
 * named by a text that starts with `s`, its number from 0 and a slash, so that it can go with the statement.
 */
export interface State {
  /** `s0/`, `s0/service/obs`, `s0/service/obs/bucket`, `s0/condition`. */
  readonly open: readonly string[];
  /** Closed by hand, where it would be open by itself. */
  readonly closed: readonly string[];
  /** Search words by statement: `s0/`. */
  readonly search: Readonly<Record<string, string>>;
  /** Services that were added and of which no action is chosen yet: `s0/obs`. */
  readonly added: readonly string[];
  /** The condition that is being written. */
  readonly drafts: Readonly<Record<string, Draft>>;
  readonly scroll: number;
}

export interface Draft {
  readonly key: string;
  readonly operator: string;
}

export const fresh: State = { open: [], closed: [], search: {}, added: [], drafts: {}, scroll: 0 };

/** The state after statements have got other numbers; `undefined`: the statement is gone. */
export function renumbered(state: State, numberOf: (index: number) => number | undefined): State {
  const name = (it: string): string | undefined => {
    const [whole = '', digits = ''] = /^s(\d+)\//.exec(it) ?? [];
    const to = numberOf(Number(digits));
    return to === undefined ? undefined : `s${String(to)}/${it.slice(whole.length)}`;
  };
  const list = (names: readonly string[]): string[] => names.flatMap((it) => name(it) ?? []);
  const record = <Value>(values: Readonly<Record<string, Value>>): Record<string, Value> => Object.fromEntries(Object.entries(values).flatMap(([key, value]) => {
    const to = name(key);
    return to === undefined ? [] : [[to, value]];
  }));
  return { open: list(state.open), closed: list(state.closed), search: record(state.search), added: list(state.added), drafts: record(state.drafts), scroll: state.scroll };
}

import type { BuilderActionsResult, BuilderChange, BuilderKey, BuilderModelResult, BuilderService } from '../../../server/src/lsp/protocol/builder.ts';
import type { Texts } from '../../src/builder/texts.ts';
import type { State } from './state.ts';

/** All that the page is drawn from. */
export interface View {
  readonly texts: Texts;
  readonly name: string;
  readonly label: string;
  readonly model: BuilderModelResult | undefined;
  readonly state: State;
  /** Actions of services, as far as they were asked for. */
  readonly services: ReadonlyMap<string, BuilderService>;
  /** What searches found, by their words. */
  readonly found: ReadonlyMap<string, BuilderActionsResult>;
  /** Condition keys by statement. */
  readonly keys: ReadonlyMap<number, readonly BuilderKey[]>;
  /** Nothing can be changed now. */
  readonly frozen: boolean;
  /** Why the server does not answer. */
  readonly gone: string | undefined;
}

/** `text` with its arguments. */
export function fill(text: string, ...args: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (whole, index: string) => String(args[Number(index)] ?? whole));
}

/** A change as the attribute of what is clicked. */
export function asAttribute(change: BuilderChange): string {
  return JSON.stringify(change);
}

/** Whether something is open: by hand, or by itself where nobody closed it. */
export function isOpen({ state }: View, id: string, byItself = false): boolean {
  return state.open.includes(id) || (byItself && !state.closed.includes(id));
}

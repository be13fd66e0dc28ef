import type { Arg } from '../message.ts';
import type { Edit, Span } from '../text.ts';

/** What may be written at an offset. */
export interface Completion {
  /** Best first; `sortText` keeps that order where the editor has no reason for another. */
  readonly items: readonly CompletionItem[];
  /** More letters bring more items: the list was cut to what one reply may hold. */
  readonly isIncomplete: boolean;
  /** What every item takes the place of: up to the offset, and to the end of the word or segment. On one line. */
  readonly insert: Span;
  readonly replace: Span;
  /** What every item does elsewhere: commas to what stands before and behind. */
  readonly additional: readonly Edit[];
  /** What `resolveCompletion` is asked with for items without `data` of their own. */
  readonly data: string;
}

export type ItemKind = 'element' | 'value' | 'statement' | 'service' | 'type' | 'operation' | 'resource' | 'operator' | 'key' | 'wildcard';

export interface CompletionItem {
  readonly label: string;
  readonly kind: ItemKind;
  /** Shown beside the label: "Write · 1.1, 5.0". */
  readonly detail?: Arg;
  readonly sortText: string;
  /** What typed letters are compared with, where it is not the label. */
  readonly filterText?: string;
  readonly text: string;
  /** `text` is a snippet of LSP, with tab stops; lines are indented as the line of the cursor. */
  readonly snippet?: true;
  readonly deprecated?: true;
  /** The next part is offered at once when this one is accepted. */
  readonly retrigger?: true;
  readonly data?: string;
}

export interface CompletionOptions {
  /** Bytes of a whole reply as LSP writes it; 8,192 when left out. */
  readonly limit?: number;
  /** Bytes that the edge writes for each item beyond its own fields, such as a range of its own. */
  readonly perItem?: number;
}

/** One thing to offer, before it is fitted into the text. */
export interface Offer {
  readonly label: string;
  readonly kind: ItemKind;
  readonly detail?: Arg;
  /** What is written, without quotes; the label when absent. */
  readonly text?: string;
  /** `text` holds tab stops. */
  readonly snippet?: true;
  /** A segment goes on behind a colon. */
  readonly more?: true;
  /** What ends the string, unless other segments follow already. */
  readonly rest?: string;
  readonly retrigger?: true;
  readonly deprecated?: true;
  readonly data?: string;
}

/** What is offered at a place, and what the documentation of it is asked with. */
export interface Offers {
  readonly offers: readonly Offer[];
  readonly data: string;
}

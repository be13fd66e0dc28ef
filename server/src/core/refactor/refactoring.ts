import type { Catalog } from '../catalog/catalog.ts';
import type { PolicyDocument } from '../check.ts';
import type { Message } from '../message.ts';
import type { Policy } from '../policy/policy.ts';
import type { Edit, Span } from '../text.ts';

/** A way to write a policy differently. */
export interface Refactoring {
  /** Camel case; the code action's kind is `refactor.rewrite.<name>`. */
  readonly name: string;
  /** What has to stay the same (analysis.md, Comparison); undefined where versions of the language differ, so that nothing can be compared. */
  readonly keeps: Keeps | undefined;
  /** Undefined where there is nothing of the kind at the selection. */
  rewrite(context: RefactorContext): Rewriting | Refusal | undefined;
}

export interface Keeps {
  readonly over: 'every-request' | 'catalogue';
  /** `granted`: what the document denies other policies may change, and the title says so. */
  readonly sets: 'both' | 'granted';
}

export interface RefactorContext {
  readonly document: PolicyDocument;
  readonly policy: Policy;
  readonly catalog: Catalog;
  readonly selection: Span;
  /** Names of that many documents that can be made beside this one, or of fewer; absent where none can. */
  readonly siblings?: (count: number) => readonly string[];
}

export interface Rewriting {
  readonly title: Message;
  readonly edits: readonly Edit[];
  /** Documents to be made beside this one; only all of them together mean what it meant. */
  readonly documents?: readonly NewDocument[];
}

/** A document to be made, by its name. */
export interface NewDocument {
  readonly name: string;
  readonly text: string;
}

/** Why it cannot be done, with what it would have been called. */
export interface Refusal {
  readonly title: Message;
  readonly refused: Message;
}

export interface Offer extends Rewriting {
  readonly name: string;
}

export interface RefusedOffer extends Refusal {
  readonly name: string;
}

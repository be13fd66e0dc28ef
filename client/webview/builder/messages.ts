import type { BuilderActionsResult, BuilderChange, BuilderKey, BuilderModelResult } from '../../../server/src/lsp/protocol/builder.ts';
import type { Texts } from '../../src/builder/texts.ts';

/** From the page to the extension. */
export type FromPage =
  /** The page is there, or shows the details of other statements: the model is sent. */
  | { readonly type: 'open'; readonly open: readonly number[] }
  | { readonly type: 'change'; readonly version: number; readonly change: BuilderChange }
  /** Show a statement in the text, or without one the place of the syntax error. */
  | { readonly type: 'reveal'; readonly statement: number | undefined }
  | { readonly type: 'actions'; readonly service?: string; readonly text?: string }
  | { readonly type: 'keys'; readonly statement: number };

/** From the extension to the page. */
export type ToPage =
  | { readonly type: 'model'; readonly model: BuilderModelResult; readonly label: string }
  | { readonly type: 'actions'; readonly service?: string; readonly text?: string; readonly result: BuilderActionsResult }
  | { readonly type: 'keys'; readonly statement: number; readonly version: number; readonly keys: readonly BuilderKey[] }
  /** What a click did, or why it did nothing. */
  | { readonly type: 'said'; readonly text: string; readonly problem: boolean }
  /** The server does not answer. */
  | { readonly type: 'gone'; readonly text: string };

/** What the page starts with, as JSON in an attribute of its body. */
export interface Start {
  readonly texts: Texts;
  /** Name of the file. */
  readonly name: string;
}

import { actionsMatching, type Catalog } from '../catalog/catalog.ts';
import type { PolicyDocument } from '../check.ts';
import { type Message, msg } from '../message.ts';
import { actionStrings } from '../policy/policy.ts';
import { overlaps, type Span } from '../text.ts';
import { nameVersion } from './counts.ts';

export interface Inlay {
  /** Behind the closing quote. */
  readonly offset: number;
  readonly label: Message;
}

/** A screen shows a hundred; a client may ask for a whole document. */
export const maximumInlays = 2000;

/** How many known actions each wildcard within `span` matches, for the first `maximumInlays`: `15 actions`. */
export function inlays({ policy }: PolicyDocument, catalog: Catalog, span: Span): readonly Inlay[] {
  if (!policy) return [];
  const version = nameVersion(policy.version);
  // A list may repeat one wildcard thousands of times.
  const counts = new Map<string, number>();
  const countOf = (pattern: string): number => {
    const count = counts.get(pattern) ?? actionsMatching(catalog, pattern, version).length;
    counts.set(pattern, count);
    return count;
  };
  const strings = policy.statements.filter((it) => overlaps(it.node.span, span)).flatMap(actionStrings);
  return strings
    .filter(({ node, value, sound }) => sound && overlaps(node.span, span) && (value.includes('*') || value.includes('?')))
    .slice(0, maximumInlays)
    .map(({ node, value }) => {
      const count = countOf(value);
      return { offset: node.span.end, label: count === 1 ? msg('1 action') : msg('{0} actions', count) };
    });
}

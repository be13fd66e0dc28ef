import type { Catalog } from '../catalog/catalog.ts';
import type { PolicyDocument } from '../check.ts';
import { type Message, msg } from '../message.ts';
import { type ActionString, actionStrings, type Policy } from '../policy/policy.ts';
import type { Span } from '../text.ts';

export interface PageLink {
  readonly span: Span;
  /** Always https, and always of the catalogue, never of the text. */
  readonly url: string;
  readonly tooltip: Message;
}

/** Actions that are looked at: more than twice what IAM accepts in a policy. */
export const maximumLinked = 2000;

/**
 * A link from the operation of each known action to the page that names it, in the order of the text, for the
 * first `maximumLinked` actions. Only the last segment, because editors underline what is linked, and a policy
 * is nothing but actions.
 */
export function links({ policy }: PolicyDocument, catalog: Catalog): readonly PageLink[] {
  const actions = policy ? firstActions(policy) : [];
  return actions.flatMap(({ value, segments }) => {
    const fact = value.includes('*') ? undefined : catalog.action(value);
    const span = segments.at(-1)?.span;
    return span && fact?.source?.startsWith('https:') ? [{ span, url: fact.source, tooltip: msg('Open the page that names {0}', fact.name) }] : [];
  });
}

function firstActions({ statements }: Policy): readonly ActionString[] {
  const found: ActionString[] = [];
  for (const statement of statements) {
    for (const it of actionStrings(statement)) {
      if (found.length === maximumLinked) return found;
      found.push(it);
    }
  }
  return found;
}

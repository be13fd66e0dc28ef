import { dots, typeName } from '../hover/words.ts';
import { msg } from '../message.ts';
import type { Offer, Offers } from './completion.ts';
import { type ConditionContext, globalKeys, listedKeys } from './conditions.ts';
import { escapeSnippet, type Written } from './slot.ts';

/**
 * The part of a value that a policy variable at the cursor takes, as indices: from its `$` to its `}`, or to the
 * end of the word where that is missing. Undefined outside a variable, and in one with a default, which stays.
 */
export function variableAt({ value, cursor }: Written): { readonly from: number; readonly to: number } | undefined {
  const open = value.lastIndexOf('${', cursor - 2);
  const from = value.charAt(cursor - 1) === '$' ? cursor - 1 : cursor >= 2 && open >= 0 && !value.slice(open, cursor).includes('}') ? open : -1;
  if (from < 0) return undefined;
  const [name = ''] = /^\{?[\w:/.-]*\}|^\{?\w*/.exec(value.slice(cursor)) ?? [];
  return /^\s*,/.test(value.slice(cursor + name.length)) ? undefined : { from, to: cursor + name.length };
}

/**
 * Variables that take the value of a string key of the version, the caller's name first (reference 1.4). A key
 * of several values replaces nothing, so it is not offered.
 */
export function variableOffers({ catalog, kind, version, statement }: ConditionContext): Offers {
  const keys = [...new Set([...globalKeys(catalog, version), ...listedKeys(catalog, version, statement)])].filter((it) => it.versions[version] !== undefined && it.valueType === 'string' && !it.multiValued);
  const sorted = [...keys.filter((it) => it.name === 'g:UserName'), ...keys.filter((it) => it.name !== 'g:UserName')];
  const variables = sorted.map(({ name, valueType, versions }): Offer => ({ label: `\${${name}}`, kind: 'key', detail: dots(typeName(valueType), Object.keys(versions).join(', ')), ...tagged(name), data: `k ${kind} ${name}` }));
  const literals = version === '5.0' ? ['*', '?', '$'] : [];
  return { offers: [...variables, ...literals.map((it): Offer => ({ label: `\${${it}}`, kind: 'value', detail: msg('the character itself') }))], data: '-' };
}

/** A key that ends in a tag key of the user's, with a tab stop for it. */
function tagged(name: string): Pick<Offer, 'text' | 'snippet'> {
  const [, before, tag] = /^(.*)<(.*)>$/.exec(name) ?? [];
  return before === undefined || tag === undefined ? {} : { text: `\\\${${escapeSnippet(before)}\${1:${tag}}\\}`, snippet: true };
}

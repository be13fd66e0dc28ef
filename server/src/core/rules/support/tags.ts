import type { Catalog, NameVersion } from '../../catalog/catalog.ts';
import { compile, matches } from '../../policy/pattern.ts';
import type { ActionString, ConditionKey, Policy, Statement } from '../../policy/policy.ts';
import { conditionKeys } from './places.ts';

/** Whether a condition key is a tag that the resource carries. */
export function isResourceTag({ name }: ConditionKey): boolean {
  return /^g:resourcetag\//i.test(name);
}

/** Actions of the statement's services that change tags. */
export function tagActions({ action }: Statement, version: NameVersion, catalog: Catalog): readonly string[] {
  const services = new Set((action?.strings ?? []).flatMap((it) => (it.sound ? [it.segments[0]?.value.toLowerCase() ?? ''] : [])));
  return [...services].flatMap((service) => catalog.actions(service, version).filter((it) => /tag/i.test(it.name) && !/(?:get|list|show|query|count)\w*$/i.test(it.name)).map((it) => it.name));
}

/** Actions that change the tags on which an Allow of the policy depends: a Deny of them is worth having beside it. */
export function guardedTagActions(policy: Policy, catalog: Catalog): readonly string[] {
  const { version } = policy;
  if (version === '1.0') return [];
  const statements = new Set(conditionKeys(policy).filter(({ statement, key }) => statement.effect?.value === 'Allow' && isResourceTag(key)).map((it) => it.statement));
  return [...statements].flatMap((it) => tagActions(it, version, catalog));
}

/** Whether an action string stands for one of these names. */
export function standsForOne({ value }: ActionString, names: readonly string[], { version }: Policy): boolean {
  if (names.length === 0) return false;
  const pattern = compile(value.toLowerCase(), version === '5.0');
  return names.some((it) => matches(pattern, it.toLowerCase()));
}

import type { Catalog, NameVersion } from '../catalog/catalog.ts';
import { createJudge } from '../effective/outcome.ts';
import type { Outcome } from '../effective/types.ts';
import { matchApi, readApi } from '../search/api.ts';
import { readRequest } from '../simulate/facts.ts';
import { prepare } from '../simulate/prepare.ts';
import type { AttachedPolicy, AuthorizationMode } from '../simulate/types.ts';
import { actionsMatching } from '../catalog/catalog.ts';
import { type Message, msg } from '../message.ts';
import type { Part } from './parts.ts';

/** A permission that a task takes, and what becomes of it. */
export interface Need {
  readonly action: string;
  readonly holder: Part['holder'];
  /** Only some scenarios take it. */
  readonly optional: boolean;
  /** The rows that name it. */
  readonly parts: readonly Part[];
  /** Undefined where it is not known what the holder has. */
  readonly outcome: Outcome | undefined;
}

export interface Holders {
  readonly user: readonly AttachedPolicy[];
  /** Undefined where nothing is known of the agency. */
  readonly agency: readonly AttachedPolicy[] | undefined;
}

/** Each permission of the parts, once for each holder, with what the policies say of it. */
export function assess(parts: readonly Part[], { user, agency }: Holders, catalog: Catalog, authorization: AuthorizationMode = 'strict'): readonly Need[] {
  const judges = { user: judgeOf(user, catalog, authorization), agency: agency && judgeOf(agency, catalog, 'strict') };
  const needs = new Map<string, { action: string; holder: Part['holder']; optional: boolean; parts: Part[]; outcome: Outcome | undefined }>();
  for (const part of parts) {
    for (const { name } of part.actions) {
      const key = `${part.holder} ${name.toLowerCase()}`;
      const found = needs.get(key);
      if (found) {
        found.parts.push(part);
        found.optional &&= !part.needed;
      } else needs.set(key, { action: name, holder: part.holder, optional: !part.needed, parts: [part], outcome: judges[part.holder]?.(name) });
    }
  }
  return [...needs.values()];
}

/** Nothing has to be done for it. */
export function isMet({ outcome }: Need): boolean {
  return outcome?.state === 'allowed';
}

/**
 * The parts of one API request: its own action, and what its page says that it needs besides. Undefined where no
 * documented request of the version is meant.
 */
export function apiParts(text: string, version: NameVersion, catalog: Catalog): readonly Part[] | undefined {
  const written = readApi(text);
  if (!written) return undefined;
  for (const { name: service } of catalog.services) {
    for (const fact of catalog.actions(service, version)) {
      const api = fact.apis.find((it) => {
        const documented = readApi(it);
        return documented && matchApi(written, documented) === 'whole';
      });
      if (api === undefined) continue;
      const also = fact.apiDependsOn ? (fact.apiDependsOn[api] ?? []) : fact.dependsOn;
      const known = also.filter((it) => it.includes('*') || (catalog.action(it)?.versions.includes(version) ?? false));
      const part = (id: string, title: Message, names: readonly string[], leftOut: readonly string[]): Part => ({ id, title, purpose: fact.description, holder: 'user', needed: true, actions: names.map((it) => ({ name: it, source: fact.source })), leftOut });
      const own = part('own', msg('{0}', api), [fact.name], []);
      return also.length === 0 ? [own] : [own, part('also', msg('also needed for {0}', api), known, also.filter((it) => !known.includes(it)))];
    }
  }
  return undefined;
}

type Ask = (action: string) => Outcome;

function judgeOf(policies: readonly AttachedPolicy[], catalog: Catalog, authorization: AuthorizationMode): Ask {
  const judge = createJudge(prepare(policies), catalog, authorization, { single: policies.length === 1, letsThrough: false });
  const ask: Ask = (action) => judge.outcome(readRequest({ action }, catalog));
  return (action) => {
    if (!action.includes('*')) return ask(action);
    // A row may publish a pattern: what is worst of what it names today.
    const outcomes = [...new Set([...actionsMatching(catalog, action, '1.1'), ...actionsMatching(catalog, action, '5.0')])].map((it) => ask(it.name));
    return outcomes.find((it) => it.state !== 'allowed') ?? outcomes[0] ?? ask(action);
  };
}

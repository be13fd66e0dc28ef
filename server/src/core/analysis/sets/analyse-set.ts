import type { Catalog } from '../../catalog/catalog.ts';
import { formatPath } from '../../json/json.ts';
import { deniedAllows, deniedEntries, deniedResources } from './denied.ts';
import { type Group, readSet } from './group.ts';
import { idleDenies } from './idle.ts';
import { partlyDenied } from './partly.ts';
import type { PolicySet, SetAnalysis, SetFinding } from './types.ts';

/**
 * What policies that are attached together say in vain, beyond what each of them says in vain alone. Documents of
 * version 1.0 and 1.1 are judged together, those of 5.0 together, never across.
 */
export function analyseSet(set: PolicySet, catalog: Catalog): SetAnalysis {
  const { groups, unknown, givenUp } = readSet(set, catalog);
  const judgesIdle = set.idle !== false && unknown.length === 0 && givenUp === 0 && groups.every((it) => it.allAllows);
  const findings = groups.flatMap((group): SetFinding[] => {
    const denied = deniedEntries(group);
    const others = groups.some((it) => it !== group && it.model.allows.length > 0);
    return inEveryAttachment(group, [
      ...deniedAllows(group, denied),
      ...deniedResources(group, denied),
      ...partlyDenied(group, denied),
      // Whether an Allow of the other version meets a Deny is said nowhere.
      ...(judgesIdle && !others ? idleDenies(group) : []),
    ]);
  });
  const order = new Map(set.members.map((it, index) => [it.file, index]));
  findings.sort((a, b) => (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0) || a.span.start - b.span.start || a.span.end - b.span.end);
  return { findings, unknown, givenUp: givenUp + groups.reduce((sum, it) => sum + it.model.budget.givenUp.size, 0) };
}

/** Of a document that is a member several times, attached in several scopes, only what holds in each of them, once. */
function inEveryAttachment({ members }: Group, findings: readonly SetFinding[]): SetFinding[] {
  const times = new Map<string, number>();
  for (const { source } of members) times.set(source.file, (times.get(source.file) ?? 0) + 1);
  const counts = new Map<string, number>();
  const keyOf = ({ file, code, path }: SetFinding): string => JSON.stringify([file, code, formatPath(path)]);
  for (const it of findings) counts.set(keyOf(it), (counts.get(keyOf(it)) ?? 0) + 1);
  const seen = new Set<string>();
  return findings.filter((it) => {
    const several = times.get(it.file) ?? 1;
    if (several === 1) return true;
    const key = keyOf(it);
    if (seen.has(key) || (it.code !== 'partly-denied-allow' && (counts.get(key) ?? 0) < several)) return false;
    seen.add(key);
    return true;
  });
}

import { formatPath, type Path } from '../../server/src/core/json/json.ts';
import type { ActionString, Policy, ResourceString, Statement } from '../../server/src/core/policy/policy.ts';
import { actionApplies, actionMatches, conditions, contextApplies, contextsOf, holds, type PlainRequest, type PlainSpace, resourceApplies, resourceMatches } from './analysis-plain.ts';

/** A finding as it is compared: where it stands, and what it points at. */
export interface Expected {
  readonly code: string;
  /** With ` (key)` behind it where it is about the name. */
  readonly place: string;
  readonly related: readonly string[];
}

export interface OracleEntry {
  readonly bit: number;
  readonly statement: Statement;
  readonly string: ActionString | undefined;
  readonly place: string;
}

/** Which entries each possible request is in, as bits. */
export interface Oracle {
  readonly policy: Policy;
  readonly entries: readonly OracleEntry[];
  readonly masks: ReadonlySet<number>;
  /** Requests that are in these entries however opaque things turn out, and where an absent key fails a negated operator. */
  readonly certain: ReadonlySet<number>;
  /** The same for actions alone. */
  readonly actionMasks: ReadonlySet<number>;
  readonly parts: readonly { readonly bit: number; readonly statement: Statement; readonly string: ResourceString }[];
}

export interface OracleOptions {
  readonly strict: boolean;
}

/** What the analysis has to find, by trying every request. Undefined when there are too many entries for that. */
export function expectedFindings(policy: Policy, space: PlainSpace, { strict }: OracleOptions): Expected[] | undefined {
  const oracle = createOracle(policy, space);
  if (!oracle) return undefined;
  const alone = ['custom-1.1', 'identity-5.0', 'scp-5.0'].includes(policy.kind);
  const never = neverApplying(oracle, space);
  const findings: Expected[] = [...never.values()];
  const live = oracle.entries.filter((it) => !never.has(it.statement));
  const allows = live.filter((it) => it.statement.effect?.value === 'Allow');
  const denies = live.filter((it) => it.statement.effect?.value === 'Deny');

  const denied = allows.filter((it) => isCovered(oracle, bits([it]), denies));
  for (const { entries, place } of grouped(denied)) findings.push({ code: 'denied-allow', place, related: coverOf(oracle, bits(entries), denies).map((it) => it.place) });

  const idle = alone && allows.length > 0 ? denies.filter((it) => (strict || !wildService(it)) && !allows.some((allow) => meet(oracle, it, allow))) : [];
  for (const { place } of grouped(idle)) findings.push({ code: 'idle-deny', place, related: [] });

  if (alone) {
    for (const statement of new Set(allows.map((it) => it.statement))) {
      const own = allows.filter((it) => it.statement === statement);
      const strings = oracle.parts.filter((it) => it.statement === statement);
      if (strings.length < 2 || own.every((it) => denied.includes(it))) continue;
      for (const { bit, string } of strings) {
        if (isCovered(oracle, 1 << bit, denies)) findings.push({ code: 'denied-resource', place: formatPath(string.path), related: coverOf(oracle, 1 << bit, denies).map((it) => it.place) });
      }
    }
  }

  for (const [code, entries] of [
    ['redundant-allow', allows.filter((it) => !denied.includes(it))],
    ['redundant-deny', denies.filter((it) => !idle.includes(it))],
  ] as const) {
    let remaining = [...entries];
    for (const entry of [...entries].reverse()) if (remaining.some((it) => it !== entry && isCovered(oracle, bits([entry]), [it]))) remaining = remaining.filter((it) => it !== entry);
    for (const entry of [...remaining].reverse()) if (isCovered(oracle, bits([entry]), remaining.filter((it) => it !== entry))) remaining = remaining.filter((it) => it !== entry);
    const dropped = entries.filter((it) => !remaining.includes(it));
    for (const group of grouped(dropped)) findings.push({ code, place: group.place, related: coverOf(oracle, bits(group.entries), remaining).map((it) => it.place) });
  }
  findings.push(...redundantExclusions(policy, space, new Set(live.map((it) => it.statement))));
  if (alone) findings.push(...partlyDenied(oracle, allows.filter((it) => !denied.includes(it)), denies));
  return findings.sort((a, b) => (show(a) < show(b) ? -1 : 1));
}

export function show({ code, place, related }: Expected): string {
  return `${code} ${place} -> ${related.join(', ')}`;
}

export function placeText(path: Path, on?: 'key'): string {
  return formatPath(path) + (on ? ' (key)' : '');
}

export function createOracle(policy: Policy, space: PlainSpace): Oracle | undefined {
  const entries: OracleEntry[] = [];
  const parts: { bit: number; statement: Statement; string: ResourceString }[] = [];
  let bit = 0;
  for (const statement of policy.statements) {
    if (statement.notAction) entries.push({ bit: bit++, statement, string: undefined, place: placeText(statement.notAction.path, 'key') });
    for (const string of statement.action?.strings ?? []) entries.push({ bit: bit++, statement, string, place: placeText(string.path) });
  }
  for (const statement of policy.statements) for (const string of statement.resource?.strings ?? []) parts.push({ bit: bit++, statement, string });
  if (bit > 30) return undefined;
  const own = policy.statements.map((statement) => ({ statement, entries: entries.filter((it) => it.statement === statement), parts: parts.filter((it) => it.statement === statement) }));
  const request = (part: Partial<PlainRequest>): PlainRequest => ({ action: ['', '', ''], resource: undefined, principal: undefined, keys: {}, opaque: {}, absentHolds: false, ...part });
  const actionMasks = new Set(
    space.actions.map((action) => {
      const one = request({ action: action as unknown as PlainRequest['action'] });
      return own.reduce((mask, { statement, entries, parts }) => {
        const named = bits(entries.filter((it) => actionApplies(policy, statement, it.string, one)));
        return mask | named | (named === 0 ? 0 : bits(parts));
      }, 0);
    }),
  );
  const resourceMasks = new Map<string, number[]>();
  const masksOfResources = (opaque: PlainRequest['opaque']): number[] => {
    const key = Object.entries(opaque).filter(([name]) => name.startsWith('Resource ')).join();
    let found = resourceMasks.get(key);
    if (!found) {
      found = space.resources.map((resource) => {
        const one = request({ resource, opaque });
        return own.reduce((mask, { statement, entries, parts }) => mask | (resourceApplies(policy, statement, one) ? bits(entries) : 0) | bits(parts.filter((it) => resourceMatches(policy, it.string, one))), 0);
      });
      resourceMasks.set(key, found);
    }
    return found;
  };
  const whole = own.map(({ statement, entries, parts }) => ({ statement, all: bits(entries) | bits(parts) }));
  const rest = new Set<number>();
  const certain = new Map<string, number[]>();
  for (const context of contextsOf(space)) {
    const one = request(context);
    const mask = whole.reduce((found, { statement, all }) => found | (contextApplies(policy, statement, one) ? all : 0), 0);
    const here = masksOfResources(context.opaque).map((it) => it & mask);
    for (const it of here) rest.add(it);
    if (context.absentHolds) continue;
    const key = JSON.stringify([context.principal, context.keys]);
    const known = certain.get(key);
    certain.set(key, known ? known.map((it, index) => it & (here[index] ?? 0)) : here);
  }
  const cross = (a: Iterable<number>, b: ReadonlySet<number>): Set<number> => {
    const found = new Set<number>();
    for (const x of a) for (const y of b) found.add(x & y);
    return found;
  };
  return { policy, entries, parts, masks: cross(rest, actionMasks), certain: cross(new Set([...certain.values()].flat()), actionMasks), actionMasks };
}

export function bits(entries: readonly { readonly bit: number }[]): number {
  return entries.reduce((mask, it) => mask | (1 << it.bit), 0);
}

export function isCovered({ masks }: Oracle, target: number, by: readonly OracleEntry[]): boolean {
  const cover = bits(by);
  for (const mask of masks) if ((mask & target) !== 0 && (mask & cover) === 0) return false;
  return true;
}

export function meet({ masks }: Oracle, a: OracleEntry, b: OracleEntry): boolean {
  const both = bits([a, b]);
  for (const mask of masks) if ((mask & both) === both) return true;
  return false;
}

export function coverOf(oracle: Oracle, target: number, by: readonly OracleEntry[]): readonly OracleEntry[] {
  const single = by.find((it) => isCovered(oracle, target, [it]));
  if (single) return [single];
  let chosen = by.filter((it) => [...oracle.masks].some((mask) => (mask & target) !== 0 && (mask & (1 << it.bit)) !== 0));
  for (const entry of [...chosen].reverse()) {
    const fewer = chosen.filter((it) => it !== entry);
    if (isCovered(oracle, target, fewer)) chosen = fewer;
  }
  return chosen;
}

export function grouped(entries: readonly OracleEntry[]): { entries: readonly OracleEntry[]; place: string }[] {
  return [...new Set(entries.map((it) => it.statement))].flatMap((statement) => {
    const own = entries.filter((it) => it.statement === statement);
    const strings = statement.action?.strings.length ?? 0;
    return strings > 1 && own.length === strings ? [{ entries: own, place: placeText(statement.path) }] : own.map((it) => ({ entries: [it], place: it.place }));
  });
}

function neverApplying({ policy, entries, masks, actionMasks }: Oracle, space: PlainSpace): Map<Statement, Expected> {
  const found = new Map<Statement, Expected>();
  for (const statement of policy.statements) {
    const own = entries.filter((it) => it.statement === statement);
    const any = bits(own);
    if ([...masks].some((mask) => (mask & any) !== 0)) continue;
    const all = conditions(statement);
    const contexts = [...contextsOf(space)].map((it): PlainRequest => ({ action: ['', '', ''], resource: undefined, ...it }));
    const index = all.findIndex((_, last) => !contexts.some((it) => all.slice(0, last + 1).every(({ operator, key }) => holds(policy, operator, key, it))));
    const key = all[index]?.key;
    const list = [...actionMasks].some((mask) => (mask & any) !== 0) ? statement.notResource : statement.notAction;
    const place = key ? placeText(key.path, 'key') : list ? placeText(list.path, 'key') : 'nowhere';
    found.set(statement, { code: 'never-applies', place, related: [] });
  }
  return found;
}

function redundantExclusions(policy: Policy, space: PlainSpace, live: ReadonlySet<Statement>): Expected[] {
  return [...live].flatMap((statement) => {
    const strings = statement.notAction?.strings ?? [];
    const within = (a: ActionString, b: ActionString): boolean => space.actions.every((it) => !actionMatches(policy, a, it) || actionMatches(policy, b, it));
    let remaining = [...strings];
    for (const string of [...strings].reverse()) if (remaining.some((it) => it !== string && within(string, it))) remaining = remaining.filter((it) => it !== string);
    const code = statement.effect?.value === 'Allow' ? 'redundant-allow' : 'redundant-deny';
    return strings.filter((it) => !remaining.includes(it)).map((it) => ({ code, place: placeText(it.path), related: remaining.filter((wider) => within(it, wider)).slice(0, 1).map((wider) => placeText(wider.path)) }));
  });
}

function partlyDenied(oracle: Oracle, allows: readonly OracleEntry[], denies: readonly OracleEntry[]): Expected[] {
  const crosses = (a: OracleEntry, b: OracleEntry): boolean => {
    const has = (inA: boolean, inB: boolean): boolean => [...oracle.actionMasks].some((it) => ((it >> a.bit) & 1) === Number(inA) && ((it >> b.bit) & 1) === Number(inB));
    return has(true, true) && has(true, false) && has(false, true) && meet(oracle, a, b);
  };
  const found = denies.flatMap((deny) => {
    const crossed = allows.filter((it) => crosses(it, deny));
    const first = crossed.find((it) => [...oracle.certain].some((mask) => (mask & bits([it, deny])) === bits([it, deny])));
    return first ? [{ deny, first, crossed }] : [];
  });
  const firsts = oracle.entries.filter((it) => found.some(({ first }) => first === it));
  return grouped(firsts).flatMap(({ entries, place }) => {
    const own = entries.flatMap((it) => found.filter(({ first }) => first === it));
    const one = (some: typeof own): Expected => ({
      code: 'partly-denied-allow',
      place,
      related: [...some.map((it) => it.deny.place), ...[...new Set(some.flatMap((it) => it.crossed.filter((other) => other !== it.first)))].filter((it) => !entries.includes(it)).map((it) => it.place)],
    });
    return entries.length > 1 ? [one(own)] : own.map((it) => one([it]));
  });
}

/** Whether the service is ModelArts or has a wildcard. */
function wildService({ string }: OracleEntry): boolean {
  const service = string?.value.split(':')[0] ?? '*';
  return /[*?]/.test(service) || service.toLowerCase() === 'modelarts';
}

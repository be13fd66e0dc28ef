import { compare, type Comparison, type Difference } from '../../server/src/core/analysis/compare.ts';
import { readDocument } from '../../server/src/core/check.ts';
import type { Policy, Statement } from '../../server/src/core/policy/policy.ts';
import { smallCatalog } from './analysis-catalog.ts';
import { applies, conditions, contextsOf, type PlainRequest, type PlainSpace, requestOf, sizeOf, spaceOf } from './analysis-plain.ts';
import { createRandom, type Drawn, drawPolicy } from './analysis-random.ts';

/** Draws pairs of policies from the same statements and compares what `compare` says with trying every request. */
export function comparePairs(seed: number, count: number): { readonly compared: number; readonly results: Readonly<Record<string, number>>; readonly differences: readonly string[] } {
  const random = createRandom(seed);
  const differences: string[] = [];
  const results: Record<string, number> = {};
  let compared = 0;
  while (compared < count && differences.length < 5) {
    const { old, now, kind } = drawPair(random);
    const outcome = comparePair(old, now, kind);
    if (outcome === undefined) continue;
    compared++;
    results[outcome.result] = (results[outcome.result] ?? 0) + 1;
    if (outcome.wrong.length > 0) differences.push(`${kind}\n${old}\n${now}\n${outcome.wrong.join('\n')}`);
  }
  return { compared, results, differences };
}

/** Two documents that have statements in common. */
export function drawPair(random: () => number): { readonly old: string; readonly now: string; readonly kind: Drawn['kind'] } {
  const { text, kind } = drawPolicy(random);
  const document = JSON.parse(text) as { Version: string; Statement: object[] };
  const some = (): string => {
    const kept = document.Statement.filter(() => random() < 0.7);
    return JSON.stringify({ ...document, Statement: random() < 0.3 ? kept.reverse() : kept });
  };
  return { old: some(), now: some(), kind };
}

/** What `compare` says of a pair, and what is wrong with it; undefined where there are too many requests to try them all. */
export function comparePair(old: string, now: string, kind: Policy['kind']): { readonly result: string; readonly wrong: readonly string[] } | undefined {
  const before = readDocument(old, { kind }).policy;
  const after = readDocument(now, { kind }).policy;
  if (!before || !after) return undefined;
  const both: Policy = { ...before, statements: [...before.statements, ...after.statements] };
  const space = spaceOf(both);
  if (!space || sizeOf(space) > 5_000) return undefined;
  const twins = new Set(both.statements.flatMap(conditions).map((it) => it.key.name)).size > new Set(both.statements.flatMap(conditions).map((it) => it.key.name.toLowerCase())).size;
  const exact = space.opaque.length === 0 && space.readings.length === 1 && !twins;
  const expected = trial(both, before, after, space);
  const found = compare(before, after, smallCatalog);
  const wrong: string[] = [];
  if ((found.result === 'equivalent') !== expected.same && !(twins && found.result === 'cannot-tell')) wrong.push(`${found.result}, but requests ${expected.same ? 'do not differ' : 'differ'}`);
  if (exact && found.result !== expected.result) wrong.push(`${found.result} instead of ${expected.result}`);
  if (found.gained.length > 0 && !expected.gained) wrong.push('gained, but nothing is');
  if (found.lost.length > 0 && !expected.lost) wrong.push('lost, but nothing is');
  wrong.push(...wrongExamples(both, before, after, space, found));
  const granted = compare(before, after, smallCatalog, { sets: 'granted' });
  if ((granted.result === 'equivalent') !== expected.sameGranted && !(twins && granted.result === 'cannot-tell')) wrong.push(`granted sets: ${granted.result}`);
  return { result: found.result, wrong };
}

interface Trial {
  readonly result: string;
  readonly same: boolean;
  readonly sameGranted: boolean;
  /** For certain: however opaque things turn out. */
  readonly gained: boolean;
  readonly lost: boolean;
}

function trial(both: Policy, before: Policy, after: Policy, space: PlainSpace): Trial {
  const gains = new Map<string, boolean>();
  const losses = new Map<string, boolean>();
  let [same, sameGranted] = [true, true];
  for (const context of contextsOf(space)) {
    for (const resource of space.resources) {
      for (const action of space.actions) {
        const request: PlainRequest = { ...context, resource, action: action as unknown as PlainRequest['action'] };
        const [old, now] = [decisionOf(both, before.statements, request), decisionOf(both, after.statements, request)];
        const key = JSON.stringify([action, resource, context.principal, context.keys]);
        const [gained, lost] = [isGain(old, now), isGain(now, old)];
        if (gained || lost) same = false;
        if ((old === 'Allow') !== (now === 'Allow')) sameGranted = false;
        gains.set(key, gained && gains.get(key) !== false);
        losses.set(key, lost && losses.get(key) !== false);
      }
    }
  }
  const [gained, lost] = [[...gains.values()].includes(true), [...losses.values()].includes(true)];
  return { same, sameGranted, gained, lost, result: gained && lost ? 'both' : gained ? 'grants-more' : lost ? 'grants-less' : 'equivalent' };
}

type PlainDecision = 'Allow' | 'Deny' | 'ImplicitDeny';

/** Newly granted or no longer denied. */
function isGain(from: PlainDecision, to: PlainDecision): boolean {
  return (to === 'Allow' && from !== 'Allow') || (from === 'Deny' && to !== 'Deny');
}

function decisionOf(both: Policy, statements: readonly Statement[], request: PlainRequest): PlainDecision {
  const effects = statements.filter((it) => (it.action ? it.action.strings.some((string) => applies(both, it, string, request)) : applies(both, it, undefined, request))).map((it) => it.effect?.value);
  // An SCP without an Allow stands for one beside the default of full access.
  const byDefault = both.kind === 'scp-5.0' && statements.every((it) => it.effect?.value !== 'Allow');
  return effects.includes('Deny') ? 'Deny' : byDefault || effects.includes('Allow') ? 'Allow' : 'ImplicitDeny';
}

function wrongExamples(both: Policy, before: Policy, after: Policy, space: PlainSpace, { gained, lost }: Comparison): string[] {
  const outcomes = Array.from({ length: 2 ** space.opaque.length }, (_, bits) => Object.fromEntries(space.opaque.map((it, index) => [it, (bits & (1 << index)) !== 0])));
  const isWrong = ({ example, from, to }: Difference, more: boolean): boolean =>
    outcomes.some((opaque) =>
      space.readings.some((absentHolds) => {
        const request = { ...requestOf(both, example, opaque), absentHolds };
        const [old, now] = [decisionOf(both, before.statements, request), decisionOf(both, after.statements, request)];
        return !(more ? isGain(old, now) : isGain(now, old)) || (!absentHolds && ((from !== undefined && from !== old) || (to !== undefined && to !== now)));
      }),
    );
  return [...gained.filter((it) => isWrong(it, true)), ...lost.filter((it) => isWrong(it, false))].map((it) => `wrong example ${JSON.stringify(it.example)} ${it.from} ${it.to}`);
}

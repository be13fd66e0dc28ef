import { type Analysis, analyse } from '../../server/src/core/analysis/analyse.ts';
import { readDocument } from '../../server/src/core/check.ts';
import type { Policy } from '../../server/src/core/policy/policy.ts';
import type { RuleFinding } from '../../server/src/core/rules/rule.ts';
import { smallCatalog } from './analysis-catalog.ts';
import { expectedFindings, placeText, show } from './analysis-oracle.ts';
import { applies, conditions, type PlainSpace, requestOf, requestsOf, sizeOf, spaceOf } from './analysis-plain.ts';
import { createRandom, type Drawn, drawPolicy } from './analysis-random.ts';

/** What became of a drawn policy: compared, too large to try all its requests, given up by the analysis, or a difference. */
export type Outcome = 'same' | 'too large' | 'given up' | { readonly difference: string };

/** Requests that are tried at most. */
const limit = 5_000;

/** Draws policies until `count` have been compared. */
export function compareRandom(seed: number, count: number, ungroupedEvery = 100): { readonly compared: number; readonly givenUp: number; readonly differences: readonly string[] } {
  const random = createRandom(seed);
  const differences: string[] = [];
  let [compared, givenUp] = [0, 0];
  while (compared < count && differences.length < 5) {
    const drawn = drawPolicy(random);
    const outcome = compareOne(drawn, compared % ungroupedEvery === 0);
    if (outcome === 'too large') continue;
    compared++;
    if (outcome === 'given up') givenUp++;
    else if (outcome !== 'same') differences.push(`${drawn.kind}${drawn.strict ? ' strict' : ''} ${drawn.text}\n${outcome.difference}`);
  }
  return { compared, givenUp, differences };
}

/** Compares the analysis of one policy with what trying every request says. */
export function compareOne({ text, kind, strict }: Drawn, ungrouped = false): Outcome {
  const { policy } = readDocument(text, { kind });
  const space = policy && spaceOf(policy);
  if (!policy || !space || sizeOf(space) > limit) return 'too large';
  const expected = expectedFindings(policy, space, { strict });
  if (!expected) return 'too large';
  const analysis = analyse(policy, smallCatalog, [], strict ? { authorization: 'strict' } : {});
  if (analysis.givenUp > 0) return 'given up';
  const found = Object.entries(analysis.findings).flatMap(([code, list]) => list.map((it) => ({ code, place: placeText(it.path, it.on), related: (it.related ?? []).map((related) => relatedPlace(related.path)) })));
  const [left, right] = [new Set(found.map(show)), new Set(expected.map(show))];
  // Keys that differ in letter case only count as two for covering and as one for overlapping, so that something
  // may be missed or said of another statement; what is claimed has to be true all the same.
  const differences = hasTwinKeys(policy) ? refuted(policy, analysis, space) : [...[...left].filter((it) => !right.has(it)).map((it) => `invented: ${it}`), ...[...right].filter((it) => !left.has(it)).map((it) => `missed: ${it}`)];
  const every = ungrouped ? spaceOf(policy, false) : undefined;
  const wrong = [...differences, ...wrongExamples(policy, space, analysis), ...(every && sizeOf(every) <= 40_000 ? refuted(policy, analysis, every) : [])];
  return wrong.length === 0 ? 'same' : { difference: wrong.join('\n') };
}

function relatedPlace(path: readonly (string | number)[]): string {
  return placeText(path, path[path.length - 1] === 'NotAction' ? 'key' : undefined);
}

function hasTwinKeys(policy: Policy): boolean {
  const names = new Set(policy.statements.flatMap(conditions).map((it) => it.key.name));
  return new Set([...names].map((it) => it.toLowerCase())).size < names.size;
}

function wrongExamples(policy: Policy, space: PlainSpace, { findings }: Analysis): string[] {
  const outcomes = Array.from({ length: 2 ** space.opaque.length }, (_, bits) => Object.fromEntries(space.opaque.map((it, index) => [it, (bits & (1 << index)) !== 0])));
  return Object.entries(findings).flatMap(([code, list]) =>
    list.flatMap((finding) => {
      const { example } = finding;
      if (!example) return code === 'partly-denied-allow' ? [`${code} ${placeText(finding.path)} has no example`] : [];
      const hits = outcomes.map((opaque) => {
        const request = requestOf(policy, example, opaque);
        const effects = policy.statements.flatMap((it) => (it.action ? it.action.strings.some((string) => applies(policy, it, string, request)) : applies(policy, it, undefined, request)) ? [it.effect?.value] : []);
        return { effects, here: isHere(policy, finding, (statement, string) => applies(policy, statement, string, request)) };
      });
      const wanted = code === 'redundant-deny' || code !== 'redundant-allow' ? 'Deny' : 'Allow';
      return hits.every((it) => it.here && it.effects.includes(wanted)) ? [] : [`example of ${code} ${placeText(finding.path)} is wrong: ${JSON.stringify(example)}`];
    }),
  );
}

type Statements = Policy['statements'][number];
type Strings = NonNullable<Statements['action']>['strings'][number];

/** Whether the request of the example is in what the finding is about. */
function isHere(policy: Policy, { path }: RuleFinding, test: (statement: Statements, string: Strings | undefined) => boolean): boolean {
  const statement = policy.statements.find((it) => it.path.every((step, index) => path[index] === step));
  if (!statement) return false;
  if (path.includes('NotAction')) return test(statement, undefined);
  const strings = statement.action?.strings ?? [];
  const one = strings.find((it) => placeText(it.path) === placeText(path));
  return one ? test(statement, one) : statement.action ? strings.some((it) => test(statement, it)) : test(statement, undefined);
}

/** Tries every request of a space, and names the claims that one of them refutes. */
function refuted(policy: Policy, { findings }: Analysis, space: PlainSpace): string[] {
  const wrong: string[] = [];
  for (const request of requestsOf(space)) {
    const effects = new Set(policy.statements.filter((it) => (it.action ? it.action.strings.some((string) => applies(policy, it, string, request)) : applies(policy, it, undefined, request))).map((it) => it.effect?.value));
    for (const finding of findings['denied-allow']) {
      if (isHere(policy, finding, (statement, string) => applies(policy, statement, string, request)) && !effects.has('Deny')) wrong.push(`refuted: denied-allow ${placeText(finding.path)} by ${JSON.stringify(request)}`);
    }
    for (const finding of findings['idle-deny']) {
      if (isHere(policy, finding, (statement, string) => applies(policy, statement, string, request)) && effects.has('Allow')) wrong.push(`refuted: idle-deny ${placeText(finding.path)} by ${JSON.stringify(request)}`);
    }
    if (wrong.length > 0) break;
  }
  return wrong;
}

import { analyse } from '../../server/src/core/analysis/analyse.ts';
import { analyseSet } from '../../server/src/core/analysis/sets/analyse-set.ts';
import type { SetFinding, SetMember } from '../../server/src/core/analysis/sets/types.ts';
import { type PolicyDocument, readDocument } from '../../server/src/core/check.ts';
import type { Policy } from '../../server/src/core/policy/policy.ts';
import type { Finding } from '../../server/src/core/rules/rule.ts';
import { smallCatalog } from './analysis-catalog.ts';
import { bits, coverOf, createOracle, expectedFindings, grouped, isCovered, meet, type Oracle, type OracleEntry, placeText } from './analysis-oracle.ts';
import { conditions, type PlainSpace, sizeOf, spaceOf } from './analysis-plain.ts';
import { createRandom, type Drawn, drawPolicy } from './analysis-random.ts';

/** Requests that are tried at most. */
const limit = 5_000;

/** A policy drawn at random, cut into documents that are attached together. */
export interface DrawnSet extends Drawn {
  readonly documents: readonly PolicyDocument[];
  /** All of it as one document: the same statements, so that what it grants and denies is what the set does. */
  readonly merged: Policy;
}

/** Draws sets until `count` have been compared. */
export function compareSets(seed: number, count: number): { readonly compared: number; readonly givenUp: number; readonly added: number; readonly differences: readonly string[] } {
  const random = createRandom(seed);
  const differences: string[] = [];
  let [compared, givenUp, added] = [0, 0, 0];
  while (compared < count && differences.length < 5) {
    const drawn = drawSet(random);
    const outcome = drawn && compareSet(drawn);
    if (outcome === undefined) continue;
    compared++;
    if (outcome === 'given up') givenUp++;
    else if (typeof outcome === 'number') added += outcome;
    else differences.push(`${drawn?.kind}${drawn?.strict ? ' strict' : ''} ${drawn?.documents.map((it) => it.json.text).join('\n  ')}\n${outcome.join('\n')}`);
  }
  return { compared, givenUp, added, differences };
}

/** Undefined where there is nothing to put together. */
export function drawSet(random: () => number): DrawnSet | undefined {
  const drawn = drawPolicy(random);
  const { Version, Statement } = JSON.parse(drawn.text) as { Version: string; Statement: readonly object[] };
  if (drawn.kind === 'trust-5.0' || Statement.length < 2) return undefined;
  const count = 2 + Math.floor(random() * 2);
  const parts = Array.from({ length: count }, (): object[] => []);
  for (const statement of Statement) parts[Math.floor(random() * count)]?.push(statement);
  const read = (statements: readonly object[]): PolicyDocument => readDocument(JSON.stringify({ Version, Statement: statements }), { kind: drawn.kind });
  const merged = read(parts.flat()).policy;
  return merged && { ...drawn, documents: parts.filter((it) => it.length > 0).map(read), merged };
}

/** The documents of a set, with what is found in each alone. */
export function membersOf({ documents, strict }: DrawnSet): SetMember[] {
  return documents.map((document, index) => ({ file: `${index}`, document, findings: aloneIn(document, strict) }));
}

/** How many findings the set adds, all as they should be; what is wrong otherwise. */
export function compareSet(drawn: DrawnSet): number | 'given up' | readonly string[] | undefined {
  const { documents, merged, strict, kind } = drawn;
  const space = spaceOf(merged);
  if (!space || sizeOf(space) > limit || hasTwinKeys(merged)) return undefined;
  const expected = expectedOfSet(documents, merged, space, strict);
  if (!expected) return undefined;
  const { findings, givenUp } = analyseSet({ name: 's', members: membersOf(drawn), ...(strict ? { authorization: 'strict' as const } : {}) }, smallCatalog);
  if (givenUp > 0) return 'given up';
  const [left, right] = [new Set(findings.map((it) => shownAs(it, expected.related))), new Set(expected.findings)];
  const wrong = [...[...left].filter((it) => !right.has(it)).map((it) => `invented: ${it}`), ...[...right].filter((it) => !left.has(it)).map((it) => `missed: ${it}`)];
  return wrong.length > 0 ? [`${kind}`, ...wrong] : findings.length;
}

/** The findings of the analysis in one document, as `check` would give them. */
function aloneIn({ policy }: PolicyDocument, strict: boolean): Finding[] {
  if (!policy) return [];
  return Object.entries(analyse(policy, smallCatalog, [], strict ? { authorization: 'strict' } : {}).findings).flatMap(([code, list]) => list.map((it): Finding => ({ code, severity: 'hint', grade: 'documented', ...it })));
}

/** With related places where the expectation says which. */
function shownAs({ file, code, path, on, related = [] }: SetFinding, withRelated: ReadonlySet<string>): string {
  const place = `${file} ${placeText(path, on)} ${code}`;
  return withRelated.has(place) ? `${place} -> ${related.map((it) => `${it.file ?? file} ${placeText(it.path, it.path.at(-1) === 'NotAction' ? 'key' : undefined)}`).join(', ')}` : place;
}

interface ExpectedOfSet {
  readonly findings: readonly string[];
  /** Places whose related places are known, too. */
  readonly related: ReadonlySet<string>;
}

function expectedOfSet(documents: readonly PolicyDocument[], merged: Policy, space: PlainSpace, strict: boolean): ExpectedOfSet | undefined {
  const oracle = createOracle(merged, space);
  if (!oracle) return undefined;
  const alone = new Set<string>();
  const homes = documents.flatMap(({ policy }, file) => (policy?.statements ?? []).map((statement) => ({ file, statement })));
  const home = (entry: { readonly statement: OracleEntry['statement'] }): (typeof homes)[number] | undefined => homes[merged.statements.indexOf(entry.statement)];
  for (const [file, { policy }] of documents.entries()) {
    const own = policy && spaceOf(policy);
    const found = own && expectedFindings(policy, own, { strict });
    if (!found) return undefined;
    for (const { code, place } of found) alone.add(`${file} ${place} ${code}`);
  }
  /** Where a place of the merged document is in its own one. */
  const placed = (statement: OracleEntry['statement'], place: string): string => {
    const own = homes[merged.statements.indexOf(statement)];
    return own ? `${own.file} ${place.replace(/^\$\.Statement\[\d+\]/, `$.Statement[${own.statement.index}]`)}` : 'nowhere';
  };
  const placedEntry = (it: OracleEntry): string => placed(it.statement, it.place);
  const statementAt = (it: OracleEntry): string => placed(it.statement, placeText(it.statement.path));
  const isAlone = (it: OracleEntry): boolean => alone.has(`${placedEntry(it)} denied-allow`) || alone.has(`${statementAt(it)} denied-allow`);

  const live = oracle.entries.filter((it) => [...oracle.masks].some((mask) => (mask & liveBits(oracle, it)) !== 0));
  const allows = live.filter((it) => it.statement.effect?.value === 'Allow');
  const denies = live.filter((it) => it.statement.effect?.value === 'Deny');
  const denied = allows.filter((it) => isAlone(it) || isCovered(oracle, bits([it]), denies));
  const findings: string[] = [];
  const related = new Set<string>();
  const add = (where: string, others?: readonly string[]): void => {
    findings.push(others ? `${where} -> ${others.join(', ')}` : where);
    if (others) related.add(where);
  };
  for (const { entries } of grouped(denied.filter((it) => !isAlone(it)))) {
    const [first] = entries;
    if (!first) continue;
    const where = entries.length > 1 ? statementAt(first) : placedEntry(first);
    add(`${where} denied-allow`, coverOf(oracle, bits(entries), denies).map(placedEntry));
  }
  if (merged.kind === 'session-5.0') return { findings, related };
  for (const statement of new Set(allows.map((it) => it.statement))) {
    const strings = oracle.parts.filter((it) => it.statement === statement);
    if (strings.length < 2 || allows.filter((it) => it.statement === statement).every((it) => denied.includes(it))) continue;
    for (const { bit, string } of strings) {
      const where = `${placed(statement, placeText(string.path))} denied-resource`;
      if (!alone.has(where) && isCovered(oracle, 1 << bit, denies)) add(where, coverOf(oracle, 1 << bit, denies).map(placedEntry));
    }
  }
  const idle = allows.length > 0 ? denies.filter((it) => (strict || !mayBeModelArts(it)) && !allows.some((allow) => meet(oracle, it, allow))) : [];
  for (const { entries } of grouped(idle)) if (entries[0]) findings.push(`${entries.length > 1 ? statementAt(entries[0]) : placedEntry(entries[0])} idle-deny`);
  findings.push(...partly(oracle, allows.filter((it) => !denied.includes(it)), denies, (it) => home(it)?.file).map(({ entries }) => `${entries.length > 1 ? statementAt(entries[0] as OracleEntry) : placedEntry(entries[0] as OracleEntry)} partly-denied-allow`));
  return { findings, related };
}

/** A statement is live when any of its entries is in some request. */
function liveBits({ entries }: Oracle, { statement }: OracleEntry): number {
  return bits(entries.filter((it) => it.statement === statement));
}

function partly(oracle: Oracle, allows: readonly OracleEntry[], denies: readonly OracleEntry[], fileOf: (entry: OracleEntry) => number | undefined): { entries: readonly OracleEntry[] }[] {
  const crosses = (a: OracleEntry, b: OracleEntry): boolean => {
    const has = (inA: boolean, inB: boolean): boolean => [...oracle.actionMasks].some((it) => ((it >> a.bit) & 1) === Number(inA) && ((it >> b.bit) & 1) === Number(inB));
    return has(true, true) && has(true, false) && has(false, true) && meet(oracle, a, b);
  };
  const firsts = denies.flatMap((deny) => allows.filter((it) => fileOf(it) !== fileOf(deny) && crosses(it, deny)).find((it) => [...oracle.certain].some((mask) => (mask & bits([it, deny])) === bits([it, deny]))) ?? []);
  return grouped(oracle.entries.filter((it) => firsts.includes(it)));
}

function mayBeModelArts({ string }: OracleEntry): boolean {
  const service = string?.value.split(':')[0] ?? '*';
  return /[*?]/.test(service) || service.toLowerCase() === 'modelarts';
}

function hasTwinKeys(policy: Policy): boolean {
  const names = new Set(policy.statements.flatMap(conditions).map((it) => it.key.name));
  return new Set([...names].map((it) => it.toLowerCase())).size < names.size;
}

// How many requests are decided in a second: node bench/simulate.ts [--short]
// Ten policies of eight statements, a quarter of the strings wildcards, half of the statements with conditions.
// Peers, when their folders are given (they are no dependencies of ours): PBAC_FOLDER (the npm package pbac, MIT)
// and IAM_SIMULATE_FOLDER (@cloud-copilot/iam-simulate, AGPL), each an installed package folder.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readDocument } from '../server/src/core/check.ts';
import { decide } from '../server/src/core/simulate/decide.ts';
import { prepare } from '../server/src/core/simulate/prepare.ts';
import { simulatePrepared } from '../server/src/core/simulate/simulate.ts';
import type { SimulationRequest } from '../server/src/core/simulate/types.ts';
import { compile, matches } from '../server/src/core/policy/pattern.ts';
import { catalog } from '../test/support/catalog.ts';
import { pick, type Random, random } from './support/folder.ts';
import { median } from './support/statistics.ts';

const short = process.argv.includes('--short');
const seconds = short ? 0.5 : 2;
const next = random(6);

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

const names = ['modelarts', 'obs', 'ecs', 'swr', 'lts', 'vpc', 'kms'].flatMap((it) => catalog.actions(it, '1.1').map((action) => action.name));
const conditions: readonly NonNullable<Statement['Condition']>[] = [
  { StringEquals: { 'g:UserName': ['alice', 'bob'] } },
  { StringMatch: { 'g:UserName': ['dev-*'] } },
  { Bool: { 'g:MFAPresent': ['true'] } },
  { IpAddress: { 'g:SourceIp': ['10.0.0.0/8', '192.168.1.0/24'] } },
  { DateLessThan: { 'g:CurrentTime': ['2027-01-01T00:00:00Z'] } },
];

const policies: readonly (readonly Statement[])[] = Array.from({ length: 10 }, () => Array.from({ length: 8 }, (_, index) => statement(index, next)));
const requests: readonly SimulationRequest[] = Array.from({ length: 1000 }, () => ({
  action: pick(names, next),
  resources: [`obs:cn-north-4:*:object:bucket-${String(Math.floor(next() * 20))}/a.txt`],
  context: { 'g:UserName': pick(['alice', 'dev-1', 'carol'], next), 'g:MFAPresent': pick(['true', 'false'], next), 'g:SourceIp': pick(['10.1.2.3', '203.0.113.9'], next), 'g:CurrentTime': '2026-06-01T00:00:00Z' },
}));

const texts = policies.map((it) => JSON.stringify({ Version: '1.1', Statement: it }, null, 2));
const attached = texts.map((text, index) => ({ name: `p${String(index)}`, document: readDocument(text, { kind: 'custom-1.1' }) }));
const prepared = prepare(attached);
const options = { catalog };

const decisions: Record<string, number> = {};
for (const it of requests) {
  const { decision } = decide(prepared, it, options);
  decisions[decision] = (decisions[decision] ?? 0) + 1;
  if (simulatePrepared(prepared, it, options).decision !== decision) throw new Error(`decided and simulated differ: ${JSON.stringify(it)}`);
}
console.log(`requests: ${Object.entries(decisions).map(([name, count]) => `${String(count)} ${name}`).join(', ')}`);

const ours = perSecond((it) => decide(prepared, it, options));
row('decisions with the deciding statement', ours, 300_000);
row('decisions with the full trace', perSecond((it) => simulatePrepared(prepared, it, options)), 50_000);
first();
patterns();
await peers();

/** Four strings, one of them a wildcard; every second statement has a condition, every fourth denies. */
function statement(index: number, random: Random): Statement {
  const strings = Array.from({ length: 4 }, (_, at) => (at === 3 ? pick(names, random).replace(/[^:]+$/, (operation) => `${operation.slice(0, 3)}*`) : pick(names, random)));
  return { Effect: index % 4 === 3 ? 'Deny' : 'Allow', Action: strings, ...(index % 2 === 1 ? { Condition: pick(conditions, random) } : {}) };
}

/** Warm, the median of several rounds. */
function perSecond(decideOne: (request: SimulationRequest) => unknown): number {
  const rounds: number[] = [];
  for (let round = 0; round < 5; round++) {
    const from = performance.now();
    const until = from + (seconds * 1000) / 4;
    let count = 0;
    while (performance.now() < until) {
      for (const it of requests) decideOne(it);
      count += requests.length;
    }
    rounds.push((count / (performance.now() - from)) * 1000);
  }
  return median(rounds);
}

/** From the text of policies, 64 KB together, to the first decision, warm. */
function first(): void {
  const all: string[] = [];
  for (let size = 0; size < 64_000; ) {
    const text = pick(texts, next).replace('"Version"', () => `${' '.repeat(all.length % 7)}"Version"`);
    all.push(text);
    size += text.length;
  }
  const times: number[] = [];
  for (let round = 0; round < (short ? 60 : 300); round++) {
    const from = performance.now();
    const read = prepare(all.map((text, index) => ({ name: String(index), document: readDocument(text, { kind: 'custom-1.1' }) })));
    decide(read, requests[round % requests.length] as SimulationRequest, options);
    times.push(performance.now() - from);
  }
  const measured = median(times.slice(times.length / 2));
  console.log(`${'64 KB of text to the first decision'.padEnd(42)} ${measured.toFixed(2)} ms, at most 2 ms: ${measured <= 2 ? 'met' : 'missed'}`);
}

/** Patterns of up to 1,500 characters on texts of up to 6,000, those that hang a matcher that backtracks among them. */
function patterns(): void {
  const stars = (run: string): string => `${run}*`.repeat(Math.floor(1500 / (run.length + 1)));
  const cases: readonly [string, string][] = [
    [`${stars('a')}b`.slice(-1500), 'a'.repeat(6000)],
    [stars('aaaaaaab'), 'a'.repeat(6000)],
    [`*${'a?'.repeat(740)}b*`, 'a'.repeat(6000)],
    [`*${'?'.repeat(1490)}b`, 'a'.repeat(6000)],
    [`*${'a'.repeat(1400)}b*`, 'a'.repeat(6000)],
    [`*b${'a'.repeat(1400)}*`, 'a'.repeat(6000)],
  ];
  const slowest = Math.max(...cases.map(([pattern, text]) => median(Array.from({ length: 9 }, () => {
    const from = performance.now();
    matches(compile(pattern, true), text);
    return performance.now() - from;
  }))));
  console.log(`${'slowest hostile pattern'.padEnd(42)} ${slowest.toFixed(2)} ms, at most 5 ms: ${slowest <= 5 ? 'met' : 'missed'}`);
}

/** The same policies in the words of AWS, for those that are installed. */
async function peers(): Promise<void> {
  const { PBAC_FOLDER, IAM_SIMULATE_FOLDER } = process.env;
  const asAws = policies.map((it) => ({ Version: '2012-10-17', Statement: it.map(({ Effect, Action, Condition }, index) => ({ Sid: String(index), Effect, Action, Resource: ['*'], ...(Condition ? { Condition: awsCondition(Condition) } : {}) })) }));
  if (PBAC_FOLDER) {
    const Pbac = createRequire(join(PBAC_FOLDER, 'package.json'))('.') as new (policies: unknown, options: object) => { evaluate(request: object): boolean };
    const pbac = new Pbac(asAws, { validatePolicies: false });
    peer('pbac', perSecond(({ action, resources, context }) => pbac.evaluate({ action, resource: resources?.[0] ?? '', variables: { req: context } })), 10);
  }
  if (IAM_SIMULATE_FOLDER) {
    const require = createRequire(join(IAM_SIMULATE_FOLDER, 'package.json'));
    const { runSimulation } = (await import(pathToFileURL(require.resolve(IAM_SIMULATE_FOLDER)).href)) as { runSimulation(simulation: object, options: object): Promise<unknown> };
    const identityPolicies = asAws.map((policy, index) => ({ name: `p${String(index)}`, policy }));
    const count = short ? 5 : 50;
    const from = performance.now();
    // Actions that AWS knows: it refuses others before it decides.
    for (let index = 0; index < count; index++) await runSimulation({ request: { principal: 'arn:aws:iam::123456789012:user/a', action: 's3:GetObject', resource: { resource: 'arn:aws:s3:::bucket/a.txt', accountId: '123456789012' }, contextVariables: {} }, identityPolicies, serviceControlPolicies: [], resourceControlPolicies: [] }, {});
    peer('@cloud-copilot/iam-simulate', (count / (performance.now() - from)) * 1000, 500);
  }
}

function awsCondition(condition: NonNullable<Statement['Condition']>): unknown {
  const names: Readonly<Record<string, string>> = { StringMatch: 'StringLike' };
  return Object.fromEntries(Object.entries(condition).map(([operator, keys]) => [names[operator] ?? operator, Object.fromEntries(Object.entries(keys).map(([key, values]) => [`req:${key}`, values]))]));
}

function row(what: string, measured: number, bound: number): void {
  console.log(`${what.padEnd(42)} ${Math.round(measured).toLocaleString('en')} a second, at least ${bound.toLocaleString('en')}: ${measured >= bound ? 'met' : 'missed'}`);
}

function peer(name: string, measured: number, times: number): void {
  console.log(`${name.padEnd(42)} ${Math.round(measured).toLocaleString('en')} a second; ours ${(ours / measured).toFixed(0)}×, at least ${String(times)}×: ${ours >= measured * times ? 'met' : 'missed'}`);
}

// How long the analysis of one policy takes: node bench/analysis.ts
import { readFileSync } from 'node:fs';
import { analyse } from '../server/src/core/analysis/analyse.ts';
import { createCatalog } from '../server/src/core/catalog/catalog.ts';
import { readDocument } from '../server/src/core/check.ts';
import type { Policy } from '../server/src/core/policy/policy.ts';
import { hostilePolicies } from '../test/support/hostile-policies.ts';

interface Case {
  readonly name: string;
  /** Milliseconds that it may take. */
  readonly bound: number;
  readonly text: string;
}

const catalog = createCatalog((name) => {
  try {
    return JSON.parse(readFileSync(new URL(`../dist/catalog/${name}.json`, import.meta.url), 'utf8')) as unknown;
  } catch {
    return undefined;
  }
});
const names = ['modelarts', 'obs', 'ecs', 'swr', 'lts', 'vpc', 'kms'].flatMap((it) => catalog.actions(it, '1.1').map((action) => action.name));

const statement = (effect: string, actions: readonly string[], more: object = {}): object => ({ Effect: effect, Action: actions, ...more });
const policy = (statements: readonly object[], version = '1.1'): string => JSON.stringify({ Version: version, Statement: statements });
const slice = (from: number, count: number): string[] => Array.from({ length: count }, (_, index) => names[(from + index) % names.length] ?? '');
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

/** A policy as people write it, filled up to what IAM takes: actions by statement, one exception, one guard. */
function consolePolicy(): string {
  const other = names.filter((it) => !it.startsWith('modelarts:') && !/delete/i.test(it));
  const part = (index: number, count: number): string[] => Array.from({ length: count }, (_, at) => other[at * 5 + index] ?? '');
  let count = 1;
  const build = (size: number): string =>
    policy([
      statement('Allow', ['modelarts:*:*', 'smn:*:*']),
      ...times(5, (index) => statement('Allow', part(index, size), index % 2 ? { Resource: ['OBS:*:*:object:a/*', 'OBS:*:*:bucket:*'] } : {})),
      statement('Deny', ['modelarts:pool:create', 'modelarts:pool:update', 'modelarts:pool:delete']),
      statement('Deny', part(0, Math.min(3, size)), { Condition: { StringEndWithIfExists: { 'g:UserName': ['-intern'] }, IpAddress: { 'g:SourceIp': ['10.0.0.0/8'] } } }),
    ]);
  while (build(count + 1).length <= 6144) count++;
  return build(count);
}

const cases: readonly Case[] = [
  { name: '6,144 characters in 8 statements', bound: 0.5, text: consolePolicy() },
  {
    name: '100 statements',
    bound: 10,
    text: policy(times(100, (index) => statement(index % 3 === 0 ? 'Deny' : 'Allow', [...slice(index * 3, 3), `modelarts:*:${'abcdefgh'.charAt(index % 8)}*`], index % 4 === 0 ? { Condition: { StringEquals: { 'g:UserName': [`u${index % 5}`] } } } : index % 4 === 1 ? { Resource: [`OBS:*:*:object:d${index % 7}/*`] } : {}))),
  },
  { name: '800 entries', bound: 20, text: policy(times(8, (index) => statement(index % 4 === 3 ? 'Deny' : 'Allow', slice(index * 100, 100)))) },
  { name: '800 entries with wildcards', bound: 50, text: policy(times(8, (index) => statement(index % 2 ? 'Deny' : 'Allow', times(100, (at) => `modelarts:*${String.fromCharCode(97 + (at % 26))}${at}*:${at % 7}*x${index}*`)))) },
  ...hostilePolicies.map((it) => ({ ...it, bound: 50 })),
];

let failed = false;
for (const { name, bound, text } of cases) {
  const measured = measure(text);
  const over = measured.median > bound;
  failed ||= over;
  console.log(`${over ? 'OVER ' : '     '}${name.padEnd(36)} ${measured.median.toFixed(3)} ms (least ${measured.least.toFixed(3)} ms, first ${measured.first.toFixed(1)} ms, at most ${bound} ms), ${measured.findings} findings, ${measured.givenUp} given up`);
}
process.exitCode = failed ? 1 : 0;

/** Each round reads the policy anew, because the analysis of one is kept; reading is not counted. */
function measure(text: string): { median: number; least: number; first: number; findings: number; givenUp: number } {
  const read = (): Policy => {
    const found = readDocument(text, { ours: true }).policy;
    if (!found) throw new Error('not a policy');
    return found;
  };
  const times: number[] = [];
  let [findings, givenUp] = [0, 0];
  const until = performance.now() + 1500;
  while (times.length < 5 || (performance.now() < until && times.length < 2000)) {
    const one = read();
    const from = performance.now();
    const analysis = analyse(one, catalog);
    times.push(performance.now() - from);
    findings = Object.values(analysis.findings).flat().length;
    givenUp = analysis.givenUp;
  }
  const [first = 0] = times;
  times.sort((a, b) => a - b);
  return { median: times[Math.floor(times.length / 2)] ?? 0, least: times[0] ?? 0, first, findings, givenUp };
}

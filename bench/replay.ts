// How long a replay takes and what it keeps in memory: node bench/replay.ts [REQUESTS]
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readDocument } from '../server/src/core/check.ts';
import { createMapping, type TraceData } from '../server/src/core/replay/mapping.ts';
import { createReplay } from '../server/src/core/replay/replay.ts';
import { sideOfPolicies } from '../server/src/core/replay/side.ts';
import { attach } from '../server/src/core/simulate/attach.ts';
import { catalog } from '../test/support/catalog.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const requests = Number(process.argv[2] ?? 1_000_000);
/** Seconds for a million requests. */
const bound = 10;

const names = catalog.actions('modelarts', '1.1').map((it) => it.name);
const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;
/** 10 policies of 8 statements, a quarter wildcards, half with conditions. */
const policies = (change: number) =>
  Array.from({ length: 10 }, (_, policy) =>
    attach(`${String(policy)}.policy.json`, readDocument(JSON.stringify({
      Version: '1.1',
      Statement: Array.from({ length: 8 }, (_, statement) => ({
        Effect: statement % 4 === 3 ? 'Deny' : 'Allow',
        Action: Array.from({ length: 8 }, (_, action) => (action % 4 === 0 ? pick(names, policy * 31 + statement * 7 + action).replace(/[^:]*$/, '*') : pick(names, policy * 31 + statement * 17 + action + change))),
        ...(statement % 2 ? { Condition: { StringEquals: { 'g:UserName': [`user${String(statement)}`] } } } : {}),
      })),
    }), { ours: true }), catalog));
const before = sideOfPolicies(policies(0), { catalog });
const after = sideOfPolicies(policies(1), { catalog });
const mapping = createMapping(catalog.facts('traces') as TraceData);
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

for (const [name, distinct] of [['repeated requests', 5_000], ['every request another', requests]] as const) {
  const replay = createReplay(before, after, { mapping, parse });
  collect();
  const memory = process.memoryUsage().heapUsed;
  const from = performance.now();
  const cpu = process.cpuUsage();
  let chunk = '';
  let most = 0;
  for (let at = 0; at < requests; at++) {
    const which = at % distinct;
    chunk += `{"action":"${pick(names, which * 7)}","project":"cn-north-4","context":{"g:UserName":"user${String(which % 50)}","g:SourceIp":"192.0.${String((which >> 8) & 255)}.${String(which & 255)}"}}\n`;
    if (chunk.length < 65_536) continue;
    replay.push(chunk);
    chunk = '';
    if (at % 200_000 < 500) {
      collect();
      most = Math.max(most, process.memoryUsage().heapUsed);
    }
  }
  replay.push(chunk);
  replay.end();
  const seconds = (performance.now() - from) / 1000;
  const used = process.cpuUsage(cpu);
  const { decided, flipped, flips } = replay.result();
  const scaled = (seconds * 1_000_000) / requests;
  if (scaled > bound) process.exitCode = 1;
  console.log(`${scaled > bound ? 'OVER ' : '     '}${name.padEnd(24)} ${String(decided)} decided twice, ${String(flipped)} flip in ${String(flips.length)} ways: ${seconds.toFixed(1)} s (a million: ${scaled.toFixed(1)} s, at most ${String(bound)} s; ${((used.user + used.system) / 1e6).toFixed(1)} s on processors), +${((most - memory) / 1e6).toFixed(0)} MB at most`);
}

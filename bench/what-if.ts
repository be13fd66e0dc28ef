// How long the what-if table takes, beside one decision of the evaluator: node bench/what-if.ts
import { readDocument } from '../server/src/core/check.ts';
import { attach } from '../server/src/core/simulate/attach.ts';
import { decide } from '../server/src/core/simulate/decide.ts';
import { prepare } from '../server/src/core/simulate/prepare.ts';
import { whatIf, type WhatIfColumn } from '../server/src/core/what-if/what-if.ts';
import { catalog } from '../test/support/catalog.ts';
import { median } from './support/statistics.ts';

/** Milliseconds for all ModelArts actions of 20 persons. */
const bound = 50;

const names = catalog.actions('modelarts', '1.1').map((it) => it.name);
const pick = (at: number): string => names[at % names.length] ?? '';
/** Three policies of 8 statements for each person, a quarter wildcards, half with conditions. */
const persons: readonly WhatIfColumn[] = Array.from({ length: 20 }, (_, person) => ({
  name: `user:p${String(person)}`,
  policies: Array.from({ length: 3 }, (_, policy) =>
    attach(`${String(policy)}.policy.json`, readDocument(JSON.stringify({
      Version: '1.1',
      Statement: Array.from({ length: 8 }, (_, statement) => ({
        Effect: statement % 4 === 3 ? 'Deny' : 'Allow',
        Action: Array.from({ length: 8 }, (_, action) => (action % 4 === 0 ? pick(person * 13 + policy * 31 + statement * 7 + action).replace(/[^:]*$/, '*') : pick(person * 7 + policy * 31 + statement * 17 + action))),
        ...(statement % 2 ? { Condition: { StringEquals: { 'g:UserName': [`p${String(statement)}`] } } } : {}),
      })),
    }), { ours: true }), catalog)),
  as: (request) => ({ ...request, context: { 'g:UserName': `p${String(person)}` } }),
}));

const tables: number[] = [];
const decisions: number[] = [];
let cells = 0;
let processors = 0;
for (let round = 0; round < 30; round++) {
  const cpu = process.cpuUsage();
  const from = performance.now();
  const { rows } = whatIf(persons, catalog);
  tables.push(performance.now() - from);
  processors += process.cpuUsage(cpu).user / 1000;
  cells = rows.length * persons.length;
  const prepared = persons.map((it) => prepare(it.policies));
  const start = performance.now();
  for (const [index, it] of prepared.entries()) for (const { fact } of rows) decide(it, { action: fact.name, context: { 'g:UserName': `p${String(index)}` } }, { catalog });
  decisions.push(performance.now() - start);
}
const [table, plain] = [median(tables), median(decisions)];
if (table > bound) process.exitCode = 1;
console.log(`${table > bound ? 'OVER ' : '     '}${String(cells)} cells in ${table.toFixed(1)} ms (at most ${String(bound)} ms; ${(processors / 30).toFixed(1)} ms on processors), ${(table / plain).toFixed(2)} times as long as the decisions alone`);

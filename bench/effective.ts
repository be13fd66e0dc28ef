// How long the effective permissions of one policy take: node bench/effective.ts
import { readDocument } from '../server/src/core/check.ts';
import { attachAlone, effectivePermissions } from '../server/src/core/effective/effective.ts';
import { catalog } from '../test/support/catalog.ts';
import { median } from './support/statistics.ts';

/** Milliseconds that the fifth issue allows for all ModelArts actions. */
const bound = 50;

const names = catalog.actions('modelarts', '1.1').map((it) => it.name);
const statement = (effect: string, actions: readonly string[], more: object = {}): object => ({ Effect: effect, Action: actions, ...more });
const policy = (...statements: object[]): string => JSON.stringify({ Version: '1.1', Statement: statements });
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const condition = (index: number): object => ({ Condition: { StringEquals: { 'g:UserName': [`user${String(index)}`] }, Bool: { 'g:MFAPresent': ['true'] } } });

const cases: readonly (readonly [name: string, text: string])[] = [
  ['one statement', policy(statement('Allow', ['modelarts:*:*']))],
  ['8 statements of 100 actions, under conditions', policy(...times(8, (index) => statement(index % 2 ? 'Deny' : 'Allow', times(100, (at) => names[(index * 37 + at) % names.length] ?? ''), condition(index))))],
  ['8 statements of 100 wildcards, under conditions', policy(...times(8, (index) => statement(index % 2 ? 'Deny' : 'Allow', times(100, (at) => `modelarts:*${String.fromCharCode(97 + (at % 26))}*:*${String(at)}*`), condition(index))))],
  ['everything, all services', policy(statement('Allow', ['*:*:*']), statement('Deny', ['*:*:*'], condition(0)))],
];

for (const [name, text] of cases) {
  const taken: number[] = [];
  let actions = 0;
  for (let round = 0; round < 40; round++) {
    const document = readDocument(text, { ours: true });
    const from = performance.now();
    const { services } = effectivePermissions(attachAlone('a', document), catalog);
    taken.push(performance.now() - from);
    actions = services.reduce((all, it) => all + it.types.reduce((sum, type) => sum + type.actions.length, 0), 0);
  }
  const measured = median(taken);
  if (measured > bound) process.exitCode = 1;
  console.log(`${measured > bound ? 'OVER ' : '     '}${name.padEnd(48)} ${String(actions).padStart(5)} actions ${measured.toFixed(2)} ms (first ${(taken[0] ?? 0).toFixed(1)} ms, at most ${String(bound)} ms)`);
}

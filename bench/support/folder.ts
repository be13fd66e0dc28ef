import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalog } from '../../test/support/catalog.ts';

/** Which of these policies have something to find: a share as in a repository that nobody checked so far. */
const mistakes: readonly ((statements: Statement[], next: Random) => void)[] = [
  // A name with a letter too many.
  ([first]) => first?.Action?.push((first.Action[0] ?? '').replace(/[^:]+$/, 'creatte')),
  ([first]) => first?.Action?.push('ModelArts:notebook:list'),
  // The same string twice.
  ([first]) => first?.Action?.push(first.Action[0] ?? ''),
  // An Allow that another statement denies.
  (statements, next) => {
    const name = pick(statements[0]?.Action ?? [], next);
    statements.push({ Effect: 'Deny', Action: [name.replace(/[^:]+$/, '*')] });
  },
  ([first]) => Object.assign(first ?? {}, { Resource: ['modelarts:*:*:notebook:abc'] }),
  ([first]) => Object.assign(first ?? {}, { Condition: { NumericLessThan: { 'g:CurrentTime': ['5'] } } }),
];

interface Statement {
  Effect: 'Allow' | 'Deny';
  Action?: string[];
  NotAction?: string[];
  Resource?: string[];
  Condition?: Record<string, Record<string, string[]>>;
}

/** A number from 0 up to 1, the same ones in every run. */
export type Random = () => number;

/** mulberry32 */
export function random(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(from: readonly T[], next: Random): T {
  return from[Math.floor(next() * from.length)] as T;
}

/** Writes `count` policies of about `size` characters below a folder, a hundred to a folder; one in five has something to find. */
export function writePolicies(folder: string, count: number, size: number): void {
  const next = random(count);
  for (let index = 0; index < count; index++) {
    const file = join(folder, `team-${String(Math.floor(index / 100)).padStart(3, '0')}`, `p${String(index).padStart(5, '0')}.${index % 25 === 0 ? 'scp' : 'policy'}.json`);
    if (index % 100 === 0) mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, policyText(index % 25 === 0 || index % 6 === 5 ? '5.0' : '1.1', size, index % 5 === 0 ? mistakes[(index / 5) % mistakes.length] : undefined, next));
  }
}

function policyText(version: '1.1' | '5.0', size: number, mistake: (typeof mistakes)[number] | undefined, next: Random): string {
  const statements: Statement[] = [];
  const text = (): string => `${JSON.stringify({ Version: version, Statement: statements }, null, 2)}\n`;
  // What is left of the types: each is allowed once, so that nothing is said twice.
  const left = [...typesOf(version)].sort(() => next() - 0.5);
  do statements.push(...granted(left.splice(0, 3), next));
  while (text().length < size - 350 && left.length > 0 && statements.length < 7);
  mistake?.(statements, next);
  return text();
}

/** An Allow for actions of some resource types, and sometimes a Deny that takes one of them back unless somebody is somebody. */
function granted(types: readonly (readonly string[])[], next: Random): Statement[] {
  const actions = types.flatMap((names) => (next() < 0.25 ? [wholeType(names)] : names.slice(0, 2 + Math.floor(next() * 5))));
  const allow: Statement = { Effect: 'Allow', Action: actions, ...(next() < 0.3 ? { Condition: pick(conditions, next) } : {}) };
  const whole = types.find((names) => actions.includes(wholeType(names)));
  if (!whole) return [allow];
  return [allow, { Effect: 'Deny', Action: [whole[whole.length - 1] ?? ''], Condition: { StringNotEquals: { 'g:UserName': ['carol'] } } }];
}

function wholeType([name = '']: readonly string[]): string {
  return name.replace(/[^:]+$/, '*');
}

const conditions: readonly NonNullable<Statement['Condition']>[] = [
  { StringEquals: { 'g:UserName': ['alice', 'bob'] } },
  { StringMatch: { 'g:UserName': ['dev-*'] } },
  { Bool: { 'g:MFAPresent': ['true'] } },
  { IpAddress: { 'g:SourceIp': ['10.0.0.0/8', '192.168.1.0/24'] } },
  { DateLessThan: { 'g:CurrentTime': ['2027-01-01T00:00:00Z'] } },
];

const lists = new Map<string, readonly (readonly string[])[]>();

/** The actions of each resource type with at least three, without those out of date. */
function typesOf(version: '1.1' | '5.0'): readonly (readonly string[])[] {
  let list = lists.get(version);
  if (!list) {
    const types = new Map<string, string[]>();
    for (const service of ['modelarts', 'ecs', 'swr', 'lts', 'vpc', 'kms', 'ces']) {
      for (const { name, deprecated } of catalog.actions(service, version)) {
        const type = name.slice(0, name.lastIndexOf(':'));
        if (!deprecated) types.set(type, [...(types.get(type) ?? []), name]);
      }
    }
    lists.set(version, (list = [...types.values()].filter((it) => it.length > 2)));
  }
  return list;
}

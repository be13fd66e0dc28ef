import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readDocument } from '../../../server/src/core/check.ts';
import { effectivePermissions } from '../../../server/src/core/effective/effective.ts';
import { prepare } from '../../../server/src/core/simulate/prepare.ts';
import { simulatePrepared } from '../../../server/src/core/simulate/simulate.ts';
import { decide } from '../../../server/src/core/simulate/decide.ts';
import type { SimulationRequest } from '../../../server/src/core/simulate/types.ts';
import { catalog } from '../../support/catalog.ts';

const actions = ['modelarts:*:*', 'modelarts:pool:*', 'modelarts:pool:delete', 'modelarts:*:list*', 'modelarts:notebook:create', 'modelarts:notebook:get', '*:*:*', 'obs:*:*', 'half:typed'];
const resources = ['*', 'OBS:*:*:object:a/*', 'OBS:*:*:object:a/b', 'OBS:*:*:bucket:c', 'OBS:*:*:object:${g:UserName}/*'];
const contexts: readonly NonNullable<SimulationRequest['context']>[] = [{}, { 'g:UserName': 'ann' }, { 'g:UserName': 'bob' }, { 'g:MFAPresent': 'true' }, { 'g:MFAPresent': 'false', 'g:UserName': 'ann' }, { 'g:SourceIp': '10.1.2.3' }, { 'g:SourceIp': '203.0.113.9', 'G:USERNAME': 'ann' }];
const asked: readonly (readonly string[])[] = [[], ['OBS:cn-north-4:1:object:a/b'], ['OBS:cn-north-4:1:object:ann/x'], ['OBS:*:*:bucket:c']];

const condition = fc.constantFrom(
  { StringEquals: { 'g:UserName': ['ann'] } },
  { StringNotEqualsIfExists: { 'g:UserName': ['ann'] } },
  { StringNotEquals: { 'g:username': ['ann', 'bob'] } },
  { StringMatch: { 'g:UserName': ['a*'] } },
  { Bool: { 'g:MFAPresent': ['true'] } },
  { Null: { 'g:MFAPresent': ['true'] } },
  { IpAddress: { 'g:SourceIp': ['10.0.0.0/8'] } },
  { StringEquals: { 'g:UserName': [] } },
  { StringEndWith: { 'g:UserName': ['nn'] } },
  { Sounds: { 'g:UserName': ['ann'] } },
);

const statement = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Deny', 'Deny', 'Perhaps'),
    strings: fc.array(fc.constantFrom(...actions), { minLength: 1, maxLength: 3 }),
    not: fc.constantFrom(false, false, false, true),
    resource: fc.option(fc.uniqueArray(fc.constantFrom(...resources), { maxLength: 2 })),
    conditions: fc.array(condition, { maxLength: 2 }),
  })
  .map(({ Effect, strings, not, resource, conditions }) => ({
    Effect: Effect === 'Perhaps' && strings.length < 3 ? 'Allow' : Effect,
    ...(not ? { NotAction: strings } : { Action: strings }),
    ...(resource ? { Resource: resource } : {}),
    ...(conditions.length > 0 ? { Condition: Object.assign({}, ...conditions) as object } : {}),
  }));

const policy = fc.record({ Version: fc.constantFrom('1.1', '5.0'), Statement: fc.array(statement, { maxLength: 5 }) }).map((it) => JSON.stringify(it));

test('effective permissions agree with the simulation of requests', () => {
  let decided = 0;
  fc.assert(
    fc.property(policy, fc.constantFrom('strict' as const, 'non-strict' as const), (text, authorization) => {
      const policies = [{ name: 'a', document: readDocument(text, { ours: true }) }];
      const effective = effectivePermissions(policies, catalog, { authorization });
      const prepared = prepare(policies);
      const options = { catalog, authorization };
      for (const { fact, outcome } of effective.services.slice(0, 2).flatMap((it) => it.types.flatMap((type) => type.actions))) {
        const plain = decide(prepared, { action: fact.name }, options).decision;
        if (outcome.state === 'unknown') continue;
        assert.ok(plain === 'Unknown' ? outcome.state === 'depends' : outcome.possible.includes(plain), `${fact.name} is ${outcome.state}, but ${plain}`);
        decided++;
      }
      // Some actions in full: what is decided holds for every request, what depends has no answer that is left out.
      for (const { fact, outcome } of ['modelarts:pool:delete', 'modelarts:notebook:get', 'obs:object:GetObject'].flatMap((name) => effective.services.flatMap((it) => it.types.flatMap((type) => type.actions.filter((action) => action.fact.name === name))))) {
        if (outcome.state === 'unknown') continue;
        for (const context of contexts) {
          for (const named of asked) {
            const { decision } = simulatePrepared(prepared, { action: fact.name, context, resources: named }, options);
            if (decision === 'Unknown') assert.equal(outcome.state, 'depends', `${fact.name} with ${JSON.stringify(context)} is unknown`);
            else assert.ok(outcome.possible.includes(decision), `${fact.name} is ${outcome.possible.join()}, but ${decision} with ${JSON.stringify([context, named])}`);
          }
        }
      }
    }),
    { numRuns: 250, seed: 20261031 },
  );
  assert.ok(decided > 10_000);
});

test('a policy of any shape has an answer for each action of ModelArts', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom('1.1', '5.0', '1.0', '2'), (value, version) => {
      for (const text of [`{"Version": "${version}", "Statement": ${value}}`, `{"Version": "${version}", "Statement": [${value}, {"Effect": "Allow", "Action": ${value}, "Condition": ${value}}]}`]) {
        const effective = effectivePermissions([{ name: 'a', document: readDocument(text, { ours: true }) }], catalog);
        const count = effective.services.find((it) => it.fact.name === 'modelarts')?.types.reduce((all, it) => all + it.actions.length, 0);
        assert.equal(count, catalog.actions('modelarts', version === '5.0' ? '5.0' : '1.1').length);
      }
    }),
    { numRuns: 100, seed: 1 },
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readDocument } from '../../../server/src/core/check.ts';
import { decide } from '../../../server/src/core/simulate/decide.ts';
import { prepare } from '../../../server/src/core/simulate/prepare.ts';
import { simulatePrepared } from '../../../server/src/core/simulate/simulate.ts';
import type { AttachedPolicy } from '../../../server/src/core/simulate/types.ts';
import { catalog } from '../../support/catalog.ts';

const policy = (name: string, version: string, statements: readonly object[], more: Partial<AttachedPolicy> = {}): AttachedPolicy => ({ name, document: readDocument(JSON.stringify({ Version: version, Statement: statements }), { ours: true }), ...more });

/** Conditions of every kind, a variable, lists of their own and of others, what cannot be read, SCPs and sessions. */
const policies: readonly AttachedPolicy[] = [
  policy('a', '1.1', [
    { Effect: 'Allow', Action: ['modelarts:notebook:*', 'obs:object:GetObject'], Condition: { StringEquals: { 'g:UserName': ['ann'] }, DateLessThan: { 'g:CurrentTime': ['2026-01-01T00:00:00Z'] } } },
    { Effect: 'Deny', Action: ['modelarts:*:delete'], Condition: { 'ForAnyValue:StringNotMatch': { 'g:UserName': ['a*'] }, Bool: { 'g:MFAPresent': ['true'] } } },
    { Effect: 'Allow', Action: ['obs:*:*'], Resource: ['obs:*:*:object:${g:UserName}/*'] },
  ]),
  policy('b', '5.0', [
    { Effect: 'Allow', NotAction: ['modelarts:pool:*'], Condition: { IpAddress: { 'g:SourceIp': ['10.0.0.0/8'] }, StringLike: { 'g:UserName': ['*n*'] } } },
    { Effect: 'Deny', Action: ['*:*:*'], Condition: { StringEquals: { 'g:DomainName': ['${g:UserName}'] } } },
    { Effect: 'Allow', Action: 5 },
    { Effect: 'Allow', Action: ['modelarts:pool:get'], Condition: { Null: { 'g:MFAPresent': ['true'] }, NumberLessThanIfExists: { 'g:MFAAge': ['300'] } } },
  ]),
  policy('scp', '5.0', [{ Effect: 'Allow', Action: ['modelarts:*:*', 'obs:*:*'] }], { role: 'scp' }),
];
const roles: readonly (readonly AttachedPolicy[])[] = [policies, policies.slice(0, 2), [...policies, policy('session', '1.1', [{ Effect: 'Allow', Action: ['modelarts:notebook:get'] }], { role: 'session' })]];

const values = fc.constantFrom('ann', 'bob', '', 'true', 'false', '10.1.2.3', '203.0.113.9', '2025-06-01T00:00:00Z', '2027-06-01', '299', '301', 'x'.repeat(300));
const request = fc.record({
  action: fc.constantFrom('modelarts:notebook:get', 'MODELARTS:notebook:delete', 'modelarts:pool:get', 'obs:object:GetObject', 'ecs:servers:list', 'none'),
  resources: fc.constantFrom([], ['obs:::object:ann/a'], ['obs:::object:bob/a', 'modelarts:*:*:pool:p']),
  context: fc.dictionary(fc.constantFrom('g:UserName', 'g:username', 'g:MFAPresent', 'g:SourceIp', 'g:CurrentTime', 'g:MFAAge', 'g:DomainName'), fc.oneof(values, fc.array(values, { maxLength: 3 })), { maxKeys: 6 }),
});

test('what is remembered of earlier requests changes no answer', () => {
  fc.assert(
    fc.property(fc.constantFrom(...roles), fc.array(request, { minLength: 2, maxLength: 12 }), (attached, requests) => {
      const prepared = prepare(attached);
      for (const it of requests) {
        const fresh = prepare(attached);
        const alone = simulatePrepared(fresh, it, { catalog });
        assert.deepEqual(simulatePrepared(prepared, it, { catalog }), alone);
        assert.deepEqual(decide(prepared, it, { catalog }), { decision: alone.decision, reason: alone.reason });
      }
    }),
    { numRuns: 400, seed: 20_261_125 },
  );
});

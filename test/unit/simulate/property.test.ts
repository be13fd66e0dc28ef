import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decide } from '../../../server/src/core/simulate/decide.ts';
import { prepare } from '../../../server/src/core/simulate/prepare.ts';
import { simulatePrepared } from '../../../server/src/core/simulate/simulate.ts';
import type { AttachedPolicy } from '../../../server/src/core/simulate/types.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import { catalog } from '../../support/catalog.ts';
import { plainDecision, type PlainPolicy, type PlainRequest, type PlainStatement } from '../../support/plain-evaluator.ts';

const seed = 20_261_031;

const actions = ['modelarts:notebook:create', 'modelarts:notebook:delete', 'obs:object:get', 'dns:zone:list', 'modelarts::create'];
const patterns = [...actions, 'modelarts:*:*', '*:*:create', 'MODELARTS:note*:CREATE', 'modelarts:notebook:?reate', '*', 'obs:*:*', 'modelarts:*', 'dns:zone:*'];
const resources = ['obs:cn-north-4:acc:object:a/b:c', 'obs:::object:A', 'modelarts:*:*:notebook:n1', '/iam/agencies/1', 'obs:cn-north-4::bucket:a?'];
const resourcePatterns = [...resources, '*', 'OBS:*:*:object:a*', 'obs:*:*:*:*', 'obs:cn-*::OBJECT:?', 'obs:*:ACC:object:*', '*:*:*:notebook:*', 'obs:*'];

/** For each family: operators, values to list, values to send. All can be compared. */
const families = [
  { names: ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringMatch', 'StringNotMatch', 'StringStartWith', 'StringEndWith', 'StringLike', 'StringNotLike', 'StringNotStartWith', 'StringNotEndWith'], key: 'g:UserName', listed: ['ann', 'ANN', 'a*', '*n', 'a?n', 'nn', ''], sent: ['ann', 'Ann', 'an', 'a*', 'bob', ''] },
  { names: ['NumberEquals', 'NumberNotEquals', 'NumberLessThan', 'NumberLessThanEquals', 'NumberGreaterThan', 'NumberGreaterThanEquals'], key: 'g:MFAAge', listed: ['1', '2.50', '-3', '007'], sent: ['1', '1.0', '2.5', '-3.1', '7', '0'] },
  { names: ['DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'], key: 'g:CurrentTime', listed: ['2024-02-29T12:00:00Z', '2025-01-01T00:00:00+08:00'], sent: ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.5Z', '2024-12-31T16:00:00Z', '2030-01-01'] },
  { names: ['Bool', 'Null'], key: 'g:MFAPresent', listed: ['true', 'false'], sent: ['true', 'false'] },
  { names: ['IpAddress', 'NotIpAddress'], key: 'g:SourceIp', listed: ['10.0.0.0/8', '10.1.2.3', '192.168.128.0/17'], sent: ['10.1.2.3', '10.255.0.1', '192.168.127.1', '192.168.200.1'] },
  { names: ['NumericEquals', 'ArnLike'], key: 'g:UserId', listed: ['1'], sent: ['1'] },
] as const;

const condition = fc.constantFrom(...families).chain((family) =>
  fc.record({
    operator: fc.tuple(fc.constantFrom('', '', '', 'ForAllValues:', 'ForAnyValue:'), fc.constantFrom(...family.names), fc.constantFrom('', '', 'IfExists')).map((it) => it.join('')),
    key: fc.constantFrom(family.key, family.key.toUpperCase()),
    listed: fc.uniqueArray(fc.constantFrom<string>(...family.listed), { maxLength: 3 }),
  }),
);

const statement: fc.Arbitrary<PlainStatement> = fc
  .record({
    Effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
    actions: fc.array(fc.constantFrom(...patterns), { minLength: 1, maxLength: 3 }),
    notAction: rarely(8),
    resources: fc.option(fc.array(fc.constantFrom(...resourcePatterns), { maxLength: 3 })),
    notResource: rarely(8),
    conditions: fc.array(condition, { maxLength: 2 }),
    unknown: rarely(15),
  })
  .map(({ Effect, actions, notAction, resources, notResource, conditions, unknown }) => {
    const Condition: Record<string, Record<string, readonly string[]>> = {};
    for (const { operator, key, listed } of conditions) Condition[operator] = { [key]: listed };
    return {
      Effect,
      ...(notAction ? { NotAction: actions } : { Action: actions }),
      ...(resources ? (notResource ? { NotResource: resources } : { Resource: resources }) : {}),
      ...(conditions.length > 0 ? { Condition } : {}),
      ...(unknown ? { Unknown: 'x' } : {}),
    };
  });

const policy: fc.Arbitrary<PlainPolicy> = fc
  .record({
    version: fc.constantFrom('1.1' as const, '5.0' as const),
    role: fc.constantFrom('policy' as const, 'policy' as const, 'policy' as const, 'scp' as const, 'session' as const),
    statements: fc.array(statement, { maxLength: 3 }),
    hidden: rarely(20),
    scope: fc.constantFrom(undefined, undefined, undefined, 'global' as const, { projects: ['p1'] }),
  })
  .map(({ version, role, statements, hidden, scope }) => ({ version: role === 'scp' ? '5.0' : version, role, ...(hidden ? {} : { statements }), ...(scope ? { scope } : {}) }));

const request: fc.Arbitrary<PlainRequest> = fc
  .record({
    action: fc.constantFrom(...actions),
    resources: fc.uniqueArray(fc.constantFrom(...resources), { maxLength: 2 }),
    project: fc.constantFrom(undefined, 'p1', 'p2'),
    context: fc.tuple(
      ...families.map((family) => fc.option(fc.oneof(fc.constantFrom<string>(...family.sent), fc.uniqueArray(fc.constantFrom<string>(...family.sent), { minLength: 1, maxLength: 2 })), { nil: undefined, freq: 1 })),
    ),
  })
  .map(({ action, resources, project, context }) => ({
    action,
    resources,
    ...(project ? { project } : {}),
    context: Object.fromEntries(families.flatMap(({ key }, index) => (context[index] === undefined ? [] : [[key, context[index]]]))) as PlainRequest['context'],
  }));

const anyCase = fc.record({ policies: fc.array(policy, { minLength: 1, maxLength: 3 }), request, mode: fc.constantFrom('strict' as const, 'non-strict' as const) });

test('decides as the plain evaluator does, with and without the trace', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(anyCase, ({ policies, request, mode }) => {
      const expected = plainDecision(policies, request, mode, levels[request.action.split(':')[0] ?? '']);
      fc.pre(expected !== undefined);
      const prepared = prepare(attachPlain(policies));
      const options = { catalog, authorization: mode };
      const result = simulatePrepared(prepared, request, options);
      seen.set(result.decision, (seen.get(result.decision) ?? 0) + 1);
      assert.equal(result.decision, expected);
      const { decision, reason } = decide(prepared, request, options);
      assert.deepEqual({ decision, reason }, { decision: result.decision, reason: result.reason });
      assert.equal(result.otherwise === null, result.decision !== 'Unknown');
      assert.equal(result.unknowns.length > 0, result.decision === 'Unknown');
      assertReason(result);
    }),
    { seed, numRuns: 4000 },
  );
  for (const decision of ['Allow', 'Deny', 'ImplicitDeny', 'Unknown']) assert.ok((seen.get(decision) ?? 0) > 100, `${decision}: ${seen.get(decision)}`);
});

test('a key that is named as missing changes the decision for some values, one that is not never does', () => {
  let named = 0;
  fc.assert(
    fc.property(anyCase, ({ policies, request, mode }) => {
      const prepared = prepare(attachPlain(policies));
      const options = { catalog, authorization: mode };
      const { missingContext, decision } = simulatePrepared(prepared, request, options);
      const missing = new Set(missingContext.map((it) => it.toLowerCase()));
      const absent = families.filter(({ key }) => !(key in request.context));
      named += missing.size;
      // Whatever is sent for the keys that are not named, alone or together with the others, changes nothing.
      for (const { key, sent } of absent) {
        for (const value of sent) {
          const changed = decide(prepared, { ...request, context: { ...request.context, [key]: value } }, options).decision !== decision;
          if (!missing.has(key.toLowerCase())) assert.equal(changed, false, `${key}=${value}`);
        }
      }
      // Where a single key is named, some value of it changes the decision.
      const [only] = absent.filter(({ key }) => missing.has(key.toLowerCase()));
      if (only && missing.size === 1) {
        const values = [...only.sent, ...only.listed, ...only.listed.flatMap((it) => [`${it}x`, `x${it}`]), '…', '1999-01-01', '2024-06-01', '2099-01-01', '-99', '2', '4', '99', '8.8.8.8'].flatMap((it, _, all) => [it, ...all.map((other) => [it, other])]);
        assert.ok(
          values.some((value) => decide(prepared, { ...request, context: { ...request.context, [only.key]: value } }, options).decision !== decision),
          `${only.key} never matters`,
        );
      }
    }),
    { seed, numRuns: 3000 },
  );
  assert.ok(named > 100);
});

const levels: Readonly<Record<string, boolean>> = { modelarts: true, obs: false };

function attachPlain(policies: readonly PlainPolicy[]): AttachedPolicy[] {
  return policies.map(({ version, role, statements, scope }, index) => ({
    name: `p${index}`,
    role,
    ...(scope ? { scope } : {}),
    document: statements ? readDocument(JSON.stringify({ Version: version, Statement: statements }), { kind: role === 'scp' ? 'scp-5.0' : role === 'session' ? `session-${version}` : version === '5.0' ? 'identity-5.0' : 'custom-1.1' }) : undefined,
  }));
}

function assertReason({ decision, reason, statements }: ReturnType<typeof simulatePrepared>): void {
  const deciding = statements.filter((it) => it.decides);
  assert.equal(deciding.length, reason.path ? 1 : 0);
  for (const it of deciding) assert.equal(it.effect, decision === 'Deny' ? 'Deny' : 'Allow');
}

function rarely(oneIn: number): fc.Arbitrary<boolean> {
  return fc.integer({ min: 1, max: oneIn }).map((it) => it === 1);
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Account, readAccount } from '../../../server/src/core/account/account.ts';
import { simulateAs } from '../../../server/src/core/account/simulate-as.ts';
import { whoCan } from '../../../server/src/core/account/who.ts';
import { attach } from '../../../server/src/core/simulate/attach.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import type { SimulationRequest } from '../../../server/src/core/simulate/types.ts';
import { catalog } from '../../support/catalog.ts';

const allow = (...actions: readonly string[]): object => ({ Version: '1.1', Statement: [{ Effect: 'Allow', Action: actions }] });
const options = { catalog, fileName: 'c.iamaccount.json', load: (): string | undefined => JSON.stringify(allow('*:*:*')), now: Date.parse('2026-11-25T00:00:00Z') };
const account = (fields: object): Account => readAccount(JSON.stringify({ version: 1, ...fields }));
const pool: SimulationRequest = { action: 'modelarts:pool:get', project: 'cn-north-4' };

const simulated = (of: Account, as: string, request = pool, more: object = {}): Exclude<ReturnType<typeof simulateAs>, { template: string }> => {
  const answer = simulateAs(of, as, request, { ...options, ...more });
  assert.ok(!('template' in answer), 'template' in answer ? toPlain(answer, english) : '');
  return answer;
};

test('what cannot be read in the account may grant or deny anything', () => {
  const all = { document: allow('*:*:*') };
  const cases: readonly (readonly [policies: unknown, decision: string, why: string | undefined])[] = [
    [[all], 'Allow', undefined],
    [[], 'ImplicitDeny', undefined],
    [[{ ...all, scope: 'bogus' }], 'Unknown', 'A scope is "all", "global", or an object with a list of projects or of enterpriseProjects.'],
    [[{ ...all, scope: { projects: 'cn-north-4' } }], 'Unknown', 'A scope is "all", "global", or an object with a list of projects or of enterpriseProjects.'],
    ['all.policy.json', 'Unknown', '"policies" has to be a list.'],
    [[1], 'Unknown', 'A policy is a file name or an object with file, document or system.'],
    [[{ file: 'a.json', system: 'b' }], 'Unknown', 'A policy is given by one of file, document and system.'],
    [[{ system: 'No Such Policy' }], 'Unknown', 'no system policy or role of this name is known'],
    [[{ system: 'ModelArts FullAccess' }], 'Unknown', 'the statements of this policy are not published'],
  ];
  for (const [policies, decision, why] of cases) {
    const { result } = simulated(account({ users: { ann: { policies } } }), 'user:ann');
    assert.deepEqual([result.decision, result.unknowns.map((it) => toPlain(it.why, english))], [decision, why === undefined ? [] : [why]], JSON.stringify(policies));
  }
});

test('an agency without policies may hold anything, a person without them holds nothing', () => {
  const of = account({ users: { ann: {} }, agencies: { unk: {}, none: { policies: [] } } });
  assert.deepEqual(whoCan(of, pool, options).map((it) => [it.id, it.decision]), [['user:ann', 'ImplicitDeny'], ['agency:unk', 'Unknown'], ['agency:none', 'ImplicitDeny']]);
  assert.deepEqual(simulated(of, 'agency:unk').result.unknowns.map((it) => toPlain(it.why, english)), ['the account does not say what the agency holds']);
});

test('who may enter a workspace is known only where its grants, or its owner, are written', () => {
  const of = (workspace: object): unknown => simulated(account({ users: { ann: {}, bea: {} }, enterpriseProjects: { e: {} }, workspaces: { w: workspace } }), 'user:ann', pool, { workspace: 'w' }).entrance?.mayEnter;
  const cases: readonly (readonly [object, boolean | null])[] = [
    [{ access: 'internal', owner: 'user:bea' }, null],
    [{ access: 'internal', owner: 'user:ann' }, true],
    [{ access: 'internal', owner: 'user:bea', grants: [] }, false],
    [{ access: 'internal', owner: 'user:bea', grants: ['user:ann'] }, true],
    [{ access: 'internal', grants: [] }, null],
    [{ access: 'private', owner: 'user:bea' }, false],
    [{ access: 'private' }, null],
    [{ access: 'public' }, true],
    [{}, null],
  ];
  for (const [workspace, mayEnter] of cases) assert.equal(of(workspace), mayEnter, JSON.stringify(workspace));
});

const jobs = (policies: readonly unknown[]): Account => account({ users: { ann: { policies: [{ document: allow('modelarts:*:*') }] } }, agencies: { x: { policies } }, accessAuthorizations: [{ to: 'all-users', agency: 'x' }] });
const train: SimulationRequest = { action: 'modelarts:trainJob:create', project: 'ap-southeast-1' };

test('a step that is granted for another project says so', () => {
  const of = jobs([{ document: allow('swr:*:*', 'obs:*:*'), scope: { projects: ['cn-north-4'] } }]);
  const steps = simulated(of, 'user:ann', train).agency?.steps.filter((it) => it.action.startsWith('swr:repository') && it.decision === 'ImplicitDeny').map((it) => toPlain(it.why, english)) ?? [];
  assert.ok(steps.length > 0);
  assert.deepEqual([...new Set(steps)], ['c.iamaccount.json#/agencies/x/policies/0 allows it, but it is attached for the projects cn-north-4, not for ap-southeast-1']);
});

test('a service control policy of the call binds the agency, a session policy only the caller', () => {
  const deny = (name: string, role: 'scp' | 'session'): object =>
    attach(name, readDocument(JSON.stringify({ Version: '5.0', Statement: [{ Effect: 'Deny', Action: ['obs:object:GetObject'] }] }), { fileName: name, kind: role === 'scp' ? 'scp-5.0' : 'session-5.0' }), catalog, { role });
  const step = (further: readonly object[]): unknown => simulated(jobs([{ document: allow('obs:*:*') }]), 'user:ann', train, { further }).agency?.steps.find((it) => it.action === 'obs:object:GetObject')?.decision;
  assert.deepEqual([step([]), step([deny('d.scp.json', 'scp')]), step([deny('d.json', 'session')])], ['Allow', 'Deny', 'Allow']);
});

test('an agency that ended: what its policies allow, and that nobody can act as it', () => {
  const of = account({ agencies: { old: { policies: [{ document: allow('*:*:*') }], expires: '2020-01-01' }, young: { policies: [{ document: allow('*:*:*') }], expires: '2030-01-01' } } });
  const told = (as: string): unknown => {
    const { result, refusals } = simulated(of, as, { action: 'obs:object:GetObject' });
    return [result.decision, refusals.map((it) => toPlain(it, english)), result.notes.filter((it) => it.text.template.startsWith('Nobody')).length];
  };
  assert.deepEqual([told('agency:old'), told('agency:young')], [['Allow', ['the agency old ended on 2020-01-01'], 1], ['Allow', [], 0]]);
  assert.deepEqual(whoCan(of, pool, options).map((it) => it.ended && toPlain(it.ended, english)), ['the agency old ended on 2020-01-01', undefined]);
});

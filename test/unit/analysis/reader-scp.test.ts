import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../../server/src/core/analysis/analyse.ts';
import { compare } from '../../../server/src/core/analysis/compare.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import type { Policy } from '../../../server/src/core/policy/policy.ts';
import { allow, deny } from '../../support/analysis-findings.ts';
import { catalog } from '../../support/catalog.ts';

const scp = (...statements: readonly object[]): Policy => {
  const { policy } = readDocument(JSON.stringify({ Version: '5.0', Statement: statements }), { kind: 'scp-5.0' });
  assert.ok(policy);
  return policy;
};

const denyEcs = deny('ecs:*:*');
const allowCreate = allow('modelarts:notebook:create');

/** An SCP without an Allow stands beside the default of full access, so its first Allow limits and its last one opens. */
const pairs: readonly (readonly [name: string, before: Policy, after: Policy, result: string, changes: readonly (readonly (string | undefined)[])[]])[] = [
  ['the first Allow', scp(denyEcs), scp(denyEcs, allowCreate), 'grants-less', [['Allow', 'ImplicitDeny', 'before', '']]],
  ['the last Allow', scp(denyEcs, allowCreate), scp(denyEcs), 'grants-more', [['ImplicitDeny', 'Allow', 'after', '']]],
  ['an Allow of which nothing was left', scp(allowCreate, deny('modelarts:notebook:*')), scp(deny('modelarts:notebook:*')), 'grants-more', [['ImplicitDeny', 'Allow', 'after', '']]],
  ['an Allow of everything', scp(denyEcs), scp(denyEcs, allow('*')), 'equivalent', []],
  ['without any Allow, more denied', scp(denyEcs), scp(denyEcs, deny('vpc:*:*')), 'grants-less', [['Allow', 'Deny', 'after', 'Statement.1.Action.0']]],
  ['nothing to a Deny', scp(), scp(denyEcs), 'grants-less', [['Allow', 'Deny', 'after', 'Statement.0.Action.0']]],
];

for (const [name, before, after, expected, changes] of pairs) {
  test(`SCPs compared with the default of full access: ${name}`, () => {
    const { result, gained, lost } = compare(before, after, catalog);
    assert.equal(result, expected);
    const found = [...gained, ...lost].map(({ from, to, by }) => [from, to, by.side, by.path.join('.')]);
    assert.deepEqual([...new Set(found.map((it) => JSON.stringify(it)))], changes.map((it) => JSON.stringify(it)));
  });
}

test('no fix takes the last Allow of an SCP', () => {
  const fixes = (policy: Policy): number => analyse(policy, catalog).findings['denied-allow'].flatMap((it) => it.fixes ?? []).filter((it) => it.title.template.startsWith('Remove')).length;
  assert.equal(analyse(scp(allowCreate, deny('modelarts:notebook:*')), catalog).findings['denied-allow'].length, 1);
  assert.equal(fixes(scp(allowCreate, deny('modelarts:notebook:*'))), 0);
  assert.equal(fixes(scp(allowCreate, deny('modelarts:notebook:*'), allow('obs:*:*'))), 1);
  const never = analyse(scp(allow('obs:*:*', { Condition: { Bool: { 'g:MFAPresent': [] } } }), denyEcs), catalog).findings['never-applies'];
  assert.deepEqual(never.map((it) => it.fixes), [[]]);
});

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { formatPath } from '../../../server/src/core/json/json.ts';
import { decide } from '../../../server/src/core/simulate/decide.ts';
import { prepare } from '../../../server/src/core/simulate/prepare.ts';
import { simulate } from '../../../server/src/core/simulate/simulate.ts';
import type { Reason } from '../../../server/src/core/simulate/types.ts';
import { catalog } from '../../support/catalog.ts';
import { attachAll, type Case, readCases } from './support.ts';

const files = readdirSync(new URL('cases', import.meta.url)).filter((it) => it !== 'conditions.json' && it !== 'matching.json');

for (const file of files) {
  for (const it of readCases<Case>(file.replace('.json', ''))) {
    test(`${file}: ${it.name}`, () => {
      const policies = attachAll(it.policies);
      const options = { catalog, ...(it.authorization ? { authorization: it.authorization } : {}) };
      const result = simulate(policies, it.request, options);
      assert.deepEqual(
        {
          decision: result.decision,
          reason: formatReason(result.reason),
          otherwise: result.otherwise ?? undefined,
          ...(it.unknowns ? { unknowns: result.unknowns.map(({ policy, path }) => `${policy} ${formatPath(path)}`) } : {}),
          ...(it.missing ? { missing: result.missingContext } : {}),
        },
        { decision: it.decision, reason: it.reason, otherwise: it.otherwise, ...(it.unknowns ? { unknowns: it.unknowns } : {}), ...(it.missing ? { missing: it.missing } : {}) },
      );
      const { decision, reason } = decide(prepare(policies), it.request, options);
      assert.deepEqual({ decision, reason }, { decision: result.decision, reason: result.reason }, 'without the trace');
      assert.ok(it.source.length > 0);
    });
  }
}

function formatReason({ kind, policy, path }: Reason): string {
  return [kind, ...(policy === undefined ? [] : [policy]), ...(path ? [formatPath(path)] : [])].join(' ');
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../../server/src/core/analysis/analyse.ts';
import { check, readDocument } from '../../../server/src/core/check.ts';
import { attach } from '../../../server/src/core/simulate/attach.ts';
import { simulate } from '../../../server/src/core/simulate/simulate.ts';
import type { RequestPrincipal } from '../../../server/src/core/simulate/types.ts';
import { placeText } from '../../support/analysis-oracle.ts';
import { createRandom, drawPolicy } from '../../support/analysis-random.ts';
import { catalog } from '../../support/catalog.ts';
import { scaled } from '../../support/scale.ts';

const count = scaled(4_000);

test(`the examples of ${count} random policies simulate as they claim`, () => {
  const random = createRandom(31);
  const wrong: string[] = [];
  let examples = 0;
  for (let round = 0; round < count; round++) {
    const { text, kind } = drawPolicy(random);
    if (kind === 'scp-5.0' || kind === 'session-5.0') continue;
    const document = readDocument(text, { kind });
    assert.ok(document.policy);
    // Only the analysis is under test here: what other rules say of these odd policies does not matter.
    const policies = [attach('a.json', { ...document }, catalog)];
    for (const [code, findings] of Object.entries(analyse(document.policy, catalog).findings)) {
      for (const { example, path, on } of findings) {
        if (!example) continue;
        examples++;
        const { action, resource, context, principal } = example;
        const result = simulate(policies, { action, context, ...(resource === undefined ? {} : { resources: [resource] }), ...(principal ? { principal: principal as RequestPrincipal } : {}) }, { catalog });
        const statement = result.statements.find((it) => it.path.every((step, index) => path[index] === step));
        if (code === 'redundant-allow' ? statement?.applies === true : result.decision === 'Deny' && statement?.applies !== false) continue;
        wrong.push(`${code} ${placeText(path, on)} ${JSON.stringify(example)} is ${result.decision}: ${text}`);
      }
    }
  }
  assert.deepEqual(wrong.slice(0, 3), []);
  assert.ok(examples > count / 10, `only ${examples} examples`);
});

test('the examples of the rules simulate as they claim', () => {
  const document = readDocument('{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["modelarts:pool:delete"]},{"Effect":"Deny","Action":["modelarts:*:delete"]}]}', {});
  const [finding] = check(document, catalog).findings.filter((it) => it.code === 'denied-allow');
  assert.ok(finding?.example);
  assert.deepEqual(finding.example, { action: 'modelarts:pool:delete', context: {} });
  assert.equal(simulate([attach('a.json', document, catalog)], { action: finding.example.action }, { catalog }).decision, 'Deny');
});

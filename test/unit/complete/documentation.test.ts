import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveCompletion } from '../../../server/src/core/complete/documentation.ts';
import { english, toMarkdown } from '../../../server/src/core/message.ts';
import { catalog } from '../../support/catalog.ts';
import { completionAt } from '../../support/completion.ts';

/** What the documentation of an item has to name. */
const cases: readonly (readonly [marked: string, label: string, ...says: readonly string[]])[] = [
  ['{"Statement": [{"Action": ["modelarts:notebook:|"]}]}', 'create', '`modelarts:notebook:create`', 'POST /v1/{project_id}/notebooks', 'Source'],
  ['{"Statement": [{"Action": ["modelarts:notebook:|"]}]}', 'get*', '`modelarts:notebook:get`', '`modelarts:notebook:getMountedStorage`'],
  ['{"Statement": [{"Action": ["modelarts:|"]}]}', 'notebook', '`notebook`', '`modelarts:notebook:create`'],
  ['{"Statement": [{"Action": ["|"]}]}', 'obs', '`obs`', 'Object Storage Service'],
  ['{"Version": "5.0", "Statement": [{"Action": ["modelarts:|"]}]}', ':createApiKey', '`modelarts::createApiKey`'],
  ['{"Statement": [{|}]}', 'Effect', '**Effect**'],
  ['{"Version": "|"}', '5.0', 'identity policy'],
  ['{"Statement": [{"Condition": {|}}]}', 'StringEqualsIfExists', 'does not carry the key'],
  ['{"Statement": [{"Condition": {"StringEquals": {|}}}]}', 'g:UserName', '`g:UserName`'],
  ['{"Statement": [{"Condition": {"StringEquals": |}}]}', 'g:UserName', '`g:UserName`'],
  ['{"Statement": [{"Condition": |}]}', 'Bool', 'true'],
  ['{"Statement": [{"Condition": {"StringEquals": {"g:UserName": ["${|"]}}}]}', '${g:UserName}', '`g:UserName`'],
  ['{"Version": "5.0", "Statement": [{"Principal": {}, "Action": ["|"]}]}', 'sts:agencies:assume', '`sts:agencies:assume`'],
  ['{"Version": "5.0", "Statement": [{"Principal": {|}}]}', 'Service', 'cloud services'],
  ['{"role": {|, "policy": {"Version": "1.1"}}}', 'description', '**description**'],
];

describe('Documentation', () => {
  for (const [marked, label, ...says] of cases) {
    it(`of ${label}`, () => {
      const completion = completionAt(marked);
      const item = completion.items.find((it) => it.label === label);
      assert.ok(item);
      const text = resolveCompletion(item.data ?? completion.data, label, catalog).map((it) => toMarkdown(it, english)).join('\n\n');
      for (const part of says) assert.ok(text.includes(part), `${part} is missing in ${text}`);
    });
  }

  it('names what the version of the policy has', () => {
    const said = (kind: string): string => resolveCompletion(`a ${kind} modelarts:notebook:`, 'create', catalog).map((it) => toMarkdown(it, english)).join('\n');
    assert.ok(!/g:EnterpriseProjectId|Resource types/.test(said('custom-1.1')));
    assert.match(said('identity-5.0'), /g:EnterpriseProjectId[^]*Resource types/);
  });

  it('is empty for what says everything by itself, and for data of others', () => {
    for (const data of ['', '-', 'a', 'a nobody x', 'x custom-1.1 y', 'a custom-1.1 ', 'k custom-1.1 g:Nothing', 't custom-1.1 ']) assert.deepEqual(resolveCompletion(data, '', catalog), [], data);
  });
});

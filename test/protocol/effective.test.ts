import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { effective, type EffectiveResult, effectiveText } from '../../server/src/lsp/protocol.ts';
import { startClient } from '../support/client.ts';

const uri = 'file:///folder/team.policy.json';
const textDocument = { uri };
const policy = `{
  "Version": "1.1",
  "Statement": [
    { "Effect": "Allow", "Action": ["modelarts:pool:*"] },
    { "Effect": "Deny", "Action": ["modelarts:pool:delete"] }
  ]
}
`;

/** `service type action: state, why, line`, a line each. */
function flat(result: EffectiveResult): string[] {
  if ('problem' in result) return [result.problem];
  return result.services.flatMap((service) =>
    service.types.flatMap((type) =>
      type.actions.map(([name, , index]) => {
        const outcome = result.outcomes[index];
        return `${service.name} ${type.name} ${name}: ${String(outcome?.state)}, ${String(outcome?.message)} ${String(outcome?.range?.start.line ?? '-')}`;
      }),
    ),
  );
}

test('effective permissions follow the text, and keep to the filter', async () => {
  const client = await startClient();
  client.open(uri, policy);
  const pools = await client.ask(effective, { textDocument, text: 'modelarts:pool' });
  assert.deepEqual(flat(pools), [
    'modelarts pool modelarts:pool:create: allowed, Statement 1 allows it. 3',
    'modelarts pool modelarts:pool:delete: denied, Statement 2 denies it. 4',
    'modelarts pool modelarts:pool:get: allowed, Statement 1 allows it. 3',
    'modelarts pool modelarts:pool:list: allowed, Statement 1 allows it. 3',
    'modelarts pool modelarts:pool:update: allowed, Statement 1 allows it. 3',
  ]);
  assert.ok(!('problem' in pools) && pools.total > 100 && pools.outcomes.length === 2);
  const at = policy.split('\n')[4]?.indexOf('delete') ?? 0;
  client.change(uri, 2, [{ range: { start: { line: 4, character: at }, end: { line: 4, character: at + 6 } }, text: 'get' }]);
  assert.deepEqual(flat(await client.ask(effective, { textDocument, states: ['denied'] })), ['modelarts pool modelarts:pool:get: denied, Statement 2 denies it. 4']);
  client.change(uri, 3, [{ text: '{' }]);
  assert.deepEqual(flat(await client.ask(effective, { textDocument })), ['The policy has a syntax error, so what it permits is shown once that is mended.']);
  client.change(uri, 4, [{ text: '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"]}]}' }]);
  assert.deepEqual(flat(await client.ask(effective, { textDocument })), ['This document is no policy whose permissions can be shown.']);
  assert.deepEqual(client.logged, []);
  await client.stop();
});

test('effective permissions are copied in the language of the reader', async () => {
  const chinese = JSON.parse(readFileSync(new URL('../../l10n/bundle.l10n.zh-cn.json', import.meta.url), 'utf8')) as Record<string, string>;
  const client = await startClient({ initializationOptions: { language: 'zh-cn' }, chinese });
  client.open(uri, policy);
  const markdown = await client.ask(effectiveText, { textDocument, states: ['denied'], format: 'markdown' });
  assert.ok('text' in markdown);
  assert.equal(markdown.text.split('\n')[0], '# `team.policy.json`的有效权限');
  assert.ok(markdown.text.includes('| `modelarts:pool:delete` | 拒绝 | 第2条授权语句拒绝它。 |'));
  const csv = await client.ask(effectiveText, { textDocument, states: ['denied'], format: 'csv' });
  assert.deepEqual(csv, { text: 'service,type,action,state,statements,keys,why\r\nmodelarts,pool,modelarts:pool:delete,denied,2,,第2条授权语句拒绝它。\r\n' });
  await client.stop();
});

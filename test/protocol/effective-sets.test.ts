import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { configsByUri } from '../../server/src/files/config.ts';
import { effectiveOfSet, effectiveTextOfSet, policySets } from '../../server/src/lsp/protocol/effective-sets.ts';
import type { EffectiveResult } from '../../server/src/lsp/protocol.ts';
import { editorCapabilities, startClient } from '../support/client.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelarts-policy-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;

function policy(effect: string, ...actions: string[]): string {
  return `{\n  "Version": "1.1",\n  "Statement": [{ "Effect": "${effect}", "Action": ${JSON.stringify(actions)} }]\n}\n`;
}

const dev = policy('Allow', 'modelarts:pool:*');
const files = {
  'dev.policy.json': dev,
  'ops.policy.json': policy('Deny', 'modelarts:pool:delete'),
  'alone.policy.json': dev,
  '.modelarts-policy.json': '{ "sets": { "staff": ["dev.policy.json", "ops.policy.json"], "guests": ["./ops.policy.json", { "system": "No such policy" }] } }',
};
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);

/** `action: state, why, file:line`, a line each. */
function flat(result: EffectiveResult): string[] {
  if ('problem' in result) return [result.problem];
  return result.services.flatMap((service) => service.types.flatMap((type) => type.actions.map(([name, , index]) => {
    const { state, message, uri = '', range } = result.outcomes[index] ?? { state: 'unknown', message: '' };
    return `${name}: ${state}, ${message} ${uri.slice(uri.lastIndexOf('/') + 1)}:${range?.start.line ?? '-'}`;
  })));
}

test('policies of a set together, with the file that decides; open texts count before the disk', async () => {
  const client = await startClient({ capabilities: editorCapabilities, configs: configsByUri(), folders: [pathToFileURL(folder).href] });
  const textDocument = { uri: uriOf('dev.policy.json') };
  client.open(textDocument.uri, dev);
  assert.deepEqual(await client.ask(policySets, { textDocument }), { sets: ['staff'] });
  const ask = async (): Promise<string[]> => flat(await client.ask(effectiveOfSet, { textDocument, set: 'staff', text: 'modelarts:pool:' }));
  const allowed = (action: string): string => `modelarts:pool:${action}: allowed, Allowed: statement 1 of dev.policy.json allows it dev.policy.json:2`;
  assert.deepEqual(await ask(), [
    allowed('create'),
    'modelarts:pool:delete: denied, Denied: statement 1 of ops.policy.json denies it ops.policy.json:2',
    allowed('get'),
    allowed('list'),
    allowed('update'),
  ]);
  client.open(uriOf('ops.policy.json'), policy('Deny', 'modelarts:pool:get'));
  assert.deepEqual((await ask()).map((it) => it.split(',')[0]), ['modelarts:pool:create: allowed', 'modelarts:pool:delete: allowed', 'modelarts:pool:get: denied', 'modelarts:pool:list: allowed', 'modelarts:pool:update: allowed']);
  const csv = await client.ask(effectiveTextOfSet, { textDocument, set: 'staff', text: 'modelarts:pool:get', format: 'csv' });
  assert.ok('text' in csv && csv.text.includes('modelarts,pool,modelarts:pool:get,denied,1,,'), JSON.stringify(csv));
  const both = await client.ask(effectiveTextOfSet, { textDocument, set: 'staff', states: ['allowed', 'denied'], text: 'pool', format: 'csv' });
  assert.ok('text' in both && both.text.includes(',denied,ops.policy.json#1,'), JSON.stringify(both));
  // A member that nobody knows may allow anything.
  const guests = await client.ask(effectiveOfSet, { textDocument: { uri: uriOf('ops.policy.json') }, set: 'guests', text: 'modelarts:pool:' });
  assert.deepEqual(flat(guests).map((it) => it.split(',')[0]), ['modelarts:pool:create: unknown', 'modelarts:pool:delete: unknown', 'modelarts:pool:get: denied', 'modelarts:pool:list: unknown', 'modelarts:pool:update: unknown']);
  assert.deepEqual(flat(await client.ask(effectiveOfSet, { textDocument, set: 'gone' })), ['This policy is in no set of that name any more.']);
  client.open(uriOf('alone.policy.json'), dev);
  assert.deepEqual(await client.ask(policySets, { textDocument: { uri: uriOf('alone.policy.json') } }), { sets: [] });
  assert.deepEqual(client.logged, []);
  await client.stop();
});

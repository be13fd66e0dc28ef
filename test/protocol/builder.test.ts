import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { builderActions, type BuilderChange, builderEdit, builderKeys, builderModel, type BuilderModelResult } from '../../server/src/lsp/protocol/builder.ts';
import { catalog } from '../support/catalog.ts';
import { startClient } from '../support/client.ts';

const uri = 'file:///folder/team.policy.json';
const textDocument = { uri };
const policy = `{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "modelarts:notebook:*",
        "modelarts:pool:get",
        "modelarts:pools:list"
      ],
      "Condition": {
        "StringEquals": {
          "g:UserName": ["ann"]
        }
      }
    },
    { "Effect": "Deny", "Action": ["obs:bucket:DeleteBucket"], "Sid": "x" }
  ]
}
`;

/** What the page shows, a line for each thing. */
function shown(model: BuilderModelResult | { readonly problem: string }): string[] {
  if ('problem' in model) return [model.problem];
  return [
    `${model.state} ${model.kind}${model.reason === undefined ? '' : `: ${model.reason}`}`,
    ...model.cards.flatMap((card) => [
      `${String(card.index)} ${card.effect ?? '-'}: ${card.summary ?? '-'}${card.readOnly === undefined ? '' : ` [${card.readOnly}]`}`,
      ...(card.details?.services.map((it) => `  ${it.title}: ${String(it.matched)} of ${String(it.known)}, ${it.listed.join()} and ${String(Object.keys(it.covered).length)} by wildcards`) ?? []),
      ...(card.details?.patterns.map((it) => `  ${it.value}: ${it.label}`) ?? []),
      ...(card.details?.resourceOffers.map((it) => `  offers ${it.value}`) ?? []),
      ...(card.details?.conditions.map((it) => `  ${it.operator} ${it.key} ${it.values.join()}, ${String(it.operators.length)} operators`) ?? []),
    ]),
  ];
}

test('a policy is shown as cards, and a click is an edit of the text that was seen', async () => {
  const client = await startClient();
  client.open(uri, policy);
  assert.deepEqual(shown(await client.ask(builderModel, { textDocument, open: [0] })), [
    'ready custom-1.1',
    '0 Allow: Allows 16 known actions under conditions',
    '  ModelArts: 16 of 159, modelarts:pool:get and 15 by wildcards',
    '  modelarts:notebook:*: 15 actions',
    '  modelarts:pools:list: no known actions',
    '  offers modelarts:*:*:notebook:*',
    '  offers modelarts:*:*:pool:*',
    '  StringEquals g:UserName ann, 17 operators',
    '1 Deny: - [This kind of policy has no element "Sid".]',
  ]);
  // The findings are those of the squiggles, each on the card of its statement.
  const model = await client.ask(builderModel, { textDocument, open: [] });
  assert.ok(!('problem' in model));
  const diagnostics = await client.diagnostics(uri);
  assert.deepEqual([...model.findings, ...model.cards.flatMap((it) => it.findings)].map((it) => it.message).sort(), diagnostics.map((it) => it.message).sort());
  assert.deepEqual(model.cards.map((it) => it.findings.some(({ severity, element }) => severity === 'error' && element === 'Sid')), [false, true]);
  const change: BuilderChange = { kind: 'add-strings', statement: 0, element: 'action', values: ['modelarts:pool:list'] };
  assert.deepEqual(await client.ask(builderEdit, { textDocument, version: 1, change }), {
    version: 1,
    edits: [{ range: { start: { line: 7, character: 28 }, end: { line: 7, character: 28 } }, newText: ',\n        "modelarts:pool:list"' }],
    said: 'modelarts:pool:list added to statement 1.',
  });
  client.change(uri, 2, [{ range: { start: { line: 7, character: 8 }, end: { line: 7, character: 28 } }, text: '"modelarts:pool:*"' }]);
  assert.deepEqual(await client.ask(builderEdit, { textDocument, version: 1, change }), { outdated: true });
  assert.deepEqual(await client.ask(builderEdit, { textDocument, version: 2, change: { ...change, statement: 1 } }), { problem: 'This kind of policy has no element "Sid".' });
  client.change(uri, 3, [{ range: { start: { line: 7, character: 8 }, end: { line: 7, character: 9 } }, text: '' }]);
  assert.match(shown(await client.ask(builderModel, { textDocument, open: [] }))[0] ?? '', /^frozen custom-1\.1: ./);
  assert.deepEqual(await client.ask(builderEdit, { textDocument, version: 3, change }), { problem: 'The text has a syntax error. Nothing can be changed here until it is mended.' });
  assert.deepEqual(client.logged, []);
  await client.stop();
});

test('what cannot be shown says why', async () => {
  const client = await startClient();
  const states: string[] = [];
  for (const [index, text] of ['', '[]', '{"Version": "1.0", "Statement": [{"Effect": "Allow", "Action": ["obs:*:*"]}]}', '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"]}]}', '{"Statement": 3}'].entries()) {
    const one = `file:///folder/${String(index)}.policy.json`;
    client.open(one, text);
    states.push(...shown(await client.ask(builderModel, { textDocument: { uri: one }, open: [] })));
  }
  assert.deepEqual(states, [
    'ready custom-1.1',
    'impossible custom-1.1: This document is no JSON object, so the policy builder has nothing to show.',
    'ready role-1.0',
    '0 Allow: Allows 72 known actions [Roles of version 1.0 are made by Huawei Cloud. They are shown, not changed.]',
    'impossible aws: The policy builder does not know policies of AWS.',
    'impossible custom-1.1: Statement is no list, so the policy builder has nothing to show.',
  ]);
  await client.stop();
});

test('actions are found by words of their service, name, description and API, in both languages', async () => {
  const chinese = JSON.parse(readFileSync(new URL('../../l10n/bundle.l10n.zh-cn.json', import.meta.url), 'utf8')) as Record<string, string>;
  const client = await startClient({ initializationOptions: { language: 'zh-cn' }, chinese });
  client.open(uri, policy);
  const names = async (text: string): Promise<string[]> => {
    const found = await client.ask(builderActions, { textDocument, text });
    return 'problem' in found ? [found.problem] : found.services.flatMap((service) => service.types.flatMap((type) => type.levels.flatMap(({ level, actions }) => actions.map((it) => `${it.name} ${level} ${it.description}`))));
  };
  assert.deepEqual(await names('modelarts:pool:del'), ['modelarts:pool:delete Write 删除专属资源池']);
  assert.deepEqual(await names('删除 专属资源池 modelarts'), ['modelarts:pool:delete Write 删除专属资源池']);
  assert.ok((await names('POST /v1/{project_id}/notebooks')).some((it) => it.startsWith('modelarts:notebook:create')));
  assert.deepEqual(await names('no such words'), []);
  const service = await client.ask(builderActions, { textDocument, service: 'OBS' });
  assert.ok(!('problem' in service) && service.services.length === 1 && service.services[0]?.name === 'obs');
  assert.equal(service.services[0]?.types.flatMap((type) => type.levels.flatMap((it) => it.actions)).length, catalog.actions('obs', '1.1').length);
  const keys = await client.ask(builderKeys, { textDocument, statement: 0 });
  assert.ok('keys' in keys && keys.keys[0]?.name === 'modelarts:poolType' && keys.keys[0].ofActions);
  const every = keys.keys.find((it) => it.name === 'g:CurrentTime');
  assert.ok(every && every.operators.every((it) => /^Date|^Null/.test(it)) && every.hint.startsWith('UTC时间'));
  await client.stop();
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocument } from '../../../server/src/core/check.ts';
import { openedApis } from '../../../server/src/core/search/opened-apis.ts';
import { catalog } from '../../support/catalog.ts';

const opened = (actions: readonly string[], more = ''): readonly string[] => {
  const text = JSON.stringify({ Version: '1.1', Statement: [{ Effect: 'Allow', Action: actions }, ...(more ? [JSON.parse(more)] : [])] });
  const document = readDocument(text, { fileName: 'a.policy.json' });
  return openedApis('a', document, catalog).map(
    ({ api, outcome, also }) => `${outcome.state} ${api}${also.length > 0 ? ` + ${also.map((it) => `${it.action}: ${it.state}`).join(', ')}` : ''}`,
  );
};

test('the requests of what is allowed, with what else they need', () => {
  assert.deepEqual(opened(['modelarts:notebook:update', 'kps:SSHKeyPair:get']), [
    'allowed PUT /v1/{project_id}/demanager/instances/{instance_id}',
    'allowed PUT /v1/{project_id}/notebooks/{id} + csms:secret:get: not-granted, csms:secret:getVersion: not-granted, kps:SSHKeyPair:get: allowed',
  ]);
});

test('what is denied opens nothing', () => {
  assert.deepEqual(opened(['modelarts:notebook:update'], '{"Effect":"Deny","Action":["modelarts:notebook:update"]}'), []);
});

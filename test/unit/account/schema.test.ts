import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import type * as Json from 'vscode-json-languageservice';
import { readAccount } from '../../../server/src/core/account/account.ts';
import { newAccountText } from '../../../server/src/core/account/write.ts';

// The validator and completion of VS Code's own JSON support.
const { TextDocument, getLanguageService } = createRequire(import.meta.url)('vscode-json-languageservice') as typeof Json;
const file = 'schemas/iamaccount.schema.json';
const root = new URL('../../../', import.meta.url);
const schema = readFileSync(new URL(file, root), 'utf8');
const service = getLanguageService({ schemaRequestService: () => Promise.resolve(schema) });
service.configure({ validate: true, allowComments: false, schemas: [{ uri: `file:///${file}`, fileMatch: ['*.iamaccount.json'] }] });

const open = (text: string): { document: Json.TextDocument; parsed: Json.JSONDocument } => {
  const document = TextDocument.create('file:///a.iamaccount.json', 'json', 1, text);
  return { document, parsed: service.parseJSONDocument(document) };
};

const accounts: readonly object[] = [
  { version: 1 },
  {},
  { version: 1, users: {} },
  { version: 1, users: [] },
  { version: 1, people: {} },
  { version: 1, name: 'acme', id: 'd', authorization: 'strict', description: 'x' },
  { version: 1, authorization: 'loose' },
  { version: 1, users: { ann: { groups: ['a'], policies: ['a.json', { file: 'b', scope: 'all' }, { system: 'x', scope: { projects: ['p'] } }], session: [], id: '1' } } },
  { version: 1, users: { ann: { group: 'a' } } },
  { version: 1, users: { ann: { groups: 'a' } } },
  { version: 1, users: { ann: 1 } },
  { version: 1, users: { ann: { policies: [{}] } } },
  { version: 1, users: { ann: { policies: [{ file: 'a', system: 'b' }] } } },
  { version: 1, users: { ann: { policies: [{ file: 'a', scope: 'here' }] } } },
  { version: 1, users: { ann: { policies: [{ file: 'a', dependenciesAttached: 'yes' }] } } },
  { version: 1, groups: { a: { groups: [] } } },
  { version: 1, agencies: { a: { trustedBy: 'x', expires: '2026-12-31' }, b: { trustedBy: ['x', 'y'], expires: null }, c: {} } },
  { version: 1, agencies: { a: { trustedBy: 1 } } },
  { version: 1, accessAuthorizations: [{ to: 'all-users', agency: 'a', permissions: 'custom', project: 'p' }] },
  { version: 1, accessAuthorizations: [{ to: 'all-users' }] },
  { version: 1, accessAuthorizations: [{ to: 'all-users', agency: 'a', permissions: 'all' }] },
  { version: 1, accessAuthorizations: ['x'] },
  { version: 1, enterpriseProjects: { e: { name: 'x' }, f: {} }, workspaces: { w: { enterpriseProject: 'e', access: 'internal', owner: 'user:a', grants: ['user:b'] } } },
  { version: 1, workspaces: { w: { access: 'open' } } },
  { version: 1, workspaces: { w: { members: [] } } },
  { version: 1, scps: ['a.scp.json', { document: { Version: '5.0', Statement: [] } }] },
  { version: 1, scps: [1] },
];

test('the schema refuses what the reader finds fault with, and nothing else', async () => {
  for (const account of accounts) {
    const text = JSON.stringify(account);
    const { document, parsed } = open(text);
    const refused = (await service.doValidation(document, parsed)).length > 0;
    assert.equal(refused, readAccount(text).findings.length > 0, text);
  }
});

test('files that we write are what the schema takes', async () => {
  for (const text of [newAccountText([{ file: 'a.policy.json', kind: 'custom-1.1' }]), readFileSync(new URL('examples/company/company.iamaccount.json', root), 'utf8')]) {
    const { document, parsed } = open(text);
    assert.deepEqual(await service.doValidation(document, parsed), []);
  }
});

test('an empty file is offered a first account, which is sound', async () => {
  const { document, parsed } = open('');
  const completion = await service.doComplete(document, { line: 0, character: 0 }, parsed);
  const item = completion?.items.find((it) => it.label === 'New account');
  const written = (item?.textEdit?.newText ?? item?.insertText ?? '').replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1').replace(/\$\{\d+:([^}]*)\}/g, '$1');
  assert.deepEqual(readAccount(written).findings, [], written);
  assert.equal(readAccount(written).users.length, 1);
});

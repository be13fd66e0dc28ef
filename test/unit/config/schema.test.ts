import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import type * as Json from 'vscode-json-languageservice';
import { readConfig } from '../../../server/src/core/config/read.ts';
import { documented } from '../../../server/src/core/rules/all.ts';
import { generatedDocs } from '../../../scripts/build-docs.ts';

// The validator and completion of VS Code's own JSON support.
const { TextDocument, getLanguageService } = createRequire(import.meta.url)('vscode-json-languageservice') as typeof Json;
const file = 'schemas/modelarts-policy.schema.json';
const root = new URL('../../../', import.meta.url);
const uri = `file:///${file}`;
const service = getLanguageService({ schemaRequestService: () => Promise.resolve(readFileSync(new URL(file, root), 'utf8')) });
service.configure({ validate: true, allowComments: false, schemas: [{ uri, fileMatch: ['.modelarts-policy.json'] }] });

async function problems(text: string): Promise<number> {
  const document = TextDocument.create('file:///.modelarts-policy.json', 'json', 1, text);
  return (await service.doValidation(document, service.parseJSONDocument(document))).length;
}

async function offers(marked: string): Promise<string[]> {
  const cursor = marked.indexOf('|');
  const document = TextDocument.create('file:///.modelarts-policy.json', 'json', 1, marked.replace('|', ''));
  const list = await service.doComplete(document, document.positionAt(cursor), service.parseJSONDocument(document));
  return (list?.items ?? []).map((it) => it.label).sort();
}

test('the committed schema is the one that the rules make (npm run docs)', () => {
  assert.equal(readFileSync(new URL(file, root), 'utf8'), generatedDocs().get(file));
});

test('the manifest ties it to the file', () => {
  const { contributes } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { contributes: { jsonValidation: { url: string }[] } };
  assert.deepEqual(contributes.jsonValidation.filter((it) => it.url === `./${file}`), [{ fileMatch: '.modelarts-policy.json', url: `./${file}` }]);
});

const texts: readonly string[] = [
  '{}',
  '{ "$schema": "x", "rules": { "effect-case": "off", "unused-ignore": "hint" }, "kinds": { "a/*": "scp-5.0" }, "authorization": "strict" }',
  '{ "ignore": [{ "code": "effect-case", "file": "a", "text": "x", "effect": "Deny", "reason": "r", "count": 1 }], "sets": { "a": ["f", { "document": {} }] }, "catalog": ["d"] }',
  '[]',
  '{ "rule": {} }',
  '{ "rules": [] }',
  '{ "rules": { "no-such": "off" } }',
  '{ "rules": { "invalid-config": "off" } }',
  '{ "rules": { "effect-case": "warn" } }',
  '{ "kinds": { "a": "aws" } }',
  '{ "ignore": {} }',
  '{ "ignore": [1] }',
  '{ "ignore": [{ "code": "effect-case", "file": "a" }] }',
  '{ "ignore": [{ "code": "effect-case", "file": "a", "text": "x", "why": "r" }] }',
  '{ "ignore": [{ "code": "no-such", "file": "a", "text": "x" }] }',
  '{ "ignore": [{ "code": "effect-case", "file": "a", "text": "x", "effect": "deny" }] }',
  '{ "ignore": [{ "code": "effect-case", "file": "a", "text": "x", "count": 0 }] }',
  '{ "ignore": [{ "code": "effect-case", "file": "a", "text": "x", "count": 1.5 }] }',
  '{ "authorization": "lax" }',
  '{ "sets": { "a": "f" } }',
  '{ "sets": { "a": [1] } }',
  '{ "sets": { "a": [{ "file": "f", "scope": "all" }, { "system": "s", "scope": { "projects": ["p"] } }, { "document": {}, "dependenciesAttached": true }] } }',
  '{ "sets": { "a": [{}] } }',
  '{ "sets": { "a": [{ "file": "f", "system": "s" }] } }',
  '{ "sets": { "a": [{ "file": 1 }] } }',
  '{ "sets": { "a": [{ "file": "f", "scopes": "all" }] } }',
  '{ "sets": { "a": [{ "file": "f", "scope": "everywhere" }] } }',
  '{ "sets": { "a": [{ "file": "f", "scope": { "projects": "p" } }] } }',
  '{ "catalog": [1] }',
];

for (const text of texts) {
  test(`schema and reader agree about ${text}`, async () => {
    assert.equal((await problems(text)) === 0, readConfig(text).findings.length === 0);
  });
}

test('it completes fields, codes, severities and kinds', async () => {
  assert.deepEqual(await offers('{ "|" }'), ['$schema', 'authorization', 'catalog', 'ignore', 'kinds', 'rules', 'sets']);
  assert.deepEqual(await offers('{ "rules": { "|" } }'), [...documented.map((it) => it.code), 'unused-ignore', 'unknown-in-set'].sort());
  assert.deepEqual(await offers('{ "rules": { "effect-case": | } }'), ['"error"', '"hint"', '"information"', '"off"', '"warning"']);
  assert.deepEqual((await offers('{ "ignore": [{ "effect": | }] }')), ['"Allow"', '"Deny"']);
});

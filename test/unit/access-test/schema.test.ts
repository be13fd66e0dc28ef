import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import type * as Json from 'vscode-json-languageservice';
import { expectations, readAccessTests } from '../../../server/src/core/access-test/read.ts';

// The validator and completion of VS Code's own JSON support.
const { TextDocument, getLanguageService } = createRequire(import.meta.url)('vscode-json-languageservice') as typeof Json;
const file = 'schemas/iamtest.schema.json';
const root = new URL('../../../', import.meta.url);
const text = readFileSync(new URL(file, root), 'utf8');
const service = getLanguageService({ schemaRequestService: () => Promise.resolve(text) });
service.configure({ validate: true, allowComments: false, schemas: [{ uri: `file:///${file}`, fileMatch: ['*.iamtest.json'] }] });

async function problems(tests: string): Promise<string[]> {
  const document = TextDocument.create('file:///a.iamtest.json', 'json', 1, tests);
  return (await service.doValidation(document, service.parseJSONDocument(document))).map(({ message }) => (typeof message === 'string' ? message : message.value));
}

const request = '{ "action": "modelarts:pool:get" }';
const one = (more: string, expect = '"Allow"'): string => `{ "policies": [], "tests": [{ "name": "a", "request": ${more}, "expect": ${expect} }] }`;

const texts: readonly string[] = [
  '{ "policies": [], "tests": [] }',
  '{ "$schema": "x", "policies": [], "tests": [] }',
  '{ "account": "a.iamaccount.json", "tests": [] }',
  '{ "account": "a.iamaccount.json", "policies": [], "tests": [] }',
  '{ "tests": [] }',
  '{ "policies": [] }',
  '{ "policies": {}, "tests": [] }',
  '{ "policies": [], "tests": {} }',
  '{ "policies": [], "tests": [1] }',
  '{ "policies": [], "test": [] , "tests": [] }',
  '{ "policies": [], "tests": [], "authorization": "loose" }',
  '{ "policies": [], "tests": [], "authorization": "non-strict" }',
  '{ "policies": [], "tests": [], "boundaries": [] }',
  '{ "policies": [], "tests": [], "boundaries": { "scps": ["a"], "session": [{ "file": "b" }] } }',
  '{ "policies": [], "tests": [], "boundaries": { "scp": [] } }',
  '{ "policies": [5], "tests": [] }',
  '{ "policies": [{}], "tests": [] }',
  '{ "policies": [{ "file": "a", "system": "b" }], "tests": [] }',
  '{ "policies": [{ "file": 1 }], "tests": [] }',
  '{ "policies": [{ "system": "ModelArts FullAccess", "scope": "global" }], "tests": [] }',
  '{ "policies": [{ "file": "a", "scope": { "projects": ["cn-north-4"] }, "dependenciesAttached": true }], "tests": [] }',
  '{ "policies": [{ "file": "a", "scope": { "enterpriseProjects": ["1"] } }], "tests": [] }',
  '{ "policies": [{ "file": "a", "scope": { "projects": ["a"], "enterpriseProjects": ["1"] } }], "tests": [] }',
  '{ "policies": [{ "file": "a", "scope": "some" }], "tests": [] }',
  '{ "policies": [{ "file": "a", "dependenciesAttached": "yes" }], "tests": [] }',
  '{ "policies": [{ "document": { "Version": "1.1" } }], "tests": [] }',
  one(request),
  ...expectations.map((it) => one(request, `"${it}"`)),
  one(request, '"Denied"'),
  one(request, '1'),
  one('{}'),
  one('[]'),
  one('{ "action": 1 }'),
  one('{ "action": "" }'),
  one('{ "action": "a:b:c", "resource": "r", "project": "p", "enterpriseProject": "e", "context": { "a": "b", "c": ["d"] } }'),
  one('{ "action": "a:b:c", "resource": ["r", "s"] }'),
  one('{ "action": "a:b:c", "resource": [1] }'),
  one('{ "action": "a:b:c", "project": 1 }'),
  one('{ "action": "a:b:c", "context": { "a": true } }'),
  one('{ "action": "a:b:c", "contexts": {} }'),
  one('{ "action": "a:b:c", "principal": { "kind": "Service", "value": "s" } }'),
  one('{ "action": "a:b:c", "principal": { "kind": "User", "value": "s" } }'),
  one('{ "action": "a:b:c", "principal": { "kind": "Service" } }'),
  '{ "policies": [], "tests": [{ "request": { "action": "a:b:c" }, "expect": "Allow" }] }',
  '{ "policies": [], "tests": [{ "name": "a", "expect": "Allow" }] }',
  '{ "policies": [], "tests": [{ "name": "a", "request": { "action": "a:b:c" } }] }',
  '{ "policies": [], "tests": [{ "name": "", "request": { "action": "a:b:c" }, "expect": "Allow", "note": "x" }] }',
];

for (const it of texts) {
  test(`the schema and the reader agree about ${it}`, async () => {
    const { findings, tests } = readAccessTests(it);
    const ours = [...findings, ...tests.flatMap((one) => one.findings)].filter((finding) => !finding.ours);
    const said = await problems(it);
    assert.equal(said.length > 0, ours.length > 0, JSON.stringify([said, ours.map((finding) => finding.message.template)]));
  });
}

test('the examples have the shape of the schema', async () => {
  for (const name of readdirSync(new URL('examples/', root)).filter((it) => it.endsWith('.iamtest.json'))) assert.deepEqual(await problems(readFileSync(new URL(`examples/${name}`, root), 'utf8')), []);
});

test('the manifest ties it to the files, and every field is described', () => {
  const { contributes } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { contributes: { jsonValidation: { url: string; fileMatch: string }[] } };
  assert.deepEqual(contributes.jsonValidation.filter((it) => it.url === `./${file}`), [{ fileMatch: '*.iamtest.json', url: `./${file}` }]);
  const missing: string[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const { properties = {} } = value as { properties?: Record<string, { description?: string; $ref?: string }> };
    if (!Array.isArray(value) && typeof properties === 'object') for (const [name, it] of Object.entries(properties)) if (!it.description && !it.$ref) missing.push(`${path}.${name}`);
    for (const [name, it] of Object.entries(value)) visit(it, `${path}.${name}`);
  };
  visit(JSON.parse(text), '$');
  assert.deepEqual(missing, []);
});

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { validate } from '../support/schema.ts';

const root = new URL('../../', import.meta.url);
const examples = readdirSync(new URL('examples', root)).filter((file) => /\.(policy|scp|trust)\.json$/.test(file));
const schema = readJson<Schema>('schemas/iam-policy.schema.json');

interface Schema {
  $ref?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema;
  items?: Schema;
  anyOf?: Schema[];
  definitions?: Record<string, Schema>;
  [keyword: string]: unknown;
}

for (const file of examples) {
  test(`accepts examples/${file}, but for what is broken in it`, async () => {
    const text = readFileSync(new URL(`examples/${file}`, root), 'utf8');
    const problems = await validate(text, file.endsWith('.scp.json') ? 'scp' : undefined);
    assert.deepEqual(problems, file === 'broken.policy.json' ? [
      '"modelarts:*:*:service:fraud-detection" ModelArts accepts no resource path: the fifth segment is *.',
      '"NumericLessThan" Operators on numbers begin with Number here, not Numeric.',
    ] : []);
  });
}

/** A statement of 1.1 or 5.0, and what is said about it: the marked text and how the message begins. */
const STATEMENTS: readonly (readonly ['1.1' | '5.0' | '1.0', string, ...string[]])[] = [
  ['1.1', '{ "Effect": "Allow", "Action": ["modelarts:*:get*", "*:*:*", "KMS:*:*"] }'],
  ['1.1', '{ "Effect": "Permit", "Action": ["modelarts:pool:get"] }', '"Permit" Value is not accepted'],
  ['1.1', '{ "Effect": "Allow" }', '{ Missing property "Action"'],
  ['1.1', '{ "Effect": "Allow", "Action": "modelarts:pool:get" }', '"modelarts:pool:get" Incorrect type'],
  ['1.1', '{ "Effect": "Allow", "Action": ["modelarts:pool"] }', '"modelarts:pool" An action has three segments'],
  ['1.1', '{ "Effect": "Allow", "Action": ["modelarts::listTags"] }', '"modelarts::listTags" An action has three segments'],
  ['1.1', '{ "Sid": "a", "Effect": "Allow", "Action": ["modelarts:pool:get"] }', '"Sid" Property Sid is not allowed'],
  ['1.1', '{ "Effect": "Allow", "Action": ["obs:object:*"], "Resource": ["OBS:*:*:object:b/${g:UserName}/*", "*"] }'],
  ['1.1', '{ "Effect": "Allow", "Action": ["obs:object:*"], "Resource": ["obs:*:*:object"] }', '"obs:*:*:object" A resource has five segments'],
  ['1.1', '{ "Effect": "Allow", "Action": ["modelarts:pool:get"], "Resource": ["modelarts:*:*:pool:*"] }'],
  ['1.1', '{ "Effect": "Allow", "Action": ["modelarts:pool:get"], "Resource": ["modelarts:*:*:pool:p1"] }', '"modelarts:*:*:pool:p1" ModelArts accepts no resource path'],
  ['1.1', '{ "Effect": "Allow", "Action": ["iam:agencies:assume"], "Resource": { "uri": ["/iam/agencies/07805aca"] } }'],
  ['1.1', '{ "Effect": "Allow", "Action": ["iam:agencies:assume"], "Resource": { "uri": ["07805aca"] } }', '"07805aca" String does not match'],
  ['1.1', '{ "Effect": "Allow", "Action": ["obs:*:*"], "Condition": { "ForAnyValue:StringEquals": { "g:TagKeys": ["a"] }, "BoolIfExists": { "g:MFAPresent": ["true"] } } }'],
  ['1.1', '{ "Effect": "Allow", "Action": ["obs:*:*"], "Condition": { "StringEquals": { "g:UserName": "a" } } }', '"a" Incorrect type'],
  ['1.1', '{ "Effect": "Allow", "Action": ["obs:*:*"], "Condition": { "StringEquals": { "UserName": ["a"] } } }', '"UserName" A condition key is'],
  ['1.1', '{ "Effect": "Allow", "Action": ["obs:*:*"], "Condition": { "NumericEquals": { "g:MFAAge": ["1"] } } }', '"NumericEquals" Operators on numbers begin with Number'],
  ['5.0', '{ "Sid": "a", "Effect": "Deny", "NotAction": ["modelarts::listTags", "*"], "NotResource": ["modelarts:*::pool:a/b"] }'],
  ['5.0', '{ "Effect": "Deny", "Action": ["a:b:c"], "NotAction": ["a:b:c"] }', '{ Matches multiple schemas'],
  ['5.0', '{ "Effect": "Deny", "Action": ["a:b:c"], "Resource": ["*"], "NotResource": ["*"] }', '{ "Effect": "Deny", "Action": ["a:b:c"], "Resource": ["*"], "NotResource": ["*"] } A statement has one of Action'],
  ['5.0', '{ "Effect": "Allow", "Action": ["modelarts:pool"] }', '"modelarts:pool" An action has three segments'],
  ['5.0', '{ "Effect": "Allow", "Action": ["a:b:c"], "Condition": { "StringEquals": { "g:UserName": "a" } } }'],
  ['5.0', '{ "Effect": "Allow", "Principal": { "Service": ["service.APIG"] }, "Action": ["sts:agencies:assume"] }'],
  ['5.0', '{ "Effect": "Allow", "Principal": { "CSP": ["a"] }, "Action": ["sts:agencies:assume"] }', '"CSP" Property CSP is not allowed'],
  ['1.0', '{ "Effect": "Allow", "Action": ["*", "identity:*", "::Get", "DNS:Zone:*"] }'],
];

for (const [version, statement, ...wanted] of STATEMENTS) {
  test(`${wanted.length ? 'refuses' : 'accepts'} in ${version}: ${statement}`, async () => {
    const problems = await validate(`{ "Version": "${version}", "Statement": [${statement}] }`);
    assert.deepEqual(problems.map((it, index) => (it.startsWith(wanted[index] ?? '\0') ? wanted[index] : it)), wanted);
  });
}

test('asks for a Version, and knows only those of Huawei Cloud', async () => {
  assert.equal((await validate('{ "Statement": [] }')).length, 1);
  assert.equal((await validate('{ "Version": "2012-10-17", "Statement": [] }')).length, 1);
  assert.ok((await validate('[]')).length > 0);
});

test('a trust policy names a principal in every statement', async () => {
  const allow = '"Effect": "Allow", "Action": ["sts:agencies:assume"]';
  const trusted = `{ "Principal": { "IAM": ["a"] }, ${allow} }`;
  assert.deepEqual(await validate(`{ "Version": "5.0", "Statement": [${trusted}] }`), []);
  assert.equal((await validate(`{ "Version": "5.0", "Statement": [${trusted}, { ${allow} }] }`)).length, 1);
});

test('an SCP has NotAction with Deny only', async () => {
  const scp = (effect: string): string => `{ "Version": "5.0", "Statement": [{ "Effect": "${effect}", "NotAction": ["a:b:c"] }] }`;
  assert.deepEqual(await validate(scp('Deny'), 'scp'), []);
  assert.equal((await validate(scp('Allow'), 'scp')).length, 1);
  assert.deepEqual(await validate(scp('Allow')), []);
});

test('accepts a policy in the wrapper of the IAM API, and looks into it', async () => {
  const wrap = (version: string): string => `{ "role": { "display_name": "a", "type": "XA", "description": "", "policy": {
    "Version": "${version}", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:pool:get"] }] } } }`;
  assert.deepEqual(await validate(wrap('1.1')), []);
  assert.equal((await validate(wrap('1.2'))).length, 1);
});

test('a system role may depend on others', async () => {
  assert.deepEqual(await validate(`{ "Version": "1.0", "Statement": [{ "Effect": "Allow", "Action": ["*"] }],
    "Depends": [{ "catalog": "BASE", "display_name": "Tenant Guest" }] }`), []);
  assert.equal((await validate(`{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["a:b:c"] }],
    "Depends": [{ "catalog": "BASE", "display_name": "Tenant Guest" }] }`)).length, 1);
});

interface Limit {
  id: string;
  max?: number;
  range?: { min: number; max: number };
  appliesTo: string;
}

const { limits } = readJson<{ limits: Record<string, Limit[]> }>('data/policy-limits.json');

/** Where the schema states a limit of the data, and the keywords that state it. */
const LIMITS: readonly (readonly [string, string, string, string?])[] = [
  ['action.count', 'Statement.items.Action', 'maxItems'],
  ['action.length', 'Statement.items.Action.items', 'maxLength'],
  ['condition.count', 'Statement.items.Condition', 'maxProperties', 'minProperties'],
  ['condition.keysPerOperator', 'Statement.items.Condition.*', 'maxProperties', 'minProperties'],
  ['condition.value.length', 'Statement.items.Condition.*.*.items', 'maxLength', 'minLength'],
  ['resource.count', 'Statement.items.Resource.anyOf', 'maxItems', 'minItems'],
  ['resource.uri.count', 'Statement.items.Resource.anyOf.uri', 'maxItems', 'minItems'],
  ['resource.uri.length', 'Statement.items.Resource.anyOf.uri.items', 'maxLength'],
  ['statement.count', 'Statement', 'maxItems', 'minItems'],
];

test('states the limits of 1.1 as the data has them', () => {
  for (const [id, place, max, min] of LIMITS) {
    const limit = limits['1.1']!.find((it) => it.id === id);
    assert.ok(limit, id);
    const found = at(schema.definitions!['custom-1.1']!, place.split('.'));
    assert.ok(found.some((it) => it[max] === (limit.max ?? limit.range?.max)), `${id}: ${max}`);
    if (min) assert.ok(found.some((it) => it[min] === limit.range?.min), `${id}: ${min}`);
  }
});

test('examples name only actions that the data has for their version', () => {
  const { actions } = readJson<{ actions: { action: string; policyVersions: string[] }[] }>('data/modelarts-actions.json');
  const unknown = examples.filter((file) => file !== 'broken.policy.json').flatMap((file) => {
    const { Version, Statement } = readJson<{ Version: string; Statement: { Action: string[] }[] }>(`examples/${file}`);
    const known = actions.filter(({ policyVersions }) => policyVersions.includes(Version)).map(({ action }) => action);
    return Statement.flatMap(({ Action }) => Action).filter((action) => {
      const pattern = new RegExp(`^${action.replaceAll('*', '.*')}$`);
      return action.startsWith('modelarts:') && !known.some((it) => pattern.test(it));
    });
  });
  assert.deepEqual(unknown, []);
});

/** Walks along names of properties, `*` for any, and keywords, through references; all places it comes to. */
function at(from: Schema, path: readonly string[]): Schema[] {
  const here = from.$ref ? schema.definitions![from.$ref.replace('#/definitions/', '')]! : from;
  const [step, ...rest] = path;
  if (step === undefined) return [here];
  if (step === 'anyOf') return here.anyOf!.flatMap((it) => at(it, rest));
  const next = step === 'items' ? here.items : step === '*' ? here.additionalProperties : here.properties?.[step];
  return next ? at(next, rest) : [];
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, root), 'utf8')) as T;
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readDocument } from '../../../server/src/core/check.ts';
import { formatPath } from '../../../server/src/core/json/json.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import type { PolicyKind } from '../../../server/src/core/policy/kind.ts';
import { resourceStrings } from '../../../server/src/core/policy/policy.ts';
import { variablesIn } from '../../../server/src/core/policy/variables.ts';
import { attach } from '../../../server/src/core/simulate/attach.ts';
import { simulate } from '../../../server/src/core/simulate/simulate.ts';
import { readVariables } from '../../../server/src/core/simulate/variables.ts';
import { catalog } from '../../support/catalog.ts';
import { allow, custom, identity, on, when } from '../../support/policies.ts';
import { findingsIn, show } from '../../support/rules.ts';

const segments: readonly (readonly [resource: string, parts: readonly string[]])[] = [
  ['obs:*:*:object:${g:UserName}/*', ['obs', '*', '*', 'object', '${g:UserName}/*']],
  ["obs:*:*:object:${g:UserName,'a}b'}/*", ['obs', '*', '*', 'object', "${g:UserName,'a}b'}/*"]],
  ["obs:*:${g:DomainId, 'a}:b'}:object:x", ['obs', '*', "${g:DomainId, 'a}:b'}", 'object', 'x']],
  ["obs:*:${g:DomainId, 'it''s}:'  }:object:x", ['obs', '*', "${g:DomainId, 'it''s}:'  }", 'object', 'x']],
  // A default without quotes is none: the bracket ends it.
  ['obs:*:${g:DomainId, a}:object:x', ['obs', '*', '${g:DomainId, a}', 'object', 'x']],
  ["obs:*:${g:DomainId, 'a}:object:x", ['obs', '*', "${g:DomainId, 'a}", 'object', 'x']],
  ['obs:*:${g:DomainId:object:x', ['obs', '*', '${g', 'DomainId', 'object:x']],
];

test('a resource is cut at its colons, those in variables left out', () => {
  for (const [resource, parts] of segments) {
    const policy = readDocument(identity(on(resource)), { kind: 'identity-5.0' }).policy;
    const [statement] = policy?.statements ?? [];
    assert.deepEqual(statement && resourceStrings(statement).map((it) => it.segments.map((one) => one.value)), [parts], resource);
  }
});

test('a default that holds a bracket is no mistake', () => {
  for (const resource of ["obs:*:*:object:${g:UserName,'a}b c'}/*", "obs:*:*:object:${g:UserName, 'it''s}'}"]) {
    assert.deepEqual(findingsIn(custom(allow(['obs:object:GetObject'], `"Resource": [${JSON.stringify(resource)}]`))).map((it) => it.code), [], resource);
  }
});

test('variables end where a simulation ends them', () => {
  const piece = fc.constantFrom('${', '}', "'", "''", ',', ' ', 'g:UserName', 'a', '$', '{', '*', ':');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const text = pieces.join('');
      const read = readVariables(text) ?? [{ literal: text }];
      assert.equal(variablesIn(text).length, read.filter((it) => typeof it === 'string' || !('literal' in it)).length, text);
      // What stands between variables is the same text in both.
      const literal = variablesIn(text).reduceRight((rest, { from, to }) => rest.slice(0, from) + rest.slice(to), text);
      assert.equal(read.map((it) => (typeof it === 'object' && 'literal' in it ? it.literal : '')).join(''), literal, text);
    }),
    { numRuns: 2000 },
  );
});

test('a very long row of open variables is read in no time worth mentioning', () => {
  const policy = readDocument(custom(on('${'.repeat(200_000)))).policy;
  assert.equal(policy?.statements[0]?.resource?.strings[0]?.segments.length, 1);
});

const plain = allow(['modelarts:notebook:list']);

const elements: readonly (readonly [text: string, decision: string, unknowns: readonly string[]])[] = [
  [custom('7'), 'Unknown', ['$.Statement[0]: this is no statement, but another kind of value']],
  [custom(plain, '"Deny everything"'), 'Unknown', ['$.Statement[1]: this is no statement, but another kind of value']],
  [custom(plain, '[]', 'true'), 'Unknown', ['$.Statement[1]: this is no statement, but another kind of value', '$.Statement[2]: this is no statement, but another kind of value']],
  ['{"Version": "1.1", "Statement": "all"}', 'Unknown', ['$.Statement: this is no statement, but another kind of value']],
  // Null counts as absent.
  [custom(plain, 'null'), 'Allow', []],
  ['{"Version": "1.1", "Statement": null}', 'ImplicitDeny', []],
  [custom(allow(['modelarts:notebook:list'], '"Resource": null, "Condition": null')), 'Allow', []],
  [custom(allow(['modelarts:notebook:list'], '"Condition": {"StringEquals": null}')), 'Allow', []],
  [custom(allow(['modelarts:notebook:list'], '"Condition": {"StringEquals": {"g:UserName": 1}}')), 'Unknown', ["$.Statement[0].Condition.StringEquals['g:UserName']: the listed values are no strings"]],
];

test('what is no statement makes the answer unknown, what is null changes nothing', () => {
  for (const [text, decision, unknowns] of elements) {
    const policy = attach('p', readDocument(text, { ours: true }), catalog);
    const result = simulate([policy], { action: 'modelarts:notebook:list' }, { catalog });
    assert.equal(result.decision, decision, text);
    assert.deepEqual(result.unknowns.map((it) => `${formatPath(it.path)}: ${toPlain(it.why, english)}`), unknowns, text);
  }
});

test('what is no statement has one finding, and so has an operator that is null', () => {
  const cases: readonly (readonly [string, PolicyKind, readonly string[]])[] = [
    [custom(plain, '7'), 'custom-1.1', ['wrong-type "7" A statement is an object with Effect and Action in it.']],
    [identity('"x"', plain), 'identity-5.0', ['wrong-type "\\"x\\"" A statement is an object with Effect and Action in it.']],
    ['{"Version": "5.0", "Statement": true}', 'trust-5.0', ['wrong-type "true" "Statement" is a list of statements.']],
    [custom(plain, when('{"StringEquals": null}')), 'custom-1.1', ['wrong-type "null" An operator without condition keys is refused. Leave it out when it asks nothing.']],
  ];
  for (const [text, kind, expected] of cases) assert.deepEqual(findingsIn(text, undefined, { kind }).map((it) => show(text, it)), expected, text);
});

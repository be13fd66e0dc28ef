import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, readDocument } from '../../../server/src/core/check.ts';
import { rules } from '../../../server/src/core/rules/all.ts';
import type { Rule } from '../../../server/src/core/rules/rule.ts';
import { catalog } from '../../support/catalog.ts';
import { allow, custom, deny, identity, when } from '../../support/policies.ts';
import { findingsIn } from '../../support/rules.ts';

const codes = (text: string, fileName?: string): string[] => findingsIn(text, fileName).map((it) => it.code);

test('a rule that throws is a fault, and the others report', () => {
  const [template] = rules;
  assert.ok(template);
  const boom = new Error('boom');
  const throwing: Rule = {
    ...template,
    code: 'throws',
    *check({ policy }) {
      yield { span: policy.value.span, path: [], message: { template: 'found before', args: [] } };
      throw boom;
    },
  };
  const text = custom(deny(['modelarts:pool:delete']));
  const sound = check(readDocument(text, { fileName: 'a.policy.json' }), catalog);
  const { findings, faults } = check(readDocument(text, { fileName: 'a.policy.json' }), catalog, [throwing, ...rules]);
  assert.deepEqual(faults, [{ code: 'throws', error: boom }]);
  assert.deepEqual(findings.filter((it) => it.code !== 'throws'), sound.findings);
  assert.ok(sound.findings.length > 0);
});

test('findings come in the order of the text', () => {
  const text = custom(allow(['ModelArts:notebook:creat', ' obs:bucket:ListBucket'], '"Sid": "x"'), deny(['modelarts:pool:*']));
  const starts = findingsIn(text).map((it) => it.span.start);
  assert.ok(starts.length >= 4);
  assert.deepEqual(starts, [...starts].sort((a, b) => a - b));
});

test('findings are kept through syntax errors', () => {
  assert.deepEqual(codes('{"Version": "1.1", "Statement": [{"Effect": "Allow" "Action": ["modelarts:trainingJob:create"'), ['json-syntax', 'unknown-resource-type', 'json-syntax']);
});

test('policies of other languages are left alone', () => {
  assert.deepEqual(codes('{"Version": "2012-10-17", "Statement": [{"Effect": "allow", "Action": "s3:GetObject", "Resource": 1,}]}'), ['aws-policy']);
  assert.deepEqual(codes('{"Statement": [{"Effect": "allow", "Principal": {"ID": "*"}, "Action": ["GetObject"],}]}'), []);
  assert.deepEqual(codes('{"Version": "2016-09-07", "Statement": [{"Effect": "allow", "Principal": {"CSP": "*"}, "Action": "SMN:Publish"}]}'), []);
});

test('no rule of one dialect judges a document of another', () => {
  const path = '"Resource": ["modelarts:*:*:notebook:demo"]';
  assert.deepEqual(codes(identity(allow(['modelarts:notebook:create'], path))), []);
  assert.deepEqual(codes(custom(allow(['modelarts:notebook:create'], path))), ['resource-path']);
  assert.deepEqual(codes('{"Version": "1.0", "Statement": [{"Effect": "Allow", "Action": ["DNS:Zone:*", "::Get", " identity:*"]}], "Depends": [{"catalog": "BASE", "display_name": "Tenant Guest"}]}'), []);
  assert.deepEqual(codes(identity(deny(['modelarts:pool:delete'])), 'a.scp.json'), []);
});

test('nothing and next to nothing are no reason to complain', () => {
  for (const text of ['', ' \n', '\ufeff']) assert.deepEqual(codes(text), [], JSON.stringify(text));
});

test('while one string is being typed there is at most one finding about it', () => {
  const written = 'modelarts:notebook:create';
  for (let length = 0; length <= written.length; length++) {
    for (const quote of ['"', '']) {
      const text = `{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["${written.slice(0, length)}${quote}]}]}`;
      const found = codes(text).filter((it) => it !== 'json-syntax');
      assert.ok(found.length <= 1, `${text}: ${found.join()}`);
    }
  }
});

test('an object in which nothing is written yet has one finding', () => {
  for (const text of ['{}', '{""}', '{"Vers"}', '{"Version":}']) assert.deepEqual(codes(text).filter((it) => it !== 'json-syntax' && it !== 'missing-version'), [], text);
  assert.deepEqual(codes('{}'), ['missing-version']);
  assert.deepEqual(codes(custom(when('{"Strin"}'))).filter((it) => it !== 'json-syntax' && it !== 'deny-only'), []);
  assert.deepEqual(codes(custom(when('{"StringEquals": {"g:Us"}}'))).filter((it) => it !== 'json-syntax' && it !== 'deny-only' && it !== 'never-applies'), []);
  assert.deepEqual(codes(custom('{}')), ['missing-effect']);
  assert.deepEqual(codes(identity('{}'), 'a.trust.json'), ['missing-effect']);
});

test('a wrapper of the IAM API is looked through, and paths start at the root of the file', () => {
  const text = `{"role": {"display_name": "ops", "type": "XA", "description": "x", "policy": ${custom(allow(['modelarts:trainingJob:create']))}}}`;
  assert.deepEqual(findingsIn(text, 'a.json').map((it) => it.path), [['role', 'policy', 'Statement', 0, 'Action', 0]]);
});

test('a name stands at its own path, on the key', () => {
  const [finding] = findingsIn(custom(when('{"NumericLessThan": {"g:MFAAge": ["1"]}}'))).filter((it) => it.code === 'unknown-operator');
  assert.deepEqual([finding?.path, finding?.on], [['Statement', 0, 'Condition', 'NumericLessThan'], 'key']);
});

test('findings name the places that belong to them', () => {
  const places = (text: string, code: string): string[] =>
    findingsIn(text)
      .filter((it) => it.code === code)
      .flatMap((it) => (it.related ?? []).map(({ span }) => `${String(span.start)} ${text.slice(span.start, span.end)}`));
  assert.deepEqual(places('{"Version": "1.0", "Version": "5.0", "Version": "1.1"}', 'duplicate-key'), ['37 "Version"', '37 "Version"']);
  const both = custom(allow(['modelarts:notebook:list', 'obs:bucket:ListBucket']));
  assert.deepEqual(places(both, 'mixed-levels'), [`${String(both.indexOf('modelarts'))} modelarts`]);
  const two = identity(allow(['a:b:c'], '"NotAction": ["d:e:f"]'));
  assert.deepEqual(places(two, 'exclusive-elements'), [`${String(two.indexOf('"Action"'))} "Action"`]);
});

test('habits from AWS have the spelling of Huawei Cloud as their fix', () => {
  const fixed = (text: string, code: string, fileName?: string): (string | undefined)[] =>
    findingsIn(text, fileName)
      .filter((it) => it.code === code)
      .map(({ fixes }) => fixes?.[0]?.edits[0]?.text);
  assert.deepEqual(fixed(custom(allow(['obs:object:GetObject'], '"Resource": ["arn:aws:s3:::team/data/*", "arn:aws:s3:::team", "arn:aws:sns:a:b:c"]')), 'resource-format'), ['obs:*:*:object:team/data/*', 'obs:*:*:bucket:team', undefined]);
  assert.deepEqual(fixed(identity(allow(['sts:agencies:assume'], '"Principal": {"AWS": ["a"], "Federated": ["b"]}')), 'unknown-element', 'a.trust.json'), ['IAM', 'Identity_provider']);
  assert.deepEqual(fixed(custom(when('{"NumericLessThanIfExists": {"g:MFAAge": ["1"]}, "Bool": {"aws:MultiFactorAuthPresent": ["true"]}}')), 'unknown-operator'), ['NumberLessThanIfExists']);
  assert.deepEqual(fixed(identity(when('{"StringNotLike": {"aws:username": "a*"}}')), 'unknown-operator'), ['StringNotMatch']);
  assert.deepEqual(fixed('{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["modelarts:notebook:list"]}]}', 'invalid-version'), ['1.1']);
});

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { applyEdits } from '../../../server/src/core/text.ts';
import { findingsIn, show } from '../../support/rules.ts';
import { samples } from './samples.ts';

/** Everything that is found in each sample. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'OBS guide: misspelt suffix': ['error unknown-operator "\\"StringEndWithIfExsits\\"" "StringEndWithIfExsits" is not a condition operator here. Did you mean "StringEndWithIfExists"?'],
  'FunctionGraph guide: misspelt service': ['warning unknown-service "funcitongraph" "funcitongraph" is not a service that we know. Did you mean "functiongraph"?'],
  'FunctionGraph guide: members directly in the list': [
    'error json-syntax "\\"Effect\\"" "{" is missing: each statement is an object.',
    'information deny-only "\\"Deny\\"" This policy only denies, so it grants nothing by itself. Use it together with a policy that allows.',
  ],
  'VPC guide: two actions in one string': [
    `error json-syntax ${JSON.stringify('"\n                     vpc:vpcs:create\n                     vpc:svpcs:list\n                 "')} A string ends on the line on which it starts.`,
    `error several-actions ${JSON.stringify('"\n                     vpc:vpcs:create\n                     vpc:svpcs:list\n                 "')} This string holds 2 actions. Every action is a string of its own.`,
  ],
  'IAM guide: leading blank': ['error blank-in-action " " A blank is no part of an action. Write "obs:bucket:CreateBucket".'],
  'DLI guide: blank in Effect': ['error invalid-effect "\\" Allow\\"" Effect is "Allow" or "Deny", without blanks.'],
  'IAM use cases: missing and trailing comma': [
    'error json-syntax "" "," is missing.',
    'information whole-service "ecs:*:*" This allows every action of "ecs", future ones too.',
    'information whole-service "evs:*:*" This allows every action of "evs", future ones too.',
    'information whole-service "vpc:*:*" This allows every action of "vpc", future ones too.',
    'information whole-service "aom:*:*" This allows every action of "aom", future ones too.',
    'information whole-service "elb:*:*" This allows every action of "elb", future ones too.',
    'error json-syntax "," The comma after the last item has to go.',
  ],
  'IAM use cases: missing brace': ['error json-syntax "" "}" is missing.', 'error json-syntax "" "}" is missing.'],
  'IAM use cases: full-width comma': [
    'error json-syntax "" "," is missing.',
    'information whole-service "ecs:*:*" This allows every action of "ecs", future ones too.',
    'information whole-service "evs:*:*" This allows every action of "evs", future ones too.',
    'information whole-service "vpc:*:*" This allows every action of "vpc", future ones too.',
    'information whole-service "elb:*:*" This allows every action of "elb", future ones too.',
    'error json-syntax "，" "，" is a full-width character. JSON needs , here.',
    'information whole-service "aom:*:*" This allows every action of "aom", future ones too.',
    'error json-syntax "," The comma after the last item has to go.',
  ],
  'ModelArts guide: lower-case Effect': [
    'information effect-case "\\"deny\\"" IAM lists this as "Deny", though some of its texts write it in lower case.',
    'information deny-only "\\"deny\\"" This policy only denies, so it grants nothing by itself. Use it together with a policy that allows.',
  ],
  'IAM API: null for what is absent': [
    'hint idle-deny "\\"aaa:a*b:baa*\\"" No Allow of this policy reaches it, so this Deny changes nothing here.',
    'information effect-case "\\"deny\\"" IAM lists this as "Deny", though some of its texts write it in lower case.',
  ],
  'IAM use cases: buckets of test users': ['information deny-only "\\"Deny\\"" This policy only denies, so it grants nothing by itself. Use it together with a policy that allows.'],
};

test('every official sample has exactly the expected findings', () => {
  const found = Object.fromEntries(Object.entries(samples).map(([name, { text }]) => [name, findingsIn(text).map((it) => `${it.severity} ${show(text, it)}`)]));
  assert.deepEqual(found, expected);
});

test('the first fixes make every sample with errors valid', () => {
  for (const [name, { text }] of Object.entries(samples)) {
    let fixed = text;
    // Each round takes the first fix: a later one may be about what an earlier one changed.
    for (let round = 0; round < 10; round++) {
      const edits = findingsIn(fixed).find((it) => it.severity === 'error' && it.fixes && it.code !== 'json-syntax')?.fixes?.[0]?.edits ?? findingsIn(fixed).find((it) => it.severity === 'error' && it.fixes)?.fixes?.[0]?.edits;
      if (!edits) break;
      fixed = applyEdits(fixed, edits);
    }
    assert.doesNotThrow(() => JSON.parse(fixed), name);
    assert.deepEqual(findingsIn(fixed).filter((it) => it.severity === 'error').map((it) => show(fixed, it)), [], name);
  }
});

test('the policies of the ModelArts page have no error and no warning', () => {
  for (const name of ['manage-images', 'deny-pool-changes', 'several-services']) assert.deepEqual(loud(`${name}.policy.json`), [], name);
});

test('of the examples only the broken one has errors or warnings', () => {
  const names = readdirSync(new URL('../../../examples/', import.meta.url)).filter((it) => /\.(?:policy|scp|trust)\.json$/.test(it));
  assert.deepEqual(names.filter((it) => loud(it).length > 0), ['broken.policy.json']);
  assert.deepEqual(
    loud('broken.policy.json').map((it) => it.split(' ', 2).join(' ')),
    ['warning unknown-resource-type', 'warning denied-allow', 'error resource-path', 'error unknown-operator'],
  );
});

function loud(name: string): string[] {
  const text = readFileSync(new URL(`../../../examples/${name}`, import.meta.url), 'utf8');
  return findingsIn(text, name)
    .filter((it) => it.severity === 'error' || it.severity === 'warning')
    .map((it) => `${it.severity} ${show(text, it)}`);
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { symbols } from '../../../server/src/core/structure/symbols.ts';
import { outline, read } from './asks.ts';

function has(text: string, lines: readonly string[]): void {
  assert.deepEqual(outline(text, symbols(read(text))), lines);
}

test('statements with their actions, resources and conditions, in the order of the text', () => {
  has(
    `{"Version": "1.1", "Statement": [
      {"Effect": "Allow", "Action": ["modelarts:pool:get", "modelarts:pool:list"], "Resource": ["modelarts:*:*:pool:*"]},
      {"Condition": {"StringEquals": {"g:UserName": ["a"], "g:UserId": ["b"]}, "Bool": {"g:MFAPresent": ["true"]}}, "Action": "obs:*:*", "Effect": "deny"}
    ]}`,
    [
      'Statement 1: Allow | modelarts:pool:get and 1 more ["Allow"]',
      '  modelarts:pool:get ["modelarts:pool:get"]',
      '  modelarts:pool:list ["modelarts:pool:list"]',
      '  modelarts:*:*:pool:* | Resource ["modelarts:*:*:pool:*"]',
      'Statement 2: Deny | obs:*:* ["deny"]',
      '  Condition ["Condition"]',
      '    g:UserName | StringEquals ["g:UserName"]',
      '    g:UserId | StringEquals ["g:UserId"]',
      '    g:MFAPresent | Bool ["g:MFAPresent"]',
      '  obs:*:* ["obs:*:*"]',
    ],
  );
});

test('the Sid of 5.0, NotAction and NotResource', () => {
  has('{"Version": "5.0", "Statement": [{"Sid": "noPools", "Effect": "Deny", "NotAction": ["modelarts:pool:*"], "NotResource": ["*"]}]}', [
    'Statement 1 (noPools): Deny | all but modelarts:pool:* ["Deny"]',
    '  modelarts:pool:* | NotAction ["modelarts:pool:*"]',
    '  * | NotResource ["*"]',
  ]);
  has('{"Version": "1.1", "Statement": [{"Sid": "x"}]}', ['Statement 1 [{]']);
});

test('half-typed and empty parts have a name all the same', () => {
  has('{"Version": "1.1", "Statement": [{"Effect": "Al", "Action": ["", " "', ['Statement 1 | (empty) and 1 more ["Al"]', '  (empty) [""]', '  (empty) [" "]']);
  has('{"Version": "1.1", "Statement": [{}]}', ['Statement 1 [{]']);
  has('', []);
  has('[]', []);
});

test('every selection lies within its symbol, and children within their parents', () => {
  const text = '{"role": {"policy": {"Version": "1.1", "Statement": {"Effect": "Allow", "Action": ["a:b:c"], "Condition": {"Bool": {"g:MFAPresent": ["true"';
  const walk = (list: ReturnType<typeof symbols>): void => {
    for (const { span, selection, children } of list) {
      assert.ok(span.start <= selection.start && selection.end <= span.end);
      for (const child of children) assert.ok(span.start <= child.span.start && child.span.end <= span.end);
      walk(children);
    }
  };
  for (let end = 0; end <= text.length; end++) walk(symbols(read(text.slice(0, end))));
});

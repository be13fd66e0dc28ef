import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocument } from '../../../server/src/core/check.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import { offersAt } from '../../../server/src/core/refactor/offers.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import { catalog } from '../../support/catalog.ts';
import { custom, identity } from '../../support/policies.ts';

/** What is offered at `|`: name, title, and the text afterwards or why not. */
function offers(marked: string, name: string): { title: string; text?: string; refused?: string } | undefined {
  const at = marked.indexOf('|');
  const text = marked.slice(0, at) + marked.slice(at + 1);
  const found = offersAt(readDocument(text, { ours: true }), { start: at, end: at }, catalog).find((it) => it.name === name);
  if (!found) return undefined;
  const title = toPlain(found.title, english);
  return 'refused' in found ? { title, refused: toPlain(found.refused, english) } : { title, text: applyEdits(text, found.edits) };
}

/** A policy in several lines, of one statement with these lines inside. */
function lines(...inside: string[]): string {
  return ['{', '  "Version": "1.1",', '  "Statement": [', '    {', '      "Effect": "Allow",', ...inside.map((it) => `      ${it}`), '    }', '  ]', '}', ''].join('\n');
}

test('expand a wildcard: in place, laid out as the list is', () => {
  assert.deepEqual(offers(lines('"Action": [', '  "obs:bucket:ListBucket",', '  "modelarts:po|ol:*",', '  "modelarts:pool:get"', ']'), 'expandWildcard'), {
    title: 'Expand modelarts:pool:* to the 5 known actions (same known actions, future ones differ)',
    text: lines('"Action": [', '  "obs:bucket:ListBucket",', '  "modelarts:pool:create",', '  "modelarts:pool:delete",', '  "modelarts:pool:list",', '  "modelarts:pool:update",', '  "modelarts:pool:get"', ']'),
  });
});

test('expand a wildcard: a string in place of a list, and one line, and other line ends', () => {
  assert.equal(offers(lines('"Action": "modelarts:pool:*|"'), 'expandWildcard')?.text, lines('"Action": [', '  "modelarts:pool:create",', '  "modelarts:pool:delete",', '  "modelarts:pool:get",', '  "modelarts:pool:list",', '  "modelarts:pool:update"', ']'));
  assert.equal(offers(custom('{"Effect": "Allow", "Action": ["|modelarts:pool:*e"]}'), 'expandWildcard')?.text, custom('{"Effect": "Allow", "Action": ["modelarts:pool:create", "modelarts:pool:delete", "modelarts:pool:update"]}'));
  const windows = (text: string): string => text.replaceAll('\n', '\r\n');
  assert.equal(offers(windows(lines('"Action": ["modelarts:pool:*|"]')), 'expandWildcard')?.text, windows(lines('"Action": [', '  "modelarts:pool:create",', '  "modelarts:pool:delete",', '  "modelarts:pool:get",', '  "modelarts:pool:list",', '  "modelarts:pool:update"', ']')));
  const tabs = (text: string): string => text.replaceAll('  ', '\t');
  assert.equal(offers(tabs(lines('"Action": "modelarts:edgePool:*|"')), 'expandWildcard')?.text, tabs(lines('"Action": [', '  "modelarts:edgePool:get",', '  "modelarts:edgePool:list",', '  "modelarts:edgePool:update"', ']')));
});

test('expand a wildcard is refused where IAM would not take the result, and where nothing is known', () => {
  assert.deepEqual(offers(custom('{"Effect": "Allow", "Action": ["|modelarts:*:*"]}'), 'expandWildcard'), {
    title: `Expand modelarts:*:* to the ${String(catalog.actions('modelarts', '1.1').length)} known actions (same known actions, future ones differ)`,
    refused: `The statement would have ${String(catalog.actions('modelarts', '1.1').length)} actions, and IAM takes 100.`,
  });
  assert.equal(offers(custom('{"Effect": "Allow", "Action": ["|modelarts:nothing*:*"]}'), 'expandWildcard')?.refused, 'No known action matches it.');
  assert.equal(offers(custom('{"Effect": "Allow", "Action": ["|modelarts:pool:get"]}'), 'expandWildcard'), undefined);
});

test('shrink a list: the fewest strings, of those the shortest', () => {
  assert.deepEqual(offers(custom('{"Effect": "Allow", "Action": ["modelarts:pool:create", "modelarts:pool:delete", "modelarts:|pool:get", "modelarts:pool:list", "modelarts:pool:update", "my:own:action"]}'), 'shrinkActions'), {
    title: 'Shrink 6 actions to 2 strings, the fewest (same known actions, future ones differ)',
    text: custom('{"Effect": "Allow", "Action": ["modelarts:po*:*", "my:own:action"]}'),
  });
});

test('shrink a list: what cannot be shorter is left alone', () => {
  assert.equal(offers(custom('{"Effect": "Allow", "Action": ["modelarts:*|:*", "obs:*:*"]}'), 'shrinkActions'), undefined);
  assert.equal(offers(custom('{"Effect": "Allow", "Action": ["modelarts:pool:create|", "modelarts:notebook:delete"]}'), 'shrinkActions'), undefined);
  assert.equal(offers(custom('{"Effect": "Allow", "Action": ["my:own:action|", "my:own:other"]}'), 'shrinkActions'), undefined);
});

test('merge statements that differ in their actions only', () => {
  const condition = (order: string): string => `"Condition": {"StringEquals": {"g:UserName": ${order}}}`;
  assert.deepEqual(
    offers(
      custom(
        `{"Effect": "Allow", "Action": ["modelarts:pool:get"], ${condition('["a", "b"]')}}`,
        '{"Effect": "Deny", "Action": ["modelarts:pool:delete"]}',
        `{"Action": ["|modelarts:pool:list", "modelarts:Pool:get"], ${condition('["b", "a"]')}, "Effect": "Allow"}`,
        `{"Effect": "Allow", "Action": "modelarts:pool:update", ${condition('["a"]')}}`,
      ),
      'mergeStatements',
    ),
    {
      title: 'Merge statements 1 and 3 into one',
      text: custom(
        `{"Effect": "Allow", "Action": ["modelarts:pool:get", "modelarts:pool:list"], ${condition('["a", "b"]')}}`,
        '{"Effect": "Deny", "Action": ["modelarts:pool:delete"]}',
        `{"Effect": "Allow", "Action": "modelarts:pool:update", ${condition('["a"]')}}`,
      ),
    },
  );
});

test('merge statements that differ in their resources only; none that differ in both', () => {
  const on = (action: string, resource: string): string => `{"Effect": "Allow", "Action": ["${action}"], "Resource": ["OBS:*:*:object:${resource}"]}`;
  assert.equal(
    offers(custom(on('obs:object:GetObject', 'a/*|'), on('obs:object:GetObject', 'b/*')), 'mergeStatements')?.text,
    custom('{"Effect": "Allow", "Action": ["obs:object:GetObject"], "Resource": ["OBS:*:*:object:a/*", "OBS:*:*:object:b/*"]}'),
  );
  assert.equal(offers(custom(on('obs:object:GetObject', 'a/*|'), on('obs:object:PutObject', 'b/*')), 'mergeStatements'), undefined);
  assert.equal(offers(identity('{"Effect": "Allow", "NotAction": ["|a:b:c"]}', '{"Effect": "Allow", "NotAction": ["a:b:d"]}'), 'mergeStatements'), undefined);
});

test('split a statement with more actions than IAM takes', () => {
  const actions = catalog.actions('modelarts', '1.1').slice(0, 130).map((it) => it.name);
  const statement = (some: readonly string[]): string => `{"Effect": "Allow", "Action": [${some.map((it) => JSON.stringify(it)).join(', ')}]}`;
  assert.deepEqual(offers(custom(`|${statement(actions)}`), 'splitStatement'), {
    title: 'Split into 2 statements, as IAM takes them',
    text: custom(statement(actions.slice(0, 100)), statement(actions.slice(100))),
  });
  assert.equal(offers(custom(`|${statement(actions.slice(0, 100))}`), 'splitStatement'), undefined);
});

test('sort a list and take out duplicates', () => {
  assert.deepEqual(offers(lines('"Action": [', '  "obs:bucket:|ListBucket",', '  "modelarts:pool:get",', '  "modelarts:Pool:Get"', ']'), 'sortList'), {
    title: 'Sort the list and remove 1 duplicate',
    text: lines('"Action": [', '  "modelarts:Pool:Get",', '  "obs:bucket:ListBucket"', ']'),
  });
  const values = (list: string): string => custom(`{"Effect": "Allow", "Action": ["modelarts:pool:get"], "Condition": {"StringEquals": {"g:UserName": ${list}}}}`);
  assert.equal(offers(values('["b|", "a", "B", "b"]'), 'sortList')?.text, values('["a", "B", "b"]'));
  assert.equal(offers(values('["a", "b|"]'), 'sortList'), undefined);
});

test('nothing is offered in a text with a syntax error, or for a list that cannot be read', () => {
  for (const text of ['{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["modelarts:pool:*|]', '{|}', '|', '{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": [1, "modelarts:|pool:*"]}]}']) {
    const at = text.indexOf('|');
    assert.deepEqual(offersAt(readDocument(text.replace('|', ''), { ours: true }), { start: at, end: at }, catalog), []);
  }
});

test('write nearly all actions as wildcards, and the exceptions as a Deny', () => {
  const pools = ['create', 'get', 'list', 'update'].map((it) => `"modelarts:pool:${it}"`).join(', ');
  const all = catalog.actions('modelarts', '1.1').map((it) => it.name);
  const list = (some: readonly string[]): string => some.map((it) => JSON.stringify(it)).join(', ');
  const condition = '"Condition": {"Bool": {"g:MFAPresent": ["true"]}}';
  assert.deepEqual(offers(custom(`{"Effect": "Allow", "Action": [|${list(all.filter((it) => it !== 'modelarts:pool:delete'))}], ${condition}}`), 'exceptionsIntoDeny'), {
    title: 'Write the list as wildcards and 1 exception as a Deny (same known actions, future ones differ; the Deny also limits other policies)',
    text: custom(`{"Effect": "Allow", "Action": ["modelarts:*:*"], ${condition}}`, `{"Effect": "Deny", "Action": ["modelarts:pool:delete"], ${condition}}`),
  });
  // Another statement allows it, which the Deny would undo.
  const refused = offers(custom(`{"Effect": "Allow", "Action": [|${list(all.filter((it) => it !== 'modelarts:pool:delete'))}]}`, '{"Effect": "Allow", "Action": ["modelarts:pool:delete"]}'), 'exceptionsIntoDeny');
  assert.equal(refused?.refused, 'It would change what the policy grants or denies.');
  assert.equal(offers(custom(`{"Effect": "Allow", "Action": [|${pools}]}`), 'exceptionsIntoDeny'), undefined);
  assert.equal(offers(custom(`{"Effect": "Deny", "Action": [|${list(all.slice(1))}]}`), 'exceptionsIntoDeny'), undefined);
});

test('write NotAction as Action', () => {
  const version = '5.0';
  const services = [...new Set(catalog.services.filter((it) => catalog.actions(it.name, version).length > 0).map((it) => it.name))];
  const found = offers(identity('{"Effect": "Allow", "NotAction": ["modelarts:*:*|"]}'), 'invertNotAction');
  assert.equal(found?.title, 'Write NotAction as Action (same known actions, future ones differ)');
  const strings = (JSON.parse(found.text ?? '{}') as { Statement: { Action: string[] }[] }).Statement[0]?.Action ?? [];
  assert.deepEqual(new Set(strings.map((it) => it.split(':')[0])), new Set(services.filter((it) => it !== 'modelarts')));
  assert.match(offers(identity('{"Effect": "Deny", "NotAction": ["modelarts:*:*|"]}'), 'invertNotAction')?.title ?? '', /no longer denied to other policies/);
  assert.equal(offers(identity('{"Effect": "Allow", "NotAction": ["*|"]}'), 'invertNotAction')?.refused, 'No known action is left.');
});

test('write a policy in the other version, with what has no counterpart or several', () => {
  const old = '{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["modelarts:notebook:create", "modelarts:notebook:stop", "modelarts:tag:listTags", "modelarts:pool:*", "my:own:action", "obs:*:*"]}]}';
  assert.deepEqual(offers(old.replace('"1.1"', '"1.1|"'), 'convertVersion'), {
    title: 'Write as an identity policy of version 5.0 (without counterpart: modelarts:notebook:stop; with several: modelarts:tag:listTags; not all known: obs)',
    text: '{"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["modelarts:notebook:create", "modelarts:notebook:stop", "modelarts::listResourcesByTag", "modelarts::listTags", "modelarts::listTagsForResource", "modelarts:pool:create", "modelarts:pool:delete", "modelarts:pool:get", "modelarts:pool:list", "modelarts:pool:update", "my:own:action", "obs:*:*"]}]}',
  });
  const back = '{"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["modelarts::createTempApikey", "modelarts:pool:delete"]}, {"Effect": "Deny", "Action": ["*"]}]}';
  assert.deepEqual(offers(back.replace('"5.0"', '|"5.0"'), 'convertVersion'), {
    title: 'Write as a custom policy of version 1.1 (without counterpart: modelarts::createTempApikey)',
    text: back.replace('"5.0"', '"1.1"').replace('["*"]', '["*:*:*"]'),
  });
});

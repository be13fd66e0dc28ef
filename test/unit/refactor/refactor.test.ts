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
    text: lines('"Action": [', '  "modelarts:pool:get",', '  "obs:bucket:ListBucket"', ']'),
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
    title: 'Write as an identity policy of version 5.0 (without counterpart: modelarts:notebook:stop; with several: modelarts:tag:listTags; not known: my:own:action; not all known: obs)',
    text: '{"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["modelarts:notebook:create", "modelarts:notebook:stop", "modelarts::listResourcesByTag", "modelarts::listTags", "modelarts::listTagsForResource", "modelarts:pool:create", "modelarts:pool:delete", "modelarts:pool:get", "modelarts:pool:list", "modelarts:pool:update", "my:own:action", "obs:*:*"]}]}',
  });
  const back = '{"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["modelarts::createTempApikey", "modelarts:pool:delete"]}, {"Effect": "Deny", "Action": ["*"]}]}';
  assert.deepEqual(offers(back.replace('"5.0"', '|"5.0"'), 'convertVersion'), {
    title: 'Write as a custom policy of version 1.1 (without counterpart: modelarts::createTempApikey)',
    text: back.replace('"5.0"', '"1.1"').replace('["*"]', '["*:*:*"]'),
  });
});

test('merge: the first name stays, another one is taken over, and one that goes is told', () => {
  const pool = (sid: string, action: string): string => `{${sid}"Effect": "Allow", "Action": ["modelarts:pool:${action}"], "Resource": ["*"]}`;
  const named = (first: string, second: string): string => identity(pool(first, 'get|'), pool(second, 'list'));
  const merged = (sid: string): string => identity(`{${sid}"Effect": "Allow", "Action": ["modelarts:pool:get", "modelarts:pool:list"], "Resource": ["*"]}`);
  assert.deepEqual(offers(named('"Sid": "Read", ', ''), 'mergeStatements'), { title: 'Merge statements 1 and 2 into one', text: merged('"Sid": "Read", ') });
  assert.deepEqual(offers(named('', '"Sid": "List", '), 'mergeStatements'), { title: 'Merge statements 1 and 2 into one', text: merged('"Sid": "List", ') });
  assert.deepEqual(offers(named('"Sid": "Read", ', '"Sid": "Read", '), 'mergeStatements'), { title: 'Merge statements 1 and 2 into one', text: merged('"Sid": "Read", ') });
  assert.deepEqual(offers(named('"Sid": "Read", ', '"Sid": "List", '), 'mergeStatements'), { title: 'Merge statements 1 and 2 into one (the name List goes)', text: merged('"Sid": "Read", ') });
});

/** Actions with long names that nobody knows, so that few of them fill a policy. */
const long = (count: number, start = 0): string[] => Array.from({ length: count }, (_, index) => `modelarts:notebook:${'a'.repeat(80)}${index + start}`);
const allowing = (actions: readonly string[], sid = ''): string => `{${sid}"Effect": "Allow", "Action": [${actions.map((it) => JSON.stringify(it)).join(', ')}]}`;

test('split a statement that is too large for a policy; each part has a name of its own', () => {
  const found = offers(identity(`|${allowing(long(120), '"Sid": "Notebooks", ')}`, allowing(['modelarts:pool:get'], '"Sid": "Notebooks2", ')), 'splitStatement');
  assert.equal(found?.title, 'Split into 3 statements, as IAM takes them');
  const { Statement: statements } = JSON.parse(found.text ?? '') as { Statement: { Sid: string; Action: string[] }[] };
  assert.deepEqual(statements.map((it) => it.Sid), ['Notebooks', 'Notebooks3', 'Notebooks4', 'Notebooks2']);
  assert.deepEqual(statements.slice(0, 3).flatMap((it) => it.Action), long(120));
  for (const it of statements) assert.ok(JSON.stringify({ Version: '5.0', Statement: [it] }).length <= 6144);
  // In 1.1 there are no names: what has one is wrong already.
  assert.equal(offers(custom(`|${allowing(long(120), '"Sid": "A", ')}`), 'splitStatement'), undefined);
  assert.equal(offers(identity(`|${allowing(long(20))}`), 'splitStatement'), undefined);
});

/** What is offered for a whole policy: title, the policies afterwards or why not. */
function parts(text: string): { title: string; texts?: string[]; refused?: string } | undefined {
  const found = offersAt(readDocument(text, { ours: true }), { start: 0, end: 0 }, catalog, { siblings: (count) => Array.from({ length: count }, (_, index) => `team-${index + 2}.policy.json`) }).find((it) => it.name === 'splitPolicy');
  if (!found) return undefined;
  const title = toPlain(found.title, english);
  return 'refused' in found ? { title, refused: toPlain(found.refused, english) } : { title, texts: [applyEdits(text, found.edits), ...(found.documents ?? []).map((it) => it.text)] };
}

test('split a policy with more statements than IAM takes: what belongs together stays together', () => {
  const get = (index: number): string => `{"Effect": "Allow", "Action": ["my:type${index}:get"]}`;
  const statements = Array.from({ length: 10 }, (_, index) => get(index));
  assert.deepEqual(parts(custom(...statements)), { title: 'Split into 2 policies, with team-2.policy.json beside it (the same when all are granted together)', texts: [custom(...statements.slice(0, 8)), custom(...statements.slice(8))] });
  // The Deny stands where the Allow is that it limits.
  const deny = '{"Effect": "Deny", "Action": ["my:type0:*"]}';
  assert.deepEqual(parts(custom(...statements, deny))?.texts, [custom(statements[0] ?? '', ...statements.slice(1, 7), deny), custom(...statements.slice(7))]);
  assert.equal(parts(custom(...statements.slice(0, 8))), undefined);
});

test('split a policy: where a Deny limits what another part allows, the title says so', () => {
  const get = (index: number): string => `{"Effect": "Allow", "Action": ["my:type${index}:get"]}`;
  const statements = Array.from({ length: 9 }, (_, index) => get(index));
  const deny = '{"Effect": "Deny", "Action": ["my:*:get"], "Condition": {"Bool": {"g:MFAPresent": ["false"]}}}';
  assert.deepEqual(parts(custom(...statements, deny)), {
    title: 'Split into 2 policies, with team-2.policy.json beside it (the same only when all are granted together: a Deny of one limits what another allows)',
    texts: [custom(...statements.slice(0, 7), deny), custom(...statements.slice(7))],
  });
});

test('split a policy that is too large, laid out as it is; a statement that is too large by itself has to be split first', () => {
  const large = (at: number): string => allowing(long(28, at));
  const text = identity(large(0), large(30), large(60), large(90), large(120));
  const found = parts(text);
  assert.equal(found?.title, 'Split into 3 policies, with team-2.policy.json and team-3.policy.json beside it (the same when all are granted together)');
  assert.deepEqual(found.texts?.flatMap((it) => (JSON.parse(it) as { Statement: unknown[] }).Statement), (JSON.parse(text) as { Statement: unknown[] }).Statement);
  for (const it of found.texts ?? []) assert.ok(JSON.stringify(JSON.parse(it)).length <= 6144);
  const whole = parts(identity(allowing(long(70)), allowing(['modelarts:pool:get'])));
  assert.equal(whole?.refused, 'Statement 1 is too large by itself. Split or shrink it first.');
  assert.deepEqual(parts(custom(allowing(long(70))))?.refused, 'Statement 1 is too large by itself. Split or shrink it first.');
});

test('split a policy: not one that is attached alone, not in a wrapper, not where no file can be made', () => {
  const statements = Array.from({ length: 9 }, (_, index) => `{"Effect": "Allow", "Action": ["my:type${index}:get"]}`);
  assert.equal(parts(`{"role": {"policy": ${custom(...statements)}}}`), undefined);
  assert.equal(parts(identity(`{"Principal": {"Service": ["service.ModelArts"]}, "Effect": "Allow", "Action": [${long(80).map((it) => JSON.stringify(it)).join(',')}]}`)), undefined);
  assert.equal(offers(`|${custom(...statements)}`, 'splitPolicy'), undefined);
});

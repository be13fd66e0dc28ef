import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, type CompareOptions, type Difference } from '../../../server/src/core/analysis/compare.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import { formatPath } from '../../../server/src/core/json/json.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import type { PolicyKind } from '../../../server/src/core/policy/kind.ts';
import type { Policy } from '../../../server/src/core/policy/policy.ts';
import { smallCatalog } from '../../support/analysis-catalog.ts';
import { allow, deny } from '../../support/analysis-findings.ts';

type Statements = readonly object[];

function read(statements: Statements, kind: PolicyKind): Policy {
  const { policy } = readDocument(JSON.stringify({ Version: kind.slice(-3), Statement: statements }), { kind });
  assert.ok(policy);
  return policy;
}

/** Everything that a comparison says, a line for each thing. */
function all(before: Statements, after: Statements, options: CompareOptions = {}, kind: PolicyKind = 'custom-1.1'): string[] {
  const [old, now] = [read(before, kind), read(after, kind)];
  const { result, gained, lost, cannotTell } = compare(old, now, smallCatalog, options);
  const text = (side: string, { start, end }: { start: number; end: number }): string => (side === 'before' ? old : now).text.slice(start, end);
  const short = (path: Difference['by']['path']): string => formatPath(path).replace('$.Statement', '');
  const line = (sign: string, { action, resource, conditions, example, from, to, by }: Difference): string =>
    [
      `${sign} ${action}`,
      resource ? `on ${resource}` : '',
      ...conditions.map((it) => `if ${it.operator} ${it.key} ${it.values.join()}`),
      Object.keys(example.context).length > 0 ? JSON.stringify(example.context) : '',
      example.action === action && example.resource === resource ? '' : 'other example',
      `: ${from ?? '?'} to ${to ?? '?'}, ${by.side} ${short(by.path)} ${text(by.side, by.span)}`,
    ]
      .filter((it) => it !== '')
      .join(' ');
  return [result, ...gained.map((it) => line('+', it)), ...lost.map((it) => line('-', it)), ...cannotTell.map((it) => `? ${it.side} ${short(it.path)} ${text(it.side, it.span)}: ${toPlain(it.why, english)}`)];
}

const user = (operator: string, ...names: string[]): object => ({ Condition: { [operator]: { 'k:s': names } } });

test('an Allow that is new, and one that is gone', () => {
  assert.deepEqual(all([allow('b:a:B')], [allow('a:b:*')]), ['both', '+ a:b:ab : ImplicitDeny to Allow, after [0].Action[0] "a:b:*"', '- b:a:B : Allow to ImplicitDeny, before [0].Action[0] "b:a:B"']);
  assert.deepEqual(all([], [allow('a:x:y')]), ['grants-more', '+ a:x:y : ImplicitDeny to Allow, after [0].Action[0] "a:x:y"']);
  assert.deepEqual(all([allow('a:b:*'), allow('a:b:ab')], [allow('a:b:*')]), ['equivalent']);
});

test('conditions and resources of what makes the difference are named', () => {
  assert.deepEqual(all([], [allow('a:b:ab', { Resource: ['a:*:*:A:x'], Condition: { StringEquals: { 'k:s': ['u', 'v'] }, Bool: { 'k:b': ['true'] } } })]), [
    'grants-more',
    '+ a:b:ab on a:*:*:A:x if StringEquals k:s u,v if Bool k:b true {"k:s":"u","k:b":"true"} : ImplicitDeny to Allow, after [0].Action[0] "a:b:ab"',
  ]);
});

test('a Deny that is new takes away from an Allow, and from other policies', () => {
  assert.deepEqual(all([allow('a:*:*')], [allow('a:*:*'), deny('a:b:ab')]), ['grants-less', '- a:b:ab : Allow to Deny, after [1].Action[0] "a:b:ab"']);
  assert.deepEqual(all([allow('a:*:*'), deny('a:b:ab')], [allow('a:*:*')]), ['grants-more', '+ a:b:ab : Deny to Allow, before [1].Action[0] "a:b:ab"']);
  assert.deepEqual(all([deny('b:a:B')], []), ['grants-more', '+ b:a:B : Deny to ImplicitDeny, before [0].Action[0] "b:a:B"']);
  assert.deepEqual(all([], [deny('b:a:B')]), ['grants-less', '- b:a:B : ImplicitDeny to Deny, after [0].Action[0] "b:a:B"']);
  assert.deepEqual(all([deny('b:a:B')], [], { sets: 'granted' }), ['equivalent']);
  assert.deepEqual(all([deny('b:a:B')], [allow('b:a:B')]), ['grants-more', '+ b:a:B : Deny to Allow, after [0].Action[0] "b:a:B"']);
  // Of two that deny it, the one is named that holds the example.
  assert.deepEqual(all([allow('a:*:*')], [allow('a:*:*'), deny('a:x:y', user('StringEquals', 'u')), deny('a:x:y', user('StringEquals', 'v'))]), [
    'grants-less',
    '- a:x:y if StringEquals k:s u {"k:s":"u"} : Allow to Deny, after [1].Action[0] "a:x:y"',
    '- a:x:y if StringEquals k:s v {"k:s":"v"} : Allow to Deny, after [2].Action[0] "a:x:y"',
  ]);
});

test('the same action is listed again where its example is another request', () => {
  assert.deepEqual(all([], [allow('a:b:ab', { Resource: ['a:*:*:A:x'] }), allow('a:b:ab', { Resource: ['a:*:*:A:y'] }), allow(['a:b:ab', 'A:B:AB'], { Resource: ['a:*:*:A:x'] })]), [
    'grants-more',
    '+ a:b:ab on a:*:*:A:x : ImplicitDeny to Allow, after [0].Action[0] "a:b:ab"',
    '+ a:b:ab on a:*:*:A:y : ImplicitDeny to Allow, after [1].Action[0] "a:b:ab"',
  ]);
  assert.deepEqual(all([], [allow('a:b:ab', user('StringEquals', 'u')), allow('a:b:ab', user('StringEquals', 'v'))]).length, 3);
  const trust = (principal: object): object => ({ Effect: 'Allow', Principal: principal, Action: ['a:b:ab'] });
  assert.deepEqual(all([], [trust({ IAM: ['1'] }), trust({ IAM: ['2'] }), trust({ Service: ['2'] }), trust({ IAM: ['1'] })], {}, 'trust-5.0').length, 4);
});

test('statements that match nothing make no difference', () => {
  assert.deepEqual(all([allow('a:b:ab')], [allow('a:b:ab'), allow('b:a:B', user('StringEquals')), allow('b:a:B', { Condition: { StringEquals: { 'k:s': ['a'] }, Null: { 'k:s': ['true'] } } })], {}, 'identity-5.0'), ['equivalent']);
  assert.deepEqual(all([allow('a:b:ab')], [allow('a:b:ab'), { Effect: 'Deny', NotAction: ['*'] }, { Effect: 'Deny', Action: ['a:b:ab'], NotResource: ['*'] }], {}, 'identity-5.0'), ['equivalent']);
});

test('over the catalogue only known actions count, and each has its line', () => {
  assert.deepEqual(all([allow('a:b:*')], [allow('a:*:*')], { over: 'catalogue' }), ['grants-more', '+ a:Ab:a : ImplicitDeny to Allow, after [0].Action[0] "a:*:*"']);
  assert.deepEqual(all([allow('a:b:*')], [allow('a:b:ab')], { over: 'catalogue' }), ['equivalent']);
  assert.deepEqual(all([allow('a:b:*')], [allow('a:b:ab')]), ['grants-less', '- a:b:x : Allow to ImplicitDeny, before [0].Action[0] "a:b:*"']);
  assert.deepEqual(all([allow('*:*:*')], [], { over: 'catalogue' }), ['grants-less', '- a:Ab:a : Allow to ImplicitDeny, before [0].Action[0] "*:*:*"', '- a:b:ab : Allow to ImplicitDeny, before [0].Action[0] "*:*:*"', '- b:a:B : Allow to ImplicitDeny, before [0].Action[0] "*:*:*"']);
});

test('opaque conditions that differ cannot be told, unless something certain differs in the same direction', () => {
  const why = 'Whether this makes a difference hangs on conditions that cannot be compared.';
  const end = (value: string): object => user('StringEndWith', value);
  assert.deepEqual(all([allow('a:b:ab', end('x'))], [allow('a:b:ab', end('y'))]), ['cannot-tell', `? after [0].Action[0] "a:b:ab": ${why}`, `? before [0].Action[0] "a:b:ab": ${why}`]);
  assert.deepEqual(all([allow('a:b:ab', end('x'))], [allow('a:b:ab', end('x'))]), ['equivalent']);
  assert.deepEqual(all([allow('a:b:ab', end('x'))], [allow('a:b:ab')]), ['cannot-tell', `? after [0].Action[0] "a:b:ab": ${why}`]);
  assert.deepEqual(all([allow('a:b:ab', end('x'))], [allow('a:b:ab'), allow('b:a:B')]), ['grants-more', '+ b:a:B : ImplicitDeny to Allow, after [1].Action[0] "b:a:B"']);
  assert.deepEqual(all([allow('a:b:ab', end('x')), allow('b:a:B')], [allow('a:b:ab')]), ['cannot-tell', '- b:a:B : Allow to ImplicitDeny, before [1].Action[0] "b:a:B"', `? after [0].Action[0] "a:b:ab": ${why}`]);
  // A decision that hangs on the opaque condition is not named.
  assert.deepEqual(all([allow('a:b:ab'), deny('a:b:ab', end('x'))], [allow('a:b:ab'), deny('a:b:ab')]), ['cannot-tell', `? before [0].Action[0] "a:b:ab": ${why}`, `? after [1].Action[0] "a:b:ab": ${why}`]);
  assert.deepEqual(all([allow('a:*:*', end('x'))], [allow('a:*:*', end('x')), deny('a:b:ab')]), ['grants-less', '- a:b:ab : ? to Deny, after [1].Action[0] "a:b:ab"']);
  assert.deepEqual(all([deny('a:*:*', end('x'))], [deny('a:*:*', end('x')), deny('a:b:ab')]), ['cannot-tell', `? after [1].Action[0] "a:b:ab": ${why}`]);
});

test('a negated operator without IfExists leaves an absent key open', () => {
  assert.deepEqual(all([], [allow('a:b:ab', user('StringNotEquals', 'u'))]), ['grants-more', '+ a:b:ab if StringNotEquals k:s u {"k:s":"x"} : ImplicitDeny to Allow, after [0].Action[0] "a:b:ab"']);
  assert.deepEqual(all([allow('a:b:ab', user('StringNotEquals', 'u'))], [allow('a:b:ab', user('StringNotEqualsIfExists', 'u'))])[0], 'cannot-tell');
});

test('keys that differ in letter case only', () => {
  const key = (name: string, value: string): object => ({ Condition: { StringEquals: { [name]: [value] } } });
  const [result, ...others] = all([allow('a:b:ab', key('k:s', 'u'))], [allow('a:b:ab', key('K:S', 'u'))]);
  assert.equal(result, 'cannot-tell');
  assert.deepEqual(others, ['? after $ {"Version":"1.1","Statement":[{"Effect":"Allow","Action":["a:b:ab"],"Condition":{"StringEquals":{"K:S":["u"]}}}]}: Condition keys differ in letter case only.']);
  assert.deepEqual(all([allow('a:b:ab', key('k:s', 'u')), allow('b:a:B', key('K:S', 'u'))], [allow('a:b:ab', key('k:s', 'u')), allow('b:a:B', key('K:S', 'u'))]), ['equivalent']);
  assert.deepEqual(all([allow('a:b:ab', key('k:s', 'u'))], [allow('a:b:ab', key('K:S', 'v'))])[0], 'both');
});

test('what cannot be read is named, on the side that has it', () => {
  const why = 'This statement cannot be read, or it has an error.';
  const odd = { Effect: 'Deny', Action: 5 };
  const other = { Effect: 'Deny', Action: 6 };
  const oddText = JSON.stringify(odd);
  assert.deepEqual(all([allow('a:b:ab'), odd], [allow('a:b:ab'), odd]), ['equivalent']);
  assert.deepEqual(all([allow('a:b:ab'), odd], [odd]), ['cannot-tell', `? before [1] ${oddText}: ${why}`]);
  assert.deepEqual(all([allow('a:b:ab'), odd], [allow('a:b:ab')]), ['cannot-tell', `? before [1] ${oddText}: ${why}`]);
  assert.deepEqual(all([allow('a:b:ab')], [odd, allow('a:b:ab')]), ['cannot-tell', `? after [0] ${oddText}: ${why}`]);
  assert.deepEqual(all([odd], [other]), ['cannot-tell', `? before [0] ${oddText}: ${why}`, `? after [0] ${JSON.stringify(other)}: ${why}`]);
  assert.deepEqual(all([odd, odd], [odd]), ['cannot-tell', `? before [1] ${oddText}: ${why}`]);
  const spaced = (text: string): Policy => readDocument(`{"Version":"1.1","Statement":[${text}]}`, { kind: 'custom-1.1' }).policy as Policy;
  assert.equal(compare(spaced('{"Effect": "Deny",  "Action": 5}'), spaced('{"Effect":\n  "Deny", "Action": 5}'), smallCatalog).result, 'equivalent');
  assert.equal(compare(spaced('{"Effect": "Deny", "Action": 5}'), spaced('{"Effect": "Deny","Action":5}'), smallCatalog).result, 'cannot-tell');
});

test('errors of other rules take statements and strings out', () => {
  const policy = read([allow(['a:b:ab', 'b:a:B'])], 'custom-1.1');
  const string = policy.statements[0]?.action?.strings[1];
  assert.ok(string);
  const error = { path: string.path, span: string.node.span };
  assert.deepEqual(compare(policy, policy, smallCatalog, { errors: { before: [error] } }).cannotTell.map((it) => it.side), ['before']);
  assert.equal(compare(policy, policy, smallCatalog, { errors: { before: [error], after: [error] } }).result, 'equivalent');
});

test('documents of different versions, and roles, are not compared', () => {
  const message = (before: Policy, after: Policy): unknown => {
    const { result, gained, lost, cannotTell } = compare(before, after, smallCatalog);
    return [result, gained, lost, cannotTell.map((it) => [it.side, it.path, it.span, toPlain(it.why, english)])];
  };
  const [one, five] = [read([allow('a:b:ab')], 'custom-1.1'), read([], 'identity-5.0')];
  assert.deepEqual(message(one, five), ['cannot-tell', [], [], [['after', [], five.value.span, 'The policies are of different versions of the language.']]]);
  const role = readDocument('{"Version":"1.0","Statement":[{"Effect":"Allow","Action":["a:b:ab"]}]}', { kind: 'role-1.0' }).policy as Policy;
  assert.deepEqual(message(role, role), ['cannot-tell', [], [], [['before', [], role.value.span, 'System roles of version 1.0 are not compared.']]]);
});

test('a comparison that takes too many steps is given up', () => {
  const [before, after] = [[allow('a:*b*:*x'), deny('a:?:y*', user('StringMatch', '*u*'))], [allow('a:b*:*x*')]];
  const results = [1, 5, 20, 60, 200_000].map((steps) => all(before, after, { steps }, 'identity-5.0'));
  for (const it of results.slice(0, 2)) assert.deepEqual(it, ['cannot-tell', `? after $ ${JSON.stringify({ Version: '5.0', Statement: after })}: The policies are too complex to be compared.`]);
  assert.equal(results.at(-1)?.[0], 'both');
  // Between the two it is given up, or it is right.
  for (const it of results) if (it[0] !== 'cannot-tell') assert.deepEqual(it, results.at(-1));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ErrorPlace, participantsOf } from '../../../server/src/core/analysis/participants.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import type { Path } from '../../../server/src/core/json/json.ts';
import type { PolicyKind } from '../../../server/src/core/policy/kind.ts';
import type { Policy, Statement } from '../../../server/src/core/policy/policy.ts';
import { allow, deny } from '../../support/analysis-findings.ts';

function readText(text: string, kind: PolicyKind): Policy {
  const { policy } = readDocument(text, { kind });
  assert.ok(policy);
  return policy;
}

function read(statements: readonly object[], kind: PolicyKind = 'custom-1.1'): Policy {
  return readText(JSON.stringify({ Version: kind.slice(-3), Statement: statements }), kind);
}

/** Who takes part: `number effect actions on resources`, `+` where with all its strings; last whether all Allows do. */
function who(policy: Policy, errors: readonly ErrorPlace[] = [], wasWhole?: (statement: Statement) => boolean): string[] {
  const { statements, allAllows } = participantsOf(policy, errors, wasWhole);
  return [...statements.map((it) => `${it.statement.index} ${it.effect} ${it.actions.map((one) => one.value).join()}${it.resources.length > 0 ? ` on ${it.resources.map((one) => one.value).join()}` : ''}${it.whole ? ' +' : ''}`), `${allAllows}`];
}

/** An error at a path, with a place that tells nothing. */
const at = (...path: Path): ErrorPlace => ({ path, span: { start: 1e6, end: 1e6 } });

/** An error at a text, with the path of the document. */
function over(policy: Policy, text: string, nth = 0): ErrorPlace {
  let start = -1;
  for (let index = 0; index <= nth; index++) start = policy.text.indexOf(text, start + 1);
  assert.ok(start >= 0, text);
  return { path: [], span: { start, end: start + text.length } };
}

const two = (): Policy => read([allow(['a:b:c', 'a:b:d'], { Resource: ['a:*:*:x:1', 'a:*:*:x:2'] }), deny(['a:b:e'])]);

test('without errors everything takes part', () => {
  assert.deepEqual(who(two()), ['0 Allow a:b:c,a:b:d on a:*:*:x:1,a:*:*:x:2 +', '1 Deny a:b:e +', 'true']);
  assert.deepEqual(who(read([])), ['true']);
  assert.deepEqual(who(read([deny('a:b:c')])), ['0 Deny a:b:c +', 'true']);
});

test('a string with an error of its own takes no part', () => {
  assert.deepEqual(who(two(), [at('Statement', 0, 'Action', 0)]), ['0 Allow a:b:d on a:*:*:x:1,a:*:*:x:2', '1 Deny a:b:e +', 'false']);
  assert.deepEqual(who(two(), [at('Statement', 0, 'Resource', 1)]), ['0 Allow a:b:c,a:b:d on a:*:*:x:1', '1 Deny a:b:e +', 'false']);
  assert.deepEqual(who(two(), [at('Statement', 0, 'Action', 1, 'deeper')]), ['0 Allow a:b:c on a:*:*:x:1,a:*:*:x:2', '1 Deny a:b:e +', 'false']);
  assert.deepEqual(who(two(), [at('Statement', 0, 'Action', 0), at('Statement', 0, 'Resource', 0)]), ['0 Allow a:b:d on a:*:*:x:2', '1 Deny a:b:e +', 'false']);
  assert.deepEqual(who(two(), [at('Statement', 0, 'Action', 0), at('Statement', 0, 'Action', 1)]), ['1 Deny a:b:e +', 'false']);
  assert.deepEqual(who(two(), [at('Statement', 0, 'Resource', 0), at('Statement', 0, 'Resource', 1)]), ['1 Deny a:b:e +', 'false']);
  assert.deepEqual(who(two(), [at('Statement', 1, 'Action', 0)]), ['0 Allow a:b:c,a:b:d on a:*:*:x:1,a:*:*:x:2 +', 'true']);
});

test('a statement with any other error takes no part', () => {
  assert.deepEqual(who(two(), [at('Statement', 0)]), ['1 Deny a:b:e +', 'false']);
  assert.deepEqual(who(two(), [at('Statement', 0, 'Action')]), ['1 Deny a:b:e +', 'false']);
  assert.deepEqual(who(two(), [at('Statement', 0, 'Condition', 'X')]), ['1 Deny a:b:e +', 'false']);
  assert.deepEqual(who(two(), [at('Statement', 0, 'Action', 0), at('Statement', 0, 'Effect')]), ['1 Deny a:b:e +', 'false']);
  assert.deepEqual(who(two(), [at('Statement', 1)]), ['0 Allow a:b:c,a:b:d on a:*:*:x:1,a:*:*:x:2 +', 'true']);
  assert.deepEqual(who(two(), [at('Version'), at('Statement')]), ['0 Allow a:b:c,a:b:d on a:*:*:x:1,a:*:*:x:2 +', '1 Deny a:b:e +', 'true']);
});

test('an error whose path ends above is where its place is', () => {
  const policy = two();
  assert.deepEqual(who(policy, [over(policy, '"a:b:c"')]), ['0 Allow a:b:d on a:*:*:x:1,a:*:*:x:2', '1 Deny a:b:e +', 'false']);
  assert.deepEqual(who(policy, [over(policy, 'b:e')]), ['0 Allow a:b:c,a:b:d on a:*:*:x:1,a:*:*:x:2 +', 'true']);
  assert.deepEqual(who(policy, [over(policy, 'Effect')]), ['1 Deny a:b:e +', 'false']);
  assert.deepEqual(who(policy, [over(policy, 'Effect', 1)]), ['0 Allow a:b:c,a:b:d on a:*:*:x:1,a:*:*:x:2 +', 'true']);
  // In any order, and with others before and behind.
  const [first, last, version] = [over(policy, '"a:b:d"'), over(policy, '"a:b:e"'), over(policy, 'Version')];
  for (const errors of [[first, last, version], [last, version, first], [version, last, first], [last, first, version, first]]) assert.deepEqual(who(policy, errors), ['0 Allow a:b:c on a:*:*:x:1,a:*:*:x:2', 'false']);
  assert.deepEqual(who(policy, [version, over(policy, 'Statement')]), who(policy));
  // One that reaches over several statements is in none.
  const { node } = policy.statements[0] as Statement;
  assert.deepEqual(who(policy, [{ path: [], span: { start: node.span.start + 1, end: node.span.end + 1 } }]), who(policy));
  assert.deepEqual(who(policy, [{ path: [], span: { start: node.span.start - 1, end: node.span.end } }]), who(policy));
  assert.deepEqual(who(policy, [{ path: [], span: { start: node.span.end, end: node.span.end } }]), who(policy));
  assert.deepEqual(who(policy, [{ path: [], span: node.span }]), ['1 Deny a:b:e +', 'false']);
  assert.deepEqual(who(policy, [{ path: [], span: { start: node.span.start, end: node.span.start } }]), ['1 Deny a:b:e +', 'false']);
});

test('many errors are each looked up in their statement', () => {
  const policy = read(Array.from({ length: 12 }, (_, index) => allow([`a:b:x${index}`, `a:b:y${index}`])));
  for (let number = 0; number < 12; number++) {
    const errors = [number, 3, 7].map((it) => over(policy, `"a:b:x${it}"`));
    const lines = who(policy, errors);
    assert.deepEqual(lines.slice(0, 12), Array.from({ length: 12 }, (_, it) => ([number, 3, 7].includes(it) ? `${it} Allow a:b:y${it}` : `${it} Allow a:b:x${it},a:b:y${it} +`)));
  }
});

test('without one of its strings a Not list would hold too much, so the statement takes no part', () => {
  const policy = read([{ Effect: 'Allow', NotAction: ['a:b:c', 'a:b:d'], NotResource: ['a:*:*:x:1', 'a:*:*:x:2'] }], 'identity-5.0');
  assert.deepEqual(who(policy), ['0 Allow a:b:c,a:b:d on a:*:*:x:1,a:*:*:x:2 +', 'true']);
  assert.deepEqual(who(policy, [at('Statement', 0, 'NotAction', 0)]), ['false']);
  assert.deepEqual(who(policy, [at('Statement', 0, 'NotResource', 0)]), ['false']);
});

test('what cannot be read, or is being typed, takes no part', () => {
  const none = (statement: object | string, kind: PolicyKind = 'custom-1.1'): void => {
    const text = typeof statement === 'string' ? statement : JSON.stringify(statement);
    assert.deepEqual(who(readText(`{"Version":"${kind.slice(-3)}","Statement":[${text}]}`, kind)), ['false'], text);
  };
  none({ Action: ['a:b:c'] });
  none({ Effect: 'No', Action: ['a:b:c'] });
  none({ Effect: 'Allow' });
  none({ Effect: 'Allow', Action: [] });
  none({ Effect: 'Allow', Action: 5 });
  none({ Effect: 'Allow', Action: ['a:b:c'], Resource: [] });
  none({ Effect: 'Allow', Action: ['a:b:c'], NotResource: [] }, 'identity-5.0');
  none({ Effect: 'Allow', Action: ['a:b:c'], Condition: { StringEquals: { 'g:UserName': 5 } } });
  none({ Effect: 'Allow', Action: ['a:b:c'], Condition: { StringEquals: { 'g:UserName': ['a'] }, Bool: { 'g:MFAPresent': {} } } });
  none({ Effect: 'Allow', Principal: { IAM: [] }, Action: ['sts:agencies:assume'] }, 'trust-5.0');
  none({ Effect: 'Allow', Action: ['a:b'] });
  none({ Effect: 'Allow', Action: ['a:b:c'], Resource: ['\ud800'] });
  none('{"Effect":"Allow","Action":["a:b:c"]');
  none({ Effect: 'Allow', NotAction: ['a:b'] }, 'identity-5.0');
  assert.deepEqual(who(read([{ Effect: 'Deny', Action: [] }])), ['true']);
  assert.deepEqual(who(read([{ Effect: 'Allow', Action: ['a:b', 'a:b:c'] }])), ['0 Allow a:b:c', 'false']);
  assert.deepEqual(who(read([{ Effect: 'Allow', Principal: { IAM: [], Service: ['x'] }, Action: ['sts:agencies:assume'] }], 'trust-5.0')), ['0 Allow sts:agencies:assume +', 'true']);
});

test('a statement that took part with all its strings does so again, unless it has an error now', () => {
  const policy = two();
  const asked: number[] = [];
  const wasWhole = ({ index }: Statement): boolean => {
    asked.push(index);
    return true;
  };
  assert.deepEqual(who(policy, [], wasWhole), who(policy));
  assert.deepEqual(asked, [0, 1]);
  assert.deepEqual(who(policy, [at('Statement', 0, 'Action', 0)], wasWhole), who(policy, [at('Statement', 0, 'Action', 0)]));
  const not = read([{ Effect: 'Deny', NotAction: ['a:b:c'], NotResource: ['a:*:*:x:1'] }, deny('a:b:c')], 'identity-5.0');
  assert.deepEqual(who(not, [], wasWhole), who(not));
});

test('roles of version 1.0 take no part', () => {
  assert.deepEqual(who(read([allow('a:b:c')], 'role-1.0')), ['false']);
});

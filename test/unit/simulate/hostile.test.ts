import assert from 'node:assert/strict';
import { test } from 'node:test';
import { english } from '../../../server/src/core/message.ts';
import { toSimulateJson } from '../../../server/src/core/simulate/json.ts';
import { prepare } from '../../../server/src/core/simulate/prepare.ts';
import { keysToAsk, namedActions } from '../../../server/src/core/simulate/questions.ts';
import { simulate } from '../../../server/src/core/simulate/simulate.ts';
import type { AttachedPolicy, SimulationRequest } from '../../../server/src/core/simulate/types.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import { catalog } from '../../support/catalog.ts';

const action = 'modelarts:notebook:create';

function ask(text: string, request: SimulationRequest = { action, resources: ['obs:::object:a'], context: { 'g:UserName': 'x' } }): ReturnType<typeof simulate> {
  const policies: AttachedPolicy[] = [{ name: 'p', document: readDocument(text, { ours: true }) }];
  const prepared = prepare(policies);
  namedActions(prepared, catalog);
  keysToAsk(prepared, catalog, action);
  const result = simulate(policies, request, { catalog });
  toSimulateJson(result, english);
  return result;
}

test('whatever stands where, nothing throws', () => {
  const values = [null, true, 5, '', 'x', '*', '${', "${a, 'b", '\ud800', [], [null], [[]], ['${g:UserName}'], {}, { x: null }, { uri: ['x'] }, { StringEquals: null }, { 'ForAllValues:StringMatch': { '': [''], '/': ['*'] } }];
  for (const name of ['Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition', 'Principal', 'NotPrincipal', 'Sid', 'toString', '__proto__']) {
    for (const value of values) {
      for (const Version of ['1.0', '1.1', '5.0']) ask(JSON.stringify({ Version, Statement: [{ Effect: 'Allow', Action: [action], [name]: value }] }));
    }
  }
  for (const text of ['', '[]', '{', '{"Statement": [{"Effect": "Allow", "Action": ["modelarts:', '{"Version":"1.1","Statement":[5,{}]}', '\u0000']) ask(text);
});

test('whatever is asked, nothing throws', () => {
  const text = JSON.stringify({ Version: '5.0', Statement: [{ Effect: 'Allow', Action: ['*'], Resource: ['a:${__proto__}:c:d:${constructor}'], Condition: { StringEquals: { 'g:UserName': ['${toString}'] } } }] });
  for (const name of ['', ':', '::', 'a:b', 'a:b:c:d', '*', '\ud800:x:y']) ask(text, { action: name, resources: [name, ''], context: JSON.parse('{"__proto__": "x", "constructor": ["a", "b"], "": []}') as Record<string, string> });
});

test('a half-typed action matches nothing', () => {
  assert.equal(ask(`{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["${action}`).decision, 'ImplicitDeny');
});

test('where there is too much to try out, every key of a statement that can apply is named', () => {
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`x:key${index}`, ['a']]));
  const result = ask(JSON.stringify({ Version: '1.1', Statement: [{ Effect: 'Allow', Action: [action], Condition: { StringEquals: many } }, { Effect: 'Allow', Action: ['obs:*:*'], Condition: { Bool: { 'x:other': ['true'] } } }] }));
  assert.deepEqual(result.missingContext, Object.keys(many));
  const twelve = Object.fromEntries(Object.entries(many).slice(0, 12));
  assert.deepEqual(ask(JSON.stringify({ Version: '1.1', Statement: [{ Effect: 'Allow', Action: [action], Condition: { StringEquals: twelve } }] })).missingContext, Object.keys(twelve));
});

test('patterns that are made to be slow are not', () => {
  const hard = `obs:*:*:object:${'*a'.repeat(2000)}b`;
  const text = JSON.stringify({ Version: '5.0', Statement: [{ Effect: 'Allow', Action: ['*'], Resource: [hard], Condition: { StringMatch: { 'g:UserName': [`${'*?a'.repeat(500)}b`] } } }] });
  assert.equal(ask(text, { action, resources: [`obs:::object:${'a'.repeat(5000)}`], context: { 'g:UserName': 'a'.repeat(2000) } }).decision, 'ImplicitDeny');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../../server/src/core/analysis/analyse.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import { allow, analysed, analysisOf, analysisOfText, codesOf, deny } from '../../support/analysis-findings.ts';
import { catalog } from '../../support/catalog.ts';

const user = (operator: string, ...names: string[]): object => ({ Condition: { [operator]: { 'g:UserName': names } } });

test('the examples of the ModelArts page are clean', () => {
  assert.deepEqual(analysed([allow(['modelarts:image:register', 'modelarts:image:listGroup'])]), {});
  assert.deepEqual(analysed([allow('modelarts:*:*'), allow('swr:*:*'), allow('smn:*:*'), deny(['modelarts:pool:create', 'modelarts:pool:update', 'modelarts:pool:delete'])]), {});
  assert.deepEqual(analysed([allow('modelarts:service:*'), allow('lts:logs:list')]), {});
});

test('denied-allow names the one statement that denies, with an example', () => {
  assert.deepEqual(analysed([allow(['modelarts:pool:delete', 'modelarts:pool:list']), deny('modelarts:pool:delete*')]), {
    'denied-allow': ['[0].Action[0] Allowed here, but statement 2 denies it for everybody. Example: modelarts:pool:delete. -> [1].Action[0]'],
  });
});

test('denied-allow names the statements that deny together', () => {
  const statements = [allow(['modelarts:pool:delete', 'modelarts:pool:list']), deny('modelarts:pool:delete', user('StringEquals', 'ann')), allow('modelarts:pool:get'), deny('modelarts:pool:delete', user('StringNotEqualsIfExists', 'ann'))];
  assert.deepEqual(analysed(statements), {
    'denied-allow': ['[0].Action[0] Allowed here, but statements 2 and 4 together deny it for everybody. Example: modelarts:pool:delete. -> [1].Action[0], [3].Action[0]'],
  });
});

test('a negated operator on an absent key is read both ways, so it covers nothing there', () => {
  assert.deepEqual(codesOf([allow(['modelarts:pool:delete', 'modelarts:pool:list']), deny('modelarts:pool:delete', user('StringEquals', 'ann')), deny('modelarts:pool:delete', user('StringNotEquals', 'ann'))]), []);
  assert.deepEqual(codesOf([allow(['modelarts:pool:delete', 'modelarts:pool:list']), deny('modelarts:pool:delete', user('StringEquals', 'ann')), deny('modelarts:pool:delete', user('StringNotEquals', 'ann')), deny('modelarts:pool:delete', user('Null', 'true'))]), ['denied-allow']);
});

test('values of every family are exact', () => {
  const together = (first: object, second: object): string[] => codesOf([allow(['obs:object:GetObject', 'obs:object:PutObject']), deny('obs:object:GetObject', { Condition: first }), deny('obs:object:GetObject', { Condition: second })]);
  assert.deepEqual(together({ NumberLessThanIfExists: { 'g:MFAAge': ['300'] } }, { NumberGreaterThanEquals: { 'g:MFAAge': ['300.0'] } }), ['denied-allow']);
  assert.deepEqual(together({ NumberLessThanIfExists: { 'g:MFAAge': ['300'] } }, { NumberGreaterThan: { 'g:MFAAge': ['300'] } }), []);
  assert.deepEqual(together({ DateLessThanIfExists: { 'g:CurrentTime': ['2024-01-01T00:00:00Z'] } }, { DateGreaterThanEquals: { 'g:CurrentTime': ['2024-01-01T00:00:00Z'] } }), ['denied-allow']);
  assert.deepEqual(together({ BoolIfExists: { 'g:MFAPresent': ['false'] } }, { Bool: { 'g:MFAPresent': ['true'] } }), ['denied-allow']);
  assert.deepEqual(together({ NotIpAddressIfExists: { 'g:SourceIp': ['10.0.0.0/8'] } }, { IpAddress: { 'g:SourceIp': ['10.0.0.0/9', '10.128.0.0/9'] } }), ['denied-allow']);
  assert.deepEqual(together({ IpAddressIfExists: { 'g:SourceIp': ['0.0.0.0/0'] } }, { IpAddress: { 'g:SourceIp': ['::/1'] } }), []);
  assert.deepEqual(together({ StringNotMatchIfExists: { 'g:UserName': ['a*'] } }, { StringMatch: { 'g:UserName': ['a', 'a?*'] } }), ['denied-allow']);
  assert.deepEqual(together({ StringNotEqualsIgnoreCaseIfExists: { 'g:UserName': ['ok'] } }, { StringEquals: { 'g:UserName': ['ok', 'Ok', 'oK', 'OK'] } }), []);
  assert.deepEqual(together({ StringNotEqualsIgnoreCaseIfExists: { 'g:UserName': ['on'] } }, { StringEquals: { 'g:UserName': ['on', 'On', 'oN', 'ON'] } }), ['denied-allow']);
});

test('an opaque condition equals itself only', () => {
  const both = ['modelarts:pool:delete', 'modelarts:pool:list'];
  const opaque = (operator: string, ...values: string[]): object => ({ Condition: { [operator]: { 'g:UserName': values } } });
  assert.deepEqual(codesOf([allow(both, opaque('StringEndWith', 'a', 'b')), deny('modelarts:pool:delete', opaque('StringEndWith', 'b', 'a', 'a'))]), ['denied-allow']);
  assert.deepEqual(codesOf([allow(both, opaque('StringEndWith', 'ab')), deny('modelarts:pool:delete', opaque('StringEndWith', 'b'))]), []);
  assert.deepEqual(codesOf([allow(both, opaque('StringEquals', '${g:UserId}')), deny('modelarts:pool:delete', opaque('StringEquals', '${g:UserId}'))]), ['denied-allow']);
  assert.deepEqual(codesOf([allow(both, { Condition: { 'ForAnyValue:StringEquals': { 'g:TagKeys': ['a'] } } }), deny('modelarts:pool:delete', { Condition: { 'ForAllValues:StringEquals': { 'g:TagKeys': ['a'] } } })]), []);
});

test('a request that names no resource is matched by no Resource and by * alone', () => {
  const both = ['modelarts:notebook:list', 'modelarts:pool:list'];
  assert.deepEqual(codesOf([allow(both), deny('modelarts:notebook:*', { Resource: ['modelarts:*:*:notebook:*'] })]), []);
  assert.deepEqual(codesOf([allow(both), deny('modelarts:notebook:*', { Resource: ['*:*:*:*:*'] })]), []);
  assert.deepEqual(codesOf([allow(both), deny('modelarts:notebook:*', { Resource: ['*'] })]), ['denied-allow']);
  assert.deepEqual(codesOf([allow(both, { Resource: ['modelarts:*:*:notebook:*'] }), deny('modelarts:notebook:*', { Resource: ['modelarts:::NoteBook:*'] })]), ['denied-allow']);
});

test('denied-resource stands on the resource of which nothing is left', () => {
  const statements = [allow(['obs:object:GetObject', 'obs:object:PutObject'], { Resource: ['OBS:*:*:object:a/*', 'OBS:*:*:object:b/c'] }), deny('obs:object:Get*', { Resource: ['OBS:*:*:object:b/*'] }), deny('obs:object:Put*', { Resource: ['OBS:*:*:object:b/c'] })];
  assert.deepEqual(analysed(statements), {
    'denied-resource': ['[0].Resource[1] Allowed on this resource, but statements 2 and 3 together deny it there for everybody. Example: obs:object:GetObject on obs:*:*:object:b/c. -> [1].Action[0], [2].Action[0]'],
  });
});

test('partly-denied-allow is said where patterns cross, once for each string of the Deny', () => {
  assert.deepEqual(analysed([allow(['modelarts:notebook:*', 'modelarts:trainJob:*', 'obs:object:GetObject']), deny('modelarts:*:delete')]), {
    'partly-denied-allow': ['[0].Action[0] Statement 2 denies some of what is allowed here, and more besides. Example: modelarts:notebook:delete. -> [1].Action[0], [0].Action[1]'],
  });
  assert.deepEqual(codesOf([allow('modelarts:*:*'), deny('*:*:*', { Condition: { BoolIfExists: { 'g:MFAPresent': ['false'] } } })]), []);
  assert.deepEqual(codesOf([allow('modelarts:notebook:*', { Resource: ['modelarts:*:*:notebook:*'] }), deny('modelarts:notebook:*', user('StringEquals', 'x'))]), []);
});

test('redundant entries are dropped from the last to the first, of equal ones the first stays', () => {
  assert.deepEqual(analysed([allow(['obs:bucket:*', 'obs:bucket:List*']), allow('obs:bucket:list*'), allow('obs:bucket:ListBucket', { Resource: ['OBS:*:*:bucket:x'] })]), {
    'redundant-allow': [
      '[0].Action[1] Other strings of this statement allow it anyway. -> [0].Action[0]',
      '[1].Action[0] Statement 1 allows it anyway. -> [0].Action[0]',
      '[2].Action[0] Statement 1 allows it anyway. -> [0].Action[0]',
    ],
  });
  assert.deepEqual(analysed([allow(['obs:bucket:a', 'obs:bucket:b']), allow(['obs:bucket:b', 'obs:bucket:a'])]), {
    'redundant-allow': ['[1] Statement 1 allows all of this anyway. -> [0].Action[0], [0].Action[1]'],
  });
});

test('strings of one NotAction are compared with each other', () => {
  assert.deepEqual(analysed([{ Effect: 'Deny', NotAction: ['iam:*:*', 'iam:users:list', 'sts:*:*'] }], 'identity-5.0'), {
    'redundant-deny': ['[0].NotAction[1] "iam:*:*" in this list covers it already. -> [0].NotAction[0]'],
  });
});

test('idle-deny leaves ModelArts and wildcard services alone unless the account is strict', () => {
  const statements = [allow('obs:bucket:*'), deny(['modelarts:pool:delete', '*:pool:x', 'ecs:cloudServers:delete'])];
  assert.deepEqual(analysed(statements), { 'idle-deny': ['[1].Action[2] No Allow of this policy reaches it, so this Deny changes nothing here.'] });
  assert.deepEqual(analysed(statements, 'custom-1.1', { authorization: 'strict' }), { 'idle-deny': ['[1] No Allow of this policy reaches what this statement denies, so it changes nothing here.'] });
  assert.deepEqual(codesOf([deny('ecs:cloudServers:delete')]), []);
  assert.deepEqual(codesOf([allow('obs:bucket:*'), { Effect: 'Allow', Action: [] }, deny('ecs:cloudServers:delete')]), []);
});

test('never-applies stands on the later of the contradicting keys, or on the name of the list', () => {
  assert.deepEqual(analysed([allow('obs:bucket:*', { Condition: { StringEquals: { 'g:UserName': ['a'], 'g:UserId': ['x'] }, StringMatch: { 'g:UserName': ['b*'] } } })]), {
    'never-applies': ["[0].Condition.StringMatch['g:UserName'] (key) No request meets this condition together with the ones above it, so the statement never applies."],
  });
  assert.deepEqual(analysed([allow('obs:bucket:*', user('StringEndWith'))], 'identity-5.0'), {
    'never-applies': ["[0].Condition.StringEndWith['g:UserName'] (key) No value is listed, so the condition never holds and the statement never applies."],
  });
  assert.deepEqual(codesOf([allow('obs:bucket:*', user('StringEqualsIfExists'))], 'identity-5.0'), []);
  assert.deepEqual(analysed([{ Effect: 'Deny', NotAction: ['a:*:*', '*'] }, { Effect: 'Deny', Action: ['a:b:c'], NotResource: ['*'] }], 'identity-5.0')['never-applies'], ['[0].NotAction (key) NotAction leaves no action, so the statement never applies.', '[1].NotResource (key) NotResource leaves no resource, so the statement never applies.']);
});

test('the words of an SCP say that it lets through', () => {
  assert.deepEqual(analysed([allow(['obs:bucket:get', 'obs:bucket:list']), deny('obs:bucket:get')], 'scp-5.0'), {
    'denied-allow': ['[0].Action[0] Let through here, but statement 2 denies it for everybody. Example: obs:bucket:get. -> [1].Action[0]'],
  });
});

test('trust policies compare principals', () => {
  const trust = (effect: string, principal: object, more: object = {}): object => ({ Effect: effect, ...principal, Action: ['sts:agencies:assume'], ...more });
  const ann = { Principal: { IAM: ['111'] } };
  assert.deepEqual(analysed([trust('Allow', ann), trust('Deny', { Principal: { IAM: ['222', '111'] } })], 'trust-5.0'), {
    'denied-allow': ['[0].Action[0] Allowed here, but statement 2 denies it for everybody. Example: sts:agencies:assume by 111. -> [1].Action[0]'],
  });
  assert.deepEqual(codesOf([trust('Allow', ann), trust('Deny', { Principal: { Service: ['111'] } })], 'trust-5.0'), []);
  assert.deepEqual(codesOf([trust('Allow', { NotPrincipal: { IAM: ['1'] } }), trust('Deny', { NotPrincipal: { IAM: ['1'] } })], 'trust-5.0'), ['denied-allow']);
  assert.deepEqual(codesOf([trust('Allow', { NotPrincipal: { IAM: ['1'] } }), trust('Deny', { NotPrincipal: { IAM: ['2'] } })], 'trust-5.0'), []);
});

test('what has an error, or is being typed, takes no part', () => {
  const denied = deny('modelarts:pool:*');
  assert.deepEqual(codesOf([allow(['modelarts:pool:list', 'modelarts:pool:get']), { ...denied, Effect: 'No' }]), []);
  assert.deepEqual(codesOf([allow(['modelarts:pool:list', 'modelarts:x:get']), { ...denied, Foo: 1 }]), []);
  assert.deepEqual(analysed([allow(['modelarts:pool', 'modelarts:pool:list']), denied]), {
    'denied-allow': ['[0].Action[1] Allowed here, but statement 2 denies it for everybody. Example: modelarts:pool:list. -> [1].Action[0]'],
  });
  const odd = (condition: object): object => ({ ...deny('modelarts:pool:*'), Condition: condition });
  const allowed = allow(['modelarts:pool:list', 'modelarts:x:get'], user('StringEquals', 'ann'));
  assert.deepEqual(codesOf([allowed, odd({ StringEquals: { 'g:UserName': ['ann'] } })]), ['denied-allow']);
  assert.deepEqual(codesOf([allowed, odd({ StringEquals: { 'g:UserName': ['ann'] }, Bool: { 'g:MFAPresent': 5 } })]), []);
  assert.deepEqual(codesOf([allow(['obs:object:a', 'obs:object:b'], { Resource: ['OBS:*:*:object:\ud800'] }), deny('obs:object:a')]), []);
  const half = '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["modelarts:pool:list","modelarts:x:y"]},{"Effect":"Deny","Action":["*:*:*"';
  assert.deepEqual(Object.values(analysisOfText(half, 'custom-1.1')).flat(), []);
});

test('roles of version 1.0 take no part', () => {
  assert.deepEqual(codesOf([allow('modelarts:pool:list'), deny('modelarts:pool:list')], 'role-1.0'), []);
});

test('fixes take the string out of the Allow, or out of the Deny where nothing else denies it', () => {
  const titles = (statements: readonly object[]): (readonly string[])[] => (analysisOf(statements)['denied-allow'] ?? []).map((it) => (it.fixes ?? []).map((fix) => fix.title.template));
  assert.deepEqual(titles([allow(['modelarts:pool:list', 'modelarts:pool:get']), deny(['modelarts:pool:get', 'modelarts:x:y'])]), [['Remove it from this statement (changes nothing)', 'Take it out of the Deny of statement {0} (then it is allowed, here and by other policies)']]);
  assert.deepEqual(titles([allow(['modelarts:pool:list', 'modelarts:pool:get']), deny(['modelarts:pool:get', 'modelarts:*:get'])]), [['Remove it from this statement (changes nothing)']]);
  assert.deepEqual(titles([allow('modelarts:pool:get'), deny('modelarts:pool:*')]), [['Remove the statement (changes nothing)']]);
});

test('keys that differ in letter case only are two for covering and one for overlapping', () => {
  const both = ['obs:object:GetObject', 'obs:object:PutObject'];
  assert.deepEqual(codesOf([allow(both, { Condition: { StringEquals: { 'g:UserName': ['a'] } } }), deny('obs:object:GetObject', { Condition: { StringEquals: { 'G:username': ['a'] } } })]), []);
  assert.deepEqual(codesOf([allow(both, { Condition: { StringEquals: { 'g:UserName': ['a'] } } }), deny('obs:object:GetObject', { Condition: { StringEquals: { 'G:username': ['b'] } } })]), ['idle-deny']);
  assert.deepEqual(codesOf([allow('obs:object:GetObject', { Condition: { StringEquals: { 'g:UserName': ['a'], 'G:UserName': ['b'] } } })]), []);
});

test('a variable in a resource is equal to itself only', () => {
  const on = (resource: string): object => ({ Resource: [resource] });
  const both = ['obs:object:GetObject', 'obs:object:PutObject'];
  assert.deepEqual(codesOf([allow(both, on('OBS:*:*:object:${g:UserName}/*')), deny('obs:object:GetObject', on('OBS:*:*:object:${g:UserName}/*'))]), ['denied-allow']);
  assert.deepEqual(codesOf([allow(both, on('OBS:*:*:object:a/b')), deny('obs:object:GetObject', on('OBS:*:*:object:${g:UserName}/*'))]), []);
  assert.deepEqual(codesOf([allow(both, on('OBS:*:*:object:home/${g:UserName}')), deny('obs:object:GetObject', on('OBS:*:*:object:home/*'))]), ['denied-allow']);
});

test('a policy that is too much is given up without a word, and counted', () => {
  const text = JSON.stringify({ Version: '5.0', Statement: Array.from({ length: 40 }, (_, index) => ({ Effect: index % 2 ? 'Deny' : 'Allow', NotAction: Array.from({ length: 12 }, (_, at) => `a*${at}:b*${index}:c*${at}`), NotResource: Array.from({ length: 10 }, (_, at) => `*${at}:r${index}*:c*:t*${at}:p*${index}`) })) });
  const { policy } = readDocument(text, { kind: 'identity-5.0' });
  assert.ok(policy);
  const { findings, givenUp } = analyse(policy, catalog);
  assert.deepEqual(Object.values(findings).flat(), []);
  assert.ok(givenUp > 0);
});

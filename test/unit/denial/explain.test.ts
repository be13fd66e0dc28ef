import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocument } from '../../../server/src/core/check.ts';
import { explainDenial } from '../../../server/src/core/denial/explain.ts';
import { readDenial } from '../../../server/src/core/denial/read.ts';
import type { DenialData } from '../../../server/src/core/denial/types.ts';
import { alsoGrants } from '../../../server/src/core/denial/words.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import { attach } from '../../../server/src/core/simulate/attach.ts';
import { simulate } from '../../../server/src/core/simulate/simulate.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import type { AttachedPolicy, PolicyRole } from '../../../server/src/core/simulate/types.ts';
import { catalog } from '../../support/catalog.ts';

const data = catalog.facts('denials') as DenialData;

interface Explained {
  readonly agreement: string;
  readonly decision: string | undefined;
  readonly notes: readonly string[];
  /** `title | what else it grants` and the statements after it, in the order offered. */
  readonly changes: readonly (readonly [title: string, also: string, statements: unknown])[];
}

/** The answer to one refusal under policies given as statements. */
function explains(text: string, statements: Readonly<Record<string, unknown>>, { version = '1.1', roles = {}, hidden = [] }: { version?: string; roles?: Readonly<Record<string, PolicyRole>>; hidden?: readonly string[] } = {}): Explained {
  const texts = new Map(Object.entries(statements).map(([name, it]) => [name, JSON.stringify({ Version: roles[name] === 'scp' ? '5.0' : version, Statement: it }, null, 2)]));
  const policies: AttachedPolicy[] = [
    ...[...texts].map(([name, it]) => attach(name, readDocument(it, { fileName: name, ...(roles[name] === 'scp' ? { kind: 'scp-5.0' as const } : {}) }), catalog)),
    ...hidden.map((name) => ({ name, document: undefined })),
  ];
  const [denial, ...more] = readDenial(text, data).denials;
  assert.ok(denial && more.length === 0);
  const { agreement, result, request, notes, changes } = explainDenial(denial, policies, { catalog });
  return {
    agreement,
    decision: result?.decision,
    notes: notes.map((it) => toPlain(it, english)),
    changes: changes.map(({ title, also, edits, policy }) => {
      const after = applyEdits(texts.get(policy) ?? '', edits);
      const changed = policies.map((it) => (it.name === policy ? attach(policy, readDocument(after, { fileName: policy }), catalog) : it));
      assert.equal(request && simulate(changed, request, { catalog }).decision, 'Allow');
      return [toPlain(title, english), toPlain(alsoGrants(also), english), (JSON.parse(after) as { Statement: unknown }).Statement] as const;
    }),
  };
}

const said = (action: string, tail: string): string => `User: iam::01:user:alice is not authorized to perform: ${action} on resource: modelarts:cn-north-4:01:notebook:* ${tail}`;
const none = (action: string): string => said(action, `because no identity-based policy allows the ${action} action.`);
const explicit = (action: string): string => said(action, 'with an explicit deny in an identity-based policy.');
const old = (action: string): string => `{"error_code":"Pdp.0001","error_msg":"Policy doesn't allow ${action} to be performed."}`;

const get = { Effect: 'Allow', Action: ['modelarts:notebook:get'] };
const both = { Effect: 'Allow', Action: ['modelarts:notebook:get', 'modelarts:notebook:create'] };
const create = { Effect: 'Allow', Action: ['modelarts:notebook:create'] };
const onlyAlice = { Condition: { StringEquals: { 'g:UserName': ['alice'] } } };
const everywhere = 'Grants no other action; this one for every request.';
const limited = 'Grants no other action; this one within the limits of the statement.';

test('nothing allows it: what grants least comes first', () => {
  assert.deepEqual(explains(none('modelarts:notebook:create'), { 'a.policy.json': [get, { ...get, ...onlyAlice }] }), {
    agreement: 'agrees',
    decision: 'ImplicitDeny',
    notes: ['No statement allows it.'],
    changes: [
      ['Add modelarts:notebook:create to statement 2', limited, [get, { ...both, ...onlyAlice }]],
      ['Add modelarts:notebook:create to statement 1', everywhere, [both, { ...get, ...onlyAlice }]],
      ['Allow modelarts:notebook:create in a new statement', everywhere, [get, { ...get, ...onlyAlice }, create]],
    ],
  });
});

test('a statement whose condition does not hold, or whose resource is another, is left alone', () => {
  const bob = { Condition: { StringEquals: { 'g:UserName': ['bob'] } } };
  assert.deepEqual(explains(none('modelarts:notebook:create'), { 'a.policy.json': [{ ...get, ...bob }] }).changes.map(([title]) => title), ['Allow modelarts:notebook:create in a new statement']);
  const pools = { Effect: 'Allow', Action: ['modelarts:pool:get'], Resource: ['modelarts:*:*:pool:*'] };
  assert.deepEqual(explains(none('modelarts:notebook:create'), { 'a.policy.json': [pools] }, { version: '5.0' }).changes, [
    ['Allow modelarts:notebook:create in a new statement, for this resource only', limited, [pools, { ...create, Resource: ['modelarts:cn-north-4:01:notebook:*'] }]],
    ['Allow modelarts:notebook:create in a new statement', everywhere, [pools, create]],
  ]);
});

test('a string in a Deny is taken out of it', () => {
  const allow = { Effect: 'Allow', Action: ['modelarts:pool:*'] };
  const deny = (...actions: readonly string[]): object => ({ Effect: 'Deny', Action: actions });
  assert.deepEqual(explains(old('modelarts:pool:delete'), { 'a.policy.json': [allow, deny('modelarts:pool:delete', 'modelarts:pool:create')] }), {
    agreement: 'agrees',
    decision: 'Deny',
    notes: ['A permission is missing. The text does not say whether a statement denies it or none allows it.', 'Not named in the text: resource and caller.'],
    changes: [['Take modelarts:pool:delete out of the Deny in statement 2', everywhere, [allow, deny('modelarts:pool:create')]]],
  });
  assert.deepEqual(explains(old('modelarts:pool:delete'), { 'a.policy.json': [deny('modelarts:pool:delete'), allow] }).changes, [['Take modelarts:pool:delete out of the Deny in statement 1', everywhere, [allow]]]);
});

test('a wildcard in a Deny gets an exception, or the person does', () => {
  const allow = { Effect: 'Allow', Action: ['modelarts:pool:delete'] };
  const deny = { Effect: 'Deny', Action: ['modelarts:pool:*'] };
  const others = ['create', 'get', 'list', 'update'].map((it) => `modelarts:pool:${it}`);
  const { agreement, changes } = explains(explicit('modelarts:pool:delete'), { 'a.policy.json': [allow, deny] });
  assert.equal(agreement, 'agrees');
  assert.deepEqual(changes.map(([title]) => title), ['Except modelarts:pool:delete from the Deny in statement 2, which then names the other known actions', 'Except the user alice from the Deny in statement 2']);
  assert.deepEqual((changes[0]?.[2] as { Action: string[] }[])[1]?.Action.toSorted(), others);
  assert.deepEqual(changes[1]?.[2], [allow, { ...deny, Condition: { StringNotEqualsIfExists: { 'g:UserName': ['alice'] } } }]);
});

test('a Deny that hangs on what the text does not name may be the cause', () => {
  const statements = [{ Effect: 'Allow', Action: ['modelarts:*:*'] }, { Effect: 'Deny', Action: ['modelarts:notebook:delete'], Condition: { StringEquals: { 'g:UserName': ['ann'] } } }];
  const { agreement, notes, changes } = explains(old('modelarts:notebook:delete'), { 'a.policy.json': statements });
  assert.deepEqual([agreement, changes], ['cannot-tell', []]);
  assert.deepEqual(notes.slice(-2), ['Not in the text, and it could matter: g:UserName.', 'These policies allow it, unless what the text does not name decides otherwise. Simulate it with those values.']);
});

test('what replaces a wildcard of a Deny says that actions which come later are open', () => {
  const { changes } = explains(old('modelarts:pool:delete'), { 'a.policy.json': [{ Effect: 'Allow', Action: ['modelarts:*:*'] }, { Effect: 'Deny', Action: ['modelarts:pool:*'] }] });
  assert.match(changes[0]?.[1] ?? '', /later/);
});

test('a wildcard over a whole service keeps other resource types as they are', () => {
  const { changes } = explains(old('modelarts:pool:delete'), { 'a.policy.json': [{ Effect: 'Allow', Action: ['modelarts:pool:delete'] }, { Effect: 'Deny', Action: ['modelarts:*:*'] }] });
  const after = changes[0]?.[2] as { Action: string[] }[];
  assert.ok(after[1]?.Action.includes('modelarts:notebook:*') && after[1].Action.includes('modelarts:pool:create') && !after[1].Action.includes('modelarts:pool:delete'));
});

test('denied and not allowed either: one change does both', () => {
  const deny = { Effect: 'Deny', Action: ['modelarts:pool:delete', 'modelarts:pool:create'] };
  assert.deepEqual(explains(explicit('modelarts:pool:delete'), { 'a.policy.json': [get, deny] }).changes[0], [
    'Take modelarts:pool:delete out of the Deny in statement 2 + Add modelarts:pool:delete to statement 1',
    everywhere,
    [{ Effect: 'Allow', Action: ['modelarts:notebook:get', 'modelarts:pool:delete'] }, { Effect: 'Deny', Action: ['modelarts:pool:create'] }],
  ]);
});

test('no edit where another layer decides, and it is said', () => {
  const last = (explained: Explained): readonly [string, string | undefined, number] => [explained.agreement, explained.notes.at(-1), explained.changes.length];
  const all = { Effect: 'Allow', Action: ['modelarts:*:*'] };
  assert.deepEqual(last(explains(said('modelarts:pool:delete', 'with an explicit deny in the service control policy.'), { 'a.policy.json': [all] })), ['cannot-tell', 'A change of these policies would not help: service control policies decide it.', 0]);
  const scp = [{ Effect: 'Deny', Action: ['modelarts:pool:delete'], Resource: ['*'] }];
  assert.deepEqual(last(explains(old('modelarts:pool:delete'), { 'a.policy.json': [all], 'b.scp.json': scp }, { version: '5.0', roles: { 'b.scp.json': 'scp' } })), ['agrees', 'Only a service control policy denies it. No policy of the user can change that.', 0]);
  assert.deepEqual(last(explains(none('modelarts:pool:delete'), { 'a.policy.json': [get] }, { hidden: ['ModelArts FullAccess'] })), ['cannot-tell', 'What ModelArts FullAccess says is not known, so no change can be offered.', 0]);
  assert.deepEqual(last(explains(explicit('modelarts:pool:delete'), { 'a.policy.json': [all] })), ['differs', 'Nothing is to be changed in these policies.', 0]);
  assert.deepEqual(last(explains(explicit('modelarts:pool:delete'), { 'a.policy.json': [get] })), ['differs', 'A new Allow would not help while that Deny is there.', 0]);
  assert.deepEqual(last(explains('{"error_code":"ModelArts.2785","error_msg":"AuthorizationNotFound"}', { 'a.policy.json': [get] })), ['cannot-tell', 'Not named in the text: action, resource and caller.', 0]);
});

test('the call that Terraform shows leads to the action, which is said to be inferred', () => {
  const text = `Action forbidden: [POST https://modelarts.cn-north-4.myhuaweicloud.com/v1/01/notebooks], request_id: 1, error message: {"error_code":"ModelArts.4336","error_msg":"The user hasn't permission"}`;
  assert.deepEqual(explains(text, { 'a.policy.json': [get] }).notes, [
    'A permission is missing. The text does not say whether a statement denies it or none allows it.',
    'Not named in the text: action, resource and caller.',
    'The text names no action; the call that was refused needs modelarts:notebook:create (inferred from its address).',
  ]);
  const unknown = text.replace('/notebooks]', '/nothing/of/that/kind]');
  assert.deepEqual(explains(unknown, { 'a.policy.json': [get] }).changes, []);
});

test('a name of the other version is simulated by its name in the language of the policy', () => {
  const { notes, decision } = explains(none('modelarts::createApiKey'), { 'a.policy.json': [{ Effect: 'Allow', Action: ['modelarts:apiKey:create'] }] });
  assert.equal(decision, 'Allow');
  assert.ok(notes.includes('modelarts::createApiKey is called modelarts:apiKey:create in the language of these policies (inferred).'));
});

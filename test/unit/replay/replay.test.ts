import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocument } from '../../../server/src/core/check.ts';
import { readAccount } from '../../../server/src/core/account/account.ts';
import { english, toPlain } from '../../../server/src/core/message.ts';
import { toReplayJson } from '../../../server/src/core/replay/json.ts';
import { createMapping, readMapping, type TraceData, writeMapping } from '../../../server/src/core/replay/mapping.ts';
import { createReplay } from '../../../server/src/core/replay/replay.ts';
import { sideOfAccount, sideOfPolicies } from '../../../server/src/core/replay/side.ts';
import type { ReplaySide } from '../../../server/src/core/replay/types.ts';
import { attach } from '../../../server/src/core/simulate/attach.ts';
import { decide } from '../../../server/src/core/simulate/decide.ts';
import { prepare } from '../../../server/src/core/simulate/prepare.ts';
import type { RequestContext } from '../../../server/src/core/simulate/types.ts';
import { parseValue } from '../../../server/src/files/json-lines.ts';
import { catalog } from '../../support/catalog.ts';

const data = catalog.facts('traces') as TraceData;

function side(statements: readonly object[], version = '1.1'): ReplaySide {
  return sideOfPolicies([attach('a.policy.json', readDocument(JSON.stringify({ Version: version, Statement: statements }), { ours: true }), catalog)], { catalog });
}

const allow = (...actions: readonly string[]): object => ({ Effect: 'Allow', Action: actions });
const deny = (...actions: readonly string[]): object => ({ Effect: 'Deny', Action: actions });
const old = side([allow('modelarts:*:*')]);

type Json = ReturnType<typeof toReplayJson>;

/** What a replay of a text finds, fed in pieces of a length. */
function replays(text: string, now: ReplaySide, { before = old, piece = text.length, mapping = createMapping(data) } = {}): Json {
  const replay = createReplay(before, now, { mapping, parse: parseValue });
  for (let at = 0; at < text.length; at += Math.max(1, piece)) replay.push(text.slice(at, at + Math.max(1, piece)));
  replay.end();
  return toReplayJson(replay.result(), english);
}

const flipsOf = ({ flips }: Json): readonly string[] => flips.map((it) => `${String(it.count)} ${it.action} ${it.from} ${it.to} ${it.examples.map(({ line }) => line).join()}`);

test('decisions that flip are counted by action and kind, with the lines they stand on', () => {
  const text = ['{"action":"modelarts:pool:delete"}', '{"action":"modelarts:pool:delete"}', '{"action":"modelarts:pool:get"}', '', '{"action":"modelarts:notebook:create","context":{"g:UserName":"ann"}}', '{"action":"modelarts:notebook:create"}', '{"action":"MODELARTS:POOL:DELETE"}', '{"action":"modelarts:pool:delete"}'].join('\r\n');
  const now = side([allow('modelarts:*:*'), deny('modelarts:pool:delete'), { ...deny('modelarts:notebook:create'), Condition: { StringEquals: { 'g:UserName': ['ann'] } } }]);
  const found = replays(text, now);
  assert.deepEqual(flipsOf(found), ['4 modelarts:pool:delete Allow Deny 1,2,7', '1 modelarts:notebook:create Allow Deny 5']);
  assert.deepEqual(found.summary, { records: 7, decided: 7, flipped: 5, lost: 5, malformed: 0, unmapped: 0, repeated: 0, system: 0, root: 0, leftOut: 0, before: { Allow: 7, Deny: 0, ImplicitDeny: 0, Unknown: 0 }, after: { Allow: 2, Deny: 5, ImplicitDeny: 0, Unknown: 0 } });
  assert.deepEqual(found.flips[1]?.examples, [{ line: 5, request: { action: 'modelarts:notebook:create', context: { 'g:UserName': 'ann' } } }]);
});

test('the same however the text comes in', () => {
  const text = '[\n {"action":"modelarts:pool:delete","context":{"g:UserName":"a\\"{]b"}},\n\n {"action":"modelarts:pool:get"}\n]\n';
  const now = side([allow('modelarts:pool:get')]);
  for (const piece of [1, 2, 7, 1000]) assert.deepEqual(flipsOf(replays(text, now, { piece })), ['1 modelarts:pool:delete Allow ImplicitDeny 2'], String(piece));
});

test('what cannot be read is named by its line and counted, the rest goes on', () => {
  const text = ['not json', '{"action":"modelarts:pool:delete"}', '{"action":"x"}', '{"action":"modelarts:pool:*"}', '{"foo":1}', '[1]', '{"action":"modelarts:pool:get","resource":5}', '{"action":"modelarts:pool:get","context":{"a":1}}', '{"action":"modelarts:pool:get","as":"user:ann"}', '{"log_files":[]}', '{"action":"modelarts:pool:get"'].join('\n');
  const { summary, malformed } = replays(text, side([]));
  assert.equal(summary.decided, 1);
  assert.deepEqual(malformed.map((it) => `${String(it.line)} ${it.message}`), [
    '1 This is no valid JSON.',
    '3 "x" is no action. Write service:type:operation.',
    '4 "modelarts:pool:*" is a pattern. A request names one action.',
    '5 "foo" is not known here. Known are action, resource, project, enterpriseProject, context, as.',
    '6 Requests and traces are objects; this is none.',
    '7 A string or a list of strings belongs here: resource.',
    '8 "context" has to be an object of strings and lists of strings.',
    '9 The request names who asks; give an account for it.',
    '10 This is a digest file: it has no traces.',
    '11 This is no valid JSON.',
  ]);
  assert.deepEqual(replays('[{"action":"modelarts:pool:get"}, 7, {"action":', old).malformed.map((it) => it.message), ['Requests and traces are objects; this is none.', 'The file ends in the middle of this.']);
  assert.equal(replays('', old).summary.records, 0);
});

test('a line of megabytes is left out, and the next one is read', () => {
  const text = `{"action":"modelarts:pool:get","project":"${'x'.repeat(3_000_000)}"}\n{"action":"modelarts:pool:get"}\n`;
  const found = replays(text, old, { piece: 65_536 });
  assert.deepEqual([found.summary.decided, found.malformed.map((it) => it.line)], [1, [1]]);
});

interface TraceOptions {
  readonly name?: string;
  readonly type?: string;
  readonly service?: string;
  readonly id?: string;
  readonly user?: unknown;
  readonly more?: object;
}

const ann = { name: 'ann', id: '01', domain: { id: '0d', name: 'example-account' }, type: 'User' };
const trace = ({ name = 'createNotebook', type = 'Notebook', service = 'ModelArts', id, user = ann, more }: TraceOptions = {}): object => ({ trace_name: name, service_type: service, resource_type: type, user, ...(id === undefined ? {} : { trace_id: id }), ...more });
const lines = (...traces: readonly object[]): string => traces.map((it) => JSON.stringify(it)).join('\n');

/** Ways out of Cloud Trace Service (API v3 and v1, transfer to OBS, console, trigger of FunctionGraph, one per line). */
const ways: Readonly<Record<string, string>> = {
  'answer of the API': JSON.stringify({ meta_data: { count: 1 }, traces: [trace()] }, null, 2),
  'answer of the API on one line': JSON.stringify({ traces: [trace()], meta_data: { count: 1 } }),
  'answer whose list comes last on one line': JSON.stringify({ count: 1, traces: [trace()] }),
  'file in OBS, user as a string': JSON.stringify([trace({ user: JSON.stringify(ann), more: { code: 200 } })]),
  'window of the console': JSON.stringify(trace({ more: { code: '200', time: 'Oct 09, 2025 16:53:21 GMT+08:00' } }), null, 4),
  'event of a trigger': JSON.stringify({ cts: trace() }, null, 2),
  'one per line': lines(trace()),
};

for (const [name, text] of Object.entries(ways)) {
  test(`traces: ${name}`, () => {
    const now = side([allow('modelarts:*:*'), { ...deny('modelarts:notebook:create'), Condition: { StringEquals: { 'g:UserName': ['ann'] } } }]);
    for (const piece of [3, 100_000]) {
      const found = replays(text, now, { piece });
      assert.deepEqual(flipsOf(found).map((it) => it.slice(0, -2)), ['1 modelarts:notebook:create Allow Deny']);
      assert.deepEqual([found.summary.records, found.malformed], [1, []]);
    }
  });
}

test('what a trace does not carry cannot be known, what it carries is', () => {
  const mfa = { ...deny('modelarts:notebook:create'), Condition: { Bool: { 'g:MFAPresent': ['false'] } } };
  assert.deepEqual(flipsOf(replays(lines(trace()), side([allow('modelarts:*:*'), mfa]))), ['1 modelarts:notebook:create Allow Unknown 1']);
  const known = { ...ann, session_context: { attributes: { mfa_authenticated: 'false' } } };
  assert.deepEqual(flipsOf(replays(lines(trace({ user: known })), side([allow('modelarts:*:*'), mfa]))), ['1 modelarts:notebook:create Allow Deny 1']);
  const address = { ...deny('modelarts:notebook:create'), Condition: { IpAddress: { 'g:SourceIp': ['192.0.2.0/24'] } } };
  assert.deepEqual(flipsOf(replays(lines(trace({ more: { source_ip: '192.0.2.9' } })), side([allow('modelarts:*:*'), address]))), ['1 modelarts:notebook:create Allow Deny 1']);
  // The resource is not known either, and a condition that does not matter leaves the answer known.
  const five = (statement: object): ReplaySide => side([statement], '5.0');
  assert.deepEqual(flipsOf(replays(lines(trace()), five({ ...allow('modelarts:notebook:create'), Resource: ['modelarts:cn-north-4:*:notebook:*'] }))), ['1 modelarts:notebook:create Allow Unknown 1']);
  assert.deepEqual(flipsOf(replays(lines(trace()), side([allow('modelarts:*:*'), { ...allow('modelarts:notebook:create'), Condition: { Bool: { 'g:MFAPresent': ['true'] } } }]))), []);
});

test('only what is certain is mapped; the rest is counted by name', () => {
  const text = lines(trace({ name: 'createNotebookImage', type: 'NotebookImage' }), trace({ name: 'nobodyKnows', type: 'Pool' }), trace({ name: 'nobodyKnows', type: 'pool' }), trace({ service: 'OBS', type: 'bucket', name: 'createBucket' }), trace({ name: 'createNotebook', type: 'Pool' }), trace({ service: 'modelarts', type: 'notebook', name: 'CREATENOTEBOOK' }));
  const { summary, unmapped } = replays(text, old);
  assert.deepEqual([summary.decided, summary.unmapped], [1, 5]);
  assert.deepEqual(unmapped.map(({ name, count, suggestions }) => [name, count, suggestions]), [
    ['nobodyKnows', 2, []],
    ['createBucket', 1, []],
    ['createNotebook', 1, []],
    ['createNotebookImage', 1, ['modelarts:image:create', 'modelarts:image:register']],
  ]);
});

test('every operation that is built in has known actions', () => {
  const mapping = createMapping(data);
  const certain = data.operations.filter((it) => it[4]);
  assert.ok(certain.length > 100);
  for (const [name, types] of certain) {
    for (const type of types) {
      const found = mapping.find('ModelArts', type, name);
      assert.ok(found !== undefined && found !== 'leave-out', name);
      for (const version of ['1.1', '5.0'] as const) for (const action of found.actions[version]) assert.ok(catalog.action(action)?.versions.includes(version), `${name} ${action} ${version}`);
    }
  }
});

test('repeated traces, those of the system and of the account itself take no part', () => {
  const root = { name: 'example-account', principal_is_root_user: 'true', type: 'User', domain: { name: 'example-account' } };
  const text = lines(trace({ id: 'a' }), trace({ id: 'a' }), trace({ user: null, more: { trace_type: 'SystemAction' } }), trace({ user: root }), trace({ user: { ...ann, principal_is_root_user: 'true' } }));
  const { summary } = replays(text, old);
  assert.deepEqual([summary.decided, summary.repeated, summary.system, summary.root], [2, 1, 1, 1]);
});

test('a mapping file maps the rest, keeps what the user wrote, and names what is wrong in it', () => {
  const { unmapped } = replays(lines(trace({ name: 'stopIt', type: 'Pool' }), trace({ name: 'other', type: 'Pool' })), old);
  const written = writeMapping([{ service: 'ModelArts', resourceType: 'Pool', name: 'stopIt', actions: ['modelarts:pool:update'], leaveOut: false }], unmapped);
  const read = readMapping(written);
  assert.deepEqual(read, { entries: [{ service: 'ModelArts', resourceType: 'Pool', name: 'stopIt', actions: ['modelarts:pool:update'], leaveOut: false }, { service: 'ModelArts', resourceType: 'Pool', name: 'other', actions: [], leaveOut: false }], findings: [] });
  assert.equal(writeMapping(read.entries, unmapped), written);
  const found = replays(lines(trace({ name: 'stopIt', type: 'Pool' }), trace({ name: 'other', type: 'Pool' })), side([]), { mapping: createMapping(data, [...read.entries.slice(0, 1), { service: 'ModelArts', resourceType: 'Pool', name: 'other', actions: [], leaveOut: true }]) });
  assert.deepEqual([flipsOf(found), found.summary.leftOut, found.summary.unmapped], [['1 modelarts:pool:update Allow ImplicitDeny 1'], 1, 0]);
  assert.deepEqual(readMapping('{"traces":[{"service":"a","name":"b","action":"c"},5]}').findings.map((it) => toPlain(it.message, english)), ['"c" is no action. Write service:type:operation.', 'A trace is an object with service, resourceType, name and action.']);
  assert.equal(readMapping('{"traces":[').findings.length, 1);
});

test('an account decides for the one who asks', () => {
  const account = (actions: readonly string[]): ReplaySide => {
    const text = JSON.stringify({ version: 1, users: { ann: { groups: ['developers'] } }, groups: { developers: { policies: [{ document: { Version: '1.1', Statement: [allow(...actions)] } }] } } });
    return sideOfAccount(readAccount(text), { catalog, fileName: 'a.iamaccount.json', load: () => undefined });
  };
  const text = ['{"as":"user:ann","action":"modelarts:pool:get"}', '{"as":"user:bob","action":"modelarts:pool:get"}', '{"action":"modelarts:pool:get"}', JSON.stringify(trace())].join('\n');
  const found = replays(text, account(['modelarts:notebook:create']), { before: account(['modelarts:pool:get']) });
  assert.deepEqual(flipsOf(found), ['1 modelarts:notebook:create ImplicitDeny Allow 4', '1 modelarts:pool:get Allow ImplicitDeny 1']);
  assert.deepEqual(found.malformed.map((it) => it.message), ['The account has no "user:bob". It has user:ann.', 'The request does not name who asks: "as" is missing.']);
});

test('the same decisions as one by one', () => {
  const names = catalog.actions('modelarts', '1.1').map((it) => it.name);
  const statements = [allow('modelarts:pool:*', 'modelarts:*:get'), deny('modelarts:notebook:*'), { Effect: 'Allow', NotAction: ['modelarts:trainJob:*'] }, { ...allow('modelarts:trainJob:*'), Condition: { StringEquals: { 'g:UserName': ['ann'] } } }, { Effect: 'Allow', Action: 5 }];
  const policies = [attach('a.policy.json', readDocument(JSON.stringify({ Version: '5.0', Statement: statements }), { ours: true }), catalog), { name: 'hidden', document: undefined, role: 'scp' as const }];
  const [one, prepared] = [sideOfPolicies(policies, { catalog }), prepare(policies)];
  const contexts: readonly RequestContext[] = [{}, { 'g:UserName': 'ann' }];
  for (const action of names) for (const context of contexts) assert.equal(one.decide({ request: { action, context } }), decide(prepared, { action, context }, { catalog }).decision, action);
});

test('memory of identical requests changes nothing but time', () => {
  const request = (at: number): string => `{"action":"modelarts:pool:get","context":{"g:UserName":"u${String(at)}"}}`;
  const text = Array.from({ length: 60_000 }, (_, at) => request(at % 50_000)).join('\n');
  const now = side([{ ...allow('modelarts:pool:get'), Condition: { StringEquals: { 'g:UserName': ['u7'] } } }]);
  assert.deepEqual(flipsOf(replays(text, now)), ['59998 modelarts:pool:get Allow ImplicitDeny 1,2,3']);
});

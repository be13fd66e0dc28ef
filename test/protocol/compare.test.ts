import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Compared, compareCounts, type ComparedBase, comparePolicies, type CompareResult, compareText } from '../../server/src/lsp/protocol/compare.ts';
import { type Client, startClient } from '../support/client.ts';

const uri = 'file:///folder/team.policy.json';
const textDocument = { uri };
const old = `{
  "Version": "1.1",
  "Statement": [
    { "Effect": "Allow", "Action": ["modelarts:notebook:list", "modelarts:pool:*"] },
    { "Effect": "Deny", "Action": ["modelarts:pool:delete", "ecs:cloudServers:stop"] }
  ]
}
`;
const now = `{
  "Version": "1.1",
  "Statement": [
    { "Effect": "Allow", "Action": ["modelarts:pool:*"] },
    { "Effect": "Allow", "Action": ["obs:bucket:ListAllMyBuckets", "obs:object:GetObject"], "Resource": ["OBS:*:*:object:logs/*", "OBS:*:*:bucket:*"], "Condition": { "StringEquals": { "g:UserName": ["ann", "bob"] } } },
    { "Effect": "Deny", "Action": ["modelarts:pool:create"] }
  ]
}
`;
const base = (text?: string, id = '1', more: Partial<ComparedBase> = {}): ComparedBase => ({ id, name: 'HEAD', uri, ...(text === undefined ? {} : { text }), ...more });

/** A comparison, a line each: group, actions, why, where, under what, decision, example. */
function flat(result: CompareResult): string[] {
  const compared = whole(result);
  const line = ({ side, range }: Compared['refused'][number]['place']): string => `${side} ${range.start.line}:${range.start.character}`;
  return [
    compared.verdict,
    ...compared.groups.flatMap((group) => group.changes.map((it) => [group.title, it.actions.map(([name]) => name).join(' '), it.reason, line(it.place), ...it.limits.map((limit) => limit.join(' ')), it.decision, JSON.stringify(it.example)].join(' | '))),
    ...compared.cannotTell.map((it) => ['?', it.text, it.why, line(it.place)].join(' | ')),
    ...compared.refused.map((it) => ['!', it.text, line(it.place)].join(' | ')),
  ];
}

function whole(result: CompareResult): Compared {
  assert.ok('groups' in result, JSON.stringify(result));
  return result;
}

async function withClient(body: (client: Client) => Promise<void>, options: Parameters<typeof startClient>[0] = {}): Promise<void> {
  const client = await startClient(options);
  await body(client);
  assert.deepEqual(client.logged, []);
  await client.stop();
}

test('what was gained and lost since a base, with places, circumstances and examples', () =>
  withClient(async (client) => {
    client.open(uri, now);
    const result = whole(await client.ask(comparePolicies, { textDocument, base: base(old) }));
    assert.deepEqual(flat(result), [
      'team.policy.json grants some things that HEAD does not, and the reverse.',
      'Newly allowed | modelarts:pool:delete | statement 2 of HEAD, which denied it | before 4:35 | Denied → Allowed | {"context":{}}',
      'Newly allowed | obs:bucket:ListAllMyBuckets obs:object:GetObject | statement 2 of team.policy.json, which allows it | after 4:36 | Resource OBS:*:*:object:logs/*, OBS:*:*:bucket:* | Condition StringEquals g:UserName "ann", "bob" | Not granted → Allowed | {"resource":"obs:*:*:object:logs/","context":{"g:UserName":"ann"}}',
      'No longer denied | ecs:cloudServers:stop | statement 2 of HEAD, which denied it | before 4:60 | Denied → Not granted | {"context":{}}',
      'No longer allowed | modelarts:notebook:list | statement 1 of HEAD, which allowed it | before 3:36 | Allowed → Not granted | {"context":{}}',
      'No longer allowed | modelarts:pool:create | statement 3 of team.policy.json, which denies it | after 5:35 | Allowed → Denied | {"context":{}}',
    ]);
    assert.deepEqual([result.result, result.gained, result.lost, result.open], ['both', 4, 2, false]);
    const [[, description] = []] = result.groups[0]?.changes[0]?.actions ?? [];
    assert.match(description ?? '', /pool/i);
  }));

test('the text of a base is sent once; another one, and a server that has not seen it, ask for it', () =>
  withClient(async (client) => {
    client.open(uri, now);
    assert.deepEqual(await client.ask(compareCounts, { textDocument, base: base() }), { baseNeeded: true });
    const counts = { result: 'both', gained: 4, lost: 2, open: false, title: 'Grants more and less', verdict: 'team.policy.json grants some things that HEAD does not, and the reverse.' };
    assert.deepEqual(await client.ask(compareCounts, { textDocument, base: base(old) }), counts);
    assert.deepEqual(await client.ask(compareCounts, { textDocument, base: base() }), counts);
    assert.deepEqual(await client.ask(compareCounts, { textDocument, base: base(undefined, '2') }), { baseNeeded: true });
    client.change(uri, 2, [{ text: old }]);
    assert.deepEqual(await client.ask(compareCounts, { textDocument, base: base() }), { result: 'equivalent', gained: 0, lost: 0, open: false, title: 'Equivalent', verdict: 'team.policy.json grants and denies the same as HEAD.' });
    client.close(uri);
    assert.deepEqual(await client.ask(compareCounts, { textDocument, base: base() }), { problem: 'The document is not open any more.' });
  }));

test('what cannot be compared says why', () =>
  withClient(async (client) => {
    client.open(uri, now);
    const cases: readonly (readonly [string, string])[] = [
      ['{', 'HEAD has a syntax error, so it cannot be compared until that is mended.'],
      ['{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"]}]}', 'HEAD is no policy that can be compared.'],
      [old + ' '.repeat(100_001), 'HEAD is too long to be compared.'],
    ];
    for (const [index, [text, problem]] of cases.entries()) assert.deepEqual(await client.ask(comparePolicies, { textDocument, base: base(text, `p${index}`) }), { problem });
    const five = old.replace('1.1', '5.0');
    assert.deepEqual(flat(await client.ask(comparePolicies, { textDocument, base: base(five, '5') })), ['Whether team.policy.json grants more or less than HEAD cannot be told for certain.', '? | team.policy.json | The policies are of different versions of the language. | after 0:0']);
    client.change(uri, 2, [{ text: now.slice(0, -4) }]);
    assert.deepEqual(await client.ask(compareCounts, { textDocument, base: base(old, '1') }), { problem: 'team.policy.json has a syntax error, so it cannot be compared until that is mended.' });
  }));

test('an error on one side: IAM would refuse the policy, and what it means is open', () =>
  withClient(async (client) => {
    client.open(uri, old.replace('"Deny"', '"Dany"'));
    const result = whole(await client.ask(comparePolicies, { textDocument, base: base(old) }));
    assert.deepEqual([result.result, result.open], ['cannot-tell', true]);
    assert.deepEqual(flat(result).filter((it) => /^[?!]/.test(it)).map((it) => it.split(' | ').slice(0, 2).join(' | ').replace(/: .*/, '')), ['? | statement 2 of team.policy.json', '! | IAM refuses team.policy.json']);
  }));

test('only actions that nobody knows yet: a difference without a count', () =>
  withClient(async (client) => {
    client.open(uri, old.replace('["modelarts:notebook:list", "modelarts:pool:*"]', '["modelarts:notebook:list", "modelarts:pool:*", "obs:my:own"]'));
    const { result, gained, groups } = whole(await client.ask(comparePolicies, { textDocument, base: base(old) }));
    assert.deepEqual([result, gained, groups[0]?.changes[0]?.actions], ['grants-more', 0, [['obs:my:own', null]]]);
  }));

test('service control policies let through; the name of the base tells its kind', () =>
  withClient(async (client) => {
    const scp = 'file:///folder/guard.scp.json';
    const text = (action: string): string => `{"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["*"]}, {"Effect": "Deny", "Action": ["${action}"]}]}`;
    client.open(scp, text('modelarts:pool:delete'));
    const result = await client.ask(comparePolicies, { textDocument: { uri: scp }, base: base(text('modelarts:pool:create'), '1', { uri: 'file:///folder/other.scp.json', name: 'other.scp.json' }) });
    assert.deepEqual(flat(result).map((it) => it.split(' | ').slice(0, 2).join(' | ')), ['guard.scp.json lets through some things that other.scp.json does not, and the reverse.', 'Newly let through | modelarts:pool:create', 'No longer let through | modelarts:pool:delete']);
    const mixed = await client.ask(comparePolicies, { textDocument: { uri: scp }, base: base(text('modelarts:pool:create'), '2', { uri: 'file:///folder/team.policy.json', name: 'team.policy.json' }) });
    assert.match(flat(mixed).join('\n'), /The policies are of different kinds: identity-5\.0 and scp-5\.0\./);
  }));

test('as Markdown, text of a policy stays text', () =>
  withClient(async (client) => {
    client.open(uri, now.replace('"ann"', '"`[a](command:b)"'));
    const answer = await client.ask(compareText, { textDocument, base: base(old) });
    assert.ok('markdown' in answer);
    assert.ok(answer.markdown.startsWith('## `team.policy.json` grants some things that `HEAD` does not, and the reverse.\n\n### Newly allowed\n\n- `modelarts:pool:delete`\n  - Because of: statement 2 of `HEAD`, which denied it\n'), answer.markdown);
    assert.ok(answer.markdown.includes('  - Condition: ``StringEquals g:UserName "`[a](command:b)", "bob"``\n'), answer.markdown);
  }));

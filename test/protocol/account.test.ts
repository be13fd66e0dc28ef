import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CodeLens, type CompletionList, type DocumentLink, type DocumentSymbol, type Hover, type Location } from 'vscode-languageserver';
import { accountPersons, agencyFixes, importAccount, newAccount, simulateAs, whatCan, whoCan } from '../../server/src/lsp/protocol/account.ts';
import { type Client, startClient } from '../support/client.ts';
import { readCursor } from '../support/marked.ts';

const folder = 'file:///company/';
const uri = `${folder}company.iamaccount.json`;
const files: Readonly<Record<string, string>> = {
  'dev.policy.json': '{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:trainJob:create", "modelarts:pool:get"] }] }',
  'agency.policy.json': '{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["obs:object:GetObject"] }] }',
};

const account = `{
  "version": 1,
  "users": {
    "ann": { "groups": ["developers"] },
    "bea": { "groups": ["nobody"], "policies": [{ "system": "ModelArts CommonOperations" }] }
  },
  "groups": { "developers": { "policies": ["dev.policy.json"] } },
  "agencies": { "modelarts_agency": { "policies": ["agency.policy.json"], "expires": "2099-01-01" } },
  "accessAuthorizations": [{ "to": "all-users", "agency": "modelarts_agency" }]
}
`;

const start = (): Promise<Client> => startClient({ readFile: (it) => files[it.slice(folder.length)] });

/** Answers about an account that has a cursor, as one string. */
async function at<Result>(method: string, marked: string): Promise<Result> {
  const { text, cursor } = readCursor(marked);
  const client = await start();
  client.open(uri, text);
  const before = text.slice(0, cursor).split('\n');
  const answer = await client.request<Result>(method, { textDocument: { uri }, position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 } });
  assert.deepEqual(client.logged, []);
  await client.stop();
  return answer;
}

const offers = async (marked: string): Promise<string[]> => (await at<CompletionList>('textDocument/completion', marked)).items.map((it) => it.label);
const hovers = async (marked: string): Promise<string | undefined> => {
  const hover = await at<Hover | null>('textDocument/hover', marked);
  return hover ? (hover.contents as { value: string }).value : undefined;
};

test('what is wrong is told in words, with its place; the form is left to the schema', async () => {
  const client = await start();
  client.open(uri, account.replace('"version": 1,', '"version": 1, "unknown": 2,'));
  const found = await client.diagnostics(uri);
  assert.deepEqual(found.map((it) => [it.severity, it.range.start.line, it.message]), [[1, 4, 'There is no group "nobody" in groups.']]);
  await client.stop();
});

test('names complete: groups, agencies, persons, system policies', async () => {
  const of = (from: string, to: string): Promise<string[]> => offers(account.replace(from, to));
  assert.deepEqual(await of('["nobody"]', '["|"]'), ['developers', 'admin']);
  assert.deepEqual(await of('["developers"] }', '["developers", "|"] }'), ['admin'], 'what is listed is not offered again');
  assert.deepEqual(await of('"agency": "modelarts_agency"', '"agency": "|"'), ['modelarts_agency']);
  assert.deepEqual(await of('"to": "all-users"', '"to": "|"'), ['all-users', 'user:ann', 'user:bea', 'agency:modelarts_agency']);
  const system = await of('"ModelArts CommonOperations"', '"|"');
  assert.ok(system.includes('ModelArts FullAccess') && system.includes('OBS Administrator') && system.length === 40, String(system.length));
  assert.deepEqual(await of('"version": 1', '"version": |'), []);
});

test('hover: what somebody has, and that the statements of a system policy are not published', async () => {
  assert.equal(
    await hovers(account.replace('"ann"', '"a|nn"')),
    ['**IAM user `ann`**', 'Groups: `developers`', 'In 1 group · 2 known actions.', 'ModelArts: user:ann uses ModelArts through the agency modelarts\\_agency, as all users do.'].join('\n\n'),
  );
  assert.equal(await hovers(account.replace('"developers": {', '"devel|opers": {')), ['**Group `developers`**', 'Policies: `dev.policy.json`', 'Members: `user:ann`'].join('\n\n'));
  assert.equal(
    await hovers(account.replace('CommonOperations', 'Common|Operations')),
    ['**System policy `ModelArts CommonOperations`**', 'Everything a common user does, without managing dedicated resource pools.', 'Its statements are not published, so what depends on it cannot be known. An exported copy in the folder is used instead.'].join('\n\n'),
  );
  assert.equal(await hovers(account.replace('"version"', '"ver|sion"')), undefined);
  assert.match((await hovers(account.replace('"accessAuthorizations"', '"access|Authorizations"'))) ?? '', /^ModelArts works in other services through an agency of IAM; an access authorization says whose jobs use which one\.$/);
});

test('definition: from a name to where it is written, from a file to the file', async () => {
  const goes = async (from: string, to: string): Promise<unknown> => {
    const found = await at<Location | null>('textDocument/definition', account.replace(from, to));
    return found && [found.uri.slice(folder.length), found.range.start.line];
  };
  assert.deepEqual(await goes('["developers"] }', '["devel|opers"] }'), ['company.iamaccount.json', 6]);
  assert.deepEqual(await goes('"agency": "modelarts_agency"', '"agency": "modelarts|_agency"'), ['company.iamaccount.json', 7]);
  assert.deepEqual(await goes('"dev.policy.json"', '"dev|.policy.json"'), ['dev.policy.json', 0]);
  assert.deepEqual(await goes('["nobody"]', '["no|body"]'), null);
});

test('outline, links and lenses', async () => {
  const client = await start();
  client.open(uri, account);
  const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri } });
  assert.deepEqual(symbols.map((it) => [it.name, it.detail]), [
    ['user:ann', 'developers'],
    ['user:bea', 'nobody'],
    ['developers', '1 member'],
    ['modelarts_agency', 'until 2099-01-01'],
    ['all-users → modelarts_agency', undefined],
  ]);
  const links = await client.request<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri } });
  assert.deepEqual(links.map((it) => it.target), [`${folder}dev.policy.json`, `${folder}agency.policy.json`]);
  const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
  const all = lenses.map((it) => [it.range.start.line, it.command?.title, it.command?.command]);
  assert.equal(all.length, 6);
  assert.deepEqual(all.slice(0, 2), [
    [3, 'In 1 group · 2 known actions', 'modelartsPolicy.whatCan'],
    [3, 'Simulate as…', 'modelartsPolicy.simulateAs'],
  ]);
  assert.match(String(all[2]?.[1]), /^In 1 group · 0 known actions, \d+ more that depend or cannot be known$/);
  await client.stop();
});

test('as somebody: the decision, the places in every file, and a fix for what the agency lacks', async () => {
  const client = await start();
  client.open(uri, account);
  assert.deepEqual(await client.ask(accountPersons, { uri }), {
    persons: [
      { id: 'user:ann', kind: 'user', detail: 'developers' },
      { id: 'user:bea', kind: 'user', detail: 'nobody' },
      { id: 'agency:modelarts_agency', kind: 'agency', detail: '' },
    ],
    projects: [],
    files: [`${folder}agency.policy.json`, `${folder}dev.policy.json`],
  });
  const request = { action: 'modelarts:trainJob:create' };
  const answer = await client.ask(simulateAs, { uri, as: 'user:ann', request });
  assert.ok(!('problem' in answer));
  const { simulation, places } = answer;
  assert.deepEqual([simulation.principal, simulation.decision, simulation.reason.via], ['user:ann', 'Allow', ['group:developers']]);
  assert.deepEqual([places['dev.policy.json $.Statement[0]']?.uri, places['agency.policy.json $.Statement[0]']?.uri], [`${folder}dev.policy.json`, `${folder}agency.policy.json`]);
  const missing = simulation.agencySteps.filter((it) => it.missing && it.grade === 'documented').map((it) => it.action);
  assert.deepEqual(missing, ['obs:bucket:ListBucket', 'obs:object:PutObject']);
  const [fix] = await client.ask(agencyFixes, { uri, agency: 'modelarts_agency', actions: missing, request });
  assert.deepEqual([fix?.uri, fix?.title, fix?.edits.map((it) => it.newText)], [`${folder}agency.policy.json`, 'Add 2 permissions to agency.policy.json', ['"obs:object:GetObject", "obs:bucket:ListBucket", "obs:object:PutObject"']]);
  // What is typed counts, not what is on the disk.
  client.open(`${folder}dev.policy.json`, '{ "Version": "1.1", "Statement": [{ "Effect": "Deny", "Action": ["modelarts:*:*"] }] }');
  const typed = await client.ask(simulateAs, { uri, as: 'user:ann', request });
  assert.ok(!('problem' in typed) && typed.simulation.decision === 'Deny');
  assert.deepEqual(await client.ask(simulateAs, { uri, as: 'user:zoe', request }), { problem: 'The account has no "user:zoe". It has user:ann, user:bea, agency:modelarts_agency.' });
  assert.deepEqual(client.logged, []);
  await client.stop();
});

test('who can do this, and what can this person do', async () => {
  const client = await start();
  client.open(uri, account);
  const who = await client.ask(whoCan, { uri, request: { action: 'modelarts:pool:get' } });
  assert.ok('rows' in who);
  assert.deepEqual(who.rows.map((it) => [it.id, it.word, it.why, it.place?.uri]), [
    ['user:ann', 'Allowed', 'statement 1 of dev.policy.json allows it, through group:developers', `${folder}dev.policy.json`],
    ['user:bea', 'Cannot be known', 'parts that cannot be known could change the answer', undefined],
    ['agency:modelarts_agency', 'Not granted', 'no statement allows it', undefined],
  ]);
  const what = await client.ask(whatCan, { uri, as: 'user:ann', states: ['allowed'] });
  assert.ok(!('problem' in what));
  assert.deepEqual(what.services.flatMap((it) => it.types.flatMap((type) => type.actions.map(([name]) => name))), ['modelarts:pool:get', 'modelarts:trainJob:create']);
  assert.equal(what.outcomes[0]?.uri, `${folder}dev.policy.json`);
  await client.stop();
});

test('new accounts: from the policies of a folder, from exports', async () => {
  const client = await start();
  const { text } = await client.ask(newAccount, { files: [{ name: 'dev.policy.json', text: files['dev.policy.json'] ?? '' }, { name: 'package.json', text: '{}' }] });
  assert.deepEqual((JSON.parse(text) as { groups: unknown }).groups, { 'dev': { policies: ['dev.policy.json'] } });
  const imported = await client.ask(importAccount, { files: [{ name: 'users.json', text: '{"users": [{"id": "1", "name": "alice"}]}' }, { name: 'x.json', text: '[' }] });
  assert.deepEqual([imported.summary, imported.notes[0]], ['Users: 1. Groups: 0. Agencies: 0. Policy files: 0.', 'x.json is no valid JSON, so it was left out.']);
  await client.stop();
});

test('half-typed accounts break nothing', async () => {
  const client = await start();
  client.open(uri, '');
  for (let length = 0, version = 2; length < account.length; length += 37, version++) {
    client.change(uri, version, [{ text: account.slice(0, length) }]);
    for (const method of ['textDocument/documentSymbol', 'textDocument/codeLens', 'textDocument/documentLink']) await client.request(method, { textDocument: { uri } });
    await client.diagnostics(uri);
  }
  assert.deepEqual(client.logged, []);
  await client.stop();
});

test('an account that is not saved yet finds the files beside it', async () => {
  const client = await start();
  const untitled = 'untitled:/company/account.iamaccount.json';
  client.open(untitled, account.replace('"nobody"', '"developers"'));
  assert.deepEqual((await client.diagnostics(untitled)).filter((it) => it.severity === 1).map((it) => it.message), []);
  await client.stop();
});

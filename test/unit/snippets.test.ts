import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { validate } from '../support/schema.ts';

interface Snippet {
  prefix: string;
  description: string;
  body: string[];
}

const root = new URL('../../', import.meta.url);
const snippets = readJson<Record<string, Snippet>>('snippets/iam-policy.json');
const { operators } = readJson<{ operators: { name: string; family: string; versions: Record<string, string | null> }[] }>(
  'data/condition-operators.json',
);

/** Around a snippet's text: what has to stand there so that it is a policy. By the beginning of its prefix. */
const AROUND: readonly (readonly [RegExp, (body: string) => string])[] = [
  [/^(allow|deny)$/, (body) => `{ "Version": "1.1", "Statement": [${body}] }`],
  [/^policy-/, (body) => body],
  [/^(condition|resource)-/, (body) => `{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:notebook:get"], ${body} }] }`],
];

for (const [name, snippet] of Object.entries(snippets)) {
  test(`inserts a sound policy: ${name}`, async () => {
    const around = AROUND.find(([prefix]) => prefix.test(snippet.prefix));
    assert.ok(around, 'the prefix says where the snippet belongs');
    for (const body of fillIns(snippet.body.join('\n'))) {
      assert.deepEqual(await validate(around[1](body)), [], body);
    }
  });
}

test('each snippet has its own prefix, and says in both languages what it inserts', () => {
  const all = Object.values(snippets);
  assert.equal(new Set(all.map(({ prefix }) => prefix)).size, all.length);
  // The list shows the name, the pane beside it the description.
  assert.deepEqual(Object.keys(snippets), all.map(({ description }) => description));
  assert.deepEqual(all.filter(({ description }) => !/^[\x20-\x7e]+ · .*[\u4e00-\u9fff]/.test(description)), []);
});

test('are inserted on command only: while typing, the server offers what fits at the place', () => {
  const { contributes } = readJson<{ contributes: { configurationDefaults: Record<string, Record<string, unknown>> } }>('package.json');
  assert.equal(contributes.configurationDefaults['[iam-policy]']?.['editor.snippetSuggestions'], 'none');
});

test('conditions offer current operators, of every family', () => {
  const offered = Object.values(snippets)
    .filter(({ prefix }) => prefix.startsWith('condition-'))
    .flatMap(({ body }) => fillIns(body.join('\n')))
    .map((body) => Object.keys((JSON.parse(`{${body}}`) as { Condition: object }).Condition)[0]!)
    .map((operator) => operators.find(({ name }) => name === operator.replace(/^ForA\w+:|IfExists$/g, '')));
  assert.ok(offered.every((it) => it && it.versions['5.0'] !== null && it.versions['1.1'] !== null));
  assert.deepEqual(new Set(offered.map((it) => it!.family)), new Set(operators.map(({ family }) => family)));
});

/** The texts that a snippet can become: each choice in turn, every placeholder with its default. */
function fillIns(body: string): string[] {
  const choice = /\$\{\d+\|([^|]+)\|\}/.exec(body);
  if (choice) return choice[1]!.split(',').flatMap((it) => fillIns(body.replace(choice[0], it)));
  return [body.replaceAll('$CURRENT_YEAR', '2030').replaceAll(/\$\{\d+:([^}]*)\}/g, '$1')];
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, root), 'utf8')) as T;
}

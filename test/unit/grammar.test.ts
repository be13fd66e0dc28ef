import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import type * as Textmate from 'vscode-textmate';
import type * as Oniguruma from 'vscode-oniguruma';

const require = createRequire(import.meta.url);
const { INITIAL, Registry, parseRawGrammar } = require('vscode-textmate') as typeof Textmate;
const oniguruma = require('vscode-oniguruma') as typeof Oniguruma;

const root = new URL('../../', import.meta.url);
const grammarFile = 'syntaxes/iam-policy.tmLanguage.json';

/** What each word of a marked text stands for: the scope that the grammar must give it. */
const SCOPES: Readonly<Record<string, string>> = {
  key: 'support.type.property-name.json.iam-policy',
  string: 'string.quoted.double.json.iam-policy',
  version: 'constant.numeric.version.iam-policy',
  allow: 'constant.language.allow.iam-policy',
  deny: 'keyword.control.deny.iam-policy',
  sid: 'entity.name.label.sid.iam-policy',
  service: 'entity.name.namespace.service.iam-policy',
  region: 'variable.parameter.region.iam-policy',
  account: 'variable.parameter.account.iam-policy',
  type: 'variable.other.enummember.resource-type.iam-policy',
  operation: 'entity.name.function.operation.iam-policy',
  wildcard: 'constant.character.escape.wildcard.iam-policy',
  variable: 'variable.other.readwrite.policy-variable.iam-policy',
  default: 'string.quoted.single.default.iam-policy',
  literal: 'constant.character.escape.literal.iam-policy',
  escape: 'constant.character.escape.json.iam-policy',
  set: 'storage.modifier.set-prefix.iam-policy',
  operator: 'support.function.operator.iam-policy',
  ifexists: 'storage.modifier.if-exists.iam-policy',
  condition: 'variable.other.condition-key.iam-policy',
  tag: 'constant.other.tag-key.iam-policy',
  number: 'constant.numeric.json.iam-policy',
  comment: 'invalid.illegal.comment.line.iam-policy',
  block: 'invalid.illegal.comment.block.iam-policy',
  stray: 'invalid.illegal.unexpected.iam-policy',
  badescape: 'invalid.illegal.unrecognized-string-escape.iam-policy',
};

/**
 * A marked text: under a line of the policy stand lines that begin with `#`, with `^` under some characters and then
 * the word of their scope. The words between the marks are not compared, the marked characters are, exactly.
 */
const CASES: readonly (readonly [string, string])[] = [
  ['the three segments of an action', `
{ "Action": ["modelarts:notebook:create"] }
# ^^^^^^^^ key
#             ^^^^^^^^^ service
#                       ^^^^^^^^ type
#                                ^^^^^^ operation
`],
  ['wildcards, alone and in a segment', `
{ "Action": ["modelarts:*:get*", "*:*:*"] }
#                       ^ wildcard
#                            ^ wildcard
#                         ^^^ operation
#                                 ^ wildcard
#                                   ^ wildcard
#                                     ^ wildcard
`],
  ['an action of 5.0 without a type, NotAction, a plain string', `
{ "NotAction": "modelarts::listTags" }
# ^^^^^^^^^^^ key
#               ^^^^^^^^^ service
#                          ^^^^^^^^ operation
`],
  ['Allow and Deny have different scopes', `
[{ "Effect": "Allow" }, { "Effect": "Deny" }, { "Effect": "deny" }, { "Effect": "Permit" }]
#             ^^^^^ allow
#                                    ^^^^ deny
#                                                          ^^^^ deny
#                                                                                ^^^^^^ string
`],
  ['Version, known and unknown', `
{ "Version": "1.1" }
#             ^^^ version
{ "Version": "2012-10-17" }
#             ^^^^^^^^^^ string
`],
  ['the segments of a resource', `
{ "Resource": ["modelarts:cn-north-4:*:notebook:*", "obs:*:*:object:bucket/a:b/\${g:UserName}/*"] }
#               ^^^^^^^^^ service
#                         ^^^^^^^^^^ region
#                                    ^ wildcard
#                                      ^^^^^^^^ type
#                                               ^ wildcard
#                                                    ^^^ service
#                                                            ^^^^^^ type
#                                                                   ^^^^^^^^^^^ string
#                                                                              ^^^^^^^^^^^^^ variable
#                                                                                            ^ wildcard
`],
  ['a resource of 5.0 without region, an agency in the object form', `
{ "NotResource": ["iam::123:agency:modelarts_agency"], "Resource": { "uri": ["/iam/agencies/07805aca"] } }
#                  ^^^ service
#                       ^^^ account
#                           ^^^^^^ type
#                                  ^^^^^^^^^^^^^^^^ string
#                                                                             ^^^^^^^^^^^^^^^^^^^^^^ string
`],
  ['condition operators and keys', `
{ "Condition": {
    "StringEndWithIfExists": { "g:UserName": ["-intern"] },
#    ^^^^^^^^^^^^^ operator
#                 ^^^^^^^^ ifexists
#                               ^ service
#                                 ^^^^^^^^ condition
#                                              ^^^^^^^ string
    "ForAnyValue:StringNotEquals": { "g:ResourceTag/team": "red" },
#    ^^^^^^^^^^^^ set
#                ^^^^^^^^^^^^^^^ operator
#                                     ^ service
#                                       ^^^^^^^^^^^ condition
#                                                   ^^^^ tag
#                                                           ^^^ string
    "NumericLessThan": { "g:MFAAge": ["300"] }
#    ^^^^^^^^^^^^^^^ key
#                           ^^^^^^ condition
} }
`],
  ['wildcards count in patterns only, variables in every condition value', `
{ "Condition": {
    "StringMatch": { "g:UserName": ["dev-*", "\${g:DomainName, 'a b'}-?"] },
#    ^^^^^^^^^^^ operator
#                                        ^ wildcard
#                                             ^^^^^^^^^^^^^^^^ variable
#                                                             ^^^^^ default
#                                                                    ^ wildcard
    "StringEquals": { "g:UserName": ["dev-*\${*}"] }
#                                         ^ string
#                                          ^^^^ literal
} }
`],
  ['Sid, escapes', `
{ "Sid": "read only", "Action": ["a\\u0062c:\\q"], "Other": "\\n" }
#         ^^^^^^^^^ sid
#                                  ^^^^^^ escape
#                                          ^^ badescape
#                                                          ^^ escape
`],
  ['names of elements mean nothing within a condition', `
{ "Condition": { "StringEquals": { "g:UserName": ["Allow"] } }, "Effect": "Allow" }
#                                                  ^^^^^ string
#                                                                          ^^^^^ allow
`],
  ['comments are not allowed in a policy', `
{ // no
# ^^^^^ comment
  "Action": [ /* nor this */ "modelarts:pool:get", // nor this
#             ^^^^^^^^^^^^^^ block
#                             ^^^^^^^^^ service
#                                                  ^^^^^^^^^^^ comment
    "obs://x:y"
#    ^^^ service
#        ^^^ type
  ] }
`],
  ['a half-typed string ends with its line', `
{ "Action": [
    "modelarts:note
#    ^^^^^^^^^ service
#              ^^^^ type
    "modelarts:pool:get"
#                   ^^^ operation
  ],
  "Effect": "Al
#            ^^ string
  "Version": "1.1"
#             ^^^ version
}
`],
  ['a list that is not closed ends at the next key', `
{ "Statement": [{ "Action": ["modelarts:pool:get",
    "Effect": "Deny"
#    ^^^^^^ key
#              ^^^^ deny
}, { "Effect": "Allow" }] }
#               ^^^^^ allow
`],
  ['a statement that is not closed ends with the list', `
{ "Statement": [{ "Effect": "Deny", "Action": ["modelarts:pool:get"] ],
  "Version": "1.1" }
# ^^^^^^^^^ key
#             ^^^ version
`],
  ['a half-typed key, a missing comma, a missing value', `
{ "Eff
#  ^^^ key
  "Effect": "Allow"
#            ^^^^^ allow
  "Action":
# ^^^^^^^^ key
  "Resource": ["*"]
# ^^^^^^^^^^ key
#               ^ wildcard
}
`],
  ['keys and values on lines of their own', `
{ "Action"
    :
    [
      "modelarts:pool:get"
#      ^^^^^^^^^ service
    ] }
`],
  ['what cannot stand there', `
{ "Statement": [ 8, yes ] } }
#                ^ number
#                   ^^^ stray
#                           ^ stray
`],
];

const onigurumaLoaded = oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
const grammar = await loadGrammar();

for (const [name, marked] of CASES) {
  test(`colours ${name}`, () => {
    const { lines, marks } = read(marked);
    const scopes = scopesOf(lines);
    const wrong: string[] = [];
    for (const { line, from, to, word } of marks) {
      const wanted = SCOPES[word];
      assert.ok(wanted, `"${word}" is a word of SCOPES`);
      for (let column = from; column < to; column++) {
        const found = scopes[line]?.[column] ?? [];
        if (word === 'string' ? found.at(-1) === wanted : found.includes(wanted) && innermost(found) === wanted) continue;
        wrong.push(`${JSON.stringify(lines[line]?.slice(from, to))} at ${line}:${column} is ${found.slice(1).join(' ')}, not ${word}`);
        break;
      }
    }
    assert.deepEqual(wrong, []);
  });
}

test('knows exactly the condition operators of 1.1 and 5.0', () => {
  const { operators } = JSON.parse(readFileSync(new URL('data/condition-operators.json', root), 'utf8')) as {
    operators: { name: string; versions: Record<string, string | null> }[];
  };
  const wrong = operators.filter(({ name, versions }) => {
    const line = `{"Condition":{"${name}":{}}}`;
    const known = scopesOf([line])[0]?.[line.indexOf(name)]?.includes('support.function.operator.iam-policy');
    return known !== (versions['1.1'] !== null || versions['5.0'] !== null);
  });
  assert.deepEqual(wrong.map(({ name }) => name), []);
});

test('Deny is bold by the theme alone, Allow is not', async () => {
  const themed = await loadGrammar({
    settings: [
      { settings: { foreground: '#000000', background: '#ffffff' } },
      { scope: 'markup.bold', settings: { fontStyle: 'bold' } },
      { scope: 'keyword.control', settings: { foreground: '#ff0000' } },
    ],
  });
  const fontStyle = (effect: string): number => {
    const line = `{"Effect":"${effect}"}`;
    const { tokens } = themed.tokenizeLine2(line, INITIAL);
    let style = 0;
    for (let index = 0; index < tokens.length; index += 2) {
      // Bits 11 to 14 of a token's metadata hold its font style: 1 italic, 2 bold, 4 underline.
      if (tokens[index]! <= line.indexOf(effect)) style = (tokens[index + 1]! >>> 11) & 15;
    }
    return style;
  };
  assert.equal(fontStyle('Deny'), 2);
  assert.equal(fontStyle('Allow'), 0);
});

test('every include names a rule, every rule is used', () => {
  const source = readFileSync(new URL(grammarFile, root), 'utf8');
  const rules = Object.keys((JSON.parse(source) as { repository: object }).repository);
  const used = new Set([...source.matchAll(/"include": "#([^"]+)"/g)].map(([, name]) => name!));
  assert.deepEqual([...used].sort(), rules.sort());
});

function scopesOf(lines: readonly string[]): string[][][] {
  let state = INITIAL;
  return lines.map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    const columns: string[][] = [];
    for (const token of tokens) columns.fill(token.scopes, columns.length, (columns.length = token.endIndex));
    return columns;
  });
}

/** The last scope that says what a character is, past those that only say how it is written. */
function innermost(scopes: readonly string[]): string | undefined {
  return scopes.findLast((scope) => !scope.startsWith('punctuation.') && !scope.startsWith('meta.'));
}

function read(marked: string): { lines: string[]; marks: { line: number; from: number; to: number; word: string }[] } {
  const lines: string[] = [];
  const marks: { line: number; from: number; to: number; word: string }[] = [];
  for (const text of marked.slice(1, -1).split('\n')) {
    const mark = /^#[ ]*(\^+) (\w+)$/.exec(text);
    if (!mark) lines.push(text);
    else marks.push({ line: lines.length - 1, from: text.indexOf('^'), to: text.indexOf('^') + mark[1]!.length, word: mark[2]! });
  }
  return { lines, marks };
}

async function loadGrammar(theme?: Textmate.IRawTheme): Promise<Textmate.IGrammar> {
  await onigurumaLoaded;
  const registry = new Registry({
    ...(theme ? { theme } : {}),
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: () => Promise.resolve(parseRawGrammar(readFileSync(new URL(grammarFile, root), 'utf8'), 'grammar.json')),
  });
  const loaded = await registry.loadGrammar('source.iam-policy');
  assert.ok(loaded);
  return loaded;
}
